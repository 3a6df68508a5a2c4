"""Articles of the synthetic world as wires would print them, with the facts that stand in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from articles.extraction.facts import (
    ActorFact,
    ArticleFacts,
    InitiativeFact,
    MeetingFact,
    ParticipantFact,
    PostFact,
    Source,
    Span,
)
from articles.reading import RawArticle, read_text
from tests.benchmarks.world import Accord, News, Occasion, Person, news, seeds

RULE = "bench"
_VERBS = {"held": "held", "planned": "are to hold"}
#: what stands in an article beside what it tells
_REST = "Officials said that both sides value their ties and look forward to more exchanges in the time to come. " * 4


@dataclass(frozen=True)
class Wire:
    """An article with its facts. `who`: what each of its actors is, by id: the key of a gazetteer, or a person."""

    number: int
    text: str
    facts: ArticleFacts
    who: dict[str, str | Person]
    told: News

    @property
    def source(self) -> str:
        return f"bench/{self.number}.txt"

    def raw(self) -> RawArticle:
        """The article as reading gives it."""
        return read_text(self.text.encode(), id=str(self.number), source=self.source)


@dataclass
class _Draft:
    """The text while it is written, and who stands where in it."""

    chance: Random
    text: str = ""
    ids: dict[str | Person, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    mentions: dict[str, list[Span]] = field(default_factory=dict)
    posts: dict[str, PostFact] = field(default_factory=dict)

    def write(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def actor(self, who: str | Person) -> tuple[str, Source]:
        """Name an actor; his id, and where he stands."""
        if who not in self.ids:
            self.ids[who] = f"a{len(self.ids) + 1}"
            self.names[self.ids[who]] = seeds()[who].name if isinstance(who, str) else self._name(who)
        id = self.ids[who]
        span = self.write(self.names[id])
        self.mentions.setdefault(id, []).append(span)
        return id, Source(span, RULE, 0.9)

    def _name(self, who: Person) -> str:
        """One in eight articles spells him otherwise, one in thirty gives no more than the family name."""
        name = who.other_spelling if self.chance.random() < 0.125 else who.name
        return name.split()[-1] if self.chance.random() < 0.033 else name

    def person(self, who: Person) -> tuple[str, Source]:
        """Name an office holder: his office, his state, his name."""
        title = self.write(who.office)
        self.write(" of ")
        body, _ = self.actor(who.state)
        self.write(" ")
        id, source = self.actor(who)
        self.posts.setdefault(id, PostFact(who.office, body, Source(title, RULE, 0.9)))
        return id, source

    def actors(self) -> Iterator[ActorFact]:
        """All that were named, in their order."""
        for who, id in self.ids.items():
            known = who if isinstance(who, str) else None
            posts = (self.posts[id],) if id in self.posts else ()
            kind = seeds()[known].kind if known else "person"
            yield ActorFact(id, kind, self.names[id], tuple(self.mentions[id]), 0.95, posts, RULE, known)


def wire(number: int) -> Wire:
    """The article of that number."""
    told = news(number)
    draft = _Draft(Random(9_000_000 + number))
    draft.write(f"date {told.published} ")
    meetings = [_meeting(draft, f"m{n}", *each) for n, each in enumerate(told.meetings, 1)]
    initiatives = [_initiative(draft, f"i{n}", *each) for n, each in enumerate(told.accords, 1)]
    draft.write(f"{_REST}This is report number {number}.\n")
    facts = ArticleFacts(told.published, None, None, tuple(draft.actors()), tuple(meetings), tuple(initiatives))
    return Wire(number, draft.text, facts, {id: who for who, id in draft.ids.items()}, told)


def _meeting(draft: _Draft, id: str, met: Occasion, status: str, day: str | None) -> MeetingFact:
    start, who = len(draft.text), []
    for number, person in enumerate(met.people):
        draft.write(" and " if number else "")
        who.append(draft.person(person))
    for side in met.sides:
        if not side.startswith("country:"):
            draft.write(" and ")
            who.append(draft.actor(side))
    draft.write(f" {_VERBS[status]} the {met.name or met.kind} in {met.place} on {day}.")
    sentence = Span(start, len(draft.text))
    draft.write("\n\n")
    people = tuple(ParticipantFact(actor, "participant", source) for actor, source in who)
    return MeetingFact(id, met.kind, met.name, status, day, met.place, False, people, (sentence,), 0.9)


def _initiative(draft: _Draft, id: str, agreed: Accord, status: str, day: str | None) -> InitiativeFact:
    start, parties = len(draft.text), []
    for number, side in enumerate(agreed.sides):
        draft.write(" and " if number else "")
        parties.append(draft.actor(side))
    draft.write(f" have the {agreed.name}, which is {status}.")
    sentence = Span(start, len(draft.text))
    draft.write("\n\n")
    return InitiativeFact(id, agreed.kind, agreed.name, status, day, tuple(parties), (sentence,), 0.9)
