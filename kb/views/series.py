"""Series of meetings: the list of them, and the page of one with its occurrences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db.models import F, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kb.citations import cited_values, quote_html
from kb.exports.tables import Cell
from kb.labels import shown_ties
from kb.listing import Column, FilteredListView, address
from kb.models import Actor, Meeting, Role, Series
from kb.models.querysets import other_end
from kb.occurrences import in_order, next_coming, with_gaps
from kb.series_filters import SeriesFilterSet
from kb.views.details import RecordPage
from kb.views.narrowed import Narrowed

#: how many of those who take part a page ranks
MOST_WHO = 12
#: so many occurrences, the latest, show the sentence that names them
MOST_QUOTED = 40
_OF_OCCURRENCES = {"country", "actor", "year", "kind"}


class SeriesList(FilteredListView):
    template_name = "kb/series_list.html"
    name, noun = _("Series of meetings"), "series"
    filterset_class = SeriesFilterSet
    sort = "-meetings"
    columns = {
        "name": Column(_("Series"), "name"),
        "meetings": Column(_("In the texts"), "meeting_count", falling=True, css="number"),
        "last": Column(_("Number reached"), "last_ordinal", falling=True, css="number"),
        "latest": Column(_("Last held"), "latest", falling=True),
        "coming": Column(_("Next"), "coming"),
    }
    cells = {
        "name": Cell(attrgetter("name"), _("What its meetings are called, without number and year.")),
        "occurrences": Cell(attrgetter("meeting_count"), _("How many of its meetings are known here.")),
        "number_reached": Cell(attrgetter("last_ordinal"), _("The highest number that a text tells.")),
        "last_held": Cell(attrgetter("latest_date"), _("The date of the latest one held (EDTF).")),
        "next": Cell(attrgetter("coming_date"), _("The date of the next one announced (EDTF).")),
    }

    def records(self) -> QuerySet[Any]:
        return Series.objects.visible()

    def displayed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        return records.with_occurrences()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the filters that go along to the page of a series: who, when and what kind its occurrences are."""
        words = self.request.GET.copy()
        for word in set(words) - _OF_OCCURRENCES:
            words.pop(word)
        return super().get_context_data(**kwargs) | {"tail": address(words).removesuffix("?")}


class SeriesPage(RecordPage):
    """A series: its occurrences in order, what is missing among them, who takes part, and what is next."""

    template_name = "kb/series_detail.html"
    context_object_name = "series"

    def get_queryset(self) -> QuerySet[Any]:
        return Series.objects.visible().prefetch_related("decisions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        narrowed = Narrowed(self.request, own="series")
        meetings = narrowed.meetings().filter(series=self.object).with_display().prefetch_related("decisions")
        ordered = in_order(meetings)
        told = [meeting for meeting in ordered if meeting.status != "cancelled"]
        # what the filters leave out is no gap in the texts
        lines = list(ordered) if narrowed else with_gaps(ordered)
        # what has neither a day nor a number comes last, also where the latest come first
        placed = [line for line in lines if not isinstance(line, Meeting) or line.date_earliest or line.ordinal]
        return (
            super().get_context_data(**kwargs)
            | narrowed.context(series=self.object.slug)
            | {
                "lines": [*reversed(placed), *(line for line in lines if line not in placed)],
                "meeting_count": len(ordered),
                "numbers": [meeting.ordinal for meeting in ordered if meeting.ordinal],
                "years": sorted({meeting.date_earliest.year for meeting in told if meeting.date_earliest}),
                "coming": next_coming(ordered, localdate()),
                "who": ranked(told, {Role.PARTICIPANT, Role.ATTENDEE, Role.HOST, Role.CHAIR})[:MOST_WHO],
                "hosts": ranked(told, {Role.HOST})[:MOST_WHO],
                "chairs": ranked(told, {Role.CHAIR})[:MOST_WHO],
                "told_count": len(told),
                "quotes": naming_sentences(ordered[-MOST_QUOTED:]),
            }
        )


def ranked(meetings: Iterable[Meeting], roles: set[Role]) -> list[Actor]:
    """Who has one of the roles in most of the meetings, each with the `number` of them."""
    actors, counts = {}, Counter[int]()
    for meeting in meetings:
        for tie in shown_ties(meeting):
            if tie.role in roles:
                actors[tie.actor_id] = tie.actor
                counts[tie.actor_id] += 1
    for pk, actor in actors.items():
        actor.number = counts[pk]
    return sorted(actors.values(), key=lambda actor: (-actor.number, actor.name, actor.pk))


def naming_sentences(meetings: Sequence[Meeting]) -> list[tuple[Meeting, Any, Any]]:
    """Of each meeting that a sentence gives its name: the surest such sentence with its evidence, the latest first."""
    rows = other_end(Meeting, "evidence").objects.visible().filter(meeting__in=meetings, values__has_key="name")
    best = {}
    for pk, meeting in rows.order_by("confidence", F("article__published").asc(nulls_first=True), "pk").values_list(
        "pk", "meeting"
    ):
        best[meeting] = pk
    found = rows.select_related("article").defer("article__original").in_bulk(best.values())
    quoted = []
    for meeting in reversed(meetings):
        if row := found.get(best.get(meeting.pk, 0)):
            values = cited_values(meeting, {"name": row.values["name"]}, {})
            quoted.append((meeting, quote_html(row, values), row))
    return quoted
