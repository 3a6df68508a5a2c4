"""Tellings that are one meeting or one initiative: a function of the set of tellings, whatever their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations, groupby

from articles.identity import initiatives, meetings
from articles.identity.initiative_keys import initiative_keys
from articles.identity.keys import Keys
from articles.identity.meeting_keys import meeting_keys
from articles.identity.tellings import Telling

At = tuple[str, str]


@dataclass(frozen=True)
class IdentifiedTellings:
    """`groups`: tellings that are one record. `waiting`: tellings that several groups suit equally, one of each."""

    groups: tuple[frozenset[At], ...]
    waiting: Mapping[At, frozenset[At]] = field(default_factory=dict)


@dataclass(frozen=True)
class Likening:
    """How tellings of one sort are compared: only those that find each other by key, by likeness, unless apart."""

    keys: Callable[[Telling], Keys]
    likeness: Callable[[Telling, Telling], float | None]
    apart: Callable[[Telling, Telling], bool]


MEETINGS = Likening(meeting_keys, meetings.likeness, meetings.apart)
INITIATIVES = Likening(initiative_keys, initiatives.likeness, initiatives.apart)


def identify_tellings(
    tellings: Collection[Telling], likening: Likening, together: Iterable[Collection[At]] = ()
) -> IdentifiedTellings:
    """Join the likest first, as long as nothing in two groups is apart.

    Two groups that suit a third equally, and are apart themselves, both stay away from it. `together`: groups that
    people hold together; what is in two of them is never joined.
    """
    work = _Work(tellings, likening.apart, together)
    scored = [
        (score, one.at, other.at)
        for one, other in _sharing_a_key(work.tellings, likening, work.held)
        if (score := likening.likeness(one, other)) is not None
    ]
    scored.sort(key=lambda each: (-each[0], each[1], each[2]))
    for _, equal in groupby(scored, key=lambda each: each[0]):
        work.join_equal([(one, other) for _, one, other in equal])
    return work.outcome()


def _sharing_a_key(
    tellings: Iterable[Telling], likening: Likening, held: Collection[At] = ()
) -> list[tuple[Telling, Telling]]:
    """Pairs of tellings of which one finds the other by a key, each once, in order.

    Of two that are `held` it is known whether they are one: such pairs are left out.
    """
    kept: dict[str, list[Telling]] = defaultdict(list)
    loose: dict[str, list[Telling]] = defaultdict(list)
    tellings = list(tellings)
    keys = {telling.at: likening.keys(telling) for telling in tellings}
    for telling in tellings:
        for key in keys[telling.at].kept:
            kept[key].append(telling)
            if telling.at not in held:
                loose[key].append(telling)
    pairs = {}
    for telling in tellings:
        among = loose if telling.at in held else kept
        found = {other.at: other for key in keys[telling.at].sought & among.keys() for other in among[key]}
        for at, other in found.items():
            if at != telling.at:
                pair = (telling, other) if telling.at < at else (other, telling)
                pairs[pair[0].at, pair[1].at] = pair
    return [pairs[at] for at in sorted(pairs)]


class _Work:
    def __init__(
        self,
        tellings: Collection[Telling],
        apart: Callable[[Telling, Telling], bool],
        together: Iterable[Collection[At]],
    ) -> None:
        self.tellings = sorted(tellings, key=lambda telling: telling.at)
        self.by_at = {telling.at: telling for telling in self.tellings}
        self.group = {at: frozenset([at]) for at in self.by_at}
        self.apart = apart
        self.held: set[At] = set()
        self.waiting: dict[At, set[At]] = defaultdict(set)
        for group in together:
            self._hold(frozenset(at for at in group if at in self.by_at))

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
        if one & self.held and other & self.held:
            return True
        return any(self.apart(self.by_at[a], self.by_at[b]) for a in one for b in other)

    def outcome(self) -> IdentifiedTellings:
        groups = sorted(set(self.group.values()), key=min)
        return IdentifiedTellings(tuple(groups), {at: frozenset(others) for at, others in self.waiting.items()})
