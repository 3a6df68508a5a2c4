"""Three-way comparison: what the files said at the last load, what they say now, what the database says."""

from __future__ import annotations

from collections.abc import Hashable, Set
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True)
class Changes(Generic[Item]):
    """What to add to a set of rows and what to take away from it."""

    add: frozenset[Item]
    remove: frozenset[Item]


def changes(before: Set[Item] | None, after: Set[Item], current: Set[Item]) -> Changes[Item]:
    """Rows that the files gained or lost since the last load; None for `before`: never loaded.

    What was loaded before and is gone was taken away by a person, and does not come back.
    """
    loaded = before or frozenset()
    return Changes(add=frozenset(after - loaded - current), remove=frozenset((loaded - after) & current))


def merged(before: Value, after: Value, current: Value) -> Value:
    """The value to keep: the files' new one, unless the database's is no longer what was loaded."""
    return after if current == before else current


def numbered(slug: str, taken: set[str]) -> str:
    """The slug, or with the first free number behind it; it counts as taken from now on."""
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    taken.add(candidate)
    return candidate
