"""Which known meeting or initiative a fact is: comparisons of what they say, without the database.

Conservative by design: a record too many is found and merged by a person, two occasions in one
record are hard to part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from articles.importing.matching import Score
from kb.edtf import Interval

#: dates of more days tell a period, not an occasion
PRECISE = timedelta(days=31)
#: so far apart may the dates of one numbered occasion be told (it was moved)
MOVED = timedelta(days=730)
SAME_PEOPLE = 0.5
NUMBERED = re.compile(
    r"\d|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[a-z]+(?:teenth|tieth))\b"
)


@dataclass(frozen=True)
class Event:
    """What is compared of a meeting or initiative. `key`: name key, empty without a name; `place`: place key."""

    kind: str
    key: str
    date: Interval | None
    actors: frozenset[int]
    place: str = ""
    visible: bool = True


def score_meetings(told: Event, known: Event) -> Score | None:
    """How well two meetings match; None when they are not taken for one."""
    people = jaccard(told.actors, known.actors)
    same_name = bool(told.key) and told.key == known.key
    if same_name and not _one_named_occasion(told, known):
        return None
    if not same_name and not _one_unnamed_occasion(told, known, people):
        return None
    return (
        known.visible,
        same_name,
        people,
        told.date == known.date,
        told.kind == known.kind,
        told.place == known.place,
    )


def score_initiatives(told: Event, known: Event) -> Score | None:
    """How well two initiatives of one name match; None when they are not taken for one."""
    if told.key != known.key or not told.key or _apart(told, known):
        return None
    people = jaccard(told.actors, known.actors)
    distinctive = bool(NUMBERED.search(told.key)) or len(told.key.split()) >= 4
    if told.actors and known.actors:
        enough = people >= SAME_PEOPLE or (distinctive and people > 0)
    else:
        enough = distinctive or (told.date is not None and told.date == known.date)
    return (known.visible, people, told.date == known.date, told.kind == known.kind) if enough else None


def jaccard(some: frozenset[int], others: frozenset[int]) -> float:
    """Shared members of two sets among all of them; 0 without any."""
    return len(some & others) / len(some | others) if some | others else 0.0


def overlap(some: Interval, other: Interval) -> bool:
    """Do two periods share a day?"""
    return some.earliest <= other.latest and other.earliest <= some.latest


def _apart(told: Event, known: Event) -> bool:
    """Both have a date, and the dates share no day."""
    return bool(told.date and known.date) and not overlap(told.date, known.date)  # type: ignore[arg-type]


def _one_named_occasion(told: Event, known: Event) -> bool:
    """Equal names: the dates must touch, or the name be a numbered one (told without date, or moved)."""
    if told.date and known.date and overlap(told.date, known.date):
        return _precise(told.date) or _precise(known.date) or told.date == known.date
    if not NUMBERED.search(told.key) or (told.actors and known.actors and not told.actors & known.actors):
        return False
    if not told.date or not known.date:
        return True
    return max(told.date.earliest, known.date.earliest) - min(told.date.latest, known.date.latest) <= MOVED


def _one_unnamed_occasion(told: Event, known: Event, people: float) -> bool:
    """The same sort of meeting of mostly the same people at what is told to be the same time."""
    return (
        told.date is not None
        and known.date is not None
        and overlap(told.date, known.date)
        and _precise(told.date)
        and _precise(known.date)
        and people >= SAME_PEOPLE
        and (told.kind == known.kind or "other" in (told.kind, known.kind))
        and not (told.key and known.key and not _one_name_in_the_other(told.key, known.key))
        and not (told.place and known.place and told.place != known.place and told.date != known.date)
    )


def _one_name_in_the_other(some: str, other: str) -> bool:
    return set(some.split()) <= set(other.split()) or set(other.split()) <= set(some.split())


def _precise(date: Interval) -> bool:
    return date.latest - date.earliest <= PRECISE
