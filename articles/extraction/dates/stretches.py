"""Stretches of time from one date to another: each end may lack what the other tells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from articles.extraction.calendar import Interval
from articles.extraction.dates.choice import choose, pairs
from articles.extraction.dates.expressions import Between, CalendarDay, Expression, Known, Shift
from articles.extraction.dates.resolution import TenseOf, candidates_of, resolve_single
from articles.extraction.dates.tense import Tense
from articles.extraction.dates.told import Resolution, Told

PAST, FUTURE = Tense(-1), Tense(1)
_Ends = tuple[Resolution | None, Resolution | None]


@dataclass(frozen=True)
class Nearby:
    """The date before, where one without year follows on it (`after`) or lies in it (`within`)."""

    after: Resolution | None = None
    within: Resolution | None = None


def resolve(expression: Expression, told: Told, tense_of: TenseOf, nearby: Nearby) -> tuple[Resolution, ...]:
    """What a date means: one resolution, and for a stretch those of its ends after it; none if it is no date here.

    Days outside the calendar stay unresolved.
    """
    try:
        told_by = _inside(expression, nearby.within) or _nearest(expression, nearby.after, FUTURE)
        if told_by is not None:
            return (told_by,)
        if isinstance(expression, Between):
            return _between(expression, told, tense_of)
        single = resolve_single(expression, told, tense_of)
    except OverflowError:
        return (Resolution(None, "day"),)
    return (single,) if single is not None else ()


def _between(between: Between, told: Told, tense_of: TenseOf) -> tuple[Resolution, ...]:
    first, last = with_year_shared(between.first.expression, between.last.expression)
    ends = _both_open(first, last, told, tense_of) or _one_by_one(first, last, told, tense_of)
    start, end = ends
    if start is None or end is None:
        return ()
    if start.interval is None or end.interval is None or end.interval.latest < start.interval.earliest:
        return Resolution(None, end.precision), start, end
    whole = Interval(start.interval.earliest, end.interval.latest)
    # 'event' and 'published' are both told of before 'none'
    anchor = next((end.anchor for end in (start, end) if end.anchor != "none"), "none")
    return Resolution(whole, start.precision, anchor, min(start.confidence, end.confidence)), start, end


def with_year_shared(first: Expression, last: Expression) -> tuple[Expression, Expression]:
    """'18 August to 15 September 1951': the first end takes its year from the last one, or the year before it."""
    if isinstance(first, CalendarDay) and first.year is None and isinstance(first.month, int):
        if isinstance(last, Known) and last.precision == "day":
            return _year_before(first, last.interval.earliest), last
        if isinstance(last, CalendarDay) and isinstance(last.month, int) and last.year is not None:
            if isinstance(last.year, int):
                return _year_before(first, date(last.year, last.month, last.day or 28)), last
            return replace(first, year=_year_shift_before(first.month, last.month, last.year)), last
    return first, last


def _year_before(first: CalendarDay, end: date) -> CalendarDay:
    assert isinstance(first.month, int)
    later = (first.month, first.day or 1) > (end.month, end.day)
    return replace(first, year=end.year - 1 if later else end.year)


def _year_shift_before(first: int, last: int, year: Shift) -> Shift:
    """'from December to March of next year' begins this year."""
    return replace(year, count=year.count - 1) if first > last else year


def _both_open(first: Expression, last: Expression, told: Told, tense_of: TenseOf) -> _Ends | None:
    """'from Wednesday to Friday', 'July 30 to August 2': chosen together, as one stretch."""
    if not (isinstance(first, CalendarDay) and isinstance(last, CalendarDay)) or told.narrative:
        return None
    if first.year is not None or last.year is not None or told.published is None:
        return None
    (firsts, fit), (lasts, _) = candidates_of(first, told.published), candidates_of(last, told.published)
    tense = tense_of()
    # on a Friday 'will be there from Wednesday to Friday' is of next week
    to_come = tense == FUTURE and first.month is None
    over = {whole for whole in pairs(firsts, lasts) if to_come and _ends_on(whole, told.published)}
    found = choose(set(pairs(firsts, lasts)) - over, told.published, tense)
    if found is None:
        return None
    whole, sure = found
    start = next(interval for interval in firsts if interval.earliest == whole.earliest)
    end = next(interval for interval in lasts if interval.latest == whole.latest)
    precision = "month" if first.day is None and first.weekday is None else "day"
    return Resolution(start, precision, "published", sure * fit), Resolution(end, precision, "published", sure * fit)


def _ends_on(whole: Interval, day: date) -> bool:
    return whole.earliest < whole.latest == day


def _one_by_one(first: Expression, last: Expression, told: Told, tense_of: TenseOf) -> _Ends:
    if _is_open(first) and not _is_open(last):
        end = resolve_single(last, told, tense_of)
        return _nearest(first, end, PAST) if end and end.interval else resolve_single(first, told, tense_of), end
    start = resolve_single(first, told, tense_of)
    if _is_open(last) and start is not None and start.interval is not None:
        return start, _nearest(last, start, FUTURE)
    return start, resolve_single(last, told, tense_of)


def _is_open(expression: Expression) -> bool:
    return isinstance(expression, CalendarDay) and expression.year is None


def _inside(expression: Expression, other: Resolution | None) -> Resolution | None:
    """The only such day within another date."""
    if not isinstance(expression, CalendarDay) or not _is_open(expression) or other is None or other.interval is None:
        return None
    earliest, latest = other.interval
    near = (day for end in (earliest, latest) for day in candidates_of(expression, end)[0])
    inside = {day for day in near if earliest <= day.earliest and day.latest <= latest}
    precision = "month" if expression.day is None and expression.weekday is None else "day"
    return Resolution(inside.pop(), precision, other.anchor, other.confidence) if len(inside) == 1 else None


def _nearest(expression: Expression, other: Resolution | None, direction: Tense) -> Resolution | None:
    """The nearest such day before or after another date."""
    if not isinstance(expression, CalendarDay) or other is None or other.interval is None:
        return None
    precision = "month" if expression.day is None and expression.weekday is None else "day"
    candidates, fit = candidates_of(expression, other.interval.earliest)
    found = choose(candidates, other.interval.earliest, direction)
    return Resolution(found[0] if found else None, precision, other.anchor, other.confidence * fit)
