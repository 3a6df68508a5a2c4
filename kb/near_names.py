"""Names with small slips of the keyboard: what somebody may have meant by words that no name has."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kb.models import ActorName
from kb.names import name_key

#: how many other words are tried for one
MOST_WORDS = 4


def near_names(typed: str) -> list[str]:
    """Words of known names in the place of those that no name has, the nearest first; nothing where one has none.

    A slip is a letter too many, too few, wrong, or two in the wrong order (optimal string alignment distance);
    one in words of up to seven letters, two in longer ones, none in words of three or fewer.
    """
    vocabulary = {
        word for key in ActorName.objects.visible().order_by().values_list("key", flat=True) for word in key.split()
    }
    meant = [near_words(word, vocabulary) for word in name_key(typed).split()]
    if not meant or not all(meant):
        return []
    nearest = " ".join(words[0] for words in meant)
    others = [" ".join([*(words[0] for words in meant[:-1]), last]) for last in meant[-1][1:]]
    return [name for name in [nearest, *others] if name != name_key(typed)]


def near_words(word: str, vocabulary: Iterable[str]) -> list[str]:
    """The word itself where some word begins so, else the words that are a slip or two away."""
    if any(known.startswith(word) for known in vocabulary):
        return [word]
    slips = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    if not slips:
        return []
    found = process.extract(word, sorted(vocabulary), scorer=OSA.distance, score_cutoff=slips, limit=MOST_WORDS)
    return [known for known, _distance, _at in found]
