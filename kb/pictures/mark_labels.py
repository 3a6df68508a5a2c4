"""Words beside the marks of a line of time, where the row has room for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from kb.pictures.timeline import MARK, Folded, Label, Placed, Timeline

#: how wide letters of 11 units are in the widest of the usual fonts (DejaVu Sans, Verdana), in units of the picture:
#: small ones, capitals, and those much narrower or wider. By an average alone `Phumtham` covered the mark before it
LETTER, CAPITAL = 6.7, 7.9
NARROW, WIDE = dict.fromkeys("fijltrI ,.’'-", 3.9), dict.fromkeys("mwMW+…", 10.2)
#: between a mark and its words, and between words and the next mark
GAP = 4.0
#: left free at the end of the line, where letters that are wider than reckoned would be cut off
SPARE = 16.0
#: a label of fewer letters says nothing
LEAST = 9
MOST = 34


def label_marks(timeline: Timeline, names_of: Callable[[Any], Sequence[str]]) -> Timeline:
    """The marks with names on their right, else on their left, as many as there is room for; none covers anything."""
    by_row: dict[float, list[Placed | Folded]] = defaultdict(list)
    for mark in timeline.marks:
        by_row[mark.y].append(mark)
    for fold in timeline.folded:
        by_row[fold.y].append(fold)
    labels: dict[int, Label] = {}
    for row in by_row.values():
        ordered = sorted(row, key=lambda each: each.x)
        limits = [*map(_begin, ordered[1:]), timeline.width - SPARE]
        taken = timeline.left
        for each, limit in zip(ordered, limits, strict=True):
            label = _label(each, names_of(each.what), taken, limit) if isinstance(each, Placed) else None
            taken = _end(each)
            if label:
                labels[id(each)] = label
                taken += GAP + width_of(label.words) if label.anchor == "start" else 0
    return replace(timeline, marks=tuple(replace(mark, label=labels.get(id(mark))) for mark in timeline.marks))


def _label(mark: Placed, names: Sequence[str], taken: float, limit: float) -> Label | None:
    """On the right, else on the left; a name is cut only where it is whole on neither side."""
    right, left = limit - mark.end - 2 * GAP, mark.begin - taken - 2 * GAP
    for fitting in (_whole, _cut):
        if words := fitting(names, right):
            return Label(round(mark.end + GAP, 1), "start", words)
        if words := fitting(names, left):
            return Label(round(mark.begin - GAP, 1), "end", words)
    return None


def _whole(names: Sequence[str], room: float) -> str:
    """As many names as fit, and how many do not: `Wang Yi +2`; nothing where not even one does."""
    for number in range(len(names), 0, -1):
        rest = f" +{len(names) - number}" if number < len(names) else ""
        words = ", ".join(names[:number]) + rest
        if len(words) <= MOST and width_of(words) <= room:
            return words
    return ""


def _cut(names: Sequence[str], room: float) -> str:
    """The beginning of the first name; nothing where it would be cut too short."""
    first = names[0][:MOST] if names else ""
    left, fitting = room - _LETTERS["…"], 0
    for letter in first:
        left -= _LETTERS[letter]
        if left < 0:
            break
        fitting += 1
    return f"{first[:fitting].rstrip()}…" if fitting >= LEAST else ""


def width_of(words: str) -> float:
    """How wide words are in units of the picture, in a wide font."""
    return sum(map(_LETTERS.__getitem__, words))


class _Letters(dict[str, float]):
    """Widths by letters, reckoned when they are first met."""

    def __missing__(self, letter: str) -> float:
        self[letter] = CAPITAL if letter.isupper() else LETTER
        return self[letter]


_LETTERS = _Letters(NARROW | WIDE)


def _begin(each: Placed | Folded) -> float:
    return each.begin if isinstance(each, Placed) else each.x - MARK


def _end(each: Placed | Folded) -> float:
    return each.end if isinstance(each, Placed) else each.x + MARK
