"""At which level a meeting takes place: by its kind, else by the highest rank among those who take part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache

from django.utils.translation import gettext_lazy as _

from kb.gazetteers.reading import read_titles
from kb.names import name_key


class Level(Enum):
    """Highest first."""

    LEADERS = "leaders"
    MINISTERS = "ministers"
    OFFICIALS = "officials"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return str(_LABELS[self])


_LABELS = {
    Level.LEADERS: _("Leaders"),
    Level.MINISTERS: _("Ministers"),
    Level.OFFICIALS: _("Officials"),
    Level.UNKNOWN: _("Level not told"),
}
_OF_RANK = {
    "head_of_state": Level.LEADERS,
    "head_of_government": Level.LEADERS,
    "head_of_organisation": Level.LEADERS,
    "minister": Level.MINISTERS,
}
_OF_KIND = {
    "summit": Level.LEADERS,
    "ministerial": Level.MINISTERS,
    "consultation": Level.OFFICIALS,
}
#: words before a title that make it less than it says
_LESS = frozenset(("deputy", "vice", "assistant", "former"))
_ORDER = {level: number for number, level in enumerate(Level)}


def level_of_meeting(kind: str, ranks: Iterable[Level]) -> Level:
    """The level of a meeting of this kind whose participants have these ranks."""
    return _OF_KIND.get(kind) or min(ranks, key=_ORDER.__getitem__, default=Level.UNKNOWN)


@cache
def level_of_title(title: str) -> Level:
    """The rank that a title gives; of a title that the list lacks, by the longest part of it that the list has.

    >>> level_of_title("Acting Minister of Defence, General").value
    'ministers'
    """
    rank, less = _rank_of(title)
    return Level.OFFICIALS if less else _OF_RANK.get(rank, Level.OFFICIALS)


@cache
def one_at_a_time(title: str) -> bool:
    """Whether a body has one such holder at a time: a head, a minister, an ambassador to somewhere; no deputies.

    >>> one_at_a_time("Secretary-General"), one_at_a_time("Deputy Prime Minister"), one_at_a_time("spokesman")
    (True, False, False)
    """
    words = name_key(title).split()
    rank, _less = _rank_of(title)
    envoy = rank == "ambassador" and "to" in words
    return (rank in _OF_RANK or envoy) and not _LESS.intersection(words)


@cache
def _rank_of(title: str) -> tuple[str, bool]:
    """The gazetteer's rank of the longest part of a title that it has, and whether words before it make it less."""
    words = name_key(title).split()
    known = _ranks()
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            if rank := known.get(" ".join(words[start : start + length])):
                return rank, bool(_LESS.intersection(words[:start]))
    return "", False


@cache
def _ranks() -> Mapping[str, str]:
    """Every spelling of the gazetteer's titles, with its rank."""
    return {name_key(spelling): row.level for row in read_titles() for spelling in (row.title, *row.variants)}
