"""Parts of dates that several rules share."""

from __future__ import annotations

from datetime import date

from articles.extraction.calendar import day_of
from articles.extraction.dates.expressions import Anchor, CalendarDay, Expression, Known, Shift, Year
from articles.extraction.dates.reading import Match
from articles.extraction.dates.years import counts_something

#: … 2020 / … of last year / … the same year
YEAR = "(COMMA? OF? year:YEAR_NUMBER | (COMMA | OF)? THE? which:WHICH YEAR)"
#: early … / mid-… / early to mid-… / the end of … / late in …
PART = "(PART (DASH | IN | TO | AND)? PART? DASH? THE? | THE? EDGE OF (THE YEAR)?)"
#: What the words for 'which one' ask for.
WHICH_NAMES = {
    "LAST": "last",
    "PAST": "last",
    "PREVIOUS": "previous",
    "NEXT": "next",
    "COMING": "next",
    "FOLLOWING": "following",
    "THIS": "this",
    "CURRENT": "this",
    "THAT": "that",
    "SAME": "that",
}
#: Those that go back to the event told last.
EVENT_WORDS = ("PREVIOUS", "FOLLOWING", "THAT", "SAME")


def year_of(match: Match) -> Year:
    """The year that a match tells: a number, one counted from the anchor, or None."""
    if match.has("year"):
        return match.number("year")
    if not match.has("which"):
        return None
    told = any(match.is_symbol("which", name) for name in ("THAT", "SAME", "PREVIOUS", "FOLLOWING"))
    return Shift("year", match.number("which"), Anchor.EVENT if told else Anchor.PUBLISHED)


def has_year(match: Match) -> bool:
    """Is the number at the place of the year a year? Not so in 'On February 3, 2000 troops …'."""
    return not match.has("year") or not counts_something(match.reading, match.at("year"))


def calendar_day(year: Year, month: int, day: int | None, weekday: int | None = None) -> Expression | None:
    """A day, known if its year is; None if the calendar has no such day."""
    if day is None or not _is_day(2000 if not isinstance(year, int) else year, month, day):
        return None
    if isinstance(year, int):
        return Known(day_of(date(year, month, day)), "day")
    return CalendarDay(year, month, day, weekday)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def which_name(match: Match) -> str:
    """Which one a match asks for: last, next, this, that, following, previous."""
    name = next(name for name in WHICH_NAMES if match.is_symbol("which", name))
    if name == "NEXT" and match.word("article") == "the":
        return "following"
    return WHICH_NAMES[name]
