"""What comes back every year: feasts, seasons, and parts of the year without a year of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache

from articles.extraction import lexicon
from articles.extraction.calendar import Interval, day_of, easter_of, month_of, months_of, weekday_on_or_after
from articles.extraction.dates.choice import choose
from articles.extraction.dates.expressions import Feast, PartOfYear, Season
from articles.extraction.dates.tense import Tense

#: The first months of spring, summer, autumn and winter, by their numbers in EDTF. The winter of 2020 begins in 2020.
SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}

#: 'grew in the first ten months' means a stretch that is over, if one was over not long ago.
RECENT = 183


@cache
def _feasts() -> dict[str, dict[str, str]]:
    return {row["feast"]: dict(row) for row in lexicon.rows("dates_feasts")}


def is_feast(name: str) -> bool:
    """Is this, in lower case, a feast that the lexicon `dates_feasts.tsv` knows?"""
    return name in _feasts()


def feast_day(name: str, year: int) -> Interval:
    """The day of a feast in a year."""
    row = _feasts()[name]
    if row["easter"]:
        return day_of(easter_of(year) + timedelta(days=int(row["easter"])))
    if row["nth"]:
        first = weekday_on_or_after(int(row["weekday"]), date(year, int(row["month"]), 1))
        return day_of(first + timedelta(weeks=int(row["nth"]) - 1))
    return day_of(date(year, int(row["month"]), int(row["day"])))


def season_of(number: int, year: int) -> Interval:
    """The months of a season: winter begins in December of its year."""
    first = SEASON_STARTS[number]
    if first == 12:
        return Interval(date(year, 12, 1), month_of(year + 1, 2).latest)
    return months_of(year, first, first + 2)


def in_year(expression: Feast | Season | PartOfYear) -> Callable[[int], Interval]:
    """The function that gives what comes back, for each year."""
    match expression:
        case Feast(name=name):
            return lambda year: feast_day(name, year)
        case Season(number=number):
            return lambda year: season_of(number, year)
        case PartOfYear(first_month=first, last_month=last):
            return lambda year: months_of(year, first, last)


def nearest(of_year: Callable[[int], Interval], now: date, which: str, tense: Tense) -> tuple[Interval, float] | None:
    """The one that is meant: the last, the next, this one, or the one in the direction of the tense."""
    candidates = [of_year(year) for year in (now.year - 1, now.year, now.year + 1)]
    if which in ("last", "previous"):
        return _sure([interval for interval in candidates if interval.latest < now][-1:])
    if which in ("next", "following"):
        return _sure([interval for interval in candidates if interval.earliest > now][:1])
    if which:
        return _sure([_this(candidates, now, tense)])
    over = [interval for interval in candidates if 0 < (now - interval.latest).days <= RECENT]
    return (over[0], 0.9) if over and tense.way < 0 else choose(candidates, now, tense)


def _this(candidates: Sequence[Interval], now: date, tense: Tense) -> Interval:
    """'This autumn' is that of the year; a winter, which lies in two, the one in the direction of the tense."""
    if any(interval.earliest.year != interval.latest.year for interval in candidates):
        ahead = [interval for interval in candidates if interval.latest >= now] if tense.way > 0 else []
        return ahead[0] if ahead else min(candidates, key=lambda interval: _distance(interval, now))
    return next(interval for interval in candidates if interval.earliest.year == now.year)


def _sure(found: Sequence[Interval]) -> tuple[Interval, float] | None:
    return (found[0], 0.95) if found else None


def _distance(interval: Interval, day: date) -> int:
    if interval.earliest <= day <= interval.latest:
        return 0
    return min(abs((interval.earliest - day).days), abs((interval.latest - day).days))
