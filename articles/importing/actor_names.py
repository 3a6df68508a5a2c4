"""The names of actors that texts brought: they follow from the mentions, as all values do.

Actors of the gazetteer have their names from there, and keep them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from articles.models import ActorEvidence
from kb.models import Actor, ActorName, NameKind, ReviewState
from kb.slugs import free_slug, slug_of
from kb.values import NAME, Told, decide

#: later than all articles
_LAST = (date.max, chr(0x10FFFF))


def already_named(actor: Actor, name: str) -> bool:
    """Does one more article with this name leave the actor as it is? Then old evidence need not be asked."""
    return actor.gazetteer_key is not None or (actor.name == name and _has_words(actor.slug, slug_of(Actor, name)))


def _has_words(slug: str, words: str) -> bool:
    """Is the slug these words, with or without a number behind?"""
    return slug == words or slug.startswith(f"{words}-")


def settle_names(pks: Collection[int]) -> set[int]:
    """Bring names and spellings of actors in line with their mentions; those that changed.

    What articles call a duplicate is a spelling of its survivor, whose name follows from his own mentions. Spellings
    that a person confirmed, rejected or added stay, and so does a name that a person set.
    """
    told: dict[int, list[Told]] = defaultdict(list)
    told_of_duplicates: dict[int, list[Told]] = defaultdict(list)
    first: dict[int, tuple[date, str]] = {}
    spelt_by: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows = ActorEvidence.objects.filter(actor__in=pks, values__has_key="name").exclude(review=ReviewState.REJECTED)
    for pk, own, article, published, values in rows.values_list(
        "actor", "own_actor", "article", "article__published", "values"
    ):
        said = values["name"]
        votes = told if own is None else told_of_duplicates
        votes[pk].append(Told(said["value"], article, published, said["confidence"], rule=said["rule"]))
        first[own or pk] = min(first.get(own or pk, _LAST), (published or date.max, values["name"]["value"]))
        spelt_by[pk][values["name"]["value"]].add(own or pk)
    told = told_of_duplicates | told
    actors = Actor.objects.filter(pk__in=told.keys(), gazetteer_key=None).prefetch_related("decisions", "names")
    for actor in actors:
        if actor.pk in first:
            _write_address(actor, first[actor.pk][1], spelt_by[actor.pk])
    return {
        actor.pk for actor in actors if _write_name(actor, told[actor.pk]) | _write_spellings(actor, spelt_by[actor.pk])
    }


def _write_address(actor: Actor, name: str, spellings: Collection[str]) -> None:
    """The address of an actor that only texts brought is that of the name in the earliest article."""
    touched = actor.review != ReviewState.MACHINE or actor.undecided or actor.note or actor.decided_fields()
    if touched or _has_words(actor.slug, slug_of(Actor, name)):
        return
    names = {*spellings, *(name.text for name in actor.names.all())}
    if not any(_has_words(actor.slug, slug_of(Actor, spelling)) for spelling in names):
        return  # a person gave it
    actor.slug = free_slug(Actor, name)
    Actor.objects.filter(pk=actor.pk).update(slug=actor.slug)


def _write_name(actor: Actor, told: list[Told]) -> bool:
    name = decide(told, NAME)
    if name is None or name == actor.name or "name" in actor.decided_fields():
        return False
    actor.name = name
    actor.save(update_fields=["name", "updated_at"])
    return True


def _write_spellings(actor: Actor, spelt_by: Mapping[str, Collection[int]]) -> bool:
    """`spelt_by`: whose mentions have the spelling, the actor's or those of its duplicates."""
    known = {name.text: name for name in actor.names.all()}
    new = sorted(spelt_by.keys() - known.keys())
    for text in new:
        own = None if actor.pk in spelt_by[text] else min(spelt_by[text])
        ActorName.objects.create(
            actor=actor, own_actor_id=own, text=text, kind=NameKind.NAME, review=ReviewState.MACHINE
        )
    gone = [name.pk for text, name in known.items() if name.review == ReviewState.MACHINE and text not in spelt_by]
    ActorName.objects.filter(pk__in=gone).delete()
    return bool(new or gone)
