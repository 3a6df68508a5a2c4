"""What the database itself refuses, and what models work out by themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from kb.models import (
    Actor,
    ActorName,
    Decision,
    Initiative,
    Meeting,
    Participation,
    Party,
    Place,
    Post,
    ReviewState,
    Tenure,
)
from kb.names import MOST_KEY, name_key

pytestmark = pytest.mark.django_db

DAY = date(2020, 2, 3)


def actor(slug: str = "anna", **columns: Any) -> Actor:
    return Actor.objects.create(**{"kind": "person", "name": "Anna Berg", "slug": slug, **columns})


def meeting(slug: str = "talks", **columns: Any) -> Meeting:
    return Meeting.objects.create(**{"kind": "talks", "status": "held", "slug": slug, **columns})


def initiative(slug: str = "plan", **columns: Any) -> Initiative:
    return Initiative.objects.create(**{"kind": "plan", "status": "ongoing", "name": "Plan", "slug": slug, **columns})


def tenure(**columns: Any) -> Tenure:
    post = Post.objects.create(title="Minister", slug="minister")
    return Tenure.objects.create(person=actor(), post=post, **columns)


def twice(make: Callable[..., Any], *args: Any, **columns: Any) -> None:
    make(*args, **columns)
    make(*args, **columns)


REFUSED: dict[str, Callable[[], Any]] = {
    "an actor of no known kind": lambda: actor(kind="continent"),
    "an actor without a name": lambda: actor(name=""),
    "an actor in no known review state": lambda: actor(review="maybe"),
    "two actors at one address": lambda: twice(actor),
    "two actors of one gazetteer line": lambda: [actor(slug, gazetteer_key="country:LA") for slug in "ab"],
    "a spelling twice": lambda: twice(ActorName.objects.create, actor=actor(), text="Anna"),
    "a spelling of no known kind": lambda: ActorName.objects.create(actor=actor(), text="Anna", kind="pet name"),
    "a meeting of no known kind": lambda: meeting(kind="party"),
    "a meeting of no known status": lambda: meeting(status="dreamt"),
    "a date without its text": lambda: meeting(date_earliest=DAY, date_latest=DAY),
    "a date without its days": lambda: meeting(date_edtf="2020-02-03"),
    "a date without its last day": lambda: meeting(date_edtf="2020-02-03", date_earliest=DAY),
    "a date that ends before it begins": lambda: meeting(
        date_edtf="2020-02-03/2020-01-01", date_earliest=DAY, date_latest=date(2020, 1, 1)
    ),
    "a participant twice": lambda: twice(Participation.objects.create, meeting=meeting(), actor=actor()),
    "a participant in no known role": lambda: Participation.objects.create(
        meeting=meeting(), actor=actor(), role="juggler"
    ),
    "an initiative without a name": lambda: initiative(name=""),
    "an initiative of no known kind": lambda: initiative(kind="dream"),
    "an initiative of no known status": lambda: initiative(status="dreamt"),
    "a party twice": lambda: twice(Party.objects.create, initiative=initiative(), actor=actor()),
    "a place twice": lambda: [Place.objects.create(name=name, slug=name) for name in ("Hà Nội", "Ha Noi")],
    "a post twice": lambda: [
        Post.objects.create(title=title, body=None, slug=str(n)) for n, title in enumerate(["Minister", "minister"])
    ],
    "a term twice": lambda: [Tenure.objects.create(person=person, post=post) for person, post in [held()] * 2],
    "a tenure seen backwards": lambda: tenure(seen_from=DAY, seen_until=date(2020, 1, 1)),
    "a tenure without the last day": lambda: tenure(seen_from=DAY),
    "a tenure without the first day": lambda: tenure(seen_until=DAY),
    "two decisions on one field": lambda: [
        Decision.objects.create(record=record, field="name") for record in [actor()] * 2
    ],
}


def held() -> tuple[Actor, Post]:
    return actor(), Post.objects.create(title="Minister", slug="minister")


@pytest.mark.parametrize("what", REFUSED)
def test_models_database_refuses(what: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        REFUSED[what]()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The ASEAN Summit", "asean summit"),
        ("Nguyễn Phú Trọng", "nguyen phu trong"),
        ("Kim Jong-un", "kim jong un"),
        ("Russia’s", "russia"),
        ("U.S.", "u s"),
        ("The", "the"),
        ("–", ""),
        ("Đà Nẵng", "da nang"),
    ],
)
def test_models_name_key(text: str, key: str) -> None:
    assert name_key(text) == key


@pytest.mark.parametrize(("text", "key"), [("界" * 300, 200), ("🏛" * 300, 200), ("a " * 300, 199)])
def test_models_name_key_is_cut_to_what_every_column_holds(text: str, key: int) -> None:
    assert len(name_key(text)) == key
    assert name_key(text, most=5) == name_key(text)[:5].rstrip()


@pytest.mark.parametrize("column", ["ActorName.key", "Post.title_key", "Place.key", "Meeting.key", "Initiative.key"])
def test_models_columns_hold_every_key(column: str) -> None:
    model, field = column.split(".")
    assert apps.get_model("kb", model)._meta.get_field(field).max_length >= MOST_KEY


def test_models_keys_follow_the_name_even_in_a_partial_save() -> None:
    made = meeting(name="The First Summit")
    assert made.key == "first summit"
    made.name = "Second Summit"
    made.save(update_fields=["name"])
    made.refresh_from_db()
    assert made.key == "second summit"
    made.status = "planned"
    made.save(update_fields=["status"])
    made.refresh_from_db()
    assert (made.key, made.status) == ("second summit", "planned")


def test_models_row_made_by_hand_is_a_persons_word() -> None:
    rows = (
        ActorName.objects.create(actor=actor(), text="Anna"),
        Participation.objects.create(meeting=meeting(), actor=actor("b")),
        Party.objects.create(initiative=initiative(), actor=actor("c")),
    )
    assert {row.review for row in rows} == {ReviewState.CONFIRMED}
    assert meeting("other").review == ReviewState.MACHINE


def test_models_record_knows_the_fields_that_people_set() -> None:
    made = meeting()
    assert made.decided_fields() == set()
    Decision.objects.create(record=made, field="status", value="held", user=User.objects.create_user("editor"))
    assert made.decided_fields() == {"status"}
    other = initiative()
    assert other.decided_fields() == set()


@pytest.mark.parametrize("model", [Actor, Meeting, Initiative])
def test_models_machine_fields_are_fields(model: type[Any]) -> None:
    assert {model._meta.get_field(name).name for name in model.MACHINE_FIELDS} == set(model.MACHINE_FIELDS)


def test_models_are_called_by_what_they_are() -> None:
    laos = actor("laos", kind="country", name="Laos")
    assert str(Post.objects.create(title="Minister", body=laos, slug="m")) == "Minister, Laos"
    assert str(meeting()) == "talks"
    assert str(meeting("named", name="First Summit")) == "First Summit"
    assert str(Participation.objects.create(meeting=meeting("x"), actor=laos, role="host")) == "Laos (host)"
