"""The names of actors that texts brought: they follow from the mentions, as all values do.

Actors of the gazetteer have their names from there, and keep them. An actor of whom nothing
tells any more, and who stays by people's word, keeps his too (`ActorName.kept`): what later articles call him stands
beside them, and goes with these articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from articles.models import ActorEvidence
from kb.merging.belongings import own_pk, owned_by
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


def keep_names(actors: Collection[int]) -> None:
    """Before an article names these actors: those of whom nothing told until now keep the names that they have."""
    if not actors:
        return
    known = Actor.objects.filter(pk__in=actors, gazetteer_key=None).order_by()
    naming = ActorEvidence.objects.filter(values__has_key="name").exclude(review=ReviewState.REJECTED)
    silent = known.exclude(Exists(naming.filter(actor=OuterRef("pk"), own_actor=None)))
    silent = silent.exclude(Exists(naming.filter(own_actor=OuterRef("pk"))))
    if pks := list(silent.values_list("pk", flat=True)):
        ActorName.objects.filter(owned_by("actor", pks)).update(kept=True)


def kept_names(actors: Collection[int]) -> dict[int, list[str]]:
    """The names that these actors keep, by actor."""
    kept: dict[int, list[str]] = defaultdict(list)
    rows = ActorName.objects.filter(owned_by("actor", actors), kept=True).order_by("text")
    for actor, text in rows.values_list(Coalesce("own_actor", "actor"), "text"):
        kept[actor].append(text)
    return kept


def restore_kept(names: Mapping[int, tuple[Collection[str], Collection[str]]]) -> None:
    """Words come back that tell of these actors: the names that each kept then, and those that he is called."""
    rows = list(ActorName.objects.filter(owned_by("actor", names.keys()))) if names else []
    changed = []
    for row in rows:
        kept, told = names[own_pk(row, "actor")]
        wanted = row.text in kept or (row.kept and row.text not in told)
        if wanted != row.kept:
            row.kept = wanted
            changed.append(row)
    ActorName.objects.bulk_update(changed, ["kept"])


def settle_names(pks: Collection[int]) -> set[int]:
    """Bring names and spellings of actors in line with their mentions; those that changed.

    What articles call a duplicate is a spelling of its survivor, whose name follows from his own mentions. Spellings
    that a person confirmed, rejected or added stay, and so does a name that a person set. Of an actor whom nothing
    names, those stay that he kept, or all where he kept none.
    """
    told: dict[int, list[Told]] = defaultdict(list)
    first: dict[int, tuple[date, str]] = {}
    spelt_by: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows = ActorEvidence.objects.filter(actor__in=pks, values__has_key="name").exclude(review=ReviewState.REJECTED)
    for pk, own, article, published, values in rows.values_list(
        "actor", "own_actor", "article", "article__published", "values"
    ):
        said = values["name"]
        if own is None:
            told[pk].append(Told(said["value"], article, published, said["confidence"], rule=said["rule"]))
        first[own or pk] = min(first.get(own or pk, _LAST), (published or date.max, values["name"]["value"]))
        spelt_by[pk][values["name"]["value"]].add(own or pk)
    kept = _kept_by_silent(pks, first.keys())
    actors = Actor.objects.filter(pk__in={*spelt_by, *kept}, gazetteer_key=None)
    actors = actors.prefetch_related("decisions", "names")
    for actor in actors:
        if actor.pk in first:
            _write_address(actor, first[actor.pk][1], spelt_by[actor.pk])
    alone = {pk for each in kept.values() for pk in each}
    changed = {
        actor.pk
        for actor in actors
        if _write_name(actor, told[actor.pk]) | _write_spellings(actor, spelt_by[actor.pk], first.keys() | alone)
    }
    if alone:
        ActorName.objects.filter(owned_by("actor", alone)).update(kept=False)
    return changed


def _kept_by_silent(pks: Collection[int], speaking: Collection[int]) -> dict[int, set[int]]:
    """Of these actors and their duplicates, those who keep names though nothing names them any more, by the actor that
    they count for."""
    silent: dict[int, set[int]] = defaultdict(set)
    there = Q(actor__in=pks, actor__merged_into=None) | Q(actor__merged_into__in=pks)
    rows = ActorName.objects.filter(there, kept=True).order_by()
    shown, own = Coalesce("actor__merged_into", "actor"), Coalesce("own_actor", "actor")
    for actor, owner in rows.annotate(shown=shown, own=own).values_list("shown", "own"):
        if owner not in speaking:
            silent[actor].add(owner)
    return silent


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
    keeps = any(row.kept and row.own_actor_id is None and row.text == actor.name for row in actor.names.all())
    if name is None or name == actor.name or keeps or "name" in actor.decided_fields():
        return False
    actor.name = name
    actor.save(update_fields=["name", "updated_at"])
    return True


def _write_spellings(actor: Actor, spelt_by: Mapping[str, Collection[int]], owners: Collection[int]) -> bool:
    """`spelt_by`: whose mentions have the spelling, the actor's or those of its duplicates. `owners`: of whom names go
    that nothing tells any more."""
    known = {name.text: name for name in actor.names.all()}
    new = sorted(spelt_by.keys() - known.keys())
    for text in new:
        own = None if actor.pk in spelt_by[text] else min(spelt_by[text])
        ActorName.objects.create(
            actor=actor, own_actor_id=own, text=text, kind=NameKind.NAME, review=ReviewState.MACHINE
        )
    gone = [
        name.pk
        for text, name in known.items()
        if name.review == ReviewState.MACHINE
        and not name.kept
        and text not in spelt_by
        and own_pk(name, "actor") in owners
    ]
    ActorName.objects.filter(pk__in=gone).delete()
    return bool(new or gone)
