"""'The president was in Lima from May 3 to 5': a visit told by nothing but where somebody was."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from articles.extraction.mentions import Mention
from articles.extraction.names.actors import Cast

NEEDS = "stay"
PRONOUNS = frozenset({"he", "she", "they", "who"})
#: words of a sentence that say why somebody is there
REASONS = frozenset({"invitation", "invited", "visit", "trip", "tour", "talks", "consultations"})
KNOWN = ("place", "country")
BEING = frozenset({"is", "are", "was", "were", "been"})


def tells_where(cast: Cast, verb: int, end: int) -> bool:
    """Do the words 'was in' at token `verb` tell in which city or country, at token `end`, a person was?"""
    there = _place(cast, end + (cast.doc[end : end + 1].text.lower() == "the"))
    if there is None:
        return False
    head = cast.doc[there.end - 1]
    while head.head.i != head.i and there.start <= head.head.i < there.end:
        head = head.head
    if cast.doc[verb].head.i != head.i:
        return False
    return any(_is_person(cast, t) for t in head.children if t.dep_ == "nsubj" and t.i < verb)


def _place(cast: Cast, i: int) -> Mention | None:
    held = cast.at.get(i)
    known = held[0] if held else next((m for m in cast.others if m.start == i), None)
    return known if known is not None and known.kind in KNOWN and known.form != "demonym" else None


def _is_person(cast: Cast, token: Token) -> bool:
    held = cast.at.get(token.i)
    name = held is not None and held[0].kind == "person"
    return name or token.lower_ in PRONOUNS or any(_is_person(cast, t) for t in token.children if _joined(t))


def _joined(token: Token) -> bool:
    return token.dep_ in ("flat", "appos", "conj", "compound")


def has_reason(doc: Doc, start: int, end: int) -> bool:
    """Does the sentence of tokens `start` to `end` tell what for?"""
    return bool({t.lower_ for t in doc[start:end]} & REASONS)
