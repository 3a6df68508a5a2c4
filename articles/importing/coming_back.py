"""The records that kept evidence speaks of: those that are there still, and those that are made again as they were."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q

from articles.extraction.facts import ActorFact, PostFact, Source, Span
from articles.importing.actors import identify_actors, know_actor, name_of
from articles.importing.settle import EventType, date_columns
from articles.importing.splits import SplitsOf
from articles.importing.touched import Touched
from articles.models import EarlierReading
from kb.merging.belongings import POSTS, TENURES, arrange_holders, arrange_new_tenures, make_way, owned_by
from kb.models import Actor, ActorName, Post, ReviewState, Tenure
from kb.names import name_key
from kb.slugs import free_slug

#: the rows that speak of a record, with what it is known by, as `articles.importing.earlier` keeps them
Told = dict[str, Any]


@dataclass
class Restored:
    """The records that evidence came back for; those of them that had to be made again, as (table, pk)."""

    spoken_of: Touched = field(default_factory=Touched)
    created: set[tuple[str, int]] = field(default_factory=set)


def still_there(model: type[Model], wanted: Collection[int]) -> dict[int, int]:
    """The records that nobody took away: each stands for itself."""
    return {pk: pk for pk in model._default_manager.filter(pk__in=wanted).values_list("pk", flat=True)}


def restore_actors(reading: EarlierReading, splits: SplitsOf, restored: Restored) -> dict[int, int]:
    """The actors that went are found as an import would find them, else made again as they were. One who was there
    beside another when the run took the reading's place is not that other, whatever their names; and words that people
    took out of an actor since are about the other one."""
    told, run = reading.told["actor"], reading.run
    found = still_there(Actor, [each["record"] for each in told])
    found |= _split_since(told, splits, reading.article.text)
    missing = {str(each["record"]): each for each in told if each["record"] not in found}
    if not missing:
        return found
    actors = Actor.objects.in_bulk(found.values())
    there = {str(record): actors[pk] for record, pk in found.items()}
    facts = [_actor_fact(each, reading.told["tenure"]) for each in told]
    identified = identify_actors(facts, reading.article.text, known=there, pks={fact: int(fact) for fact in missing})
    new = {actor.pk for actor in identified.created}
    for fact, each in missing.items():
        actor = identified.by_fact[fact]
        if actor.pk not in new and actor.created_at <= run.started_at and not actor.gazetteer_key:
            actor = _make_actor(each, reading.article.text)
            new.add(actor.pk)
        found[each["record"]] = actor.pk
        if actor.pk in new:
            restored.created.add(("actor", actor.pk))
            _give_slug(actor, each["slug"])
    Actor.objects.filter(pk__in=new).update(created_at=run.started_at)
    return found


def _split_since(told: Iterable[Told], splits: SplitsOf, text: str) -> dict[int, int]:
    """The actors whose words people took out of those that had them."""
    quotes = {each["record"]: [text[row["start"] : row["end"]] for row in each["rows"]] for each in told}
    into = {record: splits.of_record("actor", record, words) for record, words in quotes.items()}
    return {record: target for record, target in into.items() if target != record}


def _actor_fact(told: Told, tenures: Iterable[Told]) -> ActorFact:
    """An actor as the article tells of him, by the primary keys of records."""
    return ActorFact(
        id=str(told["record"]), kind=told["kind"], name=told["name"], confidence=1.0, gazetteer_key=told["key"],
        mentions=tuple(Span(row["start"], row["end"]) for row in told["rows"]),
        posts=tuple(
            _post_fact(each, row) for each in tenures if each["person"] == told["record"] for row in each["rows"]
        ),
    )  # fmt: skip


def _post_fact(tenure: Told, row: Told) -> PostFact:
    source = Source(Span(row["start"], row["end"]), row["rule"], row["confidence"])
    former = bool(row["values"].get("former", {}).get("value"))
    return PostFact(tenure["title"], str(tenure["body"]) if tenure["body"] else None, source, former=former)


def _make_actor(told: Told, text: str) -> Actor:
    """An actor as he was, with his name as the text's word, under the keys by which texts find him."""
    actor = Actor.objects.create(
        pk=told["record"], kind=told["kind"], name=told["name"], slug=free_slug(Actor, told["slug"]),
        undecided=told.get("undecided", False),
    )  # fmt: skip
    ActorName.objects.bulk_create([name_of(actor)])
    know_actor(actor, text)
    return actor


def restore_tenures(told: list[Told], actors: Mapping[int, int], restored: Restored) -> dict[int, int]:
    """The tenures that went are made again, of those whose they were, and count where they count now."""
    found = still_there(Tenure, [each["record"] for each in told])
    made = set()
    for each in told:
        person = _standing(each["person"], actors)
        if person is None or (each["record"] in found and person == each["person"]):
            continue
        post = _post(each, _standing(each["body"], actors), restored)
        rows = Tenure.objects.filter(owned_by("person", [person]) & owned_by("post", [post.pk]), term=each["term"])
        found[each["record"]] = rows.values_list("pk", flat=True).first() or _make_tenure(
            (person, post.pk, each["term"]), restored
        )
        made.add(found[each["record"]])
    arrange_new_tenures(made)
    return found


def _post(told: Told, body: int | None, restored: Restored) -> Post:
    """The post of a tenure, made again where it went."""
    key = name_key(told["title"])
    post = Post.objects.filter(owned_by("body", [body]) if body else Q(body=None), title_key=key).first()
    if post is None:
        lent = make_way(POSTS, [(body, key)]) if body else set()
        post = Post.objects.create(title=told["title"], body_id=body, slug=free_slug(Post, told["title"]))
        _give_slug(post, told["slug"])
        restored.spoken_of.tenure |= arrange_holders(lent)
    return post


def _make_tenure(place: tuple[int, int, int], restored: Restored) -> int:
    person, post, term = place
    lent = make_way(TENURES, [place])
    tenure = Tenure.objects.create(person_id=person, post_id=post, term=term, review=ReviewState.MACHINE)
    restored.spoken_of.tenure |= arrange_holders((), lent)
    return tenure.pk


def _standing(actor: int | None, actors: Mapping[int, int]) -> int | None:
    """The actor that stands for one who was named before; None where there is none any more."""
    if actor is None or actor in actors:
        return actors.get(actor or 0)
    return actor if Actor.objects.filter(pk=actor).exists() else None


def restore_events(told: list[Told], event: EventType, restored: Restored) -> dict[int, int]:
    """The meetings or initiatives that went are made again as they were. Where the like of one was told meanwhile, the
    two are grouped as any tellings are, once their evidence is there."""
    found = still_there(event.model, [each["record"] for each in told])
    for each in told:
        if each["record"] not in found:
            pk, slug = each["record"], free_slug(event.model, each["slug"])
            columns = {name: each[name] for name in ("kind", "status", "name")} | date_columns(_date(each))
            event.model.objects.create(pk=pk, slug=slug, **columns)
            restored.created.add((event.relation, pk))
            found[pk] = pk
    return found


def _date(told: Told) -> str | None:
    """The date that the rows say first."""
    return next((row["values"]["date_edtf"]["value"] for row in told["rows"] if "date_edtf" in row["values"]), None)


def _give_slug(record: Any, slug: str) -> None:
    """The address that the record had before, unless another has it now."""
    if record.slug != slug and not type(record)._default_manager.filter(slug=slug).exists():
        record.slug = slug
        record.save(update_fields=["slug"])
