"""Who counts as one side of a relation: an actor with all who act for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import Q

from kb.edtf import EdtfError, read_edtf
from kb.models import Actor, ActorKind, Tenure

#: terms as stated: beginning and end in EDTF, each empty where nothing states it
Terms = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Side:
    """An actor and the keys of those who count for it; `terms`: when those who do so only by posts held them."""

    actor: Actor
    members: frozenset[int]
    terms: Mapping[int, Terms]

    def counts(self, key: int, first: date | None, last: date | None) -> bool:
        """Whether an actor counts for this side between two days.

        Who is known to have held his posts only at other times does not; where nothing is stated, he does.
        """
        if key not in self.members:
            return False
        terms = self.terms.get(key)
        return terms is None or first is None or last is None or any(_touches(*term, first, last) for term in terms)


def sides_of(one: Actor, other: Actor) -> tuple[Side, Side]:
    """Both sides; neither actor counts for the other, as a foreign minister would for his country."""
    return next(sides_of_pairs([(one, other)]))


def sides_of_pairs(pairs: Sequence[tuple[Actor, Actor]]) -> Iterator[tuple[Side, Side]]:
    """Both sides of each pair, found for all of them at once."""
    known = _who_acts(list(dict.fromkeys(chain.from_iterable(pairs))))
    return ((_side(one, known, other), _side(other, known, one)) for one, other in pairs)


def side_of(actor: Actor) -> Side:
    """The actor with all who count for it."""
    return _side(actor, _who_acts([actor]))


def pairs_of(
    one: Side, other: Side, days: tuple[date | None, date | None], actors: Iterable[int]
) -> list[tuple[int, int]]:
    """Who stands on either side in an event on these days; nobody stands opposite himself."""
    came = list(actors)
    ours = [actor for actor in came if one.counts(actor, *days)]
    theirs = [actor for actor in came if other.counts(actor, *days)]
    return [(a, b) for a in ours for b in theirs if a != b]


@dataclass(frozen=True)
class _Acting:
    """By the keys of actors: bodies and nationals, and who holds or held posts, with the terms stated."""

    own: Mapping[int, set[int]]
    terms: Mapping[int, Mapping[int, list[tuple[str, str]]]]


def _side(actor: Actor, known: _Acting, other: Actor | None = None) -> Side:
    outside = {other.pk} if other else set()
    own = {actor.pk, *known.own.get(actor.pk, ())} - outside
    terms = known.terms.get(actor.pk, {})
    members = (own | set(terms)) - outside
    return Side(actor, frozenset(members), {key: tuple(told) for key, told in terms.items() if key not in own})


def _who_acts(actors: Sequence[Actor]) -> _Acting:
    """Bodies and nationals of the countries; who holds or held posts, beyond doubt, in any but the persons."""
    countries = {actor.pk for actor in actors if actor.kind == ActorKind.COUNTRY}
    own: defaultdict[int, set[int]] = defaultdict(set)
    of_countries = Actor.objects.visible().filter(country__in=countries).order_by()
    for country, key in of_countries.values_list("country", "pk") if countries else ():
        own[country].add(key)
    holding = {actor.pk for actor in actors if actor.kind != ActorKind.PERSON}
    terms: defaultdict[int, defaultdict[int, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    if holding:
        bodies = Q(post__body__in=holding) | Q(post__body__country__in=countries)
        tenures = Tenure.objects.visible().beyond_doubt().filter(bodies).order_by("pk")
        columns = ("person", "start", "end", "post__body", "post__body__country")
        for person, start, end, body, country in tenures.values_list(*columns):
            for actor in {body} & holding | {country} & countries:
                terms[actor][person].append((start, end))
    return _Acting(own, terms)


def _touches(start: str, end: str, first: date, last: date) -> bool:
    """Whether a term may have included one of the days; a date that is no EDTF states nothing."""
    try:
        begins = read_edtf(start).earliest if start else date.min
        ends = read_edtf(end).latest if end else date.max
    except EdtfError:
        return True
    return begins <= last and first <= ends
