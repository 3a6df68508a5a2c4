"""The actors of the knowledge base that new forms may be, as forms: found by key, told by names and posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from articles.identity.forms import Form, Office, main_title
from articles.identity.person_names import person_name
from articles.models import ActorKey, TenureEvidence
from kb.confidence import TOLD_PLAINLY
from kb.merging.belongings import owned_by
from kb.models import Actor, ActorKind, ActorName, NameKind, ReviewState, Tenure

#: demonyms and seats name an actor in passing, they do not tell which one it is
IDENTIFYING = (NameKind.NAME, NameKind.ACRONYM)


@dataclass
class KnownForms:
    """`forms`: of each actor by its key; `keys`: which of the keys asked for each actor has; `waiting`: actors that
    wait for a person to tell them apart."""

    actors: dict[int, Actor] = field(default_factory=dict)
    forms: dict[int, list[Form]] = field(default_factory=dict)
    keys: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def waiting(self) -> Iterable[Actor]:
        return (actor for actor in self.actors.values() if actor.undecided)


def read_known_forms(keys: Collection[str]) -> KnownForms:
    """The actors that have one of these keys."""
    known = KnownForms()
    if not keys:
        return known
    for actor, key in ActorKey.objects.filter(key__in=keys).values_list("actor", "key"):
        known.keys[actor].add(key)
    known.actors = Actor.objects.in_bulk(known.keys)
    decided = [pk for pk, actor in known.actors.items() if not actor.undecided]
    persons = [pk for pk in decided if known.actors[pk].kind == ActorKind.PERSON]
    names = _names_of(persons)
    offices = _offices_of(persons)
    for pk in persons:
        countries = frozenset(country for _, country in offices[pk] if country)
        held = frozenset(office for office, _ in offices[pk])
        known.forms[pk] = [_person(name, countries, held) for name in sorted(names[pk] or {known.actors[pk].name})]
    others = set(decided) - set(persons)
    tokens = tokens_of_bodies([known.actors[pk] for pk in others])
    for pk in others:
        actor = known.actors[pk]
        whose = (
            frozenset({actor.gazetteer_key}) if actor.kind == ActorKind.COUNTRY and actor.gazetteer_key else frozenset()
        )
        known.forms[pk] = [
            Form(actor.kind, token, known=not token.startswith("body:"), countries=whose)
            for token in sorted(tokens[pk])
        ]
    return known


def _person(name: str, countries: frozenset[str], offices: frozenset[Office]) -> Form:
    read = person_name(name)
    return Form(
        ActorKind.PERSON.value, f"person:{' '.join(read.words)}", keys=read.keys, countries=countries, offices=offices
    )


def _names_of(pks: Collection[int]) -> dict[int, set[str]]:
    names: dict[int, set[str]] = defaultdict(set)
    if pks:
        rows = ActorName.objects.filter(owned_by("actor", pks), kind__in=IDENTIFYING).exclude(
            review=ReviewState.REJECTED
        )
        for actor, text in rows.values_list(Coalesce("own_actor", "actor"), "text"):
            names[actor].add(text)
    return names


def _offices_of(pks: Collection[int]) -> dict[int, list[tuple[Office, str | None]]]:
    """Posts that texts tell plainly or a person confirmed, and the country that each is of."""
    offices: dict[int, list[tuple[Office, str | None]]] = defaultdict(list)
    if not pks:
        return offices
    rows = Tenure.objects.filter(owned_by("person", pks)).exclude(review=ReviewState.REJECTED)
    told = TenureEvidence.objects.filter(tenure=OuterRef("pk"))
    rows = rows.annotate(
        own=Coalesce("own_person", "person"),
        plain=Exists(told.filter(confidence__gte=TOLD_PLAINLY)) | ~Exists(told),
    )
    rows = list(rows.select_related("post__body__country").order_by("pk"))
    bodies = {row.post.body for row in rows if row.post.body}
    tokens = tokens_of_bodies(bodies)
    for row in rows:
        body = row.post.body
        plain = row.review == ReviewState.CONFIRMED or row.plain
        for token in sorted(tokens[body.pk]) if body and plain else [""]:
            country = _country(body) if body and plain else None
            offices[row.own].append((Office(main_title(row.post.title), token, row.former), country))
    return offices


def _country(body: Actor) -> str | None:
    if body.kind == ActorKind.COUNTRY:
        return body.gazetteer_key
    return body.country.gazetteer_key if body.gazetteer_key and body.country else None


def tokens_of_bodies(bodies: Iterable[Actor]) -> Mapping[int, set[str]]:
    """What is compared of each body's name: its key in the gazetteer, or what its texts call it."""
    tokens: dict[int, set[str]] = defaultdict(set)
    loose = []
    for body in bodies:
        if body.gazetteer_key:
            tokens[body.pk].add(body.gazetteer_key)
        else:
            loose.append(body.pk)
    if loose:
        for actor, key in ActorKey.objects.filter(actor__in=loose, key__startswith="b|").values_list("actor", "key"):
            tokens[actor].add(f"body:{key.removeprefix('b|')}")
    return tokens
