"""Dates as people type them: EDTF, or in words, `March 2026`, `20 Nov 2025`, `2–4 February 2020`."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from kb.date_words import month_numbers
from kb.edtf import EdtfError, read_edtf

_DAY, _MONTH, _YEAR = r"(?P<day>\d{1,2})", r"(?P<month>[^\W\d_]+)\.?", r"(?P<year>\d{4})"
_TO = r"(?:\s*[-–]\s*(?P<last>\d{1,2}))?"
_WORDS = (
    re.compile(rf"(?:{_DAY}{_TO}\s+)?{_MONTH},?\s+{_YEAR}"),
    re.compile(rf"{_MONTH}\s+{_DAY}{_TO},?\s+{_YEAR}"),
)

_EDTF_LIKE = re.compile(r"[\dX/.?~%-]+")


class NotADate(ValueError):
    """A text that names no date; the message says what would."""


def edtf_of(typed: str) -> str:
    """The EDTF of what was typed. Raises `NotADate`.

    >>> edtf_of("20 Nov 2025")
    '2025-11-20'
    """
    text = " ".join(typed.split())
    words = next((found for pattern in _WORDS if (found := pattern.fullmatch(text))), None)
    month = month_numbers().get(words["month"].casefold()) if words else None
    edtf = _written(words, month) if words and month else text
    try:
        read_edtf(edtf)
    except EdtfError as error:
        if _EDTF_LIKE.fullmatch(text):
            raise NotADate(str(error)) from error
        words_said = _("“%(typed)s” is no date: write 20 November 2025, March 2026, 2026, or 2026-03-01/2026-03-05.")
        raise NotADate(words_said % {"typed": typed}) from error
    return edtf


def _written(words: re.Match[str], month: int) -> str:
    start = f"{words['year']}-{month:02}"
    if words["day"] is None:
        return start
    first = f"{start}-{int(words['day']):02}"
    return f"{first}/{start}-{int(words['last']):02}" if words["last"] else first
