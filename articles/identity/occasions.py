"""Tellings that are one meeting or one initiative: a function of the set of tellings, whatever their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations, groupby

from articles.identity import initiatives, meetings
from articles.identity.initiative_keys import initiative_keys
from articles.identity.meeting_keys import meeting_keys
from articles.identity.neighbours import At, Likening, Neighbours
from articles.identity.tellings import Telling


@dataclass(frozen=True)
class IdentifiedTellings:
    """`groups`: tellings that are one record. `waiting`: tellings that several groups suit equally, one of each."""

    groups: tuple[frozenset[At], ...]
    waiting: Mapping[At, frozenset[At]] = field(default_factory=dict)


MEETINGS = Likening(meeting_keys, meetings.likeness, meetings.apart)
INITIATIVES = Likening(initiative_keys, initiatives.likeness, initiatives.apart)


def identify_tellings(
    tellings: Collection[Telling], likening: Likening, together: Iterable[Collection[At]] = ()
) -> IdentifiedTellings:
    """Join the likest first, as long as nothing in two groups is apart.

    Two groups that suit a third equally, and are apart themselves, both stay away from it. `together`: groups that
    people hold together; what is in two of them is never joined.
    """
    return identify_neighbours(Neighbours(likening, tellings), {telling.at for telling in tellings}, together)


def identify_neighbours(
    near: Neighbours, among: Collection[At], together: Iterable[Collection[At]] = (), settled: Collection[At] = ()
) -> IdentifiedTellings:
    """The groups of some of these tellings: of such as are linked with none of the others (`Neighbours.linked`).

    `settled`: tellings that are never joined with what people hold together: they have records of their own.
    """
    work = _Work(among, near.apart, together, settled)
    alike = [each for each in near.alike(among) if not (each[1] in work.held and each[2] in work.held)]
    for _, equal in groupby(alike, key=lambda each: each[0]):
        work.join_equal([(one, other) for _, one, other in equal])
    return work.outcome()


class _Work:
    def __init__(
        self,
        ats: Iterable[At],
        apart: Callable[[At, At], bool],
        together: Iterable[Collection[At]],
        settled: Collection[At],
    ) -> None:
        self.group = {at: frozenset([at]) for at in sorted(ats)}
        self.apart = apart
        self.settled = frozenset(settled)
        self.held: set[At] = set()
        self.waiting: dict[At, set[At]] = defaultdict(set)
        for group in together:
            self._hold(frozenset(at for at in group if at in self.group))

    def _hold(self, group: frozenset[At]) -> None:
        for at in group:
            self.group[at] = group
        self.held |= group

    def join_equal(self, pairs: list[tuple[At, At]]) -> None:
        """Join groups by pairs of one likeness, but those that have to choose between equals."""
        wanted = {frozenset((self.group[one], self.group[other])) for one, other in pairs}
        wanted = {pair for pair in wanted if len(pair) == 2 and not self._groups_apart(*pair)}
        suitors: dict[frozenset[At], list[frozenset[At]]] = defaultdict(list)
        for pair in wanted:
            one, other = pair
            suitors[one].append(other)
            suitors[other].append(one)
        torn = {
            group
            for group, others in suitors.items()
            if any(self._groups_apart(a, b) for a, b in combinations(others, 2))
        }
        for pair in sorted(wanted, key=lambda pair: sorted(map(min, pair))):
            if pair & torn:
                self._wait(pair, torn)
            else:
                one, other = (self.group[min(group)] for group in pair)
                if one != other and not self._groups_apart(one, other):
                    self._join(one, other)

    def _wait(self, pair: frozenset[frozenset[At]], torn: set[frozenset[At]]) -> None:
        for group in pair & torn:
            (other,) = pair - {group}
            self.waiting[min(group)].add(min(other))

    def _join(self, one: frozenset[At], other: frozenset[At]) -> None:
        whole = one | other
        for at in whole:
            self.group[at] = whole
        if whole & self.held:
            self.held |= whole

    def _groups_apart(self, one: frozenset[At], other: frozenset[At]) -> bool:
        if one & self.held and other & (self.held | self.settled):
            return True
        if one & self.settled and other & self.held:
            return True
        return any(self.apart(a, b) for a in one for b in other)

    def outcome(self) -> IdentifiedTellings:
        groups = sorted(set(self.group.values()), key=min)
        return IdentifiedTellings(tuple(groups), {at: frozenset(others) for at, others in self.waiting.items()})
