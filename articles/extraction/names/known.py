"""Known names: a phrase matcher over the gazetteer, and what a seat of government means where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.gazetteer import Gazetteer, GazetteerEntry
from articles.extraction.mentions import Mention
from articles.extraction.names.known_persons import KnownPersons
from articles.extraction.words import is_content_capital, joined, plain

#: what a form of name is worth when two entries share it: a country's own name before another's seat
FORM_RANK = {"name": 0, "acronym": 1, "demonym": 2, "seat": 3, "place": 4, "other": 5}
FORM_CONFIDENCE = {"name": 0.97, "acronym": 0.96, "demonym": 0.95, "seat": 0.8, "place": 0.9, "other": 1.0}
SPELLINGS = (
    ("'", "’"),
    ("-", "–"),
    ("Organisation", "Organization"),
    ("Centre", "Center"),
    ("Defence", "Defense"),
    ("Programme", "Program"),
    ("Saint ", "St. "),
    ("St. ", "St "),
    (" and ", " & "),
)
#: the name of a body that is its head's title as well ('UN High Commissioner for Refugees Filippo Grandi')
POST_NAME = re.compile(r"^(?!Office).*\bHigh Commissioner for\b", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """One meaning of a known name."""

    key: str
    kind: str
    form: str
    name: str
    forum: bool = False


class KnownNames:
    """The gazetteer made ready for one pipeline."""

    def __init__(self, nlp: Language, gazetteer: Gazetteer) -> None:
        self.meanings: dict[str, list[Known]] = {}
        for text, known in _meanings(gazetteer):
            same = self.meanings.setdefault(text, [])
            if known not in same:
                same.append(known)
        self.countries = {p.name: p.country for p in gazetteer.places if p.country}
        for e in gazetteer.entries:
            self.countries.update({n.text: e.key for n in e.names if e.kind == "country" and n.kind == "seat"})
        self.strings = nlp.vocab.strings
        self.matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
        for text in self.meanings:
            self.matcher.add(text, [nlp.make_doc(text)])
        order = {place.name: n for n, place in enumerate(gazetteer.places)}
        countries = [e for e in gazetteer.entries if e.kind == "country"]
        self.capitals = {e.key: seat for e in countries if (seat := _capital(e, order))}
        self.entries = {e.key: e for e in gazetteer.entries}
        self.persons = KnownPersons(gazetteer.persons)

    def countries_of(self, dateline: str) -> set[str]:
        """Keys of the country that a dateline's place is, or lies in ('KUWAIT', 'Lahore', 'NEW YORK')."""
        spellings = (dateline, dateline.title())
        named = {k.key for text in spellings for k in self.meanings.get(text, ()) if k.kind == "country"}
        return named | {self.countries[text] for text in spellings if text in self.countries}

    def find(self, doc: Doc) -> list[Mention]:
        """Every known name of the text, the longest where they overlap; countries and bodies named inside a forum's
        name ('ASEAN' of 'ASEAN Summit') as parts of it."""
        spans = sorted(
            ((start, end, self.strings[match]) for match, start, end in self.matcher(doc)),
            key=lambda s: (s[0] - s[1], s[0]),
        )
        taken: dict[int, Mention] = {}
        found = []
        for start, end, text in spans:
            if POST_NAME.search(text) and _has_holder(doc, end):
                continue
            end -= 2 if doc[start:end].text.endswith((" news agency", " press agency")) else 0
            mention = _mention(start, end, self.meanings[text])
            if start in taken and taken[start].forum and not mention.forum and mention.form in ("name", "acronym"):
                found.append(replace(mention, part=True))
            elif taken.keys().isdisjoint(range(start, end)) and not (mention.forum and joined(doc, start - 1)):
                taken.update(dict.fromkeys(range(start, end), mention))
                found.append(mention)
        return sorted((m for m in found if m.form != "other"), key=lambda m: (m.start, -m.end))


_ready: WeakKeyDictionary[Language, list[tuple[Gazetteer, KnownNames]]] = WeakKeyDictionary()


def known_names(nlp: Language, gazetteer: Gazetteer) -> KnownNames:
    """The matchers of a pipeline and a gazetteer, built once; the last few gazetteers are kept."""
    kept = _ready.setdefault(nlp, [])
    for known_gazetteer, names in kept:
        if known_gazetteer is gazetteer:
            return names
    names = KnownNames(nlp, gazetteer)
    kept[:] = [*kept[-3:], (gazetteer, names)]
    return names


def _has_holder(doc: Doc, i: int) -> bool:
    """Does a name of two words or more follow, behind a comma as well?"""
    i += doc[i : i + 1].text == ","
    return i + 1 < len(doc) and all(is_content_capital(t) and t.is_title for t in doc[i : i + 2])


def _mention(start: int, end: int, meanings: list[Known]) -> Mention:
    best = min(FORM_RANK[k.form] for k in meanings)
    top = [k for k in meanings if FORM_RANK[k.form] == best]
    first = top[0]
    return Mention(
        start, end, first.kind, f"known-{first.form}", FORM_CONFIDENCE[first.form], form=first.form,
        keys=tuple(dict.fromkeys(k.key for k in top)), name=first.name, forum=first.forum,
    )  # fmt: skip


def _capital(country: GazetteerEntry, order: Mapping[str, int]) -> str | None:
    """The seat that is a city, not a building; `order`: city → its rank among the known places, usual names first."""
    seats = [n.text for n in country.names if n.kind == "seat" and n.text in order]
    return min(seats, key=lambda text: order[text], default=None)


def _meanings(gazetteer: Gazetteer) -> Iterator[tuple[str, Known]]:
    for entry in gazetteer.entries:
        for text, form in _names(entry):
            known = Known(entry.key, entry.kind, form, entry.name, entry.forum)
            yield from ((spelling, known) for spelling in _spellings(text, form))
    for place in gazetteer.places:
        known = Known(f"place:{plain(place.name)}", "place", "place", place.name)
        yield from ((spelling, known) for spelling in _spellings(place.name, "place"))
    for phrase in lexicon.entries("no_actors"):
        yield phrase, Known("", "other", "other", phrase)


def _names(entry: GazetteerEntry) -> Iterator[tuple[str, str]]:
    yield entry.name, "name"
    yield from ((name.text, name.kind) for name in entry.names)


def _spellings(text: str, form: str) -> set[str]:
    """The ways one name is written: quotes, dashes, British and American, without diacritics, in capitals."""
    out = {text}
    for one, other in SPELLINGS:
        out |= {spelling.replace(one, other) for spelling in out} | {spelling.replace(other, one) for spelling in out}
    out |= {_unaccented(spelling) for spelling in out}
    if form != "acronym" and len(text) > 4:
        out |= {spelling.upper() for spelling in out}
    return out


def _unaccented(text: str) -> str:
    lowered = [plain(c) or c for c in text]
    return "".join(low.upper() if c.isupper() else low for c, low in zip(text, lowered, strict=True))


def with_parts(found: list[Mention], names: list[Mention]) -> list[Mention]:
    """Countries and bodies inside names found by pattern: 'Russian' of 'Russian Foreign Ministry'."""
    return [
        replace(m, part=True)
        for m in found
        if any(n.start <= m.start and m.end <= n.end and (n.start, n.end) != (m.start, m.end) for n in names)
    ]
