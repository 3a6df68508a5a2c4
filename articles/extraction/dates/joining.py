"""Dates that belong together: stretches ('from Monday to 5 March'), counted ones ('three days before Monday')."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from articles.extraction.dates.expressions import (
    Around,
    Beside,
    Between,
    CalendarDay,
    Expression,
    Known,
    Named,
    Part,
    Shift,
)
from articles.extraction.dates.reading import Reading
from articles.extraction.dates.stretches import with_year_shared
from articles.extraction.dates.tense import role_words

#: Among so many words before 'from Monday to Tuesday', a verb such as 'moved' makes two dates of it.
MOVED_WINDOW = 8


@dataclass(frozen=True)
class Found:
    """A date found in a reading, at positions `start` to `end` (exclusive), with the rule that found it.

    `goes_on`: it lacks a year, and follows on the date before it: 'in May or June'. `explains`: it stands beside
    the date before it, and tells it more exactly: 'last week, on 14 September'.
    """

    start: int
    end: int
    expression: Expression
    rule: str
    confidence: float
    goes_on: bool = False
    explains: bool = False


def join(reading: Reading, found: Iterable[Found]) -> Iterator[Found]:
    """The dates with those joined that are one."""
    pending: Found | None = None
    for date in found:
        date = _beside(reading, date)
        if pending is not None and pending.end > date.start:
            pending = None  # 'the eve' of 'the eve of Wednesday'
        if pending is not None:
            joined = _between(reading, pending, date)
            if joined is not None:
                pending = joined
                continue
            pending, date = _listed(reading, pending, _explaining(reading, pending, date))
            yield pending
        pending = date
    if pending is not None:
        yield pending


def _between(reading: Reading, first: Found, last: Found) -> Found | None:
    if not (_can_end(first.expression) and _can_end(last.expression)) or not _is_joined(reading, first, last):
        return None
    between = Between(Part(first.start, first.end, first.expression), Part(last.start, last.end, last.expression))
    return Found(first.start, last.end, between, "from_to", min(first.confidence, last.confidence))


def _explaining(reading: Reading, first: Found, last: Found) -> Found:
    """'a month earlier, on October 9', 'last Wednesday (5 February)'."""
    gap = range(first.end, last.start)
    begins = 1 <= len(gap) <= 2 and (reading.is_symbol(gap[0], "COMMA") or reading.is_symbol(gap[0], "OPEN"))
    if begins and (len(gap) == 1 or reading.is_symbol(gap[1], "PREPOSITION")):
        return replace(last, explains=True)
    return last


def _listed(reading: Reading, first: Found, last: Found) -> tuple[Found, Found]:
    """'in March and May 2018', 'on 3 March or 5 May': they share the year, or the later one follows on the other."""
    listed = last.start - first.end == 1 and reading.is_symbol(first.end, "LISTING")
    if not listed or not _is_open_month(first.expression):
        return first, last
    shared, _ = with_year_shared(first.expression, last.expression)
    goes_on = _is_open_month(last.expression) and not reading.is_symbol(first.end, "COMMA")
    return replace(first, expression=shared), replace(last, goes_on=goes_on)


def _is_open_month(expression: Expression) -> bool:
    return isinstance(expression, CalendarDay) and expression.year is None and isinstance(expression.month, int)


def _can_end(expression: Expression) -> bool:
    return isinstance(expression, Known | CalendarDay | Named | Shift)


def _is_joined(reading: Reading, first: Found, last: Found) -> bool:
    """Do the words between two dates, and before them, make a stretch of them?"""
    gap = range(first.end, last.start)
    if len(gap) == 2 and reading.is_symbol(gap[1], "THE"):
        gap = gap[:1]
    if len(gap) == 2 and reading.is_symbol(gap[0], "DASH") and reading.is_symbol(gap[1], "DASH"):
        gap = gap[:1]
    if len(gap) != 1:
        return False
    if reading.is_symbol(gap[0], "DASH"):
        return _same_kind(first.expression, last.expression)
    if reading.is_symbol(gap[0], "TO"):
        return not _is_moved(reading, first.start)
    if reading.is_symbol(gap[0], "AND"):
        return reading.low(first.start - 1) == "between" or _follow_on(first.expression, last.expression)
    return False


def _same_kind(first: Expression, last: Expression) -> bool:
    """'July-August', '18 August - 15 September', 'Monday-Friday'; but a dash may divide sentences, too."""
    return type(first) is type(last) or isinstance(first, CalendarDay)


def _is_moved(reading: Reading, start: int) -> bool:
    """'postponed from Monday to Tuesday' tells of two days."""
    window = [reading.low(i) for i in range(max(start - MOVED_WINDOW, 0), start)]
    return any(word in role_words("shifted") for word in window)


def _follow_on(first: Expression, last: Expression) -> bool:
    """'on Monday and Tuesday'."""
    if not (isinstance(first, CalendarDay) and isinstance(last, CalendarDay)):
        return False
    bare = first.day is last.day is first.month is last.month is None
    if not bare or first.weekday is None or last.weekday is None:
        return False
    return (first.weekday + 1) % 7 == last.weekday


def _beside(reading: Reading, date: Found) -> Found:
    """'three days before Monday', 'the 30th anniversary of 4 July 1991', 'the week of 20 May'."""
    end = date.start - 1 if reading.is_symbol(date.start - 1, "THE") else date.start
    if reading.is_symbol(end - 1, "OF") and reading.is_symbol(end - 2, "ANNIVERSARY"):
        return _anniversary(reading, date, end)
    if reading.is_symbol(end - 1, "OF") and reading.is_symbol(end - 2, "WEEKLY"):
        around = Around(Part(date.start, date.end, date.expression), reading.low(end - 2))
        return replace(date, start=end - 2, expression=around, rule="week_of")
    if reading.is_symbol(end - 1, "OF") and reading.is_symbol(end - 2, "EVE"):
        beside = Beside(Part(date.start, date.end, date.expression), "day", -1)
        return replace(date, start=end - 2, expression=beside, rule="beside_date", confidence=0.8 * date.confidence)
    way = _way(reading, end - 1)
    unit_at = end - 2
    if not way or not reading.is_symbol(unit_at, "COUNTED") or not reading.is_symbol(unit_at - 1, "COUNT"):
        return date
    count = 1 if reading.is_symbol(unit_at - 1, "A") else reading.atoms[unit_at - 1].value
    if reading.is_symbol(unit_at - 1, "VAGUE") or not 0 < count < 1000:
        return date
    unit = reading.low(unit_at)
    unit = "century" if unit == "centuries" else unit.removesuffix("s")
    beside = Beside(Part(date.start, date.end, date.expression), unit, way * count)
    return replace(date, start=unit_at - 1, expression=beside, rule="beside_date", confidence=0.8 * date.confidence)


def _way(reading: Reading, position: int) -> int:
    if reading.is_symbol(position, "BEFORE"):
        return -1
    return 1 if reading.is_symbol(position, "AFTER") else 0


def _anniversary(reading: Reading, date: Found, end: int) -> Found:
    if not reading.is_symbol(end - 3, "ORDINAL"):
        return date
    beside = Beside(Part(date.start, date.end, date.expression), "year", reading.atoms[end - 3].value)
    return replace(date, start=end - 3, expression=beside, rule="anniversary", confidence=0.8 * date.confidence)
