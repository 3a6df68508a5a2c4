"""Words beside the marks of a line of time, where the row has room for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from kb.pictures.timeline import MARK, Folded, Label, Placed, Timeline

#: how wide letters of 11 units are on the average, small ones and capitals, in units of the picture
LETTER, CAPITAL = 5.5, 7.6
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
                taken += GAP + _width(label.words) if label.anchor == "start" else 0
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
        if len(words) <= MOST and _width(words) <= room:
            return words
    return ""


def _cut(names: Sequence[str], room: float) -> str:
    """The beginning of the first name; nothing where it would be cut too short."""
    first = names[0][:MOST] if names else ""
    letters, capitals = len(first), _capitals(first)
    while letters >= LEAST and _reckoned(letters, capitals) + CAPITAL > room:
        letters -= 1
        capitals -= first[letters].isupper()
    return f"{first[:letters].rstrip()}…" if letters >= LEAST else ""


def _width(words: str) -> float:
    return _reckoned(len(words), _capitals(words))


def _capitals(words: str) -> int:
    return sum(map(str.isupper, words))


def _reckoned(letters: int, capitals: int) -> float:
    return capitals * CAPITAL + (letters - capitals) * LETTER


def _begin(each: Placed | Folded) -> float:
    return each.begin if isinstance(each, Placed) else each.x - MARK


def _end(each: Placed | Folded) -> float:
    return each.end if isinstance(each, Placed) else each.x + MARK
