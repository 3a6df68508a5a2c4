"""The shallow grammar of a sentence without a parser: clauses, verbs' subjects and objects by the order of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.units import Unit
from articles.extraction.words import DASHES, POSSESSIVES, sentence_end, sentence_start

#: words that may stand between two names of one list
JOINING = frozenset({"of", "from", "as", "well", "with", "along", "together", "(", ")"})
LIST_GAP = 8
CLAUSE_REACH = 60
SAYING = frozenset({"said", "says", "added", "noted", "stressed"})
LINKS = frozenset({",", "and", "&", "or", "plus", "both", "together", "well"})
SKIPPED = frozenset(
    "the a an his her its their our both also new visiting outgoing incoming respectively separately later then"
    " afterwards former previous late acting"
    " ex longtime veteran".split()
)


@cache
def prepositions() -> frozenset[str]:
    return lexicon.entries("prepositions")


def clause_bounds(doc: Doc, i: int) -> tuple[int, int]:
    """First and end token of the clause around token `i`, as far as words still belong together."""
    floor, stop = max(sentence_start(doc, i), i - CLAUSE_REACH), min(sentence_end(doc, i), i + CLAUSE_REACH)
    first, last = i, i + 1
    while first > floor and not _opens_clause(doc, first):
        first -= 1
    while last < stop and not _opens_clause(doc, last):
        last += 1
    return first, last


def _opens_clause(doc: Doc, i: int) -> bool:
    token = doc[i]
    if token.text in (";", ":") or (token.text in DASHES and token.text != "-" and token.whitespace_):
        return True
    return token.lower_ in lexicon.entries("clause_openers")


def lists_of(doc: Doc, units: Sequence[Unit]) -> Iterator[tuple[int, list[Unit]]]:
    """The lists of a text's sentences, each with the number of its sentence."""
    for n, sent in enumerate(doc.sents):
        yield from ((n, row) for row in Sentence(doc, sent.start, sent.end, units, ()).lists)


class Sentence:
    """The units of one sentence with what governs each: a preposition, a verb, or nothing (then a subject)."""

    def __init__(self, doc: Doc, start: int, end: int, units: Sequence[Unit], dates: Sequence[tuple[int, int]]) -> None:
        self.doc, self.start, self.end = doc, start, end
        self.units = [u for u in units if start <= u.start < end]
        self.transparent = {i for a, b in dates if start <= a < end for i in range(a, b)}
        self.lists: list[list[Unit]] = []
        self.governors: list[str] = []
        for unit in self.units:
            self._place(unit)

    def _place(self, unit: Unit) -> None:
        """Put the unit into the list it goes on with, or begin a new one."""
        i, linked = self._before(unit)
        if self._modifies(unit):
            self.lists.append([unit])
            self.governors.append("modifier")
            return
        goes_on = linked and self.lists and self._adjoins(self.lists[-1][-1], i)
        apart = self.governors[-1] != "" and self._acts(unit) and self._after_comma(unit) if self.lists else False
        if goes_on and self.governors[-1] != "modifier" and not apart:
            self.lists[-1].append(unit)
            return
        self.lists.append([unit])
        self.governors.append("" if linked or self._is_subject(unit) else self._governor(i))

    def _is_subject(self, unit: Unit) -> bool:
        if unit.end < self.end and self.doc[unit.end].text in POSSESSIVES:
            return False
        return (unit.kind == "pronoun" and self.doc[unit.start].lower_ in ("he", "she")) or self._acts(unit)

    def _modifies(self, unit: Unit) -> bool:
        """'the G20 summit', 'EU-Japan talks': the name describes a meeting."""
        following = self.doc[unit.end : unit.end + 1].text.lower()
        named = unit.kind in ("country", "organisation") and not unit.represented
        return named and following in lexicon.entries("meeting_heads")

    def _after_comma(self, unit: Unit) -> bool:
        return any(t.text == "," for t in self.doc[max(self.start, unit.start - 3) : unit.start])

    def _before(self, unit: Unit) -> tuple[int, bool]:
        """The token before a unit that counts, and whether a comma or 'and' was passed on the way."""
        i, linked = unit.start - 1, False
        while i >= self.start and (self._is_skipped(i) or self.doc[i].lower_ in LINKS):
            linked = linked or self.doc[i].lower_ in LINKS
            i -= 1
        return i, linked

    def _is_skipped(self, i: int) -> bool:
        return self.doc[i].lower_ in SKIPPED or i in self.transparent or self.doc[i].text in ("(", ")", '"', "“")

    def _adjoins(self, earlier: Unit, i: int) -> bool:
        """Does the earlier unit, with 'of X' or an acronym in brackets behind it, end at token `i`?"""
        if earlier.end - 1 >= i:
            return True
        between = self.doc[earlier.end : i + 1]
        if len(between) > LIST_GAP or not all(t.lower_ in JOINING or t.is_title or t.is_upper for t in between):
            return False
        return not any(u.start > earlier.start and u.end <= i + 1 and u.kind == "person" for u in self.units)

    def _acts(self, unit: Unit) -> bool:
        """Does a verb follow, so that the unit begins a clause of its own?"""
        return unit.end < self.end and self.doc[unit.end].lower_ in lexicon.entries("finite_verbs")

    def _governor(self, i: int) -> str:
        if i < self.start:
            return ""
        low = self.doc[i].lower_
        if low in prepositions():
            return low
        if low in lexicon.entries("clause_openers") or not low.isalpha() or low in SAYING:
            return ""
        return "" if self.doc[i].text in POSSESSIVES else low

    def subject_of(self, i: int) -> list[Unit]:
        """The units that do what the verb at token `i` says: the nearest list before it that nothing governs."""
        for units, governor in zip(reversed(self.lists), reversed(self.governors), strict=True):
            owner = units[-1].end < self.end and self.doc[units[-1].end].text in POSSESSIVES
            if units[0].start < i and governor == "" and not owner:
                return [u for u in units if u.start < i]
        return []

    def first_subject(self) -> list[Unit]:
        """The first list of the sentence that nothing governs."""
        return next((units for units, g in zip(self.lists, self.governors, strict=True) if g == ""), [])

    def all_after(self, i: int, limit: int, words: frozenset[str]) -> list[Unit]:
        """All units between tokens `i` and `limit` whose list one of `words` governs ('with A and with B')."""
        pairs = zip(self.lists, self.governors, strict=True)
        return [u for units, governor in pairs if i <= units[0].start < limit and governor in words for u in units]

    def after(self, i: int, limit: int, words: frozenset[str]) -> list[Unit]:
        """The first list between tokens `i` and `limit` that one of `words` governs ('' for none)."""
        for units, governor in zip(self.lists, self.governors, strict=True):
            if i <= units[0].start < limit and governor in words:
                return units
        return []

    def directly_after(self, i: int, within: int = 8) -> list[Unit]:
        """The list that begins right behind token `i` - 1, determiners passed over."""
        for units in self.lists:
            if i <= units[0].start <= i + within and self._before(units[0])[0] < i:
                return units
        return []


def actors_of(units: Sequence[Unit]) -> Iterator[tuple[str, Unit]]:
    for unit in units:
        for actor in unit.actors:
            yield actor, unit
