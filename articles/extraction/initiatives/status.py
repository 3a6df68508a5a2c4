"""How far an undertaking has come, by the words that tell it: 'signed', 'is being negotiated', 'will be launched'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token

from articles.extraction import lexicon
from articles.extraction.clauses import clause_bounds

#: words between an undertaking and a cue of its clause
REACH = 8
#: words before a cue that put it into the future, or deny it
AHEAD = frozenset({"will", "to", "would", "should", "shall", "may", "might", "could", "must", "can"})
DENIED = frozenset({"not", "n't", "n’t", "never", "yet"})
#: what is still open outranks what is done, in one clause
RANK = {"negotiating": 0, "suspended": 1, "proposed": 2, "completed": 3}
#: steps from a noun up the tree to the verb that it belongs to
CLIMB = 6


@dataclass(frozen=True)
class Cue:
    """Words (token indexes, end exclusive) that tell a status; `far`: tokens from the undertaking, 0 by grammar.

    `turned`: words before them put what they say into the future, or deny it.
    """

    start: int
    end: int
    status: str
    far: int
    turned: bool = False


@cache
def _cues() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word → (words, status), longest first."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in lexicon.rows("initiative_cues"):
        words = tuple(row["words"].split())
        out.setdefault(words[0], []).append((words, row["status"]))
    for same in out.values():
        same.sort(key=lambda c: -len(c[0]))
    return out


class StatusReader:
    """Finds the words of status beside the undertakings of one article."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.parsed = doc.has_annotation("DEP")

    def cue(self, start: int, end: int) -> Cue | None:
        """The cue of the verb that tokens `start` to `end` belong to, else the nearest of their clause."""
        if self.parsed:
            for token in self._governors(start, end):
                for cue in self._at(token.i, len(self.doc)):
                    return cue
        return min(self._near(start, end), key=lambda c: (RANK.get(c.status, 9), c.far), default=None)

    def _governors(self, start: int, end: int) -> Iterator[Token]:
        """Participles behind the noun ('a treaty signed in May'), then what it hangs on, up to the first verb."""
        head = self.doc[start:end].root
        yield from (t for t in head.rights if t.i >= end and t.dep_.startswith("acl") and t.dep_ != "acl:relcl")
        for _ in range(CLIMB):
            if head.head is head:
                return
            head = head.head
            if not start <= head.i < end:
                yield head
            if head.pos_ in ("VERB", "AUX"):
                return

    def _near(self, start: int, end: int) -> Iterator[Cue]:
        first, last = clause_bounds(self.doc, start)
        for i in range(max(first, start - REACH), min(last, end + REACH)):
            if not start <= i < end:
                for cue in self._at(i, last):
                    yield replace(cue, far=start - i if i < start else i - end)

    def _at(self, i: int, limit: int) -> Iterator[Cue]:
        """The cues whose words begin at token `i`."""
        for words, status in _cues().get(self.doc[i].lower_, ()):
            if all(i + n < limit and self.doc[i + n].lower_ == w for n, w in enumerate(words)):
                settled = self._settled(status, i)
                yield Cue(i, i + len(words), settled, 0, settled != status)

    def _settled(self, status: str, i: int) -> str:
        """'will be signed' is planned, 'have not signed' is still negotiated."""
        before = {t.lower_ for t in self.doc[max(0, i - 4) : i]}
        if before & DENIED and status == "signed":
            return "negotiating"
        return "planned" if status in ("signed", "ongoing") and before & AHEAD else status
