"""Where a person's name begins and ends: capitals, particles, hyphens, honorifics, names that are places as well."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.mentions import Mention
from articles.extraction.names.headed import head_at, is_title_word
from articles.extraction.words import POSSESSIVES, is_content_capital, joined, plain, sentence_end

MOST_WORDS = 8
#: between two parts of an Arabic name: son or daughter of
FILIATIONS = frozenset({"bin", "bint", "ibn", "ben"})
#: His or Her Excellency, Highness, Majesty; in small letters 'he' is somebody else
CAPITAL_HONORIFICS = frozenset("HE HH HM HRH HIM H.H. H.M. H.R.H.".split())

#: 'King Letsie | III'
REGNAL = re.compile(r"(?=[IVX])X{0,2}(IX|IV|V?I{0,3})$")


class NameWords:
    """Reads the words of persons' names in one text.

    `known`: token → name of another kind that it belongs to; `in_title`: tokens of titles.
    """

    def __init__(self, doc: Doc, known: Mapping[int, Mention], in_title: Collection[int]) -> None:
        self.doc, self.known, self.in_title = doc, known, in_title

    def past_honorifics(self, i: int) -> int:
        """Past 'Mr', 'Dr.', 'Datuk Seri', 'HE'."""
        honorifics = lexicon.phrases("honorifics")
        moved = True
        while moved:
            moved = i < len(self.doc) and self.doc[i].text in CAPITAL_HONORIFICS
            i += moved
            for n in (3, 2, 1):
                words = tuple(t.lower_ for t in self.doc[i : i + n])
                joined_words = ("".join(words),)
                known = words in honorifics or (n == 2 and joined_words in honorifics)
                if known and is_content_capital(self.doc[i]):
                    i, moved = i + n, True
                    break
        return i

    def past_brackets(self, i: int) -> int:
        """Past the acronym of a body: 'Secretary-General of the Organisation (ABC) | X'."""
        if i + 2 < len(self.doc) and self.doc[i].text == "(" and self.doc[i + 2].text == ")":
            return i + 3
        return i

    def name_end(self, i: int) -> int:
        """First token after the person's name that begins at `i`; `i` itself when none does."""
        start, words, stop = i, 0, sentence_end(self.doc, i) if i < len(self.doc) else i
        end = i
        while i < stop and words < MOST_WORDS:
            if self._is_name_word(i, first=i == start):
                i += 1
                end, words = i, words + 1
            elif joined(self.doc, i) and i > start:
                i += 1
                if i < stop and self.doc[i].is_alpha and not self._is_name_word(i, first=False):
                    i += 1  # 'Jong-un', 'Kyung-wha'
                    end = i
            elif self._is_particle(i) and self._leads_to_name(i, stop):
                i += 1
            else:
                break
        while end > start and self.doc[end - 1].text in POSSESSIVES:
            end -= 1
        return end

    def _leads_to_name(self, i: int, stop: int) -> bool:
        """A particle ('von der', 'al-') before a capitalised part."""
        while i < stop and (self._is_particle(i) or joined(self.doc, i)):
            i += 1
        return i < stop and self._is_name_word(i, first=False)

    def _is_particle(self, i: int) -> bool:
        """'von', 'bin'; the Arabic article ('al-', 'as-') only with its hyphen."""
        low = self.doc[i].lower_
        return low in lexicon.entries("name_particles") or (
            low in lexicon.entries("name_articles") and joined(self.doc, i + 1)
        )

    def _is_name_word(self, i: int, *, first: bool) -> bool:
        token = self.doc[i]
        capital = is_content_capital(token) or self._is_odd_family_name(i) or self._is_month_name(i)
        if i in self.in_title or not capital or head_at(self.doc, i):
            return False
        if i in self.known and not self._also_a_name(i, first=first):
            return False
        ranked = not first and token.lower_ in ("king", "prince", "pope")
        if is_title_word(self.doc, i) and not ranked and not self._is_of_family(i):
            return False
        if not first and REGNAL.match(token.text):
            return True
        if token.text.isupper() and len(token.text) > 2 and "." not in token.text:
            return False
        return any(c.isalpha() for c in token.text) and token.lower_ not in lexicon.entries("not_in_names")

    def _is_of_family(self, i: int) -> bool:
        """'Sultan | bin Saad', 'bin | Sultan': a given name, where other names have a title."""
        beside = {t.text for t in (*self.doc[max(0, i - 1) : i], *self.doc[i + 1 : i + 2])}
        return bool(beside & FILIATIONS)

    def _is_month_name(self, i: int) -> bool:
        """'Dong Jun', 'Sun Weidong', 'Jan Lipavský': short for a month or weekday, but beside a name and no figure."""
        doc = self.doc
        if doc[i].lower_ not in lexicon.entries("month_names") or not doc[i].is_title:
            return False
        after = doc[i + 1] if i + 1 < len(doc) else None
        if after is not None and (after.like_num or after.text == "."):
            return False
        named = after is not None and is_content_capital(after) and i + 1 not in self.known
        return named or (
            i > 0 and is_content_capital(doc[i - 1]) and i - 1 not in self.known and not doc[i].is_sent_start
        )

    def _is_odd_family_name(self, i: int) -> bool:
        """'To Lam', 'Do Muoi' inside a sentence: a function word in small letters, a family name in capitals."""
        token, family = self.doc[i], lexicon.entries("family_names")
        following = i + 1 < len(self.doc) and is_content_capital(self.doc[i + 1]) and i + 1 not in self.known
        return (
            token.text[0].isupper() and not token.is_sent_start and following and token.text[1:].islower()
            and (token.lower_ in family or (i > 0 and plain(self.doc[i - 1].text) in family))
        )  # fmt: skip

    def _also_a_name(self, i: int, *, first: bool) -> bool:
        """A place or country that is a person's name here: 'Vladimir Putin', 'Israel Katz', 'Jack London'."""
        mention = self.known[i]
        if mention.end != mention.start + 1 or mention.kind not in ("place", "country") or mention.form == "demonym":
            return False
        given = plain(self.doc[i].text) in lexicon.entries("given_names")
        if not first:
            return mention.kind == "place" and i - 1 not in self.known
        following = i + 1 < len(self.doc) and i + 1 not in self.known and i + 1 not in self.in_title
        return following and (given or mention.kind == "place") and self._is_name_word(i + 1, first=False)
