"""What the analyser's learnt layer tells of meetings: triggers that no rule finds, who takes part, when and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from articles.extraction.dates import DateMention
from articles.extraction.meetings.participants import ROLE_ORDER, Part
from articles.extraction.meetings.triggers import DEFINITE, Trigger
from articles.extraction.mentions import covered
from articles.extraction.places import place_at
from articles.extraction.presence import Scene
from articles.extraction.readings import Arc, Mention, reading_of
from articles.extraction.units import Unit
from articles.extraction.words import text_of

#: how sure the analyser must be of what no rule tells; of a time to take it in place of the rules'
SURE_TRIGGER = 0.94
LIKELY_TRIGGER = 0.5
SURE_PART = 0.25
SURE_ROLE = 0.9
SURE_FIELD = 0.8
SURE_DATE = 0.95
SURE_SAME = 0.45
SURE_KIND = 0.8
VERY_SURE_KIND = 0.95
SURE_STATUS = 0.99
SURE_ANTECEDENT = 0.75


class LearntEvents:
    """The analyser's events of one article with their arcs; empty where the pipeline has no such layer."""

    def __init__(self, scene: Scene, dates: Sequence[DateMention]) -> None:
        self.scene, self.cast, self.doc, self.dates = scene, scene.cast, scene.doc, dates
        reading = reading_of(self.doc)
        self.events = [m for m in reading.events if m.label.startswith("MEETING")]
        self.arcs: dict[int, list[Arc]] = defaultdict(list)
        for arc in reading.arcs:
            self.arcs[arc.row].append(arc)
        self.at = {i: m for m in self.events for i in range(m.start, m.end)}
        self.places = covered([*self.cast.others, *(m for m, _ in self.cast.at.values())])
        self.titled = {i for u in scene.units if u.kind == "person" for i in range(u.start, u.end)}

    def of(self, trigger: Trigger) -> list[Mention]:
        """The events that the analyser sees in a trigger's words."""
        return list({m.anchor: m for i in range(trigger.start, trigger.end) if (m := self.at.get(i))}.values())

    def triggers(self, start: int, end: int, found: Iterable[Trigger]) -> Iterator[Trigger]:
        """Triggers in a sentence that the rules do not have."""
        taken = {i for t in found for i in range(t.start, t.end)}
        for event in self.events:
            if start <= event.start < end and taken.isdisjoint(range(event.start, event.end)):
                yield from self._trigger(event)

    def _trigger(self, event: Mention) -> Iterator[Trigger]:
        if event.confidence < LIKELY_TRIGGER:
            return
        name = self._name(event)
        before = [t for t in self.doc[event.anchor].lefts if t.i < event.start]
        start = min([event.start, *(t.i for t in before)]) if self.doc[event.anchor].pos_ == "NOUN" else event.start
        words = frozenset(t.lower_ for t in (*before, *self.doc[event.start : event.end]))
        if "related" in words:
            return  # 'the 7th Summit and related meetings'
        yield Trigger(
            event.start, event.end, event.anchor, event.traits["kind"][0], "learnt",
            needs="" if event.confidence >= SURE_TRIGGER else "proof", name=name,
            anaphoric=name is None and self.doc[start].lower_ in DEFINITE, words=words,
        )  # fmt: skip

    def _name(self, event: Mention) -> str | None:
        first, last = self.doc[event.start], self.doc[event.end - 1]
        proper = event.label == "MEETING" and (first.text[:1].isupper() or first.like_num) and last.text[:1].isupper()
        return text_of(self.doc, event.start, event.end) if proper and event.end - event.start > 1 else None

    def parts(self, events: Iterable[Mention]) -> Iterator[Part]:
        """Who takes part in what role, as the arcs tell."""
        for event in events:
            for arc in self.arcs[event.anchor]:
                if arc.role in ROLE_ORDER and arc.confidence >= SURE_PART:
                    role = arc.role if arc.confidence >= SURE_ROLE else "participant"
                    for actor, unit in self._meant(arc.column):
                        yield Part(actor, role, unit, "learnt", arc.confidence * unit.confidence)

    def _meant(self, token: int) -> Iterator[tuple[str, Unit]]:
        """The actors that the words at a token stand for."""
        names, pointing = self.scene.names, self.scene.pointing
        if token in names:
            mention, actor = names[token]
            if token in self.titled and mention.kind != "person":
                return  # 'ASEAN' of 'ASEAN Secretary General Lim'
            yield actor, Unit(mention.start, mention.end, (actor,), mention.kind, mention.confidence)
        elif token in pointing:
            yield from ((actor, pointing[token]) for actor in pointing[token].actors)
        else:
            for arc in self.arcs.get(token, ()):
                if arc.role == "same" and arc.confidence >= SURE_ANTECEDENT and arc.column in names:
                    actor = names[arc.column][1]
                    yield actor, Unit(token, token + 1, (actor,), "pronoun", arc.confidence)

    def date(self, events: Iterable[Mention], known: DateMention | None) -> DateMention | None:
        """The surest time; the `known` one unless the analyser is very sure of another."""
        for arc in self._fields(events, "date"):
            if known is not None and arc.confidence < SURE_DATE:
                break
            for day in self.dates:
                if day.start <= arc.column < day.end and day.edtf:
                    return day
        return known

    def place(self, events: Iterable[Mention]) -> tuple[str, int, int] | None:
        """The surest place."""
        found = (place_at(self.doc, a.column, self.places, self.cast.capitals) for a in self._fields(events, "place"))
        return next(filter(None, found), None)

    def _fields(self, events: Iterable[Mention], role: str) -> list[Arc]:
        """The arcs of a role, the surest first."""
        arcs = (a for event in events for a in self.arcs[event.anchor] if a.role == role)
        return sorted((a for a in arcs if a.confidence >= SURE_FIELD), key=lambda a: -a.confidence)

    def told_before(self, events: Iterable[Mention]) -> list[int]:
        """Anchors of earlier events that tell of the same meeting, the surest first."""
        arcs = (a for event in events for a in self.arcs[event.anchor] if a.role == "same")
        return [a.column for a in sorted(arcs, key=lambda a: -a.confidence) if a.confidence >= SURE_SAME]

    def kind(self, events: Iterable[Mention], *, vague: bool) -> str | None:
        """The kind, if sure enough for one that the rules know only vaguely, or very sure."""
        told = _surest(events, "kind", SURE_KIND if vague else VERY_SURE_KIND)
        return told if told != "call" else _surest(events, "kind", VERY_SURE_KIND)

    def status(self, events: Iterable[Mention]) -> str | None:
        return _surest(events, "status", SURE_STATUS)

    def likeliest_status(self, events: Iterable[Mention]) -> str | None:
        return _surest(events, "status", 0.0)


def _surest(events: Iterable[Mention], trait: str, sure: float) -> str | None:
    """The likeliest label of a trait, if likely enough."""
    label, share = max((e.traits[trait] for e in events), key=lambda t: t[1], default=("", 0.0))
    return label if share >= sure else None
