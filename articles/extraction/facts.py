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


@dataclass(frozen=True)
class ArticleFacts:
    published: date | None
    agency: str | None
    dateline: str | None
    actors: tuple[ActorFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()
    initiatives: tuple[InitiativeFact, ...] = ()

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
        }


def _actor_json(actor: ActorFact) -> dict[str, Any]:
    out: dict[str, Any] = {"id": actor.id, "kind": actor.kind, "name": actor.name}
    if actor.posts:
        out["posts"] = [
            {"title": p.title, "body": p.body, **({"former": True} if p.former else {})} for p in actor.posts
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
        "evidence": [s.to_json() for s in initiative.evidence],
        "confidence": round(initiative.confidence, 3),
    }
