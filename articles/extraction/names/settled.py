"""Persons' names as the analyser settles them: where a name begins and ends, and what is no person's name at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.mentions import Mention, Names
from articles.extraction.names.headed import is_title_word
from articles.extraction.readings import Mention as ReadMention
from articles.extraction.readings import Reading
from articles.extraction.words import plain

#: how sure the analyser must be of a longer name than the rules'
SURE_LONGER = 0.8
#: rules that the analyser does not overrule on names of several words: a usual name or a title stands first
CERTAIN = frozenset({"usual-name", "title-name"})


def settle_persons(doc: Doc, known: Mapping[int, Mention], persons: Names) -> Names:
    """The persons found by rule, those dropped that the analyser reads nowhere, the others in its full length.

    `known`: token → name of another kind. Without an analyser all stand as they are.
    """
    reading: Reading | None = doc._.reading if doc.has_extension("reading") else None
    read = [m for m in reading.names if m.label == "PERSON"] if reading else []
    if not read:
        return persons
    people = {plain(t.text) for m in read for t in doc[m.start : m.end] if t.is_alpha}
    bodies = {i for m in reading.names if m.label == "ORG" for i in range(m.start, m.end)} if reading else set()
    settled = {m.start: _settled(doc, m, known, read) for m in persons.mentions if _is_read(doc, m, people, bodies)}
    holders = {settled[start].start: held for start, held in persons.holders.items() if start in settled}
    mentions = sorted({m.start: m for m in settled.values()}.values(), key=lambda m: m.start)
    return Names(doc, mentions, persons.phrases, holders)


def settle_bodies(doc: Doc, bodies: list[Mention]) -> list[Mention]:
    """Names built on a head noun: organisations that the analyser reads nowhere go, in a heading it tells their end.

    One that stands before a title and a name is a body whatever it reads: 'National Assembly | Chairwoman Nguyen'.
    """
    reading: Reading | None = doc._.reading if doc.has_extension("reading") else None
    if reading is None or not reading.names:
        return bodies
    read = [m for m in (*reading.names, *reading.general) if m.label == "ORG"]
    return [kept for body in bodies if (kept := _settled_body(doc, body, read))]


def _settled_body(doc: Doc, body: Mention, read: Sequence[ReadMention]) -> Mention | None:
    if body.kind != "organisation":
        return body
    same = [m for m in read if m.start < body.end and body.start < m.end]
    if same and doc[body.start : body.end].text.isupper():  # 'OAS COMMISSION | MEETS STAFF'
        return replace(body, end=min(body.end, max(m.end for m in same)))
    return body if same or _is_titled(doc, body.end) else None


def _is_titled(doc: Doc, i: int) -> bool:
    """Does a title begin at token `i` ('Cabinet | Secretary' begins before), and a name behind it?"""
    if i + 1 >= len(doc) or not is_title_word(doc, i) or not doc[i + 1].is_title:
        return False
    return doc[i - 1 : i + 1].text.lower() not in {row["head"] for row in lexicon.rows("title_heads")}


def _is_read(doc: Doc, mention: Mention, people: set[str], bodies: set[int]) -> bool:
    """Does the analyser read any word of the name as a person's, here or elsewhere?"""
    words = [plain(t.text) for t in doc[mention.start : mention.end]]
    certain = mention.rule in CERTAIN and len(words) > 1 and not bodies.issuperset(range(mention.start, mention.end))
    return certain or any(word in people for word in words)


def _settled(doc: Doc, mention: Mention, known: Mapping[int, Mention], read: Sequence[ReadMention]) -> Mention:
    """'Aung Hlaing' as 'Min Aung Hlaing'."""
    longer = next((m for m in read if m.start <= mention.start and mention.end <= m.end), None)
    if longer is None or longer.confidence < SURE_LONGER:
        return mention
    start, alone = longer.start, mention.end == mention.start + 1
    while start < mention.start and not _may_begin(doc, start, known, alone=alone):
        start += 1
    return replace(mention, start=start)


def _may_begin(doc: Doc, i: int, known: Mapping[int, Mention], *, alone: bool) -> bool:
    """A capital, and no other name; an honorific only before a name of one word, where it is a name as well ('Don
    Pramudwinai', not 'Miss Jansen')."""
    also_name = alone and doc[i].is_alpha and doc[i].lower_ not in lexicon.entries("mere_honorifics")
    honorific = doc[i].lower_ in lexicon.entries("honorifics") and not also_name
    return doc[i].text[:1].isupper() and i not in known and not honorific
