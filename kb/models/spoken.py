"""Values of choices in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import models
from django.utils.encoding import force_str
from django.utils.translation import get_language


def spoken(field: str, choices: type[models.TextChoices]) -> Callable[[Any], str]:
    """The method `get_<field>_display` of a model: the label of the field's value, in the language of the page.

    Django's own translates all labels of the field at each call, which was a fifth of the time of a busy actor's page.
    A picture says the few labels hundreds of times: each is translated once a language.
    """
    labels = dict(choices.choices)

    @cache
    def said(value: str, language: str | None) -> str:
        return force_str(labels[value])

    def display(record: Any) -> str:
        value = getattr(record, field)
        return said(value, get_language()) if value in labels else force_str(value, strings_only=True)

    return display
