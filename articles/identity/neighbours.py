"""Tellings that may be one: those that find each other by a key, compared two by two, each pair once.

Which group a telling belongs to depends on nothing but what it is linked with, from likeness to likeness. So nothing
else near by needs to be compared when one more telling comes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from articles.identity.keys import Keys
from articles.identity.tellings import Telling

At = tuple[str, str]


@dataclass(frozen=True)
class Likening:
    """How tellings of one sort are compared: only those that find each other by key, by likeness, unless apart."""

    keys: Callable[[Telling], Keys]
    likeness: Callable[[Telling, Telling], float | None]
    apart: Callable[[Telling, Telling], bool]


class Neighbours:
    """Tellings by their keys, and how alike they are."""

    def __init__(self, likening: Likening, tellings: Iterable[Telling] = ()) -> None:
        self.tellings: dict[At, Telling] = {}
        self._likening = likening
        self._keys: dict[At, Keys] = {}
        self._kept: dict[str, list[At]] = defaultdict(list)
        self._scores: dict[tuple[At, At], float | None] = {}
        self._apart: dict[tuple[At, At], bool] = {}
        self.add(tellings)

    def add(self, tellings: Iterable[Telling]) -> None:
        """More of them."""
        for telling in tellings:
            self.tellings[telling.at] = telling
            keys = self._keys[telling.at] = self._likening.keys(telling)
            for key in keys.kept:
                self._kept[key].append(telling.at)

    def like(self, at: At) -> set[At]:
        """Those that share a key and are alike."""
        sharing = {other for key in self._keys[at].sought & self._kept.keys() for other in self._kept[key]} - {at}
        return {other for other in sharing if self._score(*sorted((at, other))) is not None}

    def sought(self, ats: Iterable[At]) -> set[str]:
        """The keys under which the like of these are kept."""
        return set().union(*(self._keys[at].sought for at in ats))

    def apart(self, at: At, other: At) -> bool:
        """Can nothing make these two one?"""
        pair = (at, other) if at < other else (other, at)
        if pair not in self._apart:
            # what is alike is not apart
            alike = self._scores.get(pair) is not None
            self._apart[pair] = not alike and self._likening.apart(self.tellings[pair[0]], self.tellings[pair[1]])
        return self._apart[pair]

    def _score(self, at: At, other: At) -> float | None:
        if (at, other) not in self._scores:
            self._scores[at, other] = self._likening.likeness(self.tellings[at], self.tellings[other])
        return self._scores[at, other]

    def linked(self, about: Iterable[At], with_it: Mapping[At, Collection[At]], ends: Collection[At] = ()) -> set[At]:
        """What is linked with these from likeness to likeness. `with_it`: those that come along with each; nothing is
        sought from the `ends`."""
        found = set(about)
        to_ask = sorted(found)
        while to_ask:
            at = to_ask.pop()
            more = {*with_it.get(at, ()), *(() if at in ends else self.like(at))} - found
            found |= more
            to_ask += more
        return found

    def alike(self, among: Collection[At]) -> list[tuple[float, At, At]]:
        """All that are alike among these, the likest first."""
        pairs = {(min(at, other), max(at, other)) for at in among for other in self.like(at) if other in among}
        scored = [(score, *pair) for pair in pairs if (score := self._score(*pair)) is not None]
        return sorted(scored, key=lambda each: (-each[0], each[1], each[2]))
