"""Values of choices in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.encoding import force_str


def spoken(field: str, choices: type[models.TextChoices]) -> Callable[[Any], str]:
    """The method `get_<field>_display` of a model: the label of the field's value, in the language of the page.

    Django's own translates all labels of the field at each call, which was a fifth of the time of a busy actor's page.
    """
    labels = dict(choices.choices)

    def display(record: Any) -> str:
        value = getattr(record, field)
        return force_str(labels.get(value, value), strings_only=True)

    return display
