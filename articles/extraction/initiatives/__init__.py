"""Initiatives: agreements, plans, partnerships, funds … named or described, with parties, status and time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from articles.extraction.dates import DateMention
from articles.extraction.facts import InitiativeFact, MeetingFact, PostFact, Source, Span
from articles.extraction.initiatives.reader import InitiativeReader
from articles.extraction.initiatives.undertakings import Undertaking
from articles.extraction.initiatives.weighed import InitiativeScales
from articles.extraction.presence import Scene
from articles.extraction.spans import text_span

#: sentences between a meeting and the undertaking that was signed there
SAME_OCCASION = 600
#: and between an undertaking and its signing, told after it
NEXT_SENTENCE = 250
#: how sure the network must be that something was signed of which no word says so
HEARD = 0.7
#: characters of a date that tells only the year
YEAR = 4


def assemble_initiatives(
    scene: Scene,
    dates: Sequence[DateMention],
    posts: Mapping[str, Sequence[PostFact]],
    meetings: Sequence[MeetingFact],
    *,
    published: date | None,
    offset: int,
) -> tuple[InitiativeFact, ...]:
    """The undertakings of an article as facts; `offset` of the doc in the text."""
    found = InitiativeReader(scene, dates, posts, published=published).read()
    return tuple(_fact(f"i{n}", u, scene.doc, meetings, offset) for n, u in enumerate(found, 1))


@dataclass(frozen=True)
class RuledInitiatives:
    """The initiatives of an article as the rules alone read them, and what weighs their readings.

    `tellings`: those that mean none told before, and whether the rules think them particular.
    """

    records: Sequence[Undertaking]
    tellings: Sequence[tuple[Undertaking, bool]]
    scales: InitiativeScales


def ruled_initiatives(
    scene: Scene, dates: Sequence[DateMention], posts: Mapping[str, Sequence[PostFact]]
) -> RuledInitiatives:
    """What the scales are fitted to."""
    reader = InitiativeReader(scene, dates, posts, weigh=False)
    return RuledInitiatives(reader.read(), reader.alone, reader.scales)


def _fact(id: str, u: Undertaking, doc: Doc, meetings: Sequence[MeetingFact], offset: int) -> InitiativeFact:
    def span(start: int, end: int) -> Span:
        return text_span(doc, start, end, offset)

    name = span(u.start, u.end)
    sources = {
        "kind": Source(name, "initiative-words", 0.85),
        "name": Source(name, "initiative-named" if u.named else "initiative-described", 0.85 if u.named else 0.7),
        "status": Source(span(*u.cue) if u.cue else name, "initiative-cue" if u.cue else "initiative-default", 0.7),
    }
    day = u.date.edtf if u.date else None
    if u.date:
        sources["date"] = Source(span(u.date.start, u.date.end), u.date.rule, u.date.confidence * 0.8)
    elif u.status == "signed" and (u.cue or u.heard >= HEARD) and (meeting := _signed_at(name, meetings)):
        day = meeting.date
        sources["date"] = Source(meeting.sources["date"].span, "date-of-the-meeting", 0.5)
    return InitiativeFact(
        id=id,
        kind=u.kind,
        name=u.name,
        status=u.status,
        date=day,
        parties=tuple((a, Source(span(p.start, p.end), p.rule, p.confidence)) for a, p in u.parties.items()),
        evidence=tuple(span(*s) for s in sorted(u.sentences)),
        confidence=u.likelihood if u.likelihood is not None else 0.8 if u.named else 0.6,
        sources=sources,
    )


def _signed_at(name: Span, meetings: Sequence[MeetingFact]) -> MeetingFact | None:
    """The meeting told of last before an undertaking that was signed there, else the signing told right behind."""
    before = [
        (span.start, m)
        for m in meetings
        for span in m.evidence
        if m.status == "held"
        and "date" in m.sources
        and len(m.date or "") > YEAR
        and 0 <= name.start - span.start < SAME_OCCASION
    ]
    if before:
        return max(before, key=lambda b: b[0])[1]
    # 'They have signed an agreement. … They signed the papers on Monday.'
    behind = [
        (span.start, m)
        for m in meetings
        for span in m.evidence
        if (m.kind, m.status) == ("ceremony", "held")
        and m.sources["kind"].rule == "kind-verb"
        and "date" in m.sources
        and len(m.date or "") > YEAR
        and 0 <= span.start - name.end < NEXT_SENTENCE
    ]
    return min(behind, key=lambda b: b[0])[1] if behind else None
