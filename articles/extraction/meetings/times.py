"""Several meetings told by their number: 'have met twice, in Lima in May and in Jakarta last week'."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from articles.extraction.dates import DateMention
from articles.extraction.meetings.occasion import Occasion
from articles.extraction.mentions import Mention

Place = tuple[str, int, int]
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twice": 2, "both": 2}
KINDS = frozenset({"talks", "call", "consultation", "summit", "ministerial"})
#: what stands before each place of a list
BEFORE_PLACE = frozenset({"in", "at", ",", "and"})
NEAR = 4


def each_time(
    doc: Doc,
    occasion: Occasion,
    dates: Sequence[DateMention],
    places: Mapping[int, Mention],
    place_of: Callable[[int], Place | None],
) -> Iterator[Occasion]:
    """The meetings that a number counts, where as many places or times follow; else the one occasion.

    `places`: token → the place mentioned there; `place_of`: what to call the place at a token.
    """
    start, end = occasion.trigger.end, occasion.sentences[0][1]
    count = _count(doc, occasion) if occasion.kind in KINDS and occasion.name is None else None
    there = [i for i in range(start, end) if _opens_place(doc, places, i)]
    days = [d for d in dates if start <= d.start < end and d.edtf]
    if count is not None and count == len(there) == len({doc[i].lower_ for i in there}):
        for i, stop in zip(there, [*there[1:], end], strict=True):
            own = next((d for d in days if i < d.start < stop), None)
            shared = occasion.date if not any(there[0] < d.start for d in days) else None
            yield _one_of_several(occasion, place_of(i) or occasion.place, own or shared)
    elif count is not None and count == len({d.edtf for d in days}) == len(days):
        yield from (_one_of_several(occasion, occasion.place, day) for day in days)
    else:
        yield occasion


def _one_of_several(occasion: Occasion, place: Place | None, day: DateMention | None) -> Occasion:
    """With lists of its own, since a record adds to them."""
    return replace(
        occasion, place=place, date=day, counted=True, told_before=[], triggers=[*occasion.triggers],
        sentences=[*occasion.sentences], voices=[*occasion.voices], anchors=set(occasion.anchors),
    )  # fmt: skip


def _opens_place(doc: Doc, places: Mapping[int, Mention], i: int) -> bool:
    mention = places.get(i)
    if mention is None or mention.start != i:
        return False
    before = doc[i - 1].lower_
    return before in BEFORE_PLACE if mention.kind == "place" else mention.kind == "country" and before == "in"


def _count(doc: Doc, occasion: Occasion) -> int | None:
    """'met four times', 'have twice met', 'two rounds of talks'."""
    trigger = occasion.trigger
    if trigger.form == "verb":
        near = doc[max(trigger.start - 2, 0) : trigger.end + NEAR]
        return next((n for token in near if (n := _times(token)) is not None), None)
    if not doc[trigger.head].lower_.endswith("s"):
        return None
    counting = (t for t in doc[trigger.start : trigger.head] if t.head.i == trigger.head)
    return next((NUMBERS[t.lower_] for t in counting if t.lower_ in NUMBERS), None)


def _times(token: Token) -> int | None:
    if token.lower_ == "twice":
        return NUMBERS["twice"]
    follows = token.i + 1 < len(token.doc) and token.nbor().lower_ == "times"
    return NUMBERS.get(token.lower_) if follows else None
