"""What stands beside files that can be taken along."""

from __future__ import annotations

from pathlib import Path

from django import template
from django.conf import settings

from kb.accuracy import Measured, measured

register = template.Library()


@register.simple_tag
def how_right() -> Measured | None:
    """The figures of the page of accuracy in a line; None where none are there."""
    return measured(Path(settings.BASE_DIR) / "docs" / "accuracy.json")
