"""Where undertakings are named ('Treaty of Amity') or described ('a memorandum of understanding on trade')."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from articles.extraction import lexicon
from articles.extraction.clauses import Sentence
from articles.extraction.dates import DateMention
from articles.extraction.initiatives.bystanders import is_helping
from articles.extraction.initiatives.joint_bodies import JointBodyFinder
from articles.extraction.initiatives.learnt import NAMED, LearntInitiatives
from articles.extraction.initiatives.nouns import head_kind, initiative_kind, nouns
from articles.extraction.initiatives.standing import is_standing
from articles.extraction.initiatives.titles import TitleReader
from articles.extraction.names.actors import Cast
from articles.extraction.words import before_open_bracket, is_content_capital, is_hyphen, joined, text_of

DETERMINERS = frozenset({"the", "a", "an", "this", "that", "their", "its", "his", "her", "these", "our", "no", "any"})
LEADS_ON = frozenset({"on", "of", "for", "against", "to", "between", "among"})
#: 'the Lima Convention Centre' is a house, no convention
VENUES = frozenset({"Centre", "Center", "Hall", "House", "Hotel", "Building", "Palace", "Bureau", "Complex"})
#: before a time that is no part of a name: it says when, not what for
BEFORE_TIME = frozenset({"in", "on", "since"})
#: 'on the | occasion' of which something is signed
OCCASIONS = frozenset({"occasion", "sidelines", "margins", "fringes", "eve"})
COMPLEMENT_WORDS = 14
REACH = 6
#: Penn tags of verbs that begin no noun phrase
FINITE = frozenset({"VB", "VBP", "VBZ", "VBD", "MD"})
#: how sure the network must be of an undertaking that no rule finds: with a noun of the lexicons, with another noun
KNOWN_NOUN, NEW_NOUN, NEW_KIND = 0.7, 0.95, 0.6


@dataclass(frozen=True)
class Phrase:
    """The words of an undertaking by tokens, determiner included; `needs` as in `initiative_nouns.tsv`.

    `learnt`: how sure the network is that the words are an undertaking; `standing`: rounds of it are told, or
    it is a body of several sides.
    """

    start: int
    end: int
    kind: str
    needs: str
    named: bool
    learnt: float = 0.0
    standing: bool = False


#: kinds by which bodies are called as well: the World Food Programme, the Children's Fund
BODIES_TOO = ("fund", "programme")


class PhraseFinder:
    """Finds the undertakings told in the sentences of one article."""

    def __init__(self, cast: Cast, dates: Sequence[DateMention], learnt: LearntInitiatives) -> None:
        self.cast, self.doc, self.dates, self.learnt = cast, cast.doc, dates, learnt
        held = [m for m, _ in cast.at.values() if m.kind == "organisation"]
        self.bodies = sorted({(m.start, m.end) for m in held if m.end - m.start > 1})
        #: where names of bodies begin and end that the gazetteer knows
        self.known = {m.start: m.end for m in held if m.keys and m.end - m.start > 1}
        #: the words of bodies' names
        self.within = {i for first, stop in self.bodies for i in range(first, stop)}
        self.dated = {i for d in dates for i in range(d.start, d.end)}
        self.joint_bodies = JointBodyFinder(cast)
        self.titles = TitleReader(cast, learnt)

    def find(self, sentence: Sentence) -> list[Phrase]:
        """The phrases of one sentence, none inside another; names before descriptions."""
        found: list[Phrase] = []
        by_rule = map(self._lengthened, (*self._named(sentence), *self._described(sentence)))
        told = filter(None, map(self._whole, (*by_rule, *self._marked(sentence))))
        for phrase in (*self._joint(sentence), *told):
            if all(phrase.end <= p.start or p.end <= phrase.start or self._is_about(phrase, p) for p in found):
                found.append(phrase)
        return list(self._with_twins(sorted(found, key=lambda p: p.start)))

    def _is_about(self, phrase: Phrase, other: Phrase) -> bool:
        """'agreement on the | Lima Free Zone': the agreement is one thing, the zone another."""
        at = other.start - (other.start > 0 and self.doc[other.start - 1].lower_ in DETERMINERS)
        at += self.doc[at].lower_ in DETERMINERS
        before = self.doc[at - 1 - self._determined(at)].lower_ if at > 1 else ""
        inside = phrase.start < other.start and other.end <= phrase.end and before in LEADS_ON
        return inside and other.named and phrase.kind == "agreement" != other.kind

    def _with_twins(self, found: Sequence[Phrase]) -> Iterator[Phrase]:
        """'the consultations on security and | the dialogue on trade': both stand where the second does."""
        for one, other in zip_longest(found, found[1:]):
            joining = {t.lower_ for t in self.doc[one.end : other.start]} if other else set()
            sure = other is not None and (other.standing or other.learnt >= KNOWN_NOUN)
            twins = sure and one.kind == other.kind == "mechanism" and "and" in joining <= {"and", "of", "on", "in"}
            yield replace(one, standing=True) if twins and one.needs == "the" else one

    def _joint(self, sentence: Sentence) -> Iterator[Phrase]:
        def bounds(floor: int, noun: int) -> tuple[int, int]:
            return self._start(floor, noun), self._period(self._complement(noun + 1))

        for start, end, named in self.joint_bodies.find(sentence.start, sentence.end, bounds):
            yield Phrase(start, end, "mechanism", "", named, standing=True)

    def _named(self, sentence: Sentence) -> Iterator[Phrase]:
        for m in self.cast.others:
            if m.kind == "initiative" and sentence.start <= m.start < sentence.end:
                start = m.start
                while joined(self.doc, start - 1):  # 'Five-Point Consensus'
                    start -= 2
                start -= start > 0 and self.doc[start - 1].lower_ in DETERMINERS
                yield Phrase(start, self._period(m.end), initiative_kind(text_of(self.doc, m.start, m.end)), "", True)
        for i in range(sentence.start, sentence.end):
            held = self.cast.at.get(i)
            if held and held[0].kind == "organisation" and held[0].form == "pattern" and not held[0].part:
                words = text_of(self.doc, held[0].start, held[0].end)
                if initiative_kind(words) == "mechanism" and self._sides(held[0].start, held[0].end) > 1:
                    standing = is_standing(self.doc, held[0].start - self._determined(held[0].start), held[0].end)
                    yield Phrase(held[0].start, held[0].end, "mechanism", "", True, standing=standing)

    def _is_known_body(self, start: int, end: int) -> bool:
        """'Monday | World Food Programme', 'World Food Programme | for its support'."""
        behind = self.known.get(start)
        return end in self.known.values() or (behind is not None and self.doc[behind : behind + 1].text.islower())

    def _determined(self, start: int) -> bool:
        """Does a determiner stand before token `start`?"""
        return start > 0 and self.doc[start - 1].lower_ in DETERMINERS

    def _whole(self, phrase: Phrase) -> Phrase | None:
        """No part of a longer name, of a body's or venue's name is one, none ends inside one, and 'today' or 'in
        July 2023' at its end is no part of it."""
        start, end = phrase.start + (self.doc[phrase.start].lower_ in DETERMINERS), phrase.end
        if phrase.named and self.doc[end : end + 1].text in VENUES:
            return None
        if phrase.named and phrase.kind in BODIES_TOO and self._is_known_body(start, end):
            return None
        if self.titles.is_piece(start, end) or self._is_no_undertaking(end):
            return None
        for first, stop in self.bodies:
            if first <= start and end < stop:
                return None
            if start < first < end < stop:
                end = stop
        for d in self.dates:
            if not start < d.start < d.end == end:
                continue
            if start + 1 < d.start and self.doc[d.start - 1].lower_ in BEFORE_TIME and d.edtf:
                end = d.start - 1  # 'a loan for Pakistan | in July 2023'
            elif not any(t.text[:1].isdigit() for t in self.doc[d.start : end]):
                end = d.start
        return replace(phrase, end=self._before_place(start, end))

    def _before_place(self, start: int, end: int) -> int:
        """'(signed) a declaration on ports | in Lima': where it was signed, by grammar, is no part of its name."""
        if not self.doc.has_annotation("DEP"):
            return end
        for i in range(end - 2, start + 1, -1):
            place = self.doc[i].head
            if self.doc[i].lower_ in ("in", "at") and place.i < end and self.doc[i].dep_ == "case":
                verb = place.head
                return i if verb.i < start and verb.pos_ == "VERB" and place.right_edge.i + 1 >= end else end
        return end

    def _is_no_undertaking(self, end: int) -> bool:
        """'press statement', 'election campaign': the word before the noun makes it another thing."""
        return self.doc[max(0, end - 2) : end].text.lower() in lexicon.entries("no_undertakings")

    def _lengthened(self, phrase: Phrase) -> Phrase:
        """The words of a rule go as far as the network reads them, where both are about one noun."""
        same = [m for m in self.learnt.marked if phrase.start <= m.head < phrase.end and m.start < phrase.end]
        end = max([phrase.end, *(m.end for m in same)])
        first = phrase.start + (self.doc[phrase.start].lower_ in DETERMINERS)
        start = self.titles.first(first, end)
        if start == first:
            return replace(phrase, end=end)
        return replace(phrase, start=start - self._determined(start), end=end, named=True)

    def _marked(self, sentence: Sentence) -> Iterator[Phrase]:
        """What the network alone finds."""
        for m in self.learnt.marked:
            known = head_kind(self.doc[m.head].lower_)
            kind, sure = m.trait("kind")
            likely = m.confidence >= KNOWN_NOUN if known else m.confidence >= NEW_NOUN and sure >= NEW_KIND
            if likely and sentence.start <= m.start < sentence.end:
                start = m.start - (m.start > sentence.start and self.doc[m.start - 1].lower_ in DETERMINERS)
                named = all(is_content_capital(t) for t in self.doc[m.start : m.start + 2])
                yield Phrase(start, self._period(m.end), known or kind, "", named, m.confidence)

    def _sides(self, start: int, end: int) -> int:
        """How many countries and bodies stand inside a name."""
        held = (self.cast.at.get(i) for i in range(start, end))
        return len({h[1] for h in held if h and (h[0].start, h[0].end) != (start, end)})

    def _period(self, end: int) -> int:
        """A period behind a name belongs to it: 'Action Plan | for the 2016-2020 period', 'Plan | 2016-2020'."""
        leads = {"for", "the", "of", "period", "(", "to", "until"}
        for d in self.dates:
            direct = end <= d.start <= end + 2 and all(t.lower_ in leads for t in self.doc[end : d.start])
            if direct and d.edtf and ("/" in d.edtf or d.start == end or self.doc[end].lower_ == "for"):
                return d.end + (self.doc[d.end : d.end + 1].text == "period")
        return end

    def _described(self, sentence: Sentence) -> Iterator[Phrase]:
        for i in range(sentence.start, sentence.end):
            for words, kind, needs in nouns().get(self.doc[i].lower_, ()):
                end = i + len(words)
                if any(i + n >= sentence.end or self.doc[i + n].lower_ != w for n, w in enumerate(words)):
                    continue
                if self.doc[end : end + 1].text.lower() in lexicon.entries("undertaking_tails"):
                    continue
                if self._is_impulse(i):
                    continue
                start = self._start(sentence.start, i)
                proper = any(is_content_capital(t) and not t.is_sent_start for t in self.doc[start:i])
                stop = self._period(self._complement(self._paired(i, end)))
                standing = kind == "mechanism" and self._stands(start, i, end, stop, needs)
                if standing or (needs != "standing" and (needs not in ("of", "the") or stop > end)):
                    sure = max((m.confidence for m in self.learnt.over(i, end) if m.label == NAMED), default=0.0)
                    yield Phrase(start, stop, kind, "" if proper and needs == "sign" else needs, proper, sure, standing)
                break

    def _paired(self, first: int, end: int) -> int:
        """'20 agreements | and memoranda of understanding' are counted together, and told as one."""
        plural = self.doc[end - 1].tag_ == "NNS" or self.doc[first].tag_ == "NNS"
        if not plural or self.doc[end : end + 1].text != "and" or end + 1 >= len(self.doc):
            return end
        for words, kind, _ in nouns().get(self.doc[end + 1].lower_, ()):
            behind = self.doc[end + 1 : end + 1 + len(words)]
            if tuple(t.lower_ for t in behind) == words and kind == "agreement" and words[0].endswith(("s", "a")):
                return behind.end
        return end

    def _is_impulse(self, i: int) -> bool:
        """'on Japan's |initiative|', 'at the initiative of': who thought of it, no undertaking."""
        if self.doc[i].lower_ != "initiative":
            return False
        return any(t.dep_ == "case" and t.lower_ in ("on", "at", "upon") for t in self.doc[i].lefts)

    def _stands(self, start: int, first: int, end: int, stop: int, needs: str) -> bool:
        """Is a dialogue (its noun from token `first` to `end`) told that is no single meeting, and which one it is?"""
        if needs not in ("the", "standing") or first in self.within:
            return False
        if self.doc[first].is_title and self._sides(start, first) > 1 and not self.learnt.is_met(start, stop):
            return True  # 'the Kenya-Peru Dialogue'
        told = stop > end or first > start + (self.doc[start].lower_ in DETERMINERS)
        return told and is_standing(self.doc, start, stop)

    def _start(self, floor: int, first: int) -> int:
        """First token of the noun phrase, its determiner included."""
        start = first
        stops = lexicon.entries("finite_verbs") | lexicon.entries("undertaking_verbs")
        while start > floor and first - start < REACH:
            token = self.doc[start - 1]
            low = token.lower_
            if low in DETERMINERS:
                return start - 1
            number = token.like_num or low in ("new", "joint", "second", "third", "fourth")
            if not number and (low in stops or low in lexicon.entries("function_words")):
                break
            if (token.is_punct and not is_hyphen(token)) or token.text in ("'s", "’s") or token.is_space:
                break
            if token.tag_ in FINITE:
                break
            start -= 1
        while start < first and is_hyphen(self.doc[start]):
            start += 1
        return start

    def _complement(self, end: int) -> int:
        """'on economic cooperation', 'between A and B', 'for ASEAN specialists': up to what ends a name."""
        doc = self.doc
        if [t.text for t in doc[end : end + 3]][::2] == ["(", ")"]:
            behind = self._complement(end + 3)  # 'memorandum of understanding (MoU) | on fisheries'
            return behind if behind > end + 3 else end
        leads = end + 1 < len(doc) and doc[end].lower_ in LEADS_ON and not self._is_occasion(end)
        if not leads or end + 1 in self.dated:
            return end
        stop = min(end + COMPLEMENT_WORDS, len(doc))
        i = end + 1
        while i < stop and not doc[i].is_sent_start and not self._ends_name(i):
            i += 1
        i = end + before_open_bracket(doc[end:i])
        while i > end and doc[i - 1].lower_ in ("and", "the", "of", "for", "a", "on", "between", "to", "("):
            i -= 1
        return i if i > end + 1 else end

    def _next(self, i: int) -> bool:
        """Do words from token `i` tell of another undertaking: '(consultations and) of the dialogue on …'?"""
        i += self.doc[i : i + 1].text.lower() == "of"
        if self.doc[i : i + 1].text.lower() not in DETERMINERS:
            return False
        for token in self.doc[i + 1 : min(i + REACH, len(self.doc))]:
            if token.is_punct or token.i in self.cast.at or token.is_sent_start:
                return False
            if token.lower_ in nouns() and self.doc[token.i + 1 : token.i + 2].text.lower() in LEADS_ON:
                return True
        return False

    def _is_occasion(self, i: int) -> bool:
        """'six agreements | on the occasion of the visit', '| on the sidelines of the summit'."""
        words = [t.lower_ for t in self.doc[i : i + 3]]
        return words[:1] == ["on"] and words[-1] in OCCASIONS

    def _ends_name(self, i: int) -> bool:
        token = self.doc[i]
        low = token.lower_
        if i in self.dated or token.is_space or (token.is_punct and not is_hyphen(token) and token.text not in "()"):
            return True
        if low == "and" and (self.doc[i + 1 : i + 2].text.lower() in ("a", "an", "another", "to") or self._next(i + 1)):
            return True
        if (low in ("in", "under") and is_helping(self.doc, i)) or self._is_occasion(i):
            return True
        verbs = lexicon.entries("finite_verbs")
        return low in lexicon.entries("name_stoppers") or low in lexicon.entries("clause_openers") or low in verbs
