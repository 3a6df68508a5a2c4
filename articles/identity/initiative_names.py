"""What the names of initiatives say: what it is (plan, agreement, dialogue), and the words that are its own."""

from __future__ import annotations

from functools import cache, lru_cache

from articles.extraction.lexicon import entries, rows
from articles.identity.tellings import Name, Telling, stem

#: the heads of names that fit a sort of initiative
_HEADS_OF = {
    "agreement": frozenset({"agreement", "statement", "ceasefire"}),
    "plan": frozenset({"plan", "programme", "roadmap", "agenda", "strategy", "workplan", "workprogramme"}),
    "partnership": frozenset({"partnership"}),
    "fund": frozenset({"fund"}),
    "programme": frozenset({"programme", "course", "workprogramme"}),
    "mechanism": frozenset({"mechanism", "dialogue", "network"}),
    "project": frozenset({"project"}),
}
#: what two parties sign many of in a year
PASSING = frozenset({"agreement", "statement"})


def heads(telling: Telling) -> frozenset[str]:
    """What the name says that it is: plan, agreement, dialogue. Of several the one that fits the sort of thing."""
    return _said(telling.name, telling.kind)[0]


def own_words(telling: Telling) -> frozenset[str]:
    """The words that tell it from others of its sort; in 'dialogue partnership' one of them is a head elsewhere."""
    return _said(telling.name, telling.kind)[1]


@lru_cache(maxsize=4096)
def _said(name: Name, kind: str) -> tuple[frozenset[str], frozenset[str]]:
    """Heads and own words of a name, for a sort of thing."""
    means = _heads()
    front = frozenset(means[word] for word in name.words & name.front if word in means)
    named = front or frozenset(means[word] for word in name.words if word in means)
    said = named & _HEADS_OF.get(kind, frozenset()) or named
    return said, frozenset(word for word in name.words - _fillers() if means.get(word) not in said)


@cache
def _heads() -> dict[str, str]:
    pairs = {row["word"]: row["means"] for row in rows("initiative_heads")}
    return pairs | {stem(word): means for word, means in pairs.items()}


@cache
def _fillers() -> frozenset[str]:
    return frozenset(map(stem, entries("initiative_fillers"))) | entries("initiative_fillers")


def same_name(one: Telling, other: Telling) -> bool:
    """Both bear one proper name."""
    return proper(one) and own_words(one) == own_words(other) and heads(one) == heads(other)


def proper(telling: Telling) -> bool:
    """Is it known by a name of its own: two words or more, not all of which many names have?"""
    words = own_words(telling)
    return len(words) > 1 and not words <= entries("common_name_words")


def heads_fit(one: Telling, other: Telling) -> bool:
    """What the names call it is the same, or one does not say; a statement may be an agreement."""
    a, b = heads(one), heads(other)
    return not a or not b or bool(a & b) or a | b == PASSING
