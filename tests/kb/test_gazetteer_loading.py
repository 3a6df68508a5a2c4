"""Loading the gazetteers into the database, and what people did that it leaves alone."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from kb.decisions import decide
from kb.gazetteer_loading import LoadReport, load_gazetteers, loading
from kb.gazetteers import GazetteerError
from kb.models import Actor, ActorName, GazetteerState, Place, ReviewState

pytestmark = pytest.mark.django_db

Lines = list[dict[str, str]]
Load = Callable[..., LoadReport]

COUNTRY_COLUMNS = (
    "iso2,iso3,un_status,name,official_name,other_names,acronyms,demonyms,ambiguous,shared,capital,"
    "capital_variants,capital_latitude,capital_longitude,seats"
).split(",")
ORGANISATION_COLUMNS = (
    "key,name,acronyms,other_names,ambiguous,shared,type,forum,country,seats,members,headquarters"
).split(",")
OTHER_LANGUAGES_COLUMNS = ["key", "vietnamese", "russian"]
CITY_COLUMNS = "name,other_names,iso2,latitude,longitude,population,capital".split(",")

LAOS = {"iso2": "LA", "iso3": "LAO", "un_status": "member", "name": "Laos", "official_name": "Lao PDR",
        "demonyms": "Lao|Laotian", "capital": "Vientiane"}  # fmt: skip
THAILAND = {"iso2": "TH", "iso3": "THA", "un_status": "member", "name": "Thailand",
            "official_name": "Kingdom of Thailand", "demonyms": "Thai|Thais", "capital": "Bangkok"}  # fmt: skip
MEKONG = {"key": "MRC", "name": "Mekong River Commission", "acronyms": "MRC", "type": "intergovernmental",
          "members": "LA|TH", "headquarters": "Vientiane"}  # fmt: skip
RED_CROSS = {"key": "TRC", "name": "Thai Red Cross", "type": "ngo", "country": "TH"}
VIENTIANE = {"name": "Vientiane", "other_names": "Viangchan", "iso2": "LA", "latitude": "17.966",
             "longitude": "102.6", "population": "196731", "capital": "yes"}  # fmt: skip
HUA_HIN = {"name": "Hua Hin", "iso2": "TH", "latitude": "12.5684", "longitude": "99.9577"}


def write(path: Path, columns: list[str], lines: Lines) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(lines)


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Loads small files: two countries, two organisations, two cities, some lines replaced."""

    def load_lines(
        *, laos: dict[str, str] | None = None, mekong: dict[str, str] | None = None, city: dict[str, str] | None = None,
        more: Lines | None = None, elsewhere: Lines | None = None,
    ) -> LoadReport:  # fmt: skip
        write(tmp_path / "countries.csv", COUNTRY_COLUMNS, [LAOS | (laos or {}), THAILAND])
        organisations = [MEKONG | (mekong or {}), RED_CROSS, *(more or [])]
        write(tmp_path / "organisations.csv", ORGANISATION_COLUMNS, organisations)
        write(tmp_path / "other_languages.csv", OTHER_LANGUAGES_COLUMNS, elsewhere or [])
        write(tmp_path / "cities.csv", CITY_COLUMNS, [VIENTIANE | (city or {}), HUA_HIN])
        return load_gazetteers(tmp_path)

    return load_lines


def actor(key: str) -> Actor:
    return Actor.objects.get(gazetteer_key=key)


def names(key: str) -> dict[str, str]:
    return dict(ActorName.objects.filter(actor__gazetteer_key=key).values_list("text", "kind"))


def members(key: str) -> list[str]:
    return sorted(actor(key).members.values_list("iso2", flat=True))


def everything() -> list[Any]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Actor, ActorName, Place, Actor.members.through)
    ]  # fmt: skip


def test_load_writes_actors_with_names_members_and_places(load: Load) -> None:
    load()
    laos = actor("country:LA")
    assert (laos.name, laos.slug, laos.kind, laos.iso2, laos.iso3) == ("Laos", "laos", "country", "LA", "LAO")
    assert laos.review == ReviewState.MACHINE
    assert names("country:LA") == {
        "Laos": "name", "Lao PDR": "name", "Lao": "demonym", "Laotian": "demonym", "Vientiane": "seat",
    }  # fmt: skip
    assert set(ActorName.objects.values_list("review", flat=True)) == {ReviewState.MACHINE}
    assert ActorName.objects.get(text="Lao PDR").key == "lao pdr"
    assert (actor("organisation:MRC").slug, members("organisation:MRC")) == ("mrc", ["LA", "TH"])
    assert actor("organisation:TRC").country == actor("country:TH")
    place = Place.objects.get(key="vientiane")
    assert (place.name, place.slug, place.country, place.latitude) == ("Vientiane", "vientiane", laos, 17.966)


def test_load_numbers_the_address_that_another_record_has(load: Load) -> None:
    Actor.objects.create(kind="person", name="Laos", slug="laos")
    load()
    assert actor("country:LA").slug == "laos-2"


def test_load_of_unchanged_files_is_one_query(load: Load, django_assert_num_queries: Any) -> None:
    load()
    with django_assert_num_queries(1):
        assert load() == LoadReport(())


def test_load_twice_writes_nothing_more(load: Load) -> None:
    load()
    before = everything()
    GazetteerState.objects.update(checksum="")
    report = load()
    assert report.changed_files and not any(report.counts.values())
    assert everything() == before


def test_load_follows_changed_lines(load: Load) -> None:
    load()
    report = load(
        laos={"name": "Lao PDR", "official_name": "Lao People's Democratic Republic", "demonyms": "Lao|Laos"},
        mekong={"members": "TH", "acronyms": "MRC|M.R.C."},
        city={"latitude": "18"},
        more=[{"key": "ACMECS", "name": "Mekong Economic Cooperation", "type": "forum", "members": "LA"}],
    )
    assert set(report.changed_files) == {"countries.csv", "organisations.csv", "cities.csv"}
    assert (actor("country:LA").name, actor("country:LA").slug) == ("Lao PDR", "laos")
    assert names("country:LA") == {
        "Lao PDR": "name", "Lao People's Democratic Republic": "name", "Lao": "demonym", "Laos": "demonym",
        "Vientiane": "seat",
    }  # fmt: skip
    assert "M.R.C." in names("organisation:MRC")
    assert members("organisation:MRC") == ["TH"]
    assert members("organisation:ACMECS") == ["LA"]
    assert Place.objects.get(key="vientiane").latitude == 18


def test_load_adds_names_in_other_languages_and_follows_them(load: Load) -> None:
    load(elsewhere=[{"key": "country:LA", "vietnamese": "Lào|Laos", "russian": "Лаос"}])
    assert {text for text, kind in names("country:LA").items() if kind == "foreign"} == {"Lào", "Лаос"}
    assert names("country:LA")["Laos"] == "name"
    assert list(Actor.objects.visible().called("лаос")) == [actor("country:LA")]
    report = load(elsewhere=[{"key": "country:LA", "vietnamese": "Ai Lao"}])
    assert report.changed_files == ("other_languages.csv",)
    assert {text for text, kind in names("country:LA").items() if kind == "foreign"} == {"Ai Lao"}
    with pytest.raises(GazetteerError, match=r"other_languages\.csv: country:XX in no line"):
        load(elsewhere=[{"key": "country:XX"}])


def test_load_leaves_a_field_that_a_person_decided(load: Load, admin_user: User) -> None:
    load()
    laos = actor("country:LA")
    decide(laos, ["name"], user=admin_user)
    load(laos={"name": "Lao Republic"})
    assert actor("country:LA").name == "Laos"


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("country:LA", {"name": "Lane Xang"}),
        ("country:LA", {"iso3": "XXX"}),
        ("organisation:TRC", {"country": None}),
        ("country:LA", {"review": ReviewState.REJECTED}),
        ("country:LA", {"note": "Landlocked."}),
    ],
)
def test_load_leaves_what_a_person_wrote(load: Load, key: str, values: dict[str, Any]) -> None:
    load()
    Actor.objects.filter(gazetteer_key=key).update(**values)
    load(laos={"name": "Lao Republic", "iso3": "LAX"}, more=[{"key": "NEW", "name": "New", "type": "ngo"}])
    (after,) = Actor.objects.filter(gazetteer_key=key).values(*values)
    assert after == values


@pytest.mark.parametrize("again", [{}, {"demonyms": "Lao|Laotian|Laotians"}])
def test_load_does_not_bring_back_what_a_person_took_away(load: Load, again: dict[str, str]) -> None:
    load()
    ActorName.objects.get(text="Lao").delete()
    ActorName.objects.filter(text="Laotian").update(text="Laotienne")
    actor("organisation:MRC").members.remove(actor("country:TH"))
    actor("organisation:TRC").delete()
    Place.objects.get(key="hua hin").delete()
    GazetteerState.objects.update(checksum="")
    load(laos=again)
    assert not {"Lao", "Laotian"} & names("country:LA").keys()
    assert "Laotienne" in names("country:LA")
    assert members("organisation:MRC") == ["LA"]
    assert not Actor.objects.filter(gazetteer_key="organisation:TRC").exists()
    assert not Place.objects.filter(key="hua hin").exists()


def test_load_leaves_names_that_people_added_confirmed_or_rejected(load: Load) -> None:
    load()
    laos = actor("country:LA")
    ActorName.objects.create(actor=laos, text="Muang Lao")
    ActorName.objects.filter(text="Lao").update(review=ReviewState.REJECTED)
    ActorName.objects.filter(text="Laotian").update(review=ReviewState.CONFIRMED)
    actor("organisation:MRC").members.add(actor("organisation:TRC"))
    load(laos={"demonyms": "Laos people"}, mekong={"members": "LA"})
    reviews = dict(ActorName.objects.filter(actor=laos).values_list("text", "review"))
    assert reviews["Muang Lao"] == reviews["Laotian"] == ReviewState.CONFIRMED
    assert reviews["Lao"] == ReviewState.REJECTED
    assert reviews["Laos people"] == ReviewState.MACHINE
    assert actor("organisation:TRC") in actor("organisation:MRC").members.all()


def test_load_gives_a_place_that_texts_brought_what_it_lacks(load: Load) -> None:
    Place.objects.create(name="Vientiane", slug="vientiane")
    Place.objects.create(name="Hua Hin", slug="hua-hin", latitude=1.0, longitude=2.0)
    load()
    assert Place.objects.get(key="vientiane").country == actor("country:LA")
    mended = Place.objects.get(key="hua hin")
    assert (mended.latitude, mended.longitude, mended.country) == (1.0, 2.0, actor("country:TH"))


def test_load_writes_nothing_where_a_file_is_wrong(load: Load) -> None:
    with pytest.raises(GazetteerError, match=r"organisations\.csv, MRC: VN not in countries\.csv"):
        load(mekong={"members": "LA|VN"})
    assert not Actor.objects.exists()
    assert not GazetteerState.objects.exists()


def test_load_refuses_a_name_that_two_lines_have(load: Load) -> None:
    with pytest.raises(GazetteerError, match="'Thai' is a name of country:LA and country:TH, and nobody has it in"):
        load(laos={"other_names": "Thai"})


@pytest.fixture
def all_files(settings: Any) -> None:
    """The project's own files, loaded as `migrate` does it."""
    settings.LOAD_GAZETTEERS_AFTER_MIGRATE = True
    call_command("migrate", verbosity=0)


def test_migrate_loads_the_gazetteers(all_files: None) -> None:
    assert actor("country:RU").slug == "russia"
    assert actor("organisation:ASEAN").slug == "asean"
    assert Place.objects.get(key="hanoi").country == actor("country:VN")
    assert load_gazetteers() == LoadReport(())


def test_migrate_loads_nothing_where_settings_say_so() -> None:
    call_command("migrate", verbosity=0)
    assert not Actor.objects.exists()


def test_load_after_migrate_waits_for_the_last_migration(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LOAD_GAZETTEERS_AFTER_MIGRATE = True
    monkeypatch.setattr(loading, "_migrated_to_the_end", lambda using: False)
    loading.load_after_migrate(using="default")
    assert not Actor.objects.exists()


def run_command(*arguments: str) -> str:
    out = StringIO()
    call_command("load_gazetteers", *arguments, stdout=out)
    return out.getvalue()


def test_load_gazetteers_command_says_what_it_did() -> None:
    assert "Not loaded yet: countries.csv, organisations.csv, other_languages.csv, cities.csv." in run_command(
        "--check"
    )
    assert not Actor.objects.exists()
    first = run_command()
    assert "Changed: countries.csv, organisations.csv, other_languages.csv, cities.csv." in first
    assert f"actors created: {Actor.objects.count()}" in first
    assert run_command() == "The gazetteers are up to date.\n"
    assert "All are loaded." in run_command("--check")


def test_load_gazetteers_command_ends_with_the_readers_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise GazetteerError("cities.csv, line 3: population '8 m' is not a whole number. Write it as \\d+.")

    monkeypatch.setattr("kb.management.commands.load_gazetteers.load_gazetteers", broken)
    with pytest.raises(CommandError, match=r"cities\.csv, line 3: population '8 m'"):
        run_command()
