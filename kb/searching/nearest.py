"""Where nothing has all that is asked for: as much of it as something has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kb.searching.periods import Period
from kb.searching.questions import Question, flat
from kb.searching.terms import Term

#: so many parts are tried
MOST_PARTS = 8
#: terms of one part of a query that stays or goes together
Part = tuple[Term, ...] | Period
#: a record by the name of its model and its key
Key = tuple[str, int]


def nearest_question(
    question: Question, found: Callable[[Sequence[Question]], list[set[Key]]]
) -> tuple[str, list[str]] | None:
    """The query, to be typed, without what nothing has together with the rest, and what was left out, as it was typed.

    Names go in first, then other words, then times, each in its order; what leaves nothing to find is left out. None
    where no part finds anything. `found` gives the records that have all of each of several queries.
    """
    kept: list[Part] = []
    left: list[Part] = []
    common: set[Key] = set()
    parts = list(_parts(question))
    asked = [_of(question, [part]) for part in parts[:MOST_PARTS]]
    for part, having in zip(parts, found(asked), strict=False):
        still = common & having if kept else having
        if still:
            kept.append(part)
            common = still
        else:
            left.append(part)
    left += parts[MOST_PARTS:]
    if not kept or not left:
        return None
    excluded = [f"-{term.typed}" for term in question.excluded]
    words = " ".join([_typed(part) for part in parts if part in kept] + excluded)
    return words, [_typed(part) for part in parts if part in left]


def _parts(question: Question) -> Iterable[Part]:
    """Names with all their words, then the other words, then times."""
    places = {at: name for name in question.names for at in range(name.start, name.end)}
    named: dict[int, list[Term]] = {}
    others: list[Part] = []
    seen: set[int] = set()
    for at, word in enumerate(flat(question.wanted)):
        term = question.wanted[word.term]
        if term not in question.words or word.term in seen:
            continue
        seen.add(word.term)
        if at in places:
            named.setdefault(places[at].start, []).append(term)
        else:
            others.append((term,))
    return [*map(tuple, named.values()), *others, *question.periods]


def _of(question: Question, parts: Iterable[Part]) -> Question:
    parts = list(parts)
    words = tuple(term for part in parts if not isinstance(part, Period) for term in part)
    periods = tuple(part for part in parts if isinstance(part, Period))
    return replace(question, words=words, periods=periods, wanted=words, names=())


def _typed(part: Part) -> str:
    return str(part) if isinstance(part, Period) else " ".join(term.typed for term in part)
