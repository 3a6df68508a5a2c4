"""Who counts as one side of a relation: an actor with all who act for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

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
    return _side(one, other), _side(other, one)


def side_of(actor: Actor) -> Side:
    """The actor with all who count for it."""
    return _side(actor)


def _side(actor: Actor, other: Actor | None = None) -> Side:
    outside = {other.pk} if other else set()
    own = {actor.pk, *_own(actor)} - outside
    terms = _terms(actor)
    members = (own | set(terms)) - outside
    return Side(actor, frozenset(members), {key: told for key, told in terms.items() if key not in own})


def _own(actor: Actor) -> Iterable[int]:
    """Bodies and nationals of a country."""
    if actor.kind != ActorKind.COUNTRY:
        return ()
    return Actor.objects.visible().filter(country=actor).order_by().values_list("pk", flat=True)


def _terms(actor: Actor) -> dict[int, Terms]:
    """Who holds or held posts in the actor, or in a body of the country: beyond doubt, with the terms stated."""
    if actor.kind == ActorKind.PERSON:
        return {}
    bodies = Q(post__body=actor)
    if actor.kind == ActorKind.COUNTRY:
        bodies |= Q(post__body__country=actor)
    tenures = Tenure.objects.visible().with_support().filter(bodies, doubtful=False).order_by()
    terms: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for person, start, end in tenures.values_list("person", "start", "end"):
        terms[person].append((start, end))
    return {person: tuple(told) for person, told in terms.items()}


def _touches(start: str, end: str, first: date, last: date) -> bool:
    """Whether a term may have included one of the days; a date that is no EDTF states nothing."""
    try:
        begins = read_edtf(start).earliest if start else date.min
        ends = read_edtf(end).latest if end else date.max
    except EdtfError:
        return True
    return begins <= last and first <= ends
