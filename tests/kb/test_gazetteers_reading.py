"""Errors of the gazetteer readers: each names the file, the line, the value and the remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.gazetteers import (
    GazetteerError,
    read_cities,
    read_countries,
    read_organisations,
    read_other_languages,
    read_persons,
    read_titles,
)

COUNTRY = {
    "iso2": "VN", "iso3": "VNM", "un_status": "member", "name": "Vietnam", "official_name": "Vietnam",
    "other_names": "Viet Nam|Việt Nam", "acronyms": "", "demonyms": "Vietnamese", "ambiguous": "", "shared": "",
    "capital": "Hanoi", "capital_variants": "", "capital_latitude": "21.0245", "capital_longitude": "105.8412",
    "seats": "",
}  # fmt: skip
ORGANISATION = {
    "key": "ASEAN", "name": "Association", "acronyms": "ASEAN", "other_names": "", "ambiguous": "", "shared": "",
    "type": "intergovernmental", "forum": "", "country": "", "seats": "", "members": "VN|TH", "headquarters": "Jakarta",
}  # fmt: skip
CITY = {
    "name": "Hanoi", "other_names": "Ha Noi", "iso2": "VN", "latitude": "21.0", "longitude": "105.8",
    "population": "8000000", "capital": "yes",
}  # fmt: skip
OTHER_LANGUAGES = {"key": "country:RU", "vietnamese": "Nga|Liên bang Nga", "russian": "Россия"}
TITLE = {"title": "President", "level": "head_of_state", "variants": "State President"}
PERSON = {
    "name": "Sergei Lavrov", "other_names": "Sergey Lavrov", "body": "country:RU", "title": "Foreign Minister",
    "from": "2004-03", "to": "",
}  # fmt: skip


def write(path: Path, *lines: dict[str, str]) -> Path:
    rows = [",".join(lines[0]), *(",".join(line.values()) for line in lines)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_reading_gives_what_the_line_says(tmp_path: Path) -> None:
    (country,) = read_countries(write(tmp_path / "countries.csv", COUNTRY))
    assert (country.key, country.other_names, country.capital_latitude) == (
        "country:VN", ("Viet Nam", "Việt Nam"), 21.0245,
    )  # fmt: skip
    (organisation,) = read_organisations(write(tmp_path / "organisations.csv", {**ORGANISATION, "forum": "yes"}))
    assert (organisation.key, organisation.forum, organisation.members) == ("organisation:ASEAN", True, ("VN", "TH"))
    (city,) = read_cities(write(tmp_path / "cities.csv", CITY))
    assert (city.name, city.population, city.capital) == ("Hanoi", 8_000_000, True)
    (elsewhere,) = read_other_languages(write(tmp_path / "other_languages.csv", OTHER_LANGUAGES))
    assert (elsewhere.key, elsewhere.vietnamese, elsewhere.russian) == (
        "country:RU", ("Nga", "Liên bang Nga"), ("Россия",),
    )  # fmt: skip
    (title,) = read_titles(write(tmp_path / "titles.csv", TITLE))
    assert (title.title, title.level, title.variants) == ("President", "head_of_state", ("State President",))
    (person,) = read_persons(write(tmp_path / "persons.csv", PERSON))
    assert (person.name, person.other_names, person.since, person.until) == (
        "Sergei Lavrov", ("Sergey Lavrov",), "2004-03", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("read", "line", "wrong", "words"),
    [
        (read_countries, COUNTRY, {"iso2": "vn"}, "iso2 'vn' is not an ISO 3166-1 code. Write it as [A-Z]{2}."),
        (read_other_languages, OTHER_LANGUAGES, {"key": "RU"}, "key 'RU' is not a key"),
        (read_countries, COUNTRY, {"iso2": ""}, "iso2 is empty. Fill it in."),
        (read_countries, COUNTRY, {"iso3": "V1M"}, "iso3 'V1M' is not"),
        (read_countries, COUNTRY, {"name": "Viet  nam"}, "name 'Viet  nam' has stray spaces. Remove them."),
        (read_countries, COUNTRY, {"un_status": "state"}, "un_status 'state' is not known. Write one of: member,"),
        (read_countries, COUNTRY, {"demonyms": "A||B"}, "demonyms 'A||B' has an empty or padded part. Write A|B"),
        (read_countries, COUNTRY, {"demonyms": "A| B"}, "demonyms 'A| B' has an empty or padded part"),
        (read_countries, COUNTRY, {"demonyms": "A|A"}, "demonyms 'A|A' names one thing twice"),
        (read_countries, COUNTRY, {"capital_latitude": "91"}, "capital_latitude '91' is not a number from -90 to 90"),
        (read_countries, COUNTRY, {"capital_longitude": "1e2"}, "capital_longitude '1e2' is not a number"),
        (read_countries, COUNTRY, {"capital_longitude": ""}, "only one of capital_latitude and capital_longitude"),
        (read_organisations, ORGANISATION, {"key": "asean"}, "key 'asean' is not a key. Write it as"),
        (read_organisations, ORGANISATION, {"type": "club"}, "type 'club' is not known. Write one of: intergov"),
        (read_organisations, ORGANISATION, {"forum": "no"}, "forum 'no' is not known. Write one of: yes"),
        (read_organisations, ORGANISATION, {"members": "VN|THA"}, "members has 'THA', which is no country code"),
        (read_cities, CITY, {"latitude": "", "longitude": ""}, "latitude and longitude are empty. Fill them in"),
        (read_cities, CITY, {"population": "8 m"}, "population '8 m' is not a whole number"),
        (read_persons, PERSON, {"body": "Russia"}, "body 'Russia' is not a key. Write it as country:"),
        (read_persons, PERSON, {"from": "March 2004"}, "from 'March 2004' is not a year or month"),
        (read_persons, PERSON, {"from": "2004-13"}, "from '2004-13' is not a year or month"),
        (read_persons, PERSON, {"from": ""}, "from is empty. Fill it in."),
        (read_persons, PERSON, {"to": "2003"}, "to '2003' lies before from '2004-03'. Correct one of the two."),
        (read_titles, TITLE, {"level": "boss"}, "level 'boss' is not known. Write one of: head_of_state"),
    ],
)
def test_reading_refuses_a_wrong_value(
    tmp_path: Path,
    read: Callable[[Path], object],
    line: dict[str, str],
    wrong: dict[str, str],
    words: str,
) -> None:
    path = write(tmp_path / "some.csv", line | wrong)
    with pytest.raises(GazetteerError) as caught:
        read(path)
    assert str(caught.value).startswith("some.csv, line 2: ")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("read", "lines", "words"),
    [
        (read_countries, (COUNTRY, COUNTRY), "iso2 'VN' stands twice"),
        (read_countries, (COUNTRY, {**COUNTRY, "iso2": "VV", "iso3": "VVV"}), "name 'Vietnam' stands twice"),
        (read_organisations, (ORGANISATION, ORGANISATION), "key 'ASEAN' stands twice"),
        (read_persons, (PERSON, PERSON), "post 'Sergei Lavrov, Foreign Minister, country:RU, 2004-03' stands twice"),
        (read_titles, (TITLE, {**TITLE, "title": "state president"}), "title 'state president' stands twice"),
    ],
)
def test_reading_refuses_doubles(
    tmp_path: Path, read: Callable[[Path], object], lines: tuple[dict[str, str], ...], words: str
) -> None:
    with pytest.raises(GazetteerError, match=words):
        read(write(tmp_path / "some.csv", *lines))


@pytest.mark.parametrize(
    ("contents", "words"),
    [
        ("", "line 1: columns [] are not ['title', 'level', 'variants']. Name them so."),
        ("title,rank,variants\n", "line 1: columns ['title', 'rank', 'variants'] are not"),
        ("title,level,variants\nMinister, Deputy,minister,\n", "line 2: 4 columns instead of 3"),
    ],
)
def test_reading_refuses_a_wrong_table(tmp_path: Path, contents: str, words: str) -> None:
    path = tmp_path / "titles.csv"
    path.write_text(contents, encoding="utf-8")
    with pytest.raises(GazetteerError) as caught:
        read_titles(path)
    assert words in str(caught.value)


def test_reading_names_the_missing_file(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"none\.csv is missing\. Restore it"):
        read_titles(tmp_path / "none.csv")
