"""Bodies that several sides set up together: joint commissions, mixed committees, working groups of two countries.

Such a body may be an actor, and its sitting a meeting; as an arrangement of its sides it is an initiative of the kind
mechanism all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from articles.extraction import lexicon
from articles.extraction.names.actors import Cast
from articles.extraction.words import is_content_capital

#: (first token of a name, its end) from where its noun stands
Bounds = Callable[[int, int], tuple[int, int]]
BODIES = frozenset({"commission", "commissions", "committee", "committees", "group", "groups"})
SEVERAL = frozenset({"two", "three", "four", "both"})
NOUNS = frozenset({"NOUN", "PROPN"})
OWNER_REACH = 4


class JointBodyFinder:
    """Finds them in the sentences of one article."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.doc = cast, cast.doc
        held = [m for m, _ in cast.at.values() if m.kind == "organisation"]
        self.names = {i: (m.start, m.end) for m in held for i in range(m.start, m.end)}

    def find(self, start: int, end: int, bounds: Bounds) -> Iterator[tuple[int, int, bool]]:
        """(first token, end, is it a name) of those told in tokens `start` to `end`."""
        for head in range(start, end):
            if self.doc[head].lower_ not in BODIES or self._leads_on(head):
                continue
            first, stop = bounds(start, head)
            if head in self.names:
                first, stop = min(first, self.names[head][0]), max(stop, self.names[head][1])
            if self._is_shared(first, head, stop):
                yield first, stop, is_content_capital(self.doc[head])

    def _leads_on(self, head: int) -> bool:
        """Is the noun but the first of several: 'committee members', 'Group Chairman'?"""
        if head + 1 >= len(self.doc) or head + 1 in self.cast.at:
            return False
        behind = self.doc[head + 1]
        capitals = is_content_capital(self.doc[head]) and is_content_capital(behind)
        return not behind.is_sent_start and (behind.pos_ in NOUNS or capitals)

    def _is_shared(self, first: int, head: int, stop: int) -> bool:
        """'joint commission', 'Kenya-Peru committee', 'committee between A and B', 'commission of the two states'."""
        if self.doc[head].lower_ in ("group", "groups") and self.doc[head - 1].lower_ != "working":
            return False
        shared = lexicon.entries("shared_words")
        if any(t.lower_ in shared for t in self.doc[first:head]) or self._sides(first, head) > 1:
            return True
        behind = [t.lower_ for t in self.doc[head + 1 : stop + OWNER_REACH]]
        return "between" in behind[: stop - head - 1] or (behind[:1] == ["of"] and bool(SEVERAL & set(behind[1:3])))

    def _sides(self, first: int, end: int) -> int:
        """How many countries and bodies stand before the noun."""
        held = (self.cast.at.get(i) for i in range(first, end))
        return len({h[1] for h in held if h and h[0].end <= end and h[0].kind != "person"})
