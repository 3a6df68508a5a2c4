"""Places by the name that texts give them."""

from __future__ import annotations

from collections.abc import Iterable

from kb.models import Merge, Place
from kb.names import name_key
from kb.slugs import free_slug


def find_places(names: Iterable[str]) -> dict[str, Place]:
    """The place of each name, by its key; created where there is none."""
    by_key = {name_key(name): name for name in sorted(set(names))}
    known = {place.key: place for place in Place.objects.filter(key__in=by_key)} if by_key else {}
    for key, name in by_key.items():
        if key not in known:
            known[key] = Place.objects.create(name=name, slug=free_slug(Place, name))
    return known


def forget_unused_places(pks: Iterable[int]) -> None:
    """Delete those of the places that no meeting names any more and about which nothing else is known."""
    if left := set(pks):
        # a merged meeting gets its place back when the merge is taken back
        kept = Merge.objects.filter(undone_at=None, before__place__in=left).values_list("before__place", flat=True)
        left -= set(kept)
        Place.objects.filter(pk__in=left, meetings=None, country=None, latitude=None).delete()
