"""What identity knows from the files of the repository."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from articles.identity.bodies import read_body
from articles.identity.known import Known
from kb.gazetteers import read_cities, read_countries, read_organisations
from kb.gazetteers.seeds import SeedActor, seed_actors


@cache
def known_from_files() -> Known:
    """The gazetteers as look-ups; the files are read once."""
    seeds = seed_actors(read_countries(), read_organisations())
    known = Known.of(seeds, read_cities())
    return replace(known, national_bodies=_national_bodies(seeds, known))


def _national_bodies(seeds: Iterable[SeedActor], known: Known) -> dict[tuple[str, str], str]:
    """Bodies of the gazetteer whose names are general ones, by these and their country."""
    found = {}
    for seed in seeds:
        for name in seed.names:
            body = read_body(name.text, known)
            if seed.kind == "organisation" and body.general and body.country:
                found[body.key, body.country] = seed.key
    return found
