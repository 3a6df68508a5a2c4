"""The country of a bare title by what stands near it: in its sentence, its paragraph, the whole article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from articles.extraction import lexicon
from articles.extraction.facts import PostFact
from articles.extraction.mentions import Mention
from articles.extraction.names.actors import Cast
from articles.extraction.words import sentence_end, sentence_start, text_of

Posts = Mapping[str, Sequence[PostFact]]
#: (first token, end, actor id) of a country's mention
Near = tuple[int, int, str]
#: the country that an article names most is that of a minister whom nothing places, when no other comes so near it
MAIN_SHARE = 0.6
MAIN_MENTIONS = 3
#: mentions of the only country of an article that make it the main one
ONLY_MENTIONS = 2


class NearCountries:
    """The countries near a person's name, those left out that are not his side."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.doc = cast, cast.doc
        titled = {i for phrases in cast.names.holders.values() for p in phrases for t in p.titles
                  for i in (*range(t.start, t.end), *range(*(t.tail or (0, 0))))}  # fmt: skip
        held_titles = [t for phrases in cast.names.holders.values() for p in phrases for t in p.titles]
        self.bodies = {t.body[0] for t in held_titles if t.body}
        # 'Minister X, and Y, | Kenya's | Ambassador': of that title alone; 'X and Minister Y | of Kenya' may be of both
        self.before_titles = {t.body[0] for t in held_titles if t.body and t.body[0] < t.start}
        held = ((m, a) for a in cast.actors.values() if a.kind == "country" for m in a.mentions)
        found = sorted((m.start, m.end, a.id) for m, a in held if m.start not in titled)
        self._places = {m.end - 1 for m in cast.others if m.kind == "place"}
        self.named = [n for n in found if not self._is_place(n) and not self._is_listed(n, found)]

    def _is_place(self, near: Near) -> bool:
        """'the Indonesian capital', 'the Russian city of Ufa', 'in Los Angeles, | USA'."""
        city = near[0] - 2
        behind = city >= 0 and self.doc[city + 1].text == "," and city in self._places
        return behind or self.doc[near[1] : near[1] + 1].text.lower() in lexicon.entries("place_nouns")

    def _is_listed(self, near: Near, found: Sequence[Near]) -> bool:
        """'Malaysia and Thailand', 'Argentina, Brazil and Peru': none of them more than the others."""
        start, end, actor = near
        return any(
            other != actor and (self._only_joined(end, s) if s >= end else self._only_joined(e, start))
            for s, e, other in found
            if 0 < abs(s - start) <= 5
        )

    def is_listed_with(self, i: int, other: str | None) -> bool:
        """Is the country at token `i` one of two or more in a row with the other ('Chile | and Kenya')?"""
        held = [(m.start, m.end, a.id) for a in self.cast.actors.values() if a.kind == "country" for m in a.mentions]
        near = next((n for n in held if n[0] <= i < n[1]), None)
        return near is not None and self._is_listed(near, [n for n in held if n[2] == other])

    def _only_joined(self, start: int, end: int) -> bool:
        between = [t.lower_ for t in self.doc[start:end]]
        return 0 < len(between) <= 2 and all(w in (",", "and", "&") for w in between)

    def in_sentence(self, person: Mention, *, without: Collection[str], of_person: bool) -> str | None:
        """The nearest before the person's name, else the only one behind it that is not where someone goes.

        `of_person`: those alone that are bodies of other persons' titles.
        """
        first, last = sentence_start(self.doc, person.start), sentence_end(self.doc, person.start)
        near = [
            n
            for n in self.named
            if first <= n[0] < last and n[2] not in without and (n[0] in self.bodies or not of_person)
        ]
        opposed = self.opposed(person)
        before = [n[2] for n in near if n[1] <= person.start and n[2] not in opposed]
        behind = [n for n in near if n[0] >= person.end and n[0] not in self.before_titles]
        behind = [n for n in behind if not self._is_joined(n, person)]
        after = {n[2] for n in behind if not self._is_goal(n) and n[2] not in opposed}
        return before[-1] if before else after.pop() if len(after) == 1 else None

    def opposed(self, person: Mention) -> set[str]:
        """The countries of the other side in the person's sentence."""
        first, last = sentence_start(self.doc, person.start), sentence_end(self.doc, person.start)
        return {
            n[2]
            for n in self.named
            if first <= n[0] < last and n[0] in self.bodies and (self._opposed(n, person) or self._is_joined(n, person))
        }

    def _opposed(self, near: Near, person: Mention) -> bool:
        """'The Kenyan President met | Prime Minister X', 'X, who received | his Kenyan guest': the other side."""
        start, end = sorted((near[0], person.start))
        return any(t.lower_ in lexicon.entries("opposing_words") for t in self.doc[start:end])

    def _is_joined(self, near: Near, person: Mention) -> bool:
        """'Prime Minister X | and Chilean | President Y': the other's side."""
        between = [t.lower_ for t in self.doc[person.end : near[0]]]
        return near[0] in self.bodies and between in (["and"], ["and", "the"], ["with"])

    def _is_goal(self, near: Near) -> bool:
        start = near[0] - (near[0] > 0 and self.doc[near[0] - 1].lower_ == "the")
        return start > 0 and self.doc[start - 1].lower_ in lexicon.entries("towards") | {"for"}

    def in_city(self, person: Mention) -> str | None:
        """'In Athens she met Migration Minister X', 'they will call on X in Malé': he who is met is at home there."""
        first, last = sentence_start(self.doc, person.start), sentence_end(self.doc, person.start)
        words = [t.lower_ for t in self.doc[first : person.start]]
        received = self.is_receiver(person)
        if not received and not any(w in lexicon.entries("visiting_words") for w in words):
            return None
        before = ("in", "to") if received else ("in",)
        places = [m for m in self.cast.others if m.kind == "place" and first < m.start < last]
        told = sorted((m.start, m.end) for m in places if self.doc[m.start - 1].lower_ in before)
        behind = [(start, end) for start, end in told if start < person.start][-1:]  # 'in Rome with X, in Oslo with Y'
        keys = {key for span in behind or told if (key := self.cast.countries.get(text_of(self.doc, *span)))}
        held = self.cast.of_key(keys.pop()) if len(keys) == 1 else None
        return held.id if held else None

    def in_capital(self, person: Mention) -> str | None:
        """'She spent two days in the Kenyan capital. She held talks with Foreign Minister X': he is at home there."""
        first = sentence_start(self.doc, person.start)
        words = {t.lower_ for t in self.doc[first : person.start]}
        if self.doc[first].lower_ not in ("he", "she", "they") or words.isdisjoint(lexicon.entries("visiting_nouns")):
            return None
        begin = sentence_start(self.doc, first - 1) if first else 0
        found = {
            a
            for i in range(begin, first)
            if i in self.cast.at
            for m, a in [self.cast.at[i]]
            if m.kind == "country"
            and self.doc[m.end].lower_ == "capital"
            and self.doc[i - 2 : i].text.lower() == "in the"
        }
        return found.pop() if len(found) == 1 else None

    def is_receiver(self, person: Mention) -> bool:
        """'in Budapest he was received by | Foreign Minister X'."""
        i = person.start - 1
        first = sentence_start(self.doc, person.start)
        while i > first and self.doc[i].lower_ != "by":
            if i in self.cast.inside and self.cast.at.get(i, (None,))[0] is not None:
                return False
            i -= 1
        return i > first and self.doc[i - 1].lower_ in lexicon.entries("receiving_words")

    def in_paragraph(self, person: Mention, *, without: Collection[str]) -> str | None:
        """The one named last before the person's sentence."""
        first = sentence_start(self.doc, person.start)
        found = [n[2] for n in self.named if self._paragraph(first) <= n[0] < first and n[2] not in without]
        return found[-1] if found else None

    def is_in_first_paragraph(self, person: Mention) -> bool:
        return self._paragraph(person.start) == 0

    def _paragraph(self, i: int) -> int:
        return next((k for k in range(i - 1, -1, -1) if self.doc[k].text.count("\n") > 1), 0)

    def main(self, *, without: Collection[str]) -> str | None:
        """The country that the article names most, by far."""
        counts = Counter({a.id: len(a.mentions) for a in self.cast.actors.values() if a.kind == "country"})
        ranked = [(actor, count) for actor, count in counts.most_common() if actor not in without]
        least = MAIN_MENTIONS if len(counts) > 1 else ONLY_MENTIONS
        if not ranked or ranked[0][1] < least or (len(ranked) > 1 and ranked[1][1] > MAIN_SHARE * ranked[0][1]):
            return None
        return ranked[0][0]


def is_verb_like(cast: Cast, i: int) -> bool:
    """A word that ends a list of companions: small letters, no name, no title, no 'and'."""
    titled = any(p.start <= i < p.end for p in cast.names.phrases)
    listed = cast.doc[i].lower_ in lexicon.entries("apposition_fillers") | {"and", "his", "her", "of", "for", "by"}
    return cast.doc[i].is_lower and i not in cast.inside and not titled and not listed


def companions(cast: Cast, person: Mention) -> Iterator[str]:
    """Persons whose side the person is on by the words of the sentence: 'X, accompanied by Y' (X is Y's)."""
    doc, first = cast.doc, sentence_start(cast.doc, person.start)
    cues = [i for i in range(first, person.start) if doc[i].lower_ in lexicon.entries("accompanied_words")]
    for cue in cues[-1:]:
        if any(is_verb_like(cast, i) for i in range(cue + 2, person.start)):
            continue
        led = [a for start, (m, a) in sorted(cast.at.items()) if m.kind == "person" and first <= start < cue]
        yield from led[-1:]
