"""A year at a glance: a column a week, a row a weekday, a dot as large as there is activity on the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from kb.pictures.time_scale import Tick

CELL = 17
LEFT, TOP = 34, 20
WEEKS = 53
#: no fewer than so many make the largest dot: a single meeting of a year is a small one
FEW = 4


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    radius: float
    day: date
    number: int


@dataclass(frozen=True)
class YearOfWeeks:
    first: date
    last: date
    dots: tuple[Dot, ...]
    months: tuple[Tick, ...]
    weekdays: tuple[Tick, ...]
    width: int = LEFT + WEEKS * CELL + 2
    height: int = TOP + 7 * CELL + 4
    left: int = LEFT

    @property
    def rows(self) -> list[float]:
        """The lines on which the days of each weekday stand."""
        return [TOP + CELL * (row + 0.5) for row in range(7)]


def lay_out_year(counts: Mapping[date, int], last: date) -> YearOfWeeks:
    """The 53 weeks that end with the week of `last`; days without activity have no dot."""
    end = last + timedelta(6 - last.weekday())
    first = end - timedelta(WEEKS * 7 - 1)
    most = max((FEW, *(number for day, number in counts.items() if first <= day <= end)))
    dots = tuple(
        Dot(*_middle(day, first), round(max(2.6, CELL * 0.47 * sqrt(number / most)), 1), day, number)
        for day, number in sorted(counts.items())
        if first <= day <= end and number
    )
    begins = [day for week in range(WEEKS) for day in [first + timedelta(7 * week)] if day.day <= 7]
    months = tuple(Tick(LEFT + CELL * ((day - first).days // 7), day, "M") for day in begins)
    weekdays = tuple(Tick(TOP + CELL * row + CELL * 0.7, first + timedelta(row), "D") for row in (0, 2, 4))
    return YearOfWeeks(first, end, dots, months, weekdays)


def _middle(day: date, first: date) -> tuple[float, float]:
    week, row = divmod((day - first).days, 7)
    return LEFT + CELL * (week + 0.5), TOP + CELL * (row + 0.5)
