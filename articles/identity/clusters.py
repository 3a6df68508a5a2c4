"""Groups of things that are one: the same groups in whatever order the things come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Thing = TypeVar("Thing", bound=Hashable)


class Groups(Generic[Thing]):
    """Disjoint groups that grow together (union-find)."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self._parent: dict[Thing, Thing] = {thing: thing for thing in things}

    def of(self, thing: Thing) -> Thing:
        """The thing that stands for the group."""
        root = thing
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[thing] != root:
            self._parent[thing], thing = root, self._parent[thing]
        return root

    def join(self, one: Thing, other: Thing) -> None:
        self._parent[self.of(one)] = self.of(other)

    def all(self) -> list[frozenset[Thing]]:
        """The groups, in no order."""
        groups: dict[Thing, set[Thing]] = defaultdict(set)
        for thing in self._parent:
            groups[self.of(thing)].add(thing)
        return [frozenset(group) for group in groups.values()]
