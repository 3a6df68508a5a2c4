"""What rules and analyser say of initiatives, weighed: is there one at all, and who is a party to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from articles.extraction.clauses import SAYING
from articles.extraction.initiatives.bystanders import Bystanders
from articles.extraction.initiatives.learnt import MEETING, NAMED, REFERENCE
from articles.extraction.initiatives.undertakings import FAR_PAIR, SIGNER, PartyTold, Undertaking
from articles.extraction.presence import Presence, Scene
from articles.extraction.readings import reading_of
from articles.extraction.weighing import Figures, log_odds, scale
from articles.extraction.words import is_content_capital

TOLD, PARTY = "an initiative at all", "a party"
#: what the rules leave out must be likelier: an initiative, a party
NEW_ENOUGH, NEW_PARTY = 0.45, 0.4
#: rules that know only whom sentence or text is about
PAIRS = frozenset({"pair", FAR_PAIR})
TWO = 2
#: how likely a party is of whom there is no doubt, and the second one of what takes two
SURE, SECOND = 0.5, 0.2
#: verbs of those who only tell of it
REPORTING = SAYING | {"told", "announced", "reported", "recalled", "confirmed", "stated", "say", "explained"}
#: how likely at least one must be who is not told where a plan or fund is told with another
ABSENT = 0.6
MUTUAL = frozenset({"agreement", "partnership", "mechanism"})
#: parties, words beyond this say nothing new
SEVERAL, LONG = 3, 8
OPENERS = frozenset({"the", "a", "an", "this", "that", "these", "their", "its", "his", "her"})


class InitiativeScales:
    """Weighs the initiatives of one article. `homes`: person → the countries and bodies he holds posts in."""

    def __init__(self, scene: Scene, homes: Mapping[str, Sequence[str]]) -> None:
        self.cast, self.doc, self.homes = scene.cast, scene.doc, homes
        self.sentence, self.named, self.share = scene.sentence, scene.named, scene.share
        self.main_pair = set(self.cast.main_pair())
        reading = reading_of(self.doc)
        self.events = reading.events
        parties = (arc for arc in (*reading.members, *reading.arcs) if arc.role == "party")
        self.presence = Presence(scene, parties, self.sides)
        self.bystanders = Bystanders(scene, self.sides)

    @property
    def is_usable(self) -> bool:
        """Has the pipeline a layer of events? The weights are of no use without its voice."""
        return bool(self.events)

    def sides(self, actor: str) -> list[str]:
        """Persons stand for the country or body they hold a post in."""
        return [actor] if self.cast.actors[actor].kind != "person" else list(self.homes.get(actor, ()))[:1]

    # ------------------------------------------------------------ is there one at all

    def likelihood(self, new: Undertaking, *, particular: bool) -> float:
        """That words tell of an initiative. `particular`: the rules think so."""
        return scale(TOLD).likelihood(self.figures(new, particular=particular))

    def is_enough(self, likelihood: float, *, particular: bool) -> bool:
        return likelihood >= (scale(TOLD).enough if particular else max(NEW_ENOUGH, scale(TOLD).enough))

    def figures(self, new: Undertaking, *, particular: bool) -> Figures:
        """What speaks for and against it, by name."""
        phrase = new.tellings[0]
        over = [m for m in self.events if m.start < phrase.end and phrase.start < m.end]
        head = self.doc[new.start : new.end].root
        rules = {p.rule for p in new.parties.values()}
        return {
            "bias": 1.0,
            "particular": float(particular),
            "heard": max((log_odds(m.confidence) for m in over if m.label == NAMED), default=-4.0),
            "heard-reference": float(any(m.label == REFERENCE for m in over)),
            "heard-meeting": float(any(m.label in MEETING for m in over)),
            "named": float(phrase.named),
            "capitals": float(all(is_content_capital(t) for t in self.doc[new.start : min(new.start + 2, new.end)])),
            f"needs {phrase.needs or 'nothing'}": 1.0,
            f"opens with {new.opener if new.opener in OPENERS else 'another word'}": 1.0,
            f"kind {new.kind}": 1.0,
            f"status {new.status}": 1.0,
            "cue": float(new.cue is not None),
            "words": min(new.end - new.start, LONG) / LONG,
            "bare": float(new.end - new.start == 1),
            "plural": float(head.tag_ in ("NNS", "NNPS")),
            f"parties {min(len(new.parties), SEVERAL)}": 1.0,
            "parties-told": float(bool(rules - {FAR_PAIR, "pair"})),
            "an actor": float(new.start in self.cast.at and self.cast.at[new.start][0].end == new.end),
        }

    # ------------------------------------------------------------ who is a party

    def candidates(self, record: Undertaking) -> Iterator[str]:
        """Countries and bodies that have anything to do with it, in the order of the text."""
        own = {self.sentence(s) for s, _ in record.sentences}
        heard = {a for row in self._anchors(record) for a in self.presence.surest[row]}
        near = {a for a, told in self.presence.told.items() if told & own}
        voiced = {a for a, _ in record.voices}
        for actor, who in self.cast.actors.items():
            if who.kind != "person" and actor in heard | near | voiced and not self._is_itself(record, actor):
                yield actor

    def _is_itself(self, record: Undertaking, actor: str) -> bool:
        mentions = {(m.start, m.end) for m in self.cast.actors[actor].mentions}
        return any((p.start, p.end) in mentions or (record.start, record.end) in mentions for p in record.tellings)

    def _anchors(self, record: Undertaking) -> list[int]:
        return [m.anchor for m in self.events for p in record.tellings if m.start < p.end and p.start < m.end]

    def decide(self, record: Undertaking) -> dict[str, PartyTold]:
        """The parties that are likely enough."""
        weigh, between = scale(PARTY), self._between(record)
        # 'memorandum between A and B', and what C says of it
        asked = [a for a in self.candidates(record) if len(between) < 2 or a in between]
        likely = {actor: weigh.likelihood(self.party_figures(record, actor)) for actor in asked}
        least = {actor: weigh.enough if actor in record.parties else NEW_PARTY for actor in asked}
        out = {a: likely[a] for a in asked if likely[a] >= least[a]}
        out |= {a: max(likely[a], least[a]) for a in self._signed_beside(record, out) if a in likely}
        beside = self._bystanders(record, out)
        out = {a: p for a, p in out.items() if a not in beside}
        out = self._without_strangers(record, out)
        out = self._without_absent(record, out)
        if other := self._second(record, out, {a: p for a, p in likely.items() if a not in beside}):
            out[other] = likely[other]
        parties = ((a, record.parties.get(a) or self._told(record, a)) for a in asked if a in out)
        return {a: PartyTold(told.start, told.end, told.rule, out[a]) for a, told in parties}

    def _signed_beside(self, record: Undertaking, parties: Mapping[str, float]) -> Iterator[str]:
        """'A, B and C signed': of those who sign in one list all are parties, or none."""
        signers = {a for a, told in record.voices if told.rule == SIGNER}
        for sentence, _ in record.sentences:
            for actor in signers - parties.keys():
                if parties.keys() & signers & self.presence.mates.get((actor, self.sentence(sentence)), set()):
                    yield actor

    def _bystanders(self, record: Undertaking, parties: Mapping[str, float]) -> set[str]:
        """Who mediates or looks on, and who welcomes what others are named as parties to; not all there are."""
        named = {a for a, p in record.voices if p.rule == "in-name" and a in parties}
        helping = {a for a in parties if self.bystanders.only_help(record.sentences, a)}
        others = parties.keys() - named if named else set()
        welcoming = {a for a in others if self.bystanders.only_welcomes(record.start, record.end, a)}
        return helping | welcoming if parties.keys() - helping - welcoming else set()

    def _without_strangers(self, record: Undertaking, parties: Mapping[str, float]) -> dict[str, float]:
        """Beside two parties that words tell, none of whom it is only known that the text is about him."""
        told = {a for a, p in record.voices if p.rule not in PAIRS}
        sure = [a for a, likely in parties.items() if a in told and likely >= SURE]
        if len(sure) < TWO:
            # 'they are to approve a programme, the Kenyan Foreign Ministry said'
            voices = {a for a in parties if self.cast.actors[a].kind == "organisation" and self._only_speaks(record, a)}
            return {a: p for a, p in parties.items() if a not in voices or len(voices) == len(parties)}
        kept = {a: likely for a, likely in parties.items() if a in told}
        speakers = {a for a in kept if self._only_speaks(record, a)}
        return kept if len(kept.keys() - speakers) < TWO else {a: p for a, p in kept.items() if a not in speakers}

    def _without_absent(self, record: Undertaking, parties: Mapping[str, float]) -> dict[str, float]:
        """It takes but one to have a plan, a fund or a project: beside who is told with it, none from elsewhere."""
        own = {self.sentence(s) for s, _ in record.sentences}
        there = {a for a in parties if self.presence.told[a] & own}
        if record.kind in MUTUAL or not there:
            return dict(parties)
        return {a: likely for a, likely in parties.items() if a in there or likely >= ABSENT}

    def _only_speaks(self, record: Undertaking, actor: str) -> bool:
        """'Kenya and Peru signed a treaty, | Ghana's minister said': is it but a voice there?"""
        sentence = self.doc[record.start].sent
        verbs = [t for t in self.doc[record.start : record.end].root.ancestors if t.lower_ in REPORTING]
        names = [a for a in (actor, *(p for p, homes in self.homes.items() if actor in homes[:1]))]
        told = [m for a in names for m in self.cast.actors[a].mentions if sentence.start <= m.start < sentence.end]
        said = {
            t.i for verb in verbs for child in verb.children if child.dep_.startswith("nsubj") for t in child.subtree
        }
        return bool(told) and all(m.start in said for m in told)

    def _second(self, record: Undertaking, parties: Mapping[str, float], likely: Mapping[str, float]) -> str | None:
        """It takes two to agree: beside the only party the likeliest other."""
        if len(parties) != 1 or record.kind not in MUTUAL:
            return None
        others = {actor: p for actor, p in likely.items() if actor not in parties}
        best = max(others, key=lambda a: others[a], default=None)
        return best if best and others[best] >= SECOND else None

    def _between(self, record: Undertaking) -> set[str]:
        """Those of whom its own words say that it is between them: 'between A and B', 'of A and B'."""
        out = set[str]()
        for phrase in record.tellings:
            words = [t.lower_ for t in self.doc[phrase.start : phrase.end]]
            if "between" in words:
                out.update(self._sides_in(phrase.start + words.index("between"), phrase.end))
            elif "of" in words and "with" not in words:
                out.update(self._sides_of(phrase.start + words.index("of") + 1, phrase.end))
        return out

    def _sides_in(self, start: int, end: int) -> Iterator[str]:
        i = start
        while i < end:
            held = self.cast.at.get(i)
            if held and held[0].kind != "person":
                yield from self.sides(held[1])
            # 'the Government of | Kenya' is one side
            i = max(i + 1, held[0].end if held and held[0].kind == "organisation" else 0)

    def _sides_of(self, start: int, end: int) -> Iterator[str]:
        """The two that 'and' joins right behind 'of': 'free trade area of | ASEAN and the EAEU'."""
        first = self.cast.at.get(start + (self.doc[start].lower_ == "the"))
        if first is None or first[0].form == "demonym" or self.doc[first[0].end : first[0].end + 1].text != "and":
            return
        at = first[0].end + 1
        second = self.cast.at.get(at + (self.doc[at : at + 1].text == "the"))
        if second is not None and second[0].form != "demonym" and second[0].end <= end:
            yield from (actor for m, held in (first, second) if m.kind != "person" for actor in self.sides(held))

    def _told(self, record: Undertaking, actor: str) -> PartyTold:
        """The part of one whom no rule decides on: the surest voice, else the nearest mention."""
        voices = [p for a, p in record.voices if a == actor]
        if voices:
            return max(voices, key=lambda p: p.confidence)
        mentions = self.cast.actors[actor].mentions
        if not mentions:
            return PartyTold(record.start, record.end, "weighed", 0.5)
        near = min(mentions, key=lambda m: abs(m.start - record.start))
        return PartyTold(near.start, near.end, "weighed", 0.5)

    def party_figures(self, record: Undertaking, actor: str) -> Figures:
        """What speaks for and against an actor's being a party, by name."""
        who, anchors = self.cast.actors[actor], self._anchors(record)
        own = {self.sentence(s) for s, _ in record.sentences}
        first = self.sentence(record.start)
        told = self.presence.told[actor]
        top, mean = self.presence.likely(anchors, actor)
        out = {
            "bias": 1.0,
            "heard-top": log_odds(top) if anchors else 0.0,
            "heard-mean": log_odds(mean) if anchors else 0.0,
            "unheard": float(not anchors),
            f"actor {who.kind}": 1.0,
            f"actor {who.kind} {record.kind}": 1.0,
            f"status {record.status}": 1.0,
            "in the name": float(any(record.start <= m.start < record.end for m in who.mentions)),
            "named there": float(bool(self.named[actor] & own)),
            "told there": float(bool(told & own)),
            "told first there": float(first in told),
            "told before": float(first - 1 in told),
            "named in the lead": float(0 in self.named[actor]),
            "share": self.share(actor),
            "main pair": float(actor in self.main_pair),
            "others": min(len(record.parties.keys() - {actor}), SEVERAL),
            "alone": float(not record.parties.keys() - {actor}),
            "named record": float(record.named),
        }
        self._beside(out, record, actor, own, anchors)
        out.update((f"rule {p.rule}", 1.0) for a, p in record.voices if a == actor)
        if actor in record.parties:
            out["decided"] = 1.0
            out[f"decided {record.parties[actor].rule}"] = 1.0
        return out

    def _beside(
        self, out: dict[str, float], record: Undertaking, actor: str, own: set[int], anchors: Sequence[int]
    ) -> None:
        """Add what those around an actor tell: who stands in one list with it, what else it may be a party to."""
        mates = {m for n in own for m in self.presence.mates.get((actor, n), ())}
        if mates:
            out["listed"] = 1.0
            out["mates decided"] = sum(m in record.parties for m in mates) / len(mates)
        elsewhere = (heard for n, heard in self.presence.surest.items() if n not in anchors)
        rival = max((heard.get(actor, 0.0) for heard in elsewhere), default=0.0)
        out["rival"] = log_odds(rival)
