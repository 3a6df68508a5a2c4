"""Sizes of files and texts as a person writes them: `20 MB`, `1.5 MB`, `700 bytes`."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

_TENTH, _THOUSAND, _MILLION = Decimal("0.1"), 1000, 1_000_000


def say_most(number: int) -> str:
    """The most bytes that are taken, in thousands or millions to a tenth; never more than it is."""
    return _said(number, ROUND_FLOOR)


def say_given(number: int) -> str:
    """Bytes that were given, never less than they are: what is too large does not read like the most that is taken."""
    return _said(number, ROUND_CEILING)


def _said(number: int, rounding: str) -> str:
    if number < _THOUSAND:
        return ngettext("%(size)d byte", "%(size)d bytes", number) % {"size": number}
    unit, pattern = (_MILLION, gettext("%s MB")) if number >= _MILLION else (_THOUSAND, gettext("%s KB"))
    tenths = (Decimal(number) / unit).quantize(_TENTH, rounding)
    return pattern % number_format(tenths, decimal_pos=0 if tenths == tenths.to_integral_value() else 1)
