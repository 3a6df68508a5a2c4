"""The actors of an article: every mention goes to the one it names, short names to the full ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.mentions import Mention, Names, covered, overlaps
from articles.extraction.names.forums import settle_forums
from articles.extraction.names.headed import bracketed, find_headed_names
from articles.extraction.names.known import KnownNames, with_parts
from articles.extraction.names.name_words import name_words
from articles.extraction.names.person_names import REGNAL
from articles.extraction.names.persons import PersonReader
from articles.extraction.names.presided import presided_bodies
from articles.extraction.names.settled import settle_bodies, settle_persons
from articles.extraction.names.titles import TitleReader
from articles.extraction.places import PLACE_PREPOSITIONS, settle_seats
from articles.extraction.words import is_content_capital, plain, text_of

#: mentions that make two countries or bodies the pair that the article is about
MAIN_PAIR = 3


@dataclass
class Actor:
    """One actor while the article is read; `mentions` in the order of the text."""

    id: str
    kind: str
    name: str
    key: str | None = None
    rule: str = ""
    confidence: float = 0.5
    mentions: list[Mention] = field(default_factory=list)


@dataclass
class Cast:
    """The actors of an article, who is meant at which first token, and the names that are no actors (events …).

    `inside`: all tokens of names. `capitals`: country key → its capital; `countries`: place → country key.
    """

    doc: Doc
    actors: dict[str, Actor] = field(default_factory=dict)
    at: dict[int, tuple[Mention, str]] = field(default_factory=dict)
    inside: set[int] = field(default_factory=set)
    names: Names = field(default_factory=lambda: Names(None))  # type: ignore[arg-type]
    others: list[Mention] = field(default_factory=list)
    capitals: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)

    def of_key(self, key: str) -> Actor | None:
        return next((a for a in self.actors.values() if a.key == key), None)

    def key_named(self, name: str) -> str | None:
        """The key of the country that the article calls so."""
        return next((a.key for a in self.actors.values() if a.kind == "country" and self._calls(a, name)), None)

    def country_key(self, place: str) -> str | None:
        """The key of the country that a place lies in, or is."""
        return self.countries.get(place) or self.key_named(place)

    def _calls(self, actor: Actor, name: str) -> bool:
        return any(text_of(self.doc, m.start, m.end) == name for m in actor.mentions)

    def main_pair(self) -> tuple[str, ...]:
        """The two countries or bodies that the article names most; none when it names fewer often enough."""
        counts = {a.id: len(a.mentions) for a in self.actors.values() if a.kind != "person"}
        often = sorted((a for a in counts if counts[a] >= MAIN_PAIR), key=lambda a: -counts[a])
        return tuple(often[:2]) if len(often) >= 2 else ()

    def add(self, mention: Mention, actor: Actor) -> None:
        actor.mentions.append(mention)
        self.actors.setdefault(actor.id, actor)


def find_names(doc: Doc, known_names: KnownNames) -> tuple[list[Mention], Names]:
    """All names of a text: (known ones, organisations, events, undertakings, places), persons with their titles."""
    known = settle_forums(doc, settle_seats(doc, known_names.find(doc)))
    headed = settle_bodies(doc, find_headed_names(doc, covered(known)))
    whole = [m for m in known if m.part or not any(h.start <= m.start and m.end <= h.end for h in headed)]
    parts = with_parts([m for m in known if m not in whole], headed)
    names = sorted([*whole, *headed, *parts], key=lambda m: (m.start, -m.end))
    names = sorted([*names, *presided_bodies(doc, covered(names))], key=lambda m: (m.start, -m.end))
    at = covered(names)
    phrases = TitleReader(doc, at).find()
    persons = settle_persons(doc, at, PersonReader(doc, at, phrases).find())
    return [m for m in names if not overlaps(m.start, m.end, persons.mentions)], persons


def resolve_actors(doc: Doc, names: list[Mention], persons: Names, known_names: KnownNames) -> Cast:
    """Who is named by every mention of the text."""
    cast = Cast(doc, names=persons, capitals=known_names.capitals, countries=known_names.countries)
    resolver = _Resolver(cast, known_names)
    resolver.known([m for m in names if m.keys and m.kind != "place"])
    resolver.organisations([m for m in names if m.kind == "organisation" and not m.keys])
    resolver.persons(persons.mentions)
    resolver.short_names(covered([*names, *persons.mentions]))
    people = {m.start for a in cast.actors.values() if a.kind == "person" for m in a.mentions}
    others = [m for m in names if m.kind in ("event", "initiative", "place") and not m.part]
    cast.others = [m for m in others if m.start not in people]
    _index(cast)
    return cast


def _index(cast: Cast) -> None:
    for actor in cast.actors.values():
        actor.mentions.sort(key=lambda m: m.start)
        for mention in actor.mentions:
            held = cast.at.get(mention.start)
            if held is None or held[0].part:
                cast.at[mention.start] = (mention, actor.id)
    whole = [m for m in (*cast.others, *(m for m, _ in cast.at.values())) if not m.part]
    cast.inside = {i for m in whole for i in range(m.start, m.end)}


class _Resolver:
    def __init__(self, cast: Cast, known_names: KnownNames) -> None:
        self.cast, self.doc, self.known_names = cast, cast.doc, known_names
        self.by_name: dict[str, Actor] = {}

    def _new(self, kind: str, name: str, mention: Mention, key: str | None = None) -> Actor:
        return Actor(f"a{len(self.cast.actors) + 1}", kind, name, key, mention.rule, mention.confidence)

    def known(self, mentions: list[Mention]) -> None:
        """Mentions of gazetteer entries; a name of several goes to the one named elsewhere, or to none."""
        sure = {m.keys[0] for m in mentions if len(m.keys) == 1}
        for mention in mentions:
            keys = [k for k in mention.keys if k in sure] if len(mention.keys) > 1 else list(mention.keys)
            if len(keys) == 1:
                self._to_entry(mention, keys[0])

    def _to_entry(self, mention: Mention, key: str) -> None:
        entry = self.known_names.entries[key]
        actor = self.cast.of_key(key) or self._new(entry.kind, entry.name, mention, key)
        if entry.kind != "country":
            actor.name = self._fuller(actor, mention)
        actor.confidence = max(actor.confidence, mention.confidence)
        self.cast.add(mention, actor)
        self.by_name.setdefault(plain(text_of(self.doc, mention.start, mention.end)), actor)

    def _fuller(self, actor: Actor, mention: Mention) -> str:
        """Organisations are named as the text names them most fully."""
        words = text_of(self.doc, mention.start, mention.end)
        return words if not actor.mentions or len(words) > len(actor.name) else actor.name

    def organisations(self, mentions: list[Mention]) -> None:
        """Bodies found by pattern: equal names, then acronyms in brackets, then the shorter name of a longer one."""
        acronyms = {m.start: self.doc[i].text for m, i in bracketed(self.doc, mentions)}
        for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
            words = text_of(self.doc, mention.start, mention.end)
            actor = self.by_name.get(plain(words)) or self._longer(words) or self._new("organisation", words, mention)
            self.by_name.setdefault(plain(words), actor)
            self.cast.add(mention, actor)
            if mention.start in acronyms:
                self._acronym(acronyms[mention.start], actor)

    def _longer(self, words: str) -> Actor | None:
        """The one organisation whose name ends with these words ('Foreign Ministry' of 'Russian Foreign Ministry')."""
        ends = {a.id: a for name, a in self.by_name.items() if name.endswith(f" {plain(words)}")}
        return next(iter(ends.values())) if len(ends) == 1 and " " in words else None

    def _acronym(self, acronym: str, actor: Actor) -> None:
        """An acronym introduced in brackets names its body from then on."""
        other = self.by_name.get(plain(acronym))
        if other is not None and other is not actor:
            return
        self.by_name[plain(acronym)] = actor
        for token in self.doc:
            if token.text == acronym:
                self.cast.add(
                    Mention(token.i, token.i + 1, "organisation", "acronym-in-brackets", 0.9, "acronym"), actor
                )

    def persons(self, mentions: list[Mention]) -> None:
        """Full names first; a shorter one goes to the only person whose name holds its words."""
        for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
            words = without_stop(text_of(self.doc, mention.start, mention.end))
            alone = any(t.alone for p in self.cast.names.holders.get(mention.start, ()) for t in p.titles)
            actor = self._person(words, alone=alone) or self._new("person", words, mention)
            if actor.name.isupper() and not words.isupper() and name_words(words) == name_words(actor.name):
                actor.name = words  # a headline in capitals is no spelling where the text has one
            actor.confidence = max(actor.confidence, mention.confidence)
            self.cast.add(mention, actor)

    def _person(self, words: str, *, alone: bool) -> Actor | None:
        """The person told of before whose name holds these words; `alone`: one name is all of it ('King Salman')."""
        parts = name_words(words)
        same = [a for a in self.cast.actors.values() if a.kind == "person" and parts == name_words(a.name)]
        if same:
            return same[0]
        if alone and len(parts) == 1:
            counted = [a for a in self.cast.actors.values() if a.kind == "person" and _uncounted(a.name) == parts]
            return counted[0] if len(counted) == 1 else None
        holders = [a for a in self.cast.actors.values() if a.kind == "person" and set(parts) < set(name_words(a.name))]
        return one_of(holders, parts)

    def short_names(self, taken: dict[int, Mention]) -> None:
        """'Lavrov', 'Lim', 'Phuc' after the full name: a single word that belongs to one person's name."""
        people = [a for a in self.cast.actors.values() if a.kind == "person"]
        words = {w for a in people for w in name_words(a.name)}
        for token in self.doc:
            if not is_content_capital(token) or plain(token.text) not in words or self._is_taken(token.i, taken):
                continue
            parts = name_words(token.text)
            held = [a for a in people if set(parts) <= set(name_words(a.name))]
            # a short name points back: of three Kims the one told of so far
            told = [a for a in held if any(m.start < token.i for m in a.mentions)]
            actor = one_of(told or held, parts) or one_of(held, parts)
            if actor is not None:
                self.cast.add(Mention(token.i, token.i + 1, "person", "short-name", 0.9, "short"), actor)

    def _is_taken(self, i: int, taken: dict[int, Mention]) -> bool:
        """Does another name stand there? A city's name after no preposition may be a person's ('Austin met …')."""
        held = taken.get(i)
        if held is None:
            return False
        alone = held.kind == "place" and held.form == "place" and held.end == held.start + 1
        return not alone or (i > 0 and self.doc[i - 1].lower_ in PLACE_PREPOSITIONS)


def _uncounted(name: str) -> list[str]:
    """'Letsie III' → 'letsie': a monarch's name without his number; none of a name without one."""
    words = name.split()
    return name_words(" ".join(words[:-1])) if len(words) > 1 and REGNAL.match(words[-1]) else []


def without_stop(name: str) -> str:
    """'Hun Sen.' at a sentence's end, where the tokens take 'Sen.' for an abbreviation; 'Jr.' keeps its own."""
    last = name.rsplit(" ", 1)[-1]
    keeps = len(last) < 3 or last.lower() in lexicon.entries("name_suffixes")
    return name if keeps or not last.endswith(".") else name[:-1]


def one_of(holders: Iterable[Actor], parts: list[str]) -> Actor | None:
    """The only one meant by a short name: by elimination, a surname before another part of a name."""
    held = list(holders)
    if len(held) > 1:
        held = [a for a in held if parts[-1] in surnames(a.name)] or held
    return held[0] if len(held) == 1 else None


def surnames(name: str) -> set[str]:
    """The words by which a person is called for short: the last, or the first where family names stand first."""
    parts = name_words(name)
    first_is_family = parts[0] in lexicon.entries("family_names")
    return {parts[0]} if first_is_family and parts[-1] not in lexicon.entries("given_names") else {parts[-1]}
