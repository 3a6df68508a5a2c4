"""What identity knows beforehand: the names, members and cities of the gazetteers, as look-ups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kb.gazetteers.rows import CityRow
from kb.gazetteers.seeds import SeedActor, main_place_keys, place_countries
from kb.names import name_key

#: the most words that the name of a country has
_LONGEST = 5


@dataclass(frozen=True)
class KnownPlace:
    """A place by the key of its main name (`kyiv` also for `Kiev`), and the key of its country, if known."""

    key: str
    country: str | None


@dataclass(frozen=True)
class Known:
    """Actors are named by their gazetteer keys (`country:RU`)."""

    #: (kind, name key) -> actor, for names and acronyms
    actors: Mapping[tuple[str, str], str]
    #: name key of a country's names and demonyms -> country
    countries: Mapping[str, str]
    #: organisation -> country that it is of
    homes: Mapping[str, str]
    #: organisation -> members
    members: Mapping[str, frozenset[str]]
    places: Mapping[str, KnownPlace]
    #: (words of a general name, country) -> body: `Security Council` of Russia
    national_bodies: Mapping[tuple[str, str], str] = field(default_factory=dict)
    #: main words of each actor's names, by actor: what names of meetings say of who meets
    name_words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, seeds: Iterable[SeedActor], cities: Iterable[CityRow] = ()) -> Known:
        seeds, cities = tuple(seeds), tuple(cities)
        actors, countries = {}, {}
        for seed in seeds:
            for name in seed.names:
                if name.kind in ("name", "acronym"):
                    actors[seed.kind, name_key(name.text)] = seed.key
                if seed.kind == "country" and name.kind != "seat":
                    countries[name_key(name.text)] = seed.key
        main, homes = main_place_keys(cities), place_countries(cities)
        places = {name_key(text): KnownPlace(main[name_key(text)], country) for text, country in homes.items()}
        return cls(
            actors=actors,
            countries=countries,
            homes={seed.key: seed.country for seed in seeds if seed.country},
            members={seed.key: frozenset(seed.members) for seed in seeds if seed.members},
            places=places,
            name_words={seed.key: frozenset(_words_of(seed)) for seed in seeds},
        )

    def place(self, name: str) -> KnownPlace:
        """The place of a name as texts have it; a country is the place of its own key."""
        key = name_key(name)
        if country := self.countries.get(key):
            return KnownPlace(country, country)
        return self.places.get(key) or KnownPlace(key, None)

    def country_at_start(self, words: list[str]) -> tuple[str | None, list[str]]:
        """The country whose name or demonym begins a name, and the words after it."""
        for size in range(min(_LONGEST, len(words) - 1), 0, -1):
            if country := self.countries.get(" ".join(words[:size])):
                return country, words[size:]
        return None, words

    def country_at_end(self, words: list[str]) -> tuple[str | None, list[str]]:
        """The country of a name that ends in `of …`, and the words before."""
        for at in range(max(1, len(words) - _LONGEST - 1), len(words) - 1):
            if words[at] in ("of", "in"):
                rest = words[at + 1 :]
                rest = rest[1:] if rest[:1] == ["the"] else rest
                if country := self.countries.get(" ".join(rest)):
                    return country, words[:at]
        return None, words


def _words_of(seed: SeedActor) -> Iterable[str]:
    for name in seed.names:
        yield from name_key(name.text).split()
