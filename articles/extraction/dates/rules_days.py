"""Rules for days and months of the calendar, and stretches of days told in one breath."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from articles.extraction.calendar import day_of
from articles.extraction.dates.context_words import context
from articles.extraction.dates.expressions import (
    Anchor,
    Between,
    CalendarDay,
    Expression,
    Known,
    Part,
    Several,
    Shift,
    Unresolved,
    Year,
)
from articles.extraction.dates.months import is_month_alone
from articles.extraction.dates.reading import Match, Rule
from articles.extraction.dates.rule_parts import (
    PART,
    YEAR,
    calendar_day,
    has_year,
    year_of,
)
from articles.extraction.dates.years import counts_something

#: Monday, … / on Sunday dawn of … / Wednesday (…
_WEEKDAY = "(weekday:WEEKDAY DAYTIME_ANY? (COMMA | OPEN | OF | DASH)? (THE | ON)?)?"
_JOIN = "join:(DASH | TO | AND | BUT)"


def _day_month_year(match: Match) -> Expression | None:
    return _day_month(match) if has_year(match) else None


def _day_month(match: Match) -> Expression | None:
    day = match.value("day") or match.value("word")
    if match.has("day") and match.at("day") > match.at("month") and _counts(match):
        return None
    return calendar_day(year_of(match), match.number("month"), day, match.value("weekday"))


def _counts(match: Match) -> bool:
    """Does the number after a month count something: 'In May 10 countries …', 'in March 20 percent'?"""
    after = match.reading.low(match.at("day") + 1)
    plural = after.isalpha() and after.endswith("s") and len(after) > 3
    return counts_something(match.reading, match.at("day")) or (match.before() == "in" and plural)


def _month_year(match: Match) -> Expression | None:
    if not has_year(match):
        return None
    return CalendarDay(year_of(match), match.number("month"))


def _month(match: Match) -> Expression | None:
    in_part = match.at("month") > match.start  # mid-May
    return (
        CalendarDay(None, match.number("month"))
        if in_part or is_month_alone(match.reading, match.at("month"))
        else None
    )


def _iso(match: Match) -> Expression | None:
    return calendar_day(match.number("year"), match.number("month"), match.number("day")) if _months(match) else None


def _months(match: Match) -> bool:
    return 1 <= match.number("month") <= 12


def _numeric(match: Match) -> Expression:
    return Known(day_of(date.fromordinal(match.number("date"))), "day")


def _unclear(match: Match) -> Expression:
    return Unresolved("day")


def _day_range(match: Match) -> Expression | None:
    """3-5 March, March 3 to 5; 'between 3 and 5 March', '3 and 4 March' too, but '3 and 9 March' are two days."""
    if not has_year(match) or counts_something(match.reading, match.at("last")):
        return None
    year, month = year_of(match), match.number("month")
    parts = [_part(match, role, year, month) for role in ("first", "middle", "last") if match.has(role)]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    days = [match.number(role) for role in ("first", "middle", "last") if match.has(role)]
    if any(later <= earlier for earlier, later in pairwise(days)):
        return None
    follow_on = days == list(range(days[0], days[0] + len(days)))
    lists = match.word("join") in ("and", "&", "or") and match.before() != "between"
    return Several(tuple(known)) if lists and not follow_on else Between(known[0], known[-1])


def _part(match: Match, role: str, year: Year, month: int) -> Part | None:
    """One day of a range; its words reach to the month and year where those stand beside it."""
    expression = calendar_day(year, month, match.number(role))
    if expression is None:
        return None
    start, end = match.at(role), match.at(role) + 1
    if role == "first" and match.at("month") < start:
        start = match.start
    if role == "last":
        end = match.end
    return Part(start, end, expression)


def _day_of_month(match: Match) -> Expression | None:
    """'on the 25th', but not 'the 25th session'."""
    if match.number("day") > 31 or not (match.has("month") or _stands_for_day(match)):
        return None
    month = _month_told(match) if match.has("month") else None
    return CalendarDay(None, month, match.number("day"), match.value("weekday"))


def _stands_for_day(match: Match) -> bool:
    reading = match.reading
    ends = not match.after() or match.after() in context("ordinal_after") or reading.is_symbol(match.end, "COMMA")
    return ends and (match.has("weekday") or match.before() in context("ordinal_before"))


def _month_told(match: Match) -> Shift:
    told = not match.has("which") or any(match.is_symbol("which", name) for name in ("THAT", "SAME"))
    return Shift("month", match.value("which") or 0, Anchor.EVENT if told else Anchor.PUBLISHED)


def _within_month(match: Match) -> Expression | None:
    """The first week of March, the last days of May 2020, the first half of June: no more exact than the month."""
    if not has_year(match):
        return None
    if match.word("unit") == "day" and match.number("nth") > 0:
        return calendar_day(year_of(match), match.number("month"), match.number("nth"))
    return CalendarDay(year_of(match), match.number("month"))


def _short_month(match: Match) -> Expression | None:
    """2020-02, where the second number cannot be a later year."""
    month = match.number("month")
    year = match.number("year")
    return CalendarDay(year, month) if 1 <= month <= 12 and month <= year % 100 else None


DAY_RULES = (
    Rule(
        "day_month_year",
        f"{_WEEKDAY} THE? day:DAY_ANY (OF | DASH)? month:MONTH_ANY DASH? {YEAR}",
        _day_month_year,
        0.99,
    ),
    Rule("day_month_year", f"{_WEEKDAY} THE word:ORDINAL_WORD OF month:MONTH_ANY {YEAR}", _day_month_year, 0.97),
    Rule("month_day_year", f"{_WEEKDAY} month:MONTH_ANY THE? day:DAY_ANY {YEAR}", _day_month_year, 0.99),
    Rule("year_month_day", "year:YEAR_NUMBER COMMA? month:MONTH_ANY day:DAY_ANY", _day_month_year, 0.97),
    Rule("iso_date", "year:YEAR_NUMBER DASH month:DIGITS2 DASH day:DIGITS2", _iso, 0.99),
    Rule("numeric_date", "date:NUMERIC_DATE", _numeric, 0.95),
    Rule("unclear_date", "UNCLEAR_DATE", _unclear, 0.5),
    Rule("day_month", f"{_WEEKDAY} THE? day:DAY_ANY (OF | DASH)? month:MONTH_ANY", _day_month, 0.97),
    Rule("day_month", f"{_WEEKDAY} THE word:ORDINAL_WORD OF month:MONTH_ANY", _day_month, 0.95),
    Rule("month_day", f"{_WEEKDAY} month:MONTH_ANY THE? day:DAY_ANY", _day_month, 0.98),
    Rule("month_year", f"{PART}? month:MONTH_ANY {YEAR}", _month_year, 0.98),
    Rule("month", f"{PART}? month:MONTH_ANY", _month, 0.96),
    Rule("day_range", f"THE? first:DAY_ANY {_JOIN} THE? last:DAY_ANY OF? month:MONTH_ANY {YEAR}?", _day_range, 0.97),
    Rule("day_range", f"month:MONTH_ANY THE? first:DAY_ANY {_JOIN} THE? last:DAY_ANY {YEAR}?", _day_range, 0.97),
    Rule(
        "day_list",
        f"first:DAY_ANY COMMA middle:DAY_ANY COMMA? join:AND last:DAY_ANY OF? month:MONTH_ANY {YEAR}?",
        _day_range,
    ),
    Rule(
        "day_list",
        f"month:MONTH_ANY first:DAY_ANY COMMA middle:DAY_ANY COMMA? join:AND last:DAY_ANY {YEAR}?",
        _day_range,
    ),
    Rule("day_of_month", "(weekday:WEEKDAY COMMA?)? THE? day:ORDINAL_NUMBER", _day_of_month, 0.8),
    Rule("day_of_month", "THE day:ORDINAL_NUMBER OF (THE | which:WHICH) month:MONTH", _day_of_month, 0.85),
    Rule("year_month", "year:YEAR_NUMBER DASH month:(DAY_NUMBER | ZERO_LED)", _short_month, 0.7),
    Rule(
        "within_month",
        f"THE? nth:NTH COUNT? unit:(DAY | DAYS | WEEK | WEEKS | WEEKEND | HALF) (OF | IN) month:MONTH_ANY {YEAR}?",
        _within_month,
        0.9,
    ),
)
