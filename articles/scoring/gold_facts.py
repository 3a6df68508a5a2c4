"""Gold annotations as extraction would give them: one article's facts, without a pipeline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

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

SENTENCE_END = re.compile(r"(?<![A-Z])(?<!Nov)(?<!Dec)(?<!Mr)[.!?][\"”’]?\s+(?=[\"“‘]?[A-Z0-9])|\n\s*\n")
RULE = "gold"


def facts_from_gold(text: str, gold: dict[str, Any]) -> ArticleFacts:
    """The facts of a gold document: surfaces become mentions, anchors the sentences that hold them."""
    sentences = list(_sentences(text))
    actors = tuple(_actor(text, actor) for actor in gold["actors"])
    mentions = {actor.id: actor.mentions for actor in actors}
    return ArticleFacts(
        published=date.fromisoformat(gold["published"]) if gold["published"] else None,
        agency=gold["agency"],
        dateline=gold["dateline"],
        actors=tuple(actor for actor in actors if actor.mentions),
        meetings=tuple(_meeting(text, sentences, mentions, meeting) for meeting in gold["meetings"]),
        initiatives=tuple(_initiative(text, sentences, mentions, initiative) for initiative in gold["initiatives"]),
    )


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for end in [*(match.end() for match in SENTENCE_END.finditer(text)), len(text)]:
        words = text[start:end]
        if words.strip():
            yield Span(start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip())))
        start = end


def _actor(text: str, gold: dict[str, Any]) -> ActorFact:
    surfaces = sorted(gold["surface"], key=len, reverse=True)
    pattern = "|".join(rf"(?<!\w){re.escape(surface)}(?!\w)" for surface in surfaces)
    mentions = tuple(Span(match.start(), match.end()) for match in re.finditer(pattern, text)) if pattern else ()
    posts = tuple(
        PostFact(post["title"], post.get("body"), Source(mentions[0], RULE), former=post.get("former", False))
        for post in gold.get("posts") or []
    )
    return ActorFact(gold["id"], gold["kind"], gold["name"], mentions, 1.0, posts, RULE)


def _meeting(
    text: str, sentences: list[Span], mentions: dict[str, tuple[Span, ...]], gold: dict[str, Any]
) -> MeetingFact:
    evidence = _evidence(text, sentences, gold["anchors"])
    return MeetingFact(
        id=gold["id"],
        kind=gold["kind"],
        name=gold["name"],
        status=gold["status"],
        date=gold["date"],
        place=gold["place"],
        online=gold["online"],
        participants=tuple(
            ParticipantFact(each["actor"], each["role"], _source_of(each["actor"], mentions, evidence))
            for each in gold["participants"]
            if mentions[each["actor"]]
        ),
        evidence=evidence,
        confidence=1.0,
        sources={
            field: _words_of(gold[field], text, evidence)
            for field in ("kind", "name", "status", "date", "place")
            if gold[field]
        },
    )


def _initiative(
    text: str, sentences: list[Span], mentions: dict[str, tuple[Span, ...]], gold: dict[str, Any]
) -> InitiativeFact:
    evidence = _evidence(text, sentences, gold["anchors"])
    return InitiativeFact(
        id=gold["id"],
        kind=gold["kind"],
        name=gold["name"],
        status=gold["status"],
        date=gold["date"],
        parties=tuple((actor, _source_of(actor, mentions, evidence)) for actor in gold["parties"] if mentions[actor]),
        evidence=evidence,
        confidence=1.0,
        sources={
            field: _words_of(gold[field], text, evidence) for field in ("kind", "name", "status", "date") if gold[field]
        },
    )


def _evidence(text: str, sentences: list[Span], anchors: list[list[Any]]) -> tuple[Span, ...]:
    """The sentences that hold the anchors ([words, n] is the n-th occurrence of the words), each once."""
    found: dict[Span, None] = {}
    for words, n in anchors:
        at = -1
        for _ in range(n):
            at = text.index(words, at + 1)
        found[next(span for span in sentences if span.start <= at < span.end)] = None
    return tuple(sorted(found))


def _source_of(actor: str, mentions: dict[str, tuple[Span, ...]], evidence: tuple[Span, ...]) -> Source:
    """The actor's first mention inside the evidence, else the first sentence of the evidence."""
    inside = (
        mention
        for sentence in evidence
        for mention in mentions[actor]
        if sentence.start <= mention.start and mention.end <= sentence.end
    )
    return Source(next(inside, evidence[0]), RULE)


def _words_of(value: str, text: str, evidence: tuple[Span, ...]) -> Source:
    """The value's own words inside the evidence, else the first sentence of the evidence."""
    for sentence in evidence:
        at = text.find(value, sentence.start, sentence.end)
        if at >= 0:
            return Source(Span(at, at + len(value)), RULE)
    return Source(evidence[0], RULE)
