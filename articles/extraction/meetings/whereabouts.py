"""Where a meeting took place that is told to be on the sidelines of another.

Talks during a visit, or on the day of another meeting, do not get the other's place: the text does not say it.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from articles.extraction.meetings.occasion import Occasion
from articles.extraction.meetings.stays import at_once

ASIDE = frozenset({"sidelines", "margins", "fringes"})
GATHERINGS = frozenset({"summit", "conference", "ministerial", "consultation"})
NOWHERE = frozenset({"call", "visit"})


def settle_places(doc: Doc, records: Sequence[Occasion]) -> None:
    """Give side meetings without a place that of the gathering beside which they took place."""
    for record in records:
        if record.place is None and record.online is None and record.kind not in GATHERINGS | NOWHERE:
            around = _gathering(doc, record, records)
            record.place = around.place if around else None


def _gathering(doc: Doc, record: Occasion, records: Sequence[Occasion]) -> Occasion | None:
    """The gathering told in the same sentence as 'on the sidelines of', else the only one with a place."""
    if not any(token.lower_ in ASIDE for start, end in record.sentences for token in doc[start:end]):
        return None
    gatherings = [r for r in records if r.kind in GATHERINGS and r.place and at_once(record.date, r.date)]
    beside = [r for r in gatherings if set(r.sentences) & set(record.sentences)]
    return beside[0] if beside else gatherings[0] if len(gatherings) == 1 else None
