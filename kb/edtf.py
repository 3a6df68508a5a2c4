"""Dates as they are known: EDTF text (ISO 8601-2) to its first and last day.

Read are level 0 and the parts of level 1 that news gives: year, month, day, intervals, open ends
(`2016/..`), unspecified digits (`201X`, `2020-XX`) and the marks `?`, `~`, `%` of doubt, which
widen nothing. Nothing is guessed: what is not read is an `EdtfError`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_POINT = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?[?~%]?", re.ASCII)
_REMEDY = "write 2020, 2020-02, 2020-02-03, or an interval such as 2020-02-02/2020-02-04 or 2016/.."


class EdtfError(ValueError):
    """A text that is no date in EDTF; the message names the text and the remedy."""


@dataclass(frozen=True)
class Interval:
    """The first and the last day that a date may mean; an open end is `date.min` or `date.max`."""

    earliest: date
    latest: date


def read_edtf(text: str) -> Interval:
    """The days that an EDTF text spans. Raises `EdtfError`.

    >>> read_edtf("2020-02").latest
    datetime.date(2020, 2, 29)
    """
    start, slash, end = text.strip().partition("/")
    if not slash:
        return _point(start, text)
    if start in ("", "..") and end in ("", ".."):
        raise EdtfError(f"{text!r} has two open ends and names no day: {_REMEDY}.")
    earliest = date.min if start in ("", "..") else _point(start, text).earliest
    latest = date.max if end in ("", "..") else _point(end, text).latest
    if latest < earliest:
        raise EdtfError(f"{text!r} ends before it begins: swap its ends.")
    return Interval(earliest, latest)


def _point(point: str, text: str) -> Interval:
    match = _POINT.fullmatch(point)
    if match is None:
        raise EdtfError(f"{text!r} is no date in EDTF: {_REMEDY}.")
    years = [int(match["year"].replace("X", digit)) for digit in "09"]
    months = _range(match["month"], 1, 12)
    try:
        days = _range(match["day"], 1, monthrange(years[1], months[1])[1])
        return Interval(date(years[0], months[0], days[0]), date(years[1], months[1], days[1]))
    except ValueError as error:
        raise EdtfError(f"{text!r} names no day of the calendar: {_REMEDY}.") from error


def _range(digits: str | None, first: int, last: int) -> tuple[int, int]:
    """The least and greatest value of a month or day: itself, or all of them where it is open."""
    return (first, last) if digits is None or digits == "XX" else (int(digits), int(digits))
