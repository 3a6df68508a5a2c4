"""Meetings of several days: 'a three-day visit that began on Monday', 'the final day of the two-day talks'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.clauses import clause_bounds
from articles.extraction.dates import DateMention
from articles.extraction.meetings.triggers import Trigger
from articles.extraction.words import is_hyphen

NUMBERS = {w: n for n, w in enumerate("two three four five six seven eight nine ten".split(), 2)}
ORDINALS = {"first": 0, "opening": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1, "final": -1}
LEAVING = frozenset({"leave", "leaves", "left", "departed", "departs"})
WEEK = 7
#: no meeting lasts longer; what is told longer is a season
LONGEST = 14
#: tokens between a verb of beginning or ending and its date
NEAR = 8
BEHIND = 4
#: tokens between a verb and its meeting, whose date may stand far behind: 'wound up three days of talks in … on Friday'
AHEAD = 7


@dataclass(frozen=True)
class Stay:
    """What a sentence tells of a meeting's days: how many (None: not told), its first and its last one."""

    days: int | None = None
    first: DateMention | None = None
    last: DateMention | None = None


@cache
def _bounds() -> dict[str, str]:
    return {row["words"]: row["bound"] for row in lexicon.rows("day_bounds")}


def read_stay(doc: Doc, trigger: Trigger, dates: Sequence[DateMention], day: DateMention | None) -> Stay:
    """The days told of a meeting in its clause and the relative clause behind it; `day`: the date read for it."""
    days = _count(doc, trigger)
    first = last = None
    for mention, bound in _bounded(doc, trigger, dates):
        if bound == "first" and first is None:
            first = mention
        elif bound == "last" and last is None:
            last = mention
    if day is None and days and first is last is None:
        last = _told_last(doc, trigger, dates)
    if day is not None and day not in (first, last):
        at = _ordinal_day(doc, trigger)
        if at == -1:
            last = last or day
        elif at is not None:
            first = first or _moved(day, -at)
    return Stay(days, first, last)


def _count(doc: Doc, trigger: Trigger) -> int | None:
    """The number in 'two-day talks', 'a week-long tour', 'three days of talks', 'a visit of four days'."""
    for i in range(max(trigger.start - BEHIND, 0), min(trigger.end + BEHIND, len(doc))):
        low = doc[i].lower_
        number = NUMBERS.get(low) or (int(low) if low.isdecimal() and len(low) < 3 else None)
        unit = i + 2 if i + 2 < len(doc) and is_hyphen(doc[i + 1]) else i + 1
        if unit >= len(doc):
            break
        hyphened = unit == i + 2 and i >= trigger.start and unit < trigger.end
        if hyphened and low == "week" and doc[unit].lower_ == "long":
            return WEEK
        if number is None or doc[unit].lower_ not in ("day", "days"):
            continue
        before = unit == i + 1 and doc[unit + 1 : unit + 2].text == "of" and unit < trigger.start
        behind = unit == i + 1 and i > trigger.head and doc[i - 1].lower_ in ("of", "lasting", "over")
        if hyphened or before or behind:
            return number
    return WEEK if "weeklong" in trigger.words else _days_after(doc, trigger)


def _days_after(doc: Doc, trigger: Trigger) -> int | None:
    """'came to an end on Friday after three days'."""
    lower, upper = clause_bounds(doc, trigger.head)
    upper = _with_relative_clause(doc, upper, trigger.end)
    for i in range(lower, min(upper, len(doc)) - 2):
        if doc[i].lower_ == "after" and doc[i + 2].lower_ == "days" and doc[i + 3 : i + 4].text.lower() != "of":
            return NUMBERS.get(doc[i + 1].lower_)
    return None


def _told_last(doc: Doc, trigger: Trigger, dates: Iterable[DateMention]) -> DateMention | None:
    """'… on Wednesday. They signed it at the end of ten days of talks': the day told before is the last one."""
    before = doc[max(trigger.start - NEAR, 0) : trigger.start].text.lower()
    if "end of " not in before:
        return None
    told = [d for d in dates if d.end <= trigger.start and d.edtf and d.earliest == d.latest and d.direction <= 0]
    return told[-1] if told else None


def _bounded(doc: Doc, trigger: Trigger, dates: Iterable[DateMention]) -> list[tuple[DateMention, str]]:
    """Single days of the trigger's clause, or of the clauses about it behind, that a verb makes its first or last."""
    lower, upper = clause_bounds(doc, trigger.head)
    upper = _with_relative_clause(doc, upper, trigger.end)
    found = []
    for mention in dates:
        if lower <= mention.start < upper and mention.edtf and mention.earliest == mention.latest:
            bound = _bound(doc, mention, trigger, lower)
            if bound:
                found.append((mention, bound))
    return found


def _with_relative_clause(doc: Doc, upper: int, start: int) -> int:
    """The end of ', which opened on Monday and ends on Saturday' behind a clause that ends at `upper`."""
    while upper < len(doc) and upper - start < 3 * NEAR and not doc[upper].is_sent_start:
        opener = doc[upper + 1] if doc[upper].text == "," and upper + 1 < len(doc) else doc[upper]
        if opener.lower_ not in ("which", "that", "and", "due", "scheduled"):
            break
        upper = max(clause_bounds(doc, opener.i)[1], opener.i + 1)
    return upper


def _bound(doc: Doc, mention: DateMention, trigger: Trigger, lower: int) -> str | None:
    """The nearest word of beginning or ending: before the date, or right behind it ('today ends a visit')."""
    behind = _reading(doc, mention.end) if mention.end < len(doc) and mention.end < trigger.start else None
    if behind is not None:
        return behind
    inner = range(trigger.start, trigger.end)
    reach = NEAR
    for i in range(mention.start - 1, lower - 1, -1):
        if i in inner:
            reach = mention.start - trigger.start + AHEAD
            continue
        if mention.start - i > reach:
            return None
        bound = _reading(doc, i)
        if bound and not (doc[i].lower_ in ("from", "until", "through") and i != mention.start - 1):
            return bound
    return None


def _reading(doc: Doc, i: int) -> str | None:
    """'left for Hanoi' begins a journey, 'left Hanoi' ends one."""
    bound = _bounds().get(doc[i].lower_)
    if bound == "last" and doc[i].lower_ in LEAVING and "for" in {t.lower_ for t in doc[i + 1 : i + BEHIND]}:
        return "first"
    return bound


def _ordinal_day(doc: Doc, trigger: Trigger) -> int | None:
    """0 for 'the first day of the talks', 1 for the second, -1 for the last."""
    i = trigger.start
    if i >= 3 and doc[i - 1].lower_ == "of" and doc[i - 2].lower_ == "day":
        return ORDINALS.get(doc[i - 3].lower_)
    return None


def _moved(day: DateMention, days: int) -> DateMention:
    assert day.earliest is not None
    other = day.earliest + timedelta(days)
    return replace(day, earliest=other, latest=other, edtf=other.isoformat())


def whole(stay: Stay, lasts: bool) -> DateMention | None:
    """The days from the first to the last as one date; None where they cannot be told. `lasts`: days are not needed."""
    first, last = stay.first, stay.last
    if first is not None and last is None and stay.days:
        last = _moved(first, stay.days - 1)
    elif last is not None and first is None and stay.days:
        first = _moved(last, 1 - stay.days)
    if first is None or last is None or first.earliest is None or last.earliest is None:
        return None
    if not 0 < (last.earliest - first.earliest).days <= LONGEST or not (lasts or stay.days):
        return None
    start, end = first.earliest, last.earliest
    anchor = stay.first or stay.last or first
    return replace(
        anchor, earliest=start, latest=end, edtf=f"{start.isoformat()}/{end.isoformat()}", precision="stretch",
        rule="several-days",
    )  # fmt: skip


def at_once(one: DateMention | None, other: DateMention | None) -> bool:
    """Can two times be the same? One that is not told, or not to the end, can be any."""
    if one is None or other is None or not (one.earliest and one.latest and other.earliest and other.latest):
        return True
    return one.earliest <= other.latest and other.earliest <= one.latest


def joined(one: Stay, other: Stay) -> Stay:
    """What two sentences tell of the same meeting's days."""
    return Stay(one.days or other.days, one.first or other.first, one.last or other.last)
