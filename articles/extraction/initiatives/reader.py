"""Undertakings between actors: parties, status and time of what is named or described, told twice or once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from articles.extraction import lexicon
from articles.extraction.clauses import Sentence, actors_of
from articles.extraction.dates import DateMention
from articles.extraction.facts import PostFact
from articles.extraction.initiatives.learnt import REFERENCE, LearntInitiatives
from articles.extraction.initiatives.phrases import DETERMINERS, Phrase, PhraseFinder
from articles.extraction.initiatives.retelling import are_two, renamed, told_before
from articles.extraction.initiatives.signers import clause_signers, is_reported
from articles.extraction.initiatives.status import StatusReader
from articles.extraction.initiatives.times import TimeReader
from articles.extraction.initiatives.titles import TitleReader
from articles.extraction.initiatives.undertakings import FAR_PAIR, SIGNER, PartyTold, Undertaking
from articles.extraction.initiatives.weighed import InitiativeScales
from articles.extraction.presence import Scene
from articles.extraction.units import Unit
from articles.extraction.words import plain, text_of

DEFINITE = frozenset({"the", "this", "that", "these"})
INDEFINITE = frozenset({"a", "an", "another"})
#: what is told of a body where it is set up, and of one that stands as of its sittings
OF_SITTINGS = frozenset({"planned", "proposed", "negotiating", "signed", "completed"})
POSSESSIVE = frozenset({"their", "its", "his", "her", "our"})
NEGATIVE = frozenset({"no", "any"})
NOT = frozenset({"not", "n't", "n’t", "never"})
PARTY_WORDS = frozenset({"between", "with", "among"})
#: how sure the network must be for words that the rules alone would not take
LEARNT, LEARNT_NOUN = 0.5, 0.2
LEARNT_PARTY, LEARNT_SAME = 0.6, 0.6
#: how sure of a status: beside the words of a clause, against the undertaking's own verb
LEARNT_STATUS, OVERRULED_VERB = 0.87, 0.99
#: where no word tells how far an agreement is
LEARNT_BARE = 0.4
#: how likely at least is what is held in rounds
STANDING = 0.7
PARTY_REACH = 14
YEAR = 366
SIDES = 2


class InitiativeReader:
    """Reads the undertakings of one article."""

    def __init__(
        self,
        scene: Scene,
        dates: Sequence[DateMention],
        posts: Mapping[str, Sequence[PostFact]],
        *,
        weigh: bool = True,
        published: date | None = None,
    ) -> None:
        """`weigh`: not by the rules alone."""
        self.published = published
        self.cast, self.doc, self.units, self.dates = scene.cast, scene.doc, scene.units, dates
        self.homes = {person: [p.body for p in held if p.body] for person, held in posts.items()}
        self.main_pair = self.cast.main_pair()
        self.learnt = LearntInitiatives(self.doc)
        self.titles = TitleReader(self.cast, self.learnt)
        self.statuses = StatusReader(self.doc)
        self.times = TimeReader(self.doc, dates, self.learnt, published)
        self.scales = InitiativeScales(scene, self.homes)
        self.weigh = weigh and self.scales.is_usable
        self.found: list[Undertaking] = []
        #: tellings that mean none told before, and whether the rules think them particular
        self.alone: list[tuple[Undertaking, bool]] = []

    def read(self) -> list[Undertaking]:
        finder = PhraseFinder(self.cast, self.dates, self.learnt)
        ranges = [(d.start, d.end) for d in self.dates]
        for sent in self.doc.sents:
            sentence = Sentence(self.doc, sent.start, sent.end, self.units, ranges)
            for phrase in finder.find(sentence):
                self._take(phrase, sentence)
            self._refer(sentence)
        if self.weigh:
            for record in self.found:
                record.parties = self.scales.decide(record)
        return self.found

    def _take(self, phrase: Phrase, sentence: Sentence) -> None:
        opener = self.doc[phrase.start].lower_
        if opener in NEGATIVE or self._is_denied(phrase, opener):
            return
        start = phrase.start + (opener in DETERMINERS)
        name = text_of(self.doc, start, phrase.end)
        new = Undertaking(start, phrase.end, phrase.kind, name, phrase.named, opener)
        new.tellings = [phrase]
        new.sentences = [(sentence.start, sentence.end)]
        self._status(new)
        self._parties(new, sentence)
        if phrase.standing and opener not in INDEFINITE and new.status in OF_SITTINGS and not self._is_founded(new):
            new.status, new.cue = "ongoing", None  # what is planned or agreed is a sitting of it
        beside = None if new.named else self.titles.other(phrase.start, phrase.end, phrase.kind)
        if beside is not None:  # 'a trade agreement, known as Ecosa'
            new.name, new.named = text_of(self.doc, *beside), True
        referred = self._referred(phrase.start, phrase.end)
        old = (
            (referred if referred is not None and not are_two(new, referred) else None)
            or renamed(self.doc, phrase.start, phrase.end, self.found)
            or told_before(new, self.found, plain(self.doc[new.end - 1].text), definite=opener in DEFINITE)
        )
        if old is not None:
            if self.times.is_founded(new) or (new.status == "signed" and new.cue and not new.turned):
                new.date = self.times.date(new, sentence)
            else:
                new.date = self.times.inside(new)
            _merge(old, new, beside)
        elif self._is_one(phrase, new, opener):
            founded = not phrase.standing or new.cue is not None
            new.date = self.times.date(new, sentence) if founded else None
            self._status_by_date(new)
            new.start, new.end = beside or (new.start, new.end)
            self.found.append(new)

    def _is_founded(self, new: Undertaking) -> bool:
        """'agreed to launch a dialogue', 'to revive the joint committee': the body itself lies ahead, no sitting."""
        head = self.doc[new.start : new.end].root
        verb = head.head
        ahead = new.status == "planned" and new.cue is not None and new.cue[0] <= verb.i < new.cue[1]
        return ahead and head.dep_ in ("obj", "nsubj:pass") and verb.lower_ in lexicon.entries("founding_verbs")

    def _status_by_date(self, new: Undertaking) -> None:
        """What begins after publication is planned; an agreement called by its day ('accord of 6 April') is signed,
        and an old one stands."""
        day = new.date
        if day is None or day.earliest is None or day.parts or self.published is None:
            return
        inside = new.start <= day.start < new.end
        if (
            not (inside or new.turned)
            and new.status == "ongoing"
            and day.relation == "in"
            and day.earliest > self.published
        ):
            new.status = "planned"
        elif (
            inside and new.cue is None and new.kind == "agreement" and 0 <= (self.published - day.earliest).days <= YEAR
        ):
            new.status = "signed"

    def _is_denied(self, phrase: Phrase, opener: str) -> bool:
        """'They did not reach agreement on oceans': there is none; 'have not yet signed' leaves it open."""
        if phrase.named or opener in DEFINITE | POSSESSIVE:
            return False
        verb = self.doc[phrase.start : phrase.end].root.head
        beside = {t.lower_ for t in verb.children}
        concludes = verb.lower_ in lexicon.entries("concluding_verbs") and verb.i < phrase.start
        return concludes and bool(beside & NOT) and "yet" not in beside

    def _referred(self, start: int, end: int) -> Undertaking | None:
        """The record that a back-reference ('the deal') leads to by the network."""
        if not any(m.label == REFERENCE for m in self.learnt.over(start, end)):
            return None
        back = [a.column for a in self.learnt.arcs(start, end, "same") if a.confidence >= LEARNT_SAME]
        return next((old for i in back for old in self.found if old.start <= i < old.end), None)

    def _refer(self, sentence: Sentence) -> None:
        """Back-references in words that no rule knows add their sentence to the record they lead to."""
        for mention in self.learnt.references:
            if sentence.start <= mention.start < sentence.end:
                old = self._referred(mention.start, mention.end)
                if old is not None and (sentence.start, sentence.end) not in old.sentences:
                    old.sentences.append((sentence.start, sentence.end))

    def _is_one(self, phrase: Phrase, new: Undertaking, opener: str) -> bool:
        """Do words that mean none told before tell of one at all?"""
        particular = self._is_particular(phrase, new, opener)
        self.alone.append((new, particular))
        if not self.weigh:
            return particular
        new.likelihood = self.scales.likelihood(new, particular=particular)
        if phrase.standing:
            new.likelihood = max(new.likelihood, STANDING)
        return self.scales.is_enough(new.likelihood, particular=particular)

    def _is_particular(self, phrase: Phrase, new: Undertaking, opener: str) -> bool:
        """A plain noun ('agreement', 'plan') counts beside a verb of signing, launching and the like."""
        if phrase.needs == "learnt":
            return phrase.learnt >= LEARNT_NOUN
        if phrase.standing or phrase.learnt >= LEARNT:
            return True
        told = any(p.rule != FAR_PAIR for p in new.parties.values())
        if phrase.needs == "sign":
            bare = new.end - new.start == 1
            if bare and new.cue is not None and new.cue[0] == new.end and new.status == "signed":
                return True  # 'the agreement signed in May'
            return told and (not bare or (new.cue is not None and opener not in DEFINITE))
        if phrase.needs == "the":
            return opener in DEFINITE or new.cue is not None
        return told or new.cue is not None or new.named

    def _status(self, new: Undertaking) -> None:
        """What its verb or the nearest cue tells, else what the network reads. No cue: it stands."""
        if any(p.start < new.start and new.end <= p.end for old in self.found for p in old.tellings):
            new.status = "ongoing"  # what is said of an agreement on a zone is not said of the zone
            return
        cue = self.statuses.cue(new.start, new.end)
        indefinite = new.start > 0 and self.doc[new.start - 1].lower_ not in DEFINITE
        concluded = new.kind == "agreement" and not new.named and indefinite
        new.status = cue.status if cue else "signed" if concluded else "ongoing"
        new.cue, new.turned = ((cue.start, cue.end), cue.turned) if cue else (None, False)
        read, sure = self.learnt.status(new.start, new.end)
        enough = LEARNT_STATUS if cue is None or cue.far else OVERRULED_VERB
        if cue is None and concluded:
            enough = LEARNT_BARE
        if sure >= enough and not (cue and cue.turned and not cue.far):
            new.status = read
        new.heard = sure if read == new.status else 0.0

    def _parties(self, new: Undertaking, sentence: Sentence) -> None:
        """Inside the name, then 'between A and B', then who signs, then the pair that sentence or article is about."""
        for actor in self._inside(new.start, new.end):
            self._add(new, actor, PartyTold(new.start, new.end, "in-name", 0.85))
        for units, governor in zip(sentence.lists, sentence.governors, strict=True):
            if new.start <= units[0].start < new.end + PARTY_REACH and governor in PARTY_WORDS:
                for actor, unit in actors_of(units):
                    self._add(new, actor, PartyTold(unit.start, unit.end, f"party-{governor}", 0.85))
        self._learnt_parties(new)
        few = len(new.parties) < SIDES
        signers = clause_signers(self.doc, new, sentence)
        if not signers and not is_reported(self.doc, new):
            signers = sentence.subject_of(new.start)
        for actor, unit in actors_of(signers) if new.cue else ():
            self._add(new, actor, PartyTold(unit.start, unit.end, SIGNER, 0.7), counts=few)
        self._pair(new, sentence)

    def _learnt_parties(self, new: Undertaking) -> None:
        """Who is a party by the network: names, and expressions that stand for actors."""
        for arc in self.learnt.arcs(new.start, new.end, "party"):
            if arc.confidence < LEARNT_PARTY:
                break
            told = PartyTold(arc.column, arc.column + 1, "learnt-party", arc.confidence)
            for actor in self._actors_at(arc.column):
                self._add(new, actor, told)

    def _actors_at(self, column: int) -> Sequence[str]:
        """The actors that the words at a token name, refer back to, or stand for."""
        if column in self.cast.at:
            return (self.cast.at[column][1],)
        unit = next((u for u in self.units if u.start <= column < u.end), None)
        return (
            unit.actors if unit else [self.cast.at[i][1] for i in self.learnt.antecedents(column) if i in self.cast.at]
        )

    def _pair(self, new: Undertaking, sentence: Sentence) -> None:
        """'their partnership': two countries or bodies in the sentence, else those the text around is about."""
        few, taken = len(new.parties) < SIDES, False
        for pair, rule, sure in self._pairs(sentence):
            if len(pair) == SIDES:
                fits = few and not taken and (not new.parties or bool(set(new.parties) & set(pair)))
                for side in pair:
                    told = PartyTold(new.start, new.end, rule, sure)
                    self._add(new, side, told) if fits else new.voices.append((side, told))
                taken = taken or fits

    def _pairs(self, sentence: Sentence) -> Iterator[tuple[Sequence[str], str, float]]:
        """(two sides, rule, how sure): of the sentence, of the article, those told of most so far."""
        yield self._sides(sentence.units), "pair", 0.6
        yield self.main_pair, "pair", 0.45
        so_far = Counter(s for u in self.units if u.end <= sentence.end for s in self._sides([u]))
        yield [side for side, _ in so_far.most_common(2)], FAR_PAIR, 0.35

    def _sides(self, units: Sequence[Unit]) -> list[str]:
        return list(dict.fromkeys(p for u in units for a in u.actors for p in self.scales.sides(a)))

    def _add(self, new: Undertaking, actor: str, told: PartyTold, *, counts: bool = True) -> None:
        """A party told; where it does not count, it is heard all the same."""
        for party in self.scales.sides(actor):
            new.voices.append((party, told))
            if counts:
                new.parties.setdefault(party, told)

    def _inside(self, start: int, end: int) -> list[str]:
        """The countries and bodies named inside a name; the name itself is none."""
        held = (self.cast.at.get(i) for i in range(start, end))
        return list(
            dict.fromkeys(h[1] for h in held if h and h[0].kind != "person" and (h[0].start, h[0].end) != (start, end))
        )


def _merge(old: Undertaking, new: Undertaking, beside: tuple[int, int] | None) -> None:
    """Add to a record what other words tell of it; `beside`: where its name stands, if not in them."""
    old.sentences += [s for s in new.sentences if s not in old.sentences]
    old.parties = old.parties or new.parties
    old.tellings += new.tellings
    old.voices += new.voices
    if new.date and (old.date is None or not old.cue):
        old.date = new.date
    if new.named and not old.named:
        old.start, old.end = beside or (new.start, new.end)
        old.name, old.named = new.name, True
    if new.cue and not old.cue:
        old.status, old.cue = new.status, new.cue
