"""The history of a record: what people did to it, and for editors the way back to an earlier version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from kb.labels import record_label
from kb.models import Actor, Initiative, Meeting
from kb.restoring import restore
from kb.templatetags.records import may_change
from kb.versions import steps_of


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
        return super().get_context_data(**kwargs) | {
            "label": record_label(self.object),
            "steps": steps_of(self.object),
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
        versions = self.model.history.model.objects.filter(id=record.pk)  # type: ignore[union-attr]
        chosen = request.POST.get("version", "")
        version = get_object_or_404(versions, pk=chosen if chosen.isdecimal() else 0)
        restore(record, version, user=request.user, reason=request.POST.get("why", "")[:1000])
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
