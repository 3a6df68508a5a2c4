"""What two actors agreed or plan, by its state: each state with room of its own, so that none crowds out another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.models import Initiative
from kb.relations.endings import has_ended
from kb.relations.sides import Side, pairs_of

ENDED = "ended"
#: all states of initiatives in the order in which they are listed; what is over comes last
STATUS_ORDER = ("signed", "ongoing", "negotiating", "planned", "proposed", "suspended", "completed", ENDED)
#: how many of a state a brief lists, and how many of them it prints
ROOM, ROOM_ON_PAPER = {"signed": 10, "ongoing": 8}, {"signed": 5, "ongoing": 3}
LEAST_ROOM, LEAST_ON_PAPER = 4, 1


@dataclass(frozen=True)
class Group:
    """The initiatives of one state: the first ones, and how many there are."""

    status: str
    shown: tuple[Initiative, ...]
    number: int
    on_paper: int

    @property
    def ended(self) -> bool:
        return self.status == ENDED

    @property
    def cut(self) -> bool:
        return self.number > len(self.shown)


def find_initiatives(one: Side, other: Side, initiatives: Any) -> list[Initiative]:
    """Initiatives with a party of each side, by state, then the latest. `initiatives`: a queryset."""
    found = list(initiatives.tied_to(one.members).tied_to(other.members).with_display())
    between = [
        each
        for each in found
        if pairs_of(one, other, (each.date_earliest, each.date_latest), [tie.actor_id for tie in each.shown_ties])
    ]
    return by_status(sorted(between, key=lambda each: (-(each.date_earliest or date.min).toordinal(), each.name)))


def last_agreed(initiatives: Iterable[Initiative], today: date) -> Initiative | None:
    """The latest that was signed on a known date until today, whether or not its time is over."""
    signed = [each for each in initiatives if each.status == "signed" and each.date_earliest]
    until = [each for each in signed if each.date_earliest <= today]
    return max(until, key=lambda each: (each.date_earliest, each.date_latest, -each.pk), default=None)


def by_status(initiatives: Iterable[Initiative]) -> list[Initiative]:
    """What was agreed before what is being made, and that before what is past; otherwise in the order given."""
    return sorted(initiatives, key=lambda each: STATUS_ORDER.index(each.status))


def in_groups(initiatives: Iterable[Initiative], today: date, *, all_of_them: bool = False) -> list[Group]:
    """Initiatives by their states, what has ended apart; in each the order given."""
    states: defaultdict[str, list[Initiative]] = defaultdict(list)
    for each in initiatives:
        states[ENDED if has_ended(each, today) else each.status].append(each)
    return [
        Group(
            status,
            tuple(states[status][: None if all_of_them else ROOM.get(status, LEAST_ROOM)]),
            len(states[status]),
            ROOM_ON_PAPER.get(status, LEAST_ON_PAPER),
        )
        for status in STATUS_ORDER
        if states[status]
    ]
