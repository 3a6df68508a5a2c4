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
from articles.extraction.initiatives import ruled_initiatives, weighed
from articles.extraction.initiatives.undertakings import Undertaking
from articles.extraction.meetings import apart, membership, ruled_meetings, telling
from articles.extraction.meetings.occasion import Occasion
from articles.extraction.weighing import Figures, Scale
from articles.reading import RawArticle, read_text
from articles.scoring.calibration import newton
from articles.scoring.documents import ScoredRecord, Span, read_document, sentences
from articles.scoring.matching import ActorPairs, match_records

#: how much weights are drawn towards none; figures seen less often than this say nothing
RIDGE, SELDOM = 2.0, 6
#: the likelihood from which the answer is yes (the domain corpus takes fewer plain nouns for initiatives than readers
#: of wires do, hence little is asked there)
ENOUGH = {
    membership.QUESTION: 0.3,
    telling.QUESTION: 0.45,
    apart.QUESTION: 0.55,
    weighed.TOLD: 0.15,
    weighed.PARTY: 0.3,
}


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
    want = read_document(gold, text, gold=True)
    got = read_document(analysis.facts.to_json(id), text, gold=False)
    lines, actors = sentences(text), ActorPairs(want.actors, got.actors)
    yield from _of_meetings([m for m in want.records["meetings"] if not m.optional], analysis, lines, actors)
    yield from _of_initiatives([i for i in want.records["initiatives"] if not i.optional], analysis, lines, actors)


def _of_meetings(
    wanted: Sequence[ScoredRecord], analysis: Analysis, lines: Sequence[Span], actors: ActorPairs
) -> Iterator[Judgement]:
    ruled = ruled_meetings(analysis.scene, analysis.dates, analysis.posts,
                           published=analysis.facts.published, dateline=analysis.dateline)  # fmt: skip
    tellings = (
        (new.trigger.head, ruled.scale.figures(new, particular=particular, first=n == 0))
        for n, (new, particular) in enumerate(ruled.tellings)
    )
    # words that gold has in a meeting told before, too, are no question: they tell of either
    yield from _told(telling.QUESTION, tellings, wanted, analysis, unless=lambda there, told: bool(there & told))
    yield from _each(ruled.several, wanted, analysis)
    found = [_scored(record, n, analysis.cast.doc, analysis.offset) for n, record in enumerate(ruled.records)]
    pairs = match_records(lines, wanted, found, actors, "meetings")
    weigh: _Weigher = (ruled.membership.candidates, ruled.membership.figures)
    yield from _who(membership.QUESTION, ruled.records, weigh, pairs, wanted, actors)


def _of_initiatives(
    wanted: Sequence[ScoredRecord], analysis: Analysis, lines: Sequence[Span], actors: ActorPairs
) -> Iterator[Judgement]:
    ruled, doc = ruled_initiatives(analysis.scene, analysis.dates, analysis.posts), analysis.cast.doc
    tellings = (
        (doc[new.start : new.end].root.i, ruled.scales.figures(new, particular=particular))
        for new, particular in ruled.tellings
    )
    # words that tell of a new one beside those told before are one
    yield from _told(weighed.TOLD, tellings, wanted, analysis, unless=lambda there, told: bool(there) and there <= told)
    found = [_scored_initiative(record, n, doc, analysis.offset) for n, record in enumerate(ruled.records)]
    pairs = match_records(lines, wanted, found, actors, "initiatives")
    weigh: _Weigher = (ruled.scales.candidates, ruled.scales.party_figures)
    yield from _who(weighed.PARTY, ruled.records, weigh, pairs, wanted, actors)


def _told(
    question: str,
    tellings: Iterable[tuple[int, Figures]],
    wanted: Sequence[ScoredRecord],
    analysis: Analysis,
    *,
    unless: Callable[[set[str], set[str]], bool],
) -> Iterator[Judgement]:
    """Each telling that the rules take for a new record, in the order of the text: does gold have one there?

    `tellings`: the head of each, and its figures; `unless`: what gold has there and what was told before make it no
    question.
    """
    told = set[str]()
    for head, figures in tellings:
        there = _records_at(head, wanted, analysis)
        if not unless(there, told):
            yield Judgement(question, figures, bool(there))
        told |= there


def _each(
    several: Iterable[tuple[int, Figures]], wanted: Sequence[ScoredRecord], analysis: Analysis
) -> Iterator[Judgement]:
    """Each word that tells of a meeting with several: does gold have several there?"""
    for head, figures in several:
        there = _records_at(head, wanted, analysis)
        if there:
            yield Judgement(apart.QUESTION, figures, len(there) > 1)


def _records_at(token: int, wanted: Sequence[ScoredRecord], analysis: Analysis) -> set[str]:
    """The records that gold anchors at a token."""
    word = analysis.cast.doc[token]
    start = analysis.offset + word.idx
    return {record.id for record in wanted if any(a < start + len(word) and start < b for a, b in record.spans)}


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
        question: fit_scale([j for j in judged if j.question == question], enough)
        for question, enough in ENOUGH.items()
    }


def fit_scale(judged: Sequence[Judgement], enough: float) -> Scale:
    """The scale of one question. Raises ValueError where there are too few readings."""
    seen = Counter(name for j in judged for name, figure in j.figures.items() if figure)
    names = sorted(name for name in seen if seen[name] >= SELDOM)
    if not names:
        raise ValueError(f"{len(judged)} readings are too few to fit a scale to: add texts with gold.")
    rows = np.array([[j.figures.get(name, 0.0) for name in names] for j in judged])
    right = np.array([float(j.right) for j in judged])
    weights = newton(rows, right, np.diag([RIDGE] * len(names)))
    return Scale({name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}, enough)
