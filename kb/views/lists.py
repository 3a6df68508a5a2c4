"""Lists of actors, meetings and initiatives."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from kb.exports.calendars import calendar_lines
from kb.exports.graphs import as_graphml, as_json, meeting_graph
from kb.filters import ActorFilterSet, InitiativeFilterSet, MeetingFilterSet
from kb.labels import initiative_label, meeting_label, meeting_place, shown_actors
from kb.listing import Column, FilteredListView
from kb.models import Actor, Initiative, Meeting

_DATED = {
    "date": attrgetter("date_edtf"),
    "first_day": attrgetter("date_earliest"),
    "last_day": attrgetter("date_latest"),
}
_SORTED = {"kind": attrgetter("kind"), "status": attrgetter("status")}


def people_of(event: Meeting | Initiative) -> str:
    """Who takes part, with semicolons between."""
    return "; ".join(actor.name for actor in shown_actors(event))


class ActorList(FilteredListView):
    template_name = "kb/actor_list.html"
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
    cells = {
        "name": attrgetter("name"),
        "kind": attrgetter("kind"),
        "country": lambda actor: actor.country.name if actor.country else "",
        "meetings": attrgetter("meeting_count"),
        "initiatives": attrgetter("initiative_count"),
        "last_met": attrgetter("last_met"),
    }

    def records(self) -> QuerySet[Any]:
        return Actor.objects.visible()

    def displayed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        return records.select_related("country").with_posts().with_activity()


class MeetingList(FilteredListView):
    template_name = "kb/meeting_list.html"
    filterset_class = MeetingFilterSet
    sort = "-date"
    columns = {
        "date": Column(_("Date"), "date_earliest", falling=True),
        "meeting": Column(_("Meeting")),
        "kind": Column(_("Kind"), "kind"),
        "place": Column(_("Place"), "place__name"),
        "status": Column(_("Status"), "status"),
    }
    cells = {
        **_DATED,
        "title": lambda meeting: meeting_label(meeting, place=False),
        **_SORTED,
        "place": meeting_place,
        "participants": people_of,
        "topics": attrgetter("topics"),
    }

    def file(self) -> HttpResponseBase:
        """All that the filters leave, as a table, a calendar, or a graph."""
        match self.form:
            case "ics":
                root = self.request.build_absolute_uri("/").rstrip("/")
                meetings = self.get_queryset().iterator(chunk_size=500)
                lines = calendar_lines(meetings, name="Chancery", host=self.request.get_host(), root=root)
                return self.sent(lines, "text/calendar; charset=utf-8", "ics")
            case "graphml":
                return self.sent([as_graphml(meeting_graph(self.get_queryset()))], "application/xml", "graphml")
            case "json":
                return self.sent([as_json(meeting_graph(self.get_queryset()))], "application/json", "json")
        return super().file()

    def records(self) -> QuerySet[Any]:
        return Meeting.objects.visible()

    def displayed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        return records.with_display()


class InitiativeList(FilteredListView):
    template_name = "kb/initiative_list.html"
    filterset_class = InitiativeFilterSet
    sort = "-date"
    columns = {
        "date": Column(_("Date"), "date_earliest", falling=True),
        "name": Column(_("Initiative"), "name"),
        "kind": Column(_("Kind"), "kind"),
        "status": Column(_("Status"), "status"),
    }
    cells = {**_DATED, "name": initiative_label, **_SORTED, "parties": people_of, "topics": attrgetter("topics")}

    def records(self) -> QuerySet[Any]:
        return Initiative.objects.visible()

    def displayed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        return records.with_display()
