"""Rows of archives that an earlier version wrote: what they do not tell yet is worked out, as its migration does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models
from django.db.models import NOT_PROVIDED

from articles.archive.tables import Table, plain
from articles.reading import canonical_address

#: columns that came later and have no fixed value in the rows that were there: how they follow from the others
FOLLOWING: dict[tuple[str, str], Callable[[Mapping[str, Any]], Any]] = {
    ("articles.article", "guid"): lambda told: told["source"],
    ("articles.article", "canonical_url"): lambda told: canonical_address(told["url"]) if told["url"] else "",
}


def completed(table: Table, told: Mapping[str, Any]) -> dict[str, Any]:
    """The row with every column that the table has today. KeyError, with its name, where one has no value."""
    return {**told, **{name: _value(table, name, told) for name in table.fields if name not in told}}


def _value(table: Table, name: str, told: Mapping[str, Any]) -> Any:
    field: models.Field[Any, Any] = table.fields[name]
    if follow := FOLLOWING.get((table.label, name)):
        return follow(told)
    if field.default in (list, dict):
        return field.default()
    # any other callable gives a value of today
    if field.default is not NOT_PROVIDED and not callable(field.default):
        return plain(field.default)
    if field.null:
        return None
    if field.blank and isinstance(field, models.CharField | models.TextField):
        return ""
    raise KeyError(name)
