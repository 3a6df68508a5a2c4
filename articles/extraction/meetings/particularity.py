"""Whether a telling tells of a particular occasion: a time, a place, a name or parties, as its words need them."""

from __future__ import annotations

from articles.extraction.meetings import being_there, signings
from articles.extraction.meetings.occasion import Occasion
from articles.extraction.meetings.retelling import HELD_BY
from articles.extraction.names.actors import Cast

#: actors, time and place that together make a meeting of words that may tell of none
PROOF = 3
SIDES = 2
#: guests without a name, and how far behind the verb they stand
UNNAMED = frozenset({"leaders", "presidents", "premiers", "ministers", "counterparts", "envoys", "ambassadors"})
GUESTS = 6


class Particularity:
    """Judges the tellings of one article by its rules alone."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def is_enough(self, new: Occasion) -> bool:
        """Has the telling what words like its own need to mean one occasion?"""
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
            if self._hosts_unnamed(new):
                return True
            behind = [p for p in new.parts if p.rule not in ("subject", "agent")]
            return len(new.actors) >= 2 and bool(behind) and bool(people or represented)
        if needs in ("guest", "courtesy", "scheduled"):
            return len(people) >= 2 and (new.place is not None or new.date is not None)
        if needs == signings.NEEDS:
            return signings.is_complete(self.cast.doc, new, {p.actor for p in people})
        if needs == being_there.NEEDS:
            known = new.date is not None or being_there.has_reason(self.cast.doc, *new.sentences[0])
            return bool(new.actors) and new.place is not None and known
        if needs in ("subject", "opens", "credentials"):
            return bool(new.actors) and bool(new.place or new.date)
        return len(new.actors) >= 2 or bool(new.parts and new.parts[0].unit.represented and (new.place or new.date))

    def _hosts_unnamed(self, new: Occasion) -> bool:
        """'The president hosted South American leaders in Lima on Monday': many who are not named."""
        end = new.trigger.end
        guests = {t.lower_ for t in self.cast.doc[end : end + GUESTS] if t.dep_ == "obj"} & UNNAMED
        return new.trigger.head == end - 1 and bool(guests and new.actors and new.place and new.date)

    def has_both_sides(self, new: Occasion) -> bool:
        """'A hosted B', 'A will hold talks with B', 'A and B are to have a meeting': clear enough by itself."""
        if signings.is_signing(new.trigger):
            return True
        if new.trigger.needs == "person" and self._hosts_unnamed(new):
            return True
        told = [p for p in new.parts if self.cast.actors[p.actor].kind == "person"]
        rules = {p.rule for p in told}
        if new.trigger.form == "verb":
            return {"subject", "object"} <= rules
        own = [p for p in told if p.rule in HELD_BY]
        return new.trigger.form == "noun" and len(own) + bool("noun-with" in rules and own) >= SIDES
