"""Days told from another event: 'signed it on Saturday, two days after his summit with Diaz' tells the summit's day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Doc, Token

from articles.extraction.dates import DateMention
from articles.extraction.words import sentence_start

#: days of one unit; what is counted in months or years is too rough to be a day
UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
ROUGH = frozenset({"month", "months", "year", "years"})
DIRECTION = {"after": -1, "before": 1}
NUMBERS = {
    word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
} | {"a": 1, "an": 1, "1": 1}
REACH = 12


def told_from(doc: Doc, start: int, floor: int) -> int | None:
    """The 'after' or 'before' of 'two days after …' that the trigger at token `start` belongs to, or None."""
    for i in range(start - 1, max(floor, start - REACH, sentence_start(doc, start) + 1) - 1, -1):
        if doc[i].text in (",", ";") or doc[i].pos_ == "CCONJ":
            return None
        if doc[i].lower_ in DIRECTION and doc[i - 1].lower_ in UNITS.keys() | ROUGH:
            return i
    return None


def day_from(doc: Doc, at: int, dates: Sequence[DateMention]) -> DateMention | None:
    """The day counted from the last one told before 'after' at token `at`; None where it is not told to the day."""
    count = _count(doc[at - 2]) if at > 1 else None
    known = [d for d in dates if sentence_start(doc, at) <= d.start < at and d.edtf]
    base = max(known, key=lambda d: d.start, default=None)
    unit = UNITS.get(doc[at - 1].lower_)
    if count is None or unit is None or base is None or base.earliest is None or base.earliest != base.latest:
        return None
    day = base.earliest + timedelta(days=DIRECTION[doc[at].lower_] * count * unit)
    first = doc[at - 2]
    return replace(
        base, start=at - 2, end=at + 1, start_char=first.idx, end_char=doc[at].idx + len(doc[at]),
        edtf=day.isoformat(), earliest=day, latest=day, rule="from-event", anchor="event", report=False,
    )  # fmt: skip


def _count(token: Token) -> int | None:
    low = token.lower_
    return int(low) if low.isdecimal() and len(low) < 4 else NUMBERS.get(low)
