"""Reading the gazetteer files: CSV in, frozen rows out; whatever is not as it should be stops with its line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

from kb.gazetteers.rows import (
    ORGANISATION_TYPES,
    TITLE_LEVELS,
    UN_STATUSES,
    CityRow,
    CountryRow,
    OrganisationRow,
    OtherLanguagesRow,
    PersonRow,
    TitleRow,
)

FOLDER = Path(__file__).resolve().parent
COUNTRIES = FOLDER / "countries.csv"
ORGANISATIONS = FOLDER / "organisations.csv"
OTHER_LANGUAGES = FOLDER / "other_languages.csv"
TITLES = FOLDER / "titles.csv"
CITIES = FOLDER / "cities.csv"
PERSONS = FOLDER / "persons.csv"
FILES = (COUNTRIES, ORGANISATIONS, OTHER_LANGUAGES, TITLES, CITIES, PERSONS)

_COLUMN_OF_FIELD = {"code": "key", "since": "from", "until": "to"}
_KEY = "country:[A-Z]{2}|organisation:[A-Z0-9-]+"
_MONTH = r"(19|20)\d\d(-(0[1-9]|1[0-2]))?"


class GazetteerError(ValueError):
    """A gazetteer file is not as it should be; the message names file, line, value and remedy."""


class Line:
    """One line of a file: hands out its columns, checked."""

    def __init__(self, path: Path, number: int, values: dict[str, str]) -> None:
        self.path, self.number, self._values = path, number, values

    def fail(self, problem: str, remedy: str) -> GazetteerError:
        return GazetteerError(f"{self.path.name}, line {self.number}: {problem}. {remedy}")

    def text(self, column: str, *, required: bool = False) -> str:
        value = self._values[column]
        if value != " ".join(value.split()):
            raise self.fail(f"{column} {value!r} has stray spaces", "Remove them.")
        if required and not value:
            raise self.fail(f"{column} is empty", "Fill it in.")
        return value

    def matching(self, column: str, pattern: str, meaning: str, *, required: bool = False) -> str:
        value = self.text(column, required=required)
        if value and not re.fullmatch(pattern, value):
            raise self.fail(f"{column} {value!r} is not {meaning}", f"Write it as {pattern}.")
        return value

    def many(self, column: str) -> tuple[str, ...]:
        """Values between bars, none twice: `Kiev|Kyjiw`."""
        value = self.text(column)
        parts = tuple(value.split("|")) if value else ()
        for part in parts:
            if not part or part != part.strip():
                raise self.fail(f"{column} {value!r} has an empty or padded part", "Write A|B, without spaces.")
        if len(set(parts)) < len(parts):
            raise self.fail(f"{column} {value!r} names one thing twice", "Remove the repetition.")
        return parts

    def codes(self, column: str) -> tuple[str, ...]:
        codes = self.many(column)
        for code in codes:
            if not re.fullmatch("[A-Z]{2}", code):
                raise self.fail(f"{column} has {code!r}, which is no country code", "Write two capitals, e.g. VN.")
        return codes

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        value = self.text(column)
        if value not in allowed:
            raise self.fail(f"{column} {value!r} is not known", f"Write one of: {', '.join(allowed)}.")
        return value

    def yes(self, column: str) -> bool:
        return self.one_of(column, ("yes", "")) == "yes"

    def number_between(self, column: str, low: float, high: float) -> float | None:
        value = self.text(column)
        if not value:
            return None
        if not re.fullmatch(r"-?\d+(\.\d+)?", value) or not low <= float(value) <= high:
            raise self.fail(f"{column} {value!r} is not a number from {low} to {high}", "Write e.g. 21.0245.")
        return float(value)

    def coordinates(self, latitude: str, longitude: str) -> tuple[float | None, float | None]:
        pair = self.number_between(latitude, -90, 90), self.number_between(longitude, -180, 180)
        if (pair[0] is None) != (pair[1] is None):
            raise self.fail(f"only one of {latitude} and {longitude} is given", "Give both or none.")
        return pair


def read_countries(path: Path = COUNTRIES) -> tuple[CountryRow, ...]:
    """States and territories. Raises GazetteerError."""
    rows = tuple(map(_country, _lines(path, CountryRow)))
    _unique(path, "iso2", (row.iso2 for row in rows))
    _unique(path, "iso3", (row.iso3 for row in rows if row.iso3))
    _unique(path, "name", (row.name for row in rows))
    return rows


def read_organisations(path: Path = ORGANISATIONS) -> tuple[OrganisationRow, ...]:
    """Organisations, forums and movements. Raises GazetteerError."""
    rows = tuple(map(_organisation, _lines(path, OrganisationRow)))
    _unique(path, "key", (row.code for row in rows))
    _unique(path, "name", (row.name for row in rows))
    return rows


def read_other_languages(path: Path = OTHER_LANGUAGES) -> tuple[OtherLanguagesRow, ...]:
    """Names of countries and organisations in other languages. Raises GazetteerError."""
    rows = tuple(map(_other_languages, _lines(path, OtherLanguagesRow)))
    _unique(path, "key", (row.key for row in rows))
    return rows


def read_titles(path: Path = TITLES) -> tuple[TitleRow, ...]:
    """Titles of posts. Raises GazetteerError."""
    rows = tuple(map(_title, _lines(path, TitleRow)))
    _unique(path, "title", (text.casefold() for row in rows for text in (row.title, *row.variants)))
    return rows


def read_cities(path: Path = CITIES) -> tuple[CityRow, ...]:
    """Cities and venues, the most populous of one name first. Raises GazetteerError."""
    rows = tuple(map(_city, _lines(path, CityRow)))
    return tuple(sorted(rows, key=lambda row: (row.name, -row.population)))


def read_persons(path: Path = PERSONS) -> tuple[PersonRow, ...]:
    """Posts of well-known persons. Raises GazetteerError."""
    rows = tuple(map(_person, _lines(path, PersonRow)))
    _unique(path, "post", (f"{row.name}, {row.title}, {row.body}, {row.since}" for row in rows))
    return rows


def _country(line: Line) -> CountryRow:
    latitude, longitude = line.coordinates("capital_latitude", "capital_longitude")
    return CountryRow(
        iso2=line.matching("iso2", "[A-Z]{2}", "an ISO 3166-1 code", required=True),
        iso3=line.matching("iso3", "[A-Z]{3}", "an ISO 3166-1 code"),
        un_status=line.one_of("un_status", UN_STATUSES),
        name=line.text("name", required=True),
        official_name=line.text("official_name", required=True),
        other_names=line.many("other_names"),
        acronyms=line.many("acronyms"),
        demonyms=line.many("demonyms"),
        ambiguous=line.many("ambiguous"),
        shared=line.many("shared"),
        capital=line.text("capital"),
        capital_variants=line.many("capital_variants"),
        capital_latitude=latitude,
        capital_longitude=longitude,
        seats=line.many("seats"),
    )


def _organisation(line: Line) -> OrganisationRow:
    return OrganisationRow(
        code=line.matching("key", "[A-Z0-9]+(-[A-Z0-9]+)*", "a key", required=True),
        name=line.text("name", required=True),
        acronyms=line.many("acronyms"),
        other_names=line.many("other_names"),
        ambiguous=line.many("ambiguous"),
        shared=line.many("shared"),
        type=line.one_of("type", ORGANISATION_TYPES),
        forum=line.yes("forum"),
        country=line.matching("country", "[A-Z]{2}", "an ISO 3166-1 code"),
        seats=line.many("seats"),
        members=line.codes("members"),
        headquarters=line.text("headquarters"),
    )


def _other_languages(line: Line) -> OtherLanguagesRow:
    return OtherLanguagesRow(
        key=line.matching("key", _KEY, "a key", required=True),
        vietnamese=line.many("vietnamese"),
        russian=line.many("russian"),
    )


def _title(line: Line) -> TitleRow:
    return TitleRow(
        title=line.text("title", required=True),
        level=line.one_of("level", TITLE_LEVELS),
        variants=line.many("variants"),
    )


def _city(line: Line) -> CityRow:
    latitude, longitude = line.coordinates("latitude", "longitude")
    if latitude is None or longitude is None:
        raise line.fail("latitude and longitude are empty", "Fill them in, in decimal degrees.")
    return CityRow(
        name=line.text("name", required=True),
        other_names=line.many("other_names"),
        iso2=line.matching("iso2", "[A-Z]{2}", "an ISO 3166-1 code"),
        latitude=latitude,
        longitude=longitude,
        population=int(line.matching("population", r"\d+", "a whole number") or 0),
        capital=line.yes("capital"),
    )


def _person(line: Line) -> PersonRow:
    row = PersonRow(
        name=line.text("name", required=True),
        other_names=line.many("other_names"),
        body=line.matching("body", _KEY, "a key", required=True),
        title=line.text("title", required=True),
        since=line.matching("from", _MONTH, "a year or month", required=True),
        until=line.matching("to", _MONTH, "a year or month"),
    )
    if row.until and row.until < row.since[: len(row.until)]:
        raise line.fail(f"to {row.until!r} lies before from {row.since!r}", "Correct one of the two.")
    return row


def _lines(path: Path, row_class: type) -> Iterator[Line]:
    columns = [_COLUMN_OF_FIELD.get(field.name, field.name) for field in fields(row_class)]
    try:
        file = path.open(encoding="utf-8", newline="")
    except FileNotFoundError as error:
        raise GazetteerError(f"{path} is missing. Restore it from the project's history.") from error
    with file:
        reader = csv.reader(file, strict=True)
        header = next(reader, [])
        if sorted(header) != sorted(columns):
            raise GazetteerError(f"{path.name}, line 1: columns {header} are not {columns}. Name them so.")
        for values in reader:
            if len(values) != len(header):
                raise GazetteerError(
                    f"{path.name}, line {reader.line_num}: {len(values)} columns instead of {len(header)} in "
                    f"{values!r}. Put values with commas between double quotes."
                )
            yield Line(path, reader.line_num, dict(zip(header, values, strict=True)))


def _unique(path: Path, column: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise GazetteerError(f"{path.name}: {column} {value!r} stands twice. Keep one of the two.")
        seen.add(value)
