"""One record an occasion: what every sentence tells of it; later 'the talks' refer back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from articles.extraction import lexicon
from articles.extraction.clauses import Sentence
from articles.extraction.dates import DateMention
from articles.extraction.facts import PostFact
from articles.extraction.meetings import being_there
from articles.extraction.meetings.apart import ApartScale, Partners
from articles.extraction.meetings.fields import FieldReader
from articles.extraction.meetings.learnt import LearntEvents
from articles.extraction.meetings.occasion import Occasion, together
from articles.extraction.meetings.participants import Part, ParticipantReader, united
from articles.extraction.meetings.signings import without_signed_elsewhere
from articles.extraction.meetings.status import INVITING, Cue, find_invitation, find_modal, find_status
from articles.extraction.meetings.stays import at_once, read_stay, whole
from articles.extraction.meetings.times import each_time
from articles.extraction.meetings.tree_parts import TreeReader
from articles.extraction.meetings.triggers import Trigger, event_kind, find_triggers
from articles.extraction.presence import Scene
from articles.extraction.units import Unit
from articles.extraction.weighing import Figures
from articles.extraction.words import sentence_start

UNNAMED_KINDS = frozenset({"summit", "ministerial", "consultation"})
VAGUE_KINDS = frozenset({"talks", "other"})
MANY_SIDED = frozenset({"summit", "ministerial", "conference"})
BASE_FORMS = frozenset(
    "meet visit receive host travel arrive fly sit speak confer call pay see leave tour welcome".split()
)
#: kinds that may last some days
LASTING = frozenset({"visit", "summit", "conference", "exercise", "ministerial", "consultation"})
#: what people gather for
GATHERINGS = LASTING - {"visit"}
#: parts of a gathering that are told for the whole
SITTINGS = frozenset({"session", "sitting", "plenary"})
#: tokens between a day and the verb that it stands before
BEFORE_VERB = 1
COMPLEMENT = 7
#: sides that are told; with fewer, unnamed guests tell the kind
MANY = 2
#: tokens between a verb of going and the visit it is for
NEAR_JOURNEY = 10
MEANS = frozenset({"by", "via", "over"})
BACKDROP = frozenset({"at", "during", "after", "since", "following"})


class OccasionReader:
    """What the triggers of one article tell, sentence by sentence."""

    def __init__(
        self,
        scene: Scene,
        dates: Sequence[DateMention],
        posts: Mapping[str, Sequence[PostFact]],
        *,
        published: date | None,
        dateline: str | None,
    ) -> None:
        self.cast, self.doc, self.units = scene.cast, scene.doc, scene.units
        self.dates, self.published = dates, published
        self.homes = {person: {p.body for p in held if p.body} for person, held in posts.items()}
        self.fields = FieldReader(self.cast, dates, dateline=dateline)
        self.learnt = LearntEvents(scene, dates)
        self.tree = TreeReader(self.cast, self.units)
        self.apart = ApartScale(scene, self.homes)
        #: heads of words that may tell of several meetings, with what speaks for it
        self.several: list[tuple[int, Figures]] = []

    def read(self) -> Iterator[Occasion]:
        """Every telling of a meeting, in the order of the text; those of one meeting are not yet put together."""
        ranges = [*((d.start, d.end) for d in self.dates), *self.fields.adverbials()]
        for sent in self.doc.sents:
            sentence = Sentence(self.doc, sent.start, sent.end, self.units, ranges)
            by_rule = find_triggers(self.cast, sentence)
            triggers = [*by_rule, *self.learnt.triggers(sent.start, sent.end, by_rule)]
            triggers = without_signed_elsewhere(self.doc, self._without_media(triggers))
            triggers.sort(key=lambda t: t.head)
            told: list[Occasion] = []
            for n, trigger in enumerate(triggers):
                floor, limit = self._around(triggers, n, sent.start, sent.end)
                occasion = self.tell(trigger, sentence, floor, limit, first=n == 0)
                if n and self._is_purpose(occasion, triggers[n - 1]):
                    continue
                while told and (self._tells_what_for(occasion, told[-1]) or self._is_sitting_of(occasion, told[-1])):
                    occasion = together(told.pop(), occasion)
                told.append(occasion)
            for occasion in told:
                yield from self._each(self._with_topic(occasion, sent.start))

    def _around(self, triggers: Sequence[Trigger], n: int, start: int, end: int) -> tuple[int, int]:
        """Where the trigger before ends and the next one begins; 'who is in Lima, held talks': the talks are there."""
        before = next((t.end for t in reversed(triggers[:n]) if t.needs != being_there.NEEDS), start)
        return before, next((t.start for t in triggers[n + 1 :] if t.needs != being_there.NEEDS), end)

    def _without_media(self, triggers: Sequence[Trigger]) -> Sequence[Trigger]:
        """'their summit, held by video conference': the medium of a meeting is none beside it."""
        told = [t for t in triggers if not self._is_medium(t)]
        return told or triggers

    def _is_medium(self, trigger: Trigger) -> bool:
        words = tuple(t.lower_ for t in self.doc[max(trigger.start - 1, 0) : trigger.end])
        return trigger.form != "verb" and words[0] in MEANS and words in lexicon.phrases("online_words")

    def _tells_what_for(self, occasion: Occasion, before: Occasion) -> bool:
        """'met in Dushanbe on Thursday for (the opening session of) the Consultative Meeting': both tell of one."""
        start = self._phrase_start(occasion.trigger.head, before.trigger.end)
        if self.doc[start - 1].lower_ == "of" and self.doc[start - 2].lower_ in SITTINGS:
            start = self._phrase_start(start - 2, before.trigger.end)
        if occasion.kind == before.kind == "visit" and at_once(occasion.date, before.date):
            return self._is_same_journey(occasion, before, start)
        gathered = before.trigger.form == "verb" and before.trigger.kind in ("talks", "other")
        same_time = occasion.status == before.status and at_once(occasion.date, before.date)
        return gathered and same_time and occasion.kind in GATHERINGS and self.doc[start - 1].lower_ == "for"

    def _is_same_journey(self, occasion: Occasion, before: Occasion, start: int) -> bool:
        """'landed in Lima on Monday for a visit', 'left on Saturday to visit Peru': one journey."""
        verbal = occasion.trigger.form == "verb"
        word = self.doc[(occasion.trigger.head if verbal else start) - 1].lower_
        goes = before.trigger.form in ("verb", "learnt") and start - before.trigger.end <= NEAR_JOURNEY
        return goes and word in (("to",) if verbal else ("for", "on"))

    def _is_sitting_of(self, occasion: Occasion, before: Occasion) -> bool:
        """'the plenary session of a summit': the sitting and the gathering are told as one."""
        sitting, start = before.trigger, self._phrase_start(occasion.trigger.head, before.trigger.end)
        named = self.doc[sitting.head].lower_ in SITTINGS and occasion.kind in GATHERINGS
        return named and start - 1 == sitting.end and self.doc[sitting.end].lower_ == "of"

    def _phrase_start(self, start: int, floor: int) -> int:
        """Where the noun phrase of a trigger begins: what stands before it and belongs to it, no preposition."""
        end = start + 1
        while start > floor and self.doc[start - 1].pos_ != "ADP" and start <= self.doc[start - 1].head.i < end:
            start -= 1
        return start - (self.doc[start - 1].lower_ in ("the", "a", "an", "their", "its"))

    def _is_purpose(self, occasion: Occasion, before: Trigger) -> bool:
        """'sat down with X for three-way talks': the talks are what the verb told."""
        start = occasion.trigger.start
        same_clause = before.form == "verb" and before.kind in ("talks", "call") and not occasion.parts
        return same_clause and self.doc[start - 1].lower_ in ("for", "in", "into") and occasion.trigger.form == "noun"

    def _with_topic(self, occasion: Occasion, start: int) -> Occasion:
        """'Meetings with A and B are planned': with the person spoken of before, if no other side is told."""
        if not occasion.parts or any(p.rule not in ("noun-with", "object") for p in occasion.parts):
            return occasion
        topic = next(
            (u for u in reversed(self.units) if u.end <= start and u.kind == "person" and self._leads(u)), None
        )
        if topic is None or topic.actors[0] in occasion.actors:
            return occasion
        return replace(occasion, parts=[Part(topic.actors[0], "participant", topic, "topic", 0.6), *occasion.parts])

    def _leads(self, unit: Unit) -> bool:
        first = sentence_start(self.doc, unit.start)
        return not any(u.kind in ("person", "pronoun") and first <= u.start < unit.start for u in self.units)

    def tell(self, trigger: Trigger, sentence: Sentence, floor: int, limit: int, *, first: bool) -> Occasion:
        """What one trigger tells; `floor`, `limit`: where its neighbours end and begin; `first` in its sentence."""
        parts = ParticipantReader(self.cast, sentence).read(trigger, floor, limit)
        cue = find_status(self.doc, trigger.start, trigger.end, sentence.transparent, first=first)
        if cue is None and trigger.verb is not None and trigger.verb.form in BASE_FORMS:
            cue = find_modal(self.doc, trigger.start)
        if cue is None and trigger.kind == "visit":
            cue = find_invitation(self.doc, trigger.head)
        if cue is not None and cue.status == "proposed" and self._is_backdrop(trigger):
            cue = None
        if cue is not None and self._is_absence(cue, trigger):
            parts, cue = [p for p in parts if not p.rule.startswith("subject")], None
        to_come = cue is not None and cue.status in ("planned", "proposed")
        occasion = Occasion(
            trigger,
            trigger.kind,
            trigger.name,
            parts,
            cue.status if cue else "held",
            cue,
            self.fields.date(trigger, sentence, floor, limit, to_come=to_come),
            self.fields.place(trigger, sentence, floor, limit),
            self.fields.online(trigger),
            [trigger],
            [(sentence.start, sentence.end)],
        )
        occasion.kind = self._kind(occasion)
        self._hear(occasion)
        self._leave_time_of_telling(occasion)
        self._stay(occasion)
        self._settle_status(occasion)
        return occasion

    def _hear(self, o: Occasion) -> None:
        """Add what the analyser tells: what the rules left open, and times of which it is surer than they can be."""
        events = self.learnt.of(o.trigger)
        o.anchors = {e.anchor for e in events}
        o.told_before = self.learnt.told_before(events)
        learnt = list(self.learnt.parts(events))
        parsed = self.tree.read(o.trigger)
        o.voices = [*o.parts, *parsed, *learnt]
        o.parts = united(o.parts, parsed, learnt, form=o.trigger.form)
        o.date = self.learnt.date(events, o.date)
        o.place = o.place or self.learnt.place(events)
        o.heard = self.learnt.likeliest_status(events)
        if o.cue is None:
            o.status = self.learnt.status(events) or o.status
        kind = self.learnt.kind(events, vague=o.kind in VAGUE_KINDS)
        if kind is not None and (kind != "call" or self._is_by_wire(o)):
            o.kind = kind
        if o.kind == "call":
            o.place = None  # 'spoke by telephone about the conference in Lima'

    def _leave_time_of_telling(self, o: Occasion) -> None:
        """'They discussed on Wednesday an upcoming summit', 'said on Monday that a day for the summit is sought', 'on
        Monday postponed a trip': the time of telling or of putting off is not that of the meeting."""
        if o.date is None or o.date.latest is None or o.status == "held" or not self.published:
            return
        if self.learnt.date(self.learnt.of(o.trigger), None) == o.date:
            return
        by_its_name = o.cue is not None and o.trigger.start <= o.cue.start < o.trigger.end
        put_off = o.status in ("postponed", "cancelled") and o.cue is not None and o.cue.end == o.trigger.start
        invited = o.cue is not None and self.doc[o.cue.start].lower_ in INVITING and o.date.end <= o.cue.start
        before_verb = o.cue is not None and 0 <= o.cue.start - o.date.end <= BEFORE_VERB
        if o.date.report or ((by_its_name or invited or (put_off and before_verb)) and o.date.latest <= self.published):
            o.date = None

    def _is_by_wire(self, o: Occasion) -> bool:
        """Does a word of the sentence tell of a telephone or a picture? Nothing else makes talks a call."""
        start, end = o.sentences[0]
        return bool({t.lower_ for t in self.doc[start:end]} & lexicon.entries("wire_words"))

    def _stay(self, o: Occasion) -> None:
        """All days of a meeting of several, where the sentence tells them."""
        o.stay = read_stay(self.doc, o.trigger, self.dates, o.date)
        if o.date is None or o.date.earliest == o.date.latest:
            o.date = whole(o.stay, o.kind in LASTING) or o.date

    def _is_backdrop(self, trigger: Trigger) -> bool:
        """'suggested a fund at last year's summit', 'invited him to the 10th forum': not the meeting is suggested."""
        first = trigger.start
        while first > 0 and self.doc[first - 1].dep_ in ("det", "amod", "nmod:poss", "case:poss", "compound", "nummod"):
            first -= 1
        before = self.doc[first - 1].lower_ if first else ""
        return before in BACKDROP or (before == "to" and trigger.form == "name" and trigger.kind in MANY_SIDED)

    def _is_absence(self, cue: Cue, trigger: Trigger) -> bool:
        """'has refused to attend the summit': it takes place without him."""
        word = self.doc[cue.start].lower_
        return trigger.kind in MANY_SIDED and word in ("refused", "declined", "will", "would", "not", "never")

    def _kind(self, occasion: Occasion) -> str:
        """Talks of those who represent countries unnamed are a summit, a ministerial or a consultation."""
        if occasion.kind not in VAGUE_KINDS:
            return occasion.kind
        trigger = occasion.trigger
        if trigger.form == "noun" and self.doc[trigger.end : trigger.end + 1].text == "of":
            told = event_kind(self.doc[trigger.end : trigger.end + COMPLEMENT].text)
            if told in UNNAMED_KINDS:
                return told
        bodies = {self.cast.actors[p.actor].name for p in occasion.parts if p.rule.startswith(("subject", "owner"))}
        if any(event_kind(name) == "consultation" for name in bodies if "Council" not in name):
            return "consultation"
        if trigger.verb is not None and trigger.verb.subject == "host" and len(occasion.actors) < MANY:
            guests = (t.text for t in self.doc[trigger.end : trigger.end + COMPLEMENT] if t.dep_ == "obj")
            told = next(filter(None, map(event_kind, guests)), None)
            if told in UNNAMED_KINDS:
                return told
        said = (event_kind(self.doc[p.unit.start : p.unit.end].text) for p in occasion.parts if p.unit.represented)
        return next((k for k in said if k in UNNAMED_KINDS), occasion.kind)

    def _settle_status(self, occasion: Occasion) -> None:
        """A day after publication is still to come; a cue of the future with a day long past is not."""
        day = occasion.date
        if day is None or self.published is None:
            return
        later = day.latest is not None and day.latest > self.published and "later" in self.doc[day.start : day.end].text
        if occasion.status == "held" and (later or (day.earliest is not None and day.earliest > self.published)):
            occasion.status = "planned"
        if occasion.status == "planned" and day.latest is not None and day.latest < self.published:
            occasion.status = "held"

    def _each(self, occasion: Occasion) -> Iterator[Occasion]:
        """'Meetings with A, B and C' are as many meetings; everything else is one."""
        partners = self.apart.partners(occasion)
        if partners is None:
            yield from each_time(self.doc, occasion, self.dates, self.fields.places, self.fields.place_of)
            return
        figures = self.apart.figures(occasion, partners)
        self.several.append((occasion.trigger.head, figures))
        if not self.apart.are_apart(figures):
            yield occasion
            return
        those = {p.actor for p in partners}
        common = [p for p in occasion.parts if p.actor not in those]
        for n, partner in enumerate(partners):
            elsewhere = frozenset(those - {partner.actor})
            yield replace(
                occasion, parts=[*common, partner], elsewhere=elsewhere, date=self._day_with(occasion, partners, n)
            )

    def _day_with(self, occasion: Occasion, partners: Partners, n: int) -> DateMention | None:
        """'with A on Saturday, with B on Sunday': the first time behind a partner, where times stand between them."""
        first, last = partners[0].unit.end, partners[-1].unit.start
        days = [d for d in self.dates if first <= d.start < occasion.sentences[0][1] and d.edtf]
        if not any(d.start < last for d in days):
            return occasion.date
        return next((d for d in days if d.start >= partners[n].unit.end), occasion.date)
