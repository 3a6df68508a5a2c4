"""Series of meetings follow the names of their meetings; people's word stays."""

from __future__ import annotations

import importlib
import random
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.archive import knowledge_digest
from articles.checking import check_base
from articles.models import Article
from kb.decisions import decide, give_back
from kb.joining import join, part
from kb.models import Decision, Meeting, Series
from tests.articles.importing.knowledge_machine import KnowledgeBase
from tests.articles.importing.telling import tell

pytestmark = pytest.mark.django_db
WHO = ["ASEAN", "Russia"]
TOLD: list[dict[str, Any]] = [
    {"name": "17th ASEAN-Russia Senior Officials’ Meeting", "date": "2021-01"},
    {"name": "ASEAN-Russia Senior Officials’ Meeting", "date": "2019-02"},
    {"name": "19TH RUSSIA-ASEAN SENIOR OFFICIALS’ MEETING", "date": "2023-04-27"},
    {"name": "15th ASEAN-Russia Senior Officials’ Meeting", "date": "2018-05-18"},
    {"name": "Talks of old friends", "date": "2017-01-01"},
]
NAME = "ASEAN-Russia Senior Officials’ Meeting"


def tell_one(number: int) -> None:
    told = {"kind": "consultation", **TOLD[number]}
    tell(f"ASEAN and Russia met for the {number}.", source=f"{number}.txt", who=WHO, met=[told])


def occurrences(series: Series) -> list[tuple[int | None, str]]:
    return list(series.meetings.order_by("date_earliest").values_list("ordinal", "date_edtf"))


def all_is_well() -> None:
    assert list(check_base()) == []


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("anna")


def test_series_is_the_same_in_any_order_of_import() -> None:
    outcomes = set()
    for seed in range(4):
        order = list(range(len(TOLD)))
        random.Random(seed).shuffle(order)
        with transaction.atomic():
            for number in order:
                tell_one(number)
            series = Series.objects.get(name=NAME)
            assert occurrences(series) == [
                (15, "2018-05-18"), (None, "2019-02"), (17, "2021-01"), (19, "2023-04-27"),
            ]  # fmt: skip
            outcomes.add(knowledge_digest())
            transaction.set_rollback(True)
    assert len(outcomes) == 1


def test_series_goes_with_its_last_article_and_is_called_as_the_rest_says() -> None:
    tell_one(2)
    assert Series.objects.get().name == "RUSSIA-ASEAN SENIOR OFFICIALS’ MEETING"
    before = knowledge_digest()
    tell_one(0)
    assert Series.objects.get().name == NAME
    Article.objects.get(source="0.txt").delete()
    assert knowledge_digest() == before
    Article.objects.get(source="2.txt").delete()
    assert not Series.objects.exists()
    all_is_well()


def test_series_that_a_person_set_stays_until_it_is_given_back(editor: User) -> None:
    tell_one(0)
    tell_one(4)
    series, meeting = Series.objects.get(name=NAME), Meeting.objects.get(name=TOLD[4]["name"])
    meeting.series, meeting.ordinal = series, 14
    meeting.save()
    decide(meeting, ["series", "ordinal"], user=editor)
    tell("ASEAN and Russia met again.", source="later.txt", who=WHO, met=[{"kind": "consultation", **TOLD[4]}])
    meeting.refresh_from_db()
    assert (meeting.series, meeting.ordinal) == (series, 14)
    all_is_well()
    for decision in Decision.objects.all():
        give_back(decision)
    meeting.refresh_from_db()
    assert (str(meeting.series), meeting.ordinal) == ("Talks of old friends", None)
    all_is_well()


def test_series_follows_a_name_that_a_person_gives(editor: User) -> None:
    tell_one(0)
    meeting = Meeting.objects.create(kind="consultation", status="held", slug="by-hand", name=f"18th {NAME}")
    decide(meeting, ["name"], user=editor)
    meeting.refresh_from_db()
    assert (meeting.series, meeting.ordinal) == (Series.objects.get(name=NAME), 18)
    meeting.name = "Another occasion"
    meeting.save()
    decide(meeting, ["name"], user=editor)
    meeting.refresh_from_db()
    assert (str(meeting.series), meeting.ordinal) == ("Another occasion", None)
    all_is_well()


def test_series_keeps_the_name_that_a_person_set(editor: User) -> None:
    tell_one(0)
    series = Series.objects.get()
    series.name = "Senior officials"
    series.save()
    decide(series, ["name"], user=editor)
    tell_one(3)
    series.refresh_from_db()
    assert (series.name, series.slug, series.meetings.count()) == (
        "Senior officials", "asean-russia-senior-officials-meeting", 2,
    )  # fmt: skip
    Article.objects.all().delete()
    assert Series.objects.get() == series, "a person's word went with the articles"
    give_back(series.decisions.get())
    assert not Series.objects.exists()
    all_is_well()


def test_series_that_are_one_take_in_what_later_articles_tell_until_they_are_parted(editor: User) -> None:
    tell_one(0)
    tell_one(4)
    friends, series = Series.objects.get(name=TOLD[4]["name"]), Series.objects.get(name=NAME)
    before = knowledge_digest()
    join(friends, series, user=editor)
    assert series.meetings.count() == 2
    later = {"kind": "consultation", "name": TOLD[4]["name"], "date": "2022-03"}
    tell("ASEAN and Russia are friends.", source="later.txt", who=WHO, met=[later])
    assert series.meetings.count() == 3
    series.refresh_from_db()
    assert series.name == NAME
    all_is_well()
    Article.objects.get(source="later.txt").delete()
    part(friends, user=editor)
    assert knowledge_digest() == before
    # and the other way round, which takes the first way back
    join(friends, series, user=editor)
    join(series, Series.objects.get(pk=friends.pk), user=editor)
    friends.refresh_from_db()
    assert (friends.merged_into, friends.meetings.count()) == (None, 2)
    all_is_well()


def test_series_of_meetings_that_were_there_are_found_by_the_migration() -> None:
    for number in range(len(TOLD)):
        tell_one(number)
    before = knowledge_digest()
    Meeting.objects.update(series=None, ordinal=None)
    Series.objects.all().delete()
    migration = importlib.import_module("articles.migrations.0011_series_of_known_meetings")
    migration.find_series(apps, None)
    assert knowledge_digest() == before


def test_series_do_not_ask_all_occurrences_for_one_more_of_their_name() -> None:
    told = {"kind": "consultation", "name": "{}th ASEAN-Russia Trade Dialogue", "date": "20{}-05-04"}
    for year in range(10, 14):
        met = [told | {"name": told["name"].format(year), "date": told["date"].format(year)}]
        with CaptureQueriesContext(connection) as asked:
            tell("ASEAN and Russia met.", source=f"{year}.txt", published=f"20{year}-05-05", who=WHO, met=met)
    assert Series.objects.get().meetings.count() == 4
    names_of_all = '"series__key", "kb_meeting"."name"'
    assert not [each["sql"] for each in asked if names_of_all in each["sql"]]
    all_is_well()


def test_check_kb_finds_a_series_that_is_called_otherwise_or_left_alone() -> None:
    tell_one(0)
    Series.objects.update(name="Something else")
    Series.objects.create(name="Nothing", key="nothing", slug="nothing")
    found = [problem.what for name, problem in check_base() if name == "series"]
    assert found == [
        f"name is 'Something else', and its meetings say '{NAME}'", "no meeting belongs to it any more",
    ]  # fmt: skip
    assert len(list(check_base(fix=True))) == 2
    all_is_well()


@pytest.mark.parametrize("field", ["name", "place"])
def test_series_and_places_that_a_survivor_had_meanwhile_go_when_the_merge_is_taken_back(field: str) -> None:
    """The sequence that showed it: nothing tells of the survivor any more when a person gives a decision back."""
    base = KnowledgeBase()
    try:
        base.begin(source="a.txt", number=0, published="2020-03-01")
        base.add_by_hand(place=5, what="meeting", known=True)
        base.merge(model=Meeting, one=0, other=1)
        base.import_article(source="a.txt", number=7, published="2020-01-01")
        if field == "name":
            base.decide(model=Meeting, place=1, field="name")
        else:
            base.decide_place(place=1, name="Hue")
        base.give_back(place=0)
        base.take_a_merge_back(place=0)
        base.all_is_well()
    finally:
        base.teardown()
