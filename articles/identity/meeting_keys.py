"""Keys of meetings: who meets in which week; for what is told without a day, in which year; for names, their words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from articles.identity.keys import Keys, Sides, months_of, shift, weeks_of, years_of
from articles.identity.parties import SEVERAL
from articles.identity.tellings import Telling
from articles.identity.times_and_places import (
    ANNOUNCED,
    DRIFTED,
    LONG,
    MOVED,
    PRECISE,
    RARE,
    SLACK,
    SLIPPED,
    TO_COME,
    YEARLY,
    lately,
)

#: of dates that are long periods, and of announcements without any, so many years have keys
MOST_YEARS = 3
#: words of a name that have keys
MOST_WORDS = 4
#: who takes part less surely is looked for with those who are named beside him
SURE = 0.6
#: who is named beside who takes part
MOST_NEAR = 6


@lru_cache(maxsize=4096)
def meeting_keys(telling: Telling) -> Keys:
    """Keys of a meeting by days, by years, and by the words of its name."""
    kept: set[str] = set()
    sought: set[str] = set()
    alone = len(telling.parties) < 2
    few = sum(party.sure >= SURE for party in telling.parties) < 2
    who = (*telling.parties, *telling.near[:MOST_NEAR]) if few else telling.parties
    pairs = Sides.pairs(who) if len(who) > 1 else Sides.each(who)
    for found in (
        _by_days(telling, pairs, alone), _by_years(telling, pairs), _by_words(telling), _by_place(telling),
        _by_city(telling, pairs),
    ):  # fmt: skip
        kept |= found.kept
        sought |= found.sought
    return Keys.of(kept, sought)


def _by_days(telling: Telling, pairs: Sides, alone: bool) -> Keys:
    """Two that meet in a week; a person of whom it is not said whom he meets; a side of what lasts for days."""
    kept: set[str] = set()
    sought: set[str] = set()
    when = lately(telling)
    if when is None:
        return Keys(frozenset(), frozenset())
    weeks = weeks_of(when.earliest, when.latest)
    near = weeks_of(shift(when.earliest, -SLIPPED), shift(when.latest, SLIPPED))
    kept |= {f"m|{pair}|{week}" for pair in pairs.kept for week in weeks}
    sought |= {f"m|{pair}|{week}" for pair in pairs.sought for week in near}
    if telling.date is None:
        return Keys(frozenset(kept), frozenset(sought))
    sought |= {f"p|{pair}|{month}" for pair in pairs.sought for month in months_of(when.earliest, when.latest)}
    if telling.status == "postponed":
        # by its own word it is held another month, or was to be
        far = shift(when.earliest, -MOVED), shift(when.latest, MOVED)
        kept |= {f"p|{pair}|{month}" for pair in pairs.kept for month in months_of(*far)}
        sought |= {f"m|{pair}|{week}" for pair in pairs.sought for week in weeks_of(*far)}
    persons = Sides.each(party for party in telling.parties if party.kind == "person")
    kept |= {f"{'2' if alone else '1'}|{side}|{week}" for side in persons.kept if side[0] == "~" for week in weeks}
    sought |= {f"2|{side}|{week}" for side in persons.sought if side[0] == "~" for week in near}
    if alone:
        sought |= {f"1|{side}|{week}" for side in persons.sought if side[0] == "~" for week in near}
    if telling.kind in LONG and when.latest - when.earliest <= 2 * SLACK:
        each = Sides.each(telling.parties)
        around = weeks_of(shift(when.earliest, -SLACK), shift(when.latest, SLACK))
        kept |= {f"{'e' if alone else 'd'}|{side}|{telling.kind}|{week}" for side in each.kept for week in weeks}
        for mark in ("e", "d") if alone else ("e",):
            sought |= {f"{mark}|{side}|{telling.kind}|{week}" for side in each.sought for week in around}
    return Keys(frozenset(kept), frozenset(sought))


def _by_years(telling: Telling, pairs: Sides) -> Keys:
    """Meetings of few a year, where one article does not know the day; those who know it find each other by days."""
    if telling.kind not in YEARLY and not telling.name.words and not telling.name.number:
        return Keys(frozenset(), frozenset())
    sort = "y" if telling.kind in YEARLY else "x"
    years = list(_years(telling))
    kept = {f"{sort}|{pair}|{year}" for pair in pairs.kept for year in years}
    sought = {f"{sort}?|{pair}|{year}" for pair in pairs.sought for year in years}
    if _is_vague(telling):
        kept |= {f"{sort}?|{pair}|{year}" for pair in pairs.kept for year in years}
        sought |= {f"{sort}|{pair}|{year}" for pair in pairs.sought for year in years}
    return Keys(frozenset(kept), frozenset(sought))


def _by_place(telling: Telling) -> Keys:
    """A summit in a city and a month, of which one article does not say whose it was."""
    if telling.kind not in RARE or telling.place is None or telling.date is None or _is_vague(telling):
        return Keys(frozenset(), frozenset())
    months = months_of(telling.date.earliest, telling.date.latest)
    there = [f"{telling.kind}|{telling.place.key}|{month}" for month in months]
    mark, wanted = ("l", "l0") if telling.parties else ("l0", "l")
    return Keys.of((f"{mark}|{each}" for each in there), (f"{wanted}|{each}" for each in there))


def _by_city(telling: Telling, pairs: Sides) -> Keys:
    """What is rare, with somebody who was there that day; a summit in its season, with the sides."""
    if telling.kind not in RARE or telling.place is None or telling.date is None or _is_vague(telling):
        return Keys(frozenset(), frozenset())
    where, day = telling.place.key, telling.date.earliest
    there = {f"q|{telling.kind}|{party.token}|{where}|{day}" for party in telling.parties if party.kind == "person"}
    if telling.kind != "summit":
        return Keys.of(there, there)
    years = years_of(day, telling.date.latest)
    around = years_of(shift(day, -MOVED), shift(telling.date.latest, MOVED))
    return Keys.of(
        there | {f"c|{pair}|{where}|{year}" for pair in pairs.kept for year in years},
        there | {f"c|{pair}|{where}|{year}" for pair in pairs.sought for year in around},
    )


def _by_words(telling: Telling) -> Keys:
    """A word or the number of its name, with one side; the names of what has no sides, or whose members meet."""
    words = [f"w|{word}" for word in sorted(telling.name.words)[:MOST_WORDS]]
    if telling.name.number:
        words.append(f"#|{telling.kind}|{telling.name.number}")
    kept: set[str] = set()
    sought: set[str] = set()
    if not words:
        return Keys(frozenset(), frozenset())
    sides = Sides.each((*telling.parties, *telling.near[:MOST_NEAR]))
    years, around = list(_years(telling)), list(_years(telling, drifted=True))
    marks, wanted = {"*", *sides.kept}, {*sides.sought, "0"}
    if not telling.parties:
        marks.add("0")
        wanted.add("*")
    if any(party.members for party in telling.parties):
        marks.add("whole")
        wanted.add("several")
    if len(telling.parties) >= SEVERAL:
        marks.add("several")
        wanted.add("whole")
    kept |= {f"{word}|{mark}|{year}" for word in words for mark in marks for year in years}
    sought |= {f"{word}|{mark}|{year}" for word in words for mark in wanted for year in around}
    return Keys(frozenset(kept), frozenset(sought))


def _is_vague(telling: Telling) -> bool:
    return telling.date is None or telling.date.latest - telling.date.earliest > PRECISE


def _years(telling: Telling, *, drifted: bool = False) -> Iterator[int]:
    """The years that the meeting may be in; with those into which it may have been moved."""
    first, last = _span(telling)
    if first is None or last is None:
        return
    if drifted:
        by = MOVED if telling.name.number or telling.status == "postponed" else DRIFTED
        first, last = shift(first, -by), shift(last, by)
    yield from years_of(first, last)[: MOST_YEARS + 1]


def _span(telling: Telling) -> tuple[date | None, date | None]:
    if telling.date is not None:
        return telling.date.earliest, telling.date.latest
    day = telling.published
    if day is None:
        return None, None
    return (day, shift(day, ANNOUNCED)) if telling.status in TO_COME else (shift(day, -ANNOUNCED), day)
