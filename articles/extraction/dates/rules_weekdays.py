"""Rules for weekdays without a date: Friday, next Monday, two Fridays ago, Saturday week."""

from __future__ import annotations

from articles.extraction.dates.context_words import context
from articles.extraction.dates.expressions import (
    Anchor,
    Beside,
    CalendarDay,
    Expression,
    Named,
    Part,
    Shift,
    WeekdayOfWeek,
    Weekend,
)
from articles.extraction.dates.reading import Match, Rule
from articles.extraction.dates.rule_parts import EVENT_WORDS, which_name


def _weekday(match: Match) -> CalendarDay:
    return CalendarDay(weekday=match.number("weekday"))


def _weekday_week(match: Match) -> Expression | None:
    """'on Saturday week': a week after the coming Saturday."""
    ends = not match.after() or not match.after()[0].isalnum()
    if match.before() not in ("on", "by", "until", "from") and not ends:
        return None
    return _weeks_from(match, _weekday(match), 1)


def _week_from(match: Match) -> Expression:
    """'a week from Friday', 'a week on Friday'."""
    return _weeks_from(match, _weekday(match), 1)


def _which_weekday(match: Match) -> Expression:
    return _named(match, which_name(match))


def _weekdays_ago(match: Match) -> Expression | None:
    """Two Fridays ago: a week before last Friday."""
    count = match.number("count") + (match.value("tens") or 0)
    return _weeks_from(match, _named(match, "last"), 1 - count) if count > 1 else None


def _weekday_beyond(match: Match) -> Expression:
    """The Friday before last, the Monday after next."""
    weeks = match.number("which")
    return _weeks_from(match, _named(match, "next" if weeks > 0 else "last"), weeks)


def _named(match: Match, which: str) -> Named:
    return Named(which, weekday=match.number("weekday"))


def _weeks_from(match: Match, weekday: CalendarDay | Named, weeks: int) -> Expression:
    """So many weeks after the weekday that the match tells; before it, where the number is negative."""
    at = match.at("weekday")
    return Beside(Part(at, at + 1, weekday), "week", weeks)


def _weekday_of_week(match: Match) -> Expression:
    told = any(match.is_symbol("which", name) for name in EVENT_WORDS)
    week = Shift("week", match.number("which"), Anchor.EVENT if told else Anchor.PUBLISHED)
    return WeekdayOfWeek(match.number("weekday"), week)


def _weekend(match: Match) -> Expression | None:
    return Weekend() if match.before() in context("weekend_before") else None


WEEKDAY_RULES = (
    Rule("week_from", "A WEEK (ON | FROM) weekday:WEEKDAY_NAME", _week_from, 0.8),
    Rule(
        "weekdays_ago",
        "(tens:NUMBER_WORD DASH)? count:(NUMBER_WORD | DAY_NUMBER) weekday:WEEKDAYS AGO",
        _weekdays_ago,
        0.95,
    ),
    Rule("weekday_beyond", "THE weekday:WEEKDAY_NAME BEFORE which:LAST", _weekday_beyond, 0.95),
    Rule("weekday_beyond", "THE weekday:WEEKDAY_NAME AFTER which:NEXT", _weekday_beyond, 0.95),
    Rule("weekday", "weekday:WEEKDAY_NAME DAYTIME_ANY?", _weekday, 0.97),
    Rule("weekday_week", "weekday:WEEKDAY_NAME WEEK", _weekday_week, 0.8),
    Rule("which_weekday", "article:THE? THIS? which:WHICH weekday:WEEKDAY_NAME DAYTIME_ANY?", _which_weekday, 0.95),
    Rule(
        "weekday_of_week",
        "weekday:WEEKDAY_NAME DAYTIME_ANY? (COMMA | OF | IN)? THE? which:WHICH WEEK",
        _weekday_of_week,
        0.95,
    ),
    Rule("weekend", "THE WEEKEND", _weekend, 0.85),
)
