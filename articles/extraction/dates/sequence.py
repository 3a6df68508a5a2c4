"""Days that follow on each other: 'opens on Monday and runs through Friday' ends no earlier than it begins."""

from __future__ import annotations

from dataclasses import dataclass, replace

from articles.extraction.calendar import day_of, weekday_on_or_after
from articles.extraction.dates.expressions import CalendarDay
from articles.extraction.dates.joining import Found
from articles.extraction.dates.reading import Reading
from articles.extraction.dates.tense import Tense, role_words
from articles.extraction.dates.told import Resolution

#: So many words may stand between two days of which one follows on the other.
LONGEST = 15


@dataclass(frozen=True)
class Ahead:
    """A day to come that the text told: where its words end, and the day."""

    end: int
    resolution: Resolution


def followed_on(reading: Reading, found: Found, resolution: Resolution, tense: Tense, last: Ahead | None) -> Resolution:
    """The day as resolved; a weekday to come that goes on from a later day is the first such one after it."""
    weekday = _weekday(found)
    if last is None or last.resolution.interval is None or resolution.interval is None:
        return resolution
    told = last.resolution.interval.latest
    if weekday is None or tense.way <= 0 or resolution.interval.earliest >= told:
        return resolution
    if not _goes_on(reading, last.end, found.start):
        return resolution
    return replace(resolution, interval=day_of(weekday_on_or_after(weekday, told)))


def _weekday(found: Found) -> int | None:
    day = found.expression
    return day.weekday if isinstance(day, CalendarDay) and day.day is None else None


def _goes_on(reading: Reading, start: int, end: int) -> bool:
    """Do the words between two days lead from one to the other: 'and runs through', ', arriving in Auckland on'?"""
    words = [reading.low(i) for i in range(start, end)]
    if len(words) > LONGEST or any(word in ".!?" or word in role_words("inverted") for word in words):
        return False
    return any(word in role_words("sequel") or (word.endswith("ing") and len(word) > 5) for word in words)
