"""Names as the analyser reads them, beside those that the gazetteers and patterns find."""

from __future__ import annotations

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.mentions import Mention, Names, overlaps
from articles.extraction.readings import Mention as ReadMention
from articles.extraction.readings import Reading
from articles.extraction.words import plain

#: how sure the analyser must be of a name that no rule found
SURE_PERSON = 0.75
SURE_ORGANISATION = 0.7
SURE_SINGLE_WORD = 0.95


def with_read_names(doc: Doc, names: list[Mention], persons: Names) -> tuple[list[Mention], Names]:
    """The names of the rules, and what the analyser (where the pipeline has one) adds to them."""
    reading: Reading | None = doc._.reading if doc.has_extension("reading") else None
    if reading is None:
        return names, persons
    taken = [*(m for m in names if m.kind != "place"), *persons.mentions]
    new = [m for m in reading.names if not overlaps(m.start, m.end, taken)]
    people = [_mention(m, "person") for m in new if m.label == "PERSON" and _is_person(doc, m)]
    known = {plain(w.text) for n in names if n.kind == "organisation" for w in doc[n.start : n.end]}
    bodies = [_mention(m, "organisation") for m in new if m.label == "ORG" and _is_body(doc, m, reading, known)]
    added = Names(doc, sorted([*persons.mentions, *people], key=lambda m: m.start), persons.phrases, persons.holders)
    kept = [m for m in names if not (m.kind == "place" and overlaps(m.start, m.end, [*people, *bodies]))]
    return sorted([*kept, *bodies], key=lambda m: (m.start, -m.end)), added


def _mention(read: ReadMention, kind: str) -> Mention:
    return Mention(read.start, read.end, kind, f"read-{kind}", 0.9 * read.confidence)


def _is_person(doc: Doc, read: ReadMention) -> bool:
    """A full name of someone: short ones are found by the full one, and lone words are mostly honorifics."""
    words = [t.text for t in doc[read.start : read.end]]
    capitals = sum(w[:1].isupper() for w in words)
    if {w.lower() for w in words} <= lexicon.entries("honorifics"):
        return False  # 'Sen. Lieut.'
    return read.confidence >= SURE_PERSON and capitals >= 2 and "and" not in words


def _is_body(doc: Doc, read: ReadMention, reading: Reading, known: set[str]) -> bool:
    """A body's name of several words; a single one ('Petrovietnam') when both of the analyser's layers say so."""
    words = [t.text for t in doc[read.start : read.end]]
    if len(words) > 1:
        return read.confidence >= SURE_ORGANISATION and sum(w[:1].isupper() for w in words) >= 2
    # 'the Commission' is a short name of one that stands in full elsewhere, or of none that is named
    head = plain(words[0]) in known or words[0].lower() in {row["head"] for row in lexicon.rows("name_heads")}
    bracketed = read.start > 0 and doc[read.start - 1].text == "("
    agreed = any(m.start == read.start and m.end == read.end and m.label == "ORG" for m in reading.general)
    return read.confidence >= SURE_SINGLE_WORD and agreed and not head and not bracketed
