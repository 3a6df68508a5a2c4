"""Whether a text tells history: then its dates move by themselves, and none is counted from publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from articles.extraction.dates.expressions import Anchor, Between, CalendarDay, Expression, Known, Named, Shift
from articles.extraction.dates.reading import Reading
from articles.extraction.dates.told import Resolution, Told

#: A history tells at least so many years, nearly all of them so long before publication.
LEAST_YEARS, LEAST_SHARE, LEAST_DISTANCE = 8, 0.9, 2
#: News tells more of its dates from publication ('today', 'last May', 'next year').
MOST_FROM_TODAY = 0.1
#: A chronicle up to publication tells far more years than news does, fewer of them so long ago, and next to no date
#: from the day of publication.
CHRONICLE_YEARS, CHRONICLE_SHARE, CHRONICLE_FROM_TODAY = 25, 0.4, 0.05


def is_narrative(expressions: Sequence[Expression], published: date | None) -> bool:
    """Do the dates of a text look like those of a history rather than of news?"""
    years = [year for expression in expressions for year in _years(expression)]
    if published is None or len(years) < LEAST_YEARS:
        return False
    long_ago = sum(published.year - year >= LEAST_DISTANCE for year in years)
    from_today = sum(map(_is_from_today, expressions))
    if long_ago >= LEAST_SHARE * len(years):
        return from_today <= MOST_FROM_TODAY * len(expressions)
    told = len(years) >= CHRONICLE_YEARS and long_ago >= CHRONICLE_SHARE * len(years)
    return told and from_today + sum(map(_is_weekday, expressions)) <= CHRONICLE_FROM_TODAY * len(expressions)


def _is_from_today(expression: Expression) -> bool:
    match expression:
        case Shift(anchor=Anchor.PUBLISHED) | Named(which="last" | "next" | "this"):
            return True
        case CalendarDay(year=Shift(anchor=Anchor.PUBLISHED)):
            return True
    return False


def _is_weekday(expression: Expression) -> bool:
    """'on Monday': news tells its days so."""
    return isinstance(expression, CalendarDay) and expression.day is None and expression.weekday is not None


def _years(expression: Expression) -> list[int]:
    if isinstance(expression, Known):
        return [expression.interval.earliest.year]
    if isinstance(expression, CalendarDay) and isinstance(expression.year, int):
        return [expression.year]
    return _years(expression.last.expression) if isinstance(expression, Between) else []


def moves_narrative(reading: Reading, start: int, direction: int, resolution: Resolution, told: Told) -> bool:
    """Does a narrative go on from this date? Not from one in brackets, one to come, or a year told in passing."""
    if told.setting is None:
        return True
    if direction > 0 or reading.is_symbol(start - 1, "OPEN") or resolution.interval is None:
        return False
    if resolution.precision != "year" or _opens_sentence(reading, start):
        return True
    step = resolution.interval.earliest.year - told.setting[0].earliest.year
    return 0 < step <= PASSING_STEP


def _opens_sentence(reading: Reading, start: int) -> bool:
    """Does the date stand at the head of a sentence or paragraph: 'In 1942, …', 'By early 1942 …', a heading?"""
    token = reading.tokens[start]
    for before in range(token - 1, max(token - 4, -1), -1):
        text = reading.doc[before].text
        if text in ".!?" or "\n" in text:
            return True
        if text.lower() not in OPENERS:
            return False
    return token < 4


#: So many years on, even a year told in passing moves a narrative.
PASSING_STEP = 1
#: Words that may stand before a date at the head of a sentence.
OPENERS = frozenset({"in", "by", "during", "throughout", "on", "from", "the", "for", "until", "after", "then", ","})
