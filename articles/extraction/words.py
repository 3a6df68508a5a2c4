"""What can be told of single tokens without a trained model: capitals, function words, hyphens."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from articles.extraction import lexicon

HYPHENS = frozenset("-–‐‑−")
DASHES = frozenset("-–—‐‑−") | {"--"}
POSSESSIVES = frozenset({"'s", "’s", "'", "’", "'S", "’S"})
ORDINAL_ENDINGS = ("st", "nd", "rd", "th")


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Lower case without diacritics."""
    decomposed = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D").replace("ø", "o"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def is_general_body(name: str) -> bool:
    """Is a body called (in plain letters) only what many countries call theirs: 'finance ministry'?"""
    return set(name.split()) <= lexicon.entries("generic_bodies")


def is_capital(token: Token) -> bool:
    """Does the token begin with a capital letter ('Putin', 'UN', 'd’Ivoire')?"""
    text = token.text
    return text[0].isupper() or (len(text) > 2 and text[1] in "'’" and text[2].isupper())


def is_ordinal(token: Token) -> bool:
    """37th, 2nd, third."""
    text = token.lower_
    return (text[:1].isdigit() and text.endswith(ORDINAL_ENDINGS)) or text in lexicon.entries("ordinals")


def is_content_capital(token: Token) -> bool:
    """A capitalised word that may belong to a name: no function word, month or weekday."""
    if not is_capital(token):
        return False
    low = token.lower_
    if low in lexicon.entries("calendar_words"):
        return False
    # 'WHO', 'US', 'IT' in capitals are names where 'Who' is none
    return low not in lexicon.entries("function_words") or (len(low) > 1 and token.text.isupper() and low != "i")


def is_hyphen(token: Token) -> bool:
    return token.text in HYPHENS


def joined(doc: Doc, i: int) -> bool:
    """Is token `i` a hyphen between two words without spaces ('Jong-un')?"""
    return 0 < i < len(doc) - 1 and doc[i].text in HYPHENS and not doc[i].whitespace_ and not doc[i - 1].whitespace_


def _bounds(doc: Doc) -> list[tuple[int, int]]:
    """(first token, end) of each token's sentence, reckoned once a document."""
    known: list[tuple[int, int]] | None = doc.user_data.get("sentence_bounds")
    if known is None:
        known = [(sent.start, sent.end) for sent in doc.sents for _ in range(sent.start, sent.end)]
        doc.user_data["sentence_bounds"] = known
    return known


def sentence_end(doc: Doc, i: int) -> int:
    """First token after the sentence of token `i`."""
    return _bounds(doc)[i][1] if 0 <= i < len(doc) else max(i, 0)


def sentence_start(doc: Doc, i: int) -> int:
    """First token of the sentence of token `i`."""
    return _bounds(doc)[i][0] if 0 <= i < len(doc) else max(i, 0)


def text_of(doc: Doc, start: int, end: int) -> str:
    """The words as written, line breaks and double spaces closed up."""
    return " ".join(doc[start:end].text.split())


def before_open_bracket(words: Span) -> int:
    """How many of the words stand before a bracket that none of them closes: 4 of 'deal with the EU (the bloc'."""
    opened = [n for n, token in enumerate(words) if token.text == "("]
    if opened and all(token.text != ")" for token in words[opened[-1] :]):
        return opened[-1]
    return len(words)
