"""Names with small slips of the keyboard: what somebody may have meant by words that no name has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, product

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kb.models import Actor, ActorName, ReviewState
from kb.names import name_key

#: how many other words are tried for one, and how many combinations of them for all
MOST_WORDS, MOST_COMBINED = 4, 8
#: how many actors are offered for a name that nobody has
MOST_OFFERED = 3

#: letters that romanisations write differently, as one of them: Lawrow, Sergueï, Лим Джок Хой
_SOUNDS = (
    ("dzh", "j"), ("kh", "h"), ("ck", "k"), ("ph", "f"), ("gu(?=[ei])", "g"), ("w", "v"), ("tsch|tch", "ch"),
    ("sch", "sh"), ("ks", "x"), ("ou", "u"), ("[yj](?=[aeiou])", "i"), ("y", "i"), (r"(\w)\1", r"\1"), ("'", ""),
)  # fmt: skip


def near_names(typed: str) -> list[str]:
    """Words of known names in the place of those that no name has, the nearest first; nothing where one has none.

    A slip is a letter too many, too few, wrong, or two in the wrong order (optimal string alignment distance);
    one in words of up to seven letters, two in longer ones, none in words of three or fewer.
    """
    vocabulary = known_words()
    meant = [near_words(word, vocabulary) for word in name_key(typed).split()]
    if not meant or not all(meant):
        return []
    nearest = " ".join(words[0] for words in meant)
    others = [" ".join([*(words[0] for words in meant[:-1]), last]) for last in meant[-1][1:]]
    return [name for name in [nearest, *others] if name != name_key(typed)]


def near_actors(typed: str) -> list[Actor]:
    """Actors who may be meant by a name that nobody has, the busiest first."""
    visible = Actor.objects.visible()
    for name in near_names(typed):
        for actors in (visible.called(name), visible.named(name)):
            if found := list(actors.with_counts().order_by("-meeting_count", "name", "pk")[:MOST_OFFERED]):
                return found
    return []


def near_queries(words: Sequence[str], is_known: Callable[[str], bool]) -> Iterator[str]:
    """Queries with other words for those that neither a name nor a text has, the nearest first.

    Nothing where one of these has no other, or where all are known. `is_known` says whether texts have a word, or
    it is a name.
    """
    vocabulary = known_words()
    choices = []
    changed = False
    for word in words:
        key = name_key(word)
        if is_known(word):
            choices.append([word])
            continue
        near = [known for known in near_words(key, vocabulary, beginnings=False) if known != key]
        if key in vocabulary:
            near.insert(0, key)
        elif not near and not any(known.startswith(key) for known in vocabulary):
            return
        changed = changed or near not in ([], [key])
        choices.append([known.capitalize() if word[0].isupper() else known for known in near] or [word])
    typed = " ".join(name_key(word) for word in words)
    if changed:
        queries = (" ".join(chosen) for chosen in product(*choices))
        yield from islice((query for query in queries if name_key(query) != typed), MOST_COMBINED)


def known_words() -> set[str]:
    """All words of the names of visible actors."""
    names = ActorName.objects.visible().filter(actor__merged_into=None).exclude(actor__review=ReviewState.REJECTED)
    return {word for key in names.order_by().values_list("key", flat=True) for word in key.split()}


def near_words(word: str, vocabulary: Iterable[str], *, beginnings: bool = True) -> list[str]:
    """The word itself where some word begins so, else those of the same sound, then those a slip or two away."""
    if beginnings and any(known.startswith(word) for known in vocabulary):
        return [word]
    ordered, heard = sorted(vocabulary), sound(word)
    same = [known for known in ordered if known[:1] and sound(known) == heard] if len(word) > 2 else []
    slips = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    if not slips:
        return same[:MOST_WORDS]
    found = process.extract(word, ordered, scorer=OSA.distance, score_cutoff=slips, limit=MOST_WORDS)
    return list(dict.fromkeys([*same, *(known for known, _distance, _at in found)]))[:MOST_WORDS]


@lru_cache(maxsize=100_000)  # every word of every name is heard for each word that nobody has
def sound(word: str) -> str:
    """What spellings of one sound have in common.

    >>> sound("lawrow") == sound("lavrov"), sound("dzhok") == sound("jock")
    (True, True)
    """
    for written, heard in _SOUNDS:
        word = re.sub(written, heard, word)
    return word
