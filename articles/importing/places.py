"""Places by the name that texts give them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache

from kb.gazetteers import read_cities
from kb.gazetteers.seeds import main_place_keys
from kb.models import Merge, Place
from kb.names import name_key
from kb.slugs import free_slug


def find_places(names: Iterable[str]) -> dict[str, Place]:
    """The place of each name, by the key of that name; created where there is none. `Kiev` is Kyiv."""
    by_key = {name_key(name): name for name in sorted(set(names))}
    meant = {key: main_place(key) or (key, name) for key, name in by_key.items()}
    wanted = {main: name for main, name in meant.values()}
    known = {place.key: place for place in Place.objects.filter(key__in=wanted)} if wanted else {}
    for key, name in wanted.items():
        if key not in known:
            known[key] = Place.objects.create(name=name, slug=free_slug(Place, name))
    return {key: known[main] for key, (main, _) in meant.items()}


def main_place(key: str) -> tuple[str, str] | None:
    """Key and name of the city that another spelling of its name means; None for names that are main ones."""
    main = _main_keys().get(key, key)
    return (main, _main_names()[main]) if main != key else None


@cache
def _main_keys() -> dict[str, str]:
    return main_place_keys(read_cities())


@cache
def _main_names() -> dict[str, str]:
    return {name_key(city.name): city.name for city in reversed(read_cities())}


def places_to_return(pks: Collection[int]) -> set[int]:
    """Those of the places that a merged meeting gets back when the merge is taken back."""
    kept = Merge.objects.filter(undone_at=None, before__place__in=pks).values_list("before__place", flat=True)
    return set(kept)


def forget_unused_places(pks: Iterable[int]) -> None:
    """Delete those of the places that no meeting names any more and about which nothing else is known."""
    if left := set(pks):
        left -= places_to_return(left)
        Place.objects.filter(pk__in=left, meetings=None, country=None, latitude=None).delete()
