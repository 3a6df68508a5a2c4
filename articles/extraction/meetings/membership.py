"""Who takes part in a meeting: every actor of the article weighed by all that words, parse and analyser tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from articles.extraction import lexicon
from articles.extraction.clauses import SAYING
from articles.extraction.meetings.occasion import Occasion
from articles.extraction.meetings.participants import Part
from articles.extraction.presence import Presence, Scene
from articles.extraction.readings import TAKING_PART, reading_of
from articles.extraction.units import Unit
from articles.extraction.weighing import Figures, log_odds, scale

#: others beyond this say nothing new
MANY = 6
SIDES = 2
#: what a verb of meeting itself tells
SIDE_RULES = frozenset({"subject", "object", "agent", "passive-subject"})
#: … and the words around a noun
FAR_RULES = frozenset({"topic", "noun-with", "noun-between", "tree-with"})
#: … and the verb that goes with it ('A held talks with B')
HOLDING_RULES = frozenset({"subject-of", "tree-subject-of"})
#: kinds of meetings that have two sides
BILATERAL = frozenset({"talks", "call", "other"})
#: words between a name and what says that another stands for its bearer ('on behalf of | his father, King | Salman')
BESIDE = 5
#: how likely one must be whom the rules leave out
NEW_ENOUGH = 0.45
#: … in talks whose two sides the words tell
THIRD = 0.7
QUESTION = "taking part"
#: 'accompanied by her trade minister'
COMPANY = "company"
#: 'the previous session': the sides of the one told of before
SERIES = "series"


def _group(rule: str) -> str:
    """Rules that differ only in the verb are one, and whose meetings 'meetings with A and B' are is like 'his'."""
    return "subject-of" if rule.startswith("subject-of-") else rule.replace("topic", "owner")


class Membership:
    """What tells for and against an actor's part in a meeting of one article."""

    def __init__(self, scene: Scene, homes: Mapping[str, set[str]]) -> None:
        self.cast, self.doc, self.homes = scene.cast, scene.doc, homes
        self.sentence, self.named, self.share = scene.sentence, scene.named, scene.share
        taking_part = (arc for arc in reading_of(self.doc).members if arc.role in TAKING_PART)
        self.presence = Presence(scene, taking_part, lambda actor: (actor,))
        self.units: dict[int, list[Unit]] = defaultdict(list)
        for unit in scene.units:
            self.units[self.sentence(unit.start)].append(unit)
        #: all meetings of the article
        self.records: Sequence[Occasion] = ()
        self.speaks = {(a, self.sentence(u.start)) for u in scene.units for a in u.actors if self._says(u)}

    def _says(self, unit: Unit) -> bool:
        token = self.doc[unit.end - 1]
        after = {t.lower_ for t in self.doc[unit.end : unit.end + 3]}
        return bool(after & SAYING) or (token.dep_ == "nsubj" and token.head.lower_ in SAYING)

    def candidates(self, record: Occasion) -> Iterator[str]:
        """The actors that have anything to do with a meeting, in the order of the text."""
        likely = {a for anchor in record.anchors for a in self.presence.surest[anchor]}
        own = {self.sentence(s) for s, _ in record.sentences}
        near = {a for a, told in self.presence.told.items() if told & own}
        agreed = {p.actor for p in record.parts if self._is_agreed(record, p)}
        others = agreed | record.elsewhere | {a for a in near if self._is_stood_in_for(a, own)}
        yield from (a for a in self.cast.actors if a in (likely | near | record.actors) - others)

    def _is_agreed(self, record: Occasion, part: Part) -> bool:
        """Company, a series' sides, and the country of a visit as its host: what counts as taking part says so."""
        return part.rule in (COMPANY, SERIES) or (
            record.kind == "visit" and part.role == "host" and self.cast.actors[part.actor].kind == "country"
        )

    def _is_other_side(self, record: Occasion, part: Part | None) -> bool:
        """'met the Indonesian foreign minister': who stands for a country without a name, as the verb's own side."""
        return (
            part is not None
            and part.unit.represented
            and part.rule in SIDE_RULES
            and record.trigger.form == "verb"
            and len(record.actors) <= SIDES
        )

    def likely(self, record: Occasion, actor: str) -> tuple[float, float]:
        """The analyser's likelihood that an actor takes part: for its surest mention of the meeting, on average."""
        return self.presence.likely(record.anchors, actor)

    def decide(self, record: Occasion) -> list[Part]:
        """Those who take part likely enough, each with the likelihood of it."""
        if not self.presence.rows:
            return record.parts  # another pipeline: there is nothing to weigh the rules with
        weigh, known = scale(QUESTION), {p.actor: p for p in record.parts}
        out = [p for p in record.parts if self._is_agreed(record, p)]
        told = record.worded
        closed = record.trigger.form == "verb" and len(record.triggers) == 1 and len(told & known.keys()) >= SIDES
        for actor in self.candidates(record):
            if closed and actor not in told:
                continue  # 'A received B, C said': a verb with both its sides
            likely = weigh.likelihood(self.figures(record, actor))
            third = THIRD if record.kind in BILATERAL and len(told - {actor}) >= SIDES else NEW_ENOUGH
            if likely >= (weigh.enough if actor in known else third) or self._is_other_side(record, known.get(actor)):
                part = known.get(actor) or self._part(record, actor)
                out.append(replace(part, confidence=max(likely, weigh.enough)))
        return out if len(out) >= SIDES else [*out, *self._other_side(record, {p.actor for p in out})]

    def _other_side(self, record: Occasion, found: set[str]) -> Iterator[Part]:
        """'a meeting with the ASEAN ministers': who meets does not meet alone, so words that tell a side are trusted.

        Of what is not of two sides only those who stand for others, without a name, are.
        """
        for part in record.parts:
            sided = part.rule in SIDE_RULES | FAR_RULES or _group(part.rule) in HOLDING_RULES
            if sided and part.actor not in found and (record.kind in BILATERAL or part.unit.represented):
                yield replace(part, confidence=scale(QUESTION).enough)

    def _part(self, record: Occasion, actor: str) -> Part:
        """The part of one whom no rule names: by the mention that the analyser is surest of, else the nearest one."""
        voices = [p for p in record.voices if p.actor == actor]
        if voices:
            return max(voices, key=lambda p: p.confidence)
        arcs = [x for n in record.anchors for a, x in self.presence.rows[n] if a == actor]
        mentions = self.cast.actors[actor].mentions
        at = max(arcs, key=lambda x: x.confidence).column if arcs else record.trigger.start
        mention = min(mentions, key=lambda m: abs(m.start - at))
        unit = Unit(mention.start, mention.end, (actor,), mention.kind, mention.confidence)
        return Part(actor, "participant", unit, "weighed", 0.5)

    def figures(self, record: Occasion, actor: str) -> Figures:
        """Named figures, mostly 0 or 1."""
        who, out = self.cast.actors[actor], {"bias": 1.0}
        own = {self.sentence(s) for s, _ in record.sentences}
        ruled = {_group(p.rule) for p in record.voices if p.actor == actor and p.rule != "learnt"}
        self._heard(out, record, actor)
        self._ruled(out, record, actor, ruled)
        out[f"actor:{who.kind}"] = 1.0
        out[f"actor:{who.kind}:{record.kind}"] = 1.0
        self._told(out, actor, own, ruled=bool(ruled))
        self._at_home(out, record, actor)
        self._beside(out, record, actor, own, ruled=bool(ruled))
        others = len({p.actor for p in record.parts} - {actor})
        out["others"] = min(others, MANY)
        out["alone"] = float(not others)
        out[f"form:{record.trigger.form}"] = 1.0
        out[f"status:{record.status}"] = 1.0
        return out

    def _heard(self, out: dict[str, float], record: Occasion, actor: str) -> None:
        """Add what the analyser makes of an actor and the meeting: over the text, and within a sentence."""
        if not record.anchors:
            out["unheard"], out["arc"] = 1.0, 0.0
            return
        top, mean = self.likely(record, actor)
        learnt = [p.confidence for p in record.voices if p.actor == actor and p.rule == "learnt"]
        out["member-top"], out["member-mean"] = log_odds(top), log_odds(mean)
        out["arc"] = log_odds(max(learnt, default=0.0))

    def _ruled(self, out: dict[str, float], record: Occasion, actor: str, ruled: set[str]) -> None:
        """Add which rules name an actor, and what they decided together."""
        out.update((f"rule:{rule}", 1.0) for rule in ruled)
        out["by-order"] = float(any(not r.startswith("tree") for r in ruled))
        out["by-tree"] = float(any(r.startswith("tree") for r in ruled))
        for part in (p for p in record.parts if p.actor == actor):
            out["decided"] = 1.0
            out[f"decided:{_group(part.rule)}"] = 1.0
            out["decided-sure"] = part.confidence

    def _told(self, out: dict[str, float], actor: str, own: set[int], *, ruled: bool) -> None:
        """Add where the text tells of an actor, beside the meeting's `own` sentences, and whether he speaks there."""
        out["named-there"] = float(bool(self.named[actor] & own))
        out["told-there"] = float(bool(self.presence.told[actor] & own))
        out["told-before"] = float(any(s - 1 in self.presence.told[actor] for s in own))
        out["told-next"] = float(any(s + 1 in self.presence.told[actor] for s in own))
        out["named-first"] = float(0 in self.named[actor])
        speaks = any((actor, s) in self.speaks for s in own)
        out["speaks"] = float(speaks)
        out["only speaks"] = float(speaks and not ruled)
        out["share"] = self.share(actor)

    def _at_home(self, out: dict[str, float], record: Occasion, actor: str) -> None:
        """Add who stands for whom: the people of a body, the bodies of a person, and whose country the place is in."""
        decided = {p.actor for p in record.parts}
        people = [a for a in self.homes if actor in self.homes[a] and a != actor]
        out["stood-for"] = max((self.likely(record, a)[0] for a in people), default=0.0)
        out["stood-for-decided"] = float(any(a in decided for a in people))
        out["body-decided"] = float(bool(decided & set(self.homes.get(actor, ()))))
        key = self.cast.country_key(record.place[0]) if record.place else None
        out["at-home"] = float(key is not None and self.cast.actors[actor].key == key)
        homes = {self.cast.actors[b].key for b in self.homes.get(actor, ())}
        out[f"host-country:{record.kind}"] = float(key is not None and key in homes)

    def _beside(self, out: dict[str, float], record: Occasion, actor: str, own: set[int], *, ruled: bool) -> None:
        """Add what those around an actor tell: who stands in one list with him, who are the sides, who else meets."""
        decided = {p.actor: p for p in record.parts}
        mates = {m for n in own for m in self.presence.mates.get((actor, n), ())}
        if mates:
            heard = [log_odds(self.likely(record, m)[0]) for m in mates] if record.anchors else [0.0]
            sided = "two" if record.kind in BILATERAL else "many"
            out[f"listed {sided}"] = 1.0
            out[f"mates-top {sided}"] = sum(heard) / len(heard)
            out[f"mates-decided {sided}"] = sum(m in decided for m in mates) / len(mates)
        if record.kind in BILATERAL and not ruled:
            out[f"sides-told {min(len(record.worded - {actor}), SIDES)}"] = 1.0
        others = [r for r in self.records if r is not record]
        rival = max((self.likely(r, actor)[0] for r in others), default=0.0)
        out["rival"] = log_odds(rival) if record.anchors else 0.0
        near = [r for r in others if {self.sentence(s) for s, _ in r.sentences} & own]
        claimed = any(p.actor == actor and p.rule != "learnt" for r in near for p in r.parts)
        out["claimed"] = float(claimed and not ruled)
        units = [u for n in own for u in self.units[n] if actor in u.actors]
        out["represented"] = float(any(u.represented for u in units))
        names = [t for r in near for t in r.triggers if self.sentence(t.start) in own]
        out["in another's name"] = float(
            bool(units) and all(any(t.start <= u.start < t.end for t in names) for u in units)
        )

    def _is_stood_in_for(self, actor: str, own: set[int]) -> bool:
        """'on behalf of his father, King Salman': whoever is named in a meeting's sentences only so is not there."""
        told = [m for m in self.cast.actors[actor].mentions if self.sentence(m.start) in own]
        return (
            bool(told) and self.cast.actors[actor].kind == "person" and all(self._stands_behind(m.start) for m in told)
        )

    def _stands_behind(self, start: int) -> bool:
        """Do the words before token `start` say that another stands for the one named there?"""
        longest = lexicon.longest("stand_ins")
        words = [t.lower_ for t in self.doc[max(start - BESIDE - longest, 0) : start]]
        return any(
            tuple(words[i : i + n]) in lexicon.phrases("stand_ins")
            for n in range(1, longest + 1)
            for i in range(max(len(words) - n - BESIDE, 0), len(words) - n + 1)
        )
