"""Dialogues and consultations that stand: rounds of them are told, or that they meet.

'Consultations' alone are a meeting; 'the third round of the consultations on fisheries' is a meeting *of* something
that outlasts it.
"""

from __future__ import annotations

from spacy.tokens import Doc

#: what something that stands is held in
ROUNDS = frozenset({"round", "rounds", "session", "sessions", "meeting", "meetings", "edition", "editions"})
MEETS = frozenset({"met", "meets", "convenes", "convened"})
HAS = frozenset({"has", "have", "had", "last", "first", "usually", "regularly"})
#: words from 'whose' to the round: 'whose third annual round'
REACH = 4
#: words from 'in which' to 'met': 'in which the secretaries of both ministries have met'
FAR = 12


def is_standing(doc: Doc, start: int, end: int) -> bool:
    """Is what tokens `start` to `end` (determiner included) tell of held in rounds, or does it meet?"""
    return _is_held_in_rounds(doc, start) or _has_rounds(doc, end)


def _is_held_in_rounds(doc: Doc, start: int) -> bool:
    """'the second session of | the dialogue on migration'."""
    return start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in ROUNDS


def _has_rounds(doc: Doc, end: int) -> bool:
    """'the dialogue on migration |, whose second session …', '|, which met in May', '|, in which X met'."""
    at = end + (doc[end : end + 1].text == ",")
    word = doc[at : at + 1].text.lower()
    if word == "whose":
        return any(t.lower_ in ROUNDS for t in doc[at + 1 : at + 1 + REACH])
    if word in ("in", "at") and doc[at + 1 : at + 2].text.lower() == "which":
        return any(t.lower_ in MEETS or t.lower_ == "meet" for t in doc[at + 2 : at + 2 + FAR])
    at += 1 + (doc[at + 1 : at + 2].text.lower() in HAS)
    return word in ("which", "that") and doc[at : at + 1].text.lower() in MEETS
