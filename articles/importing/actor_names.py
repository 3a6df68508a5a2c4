"""The names of actors that texts brought: they follow from the mentions, as all values do.

Actors of the gazetteer have their names from there, and keep them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from articles.models import ActorEvidence
from kb.models import Actor, ActorName, NameKind, ReviewState
from kb.values import NAME, Told, decide


def already_named(actor: Actor, name: str) -> bool:
    """Does one more article with this name leave the actor as it is? Then old evidence need not be asked."""
    return actor.gazetteer_key is not None or actor.name == name


def settle_names(pks: Collection[int]) -> set[int]:
    """Bring names and spellings of actors in line with their mentions; those that changed.

    Spellings that a person confirmed, rejected or added stay, and so does a name that a person set.
    """
    told: dict[int, list[Told]] = defaultdict(list)
    spelt_by: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows = ActorEvidence.objects.filter(actor__in=pks, values__has_key="name").exclude(review=ReviewState.REJECTED)
    for pk, own, article, published, values in rows.values_list(
        "actor", "own_actor", "article", "article__published", "values"
    ):
        told[pk].append(Told(values["name"]["value"], article, published, values["name"]["confidence"]))
        spelt_by[pk][values["name"]["value"]].add(own or pk)
    actors = Actor.objects.filter(pk__in=told.keys(), gazetteer_key=None).prefetch_related("decisions", "names")
    return {
        actor.pk for actor in actors if _write_name(actor, told[actor.pk]) | _write_spellings(actor, spelt_by[actor.pk])
    }


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
