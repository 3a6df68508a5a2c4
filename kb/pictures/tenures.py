"""Posts over time as bars: told to be in office, and seen in it by texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.pictures.time_scale import Tick, TimeScale, period_of

WIDTH = 960.0
ROW = 30
FOOT = 26
#: half the width of the words of a tick
HALF_A_DAY = 40


@dataclass(frozen=True)
class Term:
    """One time in a post. `start`, `end`: what is stated; `seen`: first and last day of a text that says so."""

    label: str
    what: Any
    start: date | None = None
    end: date | None = None
    seen: tuple[date, date] | None = None

    @property
    def days(self) -> list[tuple[date, date]]:
        told = [(day, day) for day in (self.start, self.end) if day]
        return [*told, *([self.seen] if self.seen else [])]


@dataclass(frozen=True)
class Bar:
    """`told`: from the stated beginning to the stated end, as far as they are known; `seen`: as texts show it."""

    y: float
    term: Term
    told: tuple[float, float] | None
    seen: tuple[float, float] | None
    #: where the words begin, or end (`end`) so that they stay in the picture
    label_x: float
    anchor: str

    @property
    def label_y(self) -> float:
        return self.y - 7


@dataclass(frozen=True)
class TenureChart:
    height: float
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    #: the day for which posts are asked, if it is in the picture
    as_of: float | None
    undated: tuple[Term, ...]
    width: float = WIDTH

    @property
    def foot(self) -> float:
        return self.height - FOOT

    @property
    def words(self) -> float:
        return self.height - 8


def lay_out_tenures(terms: Sequence[Term], *, as_of: date | None = None, width: float = WIDTH) -> TenureChart | None:
    """Bars in the order of their beginnings; None where no term has a date."""
    dated = sorted((term for term in terms if term.days), key=lambda term: (min(term.days), term.label))
    period = period_of([days for term in dated for days in term.days], least=365)
    if not period:
        return None
    scale = TimeScale(*period, 8, width - 8)
    bars = tuple(_bar(term, scale, 22 + ROW * number) for number, term in enumerate(dated))
    undated = tuple(term for term in terms if not term.days)
    now = round(scale.middle(as_of, as_of), 1) if as_of and scale.holds(as_of) else None
    # a day is written with its middle at its tick: at the very edge its letters would be cut
    ticks = tuple(tick for tick in scale.ticks() if HALF_A_DAY <= tick.x <= width - HALF_A_DAY)
    return TenureChart(ROW * len(bars) + 8 + FOOT, bars, ticks, now, undated, width)


def _bar(term: Term, scale: TimeScale, y: float) -> Bar:
    told = None
    if term.start or term.end:
        first = term.start or min(day for day, _ in term.days)
        last = term.end or max(day for _, day in term.days)
        told = (round(scale.begin(min(first, last)), 1), round(scale.end(last), 1))
    seen = _at_least(scale.begin(term.seen[0]), scale.end(term.seen[1]), scale) if term.seen else None
    begin, end = min(told or seen or (0, 0)), max(seen or told or (0, 0))
    turned = begin > (scale.left + scale.right) * 0.55
    return Bar(y, term, told, seen, max(begin, end) if turned else begin, "end" if turned else "start")


def _at_least(begin: float, end: float, scale: TimeScale, width: float = 6) -> tuple[float, float]:
    """A bar that can be seen, also for one day."""
    if end - begin < width:
        middle = min(max((begin + end) / 2, scale.left + width / 2), scale.right - width / 2)
        begin, end = middle - width / 2, middle + width / 2
    return round(begin, 1), round(end, 1)
