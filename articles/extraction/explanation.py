"""Why extraction says what it says: for each sentence its mentions, triggers and values, with the rules that fired.

For the person who wants to mend a rule: what was seen, what came of it, and what was dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Span as Words

from articles.extraction import Analysis
from articles.extraction.clauses import Sentence
from articles.extraction.confidence import curves, unsettled
from articles.extraction.dates import DateMention
from articles.extraction.facts import InitiativeFact, MeetingFact, Source, Span
from articles.extraction.initiatives.learnt import LearntInitiatives
from articles.extraction.initiatives.phrases import Phrase, PhraseFinder
from articles.extraction.meetings.occasion import Occasion
from articles.extraction.meetings.occasions import OccasionReader
from articles.extraction.meetings.records import RecordKeeper
from articles.extraction.meetings.triggers import Trigger
from articles.extraction.readings import Mention as ReadMention
from articles.extraction.readings import reading_of
from articles.extraction.spans import text_span
from articles.extraction.topics import find_topic_words

MENTIONS, TRIGGERS, VALUES = "Mentions", "Triggers", "Values"


@dataclass(frozen=True)
class Line:
    """One find: what sort, its words, what they were read as, by which rule, how surely (None: it gives none)."""

    section: str
    what: str
    span: Span
    words: str
    read_as: str
    rule: str
    confidence: float | None = None


@dataclass(frozen=True)
class SentenceExplained:
    """A sentence with its syntax in one line, and its finds in the order of the sections."""

    span: Span
    text: str
    syntax: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class FactExplained:
    """A fact in words, and how its confidence came about: the rough one, its signals, and the share in the end."""

    id: str
    words: str
    rough: float
    signals: tuple[str, ...]
    confidence: float


def explain(analysis: Analysis) -> list[SentenceExplained]:
    """Every sentence of an article, in order."""
    return _Explainer(analysis).sentences()


def explain_confidence(analysis: Analysis) -> list[FactExplained]:
    """Every fact with the way to its confidence; a post is named after its person and its place there ('a3 0')."""
    called = {a.id: f"{a.kind} {a.name}" for a in analysis.facts.actors}
    called |= {f"{a.id} {n}": f"{a.name}: {p.title}" for a in analysis.facts.actors for n, p in enumerate(a.posts)}
    records: list[MeetingFact | InitiativeFact] = [*analysis.facts.meetings, *analysis.facts.initiatives]
    called |= {record.id: f"{record.kind} {record.name or ''}" for record in records}
    return [
        FactExplained(each.id, called[each.id].strip(), each.rough, each.signals, curves()[each.section].of(each))
        for each in unsettled(analysis.facts)
    ]


class _Explainer:
    def __init__(self, analysis: Analysis) -> None:
        self.analysis, self.cast, self.doc = analysis, analysis.cast, analysis.cast.doc
        self.learnt = LearntInitiatives(self.doc)
        self.phrases = PhraseFinder(self.cast, analysis.dates, self.learnt)
        self.tellings = list(self._reader().read())
        reader = self._reader()
        records = RecordKeeper(analysis.scene, analysis.posts).keep(reader.read())
        self.records = {f"m{n}": record for n, record in enumerate(records, 1)}
        self.topics = find_topic_words(self.cast, offset=analysis.offset)

    def _reader(self) -> OccasionReader:
        """A fresh one: putting tellings together changes them."""
        a = self.analysis
        return OccasionReader(a.scene, a.dates, a.posts, published=a.facts.published, dateline=a.dateline)

    def sentences(self) -> list[SentenceExplained]:
        out = []
        for sent in self.doc.sents:
            span = self._span(sent.start, sent.end)
            mentions = sorted(self._mentions(sent), key=lambda line: line.span)
            lines = (*mentions, *self._triggers(sent), *self._values(span))
            out.append(SentenceExplained(span, span.of(self.analysis.text), _syntax(sent), lines))
        return out

    def _span(self, start: int, end: int) -> Span:
        return text_span(self.doc, start, end, self.analysis.offset)

    def _line(
        self, section: str, what: str, span: Span, read_as: str, rule: str, confidence: float | None = None
    ) -> Line:
        words = " ".join(span.of(self.analysis.text).split())
        return Line(section, what, span, words, read_as, rule, confidence)

    def _mentions(self, sent: Words) -> Iterator[Line]:
        inside = range(sent.start, sent.end)
        for actor in self.cast.actors.values():
            for m in actor.mentions:
                if m.start in inside:
                    part = ", inside a longer name" if m.part else ""
                    read_as = f"{actor.id} {actor.name}{part}"
                    yield self._line(MENTIONS, actor.kind, self._span(m.start, m.end), read_as, m.rule, m.confidence)
        for m in self.cast.others:
            if m.start in inside:
                yield self._line(MENTIONS, m.kind, self._span(m.start, m.end), "", m.rule, m.confidence)
        for told in self.analysis.dates:
            if told.start in inside:
                yield self._date(told)
        for unit in self.analysis.scene.units:
            if unit.start in inside and unit.kind in ("pronoun", "group", "possessive") and unit.actors:
                meant = ", ".join(self._called(actor) for actor in unit.actors)
                yield self._line(
                    MENTIONS, unit.kind, self._span(unit.start, unit.end), meant, "reference", unit.confidence
                )

    def _date(self, told: DateMention) -> Line:
        offset = self.analysis.offset
        counted = f", counted from {told.anchor}" if told.relative else ""
        bound = f", {told.relation}" if told.relation != "in" else ""
        read_as = f"{told.edtf or told.season or 'no days'} ({told.precision}{counted}{bound})"
        span = Span(offset + told.start_char, offset + told.end_char)
        return self._line(MENTIONS, "date", span, read_as, told.rule, told.confidence)

    def _called(self, actor: str) -> str:
        return f"{actor} {self.cast.actors[actor].name}"

    def _triggers(self, sent: Words) -> Iterator[Line]:
        for telling in self.tellings:
            if telling.sentences[0][0] == sent.start:
                yield self._telling(telling)
        a = self.analysis
        sentence = Sentence(self.doc, sent.start, sent.end, a.scene.units, [(d.start, d.end) for d in a.dates])
        for phrase in self.phrases.find(sentence):
            yield self._phrase(phrase)
        for event in reading_of(self.doc).events:
            if sent.start <= event.start < sent.end:
                yield self._event(event)
        span = self._span(sent.start, sent.end)
        for told in self.topics:
            if span.start <= told.span.start < span.end:
                yield self._line(TRIGGERS, "topic words", told.span, told.topic, "topic_words.tsv")

    def _telling(self, o: Occasion) -> Line:
        """A meeting as its trigger tells it, and the record that came of it."""
        people = "; ".join(f"{self._called(p.actor)} as {p.role} ({p.rule})" for p in o.parts) or "nobody"
        cue = f" by “{self.doc[o.cue.start : o.cue.end].text}”" if o.cue else ""
        when = f", {o.date.edtf} ({o.date.rule})" if o.date else ", no date"
        where = f", in {o.place[0]}" if o.place else ""
        read_as = f"{o.kind}, {o.status}{cue}{when}{where}; {people} → {self._became(o)}"
        return self._line(
            TRIGGERS, "meeting", self._span(o.trigger.start, o.trigger.end), read_as, _trigger_rule(o.trigger)
        )

    def _became(self, o: Occasion) -> str:
        told = [id for id, record in self.records.items() if o.trigger in record.triggers]
        own = [id for id in told if o.actors <= self.records[id].actors]  # 'meetings with A, B and C' are three
        if told:
            return ", ".join(own or told)
        needs = f": its line needs “{o.trigger.needs}”" if o.trigger.needs else ": not particular enough"
        return "no record" + (": negated" if o.status == "none" else needs)

    def _phrase(self, phrase: Phrase) -> Line:
        span = self._span(phrase.start, phrase.end)
        ids = [i.id for i in self.analysis.facts.initiatives if self._tells(i, span)]
        needs = f" needs “{phrase.needs}”" if phrase.needs else ""
        rule = f"{'named' if phrase.named else 'described'}{needs}"
        read_as = f"{phrase.kind} → {', '.join(ids) or 'no record'}"
        return self._line(TRIGGERS, "initiative", span, read_as, rule, phrase.learnt or None)

    def _tells(self, initiative: InitiativeFact, span: Span) -> bool:
        """Is it named in these words, or do they call it again by one of its own?"""
        name = initiative.sources["name"].span
        if name.start < span.end and span.start < name.end:
            return True
        inside = any(s.start <= span.start and span.end <= s.end for s in initiative.evidence)
        own = set(initiative.name.lower().split())
        return inside and not own.isdisjoint(span.of(self.analysis.text).lower().split()[-2:])

    def _event(self, event: ReadMention) -> Line:
        """What the analyser reads by itself, with its arcs."""
        arcs = [a for a in reading_of(self.doc).arcs if a.row == event.anchor]
        said = [f"{name} {value} {share:.2f}" for name, (value, share) in event.traits.items()]
        said += [f"{a.role} “{self.doc[a.column].text}” {a.confidence:.2f}" for a in arcs]
        label = event.label.replace("_", " ").lower()
        span = self._span(event.start, event.end)
        return self._line(TRIGGERS, "analyser", span, f"{label}: {', '.join(said)}", "learnt", event.confidence)

    def _values(self, sentence: Span) -> Iterator[Line]:
        """The values of facts that rest on words of this sentence."""
        for actor in self.analysis.facts.actors:
            for post in actor.posts:
                body = f", {self._called(post.body)}" if post.body else ", no body"
                former = ", former" if post.former else ""
                yield from self._value(
                    sentence, f"{actor.id} post", f"{post.title}{body}{former}", post.source
                )  # fmt: skip
        for meeting in self.analysis.facts.meetings:
            yield from self._fields(sentence, meeting)
            for part in meeting.participants:
                yield from self._value(
                    sentence, f"{meeting.id} {part.role}", self._called(part.actor), part.source
                )  # fmt: skip
        for initiative in self.analysis.facts.initiatives:
            yield from self._fields(sentence, initiative)
            for party, source in initiative.parties:
                yield from self._value(sentence, f"{initiative.id} party", self._called(party), source)

    def _fields(self, sentence: Span, record: MeetingFact | InitiativeFact) -> Iterator[Line]:
        for field, source in record.sources.items():
            yield from self._value(sentence, f"{record.id} {field}", str(getattr(record, field)), source)
        for topic in record.topics:
            yield from self._value(sentence, f"{record.id} topic", topic.topic, topic.source)

    def _value(self, sentence: Span, what: str, value: str, source: Source) -> Iterator[Line]:
        if sentence.start <= source.span.start < sentence.end:
            yield self._line(VALUES, what, source.span, value, source.rule, source.confidence)


def _trigger_rule(trigger: Trigger) -> str:
    """'verb: met' names the line of its lexicon; nouns and names their head."""
    needs = f" needs “{trigger.needs}”" if trigger.needs else ""
    return f"{trigger.form}{f' “{trigger.verb.form}”' if trigger.verb else ''}{needs}"


def _syntax(sent: Iterable[Any]) -> str:
    """Each word with its arc ('Otieno nsubj→met'); empty where the pipeline has no tree."""
    tokens = [t for t in sent if not t.is_space and not t.is_punct]
    return " · ".join(f"{t.text} {t.dep_}→{t.head.text}" if t.head != t else f"{t.text} root" for t in tokens if t.dep_)
