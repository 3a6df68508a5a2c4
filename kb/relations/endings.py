"""Until when an initiative runs, as its own date or name says: what is over is not in force, whatever texts say."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kb.edtf import EdtfError, Interval, read_edtf
from kb.models import Initiative

#: what is called so while it lasts, and goes on being called so by articles of that time
IN_FORCE = ("signed", "ongoing")
#: a shorter stretch is the occasion of its signing, not the time for which it was made
LEAST = timedelta(days=62)
#: no initiative is made for so long: the end of its date is open
_OPEN = timedelta(days=365 * 200)
#: `2021-2025`, `2016–20`
_YEARS = re.compile(r"\b((?:19|20)\d\d)\s?[-–—/]\s?((?:19|20)?\d\d)\b(?!-)")
#: `the ASEAN-Russia Year of Culture`, which is over with its year
_YEAR_OF = re.compile(r"\bYears? of (?=[A-Z])")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def end_of(name: str, edtf: str) -> str:
    """The end in EDTF; nothing where neither date nor name tells one. A day of signing or launch is no end.

    >>> end_of("Comprehensive Plan of Action for 2021-2025", "2021"), end_of("Sochi declaration", "2016-05-19")
    ('2025', '')
    """
    days = _days(edtf)
    if days and "/" in edtf and days.earliest > date.min and LEAST < days.latest - days.earliest < _OPEN:
        return edtf.partition("/")[2]
    if stretches := [end for end in map(_last_year, _YEARS.finditer(name)) if end]:
        return max(stretches)
    if _YEAR_OF.search(name):
        told = _YEAR.findall(name) or ([str(days.latest.year)] if days and days.latest < date.max else [])
        return max(told, default="")
    return ""


def has_ended(initiative: Initiative, today: date) -> bool:
    """Whether something said to be in force was made for a time that is over."""
    if initiative.status not in IN_FORCE:
        return False
    end = end_of(initiative.name, initiative.date_edtf)
    return bool(end) and read_edtf(end).latest < today


def _days(edtf: str) -> Interval | None:
    """The days of a date; None where it is empty or no EDTF."""
    try:
        return read_edtf(edtf) if edtf else None
    except EdtfError:
        return None


def _last_year(stretch: re.Match[str]) -> str:
    first, last = stretch.groups()
    last = first[: 4 - len(last)] + last
    return last if first < last else ""
