"""What was just saved on the editing desk is taken back, from whatever page says that it was saved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import View

from kb.labels import called
from kb.templatetags.records import may_change
from kb.undoing import CannotUndo, undo

#: in the session: what was saved, by the moment at which that was; and how many of them are kept
SAVED, MOST = "saved_on_the_desk", 10
#: the attribute of a request that holds the tag of its message
TAG = "undo_tag"
#: how a message says that what it tells can be taken back, before the moment
UNDO = "undo:"


def remember(request: HttpRequest, record: models.Model, at: datetime, decisions: dict[str, Any]) -> str:
    """Keep in the session what taking back needs; the tag of the message that offers it."""
    saved = request.session.get(SAVED, {})
    saved[at.isoformat()] = {"model": record._meta.label, "pk": record.pk, "decisions": decisions}
    request.session[SAVED] = dict(list(saved.items())[-MOST:])
    return f"{UNDO}{at.isoformat()}"


class UndoSaved(LoginRequiredMixin, View):
    """Take back what was saved at a `moment`, and go back to the page that offered it (`next`)."""

    def post(self, request: HttpRequest) -> HttpResponse:
        moment = request.POST.get("moment", "")
        saved = request.session.get(SAVED, {})
        kept = saved.pop(moment, None)
        record = apps.get_model(kept["model"])._default_manager.filter(pk=kept["pk"]) if kept else None
        if not record or not record.exists():
            messages.info(request, _("There is nothing to undo."))
        elif not may_change(request.user, record.get()):
            raise PermissionDenied
        else:
            self._undo(request, record, moment, kept["decisions"])
            request.session[SAVED] = saved
        back = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        return redirect(back if safe else "kb:home")

    def _undo(self, request: HttpRequest, record: Any, moment: str, decisions: dict[str, Any]) -> None:
        at = parse_datetime(moment)
        assert at is not None, f"{moment} was kept as a moment"
        try:
            undo(record.get(), at, decisions, user=request.user)  # type: ignore[arg-type]
        except CannotUndo as refused:
            messages.error(request, str(refused))
        else:
            title = called(record.all())[0]
            messages.success(request, _("Taken back. “%(title)s” is as it was before.") % {"title": title})
