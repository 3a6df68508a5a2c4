"""Whether a meeting was held, is planned, proposed, put off or called off: from the words of its clause."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.clauses import clause_bounds
from articles.extraction.words import sentence_end, sentence_start

#: which cue wins in one clause
ORDER = ("cancelled", "postponed", "none", "proposed", "planned")
NEAR = 9
BE = frozenset({"been", "was", "were", "be", "is", "are"})
ADJACENT = 3
#: from a meeting up to the word that invites to it
HIGH = 4
INVITING = frozenset({"invitation", "invite", "invited"})


@dataclass(frozen=True)
class Cue:
    status: str
    start: int
    end: int


@cache
def _cues() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    out: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in lexicon.rows("status_cues"):
        words = tuple(row["words"].split())
        out.setdefault(words[0], []).append((words, row["status"], row["where"]))
    return out


def find_status(doc: Doc, start: int, end: int, dates: Collection[int], *, first: bool) -> Cue | None:
    """The cue that decides for the trigger at tokens `start` to `end`; None: nothing but the plain past.

    `dates`: tokens that belong to dates, no cues ('May' is no 'may'). `first`: the first trigger of its sentence,
    which may be the subject of a distant verb ('A meeting between A and B, due on Friday, has been cancelled').
    """
    lower, _ = clause_bounds(doc, start)
    _, upper = clause_bounds(doc, end - 1)
    if doc[lower].lower_ == "that":
        lower = max(sentence_start(doc, lower), lower - 3)  # 'hopes that … will meet'
    found = [
        Cue(status, i, i + len(words))
        for i in range(lower, upper)
        for words, status, where in _cues().get(doc[i].lower_, ())
        if i not in dates and _reads(doc, i, words) and _reaches(where, i, i + len(words), start, end)
    ]
    if first and start - sentence_start(doc, start) <= 1:
        found += _of_subject(doc, end, sentence_end(doc, start))
    return min(found, key=lambda c: (ORDER.index(c.status), abs(c.start - start)), default=None)


def find_modal(doc: Doc, start: int) -> Cue | None:
    """'He will hold talks with X, call on Y and meet Z': the modal far before a verb in its base form."""
    for i in range(start - 1, sentence_start(doc, start) - 1, -1):
        if doc[i].lower_ in ("will", "would", "shall") or (doc[i].lower_ == "to" and doc[i - 1].lower_ in BE):
            return Cue("planned", i, i + 1)
    return None


def find_invitation(doc: Doc, head: int) -> Cue | None:
    """'handed over an invitation to the premier from his counterpart to pay a visit': in the parse above it."""
    token = doc[head]
    for _ in range(HIGH):
        if token.lower_ in INVITING and token.i < head:
            return Cue("proposed", token.i, token.i + 1)
        token = token.head
    return None


def _of_subject(doc: Doc, end: int, stop: int) -> Iterator[Cue]:
    """Cues of the verb behind the subject of a sentence: 'has been cancelled', 'are planned', 'will be held'."""
    for i in range(end, stop):
        for words, status, where in _cues().get(doc[i].lower_, ()):
            verbal = doc[i - 1].lower_ in BE or doc[i].lower_ in ("will", "are", "is")
            if verbal and where == "near" and _reads(doc, i, words):
                yield Cue(status, i, i + len(words))
        if doc[i].lower_ in lexicon.entries("clause_openers"):
            return


def _reads(doc: Doc, i: int, words: tuple[str, ...]) -> bool:
    return all(i + n < len(doc) and doc[i + n].lower_ == word for n, word in enumerate(words))


def _reaches(where: str, first: int, last: int, start: int, end: int) -> bool:
    """Does a cue at `first` to `last` reach the trigger?"""
    if where == "adjacent":
        return 0 <= start - first <= ADJACENT
    if where == "before":
        return first < end and start - last <= NEAR
    if where == "after":
        return 0 <= first - end <= NEAR
    return start - last <= NEAR and first - end <= NEAR
