"""Facts as the knowledge base can hold them: what no row can hold is left out, and said so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from articles.extraction.facts import (
    ActorFact,
    ArticleFacts,
    InitiativeFact,
    MeetingFact,
    PostFact,
    Source,
    Span,
    TopicFact,
    UnnamedHolder,
)
from kb.edtf import EdtfError, read_edtf
from kb.models import ActorKind, InitiativeKind, InitiativeStatus, MeetingKind, MeetingStatus, Role, Topic
from kb.names import name_key

MAX_NAME, MAX_TITLE, MAX_PLACE, MAX_RULE, MAX_DATE, MAX_ID = 300, 200, 200, 80, 40, 20

Fact = TypeVar("Fact", ActorFact, MeetingFact, InitiativeFact)


class NotStorable(ValueError):
    """A fact that no row can hold; the message says why."""


@dataclass(frozen=True)
class Storable:
    """The facts that can be stored, and a line about each that cannot."""

    facts: ArticleFacts
    left_out: tuple[str, ...] = ()


def storable(facts: ArticleFacts, text: str) -> Storable:
    """Check every fact against its text and the schema."""
    left_out: list[str] = []
    actors = _checked(facts.actors, lambda actor: _actor(actor, text), left_out)
    known = {actor.id for actor in actors}
    return Storable(
        replace(
            facts,
            unnamed=tuple(each for each in facts.unnamed if _holder_storable(each, known, text)),
            actors=_checked(actors, lambda actor: _with_posts(actor, known, text), left_out),
            meetings=_checked(facts.meetings, lambda meeting: _meeting(meeting, known, text), left_out),
            initiatives=_checked(facts.initiatives, lambda initiative: _initiative(initiative, known, text), left_out),
        ),
        tuple(left_out),
    )


def _checked(facts: Iterable[Fact], check: Callable[[Fact], Fact], left_out: list[str]) -> tuple[Fact, ...]:
    """The facts that pass; each id once."""
    passed: dict[str, Fact] = {}
    for fact in facts:
        try:
            if fact.id in passed or len(fact.id) > MAX_ID:
                raise NotStorable(f"its id {fact.id[:40]!r} is too long or taken")
            passed[fact.id] = check(fact)
        except NotStorable as error:
            left_out.append(
                f"{type(fact).__name__.removesuffix('Fact').lower()} {(fact.name or fact.id)[:60]!r}: {error}"
            )
    return tuple(passed.values())


def _actor(actor: ActorFact, text: str) -> ActorFact:
    _require_known("kind", actor.kind, ActorKind.values)
    _require_name(actor.name, MAX_NAME)
    _require_share(actor.confidence)
    mentions = tuple(sorted({mention for mention in actor.mentions if _inside(mention, text)}))
    if not mentions:
        raise NotStorable("it has no mention in the text")
    return replace(actor, mentions=mentions, rule=actor.rule[:MAX_RULE])


def _with_posts(actor: ActorFact, known: Collection[str], text: str) -> ActorFact:
    """The actor with those posts that can be stored: only persons hold posts, in bodies that are stored too."""
    return replace(actor, posts=tuple(post for post in actor.posts if _post_storable(actor, post, known, text)))


def _post_storable(actor: ActorFact, post: PostFact, known: Collection[str], text: str) -> bool:
    return (
        actor.kind == ActorKind.PERSON
        and (post.body is None or (post.body in known and post.body != actor.id))
        and bool(name_key(post.title))
        and len(post.title) <= MAX_TITLE
        and _inside(post.source.span, text)
    )


def _holder_storable(holder: UnnamedHolder, known: Collection[str], text: str) -> bool:
    named = bool(name_key(holder.title)) and len(holder.title) <= MAX_TITLE
    roles = all(role in Role.values for _, role in holder.meetings)
    return named and roles and holder.body in known and _inside(holder.source.span, text)


def _meeting(meeting: MeetingFact, known: Collection[str], text: str) -> MeetingFact:
    _require_known("kind", meeting.kind, MeetingKind.values)
    _require_known("status", meeting.status, MeetingStatus.values)
    _require_share(meeting.confidence)
    if meeting.name is not None:
        _require_name(meeting.name, MAX_NAME)
    if meeting.place is not None:
        _require_name(meeting.place, MAX_PLACE, "place")
    _require_date(meeting.date)
    participants = {}
    for each in meeting.participants:
        if each.actor in known and each.role in Role.values and _inside(each.source.span, text):
            participants.setdefault(each.actor, each)
    return replace(
        meeting,
        participants=tuple(participants.values()),
        evidence=_evidence(meeting.evidence, text),
        sources=_sources(meeting.sources, text),
        topics=_topics(meeting.topics, text),
    )


def _initiative(initiative: InitiativeFact, known: Collection[str], text: str) -> InitiativeFact:
    _require_known("kind", initiative.kind, InitiativeKind.values)
    _require_known("status", initiative.status, InitiativeStatus.values)
    _require_share(initiative.confidence)
    _require_name(initiative.name, MAX_NAME)
    _require_date(initiative.date)
    parties: dict[str, Source] = {}
    for actor, source in initiative.parties:
        if actor in known and _inside(source.span, text):
            parties.setdefault(actor, source)
    return replace(
        initiative,
        parties=tuple(parties.items()),
        evidence=_evidence(initiative.evidence, text),
        sources=_sources(initiative.sources, text),
        topics=_topics(initiative.topics, text),
    )


def _evidence(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Each sentence once, the first one first as extraction ordered them."""
    inside = tuple(dict.fromkeys(span for span in spans if _inside(span, text)))
    if not inside:
        raise NotStorable("it has no sentence in the text as evidence")
    return inside


def _sources(sources: Iterable[tuple[str, Source]] | object, text: str) -> dict[str, Source]:
    return {field: source for field, source in dict(sources).items() if _inside(source.span, text)}  # type: ignore[call-overload]


def _topics(topics: Iterable[TopicFact], text: str) -> tuple[TopicFact, ...]:
    return tuple(t for t in topics if t.topic in Topic.values and _inside(t.source.span, text))


def _inside(span: Span, text: str) -> bool:
    return 0 <= span.start < span.end <= len(text)


def _require_name(name: str, longest: int, what: str = "name") -> None:
    if not name_key(name):
        raise NotStorable(f"its {what} has no letters or figures")
    if len(name) > longest:
        raise NotStorable(f"its {what} has {len(name)} characters, at most {longest} are stored")


def _require_known(what: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise NotStorable(f"its {what} {value!r} is none of {', '.join(known)}")


def _require_share(confidence: float) -> None:
    if not 0 <= confidence <= 1:
        raise NotStorable(f"its confidence {confidence} is not between 0 and 1")


def _require_date(edtf: str | None) -> None:
    if edtf is None:
        return
    if len(edtf) > MAX_DATE:
        raise NotStorable(f"its date has {len(edtf)} characters, at most {MAX_DATE} are stored")
    try:
        read_edtf(edtf)
    except EdtfError as error:
        raise NotStorable(str(error)) from error
