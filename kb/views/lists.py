"""Lists of actors, meetings and initiatives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import F, Prefetch, QuerySet
from django.http import HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kb.exports import columns as tables
from kb.exports.calendars import calendar_lines, fitting
from kb.exports.countries import with_countries, with_homes
from kb.exports.evidence import EVIDENCE, evidence_lines
from kb.exports.graphs import as_graphml, as_json, meeting_graph, pair_graph
from kb.exports.tables import csv_lines
from kb.filters import ActorFilterSet, InitiativeFilterSet, MeetingFilterSet
from kb.listing import AT_ONCE, Column, FilteredListView, address, chips, narrowed_in_words
from kb.models import Actor, ActorKind, Initiative, Meeting
from kb.models.querysets import other_end
from kb.unchanged import while_unchanged


class ActorList(FilteredListView):
    template_name = "kb/actor_list.html"
    name, noun = _("Actors"), "actor"
    filterset_class = ActorFilterSet
    sort = "-meetings"
    columns = {
        "name": Column(_("Name"), "name"),
        "kind": Column(_("Kind"), "kind"),
        "country": Column(_("Country")),
        "meetings": Column(_("Meetings"), "meeting_count", falling=True, css="number"),
        "initiatives": Column(_("Initiatives"), "initiative_count", falling=True, css="number"),
        "met": Column(_("Last met"), "last_met_day", falling=True),
    }
    cells = tables.ACTORS

    def records(self) -> QuerySet[Any]:
        return Actor.objects.visible()

    def displayed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        return records.select_related("country").with_posts().with_activity()

    def taken(self, records: QuerySet[Any]) -> Iterable[Any]:
        return with_homes(super().taken(records))


@dataclass(frozen=True)
class Widened:
    """The list of what all do who act for countries or bodies, where it has only what names these themselves."""

    names: str
    url: str


class EventList(FilteredListView):
    """What the lists of meetings and of initiatives have in common: the files that they can be taken along in."""

    #: the filters that ask whom texts name
    named: ClassVar[tuple[str, ...]]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"widened": self.widened()}

    def widened(self) -> Widened | None:
        """None where nobody is asked for by name, persons alone are, or it is open who is meant."""
        filled = [match for name in self.named if (match := self.filterset.cleaned.get(name))]
        actors = [match.first[0] for match in filled if len(match.first) == 1]
        if len(actors) < len(filled) or all(actor.kind == ActorKind.PERSON for actor in actors):
            return None
        sides: dict[str, str | list[str]] = {name: [] for name in self.named}
        sides |= {"side": [actor.slug for actor in actors]}
        names = [actor.name for actor in actors]
        both = gettext("%(one)s and %(other)s") % {"one": names[0], "other": names[-1]}
        return Widened(both if len(names) > 1 else names[0], f"{self.request.path}{address(self.request.GET, **sides)}")

    def file(self) -> HttpResponseBase:
        """The list as a table; or what it rests on, a line a value."""
        if self.form != "evidence":
            return super().file()
        lines = evidence_lines(self.get_queryset(), site=self.site())
        return self.sent(csv_lines(lines, EVIDENCE), "text/csv; charset=utf-8", "csv", what="evidence")

    def in_files(self, records: QuerySet[Any]) -> QuerySet[Any]:
        """With what people decided, as `file_decisions`, and the articles that tell of each, as `file_evidence`."""
        rows = other_end(records.model, "evidence").objects.visible().select_related("article")
        rows = rows.order_by(F("article__published").asc(nulls_last=True), "article_id", "pk")
        light = rows.only("confidence", records.model._meta.model_name, "article__slug")
        # under names of their own: for a relation's own name Django makes a query of each record, if only to keep it
        decided = Prefetch("decisions", to_attr="file_decisions")
        return records.prefetch_related(decided, Prefetch("evidence", light, to_attr="file_evidence"))

    def taken(self, records: QuerySet[Any]) -> Iterable[Any]:
        return with_countries(super().taken(records))


class MeetingList(EventList):
    template_name = "kb/meeting_list.html"
    name, noun = _("Meetings"), "meeting"
    filterset_class = MeetingFilterSet
    named = ("participant", "counterpart")
    sort = "-date"
    columns = {
        "date": Column(_("Date"), "date_earliest", falling=True),
        "meeting": Column(_("Meeting")),
        "kind": Column(_("Kind"), "kind"),
        "place": Column(_("Place"), "place__name"),
        "status": Column(_("Status"), "status"),
    }
    cells = tables.MEETINGS

    def file(self) -> HttpResponseBase:
        """All that the filters leave, as a table, a calendar, or a graph."""
        match self.form:
            case "ics":
                meetings = self.get_queryset().iterator(chunk_size=AT_ONCE)
                # several calendars of one site are told apart by what each holds
                every = {facet.name for facet in self.filterset.facets if facet.every}
                what = narrowed_in_words(chips(self.filterset, self.request.GET), every)
                name = f"Chancery: {what}" if what else "Chancery"
                lines = calendar_lines(meetings, name=name, host=self.request.get_host(), root=self.site())
                return self.sent(lines, "text/calendar; charset=utf-8", "ics")
            case "graphml" | "json":
                return self.graph(meeting_graph(self.get_queryset(), site=self.site()), self.form, "participants")
            case "pairs-graphml" | "pairs-json":
                pairs = pair_graph(self.get_queryset(), site=self.site())
                return self.graph(pairs, self.form.removeprefix("pairs-"), "pairs")
        return super().file()

    def graph(self, graph: Any, form: str, what: str) -> HttpResponseBase:
        if form == "json":
            return self.sent([as_json(graph)], "application/json", "json", what=what)
        return self.sent([as_graphml(graph)], "application/xml", "graphml", what=what)

    def in_files(self, records: QuerySet[Any]) -> QuerySet[Any]:
        return super().in_files(records).select_related("place__country", "series")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the number of entries that a calendar would have."""
        context = super().get_context_data(**kwargs)
        paginator = context["page_obj"].paginator
        if getattr(paginator, "more", False):
            return context | {"in_calendar": None}
        entries = fitting(self.object_list.order_by())
        return context | {"in_calendar": while_unchanged(("in calendar", *self.filterset.asked), entries.count)}

    def records(self) -> QuerySet[Any]:
        return Meeting.objects.visible()

    def displayed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        return records.with_display()


class InitiativeList(EventList):
    template_name = "kb/initiative_list.html"
    name, noun = _("Initiatives"), "initiative"
    filterset_class = InitiativeFilterSet
    named = ("party", "counterpart")
    sort = "-date"
    columns = {
        "date": Column(_("Date"), "date_earliest", falling=True),
        "name": Column(_("Initiative"), "name"),
        "kind": Column(_("Kind"), "kind"),
        "status": Column(_("Status"), "status"),
    }
    cells = tables.INITIATIVES

    def records(self) -> QuerySet[Any]:
        return Initiative.objects.visible()

    def displayed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        return records.with_display()
