"""Signings told by their verb: 'A and B signed a treaty in Lima on Monday' is a ceremony, unless they met for more.

What is signed at a summit or during talks is told by the meeting itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from spacy.tokens import Doc, Token

from articles.extraction.clauses import clause_bounds
from articles.extraction.meetings.occasion import Occasion
from articles.extraction.meetings.triggers import Trigger

NEEDS = "signing"
#: those who sign, at least
SIDES = 2
#: words before a meeting at which, or beside which, something is signed
AT = frozenset({"at", "during", "after", "following", "fringes", "margins", "sidelines"})
#: words that open a clause with a time and place of its own
OPENERS = frozenset({"where", "when", "since", "after", "before", "until"})
THERE = frozenset({"there", "here", "then"})
#: tokens between a meeting and a signing that may belong to it; between a word before a meeting and the meeting
REACH, BEFORE = 36, 4


def is_signing(trigger: Trigger) -> bool:
    """Is a trigger such a verb?"""
    return trigger.verb is not None and trigger.needs == NEEDS


def without_signed_elsewhere(doc: Doc, triggers: Sequence[Trigger]) -> list[Trigger]:
    """The triggers of a sentence without signings that belong to a meeting told beside them or before."""
    return [t for t in triggers if not is_signing(t) or _is_apart(doc, t, [o for o in triggers if o is not t])]


def _is_apart(doc: Doc, signing: Trigger, others: Iterable[Trigger]) -> bool:
    """Not 'signed it at their summit', 'at their summit they signed', 'a visit to Lima, where they signed', 'signed
    a treaty there'."""
    lower, upper = clause_bounds(doc, signing.head)
    if {t.lower_ for t in doc[signing.end : upper]} & THERE or doc[lower].lower_ == "where":
        return False
    return not any(_is_setting(doc, o) for o in others if abs(o.start - signing.start) <= REACH)


def _is_setting(doc: Doc, other: Trigger) -> bool:
    before = {t.lower_ for t in doc[max(other.start - BEFORE, 0) : other.start + 1]}
    return other.form != "verb" and bool(before & AT)


def is_complete(doc: Doc, new: Occasion, persons: Collection[str]) -> bool:
    """Are those who sign told, and the place, or the day of a signing by `persons`?

    'The bank and Peru signed a loan today', 'signed it in May': only that something was agreed on.
    """
    told = {p.actor for p in new.parts if p.rule != "learnt"}
    verb = doc[new.trigger.head]
    at = new.place is not None and _is_of(doc[new.place[1]], verb)
    day = new.date is not None and new.date.earliest == new.date.latest and _is_beside(doc, new.date.start, verb.i)
    return len(told) >= SIDES and (at or (day and len(told.intersection(persons)) >= SIDES))


def _is_of(place: Token, verb: Token) -> bool:
    """Does the parse give a place to the verb? Not 'signed a pact on the fishing | in Caprivi'."""
    head = place.head if place.dep_ in ("compound", "flat", "amod", "det") else place
    return head.head.i in (verb.i, verb.head.i if verb.dep_ == "xcomp" else verb.i)


def _is_beside(doc: Doc, day: int, verb: int) -> bool:
    """Is no clause opened between a day and the verb? Not 'opened on Monday, five years since A and B signed'."""
    return not {t.lower_ for t in doc[min(day, verb) : max(day, verb)]} & OPENERS
