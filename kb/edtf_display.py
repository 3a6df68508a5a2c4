"""Dates for people: EDTF (ISO 8601-2) in words, never more precise than it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from kb.date_words import say_day, say_year, say_years

_PART = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<doubt>[?~%]?)")
#: seasons and quarters by EDTF's numbers of months, each by itself and after `since`, `until` or `about`
_SEASONS = {
    21: (gettext_lazy("spring %(year)s"), pgettext_lazy("after a preposition", "spring %(year)s")),
    22: (gettext_lazy("summer %(year)s"), pgettext_lazy("after a preposition", "summer %(year)s")),
    23: (gettext_lazy("autumn %(year)s"), pgettext_lazy("after a preposition", "autumn %(year)s")),
    24: (gettext_lazy("winter %(year)s"), pgettext_lazy("after a preposition", "winter %(year)s")),
    33: (gettext_lazy("first quarter %(year)s"), pgettext_lazy("after a preposition", "first quarter %(year)s")),
    34: (gettext_lazy("second quarter %(year)s"), pgettext_lazy("after a preposition", "second quarter %(year)s")),
    35: (gettext_lazy("third quarter %(year)s"), pgettext_lazy("after a preposition", "third quarter %(year)s")),
    36: (gettext_lazy("fourth quarter %(year)s"), pgettext_lazy("after a preposition", "fourth quarter %(year)s")),
}
_DECADE = re.compile(r"(\d{3})X")
_OPEN = ("", "..")


@dataclass(frozen=True)
class EdtfPart:
    """One end of a date: a year, with a month (or season), with a day, as far as it is told."""

    year: int
    month: int | None
    day: int | None
    doubt: str = ""

    @property
    def precision(self) -> int:
        """1 for a year, 2 for a month, 3 for a day."""
        return 3 if self.day else 2 if self.month else 1


def display_edtf(edtf: str, *, short: bool = False, after: bool = False) -> str:
    """A date in words: `3 February 2020`, `9–15 November 2020`, `2016–2020`, `since 2016`, `date unknown`.

    `short` abbreviates the names of months; `after` is for dates after a preposition, which changes their case in some
    languages. What is no EDTF of the kinds that texts give is returned as it is.
    """
    return _display(edtf, short, after, get_language())


@lru_cache(maxsize=20_000)
def _display(edtf: str, short: bool, after: bool, language: str | None) -> str:
    """The words, kept by language: a page says the same dates again and again."""
    if not edtf.strip("./"):
        return _("date unknown")
    first, slash, last = edtf.partition("/")
    if not slash or first == last:
        return _display_single(first, short=short, after=after) or edtf
    if first in _OPEN or last in _OPEN:
        known = _display_single(first if last in _OPEN else last, short=short, after=True)
        pattern = _("since %(date)s") if last in _OPEN else _("until %(date)s")
        return pattern % {"date": known} if known else edtf
    return _display_period(first, last, short=short) or edtf


def datetime_attribute(edtf: str) -> str:
    """The date as HTML's `<time datetime>` takes it, or nothing where HTML has no form for it."""
    return edtf if (part := _read_part(edtf)) and not part.doubt and (part.month or 1) <= 12 else ""


def _read_part(text: str) -> EdtfPart | None:
    found = _PART.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(n) if (n := found[name]) else None for name in ("year", "month", "day"))
    part = EdtfPart(year or 0, month, day, found["doubt"])
    return part if _exists(part) else None


def _exists(part: EdtfPart) -> bool:
    """Whether the calendar has such a date (or season, or quarter)."""
    if not part.day and part.month in _SEASONS:
        return True
    try:
        date(part.year, part.month or 1, part.day or 1)
    except ValueError:
        return False
    return True


def _display_single(text: str, *, short: bool, after: bool = False) -> str:
    if decade := _DECADE.fullmatch(text):
        return _("%(decade)s0s") % {"decade": decade[1]}
    part = _read_part(text)
    if not part:
        return ""
    about = part.doubt in ("~", "%")
    words = _words(part, short=short, after=after or about)
    if about:
        words = _("about %(date)s") % {"date": words}
    return _("%(date)s (uncertain)") % {"date": words} if part.doubt in ("?", "%") else words


def _words(part: EdtfPart, *, short: bool = False, after: bool = False, year: bool = True, month: bool = True) -> str:
    """The part in words; `year` and `month` say whether they are spoken."""
    if part.month and part.month > 12:
        return _SEASONS[part.month][after] % {"year": f"{part.year:04}"}
    if not part.month:
        return say_year(part.year)
    letter = "M" if short else "E" if after and year and not part.day else "F"
    pattern = " ".join(
        each for each, spoken in (("j", part.day), (letter, part.month and month), ("Y", year)) if spoken
    )
    return say_day(date(part.year, part.month, part.day or 1), pattern)


def _display_period(first: str, last: str, *, short: bool) -> str:
    """Both ends, what they share spoken once."""
    a, b = _read_part(first), _read_part(last)
    if not a or not b:
        return ""
    if a.doubt or b.doubt or a.precision != b.precision or max(a.month or 0, b.month or 0) > 12:
        return f"{_display_single(first, short=short)} – {_display_single(last, short=short)}"
    if a.precision == 1:
        return say_years(a.year, b.year)
    same_year = a.year == b.year
    same_month = same_year and a.month == b.month
    begin = _words(a, short=short, year=not same_year, month=not same_month)
    end = _words(b, short=short)
    return f"{begin} – {end}" if " " in begin else f"{begin}–{end}"
