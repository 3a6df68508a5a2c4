"""From the files' rows to what the knowledge base and extraction start with: actors with all names, and places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.gazetteers.reading import COUNTRIES, ORGANISATIONS, GazetteerError
from kb.gazetteers.rows import CityRow, CountryRow, OrganisationRow
from kb.names import name_key

#: of cities with one name, the largest is meant where it has so many times the people of the next
DOMINANCE = 5


@dataclass(frozen=True, order=True)
class SeedName:
    """A spelling and its kind: name, acronym, demonym or seat."""

    text: str
    kind: str


@dataclass(frozen=True)
class SeedActor:
    """A country or organisation as the files give it; `country` and `members` are keys of other seeds."""

    key: str
    kind: str
    name: str
    names: tuple[SeedName, ...]
    iso2: str = ""
    iso3: str = ""
    country: str | None = None
    members: tuple[str, ...] = ()
    forum: bool = False


@dataclass(frozen=True)
class SeedPlace:
    """A place by one name; country and coordinates are None where cities of that name are equal candidates."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None


def seed_actors(
    countries: Iterable[CountryRow], organisations: Iterable[OrganisationRow]
) -> tuple[SeedActor, ...]:
    """Actors by key. Raises GazetteerError where lines contradict each other."""
    countries, organisations = tuple(countries), tuple(organisations)
    _check_codes({row.iso2 for row in countries}, organisations)
    seeds = (*map(_country_seed, countries), *map(_organisation_seed, organisations))
    _check_names(seeds)
    return tuple(sorted(seeds, key=lambda seed: seed.key))


def seed_places(cities: Iterable[CityRow]) -> tuple[SeedPlace, ...]:
    """One place for each main name (as `name_key` compares names), in the order of their keys."""
    bearers: dict[str, list[CityRow]] = defaultdict(list)
    for city in cities:
        bearers[name_key(city.name)].append(city)
    return tuple(_place(named) for _, named in sorted(bearers.items()))


def place_countries(cities: Iterable[CityRow]) -> dict[str, str | None]:
    """The country key of each name of a city, other spellings included; None where it may be several countries'."""
    bearers: dict[str, list[CityRow]] = defaultdict(list)
    for city in cities:
        for text in (city.name, *city.other_names):
            bearers[text].append(city)
    return {text: _place(named).country for text, named in sorted(bearers.items())}


def canonical_place_names(cities: Iterable[CityRow]) -> dict[str, str]:
    """Main name for each other spelling, by `name_key`: `kiev` -> `Kyiv`.

    A spelling that is a main name too, or that several cities share, stands for itself and is not in it.
    """
    cities = tuple(cities)
    main = {name_key(city.name) for city in cities}
    targets: dict[str, set[str]] = defaultdict(set)
    for city in cities:
        for text in city.other_names:
            targets[name_key(text)].add(city.name)
    return {key: names.pop() for key, names in targets.items() if key not in main and len(names) == 1}


def country_key(iso2: str) -> str | None:
    return f"country:{iso2}" if iso2 else None


def _country_seed(row: CountryRow) -> SeedActor:
    named = {
        "name": (row.name, row.official_name, *row.other_names),
        "acronym": row.acronyms,
        "demonym": row.demonyms,
        "seat": (row.capital, *row.capital_variants, *row.seats),
    }
    return SeedActor(
        key=row.key, kind="country", name=row.name, names=_names(named, row.ambiguous), iso2=row.iso2, iso3=row.iso3
    )


def _organisation_seed(row: OrganisationRow) -> SeedActor:
    named = {"name": (row.name, *row.other_names), "acronym": row.acronyms, "seat": row.seats}
    return SeedActor(
        key=row.key,
        kind="organisation",
        name=row.name,
        names=_names(named, row.ambiguous),
        country=country_key(row.country),
        members=tuple(f"country:{iso2}" for iso2 in row.members),
        forum=row.forum,
    )


def _names(named: dict[str, Iterable[str]], ambiguous: tuple[str, ...]) -> tuple[SeedName, ...]:
    """Each spelling once, under the first kind that has it, without those that mean something else too."""
    kinds: dict[str, str] = {}
    for kind, texts in named.items():
        for text in texts:
            if text and text not in ambiguous:
                kinds.setdefault(text, kind)
    return tuple(sorted(SeedName(text, kind) for text, kind in kinds.items()))


def _place(bearers: list[CityRow]) -> SeedPlace:
    """The city that a bare name means, or as much as all of its bearers share."""
    first, *others = sorted(bearers, key=lambda city: -city.population)
    if not others or first.population >= DOMINANCE * max(others[0].population, 1):
        return SeedPlace(first.name, country_key(first.iso2), first.latitude, first.longitude)
    shared = first.iso2 if len({city.iso2 for city in bearers}) == 1 else ""
    return SeedPlace(first.name, country_key(shared), None, None)


def _check_codes(known: set[str], organisations: Iterable[OrganisationRow]) -> None:
    for row in organisations:
        unknown = sorted({row.country, *row.members} - known - {""})
        if unknown:
            raise GazetteerError(
                f"{ORGANISATIONS.name}, {row.code}: {', '.join(unknown)} not in {COUNTRIES.name}. "
                "Correct the code or add the country."
            )


def _check_names(seeds: Iterable[SeedActor]) -> None:
    bearers: dict[str, list[str]] = defaultdict(list)
    for text, key in _spellings(seeds):
        bearers[text].append(key)
    for text, keys in bearers.items():
        if len(keys) > 1:
            raise GazetteerError(
                f"{text!r} names {' and '.join(keys)}. Add it to the column ambiguous of each of them, "
                "or leave it to the one that it means in all texts."
            )


def _spellings(seeds: Iterable[SeedActor]) -> Iterator[tuple[str, str]]:
    for seed in seeds:
        for name in seed.names:
            yield name.text, seed.key
