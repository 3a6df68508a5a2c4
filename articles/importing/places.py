"""Places by the name that texts give them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType

from articles.models import MeetingEvidence
from kb.gazetteers import read_cities
from kb.gazetteers.seeds import main_place_keys
from kb.models import Decision, Meeting, Merge, Place, Record, ReviewState
from kb.models.history import program_writes
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


def forget_places_told(names: Collection[str]) -> None:
    """Of places that words told, forget those that nothing needs any more. Where a person gave a meeting another place,
    those that its words tell stay."""
    keys = {name_key(name) for name in names}
    if keys:
        unused = _unused(key__in={(main_place(key) or (key,))[0] for key in keys})
        forget_unused_places(unused)


def places_follow(sender: Any, record: Record, before: Mapping[str, Any] | None = None, **signal: Any) -> None:
    """After a person set the place of a meeting: those that its words tell stay, and the one that it had before goes,
    where nothing else needs it: one that a person had set, or that words told which are gone."""
    if isinstance(record, Meeting) and "place" in (before or {}):
        with program_writes():
            find_places(told_of(record.pk))
            set_before = _unused(pk=before["place"]) if before["place"] else {}
            forget_unused_places({*set_before, *unused_and_read()})


def told_of(meeting: int) -> set[str]:
    """The places that words tell of a meeting: rejected ones only where all of them are."""
    rows = list(MeetingEvidence.objects.filter(meeting=meeting).values_list("values", "review"))
    counting = [values for values, review in rows if review != ReviewState.REJECTED]
    told = counting or [values for values, _ in rows]
    return {values["place"]["value"] for values in told if "place" in values}


def _unused(**which: Any) -> dict[int, str]:
    """Places where no meeting is held and of which nothing is known, by their keys."""
    return dict(Place.objects.filter(meetings=None, country=None, latitude=None, **which).values_list("pk", "key"))


def unused_and_read() -> set[int]:
    """Places where no meeting is held and of which nothing is known, and that no person made or changed."""
    unused = _unused()
    spoken_of = set(Place.history.filter(id__in=unused).values_list("id", flat=True)) if unused else set()
    return unused.keys() - spoken_of


def _told_otherwise() -> set[str]:
    """The keys of places that words tell of a meeting to which a person gave another."""
    decided = Decision.objects.filter(field="place", content_type=ContentType.objects.get_for_model(Meeting))
    rows = MeetingEvidence.objects.filter(meeting__in=decided.values("object_id"), values__has_key="place")
    named = {name_key(values["place"]["value"]) for values in rows.values_list("values", flat=True)}
    return {(main_place(key) or (key,))[0] for key in named}


def forget_unused_places(pks: Iterable[int]) -> None:
    """Delete those of the places that no meeting names any more and about which nothing else is known. Where a person
    gave a meeting another place, those that its words tell stay."""
    if left := set(pks):
        unused = _unused(pk__in=left - places_to_return(left))
        told = _told_otherwise() if unused else set()
        Place.objects.filter(pk__in=[pk for pk, key in unused.items() if key not in told]).delete()
