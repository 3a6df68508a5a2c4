"""Who takes part in a meeting, in what role: from the order of words around its trigger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from articles.extraction.clauses import Sentence, actors_of, clause_bounds
from articles.extraction.meetings.triggers import Trigger, follow, support_forms
from articles.extraction.names.actors import Cast
from articles.extraction.units import Unit
from articles.extraction.words import POSSESSIVES

PASSIVES = frozenset({"was", "were", "been", "being", "be", "is", "are", "and"})
NOUN_MARKS = frozenset({"the", "a", "an", "its", "their", "his", "her", "this"})
BINDING = frozenset({"with", "between", "among", "of", "involving", "and"})
AGENT = frozenset({"by"})
#: words behind which persons are named who are not there
ELSEWHERE = frozenset(
    "who whom whose which where when while after before but said says told replacing replaces replaced succeeding "
    "succeeds succeeded representing accompanied".split()
)
REACH = 25
TWO_SIDES = 2
#: a part of the rules that stands without another voice
UNDOUBTED = 0.7
ROLE_ORDER = {"host": 0, "chair": 1, "participant": 2, "attendee": 3}


@dataclass(frozen=True)
class Part:
    """An actor's part in a meeting and the words that give it."""

    actor: str
    role: str
    unit: Unit
    rule: str
    confidence: float


class ParticipantReader:
    """Reads the participants of the triggers of one sentence."""

    def __init__(self, cast: Cast, sentence: Sentence) -> None:
        self.cast, self.doc, self.sentence = cast, cast.doc, sentence

    def read(self, trigger: Trigger, floor: int, limit: int) -> list[Part]:
        """The parts told by one trigger; `floor`, `limit`: where the one before ends and the next one begins."""
        if trigger.form == "learnt" and self.doc[trigger.head].pos_ not in ("NOUN", "PROPN"):
            return []  # a verb that the lexicon does not have: what its subject and object do is not known
        found = self._of_verb(trigger, limit) if trigger.form == "verb" else self._of_noun(trigger, floor, limit)
        return merged(found)

    def _of_verb(self, trigger: Trigger, limit: int) -> Iterator[Part]:
        verb = trigger.verb
        assert verb is not None
        subjects = self.sentence.subject_of(trigger.start)
        if self._is_passive(trigger):
            agents = self.sentence.after(trigger.end, limit, AGENT)
            yield from _parts(agents, verb.subject, "agent", 0.85)
            yield from _parts(subjects, verb.object, "passive-subject", 0.85)
            return
        yield from _parts(subjects, verb.subject, "subject", 0.85)
        if trigger.needs == "credentials":
            envoys = self._at_credentials(trigger, limit)
            if envoys and self.doc[trigger.end].lower_ == "to":
                yield from _parts(envoys[:1], "host", "object", 0.85)
                envoys = envoys[1:]
            yield from _parts(envoys, verb.object, "object", 0.85)
            return
        direct = [] if trigger.needs == "signing" else self.sentence.directly_after(trigger.end)
        objects = direct or self.sentence.all_after(trigger.end, min(limit, trigger.end + REACH), frozenset({"with"}))
        if direct and self.doc[trigger.end - 1].text == "with":
            objects = [*direct, *self.sentence.all_after(direct[-1].end, limit, frozenset({"with"}))]
        objects = self._within(trigger) or objects or self._led(trigger, limit)
        yield from _parts(objects, verb.object, "object", 0.85)

    def _within(self, trigger: Trigger) -> list[Unit]:
        """'told | the Kenyan president | by telephone': named between the words of the verb."""
        named = [u for u in self.sentence.units if trigger.start < u.start < trigger.end and u.kind == "person"]
        return named if trigger.kind == "call" else []

    def _at_credentials(self, trigger: Trigger, limit: int) -> list[Unit]:
        """'presented his credentials to A, as did B and C', 'accepted letters of credence from three envoys: A, B and
        C': the persons named behind, up to words on something else about them."""
        stop = next((i for i in range(trigger.end, limit) if self.doc[i].lower_ in ELSEWHERE), limit)
        return [u for u in self.sentence.units if trigger.end <= u.start < stop and u.kind == "person"]

    def _led(self, trigger: Trigger, limit: int) -> list[Unit]:
        """'met a delegation of young parliamentarians led by X': the one who leads the unnamed."""
        leading = [
            u
            for u in self.sentence.all_after(trigger.end, min(limit, trigger.end + REACH), AGENT)
            if {t.lower_ for t in self.doc[u.start - 3 : u.start]} & {"led", "headed"}
        ]
        return leading if trigger.needs in ("pair", "person") else []

    def _is_passive(self, trigger: Trigger) -> bool:
        before = self.doc[trigger.start - 1].lower_ if trigger.start else ""
        behind = self.doc[trigger.end : trigger.end + 2].text.lower().split()
        ends = self.doc[trigger.start].lower_.endswith(("ed", "met"))
        return ends and (before in PASSIVES or "by" in behind[:1])

    def _of_noun(self, trigger: Trigger, floor: int, limit: int) -> Iterator[Part]:
        yield from self._inside(trigger)
        yield from self._owner(trigger)
        yield from self._supporting(trigger, floor)
        _, clause_end = clause_bounds(self.doc, trigger.end - 1)
        stop = max(limit, trigger.end)
        limit = min(stop, trigger.end + REACH, max(clause_end, trigger.end))
        for units, governor in zip(self.sentence.lists, self.sentence.governors, strict=True):
            with_again = (governor == "with" and self.doc[units[0].start - 2].lower_ == "and") or (
                governor == "from" and trigger.kind == "call"
            )
            if not trigger.end <= units[0].start < (stop if with_again else limit):
                continue
            if governor == "from" and trigger.kind == "call":
                yield from _parts(units, "participant", "noun-with", 0.85)
            elif governor in BINDING:
                yield from _parts(units, "participant", f"noun-{governor}", 0.85)
            elif governor in AGENT:
                yield from _parts(units, self._agent_role(units[0].start), "noun-by", 0.85)
            elif governor == "for" and any(u.kind == "person" or u.represented for u in units):
                yield from _parts(units, "participant", "noun-for", 0.7)

    def _inside(self, trigger: Trigger) -> Iterator[Part]:
        """Actors in the name: 'ASEAN-Russia Summit'; a demonym before it: 'the Russian-Chinese talks'."""
        for i in range(trigger.start, trigger.end):
            held = self.cast.at.get(i)
            if held and held[0].end <= trigger.end and held[0].kind != "person" and not held[0].forum:
                unit = Unit(held[0].start, held[0].end, (held[1],), held[0].kind)
                yield Part(held[1], "participant", unit, "in-name", 0.8)

    def _owner(self, trigger: Trigger) -> Iterator[Part]:
        """'Putin's meeting with …', 'his talks with …', 'their first meeting'."""
        if self.doc[trigger.start].lower_ in ("his", "her", "their", "its"):
            owners = self.sentence.subject_of(trigger.start) or self.sentence.first_subject()
            yield from _parts(owners, "participant", "owner", 0.75)
        if trigger.start and self.doc[trigger.start - 1].lower_ == "whose":
            before = [u for u in self.sentence.units if trigger.start - 4 <= u.end < trigger.start]
            yield from _parts(before[-1:], "participant", "owner", 0.75)
        for unit in self.sentence.units:
            if unit.end in (trigger.start, trigger.start - 1) and self.doc[unit.end].text in POSSESSIVES:
                yield from _parts([unit], "participant", "owner", 0.85)

    def _supporting(self, trigger: Trigger, floor: int) -> Iterator[Part]:
        """The subject of 'held', 'attended', 'hosted' … that the noun belongs to."""
        first, _ = clause_bounds(self.doc, trigger.start)
        listed = all(t.lower_ in ("and", ",", "then") for t in self.doc[floor : trigger.start])
        for i in range(trigger.start - 1, max(first, self.sentence.start, 0 if listed else floor) - 1, -1):
            for then, role in support_forms().get(self.doc[i].lower_, ()):
                if follow(self.doc, i + 1, then) is None or i in self.cast.at or not carries(self.doc[i]):
                    continue
                if i and self.doc[i - 1].lower_ in (PASSIVES - {"and"}) | NOUN_MARKS:
                    continue
                yield from _parts(self.sentence.subject_of(i), role, f"subject-of-{self.doc[i].lower_}", 0.8)
                return
        if self._is_setting(trigger) and not trigger.anaphoric:
            who = self.sentence.subject_of(trigger.start) or self.sentence.first_subject()
            yield from _parts(who, "participant", "acts-at", 0.65)

    def _is_setting(self, trigger: Trigger) -> bool:
        """'said at a meeting in Moscow', 'signed during a visit': who acts there takes part."""
        before = self.doc[trigger.start - 1].lower_ if trigger.start else ""
        travels = trigger.kind == "visit" and before in ("from", "on", "for", "of")
        return (before in ("at", "during", "over") or travels) and trigger.name is None

    def _agent_role(self, start: int) -> str:
        """'hosted by', 'chaired by', 'attended by': the participle before 'by'."""
        i = start - 1
        while i > self.sentence.start and self.doc[i].lower_ != "by":
            i -= 1
        forms = support_forms().get(self.doc[i - 1].lower_, ())
        return forms[0][1] if forms else "participant"


def carries(token: Token) -> bool:
    """Is a form of a support verb one here? Not in 'had spoken of a summit', nor in 'to keep markets open'."""
    return not token.dep_.startswith("aux") and token.pos_ != "ADJ"


def _parts(units: Iterable[Unit], role: str, rule: str, confidence: float) -> Iterator[Part]:
    for actor, unit in actors_of(list(units)):
        yield Part(actor, role, unit, rule, confidence * unit.confidence)


def merged(parts: Iterable[Part]) -> list[Part]:
    """One part an actor: the most telling role."""
    best: dict[str, Part] = {}
    for part in parts:
        kept = best.get(part.actor)
        if kept is None or ROLE_ORDER[part.role] < ROLE_ORDER[kept.role]:
            best[part.actor] = part
    return list(best.values())


def united(ruled: list[Part], parsed: list[Part], learnt: list[Part], *, form: str) -> list[Part]:
    """What word order, parse and analyser tell together: one part an actor, in the most telling role.

    Each voice is right more often than not, and what counts is to miss nobody. But a rule that is not sure needs
    another voice where the analyser names others, and where a verb has both its sides ('A received B') the analyser
    alone adds nobody. `form`: the trigger's.
    """
    heard = {p.actor for p in (*parsed, *learnt)}
    sure = [p for p in ruled if not learnt or p.actor in heard or p.confidence >= UNDOUBTED]
    # nobody meets alone: better a side that one rule tells than none
    alone = len(heard | {p.actor for p in sure}) < TWO_SIDES
    told = merged([*(ruled if alone else sure), *parsed])
    if form != "verb":
        return merged([*told, *learnt])
    known = {p.actor for p in told}
    return told if len(told) >= TWO_SIDES else [*told, *(p for p in merged(learnt) if p.actor not in known)]


def most_specific(parts: list[Part], homes: Mapping[str, set[str]]) -> list[Part]:
    """A person rather than his country, unless the country is named as the party; `homes`: person → bodies."""
    spoken_for = {body for p in parts for body in homes.get(p.actor, ())}
    return [p for p in parts if p.actor not in spoken_for or p.rule in ("noun-between", "noun-of")]
