"""The first page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Count, F, Max, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.generic import TemplateView

from kb.models import Actor, Initiative, Meeting
from kb.pictures.weeks import lay_out_year
from kb.unchanged import while_unchanged

#: how many actors the first page ranks
MOST_ACTIVE = 12


def current_articles() -> QuerySet[Any]:
    """The articles in their newest versions; asked for by name, since articles know this package and not it them."""
    return apps.get_model("articles", "Article").objects.current()


class Home(TemplateView):
    template_name = "kb/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = localdate()
        found = while_unchanged(("home", get_language(), today), lambda: all_at_a_glance(today))
        return super().get_context_data(**kwargs) | found


def all_at_a_glance(today: date) -> dict[str, Any]:
    """What there is, what is coming, what is new, and who is busiest."""
    meetings, initiatives = Meeting.objects.visible(), Initiative.objects.visible()
    held = meetings.past(today).filter(status="held", date_latest__isnull=False)
    return {
        "counts": {
            "meetings": meetings.count(),
            "initiatives": initiatives.count(),
            "actors": Actor.objects.visible().in_use().count(),
            "articles": current_articles().count(),
        },
        "coming": list(meetings.coming(today).filter(date_latest__isnull=False).with_display()[:5]),
        "latest": list(held.with_display()[:8]),
        "actors": list(Actor.objects.visible().most_active(MOST_ACTIVE).with_posts()),
        "articles": list(current_articles().without_text().with_counts().latest_first()[:6]),
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
