"""The lines of the gazetteers: countries, organisations, their names elsewhere, titles of posts, cities, persons."""

from __future__ import annotations

from dataclasses import dataclass

UN_STATUSES = ("member", "observer", "none", "former")
ORGANISATION_TYPES = ("intergovernmental", "forum", "court", "bank", "agency", "party", "movement", "ngo")
TITLE_LEVELS = (
    "head_of_state",
    "head_of_government",
    "minister",
    "deputy_minister",
    "senior_official",
    "ambassador",
    "head_of_organisation",
    "legislator",
    "military",
    "party",
    "other",
)


@dataclass(frozen=True)
class CountryRow:
    """A state or territory acting in world politics.

    `capital` and its variants stand for the government, as do `seats` (Kremlin, White House).
    `shared`: those of its names that other lines have too (Congolese, Korea). `ambiguous`: names that
    also mean something else (Brussels, the seat of the EU; Male, the word): alone they name nobody.
    """

    iso2: str
    iso3: str
    un_status: str
    name: str
    official_name: str
    other_names: tuple[str, ...]
    acronyms: tuple[str, ...]
    demonyms: tuple[str, ...]
    ambiguous: tuple[str, ...]
    shared: tuple[str, ...]
    capital: str
    capital_variants: tuple[str, ...]
    capital_latitude: float | None
    capital_longitude: float | None
    seats: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"country:{self.iso2}"


@dataclass(frozen=True)
class OrganisationRow:
    """An international organisation, forum, court, bank, agency, party, movement or NGO.

    `forum`: its name is that of an event series (East Asia Summit), so that one occurrence and the
    institution share it. `country`: ISO code of the one country it belongs to, else empty.
    `members`: ISO codes. `seats`: buildings and cities that stand for it (Brussels for the EU).
    `shared` and `ambiguous` as of countries.
    """

    code: str
    name: str
    acronyms: tuple[str, ...]
    other_names: tuple[str, ...]
    ambiguous: tuple[str, ...]
    shared: tuple[str, ...]
    type: str
    forum: bool
    country: str
    seats: tuple[str, ...]
    members: tuple[str, ...]
    headquarters: str

    @property
    def key(self) -> str:
        return f"organisation:{self.code}"


@dataclass(frozen=True)
class OtherLanguagesRow:
    """What Vietnamese and Russian call a country or organisation, by the key of its line (country:RU)."""

    key: str
    vietnamese: tuple[str, ...]
    russian: tuple[str, ...]


@dataclass(frozen=True)
class TitleRow:
    """The title of a post, with its other spellings, and the rank it gives."""

    title: str
    level: str
    variants: tuple[str, ...]


@dataclass(frozen=True)
class CityRow:
    """A city or venue where meetings are held; `iso2` is empty where no side is taken whose it is.

    `capital`: of its country, or the seat of its government.
    """

    name: str
    other_names: tuple[str, ...]
    iso2: str
    latitude: float
    longitude: float
    population: int
    capital: bool


@dataclass(frozen=True)
class PersonRow:
    """A post that a well-known person had, with the time; a person of several posts has several lines.

    `body`: key of the country or organisation (country:RU, organisation:ASEAN); `title`: as in the
    titles' file; `since`, `until`: year or month, inclusive; `until` is empty where the post was still held when the
    line was written.
    """

    name: str
    other_names: tuple[str, ...]
    body: str
    title: str
    since: str
    until: str
