"""The data of the gazetteers: complete, consistent, and without doubles."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from kb.gazetteers import (
    FILES,
    CityRow,
    CountryRow,
    GazetteerError,
    OrganisationRow,
    PersonRow,
    read_cities,
    read_countries,
    read_organisations,
    read_persons,
)
from kb.gazetteers import read_titles as read_title_rows
from kb.gazetteers.reading import FOLDER
from kb.gazetteers.rows import TITLE_LEVELS
from kb.gazetteers.seeds import SeedActor, check_persons, seed_actors, seed_places

COUNTRIES = {row.iso2: row for row in read_countries()}
ORGANISATIONS = {row.code: row for row in read_organisations()}
CITIES = read_cities()
SEEDS = {seed.key: seed for seed in seed_actors(COUNTRIES.values(), ORGANISATIONS.values())}
TITLES = {text.casefold(): row.level for row in read_title_rows() for text in (row.title, *row.variants)}


def kinds(seed: SeedActor) -> dict[str, str]:
    return {name.text: name.kind for name in seed.names}


def test_countries_are_all_members_of_the_united_nations() -> None:
    statuses = Counter(row.un_status for row in COUNTRIES.values())
    assert statuses["member"] == 193
    assert {row.iso2 for row in COUNTRIES.values() if row.un_status == "observer"} == {"VA", "PS"}
    assert set(ORGANISATIONS["UN"].members) == {row.iso2 for row in COUNTRIES.values() if row.un_status == "member"}


@pytest.mark.parametrize("iso2", ["TW", "XK", "HK", "MO", "GL", "FO", "EH", "CK", "NU"])
def test_countries_include_territories_that_act(iso2: str) -> None:
    assert COUNTRIES[iso2].un_status == "none"


@pytest.mark.parametrize("row", COUNTRIES.values(), ids=COUNTRIES)
def test_countries_have_what_a_map_and_a_text_need(row: CountryRow) -> None:
    assert row.iso3 or row.iso2.startswith("X"), "only user-assigned codes go without a second one"
    assert row.capital or row.iso2 == "TK"
    assert (row.capital_latitude is not None) == bool(row.capital)
    assert row.demonyms or row.iso2 == "VA"
    assert set(row.shared) <= {*row.other_names, *row.acronyms, *row.demonyms, row.capital}


@pytest.mark.parametrize(
    ("key", "text", "kind"),
    [
        ("country:VN", "Viet Nam", "name"),
        ("country:VN", "Hà Nội", "seat"),
        ("country:RU", "Kremlin", "seat"),
        ("country:RU", "Russians", "demonym"),
        ("country:US", "White House", "seat"),
        ("country:US", "U.S.", "acronym"),
        ("country:GB", "Britain", "name"),
        ("country:GB", "Downing Street", "seat"),
        ("country:TR", "Türkiye", "name"),
        ("country:CZ", "Czechia", "name"),
        ("country:CI", "Côte d'Ivoire", "name"),
        ("country:MM", "Nay Pyi Taw", "seat"),
        ("country:TL", "East Timor", "name"),
        ("country:PH", "Philippine", "demonym"),
        ("country:PH", "Malacañang", "seat"),
        ("country:LA", "Lao", "demonym"),
        ("country:NL", "The Hague", "seat"),
        ("country:UA", "Kiev", "seat"),
        ("country:KZ", "Nur-Sultan", "seat"),
        ("country:FR", "Quai d'Orsay", "seat"),
        ("country:VA", "Holy See", "name"),
        ("country:CD", "Congolese", "demonym"),
        ("country:CG", "Congolese", "demonym"),
        ("organisation:ASEAN", "Association of Southeast Asian Nations", "name"),
        ("organisation:ASEAN", "ASEAN", "acronym"),
        ("organisation:EU", "Brussels", "seat"),
        ("organisation:WHO", "World Health Organisation", "name"),
        ("organisation:WHO", "WHO", "acronym"),
        ("organisation:SCO", "Shanghai Cooperation Organization", "name"),
        ("organisation:UN-SECURITY-COUNCIL", "UN Security Council", "name"),
        ("organisation:UN-SECURITY-COUNCIL", "U.N. Security Council", "name"),
        ("organisation:ADMM-PLUS", "ASEAN Defense Ministers' Meeting-Plus", "name"),
        ("organisation:EAEU", "Eurasian Economic Union", "name"),
        ("organisation:US-DEFENSE-DEPARTMENT", "Pentagon", "seat"),
    ],
)
def test_names_stand_for_their_actor(key: str, text: str, kind: str) -> None:
    assert kinds(SEEDS[key])[text] == kind


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("country:BE", "Brussels"),
        ("country:MV", "Male"),
        ("country:AE", "Emirates"),
        ("country:CF", "CAR"),
        ("country:SU", "Moscow"),
        ("country:IL", "Jerusalem"),
        ("country:PS", "Jerusalem"),
        ("organisation:ANTALYA-FORUM", "ADF"),
    ],
)
def test_names_that_mean_something_else_are_kept_back(key: str, text: str) -> None:
    assert text not in kinds(SEEDS[key])


def test_names_belong_to_several_only_where_they_say_so() -> None:
    bearers = defaultdict(set)
    for seed in SEEDS.values():
        for text in kinds(seed):
            bearers[text].add(seed.key)
    several = {text: keys for text, keys in bearers.items() if len(keys) > 1}
    assert several.pop("IDB") == {"organisation:ISDB", "organisation:IADB"}
    assert {text for text, keys in several.items() if keys == {"country:KP", "country:KR"}} == {
        "Korea", "Korean", "Koreans",
    }  # fmt: skip
    declared = {text for row in COUNTRIES.values() for text in row.shared}
    assert several.keys() == declared


@pytest.mark.parametrize(
    ("key", "members"),
    [
        ("ASEAN", 11), ("NATO", 32), ("EU", 27), ("OSCE", 57), ("COUNCIL-OF-EUROPE", 46), ("OECD", 38), ("AU", 55),
        ("OIC", 57), ("ARAB-LEAGUE", 22), ("GCC", 6), ("COMMONWEALTH", 56), ("APEC", 21), ("PIF", 18), ("SCO", 10),
        ("CSTO", 6), ("EAEU", 5), ("CIS", 9), ("G7", 7), ("G20", 19), ("BRICS", 10), ("ECOWAS", 12), ("SADC", 16),
        ("CARICOM", 15), ("CELAC", 33), ("MERCOSUR", 5), ("SAARC", 8), ("CICA", 28), ("EAS", 19), ("COMESA", 21),
    ],
)  # fmt: skip
def test_organisations_have_their_number_of_member_states(key: str, members: int) -> None:
    assert len(ORGANISATIONS[key].members) == members


def test_organisations_are_many_and_of_every_type() -> None:
    assert len(ORGANISATIONS) >= 400
    assert min(Counter(row.type for row in ORGANISATIONS.values()).values()) >= 5


@pytest.mark.parametrize(
    "row", [row for row in ORGANISATIONS.values() if "Organisation" in row.name], ids=lambda row: row.code
)
def test_organisations_are_known_in_american_spelling_too(row: OrganisationRow) -> None:
    assert row.name.replace("Organisation", "Organization") in row.other_names


@pytest.mark.parametrize("key", ["EAS", "ASEAN-REGIONAL-FORUM", "ADMM-PLUS", "MUNICH-SECURITY-CONFERENCE", "SPIEF"])
def test_organisations_that_are_event_series_say_so(key: str) -> None:
    assert ORGANISATIONS[key].forum


@pytest.mark.parametrize("key", ["ASEAN", "UN", "ICJ", "G20", "EUROPEAN-COMMISSION"])
def test_organisations_that_are_none_are_no_forum(key: str) -> None:
    assert not ORGANISATIONS[key].forum


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Minister for Foreign Affairs", "minister"),
        ("Foreign Secretary", "minister"),
        ("Taoiseach", "head_of_government"),
        ("Pope", "head_of_state"),
        ("Secretary-General", "head_of_organisation"),
        ("State Councillor", "minister"),
        ("Chargé d'Affaires", "ambassador"),
        ("Deputy Minister of National Defence", "deputy_minister"),
        ("National Security Adviser", "senior_official"),
        ("Speaker", "legislator"),
        ("Chief of the General Staff", "military"),
        ("General Secretary", "party"),
        ("Spokeswoman", "senior_official"),
        ("Crown Prince", "other"),
    ],
)
def test_titles_have_their_level(title: str, level: str) -> None:
    assert TITLES[title.casefold()] == level


def test_titles_are_many_and_of_every_level() -> None:
    assert len(read_title_rows()) >= 250
    assert set(TITLES.values()) == set(TITLE_LEVELS)


@pytest.mark.parametrize(
    ("name", "iso2"),
    [("Davos", "CH"), ("Camp David", "US"), ("Sharm el-Sheikh", "EG"), ("Cha-am", "TH"), ("Pasay", "PH"),
     ("Argyle", "VC"), ("Boracay", "PH"), ("Bishkek", "KG"), ("Windhoek", "NA"), ("Apia", "WS"), ("Valdai", "RU"),
     ("Longyearbyen", "NO"), ("Reykjavik", "IS"), ("Biarritz", "FR"), ("Geneva", "CH"), ("Jerusalem", "")],
)  # fmt: skip
def test_cities_are_known_with_their_country(name: str, iso2: str) -> None:
    assert iso2 in {city.iso2 for city in CITIES if city.name == name}


def test_cities_belong_to_known_countries() -> None:
    assert {city.iso2 for city in CITIES} - {""} <= COUNTRIES.keys()
    doubles = Counter((city.name, city.iso2, round(city.latitude), round(city.longitude)) for city in CITIES)
    assert max(doubles.values()) == 1


#: whose capital is that of another line too
SHARING_A_CAPITAL = {"SU", "YU", "CS", "XN"}


@pytest.mark.parametrize(
    "row",
    [row for row in COUNTRIES.values() if row.capital and row.iso2 not in SHARING_A_CAPITAL],
    ids=lambda row: row.iso2,
)
def test_cities_include_every_capital_where_its_country_says(row: CountryRow) -> None:
    there = [city for city in CITIES if city.capital and row.capital in (city.name, *city.other_names)]
    assert any(close(city, row) for city in there)


def close(city: CityRow, row: CountryRow) -> bool:
    assert row.capital_latitude is not None and row.capital_longitude is not None
    return abs(city.latitude - row.capital_latitude) < 0.2 and abs(city.longitude - row.capital_longitude) < 0.2


def test_places_have_one_key_each() -> None:
    names = [place.name for place in seed_places(CITIES)]
    assert len(names) == len(set(names)) > 6000


PERSONS = read_persons()


def test_persons_have_bodies_and_titles_of_the_other_files() -> None:
    check_persons(PERSONS, SEEDS.values(), read_title_rows())
    assert len(PERSONS) > 1500


def test_persons_have_no_spelling_that_is_the_main_name_of_another() -> None:
    names = {row.name for row in PERSONS}
    assert [(row.name, text) for row in PERSONS for text in row.other_names if text in names] == []


@pytest.mark.parametrize(
    ("name", "title", "body", "held"),
    [
        ("Sergei Lavrov", "Foreign Minister", "country:RU", ["2004-03/"]),
        ("Vladimir Putin", "President", "country:RU", ["2000-05/2008-05", "2012-05/"]),
        ("Le Luong Minh", "Secretary General", "organisation:ASEAN", ["2013-01/2017-12"]),
    ],
)
def test_persons_known_tenures(name: str, title: str, body: str, held: list[str]) -> None:
    rows = [row for row in PERSONS if (row.name, row.title, row.body) == (name, title, body)]
    assert [f"{row.since}/{row.until}" for row in rows] == held


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (PersonRow("A B", (), "country:QQ", "President", "2000", ""), "body 'country:QQ' is no line of countries.csv"),
        (
            PersonRow("A B", (), "country:RU", "Boss of Bosses", "2000", ""),
            "'Boss of Bosses' is no title of titles.csv",
        ),
    ],
)
def test_persons_of_unknown_bodies_are_refused(row: PersonRow, words: str) -> None:
    with pytest.raises(GazetteerError, match=words):
        check_persons([row], SEEDS.values(), read_title_rows())


README = (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_readme_explains_every_column(path: Path) -> None:
    header = path.read_text(encoding="utf-8").partition("\n")[0]
    assert f"`{path.name}`" in README
    assert [column for column in header.split(",") if f"`{column}`" not in README] == []
