"""When and where two meetings are told to be, and whether that can be one: days that slip, moved and misread ones."""

from __future__ import annotations

from datetime import date, timedelta

from articles.identity.keys import shift
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
ANNOUNCED = timedelta(days=760)
#: meetings that are few enough for two parties to be told apart by the year, or without a date
RARE = frozenset({"summit", "exercise", "conference"})
YEARLY = frozenset({"summit", "exercise", "conference", "consultation", "ceremony", "ministerial"})
#: meetings that last days, of which articles tell one day or another
LONG = frozenset({"summit", "exercise", "conference", "visit"})
SLACK = timedelta(days=3)
TO_COME = frozenset({"planned", "proposed", "postponed"})
#: what days in common weigh, a month, news of the same days
DAYS, MONTH, NEWS = 1.5, 1.0, 0.75
#: and days that are the same
EXACT = 0.5
#: what an article tells without a day was so lately, or is so soon
JUST_NOW = timedelta(days=7)


def dates_meet(one: Telling, other: Telling) -> bool:
    """The dates share a day, or nearly, of what lasts; one that is not told may be the other."""
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
        return Interval(day, min(day, date.max - ANNOUNCED) + ANNOUNCED)
    return Interval(max(day, date.min + ANNOUNCED) - ANNOUNCED, day)


def moved(one: Telling, other: Telling) -> bool:
    """An announced date that came to nothing, and the one on which the same occasion was held instead."""
    if not (one.date and other.date):
        return False
    first, second = sorted((one, other), key=lambda t: (t.published or date.min, t.date.earliest, t.at))  # type: ignore[union-attr]
    gap = _gap(one.date, other.date)
    if {one.kind, other.kind} <= YEARLY and named_alike(one, other) and first.status in TO_COME and has_days(second):
        return gap <= DRIFTED
    if not (has_days(one) and has_days(other)):
        return False
    if "postponed" in (first.status, second.status):
        return gap <= MOVED
    bodies = {party.token for party in one.parties if party.kind == "organisation"} & other.tokens
    return (
        first.status == "planned"
        and second.status == "held"
        and gap <= SLIPPED
        and bool(bodies or named_alike(one, other))
    )


def one_there(one: Telling, other: Telling) -> bool:
    """A summit in one place, away from home, of which one article tells no more than the sides: these two do not meet
    there twice in a season, so that one of the days was misread."""
    if not (one.kind == other.kind == "summit" and one.date and other.date):
        return False
    by_sides = any(not any(party.kind == "person" for party in each.parties) for each in (one, other))
    away = one.place is not None and one.place.country not in one.tokens | other.tokens
    return by_sides and (away or in_one_city(one, other)) and _one_place(one, other) and _season(one, other)


def _season(one: Telling, other: Telling) -> bool:
    return _gap(one.date, other.date) <= MOVED if one.date and other.date else False


def _one_place(one: Telling, other: Telling) -> bool:
    return bool(one.place and other.place) and one.place.key == other.place.key  # type: ignore[union-attr]


def in_one_city(one: Telling, other: Telling) -> bool:
    """Both tell one place, which is less than a country."""
    return _one_place(one, other) and one.place.key != one.place.country  # type: ignore[union-attr]


def named_alike(one: Telling, other: Telling) -> bool:
    return bool(one.name.words & other.name.words) or (
        one.name.number is not None and one.name.number == other.name.number
    )


def people_in_both(one: Telling, other: Telling) -> frozenset[str]:
    return other.tokens & {party.token for party in one.parties if party.kind == "person"}


def same_people(one: Telling, other: Telling) -> bool:
    """Two people or more in both, so that at one time they can only have met in one place."""
    return len(people_in_both(one, other)) >= 2


def same_number(one: Telling, other: Telling) -> bool:
    """The 51st is the 51st, whenever an article puts it, if it is not another year's."""
    if one.name.number is None or one.name.number != other.name.number:
        return False
    dates = [each.date.earliest if each.date else each.published for each in (one, other)]
    return None in dates or abs(dates[0] - dates[1]) <= MOVED  # type: ignore[operator]


def places_differ(one: Telling, other: Telling) -> bool:
    if one.place is None or other.place is None or one.place.key == other.place.key:
        return False
    if not one.place.country or not other.place.country:
        return False  # one may be a house in the other
    if one.date and other.date and dates_meet(one, other) and same_people(one, other):
        return False
    if one.place.country == other.place.country:
        whole = one.place.country in (one.place.key, other.place.key)
        return not whole and one.date != other.date and not moved(one, other)
    return not moved(one, other)


def has_days(telling: Telling) -> bool:
    """Is it dated, by a month or more exactly?"""
    return bool(telling.date) and telling.date.latest - telling.date.earliest <= PRECISE  # type: ignore[union-attr]


def time_shared(one: Telling, other: Telling) -> float | None:
    """How much the dates say, None where they say too little for this sort of meeting."""
    if one.date is None or other.date is None:
        if one.kind == other.kind and _one_news(one, other):
            return NEWS
        rare = one.kind in RARE or other.kind in RARE or named_alike(one, other)
        ahead = one.status in TO_COME and other.status in TO_COME
        return 0.25 if rare and (one.date or other.date) else (0.0 if rare and ahead else None)
    if not dates_meet(one, other):
        return 0.25
    longest = max(each.latest - each.earliest for each in (one.date, other.date))
    if longest <= timedelta(days=7):
        return DAYS
    if longest <= PRECISE:
        return MONTH
    return 0.5 if {one.kind, other.kind} & YEARLY or named_alike(one, other) else None


def to_the_day(one: Telling, other: Telling) -> float:
    """Days that are the same count more than such as only meet, or are beside each other."""
    if not (has_days(one) and has_days(other)):
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
        return telling.date if telling.date is not None and has_days(telling) else None
    if telling.status in TO_COME:
        return Interval(day, shift(day, JUST_NOW))
    return Interval(shift(day, -JUST_NOW), day)
