"""From tellings to records: which sentences mean the same meeting, and what is too vague to be one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from articles.extraction import lexicon
from articles.extraction.dates import DateMention
from articles.extraction.meetings.membership import BILATERAL, COMPANY, SIDES, Membership
from articles.extraction.meetings.occasion import Occasion
from articles.extraction.meetings.participants import Part, merged, most_specific, with_hosts
from articles.extraction.meetings.stays import at_once, joined, whole
from articles.extraction.meetings.telling import TellingScale
from articles.extraction.meetings.whereabouts import settle_places
from articles.extraction.presence import Scene
from articles.extraction.units import Unit
from articles.extraction.words import is_ordinal, plain

LASTING = frozenset({"visit", "summit", "conference", "exercise"})
LONGEST_STAY = 14
#: tokens between the sentences of two meetings on one occasion
NEAR = 60
#: actors, time and place that together make a meeting of words that may tell of none
PROOF = 3
NEW = frozenset({"another", "second", "new", "next", "separate", "further", "third", "fourth"})


class RecordKeeper:
    """Puts the tellings of one article together, in the order of the text."""

    def __init__(self, scene: Scene, homes: Mapping[str, set[str]], *, weigh: bool = True) -> None:
        """`homes`: person → the countries and bodies he holds posts in. `weigh`: not by the rules alone."""
        self.cast, self.homes = scene.cast, homes
        self.membership, self.scale = Membership(scene, homes), TellingScale(scene.doc)
        self.weigh = weigh and self.scale.is_usable
        self.records: list[Occasion] = []
        #: tellings that mean no meeting told before, and whether the rules think them particular
        self.alone: list[tuple[Occasion, bool]] = []

    def keep(self, tellings: Iterable[Occasion]) -> list[Occasion]:
        """The records."""
        homes = self.homes
        for telling in tellings:
            self._take(telling)
        self.membership.records = self.records
        for record in self.records:
            parts = self._of_joint_bodies(most_specific(record.parts, homes))
            country = self._country_of(record)
            if record.kind == "visit" and country:
                parts = self._visited(record, parts, country, homes)
            record.parts = parts
            record.parts = with_hosts(self.membership.decide(record) if self.weigh else parts, country, homes)
        settle_places(self.cast.doc, self.records)
        return self.records

    def _visited(self, record: Occasion, parts: list[Part], country: str, homes: Mapping[str, set[str]]) -> list[Part]:
        """The country of the place is the host of a visitor from elsewhere, where nobody is told who receives him."""
        at_home = any(p.actor == country or (country in homes.get(p.actor, ()) and p.role == "host") for p in parts)
        if not parts or record.place is None or at_home:
            return parts
        _, start, end = record.place
        return [*parts, Part(country, "host", Unit(start, end, (country,), "country"), "visited-country", 0.7)]

    def _of_joint_bodies(self, parts: list[Part]) -> list[Part]:
        """A joint body named after its sides ('Laos-Cambodia Joint Boundary Commission') stands for them."""
        out: list[Part] = []
        for part in parts:
            sides = self._sides(part)
            out += [replace(part, actor=side, rule="in-name") for side in sides] if len(sides) > 1 else [part]
        return merged(out)

    def _sides(self, part: Part) -> list[str]:
        """The countries and bodies in the name of an organisation found by pattern."""
        actor = self.cast.actors[part.actor]
        if actor.kind != "organisation" or actor.key is not None:
            return []
        mention = actor.mentions[0]
        held = (self.cast.at.get(i) for i in range(mention.start, mention.end))
        return list(dict.fromkeys(h[1] for h in held if h and h[0].part and h[1] != actor.id))

    def _country_of(self, record: Occasion) -> str | None:
        """The actor in whose country a meeting of two sides takes place."""
        if record.place is None or record.kind not in ("talks", "visit", "call"):
            return None
        key = self.cast.country_key(record.place[0])
        actor = self.cast.of_key(key) if key else None
        return actor.id if actor else None

    def _take(self, new: Occasion) -> None:
        if new.trigger.needs == "last":
            self._attend(new)
            return
        same = self._same(new)
        if same is not None:
            merge(same, new)
        elif new.status != "none":
            new = self._with_main_pair(new)
            if self._is_one(new):
                self.records.append(self._at_the_same_time(new))

    def _is_one(self, new: Occasion) -> bool:
        """Does a telling that means no meeting told before tell of one at all?"""
        particular, first = self._is_particular(new), not self.alone
        self.alone.append((new, particular))
        if not self.weigh:
            return particular
        if not (new.actors or new.date or new.place or new.name):
            return False  # too vague to be an occasion, by what counts as one (docs/facts.md)
        new.likelihood = self.scale.likelihood(new, particular=particular, first=first)
        return (particular and self._has_both_sides(new)) or self.scale.is_enough(new.likelihood, particular=particular)

    def _has_both_sides(self, new: Occasion) -> bool:
        """'A hosted B': a verb of meeting between two persons is clear enough by itself."""
        rules = {p.rule for p in new.parts if self.cast.actors[p.actor].kind == "person"}
        return new.trigger.form == "verb" and {"subject", "object"} <= rules

    def _at_the_same_time(self, new: Occasion) -> Occasion:
        """'He also met …', 'Meetings with … are planned as well': at the time of the meeting told of before."""
        told = (o for anchor in new.told_before for o in self.records if anchor in o.anchors)
        kin = next((o for o in told if self._are_others(o, new)), None)
        if kin is not None and new.date is None and kin.status == new.status:
            return replace(new, date=kin.date)
        start, end = new.sentences[0]
        goes_on = {t.lower_ for t in self.cast.doc[start:end]} & lexicon.entries("continuations")
        last = self.records[-1] if self.records else None
        if new.date is not None or last is None or not goes_on or last.status != new.status or last.date is None:
            return new
        near = start - last.sentences[-1][1] <= NEAR
        return replace(new, date=last.date) if near and new.actors & last.actors else new

    def _attend(self, new: Occasion) -> None:
        """'X and Y also attended': they were at the meeting told of last; 'accompanied by': on the last visit."""
        travel = bool({"accompanied", "accompanying"} & new.trigger.words)
        with_them = travel or "joining" in new.trigger.words
        fitting = [
            o
            for o in self.records
            if dates_agree(o, new) and (o.kind == "visit" or not travel) and o.status in (new.status, "held")
        ]
        last = max(fitting, key=lambda o: (o.sentences[-1][0], -o.triggers[-1].start), default=None)
        if last is not None and new.parts:
            company = [replace(p, rule=COMPANY) for p in new.parts] if with_them else new.parts
            last.parts = merged([*last.parts, *company])
            last.voices += company if with_them else new.voices
            last.triggers += new.triggers
            last.sentences += [s for s in new.sentences if s not in last.sentences]

    def _with_main_pair(self, new: Occasion) -> Occasion:
        """A summit or ministerial of nobody named, in an article about two sides, is theirs."""
        if new.parts or new.kind not in ("summit", "ministerial", "consultation") or not (new.date or new.place):
            return new
        pair = self.cast.main_pair()
        unit = Unit(new.trigger.start, new.trigger.end, pair, "group", 0.5)
        return replace(new, parts=[Part(a, "participant", unit, "main-pair", 0.5) for a in pair])

    def _is_particular(self, new: Occasion) -> bool:
        """No time, place, name or party: no particular occasion."""
        if new.trigger.form == "verb":
            return self._verb_is_complete(new)
        if self._is_institution(new) and not (new.date or new.place):
            return False
        if new.trigger.needs == "proof" and not new.name:
            return len(new.actors) + bool(new.date) + bool(new.place) >= PROOF
        if new.trigger.needs == "actor":
            return len(new.actors) >= 2
        if new.trigger.needs == "support":
            return bool(new.actors) and bool(new.date or new.place or new.name or len(new.actors) >= 2)
        if new.trigger.plural and new.name is None and new.kind != "exercise":
            return len(new.actors) >= 2
        if new.name or len(new.actors) >= 2:
            return True
        if new.kind in ("conference", "exercise") and new.date and not new.trigger.anaphoric:
            return True
        return bool((new.actors and (new.date or new.place)) or (new.date and new.place))

    def _is_institution(self, new: Occasion) -> bool:
        """'mechanisms such as the ASEAN Regional Forum': the forum as such, no sitting of it."""
        held = (self.cast.at.get(i) for i in range(new.trigger.start, new.trigger.end))
        return any(h[0].forum for h in held if h)

    def _verb_is_complete(self, new: Occasion) -> bool:
        needs = new.trigger.needs
        people = [p for p in new.parts if self.cast.actors[p.actor].kind == "person"]
        represented = [p for p in new.parts if p.unit.represented]
        if needs == "place":
            return new.place is not None and bool(people or represented)
        if needs == "person":
            behind = [p for p in new.parts if p.rule not in ("subject", "agent")]
            return len(new.actors) >= 2 and bool(behind) and bool(people or represented)
        if needs in ("guest", "courtesy", "scheduled"):
            return len(people) >= 2 and (new.place is not None or new.date is not None)
        if needs in ("subject", "opens"):
            return bool(new.actors) and bool(new.place or new.date)
        return len(new.actors) >= 2 or bool(new.parts and new.parts[0].unit.represented and (new.place or new.date))

    def _same(self, new: Occasion) -> Occasion | None:
        """The meeting told of before that this sentence means, if any."""
        earlier = list(reversed(self.records))
        if linked := self._linked(new):
            return linked
        if new.name:
            return next((o for o in earlier if same_name(o, new)), None) or self._just_told(new)
        if new.trigger.anaphoric:
            fitting = [o for o in earlier if refers(o, new)]
            agreeing = self._meant([o for o in fitting if dates_agree(o, new)], new)
            if agreeing or not fitting or self._is_explicit(new):
                return agreeing
            return fitting[0]
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
                and not self._are_others(old, new)
                and (not (old.name and new.name) or same_name(old, new))
                and (not new.name or bool(old.name) or bool(old.actors & new.actors))
            ),
            None,
        )

    def _are_others(self, old: Occasion, new: Occasion) -> bool:
        """'received A … received B': two persons meeting each, and not the same ones."""
        if not {old.kind, new.kind} <= BILATERAL:
            return False
        one, other = self._faces(old), self._faces(new)
        few = all(SIDES <= len(faces) <= SIDES + 1 for faces in (one, other))
        return few and bool(one - other) and bool(other - one)

    def _faces(self, o: Occasion) -> set[str]:
        """The persons that words, not the analyser alone, tell as taking part."""
        return {a for a in o.worded & o.actors if self.cast.actors[a].kind == "person"}

    def _words(self, new: Occasion) -> Iterable[Token]:
        return self.cast.doc[new.trigger.start : new.trigger.end]

    def _is_explicit(self, new: Occasion) -> bool:
        """'the summit of 2016', 'the talks with China': says itself which one it means."""
        day = new.date
        dated = day is not None and 0 <= day.start - new.trigger.end <= 3
        return dated or any(p.rule.startswith("noun-") for p in new.parts)

    def _just_told(self, new: Occasion) -> Occasion | None:
        """The name of a meeting that the lead told of without one."""
        old = self.records[-1] if self.records else None
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
