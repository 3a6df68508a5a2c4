"""Names of persons as keys: without order, diacritics, or the habits of one transliteration.

`Sergey` and `Sergei`, `Yevgeny` and `Evgeny`, `Kim Jong-un` and `Kim Jong Un`, `Nguyễn Phú Trọng` and `Nguyen Phu
Trong`, `Volodymyr Zelenskyy` and `Volodymyr Zelensky` have a key in common. What is folded is what romanisations of
Cyrillic and Arabic are known to differ in; each rule leaves apart what tells people of one language apart (`Jong`
and `Yong`, `Hasan` and `Husain`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from articles.extraction.lexicon import rows
from kb.names import name_key

#: names of more words are looked up whole only, not by each choice of their words
MOST_WORDS = 6

_RULES = tuple(
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (r"^ye", "e"),  # Yevgeny, Evgeny
        (r"(?<=[bcdfgklmnprstvz])ye", "e"),  # Medvedyev, Medvedev
        (r"(?<=[bcdfgklmnprstvz])yo(?=[a-z]{2})", "e"),  # Fyodor, Fedor
        (r"(?<=[lnrtdsz])y(?=i)", ""),  # Ilyichev, Ilichev
        (r"(?<=[aeou])[yj](?![aeou])", "i"),  # Sergey, Sergej, Zagaynov
        (r"(?:iy|ij|yi|yy|ii|y)$", "i"),  # Dmitriy, Zelenskyy, Lavrovsky
        (r"ks", "x"),  # Aleksey, Alexey
        (r"(?<=[a-z]{3})dr$", "der"),  # Aleksandr, Alexander
        (r"(?<=.)ou", "u"),  # Youssef, Yusuf
        (r"(?<=[ao])ye(?=v)", "e"),  # Tokayev, Tokaev
        (r"(?<=[bcdfghklmnprstvz])y(?=[bcdfghklmnprstvz])", "i"),  # Berdymukhamedov, Berdimukhamedov
        (r"(?<=[a-z]{3})kh(?=[a-z]{2})", "h"),  # … and Berdimuhamedov
        (r"([a-z])\1", r"\1"),  # Hassan, Hasan
    )
)
#: particles that some write and some do not
_PARTICLES = frozenset({"al", "el", "ul", "bin", "bint", "ibn"})


@dataclass(frozen=True)
class PersonName:
    """A name in comparable form. `words`: folded, sorted; `keys`: the name whole, also with syllables joined."""

    words: tuple[str, ...]
    keys: frozenset[str]

    @property
    def single(self) -> bool:
        """One word alone names nobody for sure."""
        return len(self.words) == 1

    def parts(self) -> frozenset[str]:
        """Keys of the shorter names that leave out one word or more of this one, single words among them."""
        if len(self.words) > MOST_WORDS:
            return frozenset(self.words)
        sizes = range(1, len(self.words))
        return frozenset(" ".join(some) for size in sizes for some in combinations(self.words, size)) - self.keys


@lru_cache(maxsize=100_000)
def person_name(text: str) -> PersonName:
    """The comparable form of a person's name.

    >>> person_name("Yevgeny Zagaynov") == person_name("Zagainov Evgeny")
    True
    >>> sorted(person_name("Kim Jong-un").keys & person_name("Kim Jongun").keys)
    ['jongun kim']
    """
    plain = [word for word in name_key(text).split() if word not in _PARTICLES] or name_key(text).split()
    folded = [fold(word) for word in plain]
    keys = {" ".join(sorted(folded))}
    if len(plain) == 3:
        keys.add(" ".join(sorted([folded[0], folded[1] + folded[2]])))
        keys.add(" ".join(sorted([folded[0] + folded[1], folded[2]])))
    return PersonName(tuple(sorted(folded)), frozenset(keys))


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """One word of a name (casefolded ASCII) without the habits of one romanisation."""
    word = _given_names().get(word, word)
    for pattern, becomes in _RULES:
        word = pattern.sub(becomes, word)
    return _given_names().get(word, word)


@lru_cache(maxsize=1)
def _given_names() -> dict[str, str]:
    """Given names that languages spell so differently that no rule tells it: each to the first of its line."""
    lines = (row["spellings"].split() for row in rows("given_name_spellings"))
    return {spelling: first for first, *others in lines for spelling in others}
