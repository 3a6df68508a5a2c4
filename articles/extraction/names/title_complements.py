"""What follows a title's head and belongs to it: 'for Trade and Industry', 'to ASEAN', '(East)', 'of the board'."""

from __future__ import annotations

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.mentions import Mention
from articles.extraction.words import is_content_capital, joined


class TitleComplements:
    """Reads on behind titles; `known`: token → name (country, organisation) that it belongs to."""

    def __init__(self, doc: Doc, known: dict[int, Mention]) -> None:
        self.doc, self.known = doc, known

    def _portfolio(self, end: int) -> int:
        """'Minister | of Foreign Affairs', 'Minister | for Trade and Industry', 'Minister | in charge of …'."""
        doc, fields = self.doc, lexicon.entries("portfolio")
        lower = (
            not is_content_capital(doc[end - 1]) and doc[end + 1 : end + 2].text != "the"
        )  # 'deputy minister for economic affairs'
        if doc[end : end + 3].text.lower() == "in charge of":
            end += 2
        elif doc[end : end + 2].text.lower() == "responsible for":
            end += 1
        if end + 1 >= len(doc) or doc[end].lower_ not in ("of", "for", "on"):
            return end
        i = end + 1 + (doc[end + 1].lower_ == "the")
        stop = end
        while i < len(doc) and not doc[i].is_sent_start:
            low = doc[i].lower_
            if self._of_region(i) and stop == end:
                i += 1
            elif self._is_hyphened_field(i):
                stop = i = i + 3
            elif low in fields and i not in self.known and (lower or is_content_capital(doc[i]) or stop > end):
                i += 1
                stop = i
            elif (
                (low in ("and", ",", "&", "of", "the", "for") or joined(doc, i)) and stop > end and self._field_next(i)
            ):
                i += 1
            else:
                break
        return stop

    def _of_region(self, i: int) -> bool:
        """'Undersecretary of | American | Affairs'."""
        held, doc = self.known.get(i), self.doc
        fields = lexicon.entries("portfolio")
        return bool(
            held and held.form == "demonym" and i + 1 < len(doc) and doc[i + 1].is_title and doc[i + 1].lower_ in fields
        )

    def _board(self, end: int) -> int:
        """'Chairman | of the board', 'chairman | of the EEC board': the board belongs to the title."""
        doc = self.doc
        if doc[end : end + 1].text != "of":
            return end
        i = end + 1 + (doc[end + 1 : end + 2].text == "the")
        i = self.known[i].end if i in self.known else i
        return i + 1 if doc[i : i + 1].text.lower() == "board" else end

    def _whole(self, i: int) -> tuple[int, int]:
        return self.known[i].start, self.known[i].end

    def _bracketed(self, end: int) -> int:
        """'Deputy Secretary General | (Trade)', 'Secretary | (East)'."""
        doc, words = self.doc, lexicon.entries("portfolio") | lexicon.entries("regions")
        i = end + 1
        while i < len(doc) and (doc[i].lower_ in words or (i > end + 1 and doc[i].lower_ in ("and", "&"))):
            i += 1
        closed = i > end + 1 and doc[end].text == "(" and doc[i : i + 1].text == ")"
        return i + 1 if closed else end

    def _field_next(self, i: int) -> bool:
        doc = self.doc
        i += 1
        while i < len(doc) and doc[i].lower_ in ("and", "the", "of"):
            i += 1
        if i >= len(doc) or not is_content_capital(doc[i]):
            return False
        return doc[i].lower_ in lexicon.entries("portfolio") or self._is_hyphened_field(i)

    def _is_hyphened_field(self, i: int) -> bool:
        """'Co-operation', in three tokens."""
        word = self.doc[i : i + 3].text.lower()
        return joined(self.doc, i + 1) and word in lexicon.entries("portfolio")

    def _address(self, end: int) -> int:
        """'Ambassador | to ASEAN', 'Special Envoy | for the Horn of Africa', 'Ambassador | to Thailand and Laos'."""
        doc = self.doc
        i = end + 1 + (doc[end + 1].lower_ == "the")
        start = i
        while i < len(doc) and not doc[i].is_sent_start:
            if i in self.known:
                i = self.known[i].end
            elif (
                (i > start and doc[i].lower_ in ("and", "of") and i + 1 < len(doc) and i + 1 in self.known)
                or (doc[i].lower_ in ("of", "the") and i > start and is_content_capital(doc[i + 1]))
                or joined(doc, i)
                or (start == i and is_content_capital(doc[i]))
                or self._region(i)
            ):
                i += 1
            else:
                break
        return i if i > start else end

    def _region(self, i: int) -> bool:
        if i and (i - 1 in self.known or is_content_capital(self.doc[i - 1])) and self.doc[i].lower_ == "region":
            return True
        return is_content_capital(self.doc[i]) and self.doc[i].lower_ in lexicon.entries("portfolio") | lexicon.entries(
            "regions"
        )

    def _past_article(self, i: int) -> int:
        return i + (self.doc[i : i + 1].text.lower() == "the")
