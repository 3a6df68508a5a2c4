"""The occurrences of a series in their order, with the numbers that the texts leave out; pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.models.querysets import EXPECTED


@dataclass(frozen=True)
class Gap:
    """Numbers of which no text tells an occurrence; `unnumbered`: how many stand there without a number."""

    first: int
    last: int
    unnumbered: int = 0


def in_order(meetings: Iterable[Any]) -> list[Any]:
    """Meetings by their days, the earliest first. One without a day stands where its number puts it, else last."""
    meetings = list(meetings)
    days = {meeting.pk: meeting.date_earliest for meeting in meetings}
    numbered = sorted((each for each in meetings if each.ordinal), key=lambda each: (each.ordinal, each.pk))
    _fill(days, numbered)
    _fill(days, list(reversed(numbered)))
    return sorted(
        meetings, key=lambda each: (days[each.pk] is None, days[each.pk] or date.max, each.ordinal or 0, each.pk)
    )


def _fill(days: dict[int, date | None], numbered: Sequence[Any]) -> None:
    """Whoever has no day takes that of the one before."""
    last = None
    for meeting in numbered:
        days[meeting.pk] = last = days[meeting.pk] or last


def with_gaps(ordered: Sequence[Any]) -> list[Any]:
    """The meetings, with a `Gap` before each whose number does not follow upon the number before."""
    found: list[Any] = []
    last, unnumbered = 0, 0
    for meeting in ordered:
        if not meeting.ordinal:
            unnumbered += 1
        else:
            if meeting.ordinal > last + 1:
                found.append(Gap(last + 1, meeting.ordinal - 1, unnumbered))
            last, unnumbered = max(last, meeting.ordinal), 0
        found.append(meeting)
    return found


def next_to(ordered: Sequence[Any], meeting: Any) -> tuple[Any, Any]:
    """The occurrences before and after one; None at either end. One of the same number is the same occasion told
    apart, and is neither."""
    at = next(place for place, each in enumerate(ordered) if each.pk == meeting.pk)
    before = [each for each in ordered[:at] if not _same_number(each, meeting)]
    after = [each for each in ordered[at + 1 :] if not _same_number(each, meeting)]
    return (before[-1] if before else None), (after[0] if after else None)


def _same_number(one: Any, other: Any) -> bool:
    return bool(one.ordinal) and one.ordinal == other.ordinal


def next_coming(ordered: Iterable[Any], today: date) -> Any:
    """The next occurrence that is expected and not over. One without a day only where none has one, and where none of
    its number or a later one is over: what was announced years ago without a day is not still to come."""
    ordered = list(ordered)
    over = [each for each in ordered if each.status == "held" or (each.date_latest or date.max) < today]
    reached = max((each.ordinal for each in over if each.ordinal), default=0)
    ahead = [
        each
        for each in ordered
        if each.status in EXPECTED
        and (each.date_latest >= today if each.date_latest else not each.ordinal or each.ordinal > reached)
    ]
    return min(ahead, key=lambda each: (each.date_earliest or date.max, each.pk), default=None)


def recurs(meetings: Sequence[Any]) -> bool:
    """Do these show a series plainly: is one numbered, or are two of different years?"""
    years = {meeting.date_earliest.year for meeting in meetings if meeting.date_earliest}
    return len(years) > 1 or any(meeting.ordinal for meeting in meetings)
