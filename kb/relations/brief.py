"""The brief on two actors: what somebody needs to know before a call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.labels import is_overdue
from kb.models import Meeting, Tenure
from kb.models.querysets import EXPECTED
from kb.relations.between import came_to
from kb.relations.levels import Level, level_of_meeting, level_of_title
from kb.relations.sides import Side, pairs_of
from kb.relations.silence import Contact, Silence, lasting_silence, longest_silence


@dataclass(frozen=True)
class Pair:
    """Two who met, how often, and at which meeting last."""

    one: int
    other: int
    number: int
    last: Meeting


@dataclass(frozen=True)
class Contacts:
    """The meetings between two sides, each with who came for either side."""

    meetings: tuple[Meeting, ...]
    levels: Mapping[int, Level]
    pairs: tuple[Pair, ...]
    #: keys of those in which the texts name both themselves, not only who acts for them
    named: frozenset[int]
    today: date

    @property
    def held(self) -> list[Meeting]:
        return [meeting for meeting in self.meetings if meeting.status == "held"]

    @property
    def last(self) -> Meeting | None:
        """The latest contact on a known date."""
        dated = [meeting for meeting in self.held if meeting.date_earliest and meeting.date_earliest <= self.today]
        return max(dated, key=lambda meeting: (meeting.date_earliest, meeting.date_latest, meeting.pk), default=None)

    @property
    def perhaps_later(self) -> Meeting | None:
        """A contact dated less exactly than the last one, which may have come after it."""
        last = self.last
        if last is None:
            return None
        later = (contact.what for contact in self._contacts() if contact.last > last.date_latest)
        return next(later, None)

    @property
    def held_named(self) -> int:
        """How many of those held name both themselves."""
        return sum(meeting.pk in self.named for meeting in self.held)

    @property
    def so_far(self) -> list[Meeting]:
        """All but those to come, the latest first."""
        ahead = {meeting.pk for meeting in self.coming}
        return [meeting for meeting in self.meetings if meeting.pk not in ahead]

    @property
    def coming(self) -> list[Meeting]:
        """What is to come on a known date, the next first."""
        ahead = [m for m in self.meetings if m.status in EXPECTED and m.date_latest and m.date_latest >= self.today]
        return sorted(ahead, key=lambda meeting: (meeting.date_earliest, meeting.pk))

    @property
    def unreported(self) -> list[Meeting]:
        """Announced for a day that has passed, and never reported held."""
        return [meeting for meeting in self.meetings if is_overdue(meeting, self.today)]

    @property
    def silence(self) -> Silence | None:
        return longest_silence(self._contacts())

    @property
    def lasting(self) -> Silence | None:
        return lasting_silence(self._contacts(), self.today)

    def _contacts(self) -> list[Contact]:
        return [
            Contact(meeting.date_earliest, meeting.date_latest, meeting)
            for meeting in self.held
            if meeting.date_earliest and meeting.date_latest and meeting.date_earliest <= self.today
        ]


def find_contacts(one: Side, other: Side, meetings: Any, today: date) -> Contacts:
    """Those of the meetings in which somebody of each side takes part, the latest first. `meetings`: a queryset."""
    found = list(meetings.tied_to(one.members).tied_to(other.members).select_related("place").latest_first())
    came = came_to(Meeting, [meeting.pk for meeting in found])
    met = {
        meeting.pk: pairs_of(one, other, (meeting.date_earliest, meeting.date_latest), came[meeting.pk])
        for meeting in found
    }
    between = tuple(meeting for meeting in found if met[meeting.pk])
    ranks = _ranks({actor for meeting in between for actor in came[meeting.pk]})
    levels = {
        meeting.pk: level_of_meeting(meeting.kind, (ranks[actor] for actor in came[meeting.pk] if actor in ranks))
        for meeting in between
    }
    both = {(one.actor.pk, other.actor.pk), (other.actor.pk, one.actor.pk)}
    named = frozenset(pk for pk, pairs in met.items() if both.intersection(pairs))
    return Contacts(between, levels, _count_pairs(between, met), named, today)


def _count_pairs(meetings: Iterable[Meeting], met: Mapping[int, list[tuple[int, int]]]) -> tuple[Pair, ...]:
    """Who met whom at meetings that were held; of two counted for both sides, each pair once."""
    numbers: Counter[tuple[int, int]] = Counter()
    last: dict[tuple[int, int], Meeting] = {}
    for meeting in meetings:
        if meeting.status != "held":
            continue
        for pair in {(a, b) for a, b in met[meeting.pk] if (b, a) not in met[meeting.pk] or a < b}:
            numbers[pair] += 1
            last.setdefault(pair, meeting)
    ordered = sorted(
        numbers, key=lambda pair: (-numbers[pair], -(last[pair].date_earliest or date.min).toordinal(), pair)
    )
    return tuple(Pair(*pair, numbers[pair], last[pair]) for pair in ordered)


def _ranks(actors: Iterable[int]) -> dict[int, Level]:
    """The highest rank of each person by the posts that texts give plainly."""
    tenures = Tenure.objects.visible().beyond_doubt().filter(person__in=list(actors)).order_by()
    ranks: dict[int, Level] = {}
    for person, title in tenures.values_list("person", "post__title"):
        ranks[person] = level_of_meeting("", filter(None, (ranks.get(person), level_of_title(title))))
    return ranks
