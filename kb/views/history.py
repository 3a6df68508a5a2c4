"""The history of a record: what people did to it, and for editors the way back to an earlier version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from kb.labels import record_label
from kb.models import Actor, Initiative, Meeting, Place
from kb.restoring import CannotRestore, restore, restore_what_was_read
from kb.templatetags.records import may_change
from kb.versions import before_people, steps_of

#: the longest reason
MOST = 1000


class HistoryPage(DetailView):
    """Every step with who, when, why, and the values before and after."""

    template_name = "kb/history.html"
    context_object_name = "record"
    #: the name of the address of the page itself
    address = ""
    #: what the page belongs to in the navigation; the name of the list's address, and what it is called
    here = list_address = ""
    list_name = ""
    #: what is said of it at the head, and where nobody changed anything
    lead = gettext_lazy(
        "What people changed, the latest first. What the program reads from articles is not listed here: its values "
        "follow from the sentences on the record's page."
    )
    unchanged = gettext_lazy("Nobody has changed it yet: it is as the program read it.")
    #: what it was before anybody changed it; what can be done with that, and what is said when it is done
    as_it_was = gettext_lazy("As read from the articles")
    give_back = gettext_lazy("Give all of it back to the articles")
    given_back = gettext_lazy("The record is again as read from the articles.")
    restored = gettext_lazy("The version is restored; what changed is your decision now.")
    restore_first = staticmethod(restore_what_was_read)

    def get_queryset(self) -> QuerySet[Any]:
        records = self.model.objects.visible()
        return records if self.model is Actor else records.with_display()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        steps = steps_of(self.object)
        as_read = before_people(steps)
        return super().get_context_data(**kwargs) | {
            "label": record_label(self.object),
            "steps": steps,
            "as_read": as_read.isoformat() if as_read else "",
            "lead": self.lead,
            "unchanged": self.unchanged,
            "as_it_was": self.as_it_was,
            "give_back": self.give_back,
            "here": self.here,
            "list_url": reverse(self.list_address),
            "list_name": self.list_name,
            "can_restore": may_change(self.request.user, self.object),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Restore a version."""
        record = self.get_object()
        if not may_change(request.user, record):
            raise PermissionDenied
        steps = steps_of(record)
        why, chosen = request.POST.get("why", "")[:MOST], request.POST.get("moment", "")
        as_read = before_people(steps)
        if as_read is not None and chosen == as_read.isoformat():
            return self._restore(record, as_read, why, self.restore_first, self.given_back)
        step = next((step for step in steps if step.has_versions and step.moment == chosen), None)
        if step is None:
            raise Http404(_("There is no such version."))
        return self._restore(record, step.at, why, restore, self.restored)

    def _restore(self, record: Any, at: datetime, why: str, how: Callable[..., list[str]], done: str) -> HttpResponse:
        try:
            how(record, at, user=self.request.user, reason=why)
        except CannotRestore as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, done)
        return redirect(self.address, slug=record.slug)


class ActorHistory(HistoryPage):
    model = Actor
    address, here, list_address, list_name = "kb:actor_history", "actors", "kb:actors", gettext_lazy("Actors")


class MeetingHistory(HistoryPage):
    model = Meeting
    address, here, list_address, list_name = "kb:meeting_history", "meetings", "kb:meetings", gettext_lazy("Meetings")


class InitiativeHistory(HistoryPage):
    model = Initiative
    address, here = "kb:initiative_history", "initiatives"
    list_address, list_name = "kb:initiatives", gettext_lazy("Initiatives")


class PlaceHistory(HistoryPage):
    """Where a place is came with the gazetteer, or from people: articles give it a name alone."""

    model = Place
    address, here, list_address, list_name = "kb:place_history", "meetings", "kb:meeting-map", gettext_lazy("Places")
    lead = gettext_lazy(
        "What people changed, the latest first. Articles give a place its name alone; where it is was known "
        "beforehand, or people say it."
    )
    unchanged = gettext_lazy("Nobody has changed it yet.")
    as_it_was = gettext_lazy("Before anybody changed it")
    give_back = gettext_lazy("Restore what it was then")
    given_back = gettext_lazy("The place is again what it was before anybody changed it.")
    restored = gettext_lazy("The version is restored.")
    restore_first = staticmethod(restore)

    def get_queryset(self) -> QuerySet[Any]:
        return Place.objects.all()
