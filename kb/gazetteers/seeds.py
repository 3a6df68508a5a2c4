"""From the files' rows to what the knowledge base and extraction start with: actors with all names, and places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kb.gazetteers.reading import COUNTRIES, ORGANISATIONS, OTHER_LANGUAGES, PERSONS, TITLES, GazetteerError
from kb.gazetteers.rows import CityRow, CountryRow, OrganisationRow, OtherLanguagesRow, PersonRow, TitleRow
from kb.names import name_key

#: of cities with one name, the weightiest is meant where it has so many times the weight of the next
DOMINANCE = 5
#: a city weighs as much as it has inhabitants, a capital so many times that
CAPITAL_WEIGHT = 10


@dataclass(frozen=True, order=True)
class SeedName:
    """A spelling and its kind: name, acronym, demonym, seat, or foreign (the name in another language)."""

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


def seed_actors(countries: Iterable[CountryRow], organisations: Iterable[OrganisationRow]) -> tuple[SeedActor, ...]:
    """Actors by key. Raises GazetteerError where lines contradict each other."""
    countries, organisations = tuple(countries), tuple(organisations)
    _check_codes({row.iso2 for row in countries}, organisations)
    seeds = (*map(_country_seed, countries), *map(_organisation_seed, organisations))
    shared = {row.key: row.shared for row in countries} | {row.key: row.shared for row in organisations}
    _check_shared(seeds, shared)
    return tuple(sorted(seeds, key=lambda seed: seed.key))


def with_other_languages(seeds: Iterable[SeedActor], rows: Iterable[OtherLanguagesRow]) -> tuple[SeedActor, ...]:
    """The actors with what other languages call them. Raises GazetteerError for a key that is no line's.

    Only searches know these names. Extraction reads English, where *Anh* and *Nga* are names of people.
    """
    elsewhere = {row.key: (*row.vietnamese, *row.russian) for row in rows}
    seeds = tuple(seeds)
    if unknown := sorted(elsewhere.keys() - {seed.key for seed in seeds}):
        raise GazetteerError(
            f"{OTHER_LANGUAGES.name}: {', '.join(unknown)} in no line of {COUNTRIES.name} or {ORGANISATIONS.name}. "
            "Correct the key or add the line."
        )
    return tuple(replace(seed, names=_also(seed.names, elsewhere.get(seed.key, ()))) for seed in seeds)


def _also(names: tuple[SeedName, ...], texts: Iterable[str]) -> tuple[SeedName, ...]:
    """The names, and those of other languages that are spelt as none of them."""
    known = {name.text for name in names}
    return tuple(sorted((*names, *(SeedName(text, "foreign") for text in dict.fromkeys(texts) if text not in known))))


def seed_places(cities: Iterable[CityRow]) -> tuple[SeedPlace, ...]:
    """One place for each main name (as `name_key` compares names), in the order of their keys.

    A main name that is above all a spelling of a larger city gives none: Odessa is Odesa. Nor does one
    of which nothing is known, as equal candidates share nothing.
    """
    places = (_place(key, named) for key, named in sorted(_bearers(cities).items()) if _is_main(key, named))
    return tuple(place for place in places if place.country or place.latitude is not None)


def place_countries(cities: Iterable[CityRow]) -> dict[str, str | None]:
    """The country key of each spelling of a city; None where cities of several countries are equal candidates."""
    cities = tuple(cities)
    countries = {key: _place(key, named).country for key, named in _bearers(cities).items()}
    texts = {text for city in cities for text in (city.name, *city.other_names)}
    return {text: countries[name_key(text)] for text in sorted(texts)}


def main_place_keys(cities: Iterable[CityRow]) -> dict[str, str]:
    """For each spelling's key the key of the place that it means: `kiev` -> `kyiv`, `hanoi` -> `hanoi`."""
    meant = {key: _meant(named) for key, named in _bearers(cities).items()}
    return {key: name_key(city.name) if city else key for key, city in meant.items()}


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


def _names(named: Mapping[str, Iterable[str]], ambiguous: tuple[str, ...]) -> tuple[SeedName, ...]:
    """Each spelling once, under the first kind that has it, without those that mean something else too."""
    kinds: dict[str, str] = {}
    for kind, texts in named.items():
        for text in texts:
            if text and text not in ambiguous:
                kinds.setdefault(text, kind)
    return tuple(sorted(SeedName(text, kind) for text, kind in kinds.items()))


def _bearers(cities: Iterable[CityRow]) -> dict[str, list[CityRow]]:
    """The cities that have a spelling, by its key, the weightiest first."""
    bearers: dict[str, list[CityRow]] = defaultdict(list)
    for city in sorted(cities, key=lambda city: (-_weight(city), city.name, city.iso2)):
        for key in sorted({name_key(text) for text in (city.name, *city.other_names)}):
            bearers[key].append(city)
    return bearers


def _weight(city: CityRow) -> int:
    return max(city.population, 1) * (CAPITAL_WEIGHT if city.capital else 1)


def _meant(bearers: list[CityRow]) -> CityRow | None:
    """The city that a bare name means, if there is one."""
    first, *others = bearers
    return first if not others or _weight(first) >= DOMINANCE * _weight(others[0]) else None


def _is_main(key: str, bearers: list[CityRow]) -> bool:
    """It is the main name of the city that it means, or where none is meant of any."""
    meant = _meant(bearers)
    return key in {name_key(city.name) for city in ([meant] if meant else bearers)}


def _place(key: str, bearers: list[CityRow]) -> SeedPlace:
    """The city that a bare name means, or as much as all of its bearers share."""
    city = _meant(bearers)
    if city:
        return SeedPlace(city.name, country_key(city.iso2), city.latitude, city.longitude)
    name = next((city.name for city in bearers if name_key(city.name) == key), bearers[0].name)
    shared = bearers[0].iso2 if len({city.iso2 for city in bearers}) == 1 else ""
    return SeedPlace(name, country_key(shared), None, None)


def _check_codes(known: set[str], organisations: Iterable[OrganisationRow]) -> None:
    for row in organisations:
        unknown = sorted({row.country, *row.members} - known - {""})
        if unknown:
            raise GazetteerError(
                f"{ORGANISATIONS.name}, {row.code}: {', '.join(unknown)} not in {COUNTRIES.name}. "
                "Correct the code or add the country."
            )


def _check_shared(seeds: Iterable[SeedActor], declared: Mapping[str, tuple[str, ...]]) -> None:
    """A name of several actors is declared so by each of them, and no other is."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for seed in seeds:
        for name in seed.names:
            bearers[name.text].add(seed.key)
    declarers: dict[str, set[str]] = defaultdict(set)
    for key, texts in declared.items():
        for text in texts:
            declarers[text].add(key)
    for text in sorted(bearers.keys() | declarers.keys()):
        keys = bearers[text] if len(bearers[text]) > 1 else set()
        if keys != declarers[text]:
            raise GazetteerError(
                f"{text!r} is a name of {_listed(bearers[text])}, and {_listed(declarers[text])} "
                "has it in the column shared. Put it there in all lines that have the name, or leave it to one line."
            )


def check_persons(persons: Iterable[PersonRow], seeds: Iterable[SeedActor], titles: Iterable[TitleRow]) -> None:
    """Bodies and titles of persons are those of the other files. Raises GazetteerError."""
    keys, known = {seed.key for seed in seeds}, {text for row in titles for text in (row.title, *row.variants)}
    for row in persons:
        if row.body not in keys:
            raise GazetteerError(
                f"{PERSONS.name}, {row.name}: body {row.body!r} is no line of {COUNTRIES.name} or "
                f"{ORGANISATIONS.name}. Correct the key or add the line."
            )
        if row.title not in known:
            raise GazetteerError(
                f"{PERSONS.name}, {row.name}: {row.title!r} is no title of {TITLES.name}. "
                "Write it as there, or add a line."
            )


def _listed(keys: Iterable[str]) -> str:
    return " and ".join(sorted(keys)) or "nobody"
