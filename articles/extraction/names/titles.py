"""Titles of posts with the bodies they belong to: 'Vietnamese Ambassador to Russia and Chairman of the … Committee'."""

from __future__ import annotations

from dataclasses import dataclass, replace

from articles.extraction import lexicon
from articles.extraction.mentions import Title, TitlePhrase
from articles.extraction.names.person_names import FILIATIONS
from articles.extraction.names.title_complements import TitleComplements
from articles.extraction.names.title_words import HeadWords, heads, modifiers, read_words
from articles.extraction.words import POSSESSIVES, is_content_capital, is_hyphen, sentence_start

DETERMINERS = frozenset({"the", "a", "an", "another", "its", "his", "her", "their", "our"})
PRONOUNS = frozenset({"his", "her", "its", "their", "our"})
COUNTERPARTS = frozenset({"counterpart", "counterparts", "colleague", "colleagues", "opposite"})


@dataclass(frozen=True)
class Found:
    """A title's head in the text, by tokens."""

    start: int
    end: int
    head: HeadWords


class TitleReader(TitleComplements):
    """Reads the title phrases of one text; `known`: token → name (country, organisation) that it belongs to."""

    def find(self) -> list[TitlePhrase]:
        """All title phrases, in order, those that go together with 'and' as one."""
        phrases: list[TitlePhrase] = []
        i = 0
        while i < len(self.doc):
            title = self._title_at(i)
            if title is None:
                i += 1
                continue
            phrase = self._phrase(title, phrases[-1].end if phrases else 0)
            phrases.append(phrase)
            i = max(phrase.end, i + 1)
        return phrases

    def _title_at(self, i: int) -> Found | None:
        """The title head that begins at token `i`."""
        doc = self.doc
        if doc[i].lower_ in COUNTERPARTS:
            return Found(i, i + 1, HeadWords((doc[i].lower_,), False, "counterpart", doc[i].lower_.endswith("s")))
        if i in self.known and self.known[i].kind != "person" and self.known[i].end > i + 1:
            return None
        for head in heads().get(doc[i].lower_, ()):
            end = read_words(doc, i, head.words)
            if head.spelled and not self._is_spelled(i, head.spelled):
                continue
            if end is None or (head.kind == "common" and not self._has_company(i, end)):
                continue
            if end < len(doc) and doc[end].text in POSSESSIVES and head.plural:
                return None  # 'Foreign Ministers’ Meeting'
            beside = {t.text for t in (*doc[max(0, i - 1) : i], *doc[end : end + 1])}
            if head.kind == "monarch" and (beside & FILIATIONS or self._is_article(end)):
                return None  # 'Sultan bin Saad', 'Zayed bin Sultan' have it for a name
            return Found(i, end, head)
        return None

    def _is_spelled(self, i: int, letters: str) -> bool:
        """'PM' in capitals, no time of day ('8:30 PM')."""
        return self.doc[i].text == letters and not (i and self.doc[i - 1].text[-1:].isdigit())

    def _is_article(self, i: int) -> bool:
        """'Sultan | Al-Muraikhi': of a family, not of a country."""
        return self.doc[i : i + 1].text.lower() == "al" and i + 1 < len(self.doc) and is_hyphen(self.doc[i + 1])

    def _has_company(self, start: int, end: int) -> bool:
        """A common noun ('head', 'member', 'chief') is a title only beside a body or a name."""
        doc = self.doc
        start -= self._in_brackets(start - 1)
        before = start - 1 in self.known or (
            start > 1 and doc[start - 1].text in POSSESSIVES and start - 2 in self.known
        )
        after = end + 1 < len(doc) and doc[end].lower_ in ("of", "for")
        last = start - 1 - (start > 1 and doc[start - 1].text in POSSESSIVES)
        first = self.known[last].start if last in self.known else start
        first -= first > 0 and doc[first - 1].lower_ == "the"
        if (
            before
            and first > 0
            and (doc[first - 1].text == "," or doc[first - 1].lower_ in lexicon.entries("predicates"))
        ):
            return True  # 'in his capacity as ASEAN Chair', 'X, the ASEAN Chair,', 'X is the AU's mediator'
        if self._tells_by_verb(start, end) or self._is_possessed(start, end):
            return True
        return (before and self._follows_name(end)) or after or self._follows_name(end)

    def _is_possessed(self, start: int, end: int) -> bool:
        """'Their | leader, Guillaume Soro,': of whom a name follows."""
        follows = self.doc[end : end + 1].text == "," and self._follows_name(end + 1)
        return start > 0 and self.doc[start - 1].lower_ in PRONOUNS and follows

    def _tells_by_verb(self, start: int, end: int) -> bool:
        """'X, who | chairs | the EEC Council'."""
        held = self.known.get(self._past_article(end))
        who = start > 0 and self.doc[start - 1].lower_ == "who"
        return who and held is not None and held.kind == "organisation" and not held.forum

    def _follows_name(self, i: int) -> bool:
        return i < len(self.doc) and i not in self.known and is_content_capital(self.doc[i])

    def _phrase(self, found: Found, floor: int) -> TitlePhrase:
        """The phrase that begins with the head found: body, modifiers, complement, further titles."""
        titles = [self._title(found, floor)]
        while (following := self._next(titles[-1])) is not None:
            titles.append(self._title(following, titles[-1].end))
        titles = _share_bodies(titles)
        start = min(titles[0].start, titles[0].body[0] if titles[0].body else titles[0].start)
        end = max(max(t.end, t.body[1] if t.body else 0) for t in titles)
        if titles[0].possessive:
            start -= 1
        definite = start > 0 and self.doc[start - 1].lower_ == "the"
        return TitlePhrase(start, end, tuple(titles), plural=found.head.plural, definite=definite)

    def _next(self, title: Title) -> Found | None:
        """The head of a further title after 'and': '… and Chairman of …', '… and National Assembly Speaker'."""
        doc = self.doc
        i = max(title.end, title.body[1] if title.body and title.body[0] >= title.end else 0)
        if i >= len(doc) or doc[i].lower_ not in ("and", "&", "cum") or title.counterpart:
            return None
        for head in range(i + 1, min(i + 6, len(doc))):
            found = self._title_at(head)
            if found:
                left, _ = self._left(found.start, i + 1)
                return found if left == i + 1 or (doc[i + 1].lower_ == "the" and left == i + 2) else None
            if not (is_content_capital(doc[head]) or is_hyphen(doc[head]) or doc[head].lower_ in modifiers()):
                return None
        return None

    def _title(self, found: Found, floor: int) -> Title:
        head, end = found.start, found.end
        start, former = self._left(head, floor)
        body, possessive = self._body_before(start, floor)
        counterpart = found.head.kind == "counterpart"
        if not counterpart:
            end = self._bracketed(self._board(self._portfolio(end)))
            if body is None and self.doc[end - 1].lower_ == "board":
                body = next((self._whole(i) for i in range(found.end, end) if i in self.known), None)
            if body is None and self._tells_by_verb(found.start, end):
                body = self._whole(self._past_article(end))
        if found.head.addressed and end + 1 < len(self.doc) and self.doc[end].lower_ in ("to", "for"):
            end = self._address(end)
        end = self._locality(found, end)
        if counterpart and body is None and self.doc[end : end + 1].text == "in" and end + 1 in self.known:
            body = self._whole(end + 1) if self.known[end + 1].kind == "country" else None
        tail = None
        if body is None or self.doc[end : end + 1].text.lower() == "of":
            after = self._body_after(end)
            body = after or body
            if after and found.head.addressed and self._leads_on(after[1]):
                tail = after[1], self._address(after[1])
        before = {start - 1, (body[0] if body and body[1] <= start else start) - 1}
        former = former or any(i >= 0 and modifiers().get(self.doc[i].lower_) == "former" for i in before)
        while start < head and modifiers().get(self.doc[start].lower_) in ("former", "drop"):
            start += 1
        lead = self._lead(body[0]) if body and body[1] == start else None
        start += self.doc[start].text == "first" and self._is_mere_first(start, found)
        while start < head and is_hyphen(self.doc[start]):
            start += 1
        return Title(
            start,
            end,
            body=body,
            possessive=possessive,
            counterpart=counterpart,
            former=former,
            rank=found.head.kind == "rank",
            tail=tail,
            lead=lead,
            country=found.head.country,
            alone=found.head.kind == "monarch",
            plural=found.head.plural,
        )

    def _lead(self, body: int) -> tuple[int, int] | None:
        """'the | acting | Spanish prime minister', '| deputy | Russian foreign minister': words of the title before
        an adjective, the last of them a word that others than the first holder have."""
        known, i = self.known.get(body), body
        if known is None or known.form not in ("demonym", "acronym"):
            return None
        while i > 0 and self.doc[i - 1].lower_ in lexicon.entries("leading_modifiers"):
            i -= 1
        i += self.doc[i].text == "first" and self.doc[i + 1].lower_ not in ("deputy", "vice")
        return (i, body) if i < body else None

    def _is_mere_first(self, start: int, found: Found) -> bool:
        """'the | first | secretary general': one in time; 'first deputy minister', 'first lady' are posts."""
        ranked = self.doc[start + 1].lower_ in ("deputy", "vice", "lady") or found.head.words[0] == "vice"
        return start < found.start and not ranked and found.head.words not in (("secretary",), ("minister",))

    def _leads_on(self, i: int) -> bool:
        return i + 1 < len(self.doc) and self.doc[i].lower_ in ("to", "for")

    def _locality(self, found: Found, end: int) -> int:
        """'Archbishop | of Yangon', 'Mayor | of Moscow': a city belongs to the title."""
        if found.head.kind != "local" or self.doc[end : end + 1].text != "of":
            return end
        mention = self.known.get(end + 1)
        return mention.end if mention and mention.kind == "place" else end

    def _left(self, head: int, floor: int) -> tuple[int, bool]:
        """First token of the title to the left of its head, and whether it is a past post."""
        doc, former = self.doc, False
        first = max(sentence_start(doc, head), floor)
        start = i = head
        while i > first:
            i -= 1
            low = doc[i].lower_
            if i in self.known:
                break
            if low in modifiers():
                former = former or modifiers()[low] == "former"
                start = i
            elif low in lexicon.entries("portfolio") and (
                is_content_capital(doc[i]) or not is_content_capital(doc[head])
            ):
                start = i
            elif not (is_hyphen(doc[i]) or self._links_fields(i, start)):
                break
        return start, former

    def _links_fields(self, i: int, start: int) -> bool:
        """'Fisheries and Maritime Affairs Minister', 'Trade, Industry and Energy Minister'."""
        fields = lexicon.entries("portfolio")
        doc = self.doc
        return (
            doc[i].lower_ in ("and", ",", "&")
            and 0 < i == start - 1
            and doc[i - 1].lower_ in fields
            and doc[start].lower_ in fields
            and is_content_capital(doc[i - 1])
        )

    def _body_before(self, start: int, floor: int) -> tuple[tuple[int, int] | None, bool]:
        """The body to the left of a title ('Russian', 'ASEAN', 'Thailand's'), or that a possessive stands for it."""
        doc = self.doc
        i = start - 1
        while i > floor and modifiers().get(doc[i].lower_) in ("former", "drop"):
            i -= 1
        if i < floor or i < 0:
            return None, False
        if doc[i].lower_ in PRONOUNS:
            return None, True
        if doc[i].text in POSSESSIVES and i - 1 in self.known:
            i -= 1
        i -= self._in_brackets(i)
        mention = self.known.get(i)
        if mention and mention.end == i + 1 and mention.kind in ("country", "organisation") and mention.start >= floor:
            return (mention.start, mention.end), False
        if mention and mention.kind == "place" and doc[i + 1].text not in POSSESSIVES and i + 1 == start:
            return (mention.start, mention.end), False
        return None, False

    def _in_brackets(self, i: int) -> int:
        """'World Food Programme (WFP) | chief': tokens back to the body's name, over its acronym that ends at `i`."""
        is_acronym = i > 2 and self.doc[i].text == ")" and self.doc[i - 2].text == "("
        return 3 if is_acronym and i - 3 in self.known else 0

    def _body_after(self, end: int) -> tuple[int, int] | None:
        """The body after 'of', 'at', 'in': 'Prime Minister of the Bahamas', 'Rector of MGIMO'."""
        doc = self.doc
        if end + 1 >= len(doc) or doc[end].lower_ not in ("of", "at", "for", "in", "to"):
            return None
        i = end + 1
        while i < len(doc) - 1 and (
            doc[i].lower_ in DETERMINERS or doc[i].lower_ in lexicon.entries("courtesy_words") or doc[i].lower_ == "of"
        ):
            i += 1
        mention = self.known.get(i)
        if mention and mention.form == "demonym" and self._title_at(mention.end):
            return None  # 'envoy of | Kenyan President X'
        if mention and mention.start == i and mention.kind in ("country", "organisation"):
            if doc[end].lower_ in ("in", "to") and mention.kind == "country":
                return None
            return mention.start, mention.end
        return None


def _share_bodies(titles: list[Title]) -> list[Title]:
    """'Deputy Prime Minister and Foreign Minister of Laos': a title without a body has its neighbour's."""
    bodies = [t.body for t in titles]
    return [
        replace(t, body=t.body or next((b for b in (*reversed(bodies[:n]), *bodies[n + 1 :]) if b), None))
        for n, t in enumerate(titles)
    ]
