"""Merging on the editing desk: a page that shows what moves before anything does, and the way back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kb.labels import record_label
from kb.merging.merges import mark_not_same, merge, merge_of, unmerge
from kb.merging.objections import MergeRefused
from kb.merging.preview import moves_of, own_of, preview_merge
from kb.merging.titles import title_of_duplicate
from kb.models import Actor, Record

#: records that can be merged in one go
MOST = 10


class ReasonForm(forms.Form):
    """Why: for those who read the history."""

    reason = forms.CharField(
        label=_("Why?"), required=False, max_length=1000, widget=forms.TextInput(attrs={"class": "vTextField"})
    )


class MergeForm(ReasonForm):
    force = forms.BooleanField(label=_("Merge nevertheless"), required=False)


class MergedListFilter(admin.SimpleListFilter):
    """Lists leave out what is merged into others, unless it is asked for."""

    title = _("merged")
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("yes", _("into others"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(merged_into__isnull=self.value() != "yes")

    def choices(self, changelist: Any) -> Any:
        own, *others = super().choices(changelist)
        yield {**own, "display": _("records of their own")}
        yield from others


class MergingAdmin(admin.ModelAdmin):
    """Records that can be merged into one another."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is merged is read-only: it is as it will be when the merge is taken back."""
        merged = obj is not None and obj.merged_into_id is not None
        return not merged and super().has_change_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("merge/", view(self.merge_view), name=f"{name}_merge"),
            path("<int:pk>/unmerge/", view(self.unmerge_view), name=f"{name}_unmerge"),
            *super().get_urls(),
        ]

    @admin.action(description=_("Merge the selected %(verbose_name_plural)s …"), permissions=["change"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        pks = list(queryset.values_list("pk", flat=True)[: MOST + 1])
        if not 2 <= len(pks) <= MOST:
            self.message_user(request, _("Select from two to %d records to merge.") % MOST, messages.WARNING)
            return None
        asked = QueryDict(mutable=True)
        asked.setlist("record", [str(pk) for pk in pks])
        return HttpResponseRedirect(f"{self._address('merge')}?{asked.urlencode()}")

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """The chosen records side by side, which of them stays, and what would become of it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        records = self._chosen(request)
        survivor = self._survivor(request, records)
        form = MergeForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            refused = self._do(request, form.cleaned_data, records, survivor)
            if refused is None:
                return HttpResponseRedirect(self._address("change", survivor.pk))
            form.add_error(None, refused)
        previews = [preview_merge(record, survivor) for record in records if record.pk != survivor.pk]
        return self._page(
            request,
            "admin/merge.html",
            title=_("Merge %(records)s") % {"records": self.opts.verbose_name_plural},
            form=form,
            survivor=survivor,
            survivor_label=record_label(survivor),
            records=[(record, record_label(record), moves_of(record)) for record in records],
            previews=[(preview, record_label(preview.duplicate)) for preview in previews],
            contested=any(preview.objections for preview in previews),
            impossible=any(preview.impossible for preview in previews),
        )

    def _do(self, request: HttpRequest, given: dict[str, Any], records: list[Record], survivor: Record) -> str | None:
        """Merge, or remember that they are not the same; why not, where that is refused."""
        others = [record for record in records if record.pk != survivor.pk]
        who = {"user": request.user, "reason": given["reason"]}
        try:
            # all of them or none: what one objects to is no reason to merge the others unseen
            with transaction.atomic():
                for other in others:
                    if "not_same" in request.POST:
                        mark_not_same(other, survivor, **who)
                    else:
                        merge(other, survivor, force=given["force"], **who)
        except MergeRefused as refused:
            return str(refused)
        done = (
            _("They are not the same, and are not proposed again.")
            if "not_same" in request.POST
            else ngettext("%d record was merged.", "%d records were merged.", len(others)) % len(others)
        )
        self.message_user(request, str(done), messages.SUCCESS)
        return None

    def unmerge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What was merged, by whom and why, and the button that takes it back."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        duplicate = get_object_or_404(self.model, pk=pk)
        merged = merge_of(duplicate)
        if merged is None:
            raise Http404
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            unmerge(duplicate, user=request.user, reason=form.cleaned_data["reason"])
            self.message_user(request, str(_("They are two records again.")), messages.SUCCESS)
            still_there = self.model._default_manager.filter(pk=duplicate.pk).exists()
            return HttpResponseRedirect(
                self._address("change", duplicate.pk) if still_there else self._address("changelist")
            )
        return self._page(
            request,
            "admin/unmerge.html",
            title=_("Take the merge back"),
            form=form,
            merged=merged,
            duplicate=title_of_duplicate(duplicate),
            survivor=title_of_duplicate(merged.survivor),
            both=[(each, title_of_duplicate(each), own_of(each)) for each in (duplicate, merged.survivor) if each],
        )

    def _chosen(self, request: HttpRequest) -> list[Any]:
        keys = [pk for pk in (request.POST or request.GET).getlist("record") if pk.isdecimal()]
        records = self.model._default_manager.filter(pk__in=keys[:MOST])
        if self.model is not Actor:
            records = records.with_display()
        if records.count() < 2:
            raise Http404
        return list(records.order_by("pk"))

    def _survivor(self, request: HttpRequest, records: list[Any]) -> Any:
        """The one that was asked for; else the one that most speaks for."""
        asked = (request.POST or request.GET).get("survivor")
        chosen = next((record for record in records if str(record.pk) == asked), None)
        return chosen or max(records, key=_standing)

    def _page(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        each = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        return TemplateResponse(request, template, {**each, **context})

    def _address(self, page: str, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)


def _standing(record: Any) -> tuple[Any, ...]:
    """Not merged itself, known to the gazetteer, confirmed, told by more sentences, older."""
    known = bool(getattr(record, "gazetteer_key", None))
    return (record.merged_into_id is None, known, record.review == "confirmed", record.evidence.count(), -record.pk)
