"""Meetings: triggers in the sentences, who takes part, when, where, whether it came about; one record an occasion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from articles.extraction.dates import DateMention
from articles.extraction.facts import MeetingFact, ParticipantFact, PostFact, Source, Span
from articles.extraction.meetings.membership import Membership
from articles.extraction.meetings.occasion import Occasion
from articles.extraction.meetings.occasions import OccasionReader
from articles.extraction.meetings.records import RecordKeeper
from articles.extraction.meetings.telling import TellingScale
from articles.extraction.presence import Scene
from articles.extraction.readings import reading_of
from articles.extraction.spans import text_span
from articles.extraction.weighing import Figures

CONFIDENCE = {"name": 0.85, "verb": 0.85, "noun": 0.75}
#: shares right where the analyser sees an event in the rules' words, or there are no words of theirs; where it does not
HEARD = {"name": 0.97, "verb": 0.9, "noun": 0.93, "learnt": 0.8}
UNHEARD = 0.55


def assemble_meetings(
    scene: Scene,
    dates: Sequence[DateMention],
    posts: Mapping[str, Sequence[PostFact]],
    *,
    published: date | None,
    dateline: str | None,
    offset: int,
) -> tuple[MeetingFact, ...]:
    """The meetings of an article as facts; `offset` of the doc in the text."""
    reader = OccasionReader(scene, dates, posts, published=published, dateline=dateline)
    records = RecordKeeper(scene, posts).keep(reader.read())
    return tuple(_fact(f"m{n}", record, scene.doc, offset) for n, record in enumerate(records, 1))


@dataclass(frozen=True)
class RuledMeetings:
    """The meetings of an article as the rules alone read them, and what weighs their readings.

    `tellings`: those that mean no meeting told before, and whether the rules think them particular; `several`: the
    heads of words that may tell of several meetings, with what speaks for it.
    """

    records: Sequence[Occasion]
    tellings: Sequence[tuple[Occasion, bool]]
    several: Sequence[tuple[int, Figures]]
    membership: Membership
    scale: TellingScale


def ruled_meetings(
    scene: Scene,
    dates: Sequence[DateMention],
    posts: Mapping[str, Sequence[PostFact]],
    *,
    published: date | None,
    dateline: str | None,
) -> RuledMeetings:
    """What the scales are fitted to."""
    reader = OccasionReader(scene, dates, posts, published=published, dateline=dateline)
    keeper = RecordKeeper(scene, posts, weigh=False)
    records = keeper.keep(reader.read())
    return RuledMeetings(records, keeper.alone, reader.several, keeper.membership, keeper.scale)


def _fact(id: str, o: Occasion, doc: Doc, offset: int) -> MeetingFact:
    def span(start: int, end: int) -> Span:
        return text_span(doc, start, end, offset)

    trigger = span(o.trigger.start, o.trigger.end)
    sources = {"kind": Source(trigger, f"kind-{o.trigger.form}", 0.85)}
    sources["status"] = Source(span(o.cue.start, o.cue.end) if o.cue else trigger, f"status-{o.status}", 0.85)
    if o.name:
        sources["name"] = Source(trigger, "event-name", 0.85)
    if o.date:
        sources["date"] = Source(span(o.date.start, o.date.end), o.date.rule, o.date.confidence * 0.85)
    if o.place:
        sources["place"] = Source(span(o.place[1], o.place[2]), "place-after", 0.8)
    if o.online:
        sources["online"] = Source(span(*o.online), "online-words", 0.9)
    parts = (
        ParticipantFact(p.actor, p.role, Source(span(p.unit.start, p.unit.end), p.rule, p.confidence)) for p in o.parts
    )
    return MeetingFact(
        id=id,
        kind=o.kind,
        name=o.name,
        status=o.status,
        date=o.date.edtf if o.date else None,
        place=o.place[0] if o.place else None,
        online=o.online is not None,
        participants=tuple(parts),
        evidence=tuple(span(*s) for s in sorted(o.sentences)),
        confidence=_confidence(o, doc),
        sources=sources,
    )


def _confidence(o: Occasion, doc: Doc) -> float:
    """How sure the meeting is: what the scale says, else by what the rules alone saw."""
    if o.likelihood is not None:
        return o.likelihood
    if o.anchors:
        return HEARD[o.trigger.form]
    return UNHEARD if reading_of(doc).events else CONFIDENCE[o.trigger.form]
