"""The facts of one article: what extraction returns, and the JSON contract of the `extract` command.

Offsets are Unicode code points into the article's text, end exclusive, so that `text[start:end]`
is the quoted text. Everything is frozen: a step returns new facts, it changes none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, order=True)
class Span:
    """Words of the text, as code-point offsets, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def to_json(self) -> dict[str, int]:
        return {"start": self.start, "end": self.end}


@dataclass(frozen=True)
class Source:
    """Why a field has its value: the words, the rule that read them, and how sure it is (0-1)."""

    span: Span
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True)
class PostFact:
    """A post of a person: the title without its body; `body` is the id of an actor of this article, or None."""

    title: str
    body: str | None
    source: Source
    former: bool = False


@dataclass(frozen=True)
class ActorFact:
    id: str
    kind: str
    name: str
    mentions: tuple[Span, ...]
    confidence: float
    posts: tuple[PostFact, ...] = ()
    rule: str = ""
    #: key of the gazetteer entry it is, e.g. `country:RU`; None for names found by pattern
    gazetteer_key: str | None = None


@dataclass(frozen=True)
class ParticipantFact:
    actor: str
    role: str
    source: Source


@dataclass(frozen=True)
class TopicFact:
    """A field of cooperation that a meeting or initiative is about; `topic` is a key of `lexicons/topics.tsv`."""

    topic: str
    source: Source


@dataclass(frozen=True)
class MeetingFact:
    """`evidence`: the sentences that tell of it, the first one first. `sources`: field name -> why it has its value."""

    id: str
    kind: str
    name: str | None
    status: str
    date: str | None
    place: str | None
    online: bool
    participants: tuple[ParticipantFact, ...]
    evidence: tuple[Span, ...]
    confidence: float
    sources: Mapping[str, Source] = field(default_factory=dict)
    topics: tuple[TopicFact, ...] = ()


@dataclass(frozen=True)
class UnnamedHolder:
    """A post whose holder the article does not name ('talks with the Russian Foreign Minister'): no actor of its own,
    and not part of the JSON.

    `body`: the id of an actor. `meetings`: those that the holder takes part in by these words, (meeting id, role).
    """

    title: str
    body: str
    source: Source
    meetings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class InitiativeFact:
    """`parties`: (actor id, why it is one)."""

    id: str
    kind: str
    name: str
    status: str
    date: str | None
    parties: tuple[tuple[str, Source], ...]
    evidence: tuple[Span, ...]
    confidence: float
    sources: Mapping[str, Source] = field(default_factory=dict)
    topics: tuple[TopicFact, ...] = ()


@dataclass(frozen=True)
class NameMention:
    """Words that name somebody or some place; `actor`: the id of the actor they name, None of a mere place."""

    span: Span
    actor: str | None = None


@dataclass(frozen=True)
class DateExpression:
    """Words that tell a date; `edtf` is None where no days can be told from them.

    `stretch`: the whole of which it is one end, in EDTF ('26' of 'October 26-28': 2020-10-26/2020-10-28).
    """

    span: Span
    edtf: str | None
    stretch: str | None = None


@dataclass(frozen=True)
class ArticleMentions:
    """Every name and date of a text, in its order, whether or not a record came of it."""

    dates: tuple[DateExpression, ...] = ()
    persons: tuple[NameMention, ...] = ()
    organisations: tuple[NameMention, ...] = ()
    countries: tuple[NameMention, ...] = ()
    places: tuple[NameMention, ...] = ()


@dataclass(frozen=True)
class ArticleFacts:
    """`mentions`: only where they were asked for. `unnamed`: what the knowledge base may know the holders of."""

    published: date | None
    agency: str | None
    dateline: str | None
    actors: tuple[ActorFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()
    initiatives: tuple[InitiativeFact, ...] = ()
    mentions: ArticleMentions | None = None
    unnamed: tuple[UnnamedHolder, ...] = ()

    def count(self) -> int:
        """How many actors, meetings and initiatives there are."""
        return len(self.actors) + len(self.meetings) + len(self.initiatives)

    def to_json(self, article_id: str) -> dict[str, Any]:
        """The article's facts in the form of the `extract` command."""
        return {
            "id": article_id,
            "published": self.published.isoformat() if self.published else None,
            "agency": self.agency,
            "dateline": self.dateline,
            "actors": [_actor_json(a) for a in self.actors],
            "meetings": [_meeting_json(m) for m in self.meetings],
            "initiatives": [_initiative_json(i) for i in self.initiatives],
            **({"mentions": _mentions_json(self.mentions)} if self.mentions else {}),
        }


def _actor_json(actor: ActorFact) -> dict[str, Any]:
    out: dict[str, Any] = {"id": actor.id, "kind": actor.kind, "name": actor.name}
    if actor.posts:
        out["posts"] = [
            {
                "title": p.title,
                "body": p.body,
                **({"former": True} if p.former else {}),
                "confidence": round(p.source.confidence, 3),
            }
            for p in actor.posts
        ]
    out["mentions"] = [m.to_json() for m in actor.mentions]
    out["confidence"] = round(actor.confidence, 3)
    return out


def _meeting_json(meeting: MeetingFact) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "kind": meeting.kind,
        "name": meeting.name,
        "status": meeting.status,
        "date": meeting.date,
        "place": meeting.place,
        "online": meeting.online,
        "participants": [{"actor": p.actor, "role": p.role} for p in meeting.participants],
        "topics": [t.topic for t in meeting.topics],
        "evidence": [s.to_json() for s in meeting.evidence],
        "confidence": round(meeting.confidence, 3),
    }


def _initiative_json(initiative: InitiativeFact) -> dict[str, Any]:
    return {
        "id": initiative.id,
        "kind": initiative.kind,
        "name": initiative.name,
        "status": initiative.status,
        "date": initiative.date,
        "parties": [actor for actor, _ in initiative.parties],
        "topics": [t.topic for t in initiative.topics],
        "evidence": [s.to_json() for s in initiative.evidence],
        "confidence": round(initiative.confidence, 3),
    }


def _mentions_json(mentions: ArticleMentions) -> dict[str, Any]:
    names = ("persons", "organisations", "countries", "places")
    return {"dates": [_date_json(d) for d in mentions.dates]} | {
        kind: [m.span.to_json() | ({"actor": m.actor} if m.actor else {}) for m in getattr(mentions, kind)]
        for kind in names
    }


def _date_json(told: DateExpression) -> dict[str, Any]:
    return {**told.span.to_json(), "edtf": told.edtf, **({"stretch": told.stretch} if told.stretch else {})}
