"""Tests of kb.suggestions: what looks alike comes up, the likeliest first, and never what people told apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command

from kb.merging.merges import mark_not_same, merge, unmerge
from kb.models import Actor, Initiative, Meeting
from kb.suggestions.duplicates import suggested_duplicates
from kb.suggestions.likeness import (
    LIKELY,
    ActorTraits,
    EventTraits,
    actor_likeness,
    initiative_likeness,
    meeting_likeness,
    names_alike,
)
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_initiative


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("sergei lavrov", "sergey lavrov", True),
        ("lavrov sergei", "sergei lavrov", True),
        ("yevgeny zagaynov", "evgeny zagaynov", True),
        ("angela merkel", "merkel", True),
        ("g bush", "george bush", True),
        ("george h w bush", "george w bush", True),
        ("robert matheus michael tene", "michael tene", True),
        ("anna berg", "carl berg", False),
        ("kim jong un", "kim yo jong", False),
        ("lavrov", "lavrenko", False),
    ],
)
def test_suggestions_find_names_of_persons_alike(one: str, other: str, alike: bool) -> None:
    assert (names_alike(one, other, "person") >= 0.82) == alike
    assert names_alike(one, other, "person") == names_alike(other, one, "person")


def person(pk: int, name: str, **known: Any) -> ActorTraits:
    return ActorTraits(pk, "person", (name,), **{field: frozenset(value) for field, value in known.items()})


def test_suggestions_rank_actors_by_what_they_share() -> None:
    plain = person(1, "sergei lavrov")
    minister = person(2, "sergey lavrov", posts={("foreign minister", 9)}, countries={9})
    same_post = person(3, "sergei lavrov", posts={("foreign minister", 9)}, countries={9})
    elsewhere = person(4, "sergei lavrov", countries={8})
    met = person(5, "sergei lavrov", counterparts={6}), person(6, "sergei lavrov", counterparts={5})
    scores = [
        likeness.score
        for one, other in ((minister, same_post), (plain, minister), (minister, elsewhere), met)
        if (likeness := actor_likeness(one, other)) is not None
    ]
    assert scores[0] > scores[1] >= LIKELY > max(scores[2:])
    assert "they held the same post" in actor_likeness(minister, same_post).reasons  # type: ignore[union-attr]
    assert actor_likeness(plain, ActorTraits(6, "country", ("sergei lavrov",))) is None
    known = ActorTraits(7, "country", ("north korea",), in_gazetteer=True)
    assert actor_likeness(known, ActorTraits(8, "country", ("korea north",), in_gazetteer=True)) is None


def event(pk: int, key: str = "", day: int | None = 3, actors: tuple[int, ...] = (1, 2), **more: Any) -> EventTraits:
    when = date(2020, 2, day) if day else None
    return EventTraits(pk, more.pop("kind", "talks"), key, frozenset(actors), when, when, **more)


@pytest.mark.parametrize(
    ("one", "other", "likely"),
    [
        (event(1), event(2), True),
        (event(1), event(2, day=4), True),
        (event(1, actors=(1, 2, 3)), event(2, place="hue"), True),
        (event(1), event(2, actors=(3, 4)), False),
        (event(1, place="moscow", day=1), event(2, place="hue", day=20), False),
        (event(1, "3rd summit"), event(2, "4th summit"), False),
        (event(1, "talks of hue", day=None), event(2, "hue talks"), True),
        (event(1, day=None), event(2, day=None, kind="call"), False),
    ],
)
def test_suggestions_find_meetings_alike(one: EventTraits, other: EventTraits, likely: bool) -> None:
    likeness = meeting_likeness(one, other)
    assert (likeness is not None and likeness.score >= LIKELY) == likely


@pytest.mark.parametrize(
    ("one", "other", "likely"),
    [
        (event(1, "plan of action 2016 2020"), event(2, "comprehensive plan of action 2016 2020"), True),
        (event(1, "plan of action 2016 2020"), event(2, "plan of action 2021 2025"), False),
        (event(1, "strategic partnership"), event(2, "strategic partnership", actors=(5, 6)), False),
        (event(1, "joint statement"), event(2, "peace treaty"), False),
    ],
)
def test_suggestions_find_initiatives_alike(one: EventTraits, other: EventTraits, likely: bool) -> None:
    likeness = initiative_likeness(one, other)
    assert (likeness is not None and likeness.score >= LIKELY) == likely


def pairs(model: Any) -> list[set[str]]:
    return [{str(each.first), str(each.second)} for each in suggested_duplicates(model)]


@pytest.mark.django_db
def test_suggestions_leave_out_what_people_told_apart_and_what_is_merged() -> None:
    russia = an_actor("Russia", "country")
    names = ("Sergei Lavrov", "Sergey Lavrov", "Sergej Lavrow", "Anna Berg")
    one, other, third, _ = (an_actor(name, review="confirmed") for name in names)
    for actor in (one, other):
        a_tenure(actor, "Foreign Minister", russia)
    assert pairs(Actor)[0] == {"Sergei Lavrov", "Sergey Lavrov"} and len(pairs(Actor)) == 3
    mark_not_same(one, other)
    assert {"Sergei Lavrov", "Sergey Lavrov"} not in pairs(Actor)
    merge(third, other)
    assert pairs(Actor) == []
    unmerge(third)
    assert pairs(Actor) == [{"Sergei Lavrov", "Sergej Lavrow"}]
    Actor.objects.filter(pk=third.pk).update(review="rejected")
    assert pairs(Actor) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "queries"), [(Actor, 8), (Meeting, 7), (Initiative, 7)])
def test_suggestions_take_few_queries_however_many_records(
    django_assert_num_queries: Any, model: Any, queries: int
) -> None:
    people = [an_actor(name) for name in ("Sergei Lavrov", "Sergey Lavrov", "Mikhail Dahl", "Mikhael Dahl")]
    for found in (1, 3):
        for _ in range(2):
            a_meeting(people[0], people[2], place="Hue")
            an_initiative(people[1], people[3])
        suggested_duplicates(model)
        with django_assert_num_queries(queries):
            assert len(suggested_duplicates(model)) >= found - (model is Actor)


@pytest.mark.django_db
def test_suggestions_by_command(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("suggest_duplicates", "actor")
    assert "No two look like one." in capsys.readouterr().out
    for name in ("Sergei Lavrov", "Sergey Lavrov"):
        an_actor(name)
    call_command("suggest_duplicates", "actor", most=1)
    assert "sergei-lavrov" in capsys.readouterr().out
