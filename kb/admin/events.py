"""Meetings, initiatives, and places."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from kb.admin.history import HistoryAdmin
from kb.admin.inlines import ParticipationInline, PartyInline
from kb.admin.list_filters import EditedListFilter
from kb.admin.merging import MergedListFilter
from kb.admin.record import EventForm, RecordAdmin
from kb.admin.slugged import SluggedAdmin
from kb.admin.splitting import SplittingAdmin
from kb.admin.topics import TopicListFilter
from kb.edtf_display import display_edtf
from kb.labels import call, initiative_label, meeting_label, name_list, shown_actors
from kb.merging.titles import title_of_duplicate
from kb.models import Initiative, Meeting, Place, ReviewState

#: folded: there are many to tick
TOPICS = (_("Topics"), {"fields": ("topics",), "classes": ("collapse",)})


class EventAdmin(SplittingAdmin, RecordAdmin):
    """What the lists of meetings and initiatives share."""

    form = EventForm
    date_hierarchy = "date_earliest"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).with_display()

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """As the site's own search: every word in the name, the kind, the place, or an actor's name."""
        return (queryset.matching(search_term) if search_term else queryset), False

    def shown_beside(self, record: Any) -> dict[str, Any]:
        return {**super().shown_beside(record), "can_be_split": record.evidence.visible().count() > 1}

    @admin.display(description=_("date"), ordering="date_earliest")
    def date(self, event: Any) -> str:
        return display_edtf(event.date_edtf, short=True) if event.date_edtf else ""


@admin.register(Meeting)
class MeetingAdmin(EventAdmin):
    list_display = ("title", "kind", "status", "date", "place", "evidence_number", "review_state")
    list_filter = ("review", "status", "kind", "online", TopicListFilter, EditedListFilter, MergedListFilter)
    search_fields = ("name",)
    search_help_text = _("Name, kind, place or participant: “lavrov moscow”")
    autocomplete_fields = ("place", "series")
    inlines = (ParticipationInline,)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *("name", ("kind", "status"), "date_edtf", ("place", "online")),
                    *(("series", "ordinal"), "review", "note"),
                )
            },
        ),
        TOPICS,
    )

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Meeting | None:
        meeting = super().get_object(request, object_id, from_field)
        if meeting and meeting.merged_into_id is not None:
            # who takes part by its words counts for the survivor
            meeting.called = title_of_duplicate(meeting)
            return meeting
        return call(meeting) if meeting else None

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        return super().log_addition(request, call(obj), message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        """The log, and the message after it, call it what it is by now."""
        return super().log_change(request, call(obj), message)

    @admin.display(description=_("meeting"), ordering="name")
    def title(self, meeting: Meeting) -> str:
        return meeting_label(meeting, place=False)


@admin.register(Initiative)
class InitiativeAdmin(EventAdmin):
    list_display = ("title", "kind", "status", "date", "party_names", "evidence_number", "review_state")
    list_filter = ("review", "status", "kind", TopicListFilter, EditedListFilter, MergedListFilter)
    search_fields = ("name",)
    search_help_text = _("Name, kind or party: “action plan asean”")
    inlines = (PartyInline,)
    fieldsets = ((None, {"fields": ("name", ("kind", "status"), "date_edtf", "review", "note")}), TOPICS)

    @admin.display(description=_("initiative"), ordering="name")
    def title(self, initiative: Initiative) -> str:
        return initiative_label(initiative)

    @admin.display(description=_("parties"))
    def party_names(self, initiative: Initiative) -> str:
        return name_list([actor.name for actor in shown_actors(initiative)])


@admin.register(Place)
class PlaceAdmin(HistoryAdmin, SluggedAdmin):
    list_display = ("name", "country", "meeting_number", "latitude", "longitude")
    list_select_related = ("country",)
    list_filter = (("latitude", admin.EmptyFieldListFilter),)
    list_per_page = 50
    search_fields = ("name", "country__name")
    #: said here, since counting meetings drops the order of the table itself
    ordering = ("name",)
    autocomplete_fields = ("country",)
    fields = ("name", "country", "latitude", "longitude")

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The history is a page of the site: readers may see it too."""
        return redirect("kb:place_history", slug=get_object_or_404(Place, pk=object_id).slug)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        met = models.Count("meetings", filter=~models.Q(meetings__review=ReviewState.REJECTED))
        return super().get_queryset(request).annotate(meeting_count=met)

    @admin.display(description=_("meetings"), ordering="meeting_count")
    def meeting_number(self, place: Any) -> int:
        return int(place.meeting_count)
