"""Which records are worth comparing: those that share something rare, so that work grows with their number alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import combinations, pairwise

from kb.suggestions.likeness import NEAR, ActorTraits, EventTraits

#: what more records share tells nothing
MOST = 40
#: letters of a word that spellings usually agree in
HEAD = 4
#: how many of the next events of one actor each is compared with
NEXT = 8

Pairs = set[tuple[int, int]]


def actor_pairs(actors: Iterable[ActorTraits]) -> Pairs:
    """Actors of one kind with a word in their names that begins alike or, short as it is, is the same."""
    blocks: dict[Hashable, set[int]] = defaultdict(set)
    for actor in actors:
        for word in {word for name in actor.names for word in name.split() if len(word) > 1}:
            blocks[actor.kind, word[:HEAD]].add(actor.pk)
            blocks[actor.kind, word[0], word[-HEAD:]].add(actor.pk)
            blocks[actor.kind, "=", word].add(actor.pk)
    return set(_pairs(blocks.values()))


def meeting_pairs(meetings: Iterable[EventTraits]) -> Pairs:
    """Meetings of one actor that follow each other closely, and those of one name."""
    meetings = list(meetings)
    by_actor: dict[int, list[EventTraits]] = defaultdict(list)
    named: dict[Hashable, set[int]] = defaultdict(set)
    for meeting in meetings:
        if meeting.key:
            named[meeting.key].add(meeting.pk)
        for actor in meeting.actors if meeting.earliest else ():
            by_actor[actor].append(meeting)
    pairs = set(_pairs(named.values()))
    for each in by_actor.values():
        each.sort(key=lambda meeting: (str(meeting.earliest), meeting.pk))
        for place, one in enumerate(each):
            for other in each[place + 1 : place + 1 + NEXT]:
                if (other.earliest - one.latest).days <= NEAR:  # type: ignore[operator]
                    pairs.add(_ordered(one.pk, other.pk))
    return pairs


def initiative_pairs(initiatives: Iterable[EventTraits]) -> Pairs:
    """Initiatives with a rare word in common."""
    blocks: dict[Hashable, set[int]] = defaultdict(set)
    for initiative in initiatives:
        words = initiative.key.split()
        for word in {word for word in words if len(word) > HEAD}:
            blocks[word].add(initiative.pk)
        for some in pairwise(words):
            blocks[some].add(initiative.pk)
    return set(_pairs(blocks.values()))


def _pairs(blocks: Iterable[set[int]]) -> Iterator[tuple[int, int]]:
    for block in blocks:
        if 1 < len(block) <= MOST:
            yield from combinations(sorted(block), 2)


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
