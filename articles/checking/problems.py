"""What a check finds, in words: which row, what is off with it, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models

FIX = "run `manage.py check_kb --fix`"


@dataclass(frozen=True)
class Problem:
    """Something that is off. `fixed`: it was mended while it was found."""

    row: str
    what: str
    remedy: str
    fixed: bool = False

    def __str__(self) -> str:
        return f"{self.row}: {self.what}. {'Mended.' if self.fixed else f'Remedy: {self.remedy}.'}"


def row_name(row: models.Model) -> str:
    """A row as people find it: its kind, its address or number, and what it is called."""
    slug = getattr(row, "slug", "") or f"number {row.pk}"
    return f"{row._meta.verbose_name} {slug}"


def named(model: type[models.Model], pk: Any) -> str:
    """The same for a row that may no longer be there."""
    row = model._base_manager.filter(pk=pk).first()
    return row_name(row) if row else f"{model._meta.verbose_name} number {pk}"
