"""Bodies that only the post of their head tells: 'Speaker of the Althingi', 'Chairman of the Halk Maslahaty'."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.mentions import Mention
from articles.extraction.names.headed import head_at, is_title_word
from articles.extraction.readings import Reading
from articles.extraction.words import is_content_capital, sentence_end

#: most words of such a name
MOST_WORDS = 4


def presided_bodies(doc: Doc, known: Mapping[int, Mention]) -> Iterator[Mention]:
    """Organisations; `known`: token → name that it belongs to. The article before the name makes it no place."""
    reading: Reading | None = doc._.reading if doc.has_extension("reading") else None
    read = [m for m in reading.names if m.label == "PERSON"] if reading else []
    people = {i for m in read for i in range(m.start, m.end)}
    for i in range(len(doc) - 3):
        titled = doc[i].lower_ in lexicon.entries("presiding_titles")
        if titled and doc[i + 1].lower_ == "of" and doc[i + 2].lower_ == "the":
            end = _name_end(doc, i + 3, known, people)
            if end > i + 3:
                yield Mention(i + 3, end, "organisation", "presided-body", 0.8)


def _name_end(doc: Doc, start: int, known: Mapping[int, Mention], people: Collection[int]) -> int:
    """First token after the capitalised words from `start`; `start` where they are no body's name.

    `people`: tokens of the persons' names that the analyser reads ('Chairman of the Halk Maslahaty | X').
    """
    i, stop = start, min(sentence_end(doc, start), start + MOST_WORDS + 1)
    while i < stop and i not in known and i not in people and is_content_capital(doc[i]) and not is_title_word(doc, i):
        i += 1
    words = {t.lower_ for t in doc[start:i]}
    outside = lexicon.entries("regions") | lexicon.entries("portfolio") | lexicon.entries("place_nouns")
    cut = i in people or i in known
    headed = any(head_at(doc, k) for k in range(start, i))
    told = i == start or i - start > MOST_WORDS or cut or headed or not words.isdisjoint(outside)
    return start if told else i
