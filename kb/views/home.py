"""The first page, and the search over everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Max, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from kb.filter_fields import WordsField
from kb.listing import address
from kb.models import Actor, Initiative, Meeting
from kb.pictures.weeks import lay_out_year

#: how many actors the first page ranks
MOST_ACTIVE = 12


def current_articles() -> QuerySet[Any]:
    """The articles in their newest versions; asked for by name, since articles know this package and not it them."""
    return apps.get_model("articles", "Article").objects.current()


class Home(TemplateView):
    template_name = "kb/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = localdate()
        meetings, initiatives = Meeting.objects.visible(), Initiative.objects.visible()
        counts = {
            "meetings": meetings.count(),
            "initiatives": initiatives.count(),
            "actors": Actor.objects.visible().in_use().count(),
            "articles": current_articles().count(),
        }
        return super().get_context_data(**kwargs) | {
            "counts": counts,
            "coming": meetings.coming(today).filter(date_latest__isnull=False).with_display()[:5],
            "latest": meetings.past(today).filter(status="held", date_latest__isnull=False).with_display()[:8],
            "actors": Actor.objects.visible().most_active(MOST_ACTIVE).with_posts(),
            "articles": current_articles().without_text().with_counts().latest_first()[:6],
            "year": year_of_activity(meetings, today),
        }


def year_of_activity(meetings: Any, today: date) -> dict[str, Any] | None:
    """Meetings by day in the year up to today; where nothing is told of it, in the last year that has any.

    Only those whose day is known: a month or a year has no place in it.
    """
    on_a_day = meetings.exclude(status="cancelled").filter(date_earliest=F("date_latest"), date_earliest__lte=today)
    latest = on_a_day.aggregate(latest=Max("date_earliest"))["latest"]
    if latest is None:
        return None
    last = today if today - latest < timedelta(weeks=26) else latest
    counted = on_a_day.filter(date_earliest__gte=last - timedelta(weeks=54)).order_by().values("date_earliest")
    counts = dict(counted.annotate(n=Count("pk")).values_list("date_earliest", "n"))
    picture = lay_out_year(counts, last)
    months: dict[date, int] = {}
    for dot in picture.dots:
        months[dot.day.replace(day=1)] = months.get(dot.day.replace(day=1), 0) + dot.number
    return {"picture": picture, "months": sorted(months.items()), "number": sum(months.values())}


@dataclass(frozen=True)
class Found:
    """What a search finds of one kind: the first ones, how many in all, and the list that has them all."""

    title: str
    template: str
    records: list[Any]
    count: int
    url: str


class Search(TemplateView):
    """One box over actors, meetings, initiatives and articles."""

    template_name = "kb/search.html"
    #: how many results of each kind the page shows
    most = 6

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        field = WordsField(required=False)
        bound = self.request.GET.get("q", "")
        words, errors = _cleaned(field, bound)
        groups = self.groups(words) if words else []
        return super().get_context_data(**kwargs) | {
            "words": bound.strip(),
            "errors": errors,
            "groups": [group for group in groups if group.count],
            "total": sum(group.count for group in groups),
        }

    def groups(self, words: str) -> list[Found]:
        actors = Actor.objects.visible().named(words).with_counts().order_by("-meeting_count", "name", "pk")
        meetings = Meeting.objects.visible().matching(words).with_display().latest_first()
        initiatives = Initiative.objects.visible().matching(words).with_display().latest_first()
        articles = current_articles().matching(words).without_text().with_counts().latest_first()
        return [
            self.found(_("Actors"), "kb/parts/actors.html", actors.with_posts(), reverse("kb:actors"), all="on"),
            self.found(_("Meetings"), "kb/parts/events.html", meetings, reverse("kb:meetings")),
            self.found(_("Initiatives"), "kb/parts/initiatives.html", initiatives, reverse("kb:initiatives")),
            self.found(_("Articles"), "articles/parts/articles.html", articles, reverse("articles:articles")),
        ]

    def found(self, title: str, template: str, records: QuerySet[Any], url: str, **more: str) -> Found:
        everything = url + address(self.request.GET, sort=[], **more)
        return Found(title, template, list(records[: self.most]), records.count(), everything)


def _cleaned(field: WordsField, raw: str) -> tuple[str, list[str]]:
    """The words, and what is wrong with them."""
    try:
        return field.clean(raw), []
    except ValidationError as error:
        return "", error.messages
