"""Keys by which facts that may be one find each other: two that are one have a key in common, whatever else there is.

A telling is kept under some keys and seeks under others, so that neighbourhoods stay small by what the keys say and not
by a cut. *Kept* says what a telling is (these two, this week); *sought* says what the like of it would be kept under
(the same two or whom they stand for, a week before and after). The relation is the same both ways: where one finds
the other, the other finds the one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from articles.identity.forms import Form
from articles.identity.tellings import Party

#: of more parties each goes with the first so many of the others
MOST_PARTIES = 12
#: the longest key that is stored
MOST_KEY = 160


@dataclass(frozen=True)
class Keys:
    """`kept`: what a telling is found by; `sought`: where it looks for others."""

    kept: frozenset[str]
    sought: frozenset[str]

    @classmethod
    def of(cls, kept: Iterable[str], sought: Iterable[str]) -> Keys:
        """Each no longer than what is stored."""
        return cls(frozenset(key[:MOST_KEY] for key in kept), frozenset(key[:MOST_KEY] for key in sought))


def cut(key: str) -> str:
    """The key, or as much of it as is stored."""
    return key[:MOST_KEY]


def form_keys(form: Form) -> frozenset[str]:
    """Keys of an actor: a person by his full name, by a part of it with his office; a body by name or acronym."""
    if form.known:
        return frozenset(cut(f"b|{short}") for short in form.short)
    if form.kind != "person":
        return frozenset(cut(f"b|{name}") for name in {form.token.removeprefix("body:"), *form.short})
    full = {f"n|{key}" for key in form.keys if " " in key}
    offices = {f"{office.title}|{office.body}" for office in form.offices if office.body and not office.former}
    parts = {f"o|{part}|{office}" for part in form.keys | form.parts for office in offices}
    lonely = set() if full or offices else {f"s|{key}" for key in form.keys}
    return frozenset(map(cut, full | parts | lonely))


def own_side(party: Party) -> str:
    """The party itself: a person by the letters of his name, which no order or joining of syllables changes."""
    return f"~{''.join(sorted(party.token.replace(' ', '')))}" if party.kind == "person" else party.token


def kept_sides(party: Party) -> frozenset[str]:
    """The party itself, and with a mark whom it stands for."""
    return frozenset({own_side(party), *(f"^{whom}" for whom in party.stands)})


def sought_sides(party: Party) -> frozenset[str]:
    """Under what a party is kept that may mean the same: itself, whom it stands for, who stands for it."""
    own = own_side(party)
    if party.kind == "person":
        return frozenset({own, *party.stands})
    return frozenset({own, f"^{own}", *party.stands, *(f"^{whom}" for whom in party.stands)})


@dataclass(frozen=True)
class Sides:
    """What keys say of who takes part: two of them, or each alone."""

    kept: frozenset[str]
    sought: frozenset[str]

    @classmethod
    def pairs(cls, parties: Iterable[Party]) -> Sides:
        """Every two parties."""
        parties = list(parties)[:MOST_PARTIES]
        kept, sought = [kept_sides(party) for party in parties], [sought_sides(party) for party in parties]
        return cls(frozenset(_crossed(kept)), frozenset(_crossed(sought)))

    @classmethod
    def between(cls, parties: Iterable[Party], others: Iterable[Party]) -> Sides:
        """Every one of these with every one of those."""
        parties, others = list(parties)[:MOST_PARTIES], list(others)[:MOST_PARTIES]
        kept = (_crossed([kept_sides(one), kept_sides(other)]) for one in parties for other in others)
        sought = (_crossed([sought_sides(one), sought_sides(other)]) for one in parties for other in others)
        return cls(frozenset(pair for pairs in kept for pair in pairs), frozenset(p for pairs in sought for p in pairs))

    @classmethod
    def each(cls, parties: Iterable[Party]) -> Sides:
        """Every party by itself."""
        parties = list(parties)
        kept = frozenset(side for party in parties for side in kept_sides(party))
        return cls(kept, frozenset(side for party in parties for side in sought_sides(party)))


def _crossed(parties: Iterable[frozenset[str]]) -> Iterator[str]:
    """Two sides of two parties, in order."""
    for some, others in combinations(parties, 2):
        yield from ("&".join(sorted((one, other))) for one in some for other in others if one != other)


def years_of(first: date, last: date) -> range:
    return range(first.year, last.year + 1)


def weeks_of(first: date, last: date) -> range:
    return range(first.toordinal() // 7, last.toordinal() // 7 + 1)


def months_of(first: date, last: date) -> range:
    """Months counted from the year 0."""
    return range(first.year * 12 + first.month, last.year * 12 + last.month + 1)


def shift(day: date, by: timedelta) -> date:
    """The day so much later or earlier, or the last or first there is."""
    if by < timedelta(0):
        return day + by if day - date.min > -by else date.min
    return day + by if date.max - day > by else date.max
