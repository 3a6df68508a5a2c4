"""Series of meetings: their names, and which of them are one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kb.admin.history import HistoryAdmin, WhyForm
from kb.admin.list_filters import EditedListFilter
from kb.admin.merging import MergedListFilter
from kb.admin.review import ReviewAdmin
from kb.admin.slugged import SluggedAdmin
from kb.decisions import decide
from kb.joining import join, part
from kb.models import Series


class SeriesForm(WhyForm):
    """The name is a person's word once it is changed; another series can be chosen that this one is."""

    same_as = forms.ModelChoiceField(
        label=_("Is the same series as"),
        queryset=Series.objects.filter(merged_into=None),
        required=False,
        help_text=_("All its meetings belong there then, and its address leads there. Empty it to take that back."),
        widget=AutocompleteSelect(Series._meta.get_field("merged_into"), admin.site),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "same_as" in self.fields:
            self.initial.setdefault("same_as", self.instance.merged_into_id)

    def clean_same_as(self) -> Series | None:
        chosen: Series | None = self.cleaned_data["same_as"]
        if chosen is not None and chosen.pk == self.instance.pk:
            raise forms.ValidationError(_("That is this series itself."))
        return chosen


@admin.register(Series)
class SeriesAdmin(HistoryAdmin, ReviewAdmin, SluggedAdmin):
    form = SeriesForm
    #: that two series are one leaves no version
    can_undo = False
    list_display = ("name", "meeting_number", "number_reached", "review_state")
    list_filter = ("review", EditedListFilter, MergedListFilter)
    search_fields = ("name",)
    fields = ("name", "same_as", "review", "note")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).with_occurrences()

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """A series to be chosen is one that stands for itself."""
        if "autocomplete" in request.path:
            queryset = queryset.filter(merged_into=None)
        return super().get_search_results(request, queryset, search_term)

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        decide(obj, form.changed_data, user=request.user)
        chosen = form.cleaned_data.get("same_as")
        if "same_as" in form.changed_data and chosen is not None:
            join(obj, chosen, user=request.user)
        elif "same_as" in form.changed_data and obj.merged_into is not None:
            part(obj, user=request.user)

    @admin.display(description=_("meetings"), ordering="meeting_count")
    def meeting_number(self, series: Any) -> int:
        return int(series.meeting_count)

    @admin.display(description=_("number reached"), ordering="last_ordinal")
    def number_reached(self, series: Any) -> str:
        return str(series.last_ordinal or "")
