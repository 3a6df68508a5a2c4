"""Days along a line: where a day stands, and which days are written beneath."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

#: distances between ticks, each with the pattern in which Django writes its days: (months, days, pattern)
_STEPS = (
    (0, 1, "j M"), (0, 7, "j M"), (1, 0, "M Y"), (3, 0, "M Y"), (6, 0, "M Y"), (12, 0, "Y"), (24, 0, "Y"), (60, 0, "Y"),
    (120, 0, "Y"), (300, 0, "Y"), (600, 0, "Y"), (1200, 0, "Y"),
)  # fmt: skip
_MONDAY = date(1900, 1, 1)


@dataclass(frozen=True)
class Tick:
    """A day written beneath the line, in one of Django's date patterns."""

    x: float
    day: date
    pattern: str


@dataclass(frozen=True)
class TimeScale:
    """The days from `first` to `last` between `left` and `right`; each day has its own width."""

    first: date
    last: date
    left: float
    right: float

    def begin(self, day: date) -> float:
        """Where a day begins; days outside are drawn at the ends."""
        return self._at((day - self.first).days)

    def end(self, day: date) -> float:
        """Where a day ends."""
        return self._at((day - self.first).days + 1)

    def middle(self, first: date, last: date) -> float:
        return (self.begin(first) + self.end(last)) / 2

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def ticks(self, *, apart: float = 70) -> list[Tick]:
        """Days to write beneath: as many as fit `apart` from each other, at beginnings of weeks, months or years."""
        width = self._at((self.last - self.first).days + 1) - self.left
        ticks: list[Tick] = []
        for months, days, pattern in _STEPS:
            a_step = months * 30.4 + days
            if width * a_step / ((self.last - self.first).days + 1) < apart:
                continue
            written = (Tick(round(self.begin(day), 1), day, pattern) for day in self._days(months, days))
            ticks = [tick for tick in written if tick.x <= self.right - apart / 3]
            break
        return ticks or [Tick(round(self.left, 1), self.first, "j M Y")]

    def _at(self, days: int) -> float:
        whole = (self.last - self.first).days + 1
        return self.left + (self.right - self.left) * min(max(days / whole, 0.0), 1.0)

    def _days(self, months: int, days: int) -> Iterator[date]:
        """Round days in the period: multiples of the step, counted from a Monday or from the year 0."""
        if days:
            start = self.first + timedelta(-(self.first - _MONDAY).days % days)
            while start <= self.last:
                yield start
                start += timedelta(days)
            return
        number = self.first.year * 12 + self.first.month - 1 + (self.first.day > 1)
        number += -number % months
        while number // 12 <= self.last.year:
            if (day := date(number // 12, number % 12 + 1, 1)) > self.last:
                return
            yield day
            number += months


def period_of(days: list[tuple[date, date]], *, least: int = 90, margin: float = 0.02) -> tuple[date, date] | None:
    """The period that a line has to show for some intervals: at least `least` days, with some room at both ends.

    Open ends (`date.min`, `date.max`) and very long intervals do not stretch it: their known end counts.
    """
    known = [day for first, last in days for day in (first, last) if date(1800, 1, 1) < day < date(2200, 1, 1)]
    if not known:
        return None
    first, last = min(known), max(known)
    room = timedelta(max(round((last - first).days * margin), (least - (last - first).days) // 2, 1))
    return first - room, last + room
