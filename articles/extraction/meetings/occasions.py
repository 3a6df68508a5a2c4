"""One record an occasion: what every sentence tells of it, merged; later 'the talks' refer back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.clauses import Sentence, clause_bounds
from articles.extraction.dates import DateMention
from articles.extraction.facts import MeetingFact, ParticipantFact, PostFact, Source, Span
from articles.extraction.meetings.participants import Part, ParticipantReader, merged, most_specific
from articles.extraction.meetings.status import Cue, find_status
from articles.extraction.meetings.triggers import Trigger, event_kind, find_triggers
from articles.extraction.mentions import Mention, covered
from articles.extraction.names.actors import Cast
from articles.extraction.places import place_after, place_at
from articles.extraction.units import Unit
from articles.extraction.words import plain


@dataclass
class Occasion:
    """A meeting while the article is read: the fields with the tokens they rest on."""

    trigger: Trigger
    kind: str
    name: str | None
    parts: list[Part]
    status: str = "held"
    cue: Cue | None = None
    date: DateMention | None = None
    place: tuple[str, int, int] | None = None
    online: tuple[int, int] | None = None
    triggers: list[Trigger] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)

    @property
    def actors(self) -> set[str]:
        return {p.actor for p in self.parts}


class OccasionReader:
    """Reads the meetings of one article, sentence by sentence."""

    def __init__(
        self, cast: Cast, units: Sequence[Unit], dates: Sequence[DateMention], posts: Mapping[str, Sequence[PostFact]],
        *, published: date | None,
    ) -> None:  # fmt: skip
        self.cast, self.doc, self.units, self.dates, self.published = cast, cast.doc, units, dates, published
        self.homes = {person: {p.body for p in held if p.body} for person, held in posts.items()}
        self.places = covered([*cast.others, *(m for m, _ in cast.at.values())])
        self.occasions: list[Occasion] = []

    def read(self) -> list[Occasion]:
        ranges = [(d.start, d.end) for d in self.dates]
        for sent in self.doc.sents:
            sentence = Sentence(self.doc, sent.start, sent.end, self.units, ranges)
            triggers = find_triggers(self.cast, sentence)
            for n, trigger in enumerate(triggers):
                limit = triggers[n + 1].start if n + 1 < len(triggers) else sent.end
                floor = triggers[n - 1].end if n else sent.start
                self._take(self._occasion(trigger, sentence, floor, limit))
        return self.occasions

    def _occasion(self, trigger: Trigger, sentence: Sentence, floor: int, limit: int) -> Occasion:
        parts = ParticipantReader(self.cast, sentence).read(trigger, floor, limit)
        parts = most_specific(parts, self.homes)
        cue = find_status(self.doc, trigger.start, trigger.end, sentence.transparent)
        occasion = Occasion(trigger, trigger.kind, trigger.name, parts, cue.status if cue else "held", cue)
        occasion.date = self._date(trigger, sentence, floor, limit)
        occasion.place = self._place(trigger, floor, limit)
        occasion.online = self._online(trigger)
        occasion.triggers, occasion.sentences = [trigger], [(sentence.start, sentence.end)]
        self._settle_kind(occasion)
        self._settle_status(occasion)
        return occasion

    def _settle_kind(self, occasion: Occasion) -> None:
        """Talks of those who represent countries, unnamed, are a summit, a ministerial or a consultation."""
        if occasion.kind not in ("talks", "other"):
            return
        told = (event_kind(self.doc[p.unit.start : p.unit.end].text) for p in occasion.parts if p.unit.represented)
        occasion.kind = next((k for k in told if k in ("summit", "ministerial", "consultation")), occasion.kind)

    def _settle_status(self, occasion: Occasion) -> None:
        """A day after publication is still to come; a cue of the future with a day long past is not."""
        day = occasion.date
        if day is None or self.published is None:
            return
        if occasion.status == "held" and day.earliest is not None and day.earliest > self.published:
            occasion.status = "planned"
        if occasion.status == "planned" and day.latest is not None and day.latest < self.published:
            occasion.status = "held"

    def _date(self, trigger: Trigger, sentence: Sentence, floor: int, limit: int) -> DateMention | None:
        """The nearest time in the trigger's clause, else in its sentence and on its side of other triggers."""
        first, last = clause_bounds(self.doc, trigger.head)
        near = [d for d in self.dates if first <= d.start < last and d.edtf and floor <= d.end and d.start < limit]
        wide = [d for d in self.dates if sentence.start <= d.start < sentence.end and d.edtf]
        choice = near or [d for d in wide if first <= d.start < last] or wide
        return min(choice, key=lambda d: self._distance(d, trigger), default=None)

    def _distance(self, day: DateMention, trigger: Trigger) -> int:
        return day.start - trigger.end if day.start >= trigger.end else trigger.start - day.end + 2

    def _place(self, trigger: Trigger, floor: int, limit: int) -> tuple[str, int, int] | None:
        """'in Sochi' behind the trigger, 'the Singapore summit', else 'in Sochi' before it in its clause."""
        first, last = clause_bounds(self.doc, trigger.head)
        behind = place_after(self.doc, trigger.end, min(last, limit), self.places, visit=trigger.kind == "visit")
        if behind or trigger.kind == "visit":
            return behind or (place_at(self.doc, trigger.end, self.places) if trigger.form == "verb" else None)
        for i in range(trigger.start, trigger.head):
            mention = self.places.get(i)
            if trigger.form == "noun" and mention and mention.kind == "place":
                return place_at(self.doc, i, self.places)
        aside = {t.lower_ for t in self.doc[max(floor, trigger.start - 4) : trigger.start]} & {"sidelines", "margins"}
        start = first if aside else max(first, floor)
        return place_after(self.doc, start, trigger.start, self.places)

    def _online(self, trigger: Trigger) -> tuple[int, int] | None:
        first, last = clause_bounds(self.doc, trigger.head)
        for i in range(first, last):
            for words in lexicon.phrases("online_words"):
                if all(i + n < last and self.doc[i + n].lower_ == w for n, w in enumerate(words)):
                    return i, i + len(words)
        return None

    def _take(self, new: Occasion) -> None:
        """Add what a sentence tells to the meeting it means, or begin a new one; drop what is too vague."""
        same = self._same(new)
        if same is not None:
            _merge(same, new)
        elif new.status != "none" and self._is_particular(new):
            self.occasions.append(new)

    def _is_particular(self, new: Occasion) -> bool:
        """No time, place, name or party: no particular occasion."""
        if new.trigger.form == "verb":
            return self._verb_is_complete(new)
        if new.trigger.needs == "actor":
            return len(new.actors) >= 2
        if new.trigger.needs == "support":
            return bool(new.actors) and bool(new.date or new.place or new.name or len(new.actors) >= 2)
        if new.trigger.plural and new.name is None:
            return len(new.actors) >= 2 and new.date is not None
        return bool(
            new.name or len(new.actors) >= 2 or (new.actors and (new.date or new.place)) or (new.date and new.place)
        )

    def _verb_is_complete(self, new: Occasion) -> bool:
        needs = new.trigger.needs
        people = [p for p in new.parts if self.cast.actors[p.actor].kind == "person"]
        if needs == "place":
            return new.place is not None and bool(people)
        if needs == "person":
            return len(new.actors) >= 2 and any(p.unit.start > new.trigger.start for p in people)
        if needs in ("guest", "courtesy", "scheduled"):
            return len(people) >= 2 and (new.place is not None or new.date is not None)
        if needs == "subject":
            return bool(new.actors) and bool(new.place or new.date)
        return len(new.actors) >= 2

    def _same(self, new: Occasion) -> Occasion | None:
        """The meeting told of before that this sentence means, if any."""
        earlier = list(reversed(self.occasions))
        if new.name:
            return next((o for o in earlier if _same_name(o, new)), None)
        if new.trigger.anaphoric:
            fitting = [o for o in earlier if _refers(o, new)]
            return next((o for o in fitting if _agree(o, new)), None)
        if not _is_new(new):
            return next((o for o in earlier if _told_again(o, new)), None)
        return None


def _merge(old: Occasion, new: Occasion) -> None:
    old.triggers += new.triggers
    old.sentences += [s for s in new.sentences if s not in old.sentences]
    old.parts = merged([*old.parts, *new.parts]) if not new.trigger.anaphoric or new.parts else old.parts
    old.place = old.place or new.place
    old.online = old.online or new.online
    old.name = old.name or new.name
    if old.date is None or (new.date is not None and _sharper(new.date, old.date)):
        old.date = new.date or old.date
    if new.cue is not None and new.status in ("cancelled", "postponed") and new.trigger.form != "verb":
        old.status, old.cue = new.status, new.cue


def _sharper(new: DateMention, old: DateMention) -> bool:
    """Is the new date inside the old one, and shorter?"""
    if None in (new.earliest, new.latest, old.earliest, old.latest):
        return False
    assert new.earliest and new.latest and old.earliest and old.latest
    inside = old.earliest <= new.earliest and new.latest <= old.latest
    return inside and (new.latest - new.earliest) < (old.latest - old.earliest)


def _same_name(old: Occasion, new: Occasion) -> bool:
    if not old.name or not new.name:
        return bool(
            old.name is None
            and old.kind == new.kind
            and _dates_agree(old, new)
            and old.actors & new.actors
            and old.date is not None
            and new.date is not None
        )
    one, other = (set(plain(n).replace("-", " ").replace("–", " ").split()) for n in (old.name, new.name))
    return (one <= other or other <= one) and _dates_agree(old, new)


def _refers(old: Occasion, new: Occasion) -> bool:
    """Can 'the <noun>' mean this meeting?"""
    noun = new.trigger.kind
    if noun in ("visit", "summit", "exercise", "ceremony", "call"):
        return old.kind == noun or (noun == "call" and old.kind == "talks" and old.online is not None)
    return old.kind not in ("visit", "exercise") or old.kind == noun


def _agree(old: Occasion, new: Occasion) -> bool:
    return _dates_agree(old, new) and (not new.actors or not old.actors or bool(old.actors & new.actors))


def _dates_agree(old: Occasion, new: Occasion) -> bool:
    a, b = old.date, new.date
    if a is None or b is None or None in (a.earliest, a.latest, b.earliest, b.latest):
        return True
    assert a.earliest and a.latest and b.earliest and b.latest
    return a.earliest <= b.latest and b.earliest <= a.latest


def _is_new(new: Occasion) -> bool:
    """'another meeting', 'their second summit'."""
    return bool(new.trigger.words & {"another", "second", "new", "next", "separate", "further"})


def _told_again(old: Occasion, new: Occasion) -> bool:
    """The same people at the same kind of meeting at a time that fits: told twice."""
    if len(new.actors) < 2 and not (new.actors and new.kind in ("visit", "summit")):
        return False
    alike = old.kind == new.kind or {old.kind, new.kind} <= {"talks", "summit", "other"}
    return alike and (new.actors <= old.actors or (old.actors <= new.actors and len(old.actors) >= 2)) and _dates_agree(
        old, new
    ) and (new.place is None or old.place is None or new.place[0] == old.place[0])  # fmt: skip


def assemble_meetings(
    cast: Cast, units: Sequence[Unit], dates: Sequence[DateMention], posts: Mapping[str, Sequence[PostFact]],
    *, published: date | None, offset: int,
) -> tuple[MeetingFact, ...]:  # fmt: skip
    """The meetings of an article as facts."""
    occasions = OccasionReader(cast, units, dates, posts, published=published).read()
    return tuple(_fact(f"m{n}", o, cast.doc, offset) for n, o in enumerate(occasions, 1))


def _fact(id: str, o: Occasion, doc: Doc, offset: int) -> MeetingFact:
    def span(start: int, end: int) -> Span:
        words = doc[start:end]
        return Span(offset + words.start_char, offset + words.end_char)

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
    return MeetingFact(
        id, o.kind, o.name, o.status, o.date.edtf if o.date else None, o.place[0] if o.place else None,
        o.online is not None,
        tuple(ParticipantFact(p.actor, p.role, Source(span(p.unit.start, p.unit.end), p.rule, p.confidence)) for p in o.parts),
        tuple(span(*s) for s in o.sentences), _confidence(o), sources,
    )  # fmt: skip


def _confidence(o: Occasion) -> float:
    return {"name": 0.85, "verb": 0.85, "noun": 0.75}[o.trigger.form]


Places = Mapping[int, Mention]
