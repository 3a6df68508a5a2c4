"""What people type into a search box: words, "phrases", and -exclusions of either."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: a phrase in quotation marks, or a word, each perhaps with a minus before it
_TERM = re.compile(r"""(?P<minus>(?<!\S)-)?(?:["“”„](?P<phrase>[^"“”„]*)["“”„]?|(?P<word>[^\s"“”„]+))""")
#: letters and digits; whatever stands between them separates words
_WORD = re.compile(r"[^\W_]+")
#: more terms than this are a mistake, or a hostile query
MOST_TERMS = 12


@dataclass(frozen=True)
class Term:
    """Words that follow each other, wanted or not."""

    words: tuple[str, ...]
    excluded: bool = False

    def __str__(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class Terms:
    """A query: what must be there, and what must not."""

    wanted: tuple[Term, ...]
    excluded: tuple[Term, ...]

    @property
    def names(self) -> str:
        """The wanted words as a name is looked up."""
        return " ".join(map(str, self.wanted))


def read_terms(typed: str) -> Terms:
    """The terms of what was typed, without accents; signs that are neither letter nor digit have no meaning.

    >>> terms = read_terms('trade "joint statement" -energy')
    >>> [str(term) for term in terms.wanted], [str(term) for term in terms.excluded]
    (['trade', 'joint statement'], ['energy'])
    """
    found = []
    for match in _TERM.finditer(typed):
        words = _WORD.findall(without_marks(match["word"] if match["phrase"] is None else match["phrase"]))
        if words:
            found.append(Term(tuple(words), excluded=bool(match["minus"])))
    kept = found[:MOST_TERMS]
    return Terms(tuple(term for term in kept if not term.excluded), tuple(term for term in kept if term.excluded))


def without_marks(text: str) -> str:
    """The text without accents and other marks on letters."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
