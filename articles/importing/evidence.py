"""Facts as evidence rows: which sentence says which field values. Pure; save.py writes the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from articles.extraction.facts import (
    ActorFact,
    InitiativeFact,
    MeetingFact,
    PostFact,
    Source,
    Span,
    TopicFact,
    UnnamedHolder,
)
from kb.models.topics import join_topics

#: the rule of a value that extraction gives no source for
UNSOURCED = "unsourced"


@dataclass
class EvidenceRow:
    """One evidence row to be: the span, and the values that stand in it."""

    span: Span
    rule: str
    confidence: float
    values: dict[str, Any] = field(default_factory=dict)


def actor_rows(actor: ActorFact, text: str) -> list[EvidenceRow]:
    """One row a mention; kind and name stand with the first mention that has the name in full, else the first."""
    rows = [EvidenceRow(mention, actor.rule or UNSOURCED, actor.confidence) for mention in actor.mentions]
    named = next((row for row in rows if row.span.of(text) == actor.name), rows[0])
    source = Source(named.span, named.rule, actor.confidence)
    named.values = {"kind": value_json(actor.kind, source), "name": value_json(actor.name, source)}
    return rows


def post_row(post: PostFact, body: int | None) -> EvidenceRow:
    """The words that give a person a post; `body` is the pk of the body, if any."""
    row = EvidenceRow(post.source.span, post.source.rule, post.source.confidence)
    row.values = {
        "title": value_json(post.title, post.source),
        "body": value_json(body, post.source),
        "former": value_json(post.former, post.source),
    }
    return row


def meeting_rows(
    meeting: MeetingFact,
    actors: Mapping[str, int],
    unnamed: Iterable[UnnamedHolder] = (),
    published: date | None = None,
) -> list[EvidenceRow]:
    """One row a sentence. `actors`: pk of each actor by its id in the facts; `unnamed`: titles without a name, of this
    and other meetings; `published`: when a meeting without a date is taken to be, where it matters who held a post."""
    told: dict[str, Any] = {
        "kind": meeting.kind,
        "name": meeting.name,
        "status": meeting.status,
        "date_edtf": meeting.date,
        "place": meeting.place,
        # an article that says nothing of video does not say that there was none
        "online": meeting.online or None,
    }
    rows = _rows(meeting.evidence, meeting.confidence, _valued(told, meeting))
    for each in meeting.participants:
        tie = {"actor": actors[each.actor], "role": each.role, **_source_json(each.source)}
        _row_of(rows, each.source.span).values.setdefault("participants", []).append(tie)
    on = meeting.date or (published.isoformat() if published else "")
    for holder in unnamed:
        for title in _titles_at(meeting, holder, actors[holder.body], on):
            _row_of(rows, holder.source.span).values.setdefault("titles", []).append(title)
    _add_topics(rows, meeting.topics)
    return rows


def _titles_at(meeting: MeetingFact, holder: UnnamedHolder, body: int, on: str) -> Iterable[dict[str, Any]]:
    """A title without a name where its holder takes part in the meeting, as surely as the body does by these words."""
    sure = (each.source.confidence for each in meeting.participants if each.actor == holder.body)
    confidence = max(sure, default=holder.source.confidence)
    told = replace(holder.source, confidence=confidence)
    for fact, role in holder.meetings:
        if fact == meeting.id:
            yield {"title": holder.title, "body": body, "role": role, "on": on, **_source_json(told)}


def initiative_rows(initiative: InitiativeFact, actors: Mapping[str, int]) -> list[EvidenceRow]:
    """One row a sentence. `actors`: pk of each actor by its id in the facts."""
    told = {
        "kind": initiative.kind,
        "name": initiative.name,
        "status": initiative.status,
        "date_edtf": initiative.date,
    }
    rows = _rows(initiative.evidence, initiative.confidence, _valued(told, initiative))
    for actor, source in initiative.parties:
        tie = {"actor": actors[actor], **_source_json(source)}
        _row_of(rows, source.span).values.setdefault("parties", []).append(tie)
    _add_topics(rows, initiative.topics)
    return rows


def _add_topics(rows: Sequence[EvidenceRow], topics: Iterable[TopicFact]) -> None:
    """Each sentence's topics as one value: where the first of them stands, and the words of each."""
    for told in topics:
        row = _row_of(rows, told.source.span)
        entry = row.values.setdefault("topics", {**value_json("", told.source), "words": {}})
        entry["words"][told.topic] = [told.source.span.start, told.source.span.end]
        entry["value"] = join_topics(entry["words"])


def value_json(value: Any, source: Source) -> dict[str, Any]:
    """A field's value with its own span, rule and confidence."""
    return {"value": value, **_source_json(source)}


def _source_json(source: Source) -> dict[str, Any]:
    return {
        "start": source.span.start,
        "end": source.span.end,
        "rule": source.rule,
        "confidence": round(source.confidence, 4),
    }


def _valued(told: Mapping[str, Any], fact: MeetingFact | InitiativeFact) -> Iterable[tuple[str, Any, Source]]:
    """The fields that the article says something about, each with its source."""
    unsourced = Source(fact.evidence[0], UNSOURCED, fact.confidence)
    for name, value in told.items():
        if value is not None:
            # extraction knows a date as `date`, the record as `date_edtf`
            yield name, value, fact.sources.get(name.removesuffix("_edtf"), unsourced)


def _rows(spans: Sequence[Span], confidence: float, values: Iterable[tuple[str, Any, Source]]) -> list[EvidenceRow]:
    rows = [EvidenceRow(span, "", confidence) for span in spans]
    for name, value, source in values:
        row = _row_of(rows, source.span)
        row.values[name] = value_json(value, source)
        row.rule = row.rule or source.rule
    for row in rows:
        row.rule = row.rule or UNSOURCED
    return rows


def _row_of(rows: Sequence[EvidenceRow], span: Span) -> EvidenceRow:
    """The row whose span holds another, else the first."""
    return next((row for row in rows if row.span.start <= span.start and span.end <= row.span.end), rows[0])
