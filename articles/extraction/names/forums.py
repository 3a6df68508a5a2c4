"""Standing forums: an institution where spoken of in general, an event where one occasion is meant."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.mentions import Mention
from articles.extraction.words import is_ordinal

BETWEEN = lexicon.entries("before_forums")


def settle_forums(doc: Doc, known: list[Mention]) -> list[Mention]:
    """'attended the East Asia Summit' is an event; 'mechanisms such as the East Asia Summit' an institution.

    Once it is told of as an event, its other mentions name no institution either.
    """
    events = {id(m) for m in known if m.forum and _heads_event(doc, m) and is_occasion(doc, m)}
    keys = {m.keys for m in known if id(m) in events}
    return [_as_event(doc, m) if id(m) in events else m for m in known if id(m) in events or m.keys not in keys]


def _heads_event(doc: Doc, mention: Mention) -> bool:
    return doc[mention.end - 1].lower_ in lexicon.entries("forum_heads")


def _as_event(doc: Doc, mention: Mention) -> Mention:
    """The event with its ordinal: '37th ASEAN Summit'."""
    numbered = mention.start > 0 and is_ordinal(doc[mention.start - 1]) and doc[mention.start - 1].text[0].isdigit()
    return replace(mention, start=mention.start - numbered, kind="event", keys=(), rule="forum-occasion")


def is_occasion(doc: Doc, mention: Mention) -> bool:
    """An ordinal before the name, or a verb of taking part, or words such as 'at', 'on the sidelines of'."""
    i = mention.start - 1
    while i >= 0 and doc[i].lower_ in BETWEEN:
        i -= 1
    if i < 0:
        return False
    pair = doc[max(0, i - 1) : i + 1].text.lower()
    return is_ordinal(doc[i]) or any(w in lexicon.entries("occasion_cues") for w in (doc[i].lower_, pair))
