"""Countries and organisations of the gazetteers as actors, with their names and members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from anyascii import anyascii
from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify

from kb.gazetteer_loading.changes import changes, merged, numbered
from kb.gazetteers.seeds import SeedActor
from kb.models import Actor, ActorKind, ActorName, Decision, ReviewState
from kb.names import name_key

#: what a seed says of an actor, as the loader remembers it
Loaded = Mapping[str, Any]
_FIELDS = ("name", "iso2", "iso3")


def loaded_form(seed: SeedActor) -> dict[str, Any]:
    """What is remembered of a seed, in JSON."""
    return {
        "name": seed.name,
        "iso2": seed.iso2,
        "iso3": seed.iso3,
        "country": seed.country,
        "names": {name.text: name.kind for name in seed.names},
        "members": list(seed.members),
    }


@dataclass
class ActorLoad:
    """One load of all seeds; `before` is what the last load wrote, by key."""

    seeds: tuple[SeedActor, ...]
    before: Mapping[str, Loaded]
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _actors: dict[str, Actor] = field(default_factory=dict)

    def run(self) -> dict[str, int]:
        """Write what the files gained or lost. Returns counts of what was written, by what."""
        self._actors = _by_key()
        self._create()
        self._update()
        self._write_names()
        self._write_members()
        return dict(self.counts)

    def _create(self) -> None:
        """New lines become actors; a line whose actor a person deleted does not."""
        taken = set(Actor.objects.values_list("slug", flat=True))
        new = [seed for seed in self.seeds if seed.key not in self._actors and seed.key not in self.before]
        Actor.objects.bulk_create(
            Actor(
                gazetteer_key=seed.key,
                kind=seed.kind,
                name=seed.name,
                slug=numbered(_slug(seed), taken),
                iso2=seed.iso2,
                iso3=seed.iso3,
            )
            for seed in new
        )
        self._actors = _by_key()
        for seed in new:
            self._actors[seed.key].country = self._actors.get(seed.country or "")
        Actor.objects.bulk_update([self._actors[seed.key] for seed in new if seed.country], ["country"])
        self.counts["actors created"] = len(new)

    def _update(self) -> None:
        """Fields follow their line where it changed, and neither a person decided nor the database differs."""
        decided = _decided_fields()
        updated = []
        for seed, actor, before in self._loaded_before():
            values = {
                name: merged(before[name], getattr(seed, name), getattr(actor, name))
                for name in _FIELDS
                if (actor.pk, name) not in decided
            }
            values["country_id"] = merged(self._pk(before["country"]), self._pk(seed.country), actor.country_id)
            changed = {name for name, value in values.items() if getattr(actor, name) != value}
            if changed:
                for name in changed:
                    setattr(actor, name, values[name])
                updated.append(actor)
        Actor.objects.bulk_update(updated, [*_FIELDS, "country"])
        self.counts["actors updated"] = len(updated)

    def _write_names(self) -> None:
        rows: dict[int, dict[str, ActorName]] = defaultdict(dict)
        for row in ActorName.objects.filter(actor__in=self._actors.values()):
            rows[row.actor_id][row.text] = row
        added, removed, changed = [], [], []
        for seed, actor in self._present():
            there = rows[actor.pk]
            kinds = {name.text: str(name.kind) for name in seed.names}
            before = self.before.get(seed.key, {}).get("names", {})
            change = changes(before.keys(), kinds.keys(), there.keys())
            added += [_name(actor, text, kinds[text]) for text in sorted(change.add)]
            removed += [there[text].pk for text in change.remove if there[text].review == ReviewState.MACHINE]
            for text in kinds.keys() & there.keys():
                row = there[text]
                kind = merged(before.get(text), kinds[text], row.kind)
                if row.review == ReviewState.MACHINE and row.kind != kind:
                    row.kind = kind
                    changed.append(row)
        ActorName.objects.bulk_create(added)
        ActorName.objects.filter(pk__in=removed).delete()
        ActorName.objects.bulk_update(changed, ["kind"])
        self.counts["names added"] = len(added)
        self.counts["names removed"] = len(removed)
        self.counts["names changed"] = len(changed)

    def _write_members(self) -> None:
        through = Actor.members.through
        there: dict[int, set[int]] = defaultdict(set)
        for organisation, member in through.objects.values_list("from_actor_id", "to_actor_id"):
            there[organisation].add(member)
        added, removed = [], 0
        for seed, actor in self._present():
            before = self._pks(self.before.get(seed.key, {}).get("members", ()))
            change = changes(before, self._pks(seed.members), there[actor.pk])
            added += [through(from_actor_id=actor.pk, to_actor_id=member) for member in sorted(change.add)]
            if change.remove:
                removed += through.objects.filter(from_actor=actor, to_actor__in=change.remove).delete()[0]
        through.objects.bulk_create(added)
        self.counts["members added"] = len(added)
        self.counts["members removed"] = removed

    def _present(self) -> Iterable[tuple[SeedActor, Actor]]:
        return ((seed, self._actors[seed.key]) for seed in self.seeds if seed.key in self._actors)

    def _loaded_before(self) -> Iterable[tuple[SeedActor, Actor, Loaded]]:
        return ((seed, actor, self.before[seed.key]) for seed, actor in self._present() if seed.key in self.before)

    def _pk(self, key: str | None) -> int | None:
        return self._actors[key].pk if key in self._actors else None

    def _pks(self, keys: Iterable[str]) -> set[int]:
        return {self._actors[key].pk for key in keys if key in self._actors}


def _by_key() -> dict[str, Actor]:
    return {actor.gazetteer_key: actor for actor in Actor.objects.exclude(gazetteer_key=None)}


def _decided_fields() -> set[tuple[int, str]]:
    content_type = ContentType.objects.get_for_model(Actor)
    return set(Decision.objects.filter(content_type=content_type).values_list("object_id", "field"))


def _slug(seed: SeedActor) -> str:
    """`russia`, `asean`: countries by their name, organisations by their key."""
    words = seed.name if seed.kind == ActorKind.COUNTRY else seed.key.partition(":")[2]
    return slugify(anyascii(words))


def _name(actor: Actor, text: str, kind: str) -> ActorName:
    return ActorName(actor=actor, text=text, key=name_key(text), kind=kind, review=ReviewState.MACHINE)
