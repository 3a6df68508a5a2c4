"""The calendar: stretches of days, units of time around a day, and their EDTF text (ISO 8601-2).

Everything here is arithmetic. What a date in a text means is decided in `articles.extraction.dates`.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

#: Units of whole months, and how many.
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
#: Units of whole days, and how many.
DAYS_IN = {"day": 1, "weekend": 7, "week": 7, "fortnight": 14}


class Interval(NamedTuple):
    """The first and the last day that a date may mean."""

    earliest: date
    latest: date

    def __str__(self) -> str:
        return format_edtf(*self)


def format_edtf(earliest: date, latest: date) -> str:
    """The shortest EDTF text for the days from `earliest` to `latest`."""
    if latest < earliest:
        raise ValueError(f"an interval from {earliest} to {latest} ends before it begins: swap its ends")
    whole_months = earliest.day == 1 and latest.day == monthrange(latest.year, latest.month)[1]
    whole_years = whole_months and earliest.month == 1 and latest.month == 12
    length = 4 if whole_years else 7 if whole_months else 10
    start, end = earliest.isoformat()[:length], latest.isoformat()[:length]
    return start if start == end else f"{start}/{end}"


def day_of(day: date) -> Interval:
    """The day itself."""
    return Interval(day, day)


def week_of(day: date) -> Interval:
    """The ISO week, Monday to Sunday."""
    monday = _plus_days(day, -day.weekday())
    return Interval(monday, _plus_days(monday, 6))


def weekend_of(day: date) -> Interval:
    """Saturday and Sunday of the ISO week."""
    sunday = week_of(day).latest
    return Interval(_plus_days(sunday, -1), sunday)


def month_of(year: int, month: int) -> Interval:
    """A month of a year. Raises OverflowError outside the years 1-9999."""
    return months_of(year, month, month)


def months_of(year: int, first: int, last: int) -> Interval:
    """The months `first` to `last` of a year. Raises OverflowError outside the years 1-9999."""
    _check_year(year)
    return Interval(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def year_of(year: int) -> Interval:
    """A year. Raises OverflowError outside the years 1-9999."""
    return years_of(year, year)


def years_of(first: int, last: int) -> Interval:
    """The years `first` to `last`. Raises OverflowError outside the years 1-9999."""
    _check_year(first)
    _check_year(last)
    return Interval(date(first, 1, 1), date(last, 12, 31))


def century_of(number: int) -> Interval:
    """The `number`-th century: the 19th is 1801 to 1900."""
    return years_of(number * 100 - 99, number * 100)


def easter_of(year: int) -> date:
    """Easter Sunday of the western churches (Anonymous Gregorian algorithm, Nature 1876)."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - moon - in_century % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def unit_of(unit: str, day: date) -> Interval:
    """The day, weekend, week, month, quarter, half, year, decade or century that `day` lies in."""
    if unit in DAYS_IN:
        return day_of(day) if unit == "day" else weekend_of(day) if unit == "weekend" else week_of(day)
    if unit == "decade":
        return years_of(max(day.year // 10 * 10, MINYEAR), day.year // 10 * 10 + 9)
    if unit == "century":
        return century_of((day.year + 99) // 100)
    length = MONTHS_IN[unit]
    first = (day.month - 1) // length * length + 1
    return months_of(day.year, first, first + length - 1)


def shifted(day: date, unit: str, count: int) -> date:
    """The day `count` units after `day` (before, if negative); the 31st becomes the last day of a shorter month.

    Raises OverflowError outside the years 1-9999.
    """
    if unit in DAYS_IN:
        return _plus_days(day, DAYS_IN[unit] * count)
    years, month = divmod(day.month - 1 + MONTHS_IN[unit] * count, 12)
    year = day.year + years
    _check_year(year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def unit_after(unit: str, count: int, day: date) -> Interval:
    """The unit `count` units after the one that `day` lies in. Raises OverflowError outside the years 1-9999."""
    return unit_of(unit, shifted(unit_of(unit, day).earliest, unit, count))


def weekday_on_or_after(weekday: int, day: date) -> date:
    """The first such weekday (Monday is 0) from `day` on."""
    return _plus_days(day, (weekday - day.weekday()) % 7)


def weekday_on_or_before(weekday: int, day: date) -> date:
    """The last such weekday (Monday is 0) up to `day`."""
    return _plus_days(day, -((day.weekday() - weekday) % 7))


def _plus_days(day: date, days: int) -> date:
    return day + timedelta(days=days)  # raises OverflowError by itself


def _check_year(year: int) -> None:
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError(f"year {year} lies outside the years {MINYEAR}-{MAXYEAR} of the calendar")
