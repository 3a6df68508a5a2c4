"""The page of a record: what people set there is theirs, and stays when articles are imported again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kb.admin.evidence import EvidenceAdmin, label, said_of
from kb.admin.history import HistoryAdmin, WhyForm
from kb.admin.inlines import EdtfField, save_reviewed_rows
from kb.admin.merging import MergingAdmin
from kb.admin.review import ReviewAdmin
from kb.admin.slugged import SluggedAdmin
from kb.admin.topics import TopicsField
from kb.citations import value_in_words
from kb.decisions import decide
from kb.edtf import read_edtf
from kb.labels import dated_label
from kb.merging.merges import merge_of
from kb.merging.titles import title_of_duplicate
from kb.models import Decision, Record, ReviewState


class EventForm(WhyForm):
    """Takes the date in words or as EDTF, and derives the days that it may mean; topics are boxes to tick."""

    topics = TopicsField()

    class Meta:
        field_classes = {"date_edtf": EdtfField}
        help_texts = {"date_edtf": _("20 November 2025, March 2026, 2026, or a span: 2026-03-01/2026-03-05")}

    def clean_date_edtf(self) -> str:
        text = str(self.cleaned_data["date_edtf"])
        interval = read_edtf(text) if text else None
        self.instance.date_earliest = interval and interval.earliest
        self.instance.date_latest = interval and interval.latest
        return text


@dataclass(frozen=True)
class FieldState:
    """A field of a record: who decides it, and what the articles say."""

    label: str
    value: str
    decision: Decision | None
    said: list[tuple[str, int]]


class RecordAdmin(HistoryAdmin, MergingAdmin, ReviewAdmin, EvidenceAdmin, SluggedAdmin):
    """Actors, meetings, initiatives."""

    actions = (*ReviewAdmin.actions, "merge_selected")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A record made by hand is a person's word."""
        return {"review": ReviewState.CONFIRMED, **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        decide(obj, form.changed_data, user=request.user)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The history is a page of the site: readers may see it too."""
        record = get_object_or_404(self.model, pk=object_id)
        if record.merged_into_id is not None or record.review == ReviewState.REJECTED:
            return super().history_view(request, object_id, extra_context)
        return redirect(f"kb:{self.opts.model_name}_history", slug=record.slug)

    def save_formset(self, request: HttpRequest, form: forms.ModelForm, formset: Any, change: bool) -> None:
        save_reviewed_rows(formset)

    def shown_beside(self, record: Any) -> dict[str, Any]:
        duplicates = type(record)._default_manager.filter(merged_into=record.pk)
        beside = {
            "subtitle": title_of_duplicate(record) if record.merged_into_id is not None else dated_label(record),
            "field_states": field_states(record),
            "duplicates": [(duplicate.pk, title_of_duplicate(duplicate)) for duplicate in duplicates],
            "merge": merge_of(record),
            "survivor": dated_label(record.merged_into) if record.merged_into else "",
        }
        return {**super().shown_beside(record), **beside}


def field_states(record: Record) -> list[FieldState]:
    """Every field that a program may write: its value, who decides it, and what the articles say."""
    decisions = {decision.field: decision for decision in record.decisions.select_related("user")}
    said = said_of(record)
    return [
        FieldState(capfirst(label(record, name)), _value(record, name), decisions.get(name), _said(record, name, said))
        for name in record.MACHINE_FIELDS
    ]


def _said(record: Any, name: str, said: Mapping[str, list[tuple[str, int]]]) -> list[tuple[str, int]]:
    """What the articles say, topics by their names."""
    return [(value_in_words(record, name, value), n) for value, n in said[name]] if name == "topics" else said[name]


def _value(record: Any, name: str) -> str:
    """The value as people read it."""
    value = getattr(record, name)
    if name == "topics":
        return value_in_words(record, name, value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    shown = getattr(record, f"get_{name}_display", lambda: value)()
    return "" if shown is None else str(shown)
