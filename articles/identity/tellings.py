"""Meetings and initiatives as one article tells of them, in comparable form."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import takewhile

from articles.extraction.facts import ArticleFacts, InitiativeFact, MeetingFact, Source, Span
from articles.extraction.lexicon import FOLDER, entries
from articles.identity.forms import Form
from articles.identity.known import Known, KnownPlace
from kb.edtf import Interval, read_edtf
from kb.names import name_key

_NUMBER = re.compile(r"\d+(?:st|nd|rd|th)")
_YEAR = re.compile(r"(?:19|20)\d\d")
#: nouns that some write in two words
_TWO_WORDS = re.compile(r"\b(?:road maps?|work (?:plan|program(?:me)?)s?)\b")
#: what is still to come
EXPECTED = frozenset({"planned", "proposed"})
#: clocks of two ends of the world differ by a day
NIGHT = timedelta(days=1)
#: how surely the country in which a visit takes place is visited
VISITED = 0.7
#: the shortest word that tells a topic
_TOPIC_WORD = 4


@dataclass(frozen=True)
class Party:
    """Who takes part. `token`, `keys` as in `Form`; `stands`: for whom; `members`: of an organisation; `sure`: how
    sure the sentence is that he does (0-1)."""

    token: str
    kind: str
    keys: frozenset[str] = frozenset()
    stands: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    sure: float = 1.0


def meet(one: Interval | None, other: Interval | None) -> bool:
    """Do two periods share a day? Not where one is unknown."""
    return bool(one and other) and one.earliest <= other.latest and other.earliest <= one.latest  # type: ignore[union-attr]


@dataclass(frozen=True)
class Name:
    """What a proper name says: its own words, without those of parties and sorts; its number; its years; and `whole`,
    all its words but number and year, which are those of a series; `front`: those of its head, before `of`, `on`,
    `to keep` …; `forum`: where it is a known forum's own name (`East Asia Summit`), the words of all its names."""

    words: frozenset[str] = frozenset()
    number: int | None = None
    years: frozenset[int] = frozenset()
    whole: frozenset[str] = frozenset()
    front: frozenset[str] = frozenset()
    forum: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Telling:
    """A meeting or initiative in one article. `article`, `fact`: where; `topic`: words of the sentences that tell."""

    article: str
    fact: str
    kind: str
    status: str
    published: date | None
    date: Interval | None
    parties: tuple[Party, ...]
    name: Name
    named: bool
    place: KnownPlace | None = None
    online: bool = False
    topic: frozenset[str] = frozenset()
    #: actors that the same sentences name beside the parties
    near: tuple[Party, ...] = ()
    #: all that the article names, of what has no parties
    around: tuple[Party, ...] = ()

    @property
    def at(self) -> tuple[str, str]:
        return self.article, self.fact

    @cached_property
    def tokens(self) -> frozenset[str]:
        return frozenset(party.token for party in self.parties)


def meeting_tellings(
    article: str, facts: ArticleFacts, text: str, forms: Mapping[str, Form], known: Known
) -> list[Telling]:
    """The meetings of an article. `forms`: its actors by id."""
    return [
        _telling(article, fact, facts, [(p.actor, p.source) for p in fact.participants], text, forms, known)
        for fact in facts.meetings
    ]


def initiative_tellings(
    article: str, facts: ArticleFacts, text: str, forms: Mapping[str, Form], known: Known
) -> list[Telling]:
    """The initiatives of an article. `forms`: its actors by id."""
    return [_telling(article, fact, facts, fact.parties, text, forms, known) for fact in facts.initiatives]


def _telling(
    article: str, fact: MeetingFact | InitiativeFact, facts: ArticleFacts, who: Iterable[tuple[str, Source]],
    text: str, forms: Mapping[str, Form], known: Known,
) -> Telling:  # fmt: skip
    place = known.place(fact.place) if isinstance(fact, MeetingFact) and fact.place else None
    parties = _with_host(_parties(who, forms, known), fact.kind, place, known)
    when = read_edtf(fact.date) if fact.date else None
    return Telling(
        article=article,
        fact=fact.id,
        kind=fact.kind,
        status=fact.status,
        published=facts.published,
        date=_credible(when, fact.status, facts.published) if isinstance(fact, MeetingFact) else when,
        parties=parties,
        name=read_name(
            fact.name or "", parties, known, entries("occasion_words") if isinstance(fact, MeetingFact) else ()
        ),
        named=bool(fact.name),
        place=place,
        online=bool(getattr(fact, "online", False)),
        topic=_topic(fact.evidence, text),
        near=_near(facts, fact.evidence, {party.token for party in parties}, forms, known),
        around=() if parties else _in_order(set(forms.values()), known),
    )


def _credible(when: Interval | None, status: str, published: date | None) -> Interval | None:
    """The date of a meeting, unless its status denies it: planned for a day gone by, held on a day to come.

    Where extraction contradicts itself so, the date is another's five times in six (28 of 33 in the texts of
    `training/corpus`); the status is the surer of the two.
    """
    if when is None or published is None:
        return when
    over = status in EXPECTED and published > when.latest and published - when.latest > NIGHT
    early = status == "held" and when.earliest > published and when.earliest - published > NIGHT
    return None if over or early else when


def _parties(who: Iterable[tuple[str, Source]], forms: Mapping[str, Form], known: Known) -> tuple[Party, ...]:
    """Who takes part, each once, as sure as the surest sentence is; as exact as evidence keeps it."""
    surest: dict[Party, float] = {}
    for actor, source in who:
        if actor in forms:
            party = party_of(forms[actor], known)
            surest[party] = max(surest.get(party, 0.0), round(source.confidence, 4))
    return tuple(sorted((replace(party, sure=sure) for party, sure in surest.items()), key=_order))


def _with_host(parties: tuple[Party, ...], kind: str, place: KnownPlace | None, known: Known) -> tuple[Party, ...]:
    """Who takes part, and of a visit the country that it goes to, also where no sentence says that it receives."""
    if kind != "visit" or place is None or place.country is None:
        return parties
    if not parties or any(place.country in {party.token, *party.stands} for party in parties):
        return parties
    host = Party(place.country, "country", sure=VISITED)
    return tuple(sorted((*parties, host), key=_order))


def _near(
    facts: ArticleFacts, spans: Sequence[Span], but: Collection[str], forms: Mapping[str, Form], known: Known
) -> tuple[Party, ...]:
    named = {
        forms[actor.id]
        for actor in facts.actors
        if actor.id in forms
        and any(span.start <= mention.start < span.end for mention in actor.mentions for span in spans)
    }
    return _in_order((form for form in named if form.token not in but), known)


def _in_order(forms: Iterable[Form], known: Known) -> tuple[Party, ...]:
    parties = {party_of(form, known) for form in forms}
    return tuple(sorted(parties, key=_order))


def _order(party: Party) -> tuple[str, list[str], list[str]]:
    """One order of parties, however the article has them: two persons may be called the same."""
    return party.token, sorted(party.stands), sorted(party.keys)


def party_of(form: Form, known: Known) -> Party:
    """A form as a party of a meeting."""
    return Party(form.token, form.kind, form.keys, form.stands, known.members.get(form.token, frozenset()))


def read_name(text: str, parties: Iterable[Party], known: Known, but: Collection[str] = ()) -> Name:
    """What a proper name tells beside who takes part. `but`: words that say no more than what sort of thing it is.

    >>> read_name("11th Malaysia-Singapore Leaders' Retreat", (), Known({}, {}, {}, {}, {})).number
    11
    """
    words = _TWO_WORDS.sub(lambda match: match[0].replace(" ", "").rstrip("s"), name_key(text)).split()
    number = next((n for n in map(_number, words) if n), None)
    years = {int(word) for word in words if _YEAR.fullmatch(word)}
    said = set(but)
    forum = known.actors.get(("organisation", " ".join(word for word in words if not _number(word))))
    for party in parties:
        for token in {party.token, *party.stands} - {forum}:
            said |= known.name_words.get(token, frozenset())
    own = {word for word in words if word not in said and not _number(word) and not word.isdigit()}
    whole = {stem(word) for word in words if not _number(word) and not word.isdigit()}
    front = takewhile(lambda word: word not in entries("prepositions"), words)
    return Name(
        frozenset(map(stem, own)), number, frozenset(years), frozenset(whole), frozenset(map(stem, front)) & whole,
        frozenset(map(stem, known.name_words.get(forum, ()))) - set(map(stem, but)) if forum else frozenset(),
    )  # fmt: skip


def stem(word: str) -> str:
    """A word without the ending that tells one from many."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _number(word: str) -> int | None:
    if _NUMBER.fullmatch(word):
        return int(word[:-2])
    return ordinals().get(word)


@cache
def ordinals() -> dict[str, int]:
    """Ordinals as words, with their numbers."""
    text = (FOLDER / "ordinal_words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {word.strip(): n for n, word in enumerate(",".join(lines).split(","), 1)}


def _topic(spans: Sequence[Span], text: str) -> frozenset[str]:
    words = {word for span in spans for word in name_key(span.of(text), most=5000).split()}
    return frozenset(root for root in map(stem, words) if len(root) >= _TOPIC_WORD and not root.isdigit())
