"""Whether two tellings are one meeting: who meets, when, where, what sort, which series; never the wording alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from articles.identity.keys import shift
from articles.identity.parties import NEAR, STANDS, Agreement, compare_parties, match
from articles.identity.tellings import Telling
from kb.edtf import Interval

#: dates of more days tell a period, not an occasion
PRECISE = timedelta(days=31)
#: so far may a meeting be moved, for the next telling of it to be the same
MOVED = timedelta(days=120)
#: so far may the day slip between announcement and report without anybody calling it postponed
SLIPPED = timedelta(days=7)
#: and so far a named one of a sort that comes once a year
DRIFTED = timedelta(days=45)
#: so long before it is held may a meeting be announced without a date
AHEAD = timedelta(days=760)
#: meetings that are few enough for two parties to be told apart by the year, or without a date
RARE = frozenset({"summit", "exercise", "conference"})
YEARLY = frozenset({"summit", "exercise", "conference", "consultation", "ceremony", "ministerial"})
#: meetings that last days, of which articles tell one day or another
LONG = frozenset({"summit", "exercise", "conference", "visit"})
SLACK = timedelta(days=3)
TO_COME = frozenset({"planned", "proposed", "postponed"})
#: sorts of meetings that texts take for one another
_NEAR_KINDS = frozenset(
    frozenset(pair.split())
    for pair in (
        "talks summit", "talks ministerial", "talks consultation", "summit conference", "ministerial conference",
        "consultation ministerial", "conference ceremony", "talks call", "consultation conference",
    )
)  # fmt: skip
DAYS, MONTH, NEWS, SAME_PLACE = 1.5, 1.0, 0.75, 0.75
EXACT = 0.5
#: two parties that are one for the other, or stand for it
TOGETHER = 1.6
#: a name in common weighs as much as all who take part
NAMED = 2.0
#: what an article tells without a day was so lately, or is so soon
JUST_NOW = timedelta(days=7)


def apart(one: Telling, other: Telling) -> bool:
    """Nothing can make these two tellings one meeting."""
    return (
        one.article == other.article
        or not _kinds_fit(one, other)
        or _names_differ(one, other)
        or not (_dates_meet(one, other) or _moved(one, other) or _same_number(one, other) or _one_there(one, other))
        or _places_differ(one, other)
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
    score = people + signs.time + NAMED * signs.name + _place(one, other) + _to_the_day(one, other)
    score += len(_bodies_in_both(one, other))
    return round(score + 0.5 * (one.kind == other.kind) + _topic(one, other) + 0.3 * _nearness(one, other), 6)


@dataclass(frozen=True)
class _Signs:
    """What speaks for one meeting: `time` 1.5 for days, 1 for a month, less for a year or an open date."""

    people: Agreement
    time: float
    name: float


def _signs(one: Telling, other: Telling) -> _Signs | None:
    time = _time(one, other)
    return (
        None
        if time is None
        else _Signs(compare_parties(one.parties, other.parties, one.near, other.near), time, _name(one, other))
    )


def _enough(signs: _Signs, one: Telling, other: Telling) -> bool:
    """Who meets fits well enough for how exactly the rest is told."""
    least, most = signs.people.least, signs.people.most
    if one.kind != other.kind:
        return (signs.time >= MONTH and least >= 0.7 and _same_people(one, other)) or (
            signs.time >= DAYS
            and (
                least >= 0.7
                or (most >= 0.7 and signs.people.shared >= 2)
                or (most >= 0.6 and signs.people.shared >= TOGETHER and one.date == other.date)
                or (signs.name >= 0.5 and most >= 0.8)
            )
        )
    if not (_dates_meet(one, other) or _moved(one, other) or _same_number(one, other)):
        return signs.people.shared >= TOGETHER and most >= STANDS
    if signs.name < 0 and signs.time < MONTH:
        return False
    if signs.time == NEWS:
        together = signs.people.shared >= TOGETHER and bool(_people_in_both(one, other))
        all_of_one = least >= 0.5 and most >= 0.9 and _same_people(one, other)
        return all_of_one or (least >= 0.7 and (together or signs.people.shared > 2.5))
    if _told_alone(one, other) or _told_alone(other, one):
        return True
    if not (one.parties and other.parties):
        return one.kind in RARE and most >= NEAR and signs.time >= MONTH and _place(one, other) >= SAME_PLACE
    alone = min(len(one.parties), len(other.parties)) < 2
    if signs.name >= 0.5 and (most >= 0.4 or not (one.parties and other.parties)):
        return True
    if signs.time >= DAYS and one.kind in RARE and (most >= 0.8 or _same_scene(one, other)):
        return True
    if _bodies_in_both(one, other) and most >= 0.7 and (_moved(one, other) or signs.time >= MONTH):
        return True
    if alone and signs.time < DAYS:
        # whom he meets is named beside him, or it was in the same place
        beside = least >= 0.65 and signs.time >= MONTH and bool(_people_in_both(one, other))
        return most >= 0.8 and (beside or (_place(one, other) > 0 and signs.time > 0))
    if least >= 0.6:
        return True
    exact = signs.time >= DAYS and (
        (most >= STANDS and signs.people.shared >= TOGETHER) or (most >= 0.65 and _same_people(one, other))
    )
    return exact or (most >= 0.7 and least >= 0.3 and _place(one, other) >= SAME_PLACE)


def _same_scene(one: Telling, other: Telling) -> bool:
    """In one city on the same days, with one person in both: whom else each article puts there may be misread."""
    return one.date == other.date and _in_one_city(one, other) and bool(_people_in_both(one, other))


def _bodies_in_both(one: Telling, other: Telling) -> frozenset[str]:
    """Commissions and the like, which meet each few months: they tell more than the states that send people there."""
    return other.tokens & {party.token for party in one.parties if party.token.startswith("body:")}


def _told_alone(one: Telling, other: Telling) -> bool:
    """A summit in a city and a month, of which an article does not say whose it was: it speaks of those who met there.

    Two of them at least, and most, are named in it.
    """
    if one.parties or one.kind not in RARE or not _days(one) or not _days(other) or _place(one, other) < SAME_PLACE:
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


def _dates_meet(one: Telling, other: Telling) -> bool:
    if one.date is None or other.date is None:
        return _may_follow(one, other) if one.date is not None or other.date is not None else True
    slack = SLACK if one.kind in LONG and other.kind in LONG else timedelta(0)
    return _gap(one.date, other.date) <= slack


def _gap(one: Interval, other: Interval) -> timedelta:
    """Days between two periods; 0 or less where they meet."""
    return max(one.earliest, other.earliest) - min(one.latest, other.latest)


def _may_follow(one: Telling, other: Telling) -> bool:
    """One has a date, the other none: the date lies where the words of the other put it."""
    dated, undated = (one, other) if one.date else (other, one)
    window = _window(undated)
    return window is None or (dated.date.earliest <= window.latest and window.earliest <= dated.date.latest)  # type: ignore[union-attr]


def _window(telling: Telling) -> Interval | None:
    """When a meeting without a date must be: after the article that announces it, before the one that reports it."""
    day = telling.published
    if day is None:
        return None
    if telling.status in TO_COME:
        return Interval(day, min(day, date.max - AHEAD) + AHEAD)
    return Interval(max(day, date.min + AHEAD) - AHEAD, day)


def _moved(one: Telling, other: Telling) -> bool:
    """An announced date that came to nothing, and the one on which the same occasion was held instead."""
    if not (one.date and other.date):
        return False
    first, second = sorted((one, other), key=lambda t: (t.published or date.min, t.date.earliest, t.at))  # type: ignore[union-attr]
    gap = _gap(one.date, other.date)
    if {one.kind, other.kind} <= YEARLY and _named_alike(one, other) and first.status in TO_COME and _days(second):
        return gap <= DRIFTED
    if not (_days(one) and _days(other)):
        return False
    if "postponed" in (first.status, second.status):
        return gap <= MOVED
    bodies = {party.token for party in one.parties if party.kind == "organisation"} & other.tokens
    return (
        first.status == "planned"
        and second.status == "held"
        and gap <= SLIPPED
        and bool(bodies or _named_alike(one, other))
    )


def _one_there(one: Telling, other: Telling) -> bool:
    """A summit in one place, away from home, of which one article tells no more than the sides: these two do not meet
    there twice in a season, so that one of the days was misread."""
    if not (one.kind == other.kind == "summit" and one.date and other.date):
        return False
    by_sides = any(not any(party.kind == "person" for party in each.parties) for each in (one, other))
    away = one.place is not None and one.place.country not in one.tokens | other.tokens
    return by_sides and (away or _in_one_city(one, other)) and _one_place(one, other) and _season(one, other)


def _season(one: Telling, other: Telling) -> bool:
    return _gap(one.date, other.date) <= MOVED if one.date and other.date else False


def _one_place(one: Telling, other: Telling) -> bool:
    return bool(one.place and other.place) and one.place.key == other.place.key  # type: ignore[union-attr]


def _in_one_city(one: Telling, other: Telling) -> bool:
    """Both tell one place, which is less than a country."""
    return _one_place(one, other) and one.place.key != one.place.country  # type: ignore[union-attr]


def _named_alike(one: Telling, other: Telling) -> bool:
    return bool(one.name.words & other.name.words) or (
        one.name.number is not None and one.name.number == other.name.number
    )


def _one_series(one: Telling, other: Telling) -> bool:
    """Both are named, and by the same words: occurrences of one series, of which there are not two in a month."""
    return one.named and len(one.name.whole) > 1 and one.name.whole == other.name.whole


def _people_in_both(one: Telling, other: Telling) -> frozenset[str]:
    return other.tokens & {party.token for party in one.parties if party.kind == "person"}


def _same_people(one: Telling, other: Telling) -> bool:
    """Two people or more in both, so that at one time they can only have met in one place."""
    return len(_people_in_both(one, other)) >= 2


def _same_number(one: Telling, other: Telling) -> bool:
    """The 51st is the 51st, whenever an article puts it, if it is not another year's."""
    if one.name.number is None or one.name.number != other.name.number:
        return False
    dates = [each.date.earliest if each.date else each.published for each in (one, other)]
    return None in dates or abs(dates[0] - dates[1]) <= MOVED  # type: ignore[operator]


def _places_differ(one: Telling, other: Telling) -> bool:
    if one.place is None or other.place is None or one.place.key == other.place.key:
        return False
    if not one.place.country or not other.place.country:
        return False  # one may be a house in the other
    if one.date and other.date and _dates_meet(one, other) and _same_people(one, other):
        return False
    if one.place.country == other.place.country:
        whole = one.place.country in (one.place.key, other.place.key)
        return not whole and one.date != other.date and not _moved(one, other)
    return not _moved(one, other)


def _days(telling: Telling) -> bool:
    return bool(telling.date) and telling.date.latest - telling.date.earliest <= PRECISE  # type: ignore[union-attr]


def _time(one: Telling, other: Telling) -> float | None:
    """How much the dates say, None where they say too little for this sort of meeting."""
    if one.date is None or other.date is None:
        if one.kind == other.kind and _one_news(one, other):
            return NEWS
        rare = one.kind in RARE or other.kind in RARE or _named_alike(one, other)
        return 0.25 if rare and (one.date or other.date) else (0.0 if rare and one.status in TO_COME else None)
    if not _dates_meet(one, other):
        return 0.25
    longest = max(each.latest - each.earliest for each in (one.date, other.date))
    if longest <= timedelta(days=7):
        return DAYS
    if longest <= PRECISE:
        return MONTH
    return 0.5 if {one.kind, other.kind} & YEARLY or _named_alike(one, other) else None


def _to_the_day(one: Telling, other: Telling) -> float:
    """Days that are the same count more than such as only meet, or are beside each other."""
    if not (_days(one) and _days(other)):
        return 0.0
    if one.date == other.date:
        return EXACT
    return -EXACT if _gap(one.date, other.date) > timedelta(0) else 0.0  # type: ignore[arg-type]


def _one_news(one: Telling, other: Telling) -> bool:
    """Articles of the same days; what one tells without a day is what the other tells of these days."""
    days = [lately(telling) for telling in (one, other)]
    return all(days) and _gap(days[0], days[1]) <= timedelta(0)  # type: ignore[arg-type]


def lately(telling: Telling) -> Interval | None:
    """The days of a meeting; of one without a date those around its article, on the side that its status says."""
    day = telling.published
    if telling.date is not None or day is None or telling.status == "postponed":
        return telling.date if telling.date is not None and _days(telling) else None
    if telling.status in TO_COME:
        return Interval(day, shift(day, JUST_NOW))
    return Interval(shift(day, -JUST_NOW), day)


def _name(one: Telling, other: Telling) -> float:
    """What the names say; below 0 where one has words of its own that the other article does not know of."""
    a, b = one.name, other.name
    score = 1.0 * (a.number is not None and a.number == b.number)
    if _one_series(one, other) and _days(one) and _days(other) and not a.words | b.words:
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
    return max(0.0, 1 - abs(one.published - other.published) / AHEAD)
