"""Months and years as calendars have them: which days a month shows, and what takes place on each."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

_MONDAYS = Calendar(firstweekday=0)
#: a stretch of more days than this is no occasion on each of them: it is listed under the month
LONGEST = 16


@dataclass(frozen=True)
class Occasion:
    """Something from one day to another; `exact`: it lasts from the first to the last, else it is some time between."""

    first: date
    last: date
    exact: bool
    what: Any


@dataclass(frozen=True)
class Entry:
    """An occasion on one of its days; `begins` on this one, or goes on."""

    what: Any
    begins: bool


@dataclass(frozen=True)
class Day:
    day: date
    inside: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Month:
    first: date
    weeks: tuple[tuple[Day, ...], ...]
    #: what is known to be in the month, or to touch it, but on no particular days
    loose: tuple[Any, ...] = ()

    @property
    def number(self) -> int:
        return sum(entry.begins for week in self.weeks for day in week if day.inside for entry in day.entries)


def month_bounds(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, (first + timedelta(32)).replace(day=1) - timedelta(1)


def lay_out_month(year: int, month: int, occasions: Iterable[Occasion]) -> Month:
    """The weeks of a month from Monday on, with what takes place on each day."""
    first, last = month_bounds(year, month)
    by_day: dict[date, list[Entry]] = {}
    loose = []
    for occasion in sorted(occasions, key=lambda each: (each.first, each.last)):
        if occasion.last < first or occasion.first > last:
            continue
        if not occasion.exact or (occasion.last - occasion.first).days > LONGEST:
            loose.append(occasion.what)
            continue
        begin = max(occasion.first, first)
        for number in range((min(occasion.last, last) - begin).days + 1):
            day = begin + timedelta(number)
            by_day.setdefault(day, []).append(Entry(occasion.what, day == begin))
    weeks = tuple(
        tuple(Day(day, day.month == month, tuple(by_day.get(day, ())) if day.month == month else ()) for day in week)
        for week in _weeks(year, month)
    )
    return Month(first, weeks, tuple(loose))


def _weeks(year: int, month: int) -> list[list[date]]:
    return _MONDAYS.monthdatescalendar(year, month)
