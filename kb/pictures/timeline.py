"""A line of time with marks in lanes: no mark covers another, and what finds no room is folded into a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.pictures.time_scale import Tick, TimeScale

WIDTH = 960
#: room for the names of lanes at the left
GUTTER = 120
#: width and height of a mark
MARK = 16
#: from one row of marks to the next
ROW = 19
#: beneath the lanes, for the days
FOOT = 26
#: how wide the stretch is that one number of folded marks stands for
FOLD = 60
#: so many may stand apart
MOST_APART = 3


@dataclass(frozen=True)
class Moment:
    """Something that took place, or will, between two days, to be drawn in a lane."""

    lane: str
    first: date
    last: date
    what: Any


@dataclass(frozen=True)
class Label:
    """Words beside a mark: where they begin, or end (`anchor`: `end`)."""

    x: float
    anchor: str
    words: str


@dataclass(frozen=True)
class Placed:
    """A mark with its middle, and the stretch that its date may mean, where that is wider than the mark."""

    x: float
    y: float
    what: Any
    stretch: tuple[float, float] | None = None
    label: Label | None = None

    @property
    def begin(self) -> float:
        return min(self.x - MARK / 2, *(self.stretch or (self.x,)))

    @property
    def end(self) -> float:
        return max(self.x + MARK / 2, *(self.stretch or (self.x,)))


@dataclass(frozen=True)
class Folded:
    """Marks that found no room, between two days of a lane."""

    x: float
    y: float
    lane: str
    first: date
    last: date
    moments: tuple[Moment, ...]

    @property
    def number(self) -> int:
        return len(self.moments)


@dataclass(frozen=True)
class Lane:
    name: str
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


@dataclass(frozen=True)
class Timeline:
    height: float
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Placed, ...]
    folded: tuple[Folded, ...]
    #: where today is, if it is in the picture
    today: float | None
    width: float = WIDTH
    left: float = GUTTER
    right: float = WIDTH - MARK
    #: what is left out because it would squeeze all others into an end of the line
    apart: tuple[Any, ...] = ()

    @property
    def foot(self) -> float:
        return self.height - FOOT

    @property
    def words(self) -> float:
        """The line on which the days are written."""
        return self.height - 8


def set_apart(moments: Iterable[Moment]) -> tuple[list[Moment], list[Moment]]:
    """Those to draw, and the few far from them: behind an empty stretch as long as half of the whole time, and at most
    `MOST_APART` and one in twenty of them. A visit of 1964 among meetings of ten years would leave these a sixth of
    the line."""
    ordered = sorted(moments, key=lambda each: (each.first, each.last))
    most = min(MOST_APART, len(ordered) // 20)
    if not most:
        return ordered, []
    until = ordered[0].last
    whole = max(each.last for each in ordered) - ordered[0].first
    for place, moment in enumerate(ordered):
        if (moment.first - until) * 2 > whole:
            if place <= most:
                return ordered[place:], ordered[:place]
            if len(ordered) - place <= most:
                return ordered[:place], ordered[place:]
        until = max(until, moment.last)
    return ordered, []


def lay_out_timeline(
    moments: Iterable[Moment],
    lanes: Sequence[str],
    period: tuple[date, date],
    *,
    today: date | None = None,
    rows: int = 4,
    gutter: float = GUTTER,
    room: float = 0,
) -> Timeline:
    """Marks in lanes over a period. `lanes`: those to draw, from above; `rows`: the most a lane may have.

    `room`: how much of its row should stay free behind a mark, for its label, as long as there are rows enough.
    """
    scale = TimeScale(*period, gutter, WIDTH - MARK)
    by_lane: dict[str, list[Moment]] = defaultdict(list)
    for moment in moments:
        by_lane[moment.lane].append(moment)
    drawn, marks, folded, top = [], [], [], 4.0
    for name in lanes:
        placed, left = _fill(sorted(by_lane[name], key=lambda each: (each.first, each.last)), scale, rows, room)
        used = 1 + max((row for row, _ in placed), default=0) + bool(left)
        lane = Lane(name, top, used * ROW + 8)
        marks += [_place(moment, scale, _row_middle(lane, row)) for row, moment in placed]
        folded += _fold(left, scale, name, _row_middle(lane, used - 1))
        drawn.append(lane)
        top += lane.height
    now = round(scale.middle(today, today), 1) if today and scale.holds(today) else None
    return Timeline(
        top + FOOT, tuple(drawn), tuple(scale.ticks()), tuple(marks), tuple(folded), now, left=gutter
    )  # fmt: skip


def _fill(
    moments: Sequence[Moment], scale: TimeScale, rows: int, room: float
) -> tuple[list[tuple[int, Moment]], list[Moment]]:
    """Each moment in the first row where it covers no other, nor its label; and those for which no row is left."""
    ends = [float("-inf")] * rows
    placed: list[tuple[int, Moment]] = []
    left: list[Moment] = []
    for moment in moments:
        begin, end = _extent(moment, scale)
        free = [row for row, taken in enumerate(ends) if taken <= begin]
        row = next((row for row in free if ends[row] + room <= begin), next(iter(free), None))
        if row is None:
            left.append(moment)
        else:
            ends[row] = end + 2
            placed.append((row, moment))
    return placed, left


def _extent(moment: Moment, scale: TimeScale) -> tuple[float, float]:
    begin, end = scale.begin(moment.first), scale.end(moment.last)
    middle = (begin + end) / 2
    return min(begin, middle - MARK / 2), max(end, middle + MARK / 2)


def _place(moment: Moment, scale: TimeScale, y: float) -> Placed:
    begin, end = scale.begin(moment.first), scale.end(moment.last)
    stretch = (round(begin, 1), round(end, 1)) if end - begin > MARK else None
    return Placed(round(scale.middle(moment.first, moment.last), 1), round(y, 1), moment.what, stretch)


def _fold(moments: Iterable[Moment], scale: TimeScale, lane: str, y: float) -> list[Folded]:
    """One number for each stretch of the lane in which marks found no room."""
    stretches: dict[int, list[Moment]] = defaultdict(list)
    for moment in moments:
        stretches[int(scale.middle(moment.first, moment.last) // FOLD)].append(moment)
    return [
        Folded(
            round(min(max(number * FOLD + FOLD / 2, scale.left + MARK), scale.right - MARK), 1), round(y, 1), lane,
            min(moment.first for moment in inside), max(moment.last for moment in inside), tuple(inside),
        )
        for number, inside in sorted(stretches.items())
    ]  # fmt: skip


def _row_middle(lane: Lane, row: int) -> float:
    return lane.top + 4 + ROW * (row + 0.5)
