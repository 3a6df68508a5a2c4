"""What is known of one actor over a period, and of each two together, as comparisons set them side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from kb.models import Actor, Initiative, InitiativeStatus, Meeting, Place, Topic
from kb.models.keys import keys_in
from kb.relations.between import events_of, those_of
from kb.relations.sides import side_of

#: how many places and topics are named of each
MOST_NAMED = 4
#: what becomes of meetings; each meeting is one of these
HELD, COMING, UNREPORTED, UNDATED, CALLED_OFF = "held", "coming", "unreported", "undated", "called_off"
#: what is told of each meeting
_COUNTED = ("pk", "slug", "status", "date_edtf", "date_earliest", "date_latest", "place", "topics")


@dataclass(frozen=True)
class Account:
    """What is known of one actor and all who act for it in a period; `numbers`: of meetings by what became of them.

    `meetings`: rows of the columns `_COUNTED`; `last`: one of them.
    """

    actor: Actor
    meetings: list[Any]
    numbers: Counter[str]
    last: Any
    places: list[tuple[Any, int]]
    topics: list[tuple[Topic, int]]
    initiatives: list[tuple[str, int]]

    @property
    def held(self) -> list[Any]:
        return [meeting for meeting in self.meetings if meeting.status == HELD]


def account_of(actor: Actor, meetings: Any, initiatives: Any, today: date) -> Account:
    """Of the meetings and initiatives (querysets), those of the actor's side."""
    side = side_of(actor)
    # rows, not records: of thousands no more is told than numbers, and where the last is
    rows = meetings.tied_to(side.members).order_by("date_earliest", "date_latest", "pk")
    found = those_of(side, rows.values_list(*_COUNTED, named=True))
    held = [meeting for meeting in found if meeting.status == HELD]
    dated = [meeting for meeting in held if meeting.date_earliest and meeting.date_earliest <= today]
    places = Counter(meeting.place for meeting in held if meeting.place).most_common(MOST_NAMED)
    named = Place.objects.in_bulk([place for place, _ in places])
    topics = Counter(topic for meeting in found if meeting.topics for topic in meeting.topics.split())
    known = ((Topic(topic), number) for topic, number in topics.most_common() if topic in Topic.values)
    agreed = initiatives.filter(keys_in("pk", events_of(side, initiatives)))
    statuses = Counter(agreed.order_by().values_list("status", flat=True))
    return Account(
        actor=actor,
        meetings=found,
        numbers=Counter(what_became(meeting, today) for meeting in found),
        last=dated[-1] if dated else None,
        places=[(named[place], number) for place, number in places],
        topics=list(islice(known, MOST_NAMED)),
        initiatives=[(label, statuses[status]) for status, label in InitiativeStatus.choices if statuses[status]],
    )


def what_became(meeting: Any, today: date) -> str:
    """The one row of a comparison in which a meeting, or a row of it, counts."""
    if meeting.status == HELD:
        return HELD
    if meeting.status in ("cancelled", "postponed"):
        return CALLED_OFF
    if meeting.date_latest is None:
        return UNDATED
    return COMING if meeting.date_latest >= today else UNREPORTED


def visible_in(first: date | None, last: date | None) -> tuple[Any, Any]:
    """All meetings and initiatives that may fall into a period."""
    return Meeting.objects.visible().between(first, last), Initiative.objects.visible().between(first, last)
