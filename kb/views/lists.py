"""Lists of actors, meetings and initiatives."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kb.filters import ActorFilterSet, InitiativeFilterSet, MeetingFilterSet
from kb.listing import Column, FilteredListView
from kb.models import Actor, Initiative, Meeting


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

    def records(self) -> QuerySet[Any]:
        return Initiative.objects.visible()

    def displayed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        return records.with_display()
