"""Which record each thing of the world is to an import: one of its own, or that of another one that looks the same.

Two states may agree on *trade and transport* twice; no article says which of the two it means, and so an import takes
them for one. Identity is asked once for each thing, by the first that is told of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from articles.identity.neighbours import At, Likening
from articles.identity.tellings import Telling


class Records:
    """Meetings, or initiatives, by their number in the world."""

    def __init__(self, likening: Likening) -> None:
        self._likening = likening
        self._of: dict[int, int] = {}
        self._first: dict[int, list[Telling]] = defaultdict(list)
        self._kept: dict[str, list[tuple[Telling, int]]] = defaultdict(list)

    def find(self, number: int, telling: Telling) -> int | None:
        """The record of this number, or the one that identity takes its first telling for; None for a new one."""
        if number in self._of:
            return self._of[number]
        likest: dict[int, float] = {}
        for other, record in self._near(telling):
            score = self._likening.likeness(telling, other)
            if score is not None and not any(self._likening.apart(telling, each) for each in self._first[record]):
                likest[record] = max(score, likest.get(record, score))
        best = [record for record, score in likest.items() if score == max(likest.values())]
        if len(best) != 1:
            return None
        self.add(number, best[0], telling)
        return best[0]

    def add(self, number: int, record: int, telling: Telling) -> None:
        """What is told here for the first time is this record."""
        self._of[number] = record
        self._first[record].append(telling)
        for key in self._likening.keys(telling).kept:
            self._kept[key].append((telling, record))

    def _near(self, telling: Telling) -> Iterator[tuple[Telling, int]]:
        sought = self._likening.keys(telling).sought
        found: dict[At, tuple[Telling, int]] = {
            other.at: (other, record) for key in sought for other, record in self._kept.get(key, ())
        }
        yield from found.values()
