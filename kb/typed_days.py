"""Days as people type them: EDTF, or words in the form in which the site itself writes dates."""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _

from kb.date_words import month_numbers, say_day
from kb.edtf import EdtfError, read_edtf

_DIGITS = re.compile(r"(?P<day>\d{1,2})(?P<sign>[./])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})")
#: `3 February 2020`, `February 2020`, `3 февраля 2020 г.`, `3 tháng 2, 2020`; `February 3, 2020`; `2–4 February 2020`
_DAYS = r"(?P<day>\d{1,2})\.?(?: *[-–] *(?P<last>\d{1,2})\.?)?"
_WORDS = (
    re.compile(rf"(?:{_DAYS} +)?(?P<month>[^\W\d][^/]*?)(?:[.,]? +|/)(?P<year>\d{{4}})(?: *г\.?)?"),
    re.compile(rf"(?P<month>[^\W\d]+)\.? +{_DAYS},? +(?P<year>\d{{4}})"),
)
_EDTF_LIKE = re.compile(r"[\dX/.?~%-]+")


class NotADate(ValueError):
    """A text that names no date; the message says what would."""


def read_typed(typed: str) -> str:
    """The EDTF of what was typed. Raises `NotADate`."""
    edtf = edtf_of(typed)
    try:
        read_edtf(edtf)
    except EdtfError as error:
        if _EDTF_LIKE.fullmatch(typed.strip()):
            raise NotADate(str(error)) from error
        remedy = _("“%(typed)s” is no date: write 20 November 2025, March 2026, 2026, or 2026-03-01/2026-03-05.")
        raise NotADate(remedy % {"typed": typed}) from error
    return edtf


def edtf_of(typed: str) -> str:
    """The EDTF of a day or month in words, English or of the interface, or in digits with dots; else what was typed.

    >>> edtf_of("22 November 2026"), edtf_of("Feb 2020"), edtf_of("3.2.2020"), edtf_of("2016/2020")
    ('2026-11-22', '2020-02', '2020-02-03', '2016/2020')
    """
    text = " ".join(typed.split())
    digits = _DIGITS.fullmatch(text)
    if digits and (digits["sign"] == "." or _days_come_before_slashes()):
        return f"{digits['year']}-{int(digits['month']):02}-{int(digits['day']):02}"
    months = month_numbers()
    for pattern in _WORDS:
        found = pattern.fullmatch(text)
        if found and (month := months.get(found["month"].casefold())):
            whole = f"{found['year']}-{month:02}"
            first, last = (f"{whole}-{int(day):02}" if day else "" for day in found.group("day", "last"))
            return f"{first or whole}/{last}" if last else first or whole
    return typed


def _days_come_before_slashes() -> bool:
    """Whether the language writes days so itself; elsewhere nobody can tell 3/2 from 2/3."""
    return say_day(date(2020, 11, 22), "j M Y") == "22/11/2020"
