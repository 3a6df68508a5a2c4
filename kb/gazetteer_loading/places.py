"""Cities and venues of the gazetteers as places, with country and coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from anyascii import anyascii
from django.utils.text import slugify

from kb.gazetteer_loading.changes import merged, numbered
from kb.gazetteers.seeds import SeedPlace
from kb.models import Actor, ActorKind, Place
from kb.names import name_key

_FIELDS = ("country_id", "latitude", "longitude")
_UNKNOWN = (None, None, None)


def loaded_form(seed: SeedPlace) -> list[Any]:
    """What is remembered of a seed, in JSON."""
    return [seed.country, seed.latitude, seed.longitude]


def load_places(seeds: Iterable[SeedPlace], before: Mapping[str, list[Any]]) -> dict[str, int]:
    """Write what the file gained or changed; `before` is what the last load wrote, by name key.

    A place that texts or people brought gets what it lacks; one that a person deleted stays away.
    Returns counts of what was written, by what.
    """
    countries = dict(Actor.objects.filter(kind=ActorKind.COUNTRY).values_list("gazetteer_key", "pk"))
    places = {place.key: place for place in Place.objects.all()}
    taken = {place.slug for place in places.values()}
    created, updated = [], []
    for seed in seeds:
        key = name_key(seed.name)
        after = (countries.get(seed.country), seed.latitude, seed.longitude)
        place = places.get(key)
        if place is not None:
            country, *coordinates = before.get(key, _UNKNOWN)
            if _update(place, (countries.get(country), *coordinates), after):
                updated.append(place)
        elif key not in before:
            slug = numbered(slugify(anyascii(seed.name)) or "place", taken)
            created.append(Place(name=seed.name, key=key, slug=slug, **dict(zip(_FIELDS, after, strict=True))))
    Place.objects.bulk_create(created)
    Place.objects.bulk_update(updated, ["country", "latitude", "longitude"], batch_size=500)
    return {"places created": len(created), "places updated": len(updated)}


def _update(place: Place, before: tuple[Any, ...], after: tuple[Any, ...]) -> bool:
    values = [merged(old, new, getattr(place, field)) for field, old, new in zip(_FIELDS, before, after, strict=True)]
    changed = values != [getattr(place, field) for field in _FIELDS]
    for field, value in zip(_FIELDS, values, strict=True):
        setattr(place, field, value)
    return changed
