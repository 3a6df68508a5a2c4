"""Which actor of the knowledge base each actor of an article is; those it does not know are created."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations

from django.db.models import Q

from articles.extraction.facts import ActorFact, ArticleFacts
from articles.identity.actors import identify_forms
from articles.identity.forms import Form, forms_of
from articles.identity.from_files import known_from_files
from articles.identity.keys import form_keys
from articles.importing.known_forms import IDENTIFYING, KnownForms, read_known_forms
from articles.models import ActorKey
from kb.models import Actor, ActorKind, ActorName, NameKind, ReviewState
from kb.names import name_key
from kb.slugs import free_slugs

#: names of so many words are looked up in every order (24 of them), longer ones turned round at each word
MAX_PERMUTED = 4


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


def identify_actors(
    facts: Sequence[ActorFact],
    text: str = "",
    *,
    known: Mapping[str, Actor] | None = None,
    pks: Mapping[str, int] | None = None,
) -> IdentifiedActors:
    """Find the actors by gazetteer key, by the names that people keep, then by their forms; create the others.

    `known`: those of the facts of whom it is known who they are. `pks`: the primary keys that new ones get.

    Rejected actors are found like all others, and stay rejected. Where several actors suit equally, none is
    chosen: the fact goes to the one actor of this name that waits for a person to decide.
    """
    found = IdentifiedActors(dict(known or {}))
    by_gazetteer = _by_gazetteer_key({fact.gazetteer_key for fact in facts if fact.gazetteer_key})
    named = _by_name(fact for fact in facts if fact.gazetteer_key not in by_gazetteer)
    for fact in facts:
        if fact.id in found.by_fact:
            continue
        if actor := by_gazetteer.get(fact.gazetteer_key or "") or _only(_bearers(fact, named)):
            found.by_fact[fact.id] = actor
    torn = {fact.id for fact in facts if fact.id not in found.by_fact and len(_bearers(fact, named)) > 1}
    forms = _forms(facts, found, text)
    _find_national_bodies(forms, found)
    loose = {fact.id: forms[fact.id] for fact in facts if fact.id not in found.by_fact}
    nearby = read_known_forms({key for form in forms.values() for key in form_keys(form)})
    _find_by_form(loose, torn, nearby, found, {fact.id: fact for fact in facts})
    for fact, pk in (pks or {}).items():
        if found.by_fact[fact].pk is None:
            found.by_fact[fact].pk = pk
    _save(found.created)
    _write_keys(forms, found, nearby)
    return found


def know_actor(actor: Actor, text: str) -> None:
    """Write the keys under which an actor whom a person made is found, as if this text had named him."""
    fact = ActorFact(id=str(actor.pk), kind=actor.kind, name=actor.name, mentions=(), confidence=1.0)
    found = IdentifiedActors({fact.id: actor})
    forms = _forms([fact], found, text)
    _write_keys(forms, found, read_known_forms({key for form in forms.values() for key in form_keys(form)}))


def name_orders(key: str) -> set[str]:
    """A person's name key with its words in other orders: given name first, family name first."""
    words = key.split()
    if len(words) <= MAX_PERMUTED:
        return {" ".join(order) for order in permutations(words)}
    return {" ".join(words[n:] + words[:n]) for n in range(len(words))}


def _keys(fact: ActorFact) -> set[str]:
    key = name_key(fact.name)
    return name_orders(key) if fact.kind == ActorKind.PERSON else {key}


def _by_gazetteer_key(keys: Iterable[str]) -> dict[str, Actor]:
    keys = set(keys)
    return {actor.gazetteer_key: actor for actor in Actor.objects.filter(gazetteer_key__in=keys)} if keys else {}


def _by_name(facts: Iterable[ActorFact]) -> list[tuple[ActorName, Actor]]:
    """Every name of the gazetteer, or that a person vouched for, that is one of the facts': one query an article."""
    keys = {key for fact in facts for key in _keys(fact)}
    if not keys:
        return []
    vouched = (
        Q(review=ReviewState.CONFIRMED)
        | Q(actor__gazetteer_key__isnull=False)
        | ~Q(actor__review=ReviewState.MACHINE)
        | Q(actor__identity_keys=None, actor__undecided=False)
    )
    names = ActorName.objects.filter(vouched, key__in=keys, kind__in=IDENTIFYING).exclude(review=ReviewState.REJECTED)
    actors: dict[int, Actor] = {}
    rows = names.select_related("actor", "own_actor").order_by("actor_id", "pk").distinct()
    whose = ((name, name.own_actor or name.actor) for name in rows)
    return [(name, actors.setdefault(actor.pk, actor)) for name, actor in whose]


def _bearers(fact: ActorFact, named: Iterable[tuple[ActorName, Actor]]) -> list[Actor]:
    """The actors whose name it is, none but the best kind of match; those that wait for a decision aside."""
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
            before, _ = ranked.get(actor.pk, (rank, actor))
            ranked[actor.pk] = (max(rank, before), actor)
    best = max((rank for rank, _ in ranked.values()), default=())
    return _one_of_merged([actor for rank, actor in ranked.values() if rank == best])


def _one_of_merged(candidates: Iterable[Actor]) -> list[Actor]:
    """Of actors that are merged into one, this one, or the first of them where it is not among them."""
    chosen: dict[int, Actor] = {}
    for actor in sorted(candidates, key=lambda each: each.pk):
        shown = actor.merged_into_id or actor.pk
        if shown not in chosen or actor.pk == shown:
            chosen[shown] = actor
    return list(chosen.values())


def _only(actors: Sequence[Actor]) -> Actor | None:
    return actors[0] if len(actors) == 1 else None


def _forms(facts: Sequence[ActorFact], found: IdentifiedActors, text: str) -> dict[str, Form]:
    """The forms of the facts, knowing of those that were found already who they are."""
    tokens = {fact: actor.gazetteer_key or f"actor:{actor.pk}" for fact, actor in found.by_fact.items()}
    plain = tuple(replace(fact, gazetteer_key=None) for fact in facts)
    known = replace(known_from_files(), actors={})  # the database says which names its actors have
    return forms_of(ArticleFacts(None, None, None, plain), text, known, tokens)


def _find_national_bodies(forms: Mapping[str, Form], found: IdentifiedActors) -> None:
    """Bodies of the gazetteer that a general name means in the context of its country."""
    tokens = {form.token for fact, form in forms.items() if form.known and fact not in found.by_fact}
    there = _by_gazetteer_key(tokens)
    for fact, form in forms.items():
        if fact not in found.by_fact and form.token in there:
            found.by_fact[fact] = there[form.token]


def _find_by_form(
    loose: Mapping[str, Form],
    torn: set[str],
    known: KnownForms,
    found: IdentifiedActors,
    facts: Mapping[str, ActorFact],
) -> None:
    """The actors that the forms of texts are grouped with; new ones where there are none."""
    bearers: dict[Form, list[Actor]] = defaultdict(list)
    for pk, each in known.forms.items():
        for form in each:
            bearers[form].append(known.actors[pk])
    grouped = identify_forms({*loose.values(), *bearers}, list(known.forms.values()))
    group_of = {form: number for number, group in enumerate(grouped.groups) for form in group}
    new: dict[int | Form, Actor] = {}
    for fact, form in sorted(loose.items(), key=lambda each: (each[1].key, each[0])):
        candidates = _candidates(grouped.groups[group_of[form]], bearers)
        if fact in torn or form in grouped.waiting or len(candidates) > 1:
            actor = new.get(form) or _waiting(form, facts[fact], known)
            actor = actor or Actor(kind=form.kind, name=facts[fact].name, undecided=True)
            new[form] = actor
        else:
            actor = _only(candidates) or new.get(group_of[form]) or Actor(kind=form.kind, name=facts[fact].name)
            new[group_of[form]] = actor
        found.by_fact[fact] = actor
        if actor.pk is None and actor not in found.created:
            found.created.append(actor)


def _candidates(group: Iterable[Form], bearers: Mapping[Form, list[Actor]]) -> list[Actor]:
    """The actors of a group; a rejected one only where there is no other."""
    actors = {actor.pk: actor for form in group for actor in bearers.get(form, ())}
    shown = [actor for actor in actors.values() if actor.review != ReviewState.REJECTED]
    return _one_of_merged(shown or actors.values())


def _waiting(form: Form, fact: ActorFact, known: KnownForms) -> Actor | None:
    """The actor of this name that waits for a person already."""
    key = name_key(fact.name)
    same = (actor for actor in known.waiting() if actor.kind == form.kind and name_key(actor.name) == key)
    return min(same, key=lambda actor: actor.pk, default=None)


def name_of(actor: Actor) -> ActorName:
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
    ActorName.objects.bulk_create(map(name_of, actors))


def _write_keys(forms: Mapping[str, Form], found: IdentifiedActors, known: KnownForms) -> None:
    """Keys under which the actors of the article were not known yet."""
    wanted: dict[int, set[str]] = defaultdict(set)
    for fact, form in forms.items():
        wanted[found.by_fact[fact].pk] |= form_keys(form)
    ActorKey.objects.bulk_create(
        ActorKey(actor_id=actor, key=key)
        for actor, keys in sorted(wanted.items())
        for key in sorted(keys - known.keys.get(actor, set()))
    )
