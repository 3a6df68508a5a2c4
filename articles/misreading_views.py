"""On the page of a record: a value that was misread from one sentence is withdrawn, or given back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import View

from articles.importing.misread import TABLES
from articles.importing.withdrawing_values import CannotWithdraw, give_value_back, withdraw_value, withdrawn_as

#: the longest name of a value, and the longest reason
MOST, MOST_WHY = 80, 1000


class ForCorrectors(PermissionRequiredMixin, View):
    permission_required = ("kb.change_meeting", "kb.change_initiative")

    def row(self, kind: str, pk: int) -> Any:
        if kind not in TABLES:
            raise Http404
        rows = TABLES[kind].objects.select_related("article", kind)
        return get_object_or_404(rows, pk=pk)


class WithdrawValue(ForCorrectors):
    """This sentence does not say so."""

    def post(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        row = self.row(kind, pk)
        key, told = (request.POST.get(name, "").replace("\0", "")[:MOST] for name in ("value", "told"))
        why = request.POST.get("why", "").replace("\0", "")[:MOST_WHY]
        try:
            withdraw_value(row, key, user=request.user, told=told, reason=why)
            messages.success(request, _("Withdrawn: %(value)s. The sentence still tells the rest.") % {"value": told})
        except CannotWithdraw as refused:
            messages.error(request, str(refused))
        return redirect(_page(row, kind))


class GiveValueBack(ForCorrectors):
    """The sentence says so after all."""

    def post(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        row = self.row(kind, pk)
        page = _page(row, kind)
        said = withdrawn_as(row, request.POST.get("value", ""))
        if not said:
            messages.info(request, _("Somebody took this back already."))
        for each in said:
            give_value_back(each, user=request.user)
            messages.success(request, _("Given back: %(value)s.") % {"value": each.told})
        return redirect(page)


def _page(row: Any, kind: str) -> str:
    record = getattr(row, kind)
    return f"{(record.merged_into or record).get_absolute_url()}#how"
