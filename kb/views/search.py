"""The search over everything in one box, and what it suggests while somebody types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from kb.filter_fields import WordsField
from kb.labels import initiative_label, meeting_label
from kb.listing import MOST_COUNTED, address
from kb.models import Actor, Initiative, Meeting, Place, Series
from kb.near_names import near_names
from kb.search_terms import Terms, read_terms
from kb.views.home import current_articles


@dataclass(frozen=True)
class Found:
    """What a search finds of one kind: the first ones, how many in all (at most so many), and where they all are."""

    title: str | Promise
    template: str
    records: list[Any]
    count: int
    url: str

    @property
    def more(self) -> bool:
        """Were there too many to count?"""
        return self.count > MOST_COUNTED

    @property
    def number(self) -> str:
        return f"{MOST_COUNTED:,}+" if self.more else f"{self.count:,}"


class Search(TemplateView):
    """One box over actors, meetings, initiatives and articles."""

    template_name = "kb/search.html"
    #: how many results of each kind the page shows
    most = 6

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = self.request.GET.get("q", "")
        words, errors = cleaned_words(typed)
        terms = read_terms(words)
        groups = [group for group in self.groups(words, terms) if group.count] if terms.wanted else []
        return super().get_context_data(**kwargs) | {
            "words": typed.strip(),
            "errors": errors,
            "groups": groups,
            "total": sum(min(group.count, MOST_COUNTED) for group in groups),
            "uncounted": any(group.more for group in groups),
            "only_excluded": bool(terms.excluded and not terms.wanted),
            "meant": self.meant(terms, groups),
        }

    def groups(self, words: str, terms: Terms) -> list[Found]:
        actors = found_actors(terms).with_counts().order_by("-meeting_count", "name", "pk").with_posts()
        meetings = found_events(Meeting, terms).with_display().latest_first()
        series = found_series(terms).with_occurrences().order_by("-meeting_count", "name", "pk")
        initiatives = found_events(Initiative, terms).with_display().latest_first()
        articles = current_articles().matching(words).defer("original").with_counts().latest_first()
        return [
            self.found(_("Actors"), "kb/parts/actors.html", actors, reverse("kb:actors"), all="on"),
            self.found(_("Meetings"), "kb/parts/events.html", meetings, reverse("kb:meetings")),
            self.found(_("Series of meetings"), "kb/parts/series_lines.html", series, reverse("kb:series-list")),
            self.found(_("Initiatives"), "kb/parts/initiatives.html", initiatives, reverse("kb:initiatives")),
            self.found(_("Articles"), "articles/parts/articles.html", articles, reverse("articles:articles")),
        ]

    def found(self, title: Promise, template: str, records: QuerySet[Any], url: str, **more: str) -> Found:
        everything = url + address(self.request.GET, sort=[], **more)
        counted = records.order_by().values("pk")[: MOST_COUNTED + 1].count()
        return Found(title, template, list(records[: self.most]) if counted else [], counted, everything)

    def meant(self, terms: Terms, groups: list[Found]) -> list[tuple[str, str]]:
        """Other spellings, each with its search, where no actor has these words."""
        if not terms.wanted or any(group.template == "kb/parts/actors.html" for group in groups):
            return []
        return [(name, address(self.request.GET, q=name)) for name in near_names(terms.names)]


@dataclass(frozen=True)
class Suggestion:
    """A record that somebody may be looking for."""

    icon: str
    label: str
    note: str
    url: str


class Suggest(TemplateView):
    """The first few records whose names begin with what stands in the box so far."""

    template_name = "kb/parts/suggestions.html"
    most_actors, most_others = 6, 3

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        terms = read_terms(cleaned_words(self.request.GET.get("q", ""))[0])
        wanted = bool(terms.wanted) and len(terms.names) > 1
        return super().get_context_data(**kwargs) | {"suggestions": list(self.suggested(terms)) if wanted else []}

    def suggested(self, terms: Terms) -> Iterator[Suggestion]:
        actors = found_actors(terms).with_counts().order_by("-meeting_count", "name", "pk")
        for actor in actors[: self.most_actors]:
            yield Suggestion(actor.kind, actor.name, actor.get_kind_display(), actor.get_absolute_url())
        for place in Place.objects.filter(name__istartswith=terms.names).order_by("name")[: self.most_others]:
            yield Suggestion("place", place.name, str(_("place")), reverse("kb:place", args=[place.slug]))
        named = found_events(Meeting, terms).exclude(name="").with_display().latest_first()
        for meeting in named[: self.most_others]:
            note = meeting.get_kind_display()
            yield Suggestion("meeting", meeting_label(meeting), note, meeting.get_absolute_url())
        recurring = found_series(terms).with_occurrences().order_by("-meeting_count", "name", "pk")
        for series in recurring[: self.most_others]:
            yield Suggestion("series", capfirst(series.name), str(_("series")), series.get_absolute_url())
        for initiative in found_events(Initiative, terms).latest_first()[: self.most_others]:
            note = initiative.get_kind_display()
            yield Suggestion("initiative", initiative_label(initiative), note, initiative.get_absolute_url())


def found_actors(terms: Terms) -> Any:
    """Actors one of whose names has the wanted words, and none an excluded one."""
    actors = Actor.objects.visible().named(terms.names)
    for term in terms.excluded:
        actors = actors.exclude(pk__in=Actor.objects.visible().named(str(term)).values("pk"))
    return actors


def found_events(model: type[Meeting] | type[Initiative], terms: Terms) -> Any:
    """Events that have the wanted words in their names or those of who takes part, and no excluded one."""
    events = model.objects.visible().matching(terms.names)
    for term in terms.excluded:
        events = events.exclude(pk__in=model.objects.visible().matching(str(term)).values("pk"))
    return events


def found_series(terms: Terms) -> Any:
    """Series whose names, or those of their meetings, have the wanted words, and no excluded one."""
    series = Series.objects.visible().recurring().named(terms.names)
    for term in terms.excluded:
        series = series.exclude(pk__in=Series.objects.visible().named(str(term)).values("pk"))
    return series


def cleaned_words(typed: str) -> tuple[str, list[str]]:
    """The words, and what is wrong with them."""
    try:
        return WordsField(required=False).clean(typed), []
    except ValidationError as error:
        return "", error.messages
