"""When to load the gazetteers, and the load itself: one transaction, or one query where nothing changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

from kb.gazetteer_loading import actors, places
from kb.gazetteers import read_cities, read_countries, read_organisations, read_other_languages
from kb.gazetteers.reading import CITIES, COUNTRIES, FOLDER, ORGANISATIONS, OTHER_LANGUAGES
from kb.gazetteers.seeds import SeedActor, SeedPlace, seed_actors, seed_places, with_other_languages
from kb.models import ActorKind, GazetteerState
from kb.names import name_key

#: goes into the checksums: raise it when the same files give other rows
_FORM = b"1"
_LOADED_FILES = (COUNTRIES.name, ORGANISATIONS.name, OTHER_LANGUAGES.name, CITIES.name)


@dataclass(frozen=True)
class LoadReport:
    """What a load did: the files that had changed, and how many rows of what were written."""

    changed_files: tuple[str, ...]
    counts: dict[str, int] = field(default_factory=dict)


def load_after_migrate(*, using: str, **signal: Any) -> None:
    """Receiver of `post_migrate`: a migrated database has the gazetteers."""
    if settings.LOAD_GAZETTEERS_AFTER_MIGRATE and using == "default" and _migrated_to_the_end(using):
        load_gazetteers()


def changed_files(folder: Path = FOLDER) -> tuple[str, ...]:
    """The files of the folder that are not as they were at the last load; one query."""
    checksums = dict(GazetteerState.objects.values_list("file", "checksum"))
    return tuple(name for name in _LOADED_FILES if checksums.get(name) != _checksum(folder / name))


def load_gazetteers(folder: Path = FOLDER) -> LoadReport:
    """Bring actors, names, members and places up to the files of a folder.

    What people set, rejected, changed or deleted stays as they left it. Raises
    `kb.gazetteers.GazetteerError` where a file is not as it should be; nothing is written then.
    """
    changed = changed_files(folder)
    if not changed:
        return LoadReport(())
    countries, organisations = read_countries(folder / COUNTRIES.name), read_organisations(folder / ORGANISATIONS.name)
    other_languages = read_other_languages(folder / OTHER_LANGUAGES.name)
    actor_seeds = with_other_languages(seed_actors(countries, organisations), other_languages)
    place_seeds = seed_places(read_cities(folder / CITIES.name))
    with transaction.atomic():
        before = _remembered()
        counts = actors.ActorLoad(actor_seeds, before).run()
        counts |= places.load_places(place_seeds, before)
        _remember(folder, actor_seeds, place_seeds)
    return LoadReport(changed, counts)


def _remembered() -> dict[str, Any]:
    """What the last load wrote: actors by gazetteer key, places by the key of their name."""
    states = GazetteerState.objects.values_list("loaded", flat=True)
    return {key: value for loaded in states for key, value in loaded.items()}


def _remember(folder: Path, actor_seeds: tuple[SeedActor, ...], place_seeds: tuple[SeedPlace, ...]) -> None:
    forms: dict[str, dict[str, Any]] = {
        COUNTRIES.name: {s.key: actors.loaded_form(s) for s in actor_seeds if s.kind == ActorKind.COUNTRY},
        ORGANISATIONS.name: {s.key: actors.loaded_form(s) for s in actor_seeds if s.kind == ActorKind.ORGANISATION},
        OTHER_LANGUAGES.name: {},  # remembered among the names of the actors
        CITIES.name: {name_key(s.name): places.loaded_form(s) for s in place_seeds},
    }
    for name, loaded in forms.items():
        GazetteerState.objects.update_or_create(
            file=name, defaults={"checksum": _checksum(folder / name), "loaded": loaded}
        )


def _checksum(path: Path) -> str:
    contents = path.read_bytes() if path.is_file() else b""  # reading it says what is missing
    return hashlib.sha256(_FORM + contents).hexdigest()


def _migrated_to_the_end(using: str) -> bool:
    """No migration of kb is outstanding: after a step back the tables are not those that we know."""
    executor = MigrationExecutor(connections[using])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes("kb"))
