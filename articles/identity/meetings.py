"""Whether two tellings are one meeting: who meets, when, where, what sort, which series; never the wording alone."""

from __future__ import annotations

from dataclasses import dataclass

from articles.identity.parties import NEAR, STANDS, Agreement, compare_parties, match
from articles.identity.tellings import Telling
from articles.identity.times_and_places import (
    ANNOUNCED,
    DAYS,
    MONTH,
    NEWS,
    RARE,
    dates_meet,
    has_days,
    in_one_city,
    moved,
    one_there,
    people_in_both,
    places_differ,
    same_number,
    same_people,
    time_shared,
    to_the_day,
)

#: sorts of meetings that texts take for one another
_NEAR_KINDS = frozenset(
    frozenset(pair.split())
    for pair in (
        "talks summit", "talks ministerial", "talks consultation", "summit conference", "ministerial conference",
        "consultation ministerial", "conference ceremony", "talks call", "consultation conference",
    )
)  # fmt: skip
SAME_PLACE = 0.75
#: two parties that are one for the other, or stand for it
TOGETHER = 1.6
#: a name in common weighs as much as all who take part
NAMED = 2.0


def apart(one: Telling, other: Telling) -> bool:
    """Nothing can make these two tellings one meeting."""
    return (
        one.article == other.article
        or not _kinds_fit(one, other)
        or _names_differ(one, other)
        or not (dates_meet(one, other) or moved(one, other) or same_number(one, other) or one_there(one, other))
        or places_differ(one, other)
        or (_few(one, other) and compare_parties(one.parties, other.parties).clash)
    )


def _few(one: Telling, other: Telling) -> bool:
    """Of talks and visits it matters which people of a side are told; of conferences each article names some."""
    return {one.kind, other.kind} <= {"talks", "call", "visit"}


def likeness(one: Telling, other: Telling) -> float | None:
    """How surely two tellings are one meeting, None where that is not enough to join them."""
    if apart(one, other):
        return None
    signs = _signs(one, other)
    if signs is None or not _enough(signs, one, other):
        return None
    people = signs.people.least + signs.people.most / 2 + 0.4 * min(signs.people.shared, 3)
    score = people + signs.time + NAMED * signs.name + _place(one, other) + to_the_day(one, other)
    score += len(_bodies_in_both(one, other))
    return round(score + 0.5 * (one.kind == other.kind) + _topic(one, other) + 0.3 * _nearness(one, other), 6)


@dataclass(frozen=True)
class _Signs:
    """What speaks for one meeting: `time` 1.5 for days, 1 for a month, less for a year or an open date."""

    people: Agreement
    time: float
    name: float


def _signs(one: Telling, other: Telling) -> _Signs | None:
    time = time_shared(one, other)
    return (
        None
        if time is None
        else _Signs(compare_parties(one.parties, other.parties, one.near, other.near), time, _name(one, other))
    )


def _enough(signs: _Signs, one: Telling, other: Telling) -> bool:
    """Who meets fits well enough for how exactly the rest is told."""
    least, most = signs.people.least, signs.people.most
    if one.kind != other.kind:
        return (signs.time >= MONTH and least >= 0.7 and same_people(one, other)) or (
            signs.time >= DAYS
            and (
                least >= 0.7
                or (most >= 0.7 and signs.people.shared >= 2)
                or (most >= 0.6 and signs.people.shared >= TOGETHER and one.date == other.date)
                or (signs.name >= 0.5 and most >= 0.8)
            )
        )
    if not (dates_meet(one, other) or moved(one, other) or same_number(one, other)):
        return signs.people.shared >= TOGETHER and most >= STANDS
    if signs.name < 0 and signs.time < MONTH:
        return False
    if signs.time == NEWS:
        together = signs.people.shared >= TOGETHER and bool(people_in_both(one, other))
        all_of_one = least >= 0.5 and most >= 0.9 and same_people(one, other)
        return all_of_one or (least >= 0.7 and (together or signs.people.shared > 2.5))
    if _told_alone(one, other) or _told_alone(other, one):
        return True
    if not (one.parties and other.parties):
        there = most >= NEAR and signs.time >= MONTH and _place(one, other) >= SAME_PLACE
        return (one.kind in RARE and there) or _one_of_the_year(one, other)
    alone = min(len(one.parties), len(other.parties)) < 2
    if signs.name >= 0.5 and (most >= 0.4 or not (one.parties and other.parties)):
        return True
    if signs.time >= DAYS and one.kind in RARE and (most >= 0.8 or _same_scene(one, other)):
        return True
    if _bodies_in_both(one, other) and most >= 0.7 and (moved(one, other) or signs.time >= MONTH):
        return True
    if alone and signs.time < DAYS:
        # whom he meets is named beside him, or it was in the same place
        beside = least >= 0.65 and signs.time >= MONTH and bool(people_in_both(one, other))
        return most >= 0.8 and (beside or (_place(one, other) > 0 and signs.time > 0))
    if least >= 0.6:
        return True
    exact = signs.time >= DAYS and (
        (most >= STANDS and signs.people.shared >= TOGETHER) or (most >= 0.65 and same_people(one, other))
    )
    return exact or (most >= 0.7 and least >= 0.3 and _place(one, other) >= SAME_PLACE)


def _one_of_the_year(one: Telling, other: Telling) -> bool:
    """'This year's East Asia Summit', of which nobody is told: a summit with a name of its own is one a year."""
    named = one.named and other.named and one.name.words and one.name.whole == other.name.whole
    return bool(named) and one.kind == other.kind == "summit" and dates_meet(one, other)


def _same_scene(one: Telling, other: Telling) -> bool:
    """In one city on the same days, with one person in both: whom else each article puts there may be misread."""
    return one.date == other.date and in_one_city(one, other) and bool(people_in_both(one, other))


def _bodies_in_both(one: Telling, other: Telling) -> frozenset[str]:
    """Commissions and the like, which meet each few months: they tell more than the states that send people there."""
    return other.tokens & {party.token for party in one.parties if party.token.startswith("body:")}


def _told_alone(one: Telling, other: Telling) -> bool:
    """A summit in a city and a month, of which an article does not say whose it was: it speaks of those who met there.

    Two of them at least, and most, are named in it.
    """
    if (
        one.parties
        or one.kind not in RARE
        or not has_days(one)
        or not has_days(other)
        or _place(one, other) < SAME_PLACE
    ):
        return False
    found = [party.sure for party in other.parties if any(match(party, each) >= STANDS for each in one.around)]
    return len(found) > 1 and sum(found) >= 0.7 * sum(party.sure for party in other.parties)


def _kinds_fit(one: Telling, other: Telling) -> bool:
    if one.kind == other.kind or ("other" in (one.kind, other.kind) and "visit" not in (one.kind, other.kind)):
        return True
    return frozenset((one.kind, other.kind)) in _NEAR_KINDS


def _names_differ(one: Telling, other: Telling) -> bool:
    a, b = one.name, other.name
    if a.number and b.number and a.number != b.number:
        return True
    if (a.forum and b.whole and not a.forum & b.whole) or (b.forum and a.whole and not b.forum & a.whole):
        return True
    if a.years and b.years and not a.years & b.years:
        return True
    return bool(a.words and b.words) and not (a.words <= b.words or b.words <= a.words or len(a.words & b.words) >= 2)


def _one_series(one: Telling, other: Telling) -> bool:
    """Both are named, and by the same words: occurrences of one series, of which there are not two in a month."""
    return one.named and len(one.name.whole) > 1 and one.name.whole == other.name.whole


def _name(one: Telling, other: Telling) -> float:
    """What the names say; below 0 where one has words of its own that the other article does not know of."""
    a, b = one.name, other.name
    score = 1.0 * (a.number is not None and a.number == b.number)
    if _one_series(one, other) and has_days(one) and has_days(other) and not a.words | b.words:
        return score + 0.5
    if a.words and b.words:
        return score + len(a.words & b.words) / len(a.words | b.words)
    if a.words or b.words:
        known = len(a.words & other.topic) + len(b.words & one.topic)
        score += 0.5 if 2 * known >= len(a.words | b.words) else -0.25
    return score


def _place(one: Telling, other: Telling) -> float:
    if one.place is None or other.place is None:
        return 0.0
    if one.place.key == other.place.key:
        return SAME_PLACE
    return 0.25 if one.place.country and one.place.country == other.place.country else -0.5


def _topic(one: Telling, other: Telling) -> float:
    """Words that both have beside the names: they only choose between what is equal otherwise."""
    if not one.topic or not other.topic:
        return 0.0
    return 0.5 * len(one.topic & other.topic) / min(len(one.topic), len(other.topic))


def _nearness(one: Telling, other: Telling) -> float:
    """1 for articles of one day, 0 for those of years apart."""
    if one.published is None or other.published is None:
        return 0.0
    return max(0.0, 1 - abs(one.published - other.published) / ANNOUNCED)
