"""The history of a record: what people did to it, and for editors the way back to an earlier version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from kb.labels import record_label
from kb.models import Actor, Initiative, Meeting
from kb.restoring import restore, restore_what_was_read
from kb.templatetags.records import may_change
from kb.versions import before_people, steps_of

#: the longest reason
MOST = 1000


class HistoryPage(DetailView):
    """Every step with who, when, why, and the values before and after."""

    template_name = "kb/history.html"
    context_object_name = "record"
    #: the names of the addresses of the list and of the records
    kind = ""

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
            "kind": self.kind,
            "list_url": reverse(f"kb:{self.kind}s"),
            "list_name": {"actor": _("Actors"), "meeting": _("Meetings"), "initiative": _("Initiatives")}[self.kind],
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
            restore_what_was_read(record, as_read, user=request.user, reason=why)
            messages.success(request, _("The record is again as read from the articles."))
            return redirect(f"kb:{self.kind}_history", slug=record.slug)
        step = next((step for step in steps if step.has_versions and step.moment == chosen), None)
        if step is None:
            raise Http404(_("There is no such version."))
        restore(record, step.at, user=request.user, reason=why)
        messages.success(request, _("The version is restored; what changed is your decision now."))
        return redirect(f"kb:{self.kind}_history", slug=record.slug)


class ActorHistory(HistoryPage):
    model = Actor
    kind = "actor"


class MeetingHistory(HistoryPage):
    model = Meeting
    kind = "meeting"


class InitiativeHistory(HistoryPage):
    model = Initiative
    kind = "initiative"
