"""Which actor of the knowledge base each actor of an article is; those it does not know are created."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from articles.extraction.facts import ActorFact
from kb.models import Actor, ActorKind, ActorName, NameKind, ReviewState
from kb.names import name_key
from kb.slugs import free_slugs

#: names of so many words are looked up in every order (24 of them), longer ones turned round at each word
MAX_PERMUTED = 4
#: demonyms and seats name an actor in passing, they do not tell which one it is
IDENTIFYING = (NameKind.NAME, NameKind.ACRONYM)


@dataclass
class IdentifiedActors:
    """The actors of an article by their id in the facts, and which of them are new.

    These are the actors that the texts name, also where one of them is merged into another.
    """

    by_fact: dict[str, Actor] = field(default_factory=dict)
    created: list[Actor] = field(default_factory=list)

    def pks(self) -> dict[str, int]:
        """Primary keys by id in the facts."""
        return {fact: actor.pk for fact, actor in self.by_fact.items()}

    def shown(self) -> dict[str, int]:
        """Primary keys of the actors that they count for."""
        return {fact: actor.merged_into_id or actor.pk for fact, actor in self.by_fact.items()}


def identify_actors(facts: Sequence[ActorFact]) -> IdentifiedActors:
    """Find the actors by gazetteer key, then by name and kind (a person's name in any order); create the others.

    Rejected actors are found like all others, and stay rejected. Where several actors have the name
    equally, none is chosen: the fact goes to the one actor of this name that waits for a person to decide.
    """
    by_gazetteer = _by_gazetteer_key(facts)
    named = _by_name(fact for fact in facts if fact.gazetteer_key not in by_gazetteer)
    found = IdentifiedActors()
    for fact in facts:
        known = by_gazetteer.get(fact.gazetteer_key or "") or _choose(fact, named)
        if known is None:
            known = Actor(kind=fact.kind, name=fact.name, undecided=len(_candidates(fact, named)) > 1)
            found.created.append(known)
            named.append((_name_of(known), known))
        found.by_fact[fact.id] = known
    _save(found.created)
    return found


def name_orders(key: str) -> set[str]:
    """A person's name key with its words in other orders: given name first, family name first."""
    words = key.split()
    if len(words) <= MAX_PERMUTED:
        return {" ".join(order) for order in permutations(words)}
    return {" ".join(words[n:] + words[:n]) for n in range(len(words))}


def _keys(fact: ActorFact) -> set[str]:
    key = name_key(fact.name)
    return name_orders(key) if fact.kind == ActorKind.PERSON else {key}


def _by_gazetteer_key(facts: Iterable[ActorFact]) -> dict[str, Actor]:
    keys = {fact.gazetteer_key for fact in facts if fact.gazetteer_key}
    return {actor.gazetteer_key: actor for actor in Actor.objects.filter(gazetteer_key__in=keys)} if keys else {}


def _by_name(facts: Iterable[ActorFact]) -> list[tuple[ActorName, Actor]]:
    """Every name that is one of the facts', with its actor (one object an actor): one query for an article."""
    keys = {key for fact in facts for key in _keys(fact)}
    names = ActorName.objects.filter(key__in=keys, kind__in=IDENTIFYING).exclude(review=ReviewState.REJECTED)
    actors: dict[int, Actor] = {}
    rows = names.select_related("actor", "own_actor").order_by("actor_id", "pk")
    whose = ((name, name.own_actor or name.actor) for name in rows)
    return [(name, actors.setdefault(actor.pk, actor)) for name, actor in whose]


def _candidates(fact: ActorFact, named: Iterable[tuple[ActorName, Actor]]) -> list[Actor]:
    """The actors whose name it is, none but the best kind of match; those that wait for a decision come last."""
    key, keys = name_key(fact.name), _keys(fact)
    ranked: dict[int, tuple[tuple[bool, ...], Actor]] = {}
    for name, actor in named:
        if actor.kind == fact.kind and name.key in keys and not actor.undecided:
            rank = (
                actor.review != ReviewState.REJECTED,
                name.key == key,
                name.kind == NameKind.NAME,
                name_key(actor.name) == key,
            )
            before, _ = ranked.get(id(actor), (rank, actor))
            ranked[id(actor)] = (max(rank, before), actor)
    best = max((rank for rank, _ in ranked.values()), default=())
    return _one_of_merged([actor for rank, actor in ranked.values() if rank == best])


def _one_of_merged(candidates: list[Actor]) -> list[Actor]:
    """Of actors that are merged into one, this one, or the first of them where it is not among them."""
    chosen: dict[int, Actor] = {}
    for actor in candidates:
        shown = actor.merged_into_id or actor.pk
        if shown not in chosen or actor.pk == shown:
            chosen[shown] = actor
    return list(chosen.values())


def _choose(fact: ActorFact, named: Iterable[tuple[ActorName, Actor]]) -> Actor | None:
    candidates = _candidates(fact, named)
    if len(candidates) == 1:
        return candidates[0]
    key = name_key(fact.name)
    waiting = (actor for name, actor in named if actor.undecided and actor.kind == fact.kind and name.key == key)
    return next(waiting, None)


def _name_of(actor: Actor) -> ActorName:
    """The row of the actor's own name, as the texts' word."""
    return ActorName(
        actor=actor, text=actor.name, key=name_key(actor.name), kind=NameKind.NAME, review=ReviewState.MACHINE
    )


def _save(actors: Sequence[Actor]) -> None:
    """Write new actors and their names."""
    if not actors:
        return
    for actor, slug in zip(actors, free_slugs(Actor, [actor.name for actor in actors]), strict=True):
        actor.slug = slug
    Actor.objects.bulk_create(actors)
    ActorName.objects.bulk_create(map(_name_of, actors))
