"""Filters beside the lists of the desk that ask yes or no."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class FlagListFilter(admin.BooleanFieldListFilter):
    """The flag of a record, under a name that says more than the field's own. `called`: that name."""

    called: Promise

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = self.called  # type: ignore[assignment]


class UndecidedListFilter(FlagListFilter):
    """Names that several actors bear, under which texts wait for somebody to tell them apart."""

    called = _("waiting to be told apart")


class TwoSidedListFilter(admin.SimpleListFilter):
    """Records on one side of a question and on the other. `answers`: what is said of the two."""

    answers: tuple[Promise, Promise] = (_("yes"), _("no"))

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("yes", self.answers[0]), ("no", self.answers[1])]


class FilledListFilter(TwoSidedListFilter):
    """Records that have a value in a field, and those without. `field`: its name."""

    field: str

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return queryset.filter(**{f"{self.field}__isnull": self.value() == "no"}) if self.value() else queryset


class GazetteerListFilter(FilledListFilter):
    """Actors that the gazetteer brought, and those whom texts or people did."""

    title, parameter_name, field = _("origin"), "gazetteer", "gazetteer_key"
    answers = (_("the gazetteer"), _("texts and people"))


class EditedListFilter(TwoSidedListFilter):
    """Records in which a person set a field, and those that are the program's word alone."""

    title, parameter_name = _("edited by people"), "edited"

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        if self.value() is None:
            return queryset
        edited = queryset.model._default_manager.filter(decisions__isnull=False).values("pk")
        return queryset.filter(pk__in=edited) if self.value() == "yes" else queryset.exclude(pk__in=edited)
