"""What people type into a search box: words, "phrases", and -exclusions of either."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

#: a phrase in quotation marks, or a word, each perhaps with a minus or dash before it, as telephones type it
_TERM = re.compile(
    r"""(?P<minus>(?<!\S)[-‐‑‒–—−])?(?:["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]?|(?P<word>[^\s"“”„«»]+))"""
)
#: letters and digits; whatever stands between them separates words
_WORD = re.compile(r"[^\W_]+")
#: more terms than this are a mistake, or a hostile query
MOST_TERMS = 12


@dataclass(frozen=True)
class Term:
    """Words that follow each other, wanted or not."""

    words: tuple[str, ...]
    excluded: bool = False
    #: whether they stood in quotation marks, and how they were written
    quoted: bool = field(default=False, compare=False)
    typed: str = field(default="", compare=False)

    def __str__(self) -> str:
        return " ".join(self.words)

    @property
    def is_initials(self) -> bool:
        """`S.V.`, but also `U.S.`: letters with a dot behind each."""
        return "." in self.typed and all(len(word) == 1 and word.isalpha() for word in self.words)


@dataclass(frozen=True)
class Terms:
    """A query: what must be there, and what must not."""

    wanted: tuple[Term, ...]
    excluded: tuple[Term, ...]


def read_terms(typed: str) -> Terms:
    """The terms of what was typed, without accents; signs that are neither letter nor digit have no meaning.

    `NOT` in capitals leaves out what follows it, as a minus does; `AND` says what holds anyway.

    >>> terms = read_terms('trade "joint statement" -energy NOT oil')
    >>> [str(term) for term in terms.wanted], [str(term) for term in terms.excluded]
    (['trade', 'joint statement'], ['energy', 'oil'])
    """
    found, negated = [], False
    for match in _TERM.finditer(typed):
        if match["word"] in ("NOT", "AND") and not match["minus"]:
            negated = match["word"] == "NOT"
            continue
        quoted = match["phrase"] is not None
        text = match["phrase"] if quoted else match["word"]
        words = _WORD.findall(without_marks(text))
        if words:
            excluded = negated or bool(match["minus"])
            found.append(Term(tuple(words), excluded=excluded, quoted=quoted, typed=match[0] if quoted else text))
            negated = False
    return Terms(tuple(term for term in found if not term.excluded), tuple(term for term in found if term.excluded))


def without_marks(text: str) -> str:
    """The text without accents and other marks on letters."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
