"""A query as it is understood: words that must be there, times, what must not be there, names that are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kb.names import name_key
from kb.searching.periods import Period, read_periods
from kb.searching.terms import MOST_TERMS, Term, read_terms
from kb.searching.words import plain, small_words

_PATRONYMIC = re.compile(r"\w{3,}(ovich|evich|ovna|evna|ichna)")


@dataclass(frozen=True)
class Word:
    """A word of the query: as names are compared, as it was typed, and the place of its term."""

    key: str
    typed: str
    term: int


@dataclass(frozen=True)
class KnownName:
    """Words from `start` to `end` of a query that are names of actors; `actors`: their keys, the busiest first."""

    start: int
    end: int
    actors: tuple[int, ...]
    #: whether they stand whole, or are a surname or the beginning of a name
    whole: bool = True


@dataclass(frozen=True)
class Bearers:
    """The keys of visible actors by the words that they bear, as far as the knowledge base was asked for these.

    `names`: in whose names a word begins so; `posts`: who has a post with the word in its title or body.
    """

    names: dict[str, set[int]] = field(default_factory=dict)
    posts: dict[str, set[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """What somebody asks for."""

    words: tuple[Term, ...] = ()
    periods: tuple[Period, ...] = ()
    excluded: tuple[Term, ...] = ()
    #: all that was wanted, as it was typed
    wanted: tuple[Term, ...] = ()
    names: tuple[KnownName, ...] = ()
    #: parts of a question share it
    bearers: Bearers = field(default_factory=Bearers, compare=False, repr=False)

    @property
    def asks(self) -> bool:
        """Is there anything to look for? What is left out alone is not looked for."""
        return bool(self.words or self.periods)

    @property
    def name(self) -> str:
        """All that is wanted as a name is looked up."""
        return " ".join(map(str, self.wanted))

    @property
    def only_names(self) -> bool:
        """Is there nothing but known names?"""
        covered = sum(name.end - name.start for name in self.names)
        return bool(covered) and not self.periods and covered >= sum(len(term.words) for term in self.words)

    @property
    def named_words(self) -> set[str]:
        """The words of names that stand whole."""
        words = flat(self.wanted)
        return {word.typed for name in self.names if name.whole for word in words[name.start : name.end]}

    @property
    def sure_words(self) -> tuple[Term, ...]:
        """The words without initials and patronymics, which few texts give."""
        spelt = {word.term for name in self.names if name.whole for word in flat(self.wanted)[name.start : name.end]}
        kept = [term for at, term in enumerate(self.wanted) if term in self.words and (at in spelt or not _extra(term))]
        return tuple(kept) or self.words

    @property
    def spoken(self) -> tuple[Term, ...]:
        """All terms that texts may have: words, and those of times."""
        return (*self.words, *(term for period in self.periods for term in period.words))


def flat(terms: Sequence[Term]) -> list[Word]:
    """The words of terms, one by one."""
    return [Word(name_key(word), word, at) for at, term in enumerate(terms) for word in term.words]


def keys_of(terms: Iterable[Term]) -> set[str]:
    """The words of terms as names are compared; signs that no alphabet spells have no key."""
    return {key for term in terms for word in term.words if (key := name_key(word))}


def is_optional(word: str) -> bool:
    """An initial or a patronymic, which a record need not know."""
    return len(word) == 1 or bool(_PATRONYMIC.fullmatch(word))


def read_question(typed: str, names: Sequence[KnownName] = ()) -> Question:
    """What was typed, understood. Words that name somebody are neither small words nor times.

    >>> question = read_question("Lavrov met the Secretary-General in February 2020")
    >>> [str(term) for term in question.words], [str(period) for period in question.periods]
    (['Lavrov', 'Secretary General'], ['in February 2020'])
    """
    terms = read_terms(typed)
    wanted, excluded = terms.wanted[: MOST_TERMS * 2], terms.excluded[:MOST_TERMS]
    words = flat(wanted)
    named = frozenset(words[at].term for name in names if name.whole for at in range(name.start, name.end))
    periods, used = read_periods(wanted, named)
    rest = [(at, term) for at, term in enumerate(wanted) if at not in used]
    kept = [term for at, term in rest if at in named or not _is_small(term)]
    if not kept and not periods:
        kept = list(wanted)
    return Question(tuple(kept[:MOST_TERMS]), tuple(periods), excluded, wanted, tuple(names))


def as_question(asked: str | Question) -> Question:
    return asked if isinstance(asked, Question) else read_question(asked)


def _is_small(term: Term) -> bool:
    return not term.quoted and len(term.words) == 1 and plain(term.words[0]) in small_words()


def _extra(term: Term) -> bool:
    return not term.quoted and (term.is_initials or bool(_PATRONYMIC.fullmatch(name_key(str(term)))))
