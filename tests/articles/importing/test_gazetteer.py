"""The gazetteer that extraction gets, from the files and from the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.extraction.gazetteer import Gazetteer, GazetteerEntry, GazetteerName, KnownPlace
from articles.importing.gazetteer import gazetteer_from_database, gazetteer_from_files
from kb.decisions import decide
from kb.gazetteer_loading import load_gazetteers
from kb.models import Actor, ActorName, NameKind, Place, ReviewState

FILES = gazetteer_from_files()


def entry(gazetteer: Gazetteer, key: str) -> GazetteerEntry:
    return next(entry for entry in gazetteer.entries if entry.key == key)


def texts(gazetteer: Gazetteer, key: str) -> set[str]:
    return {name.text for name in entry(gazetteer, key).names}


def countries(gazetteer: Gazetteer) -> dict[str, str | None]:
    return {place.name: place.country for place in gazetteer.places}


def test_gazetteer_from_files_holds_actors_places_and_titles() -> None:
    asean = entry(FILES, "organisation:ASEAN")
    assert (asean.kind, asean.name, asean.forum) == ("organisation", "Association of Southeast Asian Nations", False)
    assert GazetteerName("ASEAN", "acronym") in asean.names
    assert "country:VN" in asean.members
    assert entry(FILES, "organisation:EAS").forum
    assert GazetteerName("Kremlin", "seat") in entry(FILES, "country:RU").names
    assert KnownPlace("Hanoi", "country:VN") in FILES.places
    assert {"Minister for Foreign Affairs", "Secretary-General"} <= set(FILES.titles)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Kiev", "country:UA"),
        ("Odessa", "country:UA"),
        ("London", "country:GB"),
        ("Tripoli", "country:LY"),
        ("Santiago", "country:CL"),
        ("Colombo", "country:LK"),
        ("Suzhou", "country:CN"),
        ("Hyderabad", None),
        ("San José", None),
        ("Jerusalem", None),
    ],
)
def test_gazetteer_places_have_the_country_that_a_bare_name_means(name: str, country: str | None) -> None:
    assert countries(FILES)[name] == country


@pytest.fixture
def loaded(db: None) -> None:
    load_gazetteers()


def test_gazetteer_from_database_equals_that_of_the_files_at_first(
    loaded: None, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        gazetteer = gazetteer_from_database()
    assert gazetteer == FILES


def test_gazetteer_from_database_knows_nothing_that_only_texts_brought(loaded: None) -> None:
    found = Actor.objects.create(kind="organisation", name="Rosneft", slug="rosneft")
    ActorName.objects.create(actor=found, text="Rosneft", review=ReviewState.MACHINE)
    russia = Actor.objects.get(gazetteer_key="country:RU")
    ActorName.objects.create(actor=russia, text="Rus", review=ReviewState.MACHINE)
    ActorName.objects.create(actor=russia, text="Рашка", kind=NameKind.FOREIGN)
    Place.objects.create(name="Argylle", slug="argylle", country=russia)
    assert gazetteer_from_database() == FILES


def test_gazetteer_from_database_has_what_people_corrected(loaded: None, admin_user: User) -> None:
    russia = Actor.objects.get(gazetteer_key="country:RU")
    ActorName.objects.create(actor=russia, text="Rus")
    ActorName.objects.filter(actor=russia, text="Kremlin").update(review=ReviewState.REJECTED)
    ActorName.objects.filter(actor=russia, text="Moskva").delete()
    Actor.objects.filter(gazetteer_key="organisation:G8").update(review=ReviewState.REJECTED)
    Actor.objects.filter(gazetteer_key="organisation:G7").update(name="The Seven")
    confirmed = Actor.objects.create(kind="organisation", name="Rosneft", slug="rosneft", review=ReviewState.CONFIRMED)
    ActorName.objects.create(actor=confirmed, text="Rosneft")
    named = Actor.objects.create(kind="person", name="Lim Jock Hoi", slug="lim-jock-hoi")
    decide(named, ["name"], user=admin_user)
    Place.objects.filter(key="jerusalem").delete()
    Place.objects.filter(key="kyiv").update(country=russia)

    gazetteer = gazetteer_from_database()

    assert "Rus" in texts(gazetteer, "country:RU")
    assert not {"Kremlin", "Moskva"} & texts(gazetteer, "country:RU")
    assert "organisation:G8" not in {entry.key for entry in gazetteer.entries}
    assert entry(gazetteer, "organisation:G7").name == "The Seven"
    assert texts(gazetteer, "actor:rosneft") == {"Rosneft"}
    assert entry(gazetteer, "actor:lim-jock-hoi").kind == "person"
    places = countries(gazetteer)
    assert "Jerusalem" not in places
    assert places["Kiev"] == places["Kyiv"] == "country:RU"
    assert places["Hanoi"] == "country:VN"


def test_gazetteer_from_database_leaves_out_actors_that_wait_for_a_decision(loaded: None) -> None:
    Actor.objects.create(kind="person", name="Kim", slug="kim", undecided=True, review=ReviewState.CONFIRMED)
    assert gazetteer_from_database() == FILES
