"""Places of meetings, and whether a capital stands for its government or is only a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.mentions import Mention
from articles.extraction.words import POSSESSIVES, is_content_capital, is_hyphen, text_of

PLACE_PREPOSITIONS = lexicon.entries("place_prepositions")
PAIRING = lexicon.entries("pairing_words")


def settle_seats(doc: Doc, known: list[Mention]) -> list[Mention]:
    """Seats of government ('Moscow', 'the Kremlin') as countries where they stand for one, else as places."""
    by_start = {m.start: m for m in known}
    by_end = {m.end: m for m in known}
    return [
        m if m.form != "seat" or stands_for_government(doc, m, by_start, by_end) else _as_place(doc, m) for m in known
    ]


def _as_place(doc: Doc, mention: Mention) -> Mention:
    name = text_of(doc, mention.start, mention.end)
    return replace(mention, kind="place", form="place", keys=(), name=name, rule="seat-as-place")


def stands_for_government(
    doc: Doc, mention: Mention, by_start: Mapping[int, Mention], by_end: Mapping[int, Mention]
) -> bool:
    """'Moscow will host …', 'thanked New Delhi', 'between Moscow and ASEAN', but not 'talks in Moscow'."""
    before = doc[mention.start - 1] if mention.start else None
    after = doc[mention.end] if mention.end < len(doc) else None
    if doc[mention.start : mention.end].text.lower() in lexicon.entries("seats_always"):
        return True
    if before is not None and before.lower_ in PLACE_PREPOSITIONS:
        return False
    if before is not None and (is_content_capital(before) or (is_hyphen(before) and not before.whitespace_)):
        return False
    if after is not None and (is_content_capital(after) or (after.text == "," and mention.end + 1 in by_start)):
        return False
    if after is not None and after.text in POSSESSIVES:
        return True
    if before is not None and before.lower_ in PAIRING:
        return _paired(doc, mention, by_start, by_end)
    return after is not None and (
        after.lower_ in lexicon.entries("speaking_verbs")
        or (after.lower_ in ("and", ",") and _paired(doc, mention, by_start, by_end))
    )


def _paired(doc: Doc, mention: Mention, by_start: Mapping[int, Mention], by_end: Mapping[int, Mention]) -> bool:
    """Is the seat's neighbour over 'and' an actor or another seat, the pair not ruled by a place preposition?"""
    i = mention.start
    while i > 0 and (doc[i - 1].lower_ in ("and", ",") and i - 1 in by_end):
        i = by_end[i - 1].start
    before = doc[i - 1].lower_ if i else ""
    return before not in PLACE_PREPOSITIONS | {"of"} or before in ("between", "with")


def place_after(
    doc: Doc,
    start: int,
    end: int,
    mentions: Mapping[int, Mention],
    capitals: Mapping[str, str],
    *,
    visit: bool = False,
) -> tuple[str, int, int] | None:
    """The first place named after 'in', 'at' (of a visit: 'to') between two tokens: (words, first token, end token)."""
    for i in range(start, end - 1):
        if (
            (doc[i].lower_ in ("in", "at", "near") or (visit and doc[i].lower_ == "to"))
            and not is_of_matter(doc, i, mentions)
            and (found := place_at(doc, i + 1, mentions, capitals))
        ):
            return found
    return None


def is_of_matter(doc: Doc, i: int, mentions: Mapping[int, Mention]) -> bool:
    """'the situation | in Syria', 'the wars in Sudan and | in Libya': what is talked about, by the preposition."""
    if i < 1 or doc[i].lower_ not in ("in", "at", "near"):
        return False
    if doc[i - 1].lower_ in lexicon.entries("matters"):
        return True
    other = mentions.get(i - 2) if doc[i - 1].lower_ in ("and", "or", ",") else None
    return other is not None and is_of_matter(doc, other.start - 1, mentions)


def place_at(
    doc: Doc, i: int, mentions: Mapping[int, Mention], capitals: Mapping[str, str]
) -> tuple[str, int, int] | None:
    """The place that begins at token `i`, a determiner passed over; `capitals`: country key → its capital."""
    if i < len(doc) and doc[i].lower_ in ("the", "central", "downtown"):
        i += 1
    mention = mentions.get(i)
    if mention and mention.form == "demonym" and doc[mention.end : mention.end + 1].text == "capital":
        return (capitals[mention.keys[0]], i, mention.end + 1) if mention.keys[0] in capitals else None
    if mention and mention.start == i and mention.kind in ("place", "country") and mention.form != "demonym":
        follows = mention.end < len(doc) and doc[mention.end].text in POSSESSIVES
        return None if follows else (text_of(doc, i, mention.end), i, mention.end)
    return _unknown_place(doc, i, mentions)


def _unknown_place(doc: Doc, i: int, mentions: Mapping[int, Mention]) -> tuple[str, int, int] | None:
    """A capitalised name that nothing else claims ('in Argyle', 'at Perdana Putra', 'at the Hanoi Opera House')."""
    end = i
    while end < len(doc) and is_content_capital(doc[end]) and (end not in mentions or mentions[end].kind == "place"):
        end += 1
    if end == i or (end < len(doc) and doc[end].text in POSSESSIVES) or doc[i].text.isupper():
        return None
    if all(t.lower_ in lexicon.entries("portfolio") for t in doc[i:end]):
        return None  # 'concerted action in Foreign Policy'
    return text_of(doc, i, end), i, end
