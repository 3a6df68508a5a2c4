"""Plural titles with their holders in a row, each of his own body: 'the ambassadors of Brazil and Ghana, X and Y'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.extraction import lexicon
from articles.extraction.mentions import Title
from articles.extraction.names.actors import Cast
from articles.extraction.names.title_words import singular
from articles.extraction.post_bodies import is_of_state, is_sent
from articles.extraction.words import POSSESSIVES, sentence_start, text_of

AND = frozenset({",", "and", "&", ";"})
#: what may stand between a title and the row of its holders
OPENING = frozenset({",", ":", "(", "–", "—", "--"})
#: what a name between two bodies is set off by, and what stands behind it
CLOSING = {"(": (")",), ",": (",", ".", ";", "and")}
DASHES = ("–", "—", "--", "-")
#: two who share a title are one of each side
PAIR = 2
#: most words before a name in a row ('His Excellency Dr.')
MOST_HONOURS = 4


@dataclass(frozen=True)
class Holder:
    """One of several who share a plural title: the first token of his name, and his body where the row tells it."""

    start: int
    title: Title
    body: str | None
    rule: str
    #: first tokens of all the names in the row
    row: tuple[int, ...] = ()


#: (first token, end, actor)
Named = tuple[int, int, str]


def holders_in_rows(cast: Cast) -> dict[int, Holder]:
    """First token of a person's name → what the row that he stands in says of him."""
    return {holder.start: holder for holder in _RowReader(cast).read()}


def bodies_of(cast: Cast, title: Title) -> list[str]:
    """The actors in a row beside a title of several ('presidents of Estonia, Latvia and Poland'), or the one of one."""
    if title.plural:
        return [body[2] for body in _RowReader(cast).bodies(title)[0]]
    held = cast.at.get(title.body[0]) if title.body else None
    return [held[1]] if held else []


def body_behind(cast: Cast, i: int) -> tuple[str | None, int]:
    """The body of 'X | of the Philippines', 'X | (Kenya)' or 'X | – Cuba', and where it ends."""
    sign = cast.doc[i : i + 1].text
    if sign not in ("of", "from", "(", *DASHES):
        return None, i
    held = cast.at.get(i + 1 + (cast.doc[i + 1 : i + 2].text == "the"))
    if held is None or held[0].kind == "person" or held[0].form == "demonym":
        return None, i
    end = held[0].end
    if sign == "(":
        return (held[1], end + 1) if cast.doc[end : end + 1].text == ")" else (None, i)
    return held[1], end


class _RowReader:
    def __init__(self, cast: Cast) -> None:
        self.cast, self.doc = cast, cast.doc
        self.ending = {m.end: (start, m.end, a) for start, (m, a) in cast.at.items()}

    def read(self) -> Iterator[Holder]:
        for phrase in self.cast.names.phrases:
            if phrase.plural and len(phrase.titles) == 1:
                yield from self._of_title(phrase.titles[0])

    def _of_title(self, title: Title) -> Iterator[Holder]:
        if len(pairs := [*self._paired(title)]) >= PAIR:
            starts = tuple(start for start, _ in pairs)
            yield from (Holder(start, title, body, "post-in-row", starts) for start, body in pairs)
            return
        bodies, end = self.bodies(title)
        row = self._persons_after(end) or self._persons_before(title, bodies)
        if len(row) < 2:
            return
        own = [body_behind(self.cast, person[1])[0] for person in row]
        if any(own):
            # 'Prime Ministers X, Y of Barbados and Z of Grenada': X is of neither
            told, rule = own, "post-in-row"
        elif len(bodies) == len(row) or len(bodies := self._bodies_behind(row)) == len(row):
            told, rule = [body[2] for body in bodies], "post-in-row"
        elif not bodies and (told := self._told_before(title, len(row))):
            rule = "post-of-row-before"
        elif not bodies and len(row) == PAIR and is_of_state(singular(text_of(self.doc, title.start, title.end))):
            told, rule = [None, None], "post-of-pair"
        else:
            return
        starts = tuple(person[0] for person in row)
        yield from (Holder(p[0], title, body, rule, starts) for p, body in zip(row, told, strict=True))

    def _paired(self, title: Title) -> Iterator[tuple[int, str]]:
        """(first token of the name, body) of 'the presidents of Benin (X), Togo (Y) and Ghana (Z)', 'the ambassadors of
        Brazil, X, and of Turkey, Y'."""
        if self.doc[title.end : title.end + 1].text not in ("of", "from"):
            return
        i = title.end + 1
        while i < len(self.doc):
            i += self.doc[i].lower_ in ("of", "from")
            i += self.doc[i : i + 1].text.lower() == "the"
            held = self.cast.at.get(i)
            if held is None or held[0].kind not in ("country", "organisation"):
                return
            opening = self.doc[held[0].end : held[0].end + 1].text
            person = self._person_from(held[0].end + 1) if opening in ("(", ",") else None
            if person is None or self.doc[person[1] : person[1] + 1].text not in (*CLOSING[opening],):
                return
            yield person[0], held[1]
            i = self._past_and(person[1] + (opening == "("))

    def _bodies_behind(self, row: Sequence[Named]) -> list[Named]:
        """'Finance ministers X and Y, | of Peru and Kenya respectively'."""
        i = row[-1][1] + (self.doc[row[-1][1] : row[-1][1] + 1].text == ",")
        if i >= len(self.doc) or self.doc[i].lower_ not in ("of", "from"):
            return []
        found = [*self._row(i + 1, ("country", "organisation"))]
        respectively = found and self.doc[found[-1][1] : found[-1][1] + 1].text.lower() == "respectively"
        return found if respectively else []

    def bodies(self, title: Title) -> tuple[list[Named], int]:
        """The bodies in a row behind the title ('ministers of Jordan, Egypt and Iraq') or before it ('the Saudi and
        Emirati ministers'), and where title and bodies end."""
        if self.doc[title.end : title.end + 1].text in ("of", "from"):
            found = list(self._row(title.end + 1, ("country", "organisation")))
            return found, found[-1][1] if found else title.end
        found, i = [], title.start
        while (held := self._ending(i)) and self.cast.actors[held[2]].kind != "person":
            found.insert(0, held)
            i = held[0]
            while i > 0 and self.doc[i - 1].lower_ in AND:
                i -= 1
        return found, title.end

    def _ending(self, i: int) -> Named | None:
        """The name that ends at token `i`, a possessive passed over."""
        return self.ending.get(i - (i > 0 and self.doc[i - 1].text in POSSESSIVES))

    def _row(self, i: int, kinds: Sequence[str]) -> Iterator[Named]:
        """Names of these kinds from token `i` on with nothing but commas and 'and' between."""
        while True:
            i += self.doc[i : i + 1].text.lower() == "the"
            held = self.cast.at.get(i)
            if held is None or held[0].kind not in kinds:
                return
            yield i, held[0].end, held[1]
            i = self._past_and(held[0].end)
            if i == held[0].end:
                return

    def _past_and(self, i: int) -> int:
        if self.doc[i : i + 1].text == "(" and self.doc[i + 2 : i + 3].text == ")":
            i += 3  # 'the Association of Southeast Asian Nations (ASEAN) and'
        while i < len(self.doc) and self.doc[i].lower_ in AND:
            i += 1
        return i

    def _persons_after(self, i: int) -> list[Named]:
        """'…, | Sheikh X of Kenya, Y and Z'."""
        row: list[Named] = []
        i += self.doc[i : i + 1].text in OPENING
        while (person := self._person_from(i)) is not None:
            row.append(person)
            end = body_behind(self.cast, person[1])[1]
            i = self._past_and(end)
            if i == end:
                break
        return row

    def _person_from(self, i: int) -> Named | None:
        honours = lexicon.entries("honorifics")
        for start in range(i, min(i + MOST_HONOURS + 1, len(self.doc))):
            held = self.cast.at.get(start)
            if held is not None:
                is_of_row = held[0].kind == "person" and not self._has_own_title(start, i)
                return (start, held[0].end, held[1]) if is_of_row else None
            if not (self.doc[start].lower_ in honours or self.doc[start].is_title or self._is_dot(start, i)):
                return None
        return None

    def _is_dot(self, i: int, first: int) -> bool:
        """'H.E. Dr | . X', not the end of a sentence before the row."""
        return i > first and self.doc[i].text == "."

    def _has_own_title(self, start: int, first: int) -> bool:
        """'ambassadors X (Kenya), Y (Peru) and | High Commissioner Z of Jamaica': Z has another post.

        Not 'the heads of state of Jordan and Lebanon, | King X and Y', whose country is told with the rest.
        """
        if body_behind(self.cast, self.cast.at[start][0].end)[0] is None:
            return False
        own = (p for p in self.cast.names.holders.get(start, ()) if p.start >= first and not p.plural)
        return any(not title.rank for phrase in own for title in phrase.titles)

    def _persons_before(self, title: Title, bodies: Sequence[Named]) -> list[Named]:
        """'X and Y, | the foreign ministers of Kenya and India'."""
        i = min([title.start, *(body[0] for body in bodies)])
        while i > 0 and self.doc[i - 1].lower_ in ("the", "respectively", ","):
            i -= 1
        if i == 0 or self.doc[i].text != ",":
            return []
        row: list[Named] = []
        while (held := self.ending.get(i)) and self.cast.actors[held[2]].kind == "person":
            row.insert(0, held)
            i = held[0]
            while i > 0 and (self.doc[i - 1].lower_ in AND or self.doc[i - 1].lower_ in lexicon.entries("honorifics")):
                i -= 1
        return row if len(row) == len(bodies) else []

    def _told_before(self, title: Title, many: int) -> list[str | None]:
        """'Zambia and Botswana agreed … Works ministers X and Y': the row of as many bodies told before, if it is
        the only one, or stands in the same sentence."""
        words = text_of(self.doc, title.start, title.end)
        kind = "country" if is_of_state(singular(words)) or is_sent(singular(words)) else "organisation"
        rows: list[tuple[str, ...]] = []
        i, first = 0, sentence_start(self.doc, title.start)
        for start in sorted(self.cast.at):
            if start >= title.start or start < i:
                continue
            row = list(self._row(start, (kind,)))
            if len(row) == many == len({held[2] for held in row}):
                actors = tuple(held[2] for held in row)
                if start >= first:
                    return list(actors)
                rows.append(actors)
            i = row[-1][1] if row else i
        return list(rows[-1]) if len({frozenset(row) for row in rows}) == 1 else []
