"""Splitting a meeting or initiative on the editing desk: the sentences that tell of another, and what comes of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from kb.citations import cite
from kb.labels import record_label, shown_actors
from kb.merging.objections import MergeRefused
from kb.merging.preview import shown_values, taken_back
from kb.merging.splits import split_sentences


class SplitForm(forms.Form):
    """The sentences that belong to the new record."""

    name = forms.CharField(label=_("Name of the new record"), required=False, max_length=300)
    reason = forms.CharField(label=_("Why?"), required=False, max_length=1000)

    def __init__(self, rows: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sentences"] = forms.ModelMultipleChoiceField(
            queryset=rows, error_messages={"required": _("Tick the sentences that tell of another.")}
        )
        for name in ("name", "reason"):
            self.fields[name].widget.attrs["class"] = "vTextField"


class SplittingAdmin(admin.ModelAdmin):
    """Records of which some sentences can be taken out."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.split_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_split"
        return [path("<int:pk>/split/", view, name=name), *super().get_urls()]

    def split_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """First the sentences; then, side by side, what both records would say; then it is done."""
        record = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        rows = record.evidence.visible().select_related("article").order_by("article__published", "article", "start")
        form = SplitForm(rows, request.POST or None)
        preview = None
        if request.method == "POST" and form.is_valid():
            try:
                if "confirmed" in request.POST:
                    return self._split(request, record, form)
                preview = self._preview(record, form.cleaned_data)
            except MergeRefused as refused:
                form.add_error(None, str(refused))
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "media": self.media, "form": form,
            "title": _("Split %(record)s") % {"record": record_label(record)}, "label": record_label(record),
            "sentences": cite(record, rows, shown_actors(record)).all,
            "chosen": {str(each) for each in request.POST.getlist("sentences")}, "preview": preview,
        }  # fmt: skip
        return TemplateResponse(request, "admin/split.html", context)

    def _split(self, request: HttpRequest, record: Any, form: SplitForm) -> HttpResponse:
        given = form.cleaned_data
        new = split_sentences(
            record, [row.pk for row in given["sentences"]], name=given["name"], user=request.user,  # type: ignore[arg-type]
            reason=given["reason"],
        )  # fmt: skip
        self.message_user(request, str(_("They are two records now. Merging them takes this back.")), messages.SUCCESS)
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[new.pk])
        )

    def _preview(self, record: Any, given: dict[str, Any]) -> list[tuple[str, str, str, str]]:
        """Field by field: what the record says now, what it would say, and what the new one would."""
        before = shown_values(record)
        with taken_back():
            same = type(record)._default_manager.get(pk=record.pk)
            new = split_sentences(same, [row.pk for row in given["sentences"]], name=given["name"])
            same.refresh_from_db()
            kept, taken = shown_values(same), shown_values(new)
        return [(name, before[name], kept[name], taken[name]) for name in before]
