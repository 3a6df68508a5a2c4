"""From tellings to records: which sentences mean the same meeting, and what is too vague to be one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from articles.extraction import lexicon
from articles.extraction.facts import PostFact
from articles.extraction.meetings import being_there
from articles.extraction.meetings.going_on import NEAR, GoingOn
from articles.extraction.meetings.holders import Holders
from articles.extraction.meetings.membership import COMPANY, SERIES, Membership
from articles.extraction.meetings.occasion import Occasion
from articles.extraction.meetings.participants import TWO_SIDES, Part, merged, most_specific
from articles.extraction.meetings.particularity import Particularity
from articles.extraction.meetings.receiving import Receiving, received_by, with_hosts
from articles.extraction.meetings.retelling import EARLIER, NEW, Retelling, dates_agree, merge
from articles.extraction.meetings.telling import TellingScale
from articles.extraction.meetings.triggers import Trigger
from articles.extraction.meetings.whereabouts import settle_places
from articles.extraction.presence import Scene
from articles.extraction.units import Unit

#: kinds of meetings of which there are series
SERIAL = frozenset({"summit", "ministerial", "consultation", "talks"})
#: what tells that one was on a journey with others
TRAVEL = frozenset(
    "accompanied accompanying travel travels travelled traveled travelling traveling fly flies flew flown flying"
    " delegation entourage retinue".split()
)


class RecordKeeper:
    """Puts the tellings of one article together, in the order of the text."""

    def __init__(self, scene: Scene, posts: Mapping[str, Sequence[PostFact]], *, weigh: bool = True) -> None:
        """`posts`: person → those he holds. `weigh`: not by the rules alone."""
        homes = {person: {p.body for p in held if p.body} for person, held in posts.items()}
        self.cast, self.homes = scene.cast, homes
        self.membership, self.scale = Membership(scene, homes), TellingScale(scene.doc)
        self.weigh = weigh and self.scale.is_usable
        self.records: list[Occasion] = []
        #: tellings that mean no meeting told before, and whether the rules think them particular
        self.alone: list[tuple[Occasion, bool]] = []
        self.going_on, self.holders = GoingOn(self.cast.doc), Holders(scene, posts)
        self.retelling, self.particularity = Retelling(self.cast, self.records), Particularity(self.cast)

    def keep(self, tellings: Iterable[Occasion]) -> list[Occasion]:
        """The records."""
        homes = self.homes
        for telling in tellings:
            self._take(telling)
        self.membership.records = self.records
        receiving = Receiving(self.cast, homes, self._country_of)
        for record in self.records:
            parts = self._of_joint_bodies(most_specific(record.parts, homes))
            country = self._country_of(record)
            if record.kind == "visit" and country:
                parts = self._visited(record, parts, country, receiving)
            record.parts = parts
            record.parts = self.membership.decide(record) if self.weigh else parts
            record.parts = self.holders.in_place_of_countries(record.parts)
            if country:
                record.parts = with_hosts(record.parts, partial(receiving.is_at_home, country=country))
        receiving.settle(self.records)
        settle_places(self.cast.doc, self.records)
        return self.records

    def _visited(self, record: Occasion, parts: list[Part], country: str, receiving: Receiving) -> list[Part]:
        """The one at home receives a visitor from elsewhere, else the country of the place, where nobody is told."""
        if not parts or record.place is None:
            return parts
        own = [p for p in parts if receiving.is_at_home(p.actor, country)]
        if any(p.actor == country or p.role == "host" for p in own):
            return parts
        if len(own) == 1 and len(parts) > 1 and own[0].role == "participant":
            return received_by(own[0].actor, parts)
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
        same = self.retelling.find(new)
        if same is not None:
            merge(same, new)
        elif new.status != "none":
            new = self._with_main_pair(new)
            if self._is_one(new):
                self.records.append(self._at_the_same_time(new))

    def _is_one(self, new: Occasion) -> bool:
        """Does a telling that means no meeting told before tell of one at all?"""
        particular, first = self.particularity.is_enough(new), not self.alone
        self.alone.append((new, particular))
        if self._tells_stay(new.trigger) and self._is_at_home(new):
            return False
        if not self.weigh:
            return particular
        if not (new.actors or new.date or new.place or new.name):
            return False  # too vague to be an occasion, by what counts as one (docs/facts.md)
        new.likelihood = self.scale.likelihood(new, particular=particular, first=first)
        return (particular and self.particularity.has_both_sides(new)) or self.scale.is_enough(
            new.likelihood, particular=particular
        )

    def _tells_stay(self, trigger: Trigger) -> bool:
        """Is a visit told by 'was' alone, by rule or as the network hears it?"""
        heard = trigger.form == "learnt" and self.cast.doc[trigger.head].lower_ in being_there.BEING
        return heard or trigger.needs == being_there.NEEDS

    def _is_at_home(self, new: Occasion) -> bool:
        """'The president was in Lima' is no journey of Peru's."""
        country = self._country_of(new)
        return country is not None and any(country in self.homes.get(actor, ()) for actor in new.actors)

    def _at_the_same_time(self, new: Occasion) -> Occasion:
        """'He also met …', 'Meetings with … are planned as well': at the time of the meeting told of before."""
        told = (o for anchor in new.told_before for o in self.records if anchor in o.anchors)
        kin = next((o for o in told if self.retelling.are_others(o, new)), None)
        if kin is not None and new.date is None and kin.status == new.status:
            return replace(new, date=kin.date)
        start, end = new.sentences[0]
        goes_on = {t.lower_ for t in self.cast.doc[start:end]} & lexicon.entries("continuations")
        last = self.records[-1] if self.records else None
        if new.date is None and last is not None and goes_on and last.status == new.status and last.date is not None:
            near = start - last.sentences[-1][1] <= NEAR
            return replace(new, date=last.date) if near and new.actors & last.actors else new
        return replace(new, date=self.going_on.date(new, self.records)) if new.date is None else new

    def _attend(self, new: Occasion) -> None:
        """'X and Y also attended': they were at the meeting told of last; 'accompanied by': on the last visit."""
        travel = any(t.lower_ in TRAVEL for t in self.cast.doc[new.trigger.start : new.trigger.end])
        with_them = travel or "joining" in new.trigger.words
        fitting = [
            o
            for o in self.records
            if dates_agree(o, new) and (o.status in (new.status, "held") or (travel and o.status == "planned"))
        ]
        if travel:  # where the text tells of no journey, it is to the meeting itself
            alike = [o for o in fitting if o.status == new.status]
            fitting = [o for o in fitting if o.kind == "visit"] or alike or fitting
        gathered = [o for o in fitting if travel or o.kind != "visit"]  # a visit is attended by nobody
        last = max(gathered or fitting, key=lambda o: (o.sentences[-1][0], -o.triggers[-1].start), default=None)
        if last is not None and new.parts:
            company = [replace(p, rule=COMPANY) for p in new.parts] if with_them else new.parts
            last.parts = merged([*last.parts, *company])
            last.voices += company if with_them else new.voices
            last.triggers += new.triggers
            last.sentences += [s for s in new.sentences if s not in last.sentences]

    def _of_series(self, new: Occasion) -> tuple[str, ...]:
        """'The first one was held in Lima in 2017': the two sides of the meeting told of before, if they are those that
        the article is about. Who stood for them then is not told."""
        words = {t.lower_ for t in self.cast.doc[new.trigger.start : new.trigger.end]} | new.trigger.words
        old = next((o for o in reversed(self.records) if o.kind in SERIAL and o.parts), None)
        if old is None or not words & (EARLIER | NEW | lexicon.entries("ordinal_words")):
            return ()
        sides = dict.fromkeys(side for p in old.parts for side in self._side(p.actor))
        about = self.cast.main_pair()
        return tuple(sides) if len(sides) == TWO_SIDES and (not about or sides.keys() == set(about)) else ()

    def _side(self, actor: str) -> Iterable[str]:
        """The country or body itself, or the countries that a person serves."""
        if self.cast.actors[actor].kind != "person":
            return (actor,)
        return [home for home in self.homes.get(actor, ()) if self.cast.actors[home].kind == "country"]

    def _with_main_pair(self, new: Occasion) -> Occasion:
        """A summit or ministerial of nobody named, in an article about two sides, is theirs."""
        if new.parts or new.kind not in ("summit", "ministerial", "consultation") or not (new.date or new.place):
            return new
        if sides := self._of_series(new):
            unit = Unit(new.trigger.start, new.trigger.end, sides, "group", 0.5)
            return replace(new, parts=[Part(a, "participant", unit, SERIES, 0.5) for a in sides])
        pair = self.cast.main_pair()
        unit = Unit(new.trigger.start, new.trigger.end, pair, "group", 0.5)
        return replace(new, parts=[Part(a, "participant", unit, "main-pair", 0.5) for a in pair])
