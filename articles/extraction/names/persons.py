"""Persons by pattern: a title and a name, a name and a title in apposition, a name that speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.mentions import Mention, Names, TitlePhrase
from articles.extraction.names.person_names import MOST_WORDS, NameWords
from articles.extraction.words import POSSESSIVES, plain

APPOSITION_FILLERS = lexicon.entries("apposition_fillers")
#: a title between two names
PAIR = 2
#: 'S.M. | Krishna'
INITIALS = re.compile(r"(?:[A-Z][a-z]?\.){1,3}$")
PREDICATE_FILLERS = lexicon.entries("predicate_fillers")


class PersonReader:
    """Reads the persons of one text; `known`: token → name of another kind that it belongs to."""

    def __init__(self, doc: Doc, known: dict[int, Mention], phrases: list[TitlePhrase]) -> None:
        self.doc, self.known, self.phrases = doc, known, phrases
        self.starts = {p.start: p for p in phrases}
        self.in_title = {i for p in phrases for t in p.titles for i in range(t.start, t.end)}
        self.words = NameWords(doc, known, self.in_title)
        self.found: dict[int, Mention] = {}
        self.holders: dict[int, list[TitlePhrase]] = {}

    def find(self) -> Names:
        """Persons with the title phrases that go with them (by the person's first token)."""
        for phrase in self.phrases:
            self._after_title(phrase)
        for i in range(len(self.doc)):
            self._bare(i)
        for phrase in self.phrases:
            self._apposed(phrase)
            self._predicated(phrase)
        for phrase in self.phrases:
            self._alternating(phrase)
        mentions = sorted(self.found.values(), key=lambda m: m.start)
        return Names(self.doc, mentions, self.phrases, self.holders)

    def _add(self, start: int, end: int, rule: str, confidence: float, phrase: TitlePhrase | None = None) -> None:
        if phrase:
            self.holders.setdefault(start, []).append(phrase)
        if start not in self.found:
            self.found[start] = Mention(start, end, "person", rule, confidence)

    def _after_title(self, phrase: TitlePhrase) -> None:
        """'President Xi Jinping', 'the Ambassador, Ngo Duc Manh,', 'Presidents A of X and B of Y'."""
        start = self.words.past_honorifics(self.words.past_brackets(phrase.end))
        end = self.words.name_end(start)
        if end > start:
            self._add(start, end, "title-name", 0.95, self._with_country(phrase, end))
            if phrase.plural:
                self._listed(phrase, end)
        elif start < len(self.doc) and self.doc[start].text == ",":
            start = self.words.past_honorifics(start + 1)
            end = self.words.name_end(start)
            if (
                end - start > 1
                and end < len(self.doc)
                and self.doc[end].text in (",", "and", ".", "–", "(", "'s", "’s")
            ):
                self._add(start, end, "title-comma-name", 0.85, phrase)

    def _listed(self, phrase: TitlePhrase, end: int) -> None:
        """Further names of a plural title: '…, Mia Mottley of Barbados and Philip Davis of the Bahamas'."""
        while True:
            i = self._past_country(end)
            while i < len(self.doc) and self.doc[i].lower_ in (",", "and", "&"):
                i += 1
            start = self.words.past_honorifics(i)
            if start == self._past_country(end) or start in self.starts:
                return
            end = self.words.name_end(start)
            if end - start < 1:
                return
            self._add(start, end, "title-list", 0.85, self._with_country(phrase, end))

    def _past_country(self, i: int) -> int:
        """Past 'of the Bahamas'."""
        if i + 1 < len(self.doc) and self.doc[i].lower_ in ("of", "from"):
            at = i + 1 + (self.doc[i + 1].lower_ == "the")
            mention = self.known.get(at)
            if mention and mention.start == at and mention.kind in ("country", "organisation"):
                return mention.end
        return i

    def _with_country(self, phrase: TitlePhrase, end: int) -> TitlePhrase:
        """'Prime Minister Dimitar Kovacevski | of North Macedonia': the body behind the name."""
        stop = self._past_country(end)
        if stop == end:
            return phrase
        body = (self.known[stop - 1].start, stop)
        return replace(phrase, titles=tuple(t if t.body and not phrase.plural else replace(t, body=body)
                                            for t in phrase.titles))  # fmt: skip

    def _apposed(self, phrase: TitlePhrase) -> None:
        """'Sushma Swaraj, Foreign Minister of India,': the title behind the name."""
        start = phrase.start
        while start > 0 and self.doc[start - 1].lower_ in APPOSITION_FILLERS:
            start -= 1
        if start < 2 or self.doc[start - 1].text not in (",", "(", "–") or phrase.end in self.found:
            return
        name = next((m for m in self.found.values() if self._past_country(m.end) == start - 1), None)
        if name is None:
            first = self._name_start(start - 1)
            if start - 1 - first < 2:
                return
            self._add(first, start - 1, "name-comma-title", 0.9, phrase)
        elif self._ends_apposition(phrase.end):
            self.holders.setdefault(name.start, []).append(phrase)

    def _predicated(self, phrase: TitlePhrase) -> None:
        """'X, who is the Special Envoy', 'X was Director General', 'X as ASEAN Chair': told of a name before."""
        doc, i = self.doc, phrase.start - 1
        if self.words.past_honorifics(phrase.end) in self.found or phrase.plural:
            return
        while i > 0 and doc[i].lower_ in PREDICATE_FILLERS:
            i -= 1
        past = doc[i].lower_ in ("was", "were")
        if i < 1 or doc[i].lower_ not in lexicon.entries("predicates") or i - 1 in self.known:
            return  # a body before the verb has the post itself: 'he would back Laos as ASEAN Chair'
        near = [m for m in self.found.values() if m.end <= i and m.start >= doc[i].sent.start]
        holder = max(near, key=lambda m: m.end, default=None)
        if holder is None or (doc[i].lower_ not in ("as",) and i - holder.end > 3):
            return
        if past:
            phrase = replace(phrase, titles=tuple(replace(t, former=True) for t in phrase.titles))
        self.holders.setdefault(holder.start, []).append(phrase)

    def _alternating(self, phrase: TitlePhrase) -> None:
        """'the envoy of Oman, X, | the envoy of Chile, | Y', 'X, | envoy of Oman, | Y, envoy of Chile': a title between
        two names belongs to the one beside whom no other stands."""
        held = sorted(start for start, phrases in self.holders.items() if phrase in phrases)
        if len(held) != PAIR or phrase.plural or not held[0] < phrase.start < held[1]:
            return
        before, after = held
        if self.found[before].rule == "title-comma-name" and len(self.holders[before]) > 1:
            self.holders[before].remove(phrase)
        elif len(self.holders[after]) > 1 or not phrase.definite:
            self.holders[after].remove(phrase)

    def _ends_apposition(self, i: int) -> bool:
        """A title behind a name is his only when no other name follows it ('Lavrov, Prime Minister Lee and …')."""
        return i not in self.found and self.words.past_honorifics(i) not in self.found

    def _name_start(self, end: int) -> int:
        """First token of the longest name that ends before `end`."""
        for start in range(max(0, end - MOST_WORDS), end):
            if start not in self.known and self.words.name_end(self.words.past_honorifics(start)) == end:
                return self.words.past_honorifics(start)
        return end

    def _bare(self, i: int) -> None:
        """A name without a title: a usual given or family name first, or one who speaks or is met."""
        if i in self.in_title or any(m.start <= i < m.end for m in self._near(i)):
            return
        start = self.words.past_honorifics(i)
        end = self.words.name_end(start)
        words = [t for t in self.doc[start:end] if t.is_alpha or INITIALS.match(t.text)]
        if len(words) < 2 and start == i:
            return
        if start > i:
            if words:
                self._add(start, end, "honorific-name", 0.9)
        elif start and self.doc[start - 1].lower_ in ("in", "at", "near"):
            return  # a place: 'in Chiang Rai'
        elif self._usual(words[0].text, words[1].text):
            self._add(start, end, "usual-name", 0.85)
        elif self._speaks(end) or self._is_met(start) or self._is_said_of(start, end):
            self._add(start, end, "name-in-role", 0.7)
        elif self._past_country(end) > end:
            self._add(start, end, "name-of-country", 0.7)
        elif self._stands_like_a_person(start, end):
            self._add(start, end, "name-in-list", 0.55)

    def _near(self, i: int) -> Iterator[Mention]:
        return (self.found[k] for k in range(max(0, i - MOST_WORDS * 2), i + 1) if k in self.found)

    def _usual(self, first: str, second: str) -> bool:
        given, family = lexicon.entries("given_names"), lexicon.entries("family_names")
        return plain(first) in given or (plain(first) in family and len(second) > 1)

    def _speaks(self, end: int) -> bool:
        return end < len(self.doc) and self.doc[end].lower_ in lexicon.entries("speaking_verbs")

    def _is_said_of(self, start: int, end: int) -> bool:
        """'…,” said X', 'a lawyer named X', 'X, who …', 'with X, his counterpart', 'Zambia’s X'."""
        doc = self.doc
        before = doc[start - 1].lower_ if start else ""
        if before in lexicon.entries("naming_words"):
            return True
        if before in POSSESSIVES and start - 2 in self.known and self.known[start - 2].kind == "country":
            return True
        behind = [t.lower_ for t in doc[end : end + 2]]
        return behind[:1] == ["who"] or (behind[:1] == [","] and behind[1:] in (["who"], ["his"], ["her"]))

    def _is_met(self, start: int) -> bool:
        before = self.doc[start - 1].lower_ if start else ""
        return before in ("met", "by", "meets") and self.doc[max(0, start - 2)].lower_ in lexicon.entries("led_by") | {
            "met"
        }

    def _stands_like_a_person(self, start: int, end: int) -> bool:
        """An unknown name set off by commas or beside another person: 'his colleague, Haini Hashim, …'."""
        doc = self.doc
        if end >= len(doc) or not all(t.is_title or not t.is_alpha for t in doc[start:end]):
            return False
        if doc[start].is_sent_start:
            return doc[end].lower_ == "and" and self.words.name_end(end + 1) - end > 2
        before = doc[start - 1].lower_
        beside = before in (",", "and", ";") and (self._ends_person(start - 2) or before in (",", ";"))
        return beside and (doc[end].text in (",", ".", ";") or doc[end].lower_ in ("and", "of", "were", "was"))

    def _ends_person(self, i: int) -> bool:
        return any(m.end == i + 1 for m in self.found.values())
