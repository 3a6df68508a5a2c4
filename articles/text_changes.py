"""What differs between two versions of a text: paragraphs side by side, with the words that went and came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from kb.marked_text import paragraphs

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
#: pieces of two paragraphs are compared one by one as long as there are no more pairs of them
MOST_PAIRS = 4_000_000
#: paragraphs with less in common than this are not one that was changed, but one that went and one that came
LEAST_ALIKE = 0.4


@dataclass(frozen=True)
class Piece:
    """Some words of a paragraph; `changed`: the other version has not got them."""

    text: str
    changed: bool = False


@dataclass(frozen=True)
class Pair:
    """A paragraph in both versions; empty on the side that has none."""

    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()

    @property
    def same(self) -> bool:
        return not any(piece.changed for piece in (*self.before, *self.after))


def compare_texts(before: str, after: str) -> list[Pair]:
    """The paragraphs of two texts beside each other, in order.

    >>> compare_texts("They met.", "They met again.")[0].after
    (Piece(text='They met', changed=False), Piece(text=' again', changed=True), Piece(text='.', changed=False))
    """
    old, new = ([text[start:end] for start, end in paragraphs(text)] for text in (before, after))
    found: list[Pair] = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found += (Pair((Piece(text),), (Piece(text),)) for text in old[i:j])
        else:
            found += _beside(old[i:j], new[k:m])
    return found


def _beside(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Paragraphs that stand in one place of two texts: those alike beside each other, the others by themselves."""
    for one, other in zip_longest(old, new):
        if one is None or other is None:
            yield Pair(_whole(one), _whole(other))
            continue
        pair, alike = _by_words(one, other)
        if alike >= LEAST_ALIKE:
            yield pair
        else:
            yield Pair(before=_whole(one))
            yield Pair(after=_whole(other))


def _whole(text: str | None) -> tuple[Piece, ...]:
    return (Piece(text, changed=True),) if text else ()


def _by_words(one: str, other: str) -> tuple[Pair, float]:
    """The pieces of two paragraphs, and how much of them is the same (0 to 1)."""
    old, new = _TOKEN.findall(one), _TOKEN.findall(other)
    if len(old) * len(new) > MOST_PAIRS:
        return Pair(_whole(one), _whole(other)), 1.0
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    before, after = [], []
    for what, i, j, k, m in matcher.get_opcodes():
        before.append(Piece("".join(old[i:j]), what != "equal"))
        after.append(Piece("".join(new[k:m]), what != "equal"))
    kept = (tuple(piece for piece in pieces if piece.text) for pieces in (before, after))
    return Pair(*kept), matcher.ratio()


@dataclass(frozen=True)
class Stretch:
    """Pairs that follow upon each other, all the same or all with changes."""

    pairs: tuple[Pair, ...]
    same: bool


def stretches(pairs: Sequence[Pair]) -> list[Stretch]:
    """Pairs in stretches, so that long ones without a change can be folded."""
    found: list[list[Pair]] = []
    for pair in pairs:
        if found and found[-1][0].same == pair.same:
            found[-1].append(pair)
        else:
            found.append([pair])
    return [Stretch(tuple(each), each[0].same) for each in found]
