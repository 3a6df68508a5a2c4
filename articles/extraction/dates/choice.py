"""Which of several possible days or months a date means: the one in the direction of the tense."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from articles.extraction.calendar import (
    Interval,
    day_of,
    month_of,
    shifted,
    weekday_on_or_before,
)
from articles.extraction.dates.tense import EVEN, Tense

#: A likely direction is followed unless the other side is this many times nearer.
TRUST_LIKELY = 4
#: Without any direction the past is preferred unless the future is this many times nearer.
TRUST_PAST = 2
#: No one 'said on 3 March' so many days ago without telling the year: the date is another verb's.
OLDEST_REPORT = 180
#: Nor is a date so many days back or ahead told without its year, whatever the tense.
FARTHEST_BACK, FARTHEST_AHEAD = 330, 345
#: 29 February comes back within so many years, even around 1900.
LEAP_YEARS = 8


def choose(candidates: Iterable[Interval], published: date, tense: Tense) -> tuple[Interval, float] | None:
    """The candidate that a date means, and how sure that is; None if there are several on one side only.

    The one that holds the day of publication always wins: 'on Monday' in a text of Monday is today.
    """
    ordered = sorted(candidates)
    before = [interval for interval in ordered if interval.earliest <= published]
    after = [interval for interval in ordered if interval.latest >= published]
    if not before or not after:
        return (ordered[0], 0.9) if len(ordered) == 1 else None
    last, following = before[-1], after[0]
    if last == following:
        return last, 0.97
    back, ahead = (published - last.latest).days, (following.earliest - published).days
    if tense.way > 0:
        follows = ahead <= FARTHEST_AHEAD if tense.strong else back * TRUST_LIKELY >= ahead
        return (following, 0.98 if tense.strong else 0.93) if follows else (last, 0.7)
    if tense.way < 0:
        farthest = OLDEST_REPORT if tense.report else FARTHEST_BACK
        follows = back <= farthest if tense.strong else ahead * TRUST_LIKELY >= back
        return (last, 0.98 if tense.strong else 0.93) if follows else (following, 0.7)
    trust = 1 if tense == EVEN else TRUST_PAST
    return (following, 0.7) if ahead * trust < back else (last, 0.78)


def months_around(published: date, month: int) -> list[Interval]:
    """That month in the years around publication."""
    return [month_of(year, month) for year in (published.year - 1, published.year, published.year + 1)]


def days_around(published: date, month: int, day: int, weekday: int | None = None) -> list[Interval]:
    """That day of a month in the years around publication; only where it falls on that weekday, if any."""
    reach = LEAP_YEARS if (month, day) == (2, 29) else 1
    days = (day_in(published.year + step, month, day) for step in range(-reach, reach + 1))
    return [day_of(found) for found in days if found and weekday in (None, found.weekday())]


def days_of_months_around(published: date, day: int, weekday: int | None = None) -> list[Interval]:
    """That day of the months around publication ('the 25th')."""
    first = published.replace(day=1)
    months = (shifted(first, "month", step) for step in range(-12, 13))
    days = (day_in(month.year, month.month, day) for month in months)
    return [day_of(found) for found in days if found and weekday in (None, found.weekday())]


def weekdays_around(published: date, weekday: int) -> list[Interval]:
    """That weekday in the weeks around publication."""
    last = weekday_on_or_before(weekday, published)
    return [day_of(shifted(last, "week", step)) for step in (-1, 0, 1, 2)]


def day_in(year: int, month: int, day: int) -> date | None:
    """The day, or None if the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def pairs(firsts: Iterable[Interval], lasts: Iterable[Interval]) -> Iterator[Interval]:
    """The first and last ones that are nearest to each other, as stretches."""
    ends = sorted(lasts)
    shortest = {}
    for first in sorted(firsts):
        after = [last for last in ends if last.earliest > first.earliest]
        if after:
            shortest[after[0]] = Interval(first.earliest, after[0].latest)
    yield from shortest.values()
