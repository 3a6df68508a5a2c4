"""Keys by which facts that may be one find each other: two that are one share a key, whatever else there is.

A key names two sides and a month, or two sides, a sort and a year, so that few facts have it, however many are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations

from articles.identity.forms import Form
from articles.identity.initiatives import heads, own_words, period
from articles.identity.meetings import AHEAD, LONG, MOVED, PRECISE, SLACK, SLIPPED, TO_COME, YEARLY
from articles.identity.tellings import Party, Telling
from kb.edtf import Interval

#: of meetings of more sides each goes with the first so many of the others
MOST_SIDES = 6
#: plans and agreements of more years have keys for the first of them
MOST_YEARS = 3
#: the longest key that is stored
MOST_KEY = 160


def form_keys(form: Form) -> frozenset[str]:
    """Keys of an actor: a person by his full name, by a part of it with his office; a body by name or acronym."""
    if form.known:
        return frozenset(_cut(f"b|{short}") for short in form.short)
    if form.kind != "person":
        return frozenset(_cut(f"b|{name}") for name in {form.token.removeprefix("body:"), *form.short})
    full = {f"n|{key}" for key in form.keys if " " in key}
    offices = {f"{office.title}|{office.body}" for office in form.offices if office.body and not office.former}
    parts = {f"o|{part}|{office}" for part in form.keys | form.parts for office in offices}
    lonely = set() if full or offices else {f"s|{key}" for key in form.keys}
    return frozenset(map(_cut, full | parts | lonely))


def meeting_keys(telling: Telling) -> frozenset[str]:
    """Keys of a meeting: pairs of sides with months, or with sort and years; words of its name with years."""
    span = _span(telling)
    pairs = list(_pairs(telling.parties))
    near = list(_pairs((*telling.parties, *telling.near))) if len(telling.parties) < 2 else pairs
    keys = set()
    if span and span.latest - span.earliest <= PRECISE + 2 * MOVED:
        keys |= {f"m|{pair}|{month}" for pair in near for month in _months(span)}
    if telling.kind in LONG and telling.date and telling.date.latest - telling.date.earliest <= 2 * SLACK:
        sides = {side for party in telling.parties for side in _sides(party)}
        keys |= {f"d|{side}|{telling.kind}|{week}" for side in sides for week in _weeks(telling.date)}
    years = list(_years(telling, span))
    if telling.kind in YEARLY or telling.name.words or telling.name.number:
        sort = "y" if telling.kind in YEARLY else "x"
        keys |= {f"{sort}|{pair}|{year}" for pair in near for year in years}
    words = " ".join(sorted(telling.name.words)[:3])
    if words or telling.name.number:
        keys |= {f"w|{word}|{year}" for word in sorted(telling.name.words)[:4] for year in years}
        keys |= {f"#|{telling.kind}|{telling.name.number}|{year}" for year in years if telling.name.number}
    return frozenset(map(_cut, keys))


def initiative_keys(telling: Telling) -> frozenset[str]:
    """Keys of an initiative: pairs of parties with what it is and its own words, or without any with its years."""
    pairs = list(_pairs(telling.parties)) or list(_pairs(telling.near))
    words, what = sorted(own_words(telling))[:6], sorted(heads(telling)) or [telling.kind]
    keys = {f"i|{pair}|{word}" for pair in pairs for word in words}
    if len(words) > 1:
        keys |= {f"i|{' '.join(two)}" for two in combinations(words, 2)}
    keys |= {f"h|{pair}|{head}|{year}" for pair in pairs for head in what for year in _running(telling)}
    if not words and not set(what) & {"agreement", "statement"}:
        keys |= {f"h|{pair}|{head}" for pair in pairs for head in what}
    return frozenset(map(_cut, keys))


def _pairs(parties: Iterable[Party]) -> Iterator[str]:
    """Two sides, by country or body, in order; the one side where there are no two."""
    sides = sorted({side for party in parties for side in _sides(party)})
    if len(sides) == 1:
        yield sides[0]
    yield from (f"{one}|{other}" for one, other in combinations(sides[: MOST_SIDES * 2], 2))


def _sides(party: Party) -> frozenset[str]:
    """For whom a party stands, and the party itself, since not every article tells for whom a person does."""
    return party.stands | (frozenset(sorted(party.keys)[:1]) if party.kind == "person" else {party.token})


def _span(telling: Telling) -> Interval | None:
    """The days around which the meeting is: as told, with what dates slip or are moved by."""
    if telling.date is None:
        return None
    ahead = MOVED if telling.status in TO_COME else SLIPPED
    return Interval(_shift(telling.date.earliest, -SLIPPED), _shift(telling.date.latest, ahead))


def _years(telling: Telling, span: Interval | None) -> Iterator[int]:
    if span is None and telling.published:
        ahead = telling.status in TO_COME
        span = Interval(
            telling.published if ahead else _shift(telling.published, -AHEAD),
            _shift(telling.published, AHEAD) if ahead else telling.published,
        )
    if span:
        yield from range(span.earliest.year, min(span.latest.year, span.earliest.year + MOST_YEARS) + 1)


def _weeks(date_: Interval) -> set[int]:
    """Numbers of the weeks, and of those in which articles may put the same days."""
    first, last = _shift(date_.earliest, -SLACK).toordinal(), _shift(date_.latest, SLACK).toordinal()
    return set(range(first // 7, last // 7 + 1))


def _months(span: Interval) -> Iterator[str]:
    year, month = span.earliest.year, span.earliest.month
    while (year, month) <= (span.latest.year, span.latest.month):
        yield f"{year}-{month:02}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _running(telling: Telling) -> list[int]:
    """Years in which a plan runs; of the rest the year of the article and its own date."""
    span = period(telling)
    if span:
        return list(range(span.earliest.year, min(span.latest.year, span.earliest.year + 6) + 1))
    days = {telling.published} | ({telling.date.earliest, telling.date.latest} if telling.date else set())
    years = {day.year for day in days if day and day not in (date.min, date.max)}
    return sorted(years | {year + 1 for year in years} | {year - 1 for year in years})


def _shift(day: date, by: timedelta) -> date:
    if by < timedelta(0):
        return day + by if day - date.min > -by else date.min
    return day + by if date.max - day > by else date.max


def _cut(key: str) -> str:
    return key[:MOST_KEY]
