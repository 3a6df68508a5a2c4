"""The life of a meeting or an initiative: which status undoes which, and which can be true beside each other.

What came about is not undone by a later word of a plan: who writes that a summit held last autumn was once proposed
does not say that it never took place. Only a stop undoes it (cancelled, suspended), told after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

#: how far on each status is; of equal ones the later article goes first
STAGES = {
    "proposed": 0,
    "negotiating": 1, "planned": 1, "postponed": 1, "cancelled": 1, "suspended": 1,
    "held": 2, "signed": 2,
    "ongoing": 3, "completed": 3,
}  # fmt: skip
#: a stop stands as far on as what it stops
STOPS = frozenset({"cancelled", "suspended"})
#: what cannot be stopped any more; who calls it off all the same contradicts those who told of it
DONE = "held"
#: what is only ahead: told on the day on which it came true, it contradicts nothing
AHEAD = frozenset({"proposed", "negotiating", "planned"})
#: of statuses that nothing else tells apart, the last of these goes first
ORDER = (
    "proposed", "negotiating", "planned", "postponed", "suspended", "cancelled",
    "signed", "held", "ongoing", "completed",
)  # fmt: skip
#: what was signed may be running or over by now
_BOTH_TRUE = frozenset({frozenset({"signed", "ongoing"}), frozenset({"signed", "completed"})})


@dataclass(frozen=True)
class Spoken:
    """How one status is told: the days of its first and last article, and the number of articles."""

    first: date
    last: date
    sources: int


def how_far(status: str, told: Mapping[str, Spoken]) -> int:
    """How far on a status is among all that are told of one record; what is furthest on goes first."""
    stage = STAGES.get(status, 0)
    if status not in STOPS:
        return stage
    stop = told[status]
    before = (
        STAGES.get(other, 0)
        for other, spoken in told.items()
        if other not in STOPS and spoken.first <= stop.last and not (other == DONE and spoken.sources > stop.sources)
    )
    return max((stage, *before))


def may_both_be_true(one: str, other: str) -> bool:
    """Does a source of one status not contradict the other?"""
    return one == other or frozenset({one, other}) in _BOTH_TRUE


def in_order(status: str) -> int:
    """The place of a status in a life, for what nothing else decides."""
    return ORDER.index(status) if status in ORDER else -1
