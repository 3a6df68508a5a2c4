"""Topics on the editing desk: boxes to tick, and a filter of lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kb.models import Topic
from kb.models.topics import join_topics


class TopicsField(forms.MultipleChoiceField):
    """Boxes for the topics; cleans to the text that the column holds."""

    def __init__(self, **kwargs: Any) -> None:
        by_name = sorted(Topic.choices, key=lambda choice: str(choice[1]))
        super().__init__(
            label=_("Topics"), choices=by_name, required=False, widget=forms.CheckboxSelectMultiple, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        return value.split() if isinstance(value, str) else value

    def clean(self, value: Any) -> str:  # type: ignore[override]
        return join_topics(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return join_topics((initial or "").split()) != join_topics(data or ())


class TopicListFilter(admin.SimpleListFilter):
    title = _("topic")
    parameter_name = "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return sorted(Topic.choices, key=lambda choice: str(choice[1]))

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return queryset.about_any([self.value()]) if self.value() else queryset
