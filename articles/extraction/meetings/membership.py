"""Who takes part in a meeting: every actor of the article weighed by all that words, parse and analyser tell."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from articles.extraction.clauses import SAYING
from articles.extraction.meetings.learnt import reading_of
from articles.extraction.meetings.occasions import Occasion
from articles.extraction.meetings.participants import Part
from articles.extraction.mentions import covered
from articles.extraction.names.actors import Cast
from articles.extraction.readings import TAKING_PART, Arc
from articles.extraction.units import Unit
from articles.extraction.weighing import Figures, log_odds, scale

#: others beyond this say nothing new
MANY = 6
SIDES = 2
#: how likely one must be whom the rules leave out
NEW_ENOUGH = 0.45
QUESTION = "taking part"


def _group(rule: str) -> str:
    """Rules that differ only in the verb are one."""
    return "subject-of" if rule.startswith("subject-of-") else rule


class Membership:
    """What tells for and against an actor's part in a meeting of one article."""

    def __init__(self, cast: Cast, units: Sequence[Unit], homes: Mapping[str, set[str]]) -> None:
        self.cast, self.doc, self.homes = cast, cast.doc, homes
        self.starts = [s.start for s in self.doc.sents]
        self.told: dict[str, set[int]] = defaultdict(set)
        self.named: dict[str, set[int]] = defaultdict(set)
        for mention, actor in cast.at.values():
            self.told[actor].add(self.sentence(mention.start))
            self.named[actor].add(self.sentence(mention.start))
        for unit in units:
            for actor in unit.actors:
                self.told[actor].add(self.sentence(unit.start))
        self.speaks = {(a, self.sentence(u.start)) for u in units for a in u.actors if self._says(u)}
        self.rows: dict[int, list[tuple[str, Arc]]] = defaultdict(list)
        whole = [m for m, _ in cast.at.values() if not m.part]
        actors = {i: (m, cast.at[m.start][1]) for i, m in covered(whole).items()}
        pointing = {i: u for u in units if u.kind in ("pronoun", "group") for i in range(u.start, u.end)}
        for arc in reading_of(self.doc).members:
            if arc.role in TAKING_PART:
                if arc.column in actors:
                    self.rows[arc.row].append((actors[arc.column][1], arc))
                elif arc.column in pointing:
                    self.rows[arc.row] += ((a, arc) for a in pointing[arc.column].actors)

    def sentence(self, token: int) -> int:
        return bisect_right(self.starts, token) - 1

    def _says(self, unit: Unit) -> bool:
        token = self.doc[unit.end - 1]
        after = {t.lower_ for t in self.doc[unit.end : unit.end + 3]}
        return bool(after & SAYING) or (token.dep_ == "nsubj" and token.head.lower_ in SAYING)

    def candidates(self, record: Occasion) -> Iterator[str]:
        """The actors that have anything to do with a meeting, in the order of the text."""
        likely = {a for anchor in record.anchors for a, _ in self.rows[anchor]}
        own = {self.sentence(s) for s, _ in record.sentences}
        near = {a for a, told in self.told.items() if told & own}
        agreed = {p.actor for p in record.parts if self._is_agreed(record, p)}
        yield from (a for a in self.cast.actors if a in (likely | near | record.actors) - agreed - record.elsewhere)

    def _is_agreed(self, record: Occasion, part: Part) -> bool:
        """The country of a visit is its host: what counts as taking part says so, whatever the words."""
        return record.kind == "visit" and part.role == "host" and self.cast.actors[part.actor].kind == "country"

    def likely(self, record: Occasion, actor: str) -> tuple[float, float]:
        """The analyser's likelihood that an actor takes part: for its surest mention of the meeting, on average."""
        best = [max((x.confidence for a, x in self.rows[n] if a == actor), default=0.0) for n in record.anchors]
        return max(best, default=0.0), sum(best) / len(best) if best else 0.0

    def decide(self, record: Occasion) -> list[Part]:
        """Those who take part likely enough, each with the likelihood of it."""
        if not self.rows:
            return record.parts  # another pipeline: there is nothing to weigh the rules with
        weigh, known = scale(QUESTION), {p.actor: p for p in record.parts}
        out = [p for p in record.parts if self._is_agreed(record, p)]
        told = {p.actor for p in record.voices if p.rule != "learnt"}
        closed = record.trigger.form == "verb" and len(record.triggers) == 1 and len(told & known.keys()) >= SIDES
        for actor in self.candidates(record):
            if closed and actor not in told:
                continue  # 'A received B, C said': a verb with both its sides
            likely = weigh.likelihood(self.figures(record, actor))
            if likely >= (weigh.enough if actor in known else NEW_ENOUGH):
                part = known.get(actor) or self._part(record, actor)
                out.append(replace(part, confidence=likely))
        return out

    def _part(self, record: Occasion, actor: str) -> Part:
        """The part of one whom no rule names: by the mention that the analyser is surest of, else the nearest one."""
        voices = [p for p in record.voices if p.actor == actor]
        if voices:
            return max(voices, key=lambda p: p.confidence)
        arcs = [x for n in record.anchors for a, x in self.rows[n] if a == actor]
        mentions = self.cast.actors[actor].mentions
        at = max(arcs, key=lambda x: x.confidence).column if arcs else record.trigger.start
        mention = min(mentions, key=lambda m: abs(m.start - at))
        unit = Unit(mention.start, mention.end, (actor,), mention.kind, mention.confidence)
        return Part(actor, "participant", unit, "weighed", 0.5)

    def figures(self, record: Occasion, actor: str) -> Figures:
        """Named figures, mostly 0 or 1."""
        who, out = self.cast.actors[actor], {"bias": 1.0}
        decided = {p.actor: p for p in record.parts}
        own = {self.sentence(s) for s, _ in record.sentences}
        top, mean = self.likely(record, actor)
        if record.anchors:
            out["member-top"], out["member-mean"] = log_odds(top), log_odds(mean)
        else:
            out["unheard"] = 1.0
        voices = [p for p in record.voices if p.actor == actor]
        learnt = max((p.confidence for p in voices if p.rule == "learnt"), default=0.0)
        out["arc"] = log_odds(learnt) if record.anchors else 0.0
        ruled = {_group(p.rule) for p in voices if p.rule != "learnt"}
        out.update((f"rule:{rule}", 1.0) for rule in ruled)
        out["by-order"] = float(any(not r.startswith("tree") for r in ruled))
        out["by-tree"] = float(any(r.startswith("tree") for r in ruled))
        if actor in decided:
            out["decided"] = 1.0
            out[f"decided:{_group(decided[actor].rule)}"] = 1.0
            out["decided-sure"] = decided[actor].confidence
        out[f"actor:{who.kind}"] = 1.0
        out[f"actor:{who.kind}:{record.kind}"] = 1.0
        out["named-there"] = float(bool(self.named[actor] & own))
        out["told-there"] = float(bool(self.told[actor] & own))
        out["told-before"] = float(any(s - 1 in self.told[actor] for s in own))
        out["named-first"] = float(0 in self.named[actor])
        speaks = any((actor, s) in self.speaks for s in own)
        out["speaks"] = float(speaks)
        out["only speaks"] = float(speaks and not ruled)
        out["share"] = len(who.mentions) / max(len(a.mentions) for a in self.cast.actors.values())
        people = [a for a in self.homes if actor in self.homes[a] and a != actor]
        out["stood-for"] = max((self.likely(record, a)[0] for a in people), default=0.0)
        out["stood-for-decided"] = float(any(a in decided for a in people))
        bodies = [p.actor for p in record.parts if p.actor in self.homes.get(actor, ())]
        out["body-decided"] = float(bool(bodies))
        key = self.cast.country_key(record.place[0]) if record.place else None
        out["at-home"] = float(key is not None and who.key == key)
        others = len(decided.keys() - {actor})
        out["others"] = min(others, MANY)
        out["alone"] = float(not others)
        out[f"form:{record.trigger.form}"] = 1.0
        out[f"status:{record.status}"] = 1.0
        return out
