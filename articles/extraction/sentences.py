"""Sentence bounds by rule: a stop before a capital or figure, and every blank line.

Learnt bounds split foreign names ('Lim Jock | Hoi'), so rules with a list of exceptions come first.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc, Token

from articles.extraction import lexicon

STOPS = frozenset(".!?…")
CLOSERS = frozenset("\"'”’)]»") | {"''"}
OPENERS = frozenset("\"'“‘([«") | {"``"}
INITIAL = re.compile(r"^(?:[A-Z]\.)+$")
LINE_END = re.compile(r"\n[^\S\n]*\n")


@Language.component("sentence_bounds", assigns=["token.is_sent_start"])
def sentence_bounds(doc: Doc) -> Doc:
    """Set `is_sent_start` of every token."""
    starts = [False] * len(doc)
    stopped = True
    for token in doc:
        starts[token.i] = stopped and (token.i == 0 or not token.is_space)
        stopped = (stopped and token.is_space) or _ends_sentence(token)
    for token, starts_here in zip(doc, starts, strict=True):
        token.is_sent_start = starts_here
    return doc


def _ends_sentence(token: Token) -> bool:
    doc = token.doc
    if token.is_space:
        return bool(LINE_END.search(token.text_with_ws))
    last = token.text[-1]
    if last in STOPS:
        return not _is_abbreviation(token) and not _goes_on(doc, token.i + 1)
    closes = token.text in CLOSERS and token.i > 0 and doc[token.i - 1].text[-1] in STOPS
    return closes and not _goes_on(doc, token.i + 1)


def _goes_on(doc: Doc, i: int) -> bool:
    """Does the sentence go on at token `i`: a closing mark, or a word in lower case?"""
    if i < len(doc) and doc[i].text in CLOSERS and not doc[i - 1].whitespace_:
        return True
    while i < len(doc) and doc[i].text in OPENERS:
        i += 1
    return i < len(doc) and (doc[i].text[0].islower() or doc[i].text[0] in ",;:.")


def _is_abbreviation(token: Token) -> bool:
    """Is the full stop part of an abbreviation ('Gen.', 'J.', 'U.S.') rather than an end?"""
    text = token.text
    if text == ".":
        text = f"{token.nbor(-1).text}." if token.i and not token.nbor(-1).whitespace_ else text
    if not text.endswith("."):
        return False
    if token.text != "." and not token.whitespace_ and token.i + 1 < len(token.doc) and token.nbor().is_alpha:
        return True  # 'Ts.|Elbegdorj'
    if INITIAL.match(text):
        return text.count(".") == 1 or not _starts_like_sentence(token)
    return text.lower() in lexicon.entries("abbreviations") and not _starts_like_sentence(token)


def _starts_like_sentence(token: Token) -> bool:
    """After 'in the U.S.': does a word follow that begins sentences ('The', 'He') rather than a name?"""
    following = token.i + 1
    return following >= len(token.doc) or token.doc[following].lower_ in lexicon.entries("function_words")
