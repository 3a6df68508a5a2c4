"""Which meeting told of before a sentence means: by name, by what points back, by who met when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from articles.extraction import lexicon
from articles.extraction.dates import DateMention
from articles.extraction.meetings.membership import BILATERAL, SIDES
from articles.extraction.meetings.occasion import Occasion
from articles.extraction.meetings.participants import merged
from articles.extraction.meetings.signings import is_signing
from articles.extraction.meetings.stays import at_once, joined, whole
from articles.extraction.meetings.triggers import Trigger
from articles.extraction.names.actors import Cast
from articles.extraction.words import is_ordinal, plain

LASTING = frozenset({"visit", "summit", "conference", "exercise"})
LONGEST_STAY = 14
#: tokens between a noun and the time that says which one is meant; with 'between the two parties' between them
REACH, LONG_REACH = 3, 8
#: what stands before a noun and belongs to it
OPENING = frozenset({"det", "amod", "nmod:poss", "case:poss", "compound", "nummod"})
#: what is not of two sides
GATHERINGS = frozenset({"summit", "conference", "ministerial", "consultation", "exercise"})
#: rules that tell whose talks they are
HELD_BY = frozenset(f"subject-of-{verb}" for verb in ("had", "have", "has", "held", "hold"))
NEW = frozenset({"another", "second", "new", "next", "separate", "further", "third", "fourth"})
#: what tells that one of a series is meant which was before
EARLIER = frozenset({"first", "previous", "last", "earlier", "preceding", "inaugural"})
COPULAS = frozenset({"was", "is", "be", "been"})


class Retelling:
    """Finds the record that a telling tells of again. `records`: those of the article so far, in the text's order."""

    def __init__(self, cast: Cast, records: Sequence[Occasion]) -> None:
        self.cast, self.records = cast, records

    def find(self, new: Occasion) -> Occasion | None:
        """The meeting told of before that this sentence means, if any."""
        earlier = [o for o in reversed(self.records) if not self._is_beside(o, new)]
        if new.counted:
            return next((o for o in earlier if o.date and new.date and told_again(o, new)), None)
        if linked := self._linked(new):
            return linked
        if new.name:
            return next((o for o in earlier if same_name(o, new)), None) or self._just_told(new, earlier)
        if new.trigger.anaphoric or self._is_said_of_it(new):
            fitting = [o for o in earlier if refers(o, new)]
            fitting = [o for o in fitting if not self._is_of_others(o, new)]
            agreeing = self._meant([o for o in fitting if dates_agree(o, new)], new)
            if agreeing or not fitting or (self._is_explicit(new) and not self._is_said_of_it(new)):
                return agreeing
            return None if self._is_of_another_time(new) else fitting[0]
        if not new.trigger.words & NEW:
            return next((o for o in earlier if told_again(o, new)), None)
        return None

    def _meant(self, fitting: Sequence[Occasion], new: Occasion) -> Occasion | None:
        """The last of those that 'the talks' can mean: of what took place, where the words are about that."""
        if new.cue is None and new.heard is not None:
            alike = [o for o in fitting if (o.status == "held") == (new.heard == "held")]
            return next(iter(alike or fitting), None)
        return next(iter(fitting), None)

    def _linked(self, new: Occasion) -> Occasion | None:
        """The meeting that the analyser's arcs point back to; 'the 10th retreat' says itself which one it is."""
        if new.trigger.form == "noun" and any(is_ordinal(t) and t.text[0].isdigit() for t in self._words(new)):
            return None
        return next(
            (
                old
                for anchor in new.told_before
                for old in self.records
                if anchor in old.anchors
                and dates_agree(old, new)
                and not self.are_others(old, new)
                and not self._is_beside(old, new)
                and (not (old.name and new.name) or same_name(old, new))
                and (not new.name or bool(old.name) or bool(old.actors & new.actors))
            ),
            None,
        )

    def _is_beside(self, old: Occasion, new: Occasion) -> bool:
        """'On the margins of the summit they held talks', 'a round table as part of the seminar': not one and the same.

        Tells the words before one of the two, where they stand in one sentence.
        """
        here = [t for t in old.triggers if any(a <= t.start < b for a, b in new.sentences)]
        if any(self._is_joined(t, other) for t in here for other in new.triggers):
            return True
        return any(self._stands_beside(t.start) for t in here) or (
            bool(here) and self._stands_beside(new.trigger.start)
        )

    def _is_joined(self, one: Trigger, other: Trigger) -> bool:
        """'talks with A and a three-way meeting with A and B': 'and' between two nouns makes two meetings."""
        head = self.cast.doc[other.head]
        while head.dep_ == "conj" and head.head.i < head.i and head.head.pos_ in ("NOUN", "PROPN"):
            head = head.head
            if one.start <= head.i < one.end and one.form != "verb":
                return True
        return False

    def _stands_beside(self, start: int) -> bool:
        """Do words such as 'on the sidelines of' stand before the noun phrase that begins about token `start`?"""
        while start and self.cast.doc[start - 1].dep_ in OPENING:
            start -= 1
        words = [t.lower_ for t in self.cast.doc[max(start - lexicon.longest("beside_words"), 0) : start]]
        return any(tuple(words[i:]) in lexicon.phrases("beside_words") for i in range(len(words)))

    def are_others(self, old: Occasion, new: Occasion) -> bool:
        """'received A … received B': two persons meeting each, and not the same ones."""
        if not {old.kind, new.kind} <= BILATERAL:
            return False
        one, other = self._faces(old), self._faces(new)
        few = all(SIDES <= len(faces) <= SIDES + 1 for faces in (one, other))
        return few and bool(one - other) and bool(other - one)

    def _is_of_others(self, old: Occasion, new: Occasion) -> bool:
        """'Later, Lee and Putin had the talks that …': not a gathering at which none of the two was told to be; 'the
        signing of twenty papers in Lima': not one of others, or in another place."""
        if is_signing(old.trigger):
            elsewhere = old.place is not None and new.place is not None and old.place[0] != new.place[0]
            return elsewhere or (bool(new.actors) and not new.actors & old.actors)
        own = {p.actor for p in new.parts if p.rule in HELD_BY} & self._faces(new)
        return old.kind in GATHERINGS and len(own) >= SIDES and not own <= old.actors

    def _faces(self, o: Occasion) -> set[str]:
        """The persons that words, not the analyser alone, tell as taking part."""
        return {a for a in o.worded & o.actors if self.cast.actors[a].kind == "person"}

    def _words(self, new: Occasion) -> Iterable[Token]:
        return self.cast.doc[new.trigger.start : new.trigger.end]

    def _is_said_of_it(self, new: Occasion) -> bool:
        """'It was their first talks since the coup in May' says something of the meeting told before."""
        if new.trigger.form == "verb":
            return False
        children = list(self.cast.doc[new.trigger.head].children)
        said = any(t.dep_ == "nsubj" and t.lower_ in ("it", "this") for t in children)
        return said and any(t.dep_ == "cop" for t in children)

    def _is_of_another_time(self, new: Occasion) -> bool:
        """'The previous session took place in May': not 'This was the first session since …'."""
        before = self.cast.doc[max(new.trigger.start - 1, 0)].lower_
        said = self._is_said_of_it(new) or before in COPULAS
        return bool(new.trigger.words & (NEW | EARLIER)) and not said and new.date is not None

    def _is_explicit(self, new: Occasion) -> bool:
        """'the summit of 2016', 'the talks with China', 'the meeting between the two parties in May': says itself
        which one it means."""
        day, end = new.date, new.trigger.end
        reach = LONG_REACH if self.cast.doc[end : end + 1].text in ("between", "of", "with") else REACH
        dated = day is not None and 0 <= day.start - end <= reach
        return dated or any(p.rule.startswith("noun-") for p in new.parts)

    def _just_told(self, new: Occasion, earlier: Sequence[Occasion]) -> Occasion | None:
        """The name of a meeting that the lead told of without one; `earlier`: those that it can mean."""
        old = self.records[-1] if self.records else None
        if all(o is not old for o in earlier):
            return None  # 'The meeting took place on the sidelines of the 7th Summit'
        if (
            old is None
            or old.name
            or old.kind in ("visit", "call")
            or (new.date and old.date and not dates_agree(old, new))
        ):
            return None
        alike = new.kind in (old.kind, "summit", "ministerial", "consultation") and old.kind in (
            "talks",
            "other",
            new.kind,
        )
        undated = new.date is None and new.place is None
        return old if alike and undated and old.actors & new.actors else None


def merge(old: Occasion, new: Occasion) -> None:
    """Add to a record what another sentence tells of it."""
    old.triggers += new.triggers
    old.anchors |= new.anchors
    old.sentences += [s for s in new.sentences if s not in old.sentences]
    old.parts = merged([*old.parts, *new.parts])
    old.voices += new.voices
    old.place = old.place or new.place
    old.online = old.online or new.online
    if new.name and not old.name:
        old.name, old.kind = new.name, new.kind
    if old.date is None or (new.date is not None and _better(old, new.date, old.date)):
        old.date = new.date or old.date
    old.stay = joined(old.stay, new.stay)
    if old.date is None or old.date.earliest == old.date.latest:
        old.date = whole(old.stay, old.kind in LASTING) or old.date
    if new.cue is not None and new.status in ("cancelled", "postponed") and old.status != "held":
        old.status, old.cue = new.status, new.cue


def _better(old: Occasion, new: DateMention, known: DateMention) -> bool:
    """Is a new date to be taken: the sharper one; of what lasts some days, the whole stretch."""
    if new.earliest is None or new.latest is None or known.earliest is None or known.latest is None:
        return False
    inside = known.earliest <= new.earliest and new.latest <= known.latest
    around = new.earliest <= known.earliest and known.latest <= new.latest
    days, before = (new.latest - new.earliest).days, (known.latest - known.earliest).days
    if (
        around
        and old.kind in LASTING
        and before == 0 < days <= LONGEST_STAY
        and new.edtf is not None
        and new.edtf.count("-") == 4
    ):
        return True
    return inside and days < before and not (old.kind in LASTING and days == 0 and before <= LONGEST_STAY)


def same_name(old: Occasion, new: Occasion) -> bool:
    if not old.name or not new.name:
        dated = old.date is not None and new.date is not None
        return (
            old.name is None
            and old.kind == new.kind
            and dated
            and dates_agree(old, new)
            and bool(old.actors & new.actors)
        )
    one, other = (set(plain(n).replace("-", " ").replace("–", " ").split()) for n in (old.name, new.name))
    return (one <= other or other <= one) and dates_agree(old, new)


def refers(old: Occasion, new: Occasion) -> bool:
    """Can 'the <noun>' mean this meeting?"""
    noun = new.trigger.kind
    if noun in ("visit", "summit", "exercise", "ceremony", "call"):
        return old.kind == noun or (noun == "call" and old.kind == "talks" and old.online is not None)
    if old.kind == "call" and noun in GATHERINGS:
        return False  # 'spoke by telephone about the conference in Lima'
    return old.kind not in ("visit", "exercise")


def dates_agree(old: Occasion, new: Occasion) -> bool:
    if old.stay.first and new.stay.last and not old.stay.last and whole(joined(old.stay, new.stay), True):
        return True  # told on its first day and on its last
    return at_once(old.date, new.date)


def told_again(old: Occasion, new: Occasion) -> bool:
    """The same people at the same kind of meeting at a time that fits: told twice."""
    if len(new.actors) < 2 and not (new.actors and new.kind in ("visit", "summit", "ministerial")):
        return False
    loose = {"talks", "other"} if new.trigger.words & {"a", "an"} else {"talks", "summit", "other"}
    alike = old.kind == new.kind or {old.kind, new.kind} <= loose
    who = new.actors <= old.actors or (old.actors <= new.actors and len(old.actors) >= 2)
    where = new.place is None or old.place is None or new.place[0] == old.place[0]
    still_to_come = old.status == "held" and new.status in ("planned", "proposed")
    return alike and who and where and not still_to_come and dates_agree(old, new)
