"""Rows on the page of their record: names, posts held, participants, parties."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kb.edtf import read_edtf
from kb.models import ActorName, Participation, Party, ReviewState, Tenure
from kb.typed_days import NotADate, read_typed


class EdtfField(forms.CharField):
    """A date as it is known, in words or EDTF; what is no date is refused with the remedy."""

    def clean(self, value: Any) -> str:
        text = super().clean(value).strip()
        try:
            return read_typed(text) if text else ""
        except NotADate as error:
            raise ValidationError(str(error)) from error


class TenureForm(forms.ModelForm):
    class Meta:
        model = Tenure
        fields = "__all__"
        field_classes = {"start": EdtfField, "end": EdtfField}
        help_texts = {name: _("20 November 2025, March 2026 or 2026") for name in ("start", "end")}

    def clean(self) -> None:
        super().clean()
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start and end and read_edtf(end).latest < read_edtf(start).earliest:
            self.add_error("end", _("The end is before the start."))


class LabelledFormSet(forms.BaseInlineFormSet):
    """Says in every cell what the column's head says, for those who do not see it."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        for name, field in form.fields.items():
            field.widget.attrs.setdefault("aria-label", capfirst(str(field.label or name)))


class ReviewedInline(admin.TabularInline):
    """Rows that a person changes or adds count as his word; rows that he takes off stay as rejected."""

    formset = LabelledFormSet
    extra = 0

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Rejected rows last."""
        rejected = models.Case(models.When(review=ReviewState.REJECTED, then=1), default=0)
        return super().get_queryset(request).order_by(rejected, *self.model._meta.ordering)


class NameInline(ReviewedInline):
    model = ActorName
    fk_name = "actor"
    fields = ("text", "kind", "review")
    verbose_name = _("name")
    verbose_name_plural = _("names: spellings, acronyms, demonyms, seats of government")


class TenureInline(ReviewedInline):
    model = Tenure
    form = TenureForm
    fields = ("post", "term", "start", "end", "former", "seen_from", "seen_until", "review")
    readonly_fields = ("seen_from", "seen_until")
    autocomplete_fields = ("post",)
    fk_name = "person"
    verbose_name = _("post held")
    verbose_name_plural = _("posts held")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).select_related("post__body")


class HolderInline(TenureInline):
    fields = ("person", *TenureInline.fields[1:])
    autocomplete_fields = ("person",)
    fk_name = "post"
    verbose_name = _("holder")
    verbose_name_plural = _("holders")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).select_related("person")


class TieInline(ReviewedInline):
    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Not those that stay out of sight behind the tie of the actor that theirs is merged into."""
        return super().get_queryset(request).filter(actor__merged_into=None)


class ParticipationInline(TieInline):
    model = Participation
    fk_name = "meeting"
    fields = ("actor", "role", "review")
    autocomplete_fields = ("actor",)
    verbose_name = _("participant")
    verbose_name_plural = _("participants")


class PartyInline(TieInline):
    model = Party
    fk_name = "initiative"
    fields = ("actor", "review")
    autocomplete_fields = ("actor",)
    verbose_name = _("party")
    verbose_name_plural = _("parties")


def save_reviewed_rows(formset: Any) -> None:
    """Save an inline's rows as a person's word.

    A row that was taken off stays as rejected, and so does the actor whom another replaced:
    otherwise the next import would bring them back. A review state chosen in the form is kept.
    """
    replaced = [_replaced(form) for form in formset.initial_forms if _points_elsewhere(form, formset)]
    chosen = [form.instance for form in formset.forms if "review" in form.changed_data]
    rows = formset.save(commit=False)
    for row in formset.deleted_objects:
        row.review = ReviewState.REJECTED
        row.save(update_fields=["review"])
    for row in rows:
        if row.review == ReviewState.MACHINE and not any(row is one for one in chosen):
            row.review = ReviewState.CONFIRMED
        row.save()
    for row in replaced:
        row.save()
    formset.save_m2m()


def _points_elsewhere(form: forms.ModelForm, formset: Any) -> bool:
    """Whether a row that stays was handed from one actor (person, post) to another."""
    stays = form not in formset.deleted_forms
    return stays and any(name in form.changed_data for name in ("actor", "person", "post", "text"))


def _replaced(form: forms.ModelForm) -> models.Model:
    """The row as it was, to be kept as a rejected one."""
    before = form._meta.model._default_manager.get(pk=form.instance.pk)
    before.pk = None
    before._state.adding = True
    before.review = ReviewState.REJECTED
    return before
