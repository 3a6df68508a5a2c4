"""One number for what a knowledge base knows, the same however and in whatever order it came to know it.

Primary keys and addresses depend on the order of imports, so rows cannot be told by them. Each row is told by
its content instead, and by the content of the rows that it points to and that point to it, some steps far
(colour refinement, B. Weisfeiler and A. Lehman, 1968); the number is the sum over all rows.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Any

from django.db import models

from articles.archive.tables import CONTENT_TYPE, USER, Table, is_history, tables
from articles.archive.writing import Names, line_of, one_moment

#: so many steps a row's surroundings reach: an article, its evidence, the meeting, its participants
STEPS = 3
_WHOLE = 1 << 256


class Part(StrEnum):
    """What a comparison of two bases can leave out."""

    RUNS = "runs"
    TIMES = "times"
    HISTORY = "history"
    ADDRESSES = "addresses"


#: tables that tell how knowledge came, and are not themselves knowledge
RUNS = frozenset({"articles.importrun", "articles.importfailure", "articles.earlierreading"})


def knowledge_digest(without: Collection[Part] = tuple(Part)) -> str:
    """The number as 64 hexadecimal digits; with everything left out that can be, it compares knowledge alone."""
    with one_moment():
        names = Names()
        kept = [_Kept(table, frozenset(without), names) for table in tables() if _counts(table, without)]
        colours: Colours = {}
        for _ in range(STEPS):
            colours = _next(kept, colours)
        total = sum(_number(row) for each in kept for _, row, _ in each.rows(colours)) % _WHOLE
    return f"{total:064x}"


#: the content of rows, as far as known, by table and primary key
Colours = dict[str, dict[Any, str]]


#: look-ups that follow from what is known
LOOK_UPS = frozenset(
    ("articles.actorkey", "articles.meetingkey", "articles.initiativekey", "articles.holdersought", "kb.candidate")
)


def _counts(table: Table, without: Collection[Part]) -> bool:
    if table.label in LOOK_UPS:
        return False
    left_out = (Part.RUNS in without and table.label in RUNS) or (Part.HISTORY in without and is_history(table))
    return not left_out


#: rows that tell what was, in tables that tell what is
PAST = {"kb.merge": models.Q(undone_at__isnull=False)}


class _Kept:
    """A table, and which of its columns count."""

    def __init__(self, table: Table, without: frozenset[Part], names: Names) -> None:
        self.label, self._table, self._names = table.label, table, names
        past = PAST.get(table.label) if Part.HISTORY in without else None
        self._rows = table.rows.exclude(past) if past else table.rows
        self._columns = tuple(name for name in table.fields if not self._left_out(name, without))

    def _left_out(self, name: str, without: frozenset[Part]) -> bool:
        field = self._table.fields[name]
        return (
            (Part.TIMES in without and isinstance(field, models.DateTimeField))
            or (Part.ADDRESSES in without and isinstance(field, models.SlugField))
            or (Part.RUNS in without and self._table.links.get(name) in RUNS)
        )

    def rows(self, colours: Colours) -> Iterator[tuple[Any, bytes, list[tuple[str, Any]]]]:
        """Of each row its primary key, its content, and the rows it points to."""
        for pk, raw in self._table.raw(self._rows, *self._columns):
            pointed: list[tuple[str, Any]] = []

            def colour(label: str, pk: Any, pointed: list[tuple[str, Any]] = pointed) -> Any:
                if label in (USER, CONTENT_TYPE):
                    return self._names.refer(label, pk)
                pointed.append((label, pk))
                return colours.get(label, {}).get(pk, "")

            content = line_of(self._table.told(raw, colour))
            yield pk, f"{self.label} ".encode() + content, pointed


def _next(kept: list[_Kept], colours: Colours) -> Colours:
    """Colours that reach one step further."""
    # nothing points to evidence, of which there is more than of all the rest
    targets = {label for table in tables() for label in table.links.values()}
    own: dict[str, dict[Any, bytes]] = {each.label: {} for each in kept if each.label in targets}
    pointing: dict[str, dict[Any, int]] = {label: defaultdict(int) for label in own}
    for each in kept:
        for pk, content, pointed in each.rows(colours):
            if each.label in own:
                own[each.label][pk] = hashlib.sha256(content).digest()
            for place, (label, target) in enumerate(pointed):
                if label in pointing:
                    pointing[label][target] = (pointing[label][target] + _number(content, place)) % _WHOLE
    return {
        label: {pk: f"{_number(own[label][pk], more):064x}" for pk, more in pointed.items() if pk in own[label]}
        for label, pointed in pointing.items()
    }


def _number(content: bytes, more: int = 0) -> int:
    return int.from_bytes(hashlib.sha256(content + str(more).encode()).digest(), "big")
