"""Rows for the tests of pages: actors, meetings, initiatives, and articles that tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from articles.models import ActorEvidence, Article, InitiativeEvidence, MeetingEvidence, TenureEvidence
from kb.edtf import read_edtf
from kb.models import (
    Actor,
    ActorName,
    Initiative,
    Meeting,
    Participation,
    Party,
    Place,
    Post,
    ReviewState,
    Tenure,
)
from kb.slugs import free_slug

MACHINE = ReviewState.MACHINE


def an_actor(name: str, kind: str = "person", *, spellings: Sequence[str] = (), **fields: Any) -> Actor:
    actor = Actor.objects.create(name=name, kind=kind, slug=free_slug(Actor, name), **fields)
    for text in (name, *spellings):
        ActorName.objects.create(actor=actor, text=text, review=MACHINE)
    return actor


def dated(edtf: str) -> dict[str, Any]:
    """The date fields of an event."""
    if not edtf:
        return {}
    days = read_edtf(edtf)
    return {"date_edtf": edtf, "date_earliest": days.earliest, "date_latest": days.latest}


def a_meeting(
    *people: Actor,
    kind: str = "talks",
    status: str = "held",
    day: str = "2020-02-03",
    place: str = "",
    host: Actor | None = None,
    **fields: Any,
) -> Meeting:
    where = Place.objects.get_or_create(name=place, defaults={"slug": free_slug(Place, place)})[0] if place else None
    meeting = Meeting.objects.create(
        kind=kind,
        status=status,
        place=where,
        slug=free_slug(Meeting, fields.get("name") or kind),
        **dated(day),
        **fields,
    )
    for actor in people:
        role = "host" if actor == host else "participant"
        Participation.objects.create(meeting=meeting, actor=actor, role=role, review=MACHINE)
    return meeting


def an_initiative(
    *parties: Actor,
    name: str = "action plan",
    kind: str = "plan",
    status: str = "ongoing",
    day: str = "",
    **fields: Any,
) -> Initiative:
    initiative = Initiative.objects.create(
        name=name, kind=kind, status=status, slug=free_slug(Initiative, name), **dated(day), **fields
    )
    for actor in parties:
        Party.objects.create(initiative=initiative, actor=actor, review=MACHINE)
    return initiative


def an_article(text: str, *, published: date | None = date(2020, 2, 3), **fields: Any) -> Article:
    title = fields.pop("title", text.strip()[:60] or "empty")
    source = fields.pop("source", f"{free_slug(Article, title)}.txt")
    return Article.objects.create(
        source=source, slug=free_slug(Article, title), checksum="0" * 64, title=title, text=text, published=published,
        agency=fields.pop("agency", "VNA"), **fields,
    )  # fmt: skip


def a_tenure(person: Actor, title: str, body: Actor | None = None, **fields: Any) -> Tenure:
    post = Post.objects.filter(title=title, body=body).first()
    if post is None:
        post = Post.objects.create(title=title, body=body, slug=free_slug(Post, f"{title} {body or ''}"))
    return Tenure.objects.create(person=person, post=post, review=MACHINE, **fields)


def span(article: Article, words: str) -> dict[str, int]:
    start = article.text.index(words)
    return {"start": start, "end": start + len(words)}


def value(article: Article, said: Any, words: str, **more: Any) -> dict[str, Any]:
    """A value of evidence: what it says, and the words that say so."""
    return {"value": said, **span(article, words), "rule": "rule-x", "confidence": 0.9, **more}


def tells(article: Article, record: Any, words: str, *, confidence: float = 0.9, **values: Any) -> Any:
    """Evidence of a record: these words of the article give these values."""
    told = {"pipeline_version": "1", "rule": "rule-x", "confidence": confidence}
    common = {"article": article, **span(article, words), **told}
    match record:
        case Actor():
            return ActorEvidence.objects.create(actor=record, values=values, **common)
        case Tenure():
            return TenureEvidence.objects.create(tenure=record, values=values, **common)
        case Meeting():
            return MeetingEvidence.objects.create(meeting=record, fact="m1", values=values, **common)
        case Initiative():
            return InitiativeEvidence.objects.create(initiative=record, fact="i1", values=values, **common)
    raise TypeError(f"{record!r} has no evidence.")
