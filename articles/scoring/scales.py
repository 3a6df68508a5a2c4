"""The scales of extraction (`articles/extraction/weighing.py`) fitted anew to texts with gold.

Use texts that the analyser was not trained on: of those it knows it is surer than it will be of any other.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from articles.extraction import Analysis
from articles.extraction.initiatives import RuledInitiatives, ruled_initiatives, weighed
from articles.extraction.initiatives.undertakings import Undertaking
from articles.extraction.meetings import RuledMeetings, membership, ruled_meetings, telling
from articles.extraction.meetings.occasions import Occasion
from articles.extraction.weighing import Figures, Scale
from articles.reading import RawArticle, read_text
from articles.scoring.calibration import newton
from articles.scoring.documents import ScoredRecord, read_document, sentences
from articles.scoring.matching import ActorPairs, match_records

#: how much weights are drawn towards none; figures seen less often than this say nothing
RIDGE, SELDOM = 2.0, 6
#: the likelihood from which the answer is yes (the domain corpus takes fewer plain nouns for initiatives than readers
#: of wires do, hence little is asked there)
ENOUGH = {membership.QUESTION: 0.3, telling.QUESTION: 0.35, weighed.TOLD: 0.1, weighed.PARTY: 0.3}


#: who of the article may belong to a record, and what speaks for and against one of them
_Weigher = tuple[Callable[[Any], Iterable[str]], Callable[[Any, str], Figures]]


@dataclass(frozen=True)
class Judgement:
    """The figures of one reading, and whether gold has it."""

    question: str
    figures: Figures
    right: bool


def judgements(
    texts: Path, gold: Path, analyse: Callable[[RawArticle], Analysis], *, each: Callable[[str], None] = print
) -> Iterator[Judgement]:
    """Every reading of a folder of texts that gold confirms or not; `each` hears the name of each file."""
    for path in sorted(gold.glob("*.json")):
        article = read_text((texts / f"{path.stem}.txt").read_bytes(), id=path.stem, source=path.name)
        yield from of_article(article.text, article.id, json.loads(path.read_text(encoding="utf-8")), analyse(article))
        each(path.stem)


def of_article(text: str, id: str, gold: Mapping[str, Any], analysis: Analysis) -> Iterator[Judgement]:
    """The readings of one article."""
    ruled = ruled_meetings(analysis.cast, analysis.units, analysis.dates, analysis.posts,
                           published=analysis.facts.published, dateline=analysis.dateline)  # fmt: skip
    want = read_document(gold, text, gold=True)
    got = read_document(analysis.facts.to_json(id), text, gold=False)
    meetings = [m for m in want.records["meetings"] if not m.optional]
    yield from _tellings(ruled, analysis, meetings)
    lines, actors = sentences(text), ActorPairs(want.actors, got.actors)
    doc, offset = analysis.cast.doc, analysis.offset
    found = [_scored(record, n, doc, offset) for n, record in enumerate(ruled.records)]
    pairs = match_records(lines, meetings, found, actors, "meetings")
    taking_part: _Weigher = (ruled.membership.candidates, ruled.membership.figures)
    yield from _who(membership.QUESTION, ruled.records, taking_part, pairs, meetings, actors)
    undertaken = ruled_initiatives(analysis.cast, analysis.units, analysis.dates, analysis.posts)
    initiatives = [i for i in want.records["initiatives"] if not i.optional]
    yield from _undertakings(undertaken, analysis, initiatives)
    found = [_scored_initiative(record, n, doc, offset) for n, record in enumerate(undertaken.records)]
    pairs = match_records(lines, initiatives, found, actors, "initiatives")
    parties: _Weigher = (undertaken.scales.candidates, undertaken.scales.party_figures)
    yield from _who(weighed.PARTY, undertaken.records, parties, pairs, initiatives, actors)


def _tellings(ruled: RuledMeetings, analysis: Analysis, meetings: Sequence[ScoredRecord]) -> Iterator[Judgement]:
    """Each telling that the rules take for a new meeting, in the order of the text: does gold have a meeting there?"""
    doc, told = analysis.cast.doc, set[str]()
    for n, (occasion, particular) in enumerate(ruled.tellings):
        head = doc[occasion.trigger.head]
        start = analysis.offset + head.idx
        there = {m.id for m in meetings if any(a < start + len(head) and start < b for a, b in m.spans)}
        if not there & told:
            figures = ruled.scale.figures(occasion, particular=particular, first=n == 0)
            yield Judgement(telling.QUESTION, figures, bool(there))
        told |= there


def _undertakings(
    ruled: RuledInitiatives, analysis: Analysis, initiatives: Sequence[ScoredRecord]
) -> Iterator[Judgement]:
    """Each telling that the rules take for a new initiative: does gold have one there?"""
    doc, told = analysis.cast.doc, set[str]()
    for new, particular in ruled.tellings:
        head = doc[new.start : new.end].root
        start = analysis.offset + head.idx
        there = {i.id for i in initiatives if any(a < start + len(head) and start < b for a, b in i.spans)}
        if not there or there - told:
            yield Judgement(weighed.TOLD, ruled.scales.figures(new, particular=particular), bool(there))
        told |= there


def _who(
    question: str,
    records: Sequence[Any],
    weigh: _Weigher,
    pairs: Iterable[tuple[int, int]],
    wanted: Sequence[ScoredRecord],
    actors: ActorPairs,
) -> Iterator[Judgement]:
    """Of each record that gold has: everybody who might belong to it. `weigh`: its candidates, and their figures."""
    candidates, figures = weigh
    for i, j in pairs:
        want = actors.members(wanted[i], None)[0]
        free = actors.skip_gold | wanted[i].who_optional
        for actor in candidates(records[j]):
            if actor not in actors.skip_pred and actors.key(actor) not in free:
                yield Judgement(question, figures(records[j], actor), actors.key(actor) in want)


def _scored_initiative(u: Undertaking, n: int, doc: Any, offset: int) -> ScoredRecord:
    spans = tuple((offset + doc[a].idx, offset + doc[b - 1].idx + len(doc[b - 1])) for a, b in u.sentences)
    date = u.date.edtf if u.date else None
    who = dict.fromkeys(u.parties)
    return ScoredRecord(f"i{n}", u.kind, u.name, u.status, date, None, False, who, frozenset(), False, spans)


def _scored(o: Occasion, n: int, doc: Any, offset: int) -> ScoredRecord:
    spans = tuple((offset + doc[a].idx, offset + doc[b - 1].idx + len(doc[b - 1])) for a, b in o.sentences)
    date = o.date.edtf if o.date else None
    place = o.place[0] if o.place else None
    who = {p.actor: p.role for p in o.parts}
    return ScoredRecord(
        f"m{n}", o.kind, o.name, o.status, date, place, o.online is not None, who, frozenset(), False, spans
    )


def fitted(judged: Sequence[Judgement]) -> dict[str, Scale]:
    """A scale for each question: a logistic regression with a ridge."""
    return {
        question: _fit([j for j in judged if j.question == question], enough) for question, enough in ENOUGH.items()
    }


def _fit(judged: Sequence[Judgement], enough: float) -> Scale:
    seen = Counter(name for j in judged for name, figure in j.figures.items() if figure)
    names = sorted(name for name in seen if seen[name] >= SELDOM)
    if not names:
        raise ValueError(f"{len(judged)} readings are too few to fit a scale to: add texts with gold.")
    rows = np.array([[j.figures.get(name, 0.0) for name in names] for j in judged])
    right = np.array([float(j.right) for j in judged])
    weights = newton(rows, right, np.diag([RIDGE] * len(names)))
    return Scale({name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}, enough)
