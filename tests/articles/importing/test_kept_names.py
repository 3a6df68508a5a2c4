"""Actors of whom nothing tells any more, and who stay by people's word, keep their names whatever comes and goes."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.archive import knowledge_digest
from articles.checking import check_base
from articles.importing.undo import undo_run
from articles.models import ActorEvidence, Article, ImportRun
from kb.decisions import decide, give_back
from kb.merging.merges import merge, unmerge
from kb.models import Actor, ActorName, ReviewState
from tests.articles.importing.knowledge_machine import take_in
from tests.articles.importing.telling import tell

pytestmark = pytest.mark.django_db


def a_run() -> ImportRun:
    return ImportRun.objects.create(pipeline_version="test")


def names(actor: Actor) -> dict[str, bool]:
    """The spellings of an actor, and whether he keeps each."""
    return dict(ActorName.objects.filter(actor=actor).values_list("text", "kept"))


def silent(review: str = ReviewState.CONFIRMED) -> Actor:
    """An actor of whom nothing tells any more, under two spellings."""
    tell("Dahl Carl, or Carl Dahl, spoke.", who=["Dahl Carl", "Carl Dahl"])
    actor = Actor.objects.get()
    assert {*names(actor)} == {"Dahl Carl", "Carl Dahl"}
    Actor.objects.update(review=review)
    Article.objects.all().delete()
    actor.refresh_from_db()
    return actor


def test_kept_names_of_two_that_were_merged_outlive_a_run_that_is_undone() -> None:
    """The sequence that showed it: a text calls the duplicate otherwise, once nothing tells of either any more."""
    first = take_in("b.txt", 1, "2020-01-01")
    berg, dahl = Actor.objects.order_by("pk")
    merge(dahl, berg, force=True)
    undo_run(first)
    before = knowledge_digest()
    run = take_in("a.txt", 6, "2020-03-01")
    berg.refresh_from_db()
    assert berg.name == "Anna Berg"
    assert names(berg) == {"Anna Berg": False, "Dahl Carl": True, "Carl Dahl": False}
    assert not [*check_base()]
    undo_run(run)
    assert knowledge_digest() == before
    take_in("c.txt", 3, None)
    before = knowledge_digest()
    undo_run(take_in("a.txt", 6, "2020-03-01"))
    assert knowledge_digest() == before


@pytest.mark.parametrize("review", [ReviewState.CONFIRMED, ReviewState.REJECTED])
@pytest.mark.parametrize("name", ["Carl Dahl", "Dahl Carl", "Càrl Dahl"])
def test_kept_names_stand_beside_what_comes_and_alone_when_it_goes(review: str, name: str) -> None:
    actor = silent(review)
    had = names(actor)
    before, run = knowledge_digest(), a_run()
    tell(f"{name} spoke.", source="c.txt", who=[name], run=run)
    assert names(actor) == {name: False} | dict.fromkeys(had, True)
    assert Actor.objects.get().name == actor.name
    assert not [*check_base()]
    undo_run(run)
    assert names(actor) == had
    assert knowledge_digest() == before


def test_kept_names_outlive_several_articles_in_turn() -> None:
    actor = silent()
    before, name = knowledge_digest(), "Càrl Dahl"
    for source, each in (("c.txt", name), ("d.txt", "Carl Dahl"), ("c.txt", "Dahl Càrl")):
        tell(f"{each} spoke again.", source=source, who=[each])
        assert not [*check_base()]
    for source in ("c.txt", "d.txt"):
        assert Actor.objects.get().name == actor.name
        Article.objects.filter(source=source).delete()
    assert knowledge_digest() == before


def test_kept_names_come_back_with_the_reading_that_told_beside_them() -> None:
    silent()
    tell("Càrl Dahl spoke.", source="c.txt", who=["Càrl Dahl"])
    before, run = knowledge_digest(), a_run()
    tell("Nothing happened.", source="c.txt", run=run)
    assert "Càrl Dahl" not in names(Actor.objects.get())
    undo_run(run)
    assert knowledge_digest() == before


def test_kept_names_are_none_where_the_words_that_told_them_come_back() -> None:
    tell("Carl Dahl spoke.", source="a.txt", run=a_run(), who=["Carl Dahl"])
    Actor.objects.update(review=ReviewState.CONFIRMED)
    before, run = knowledge_digest(), a_run()
    tell("Nothing happened.", source="a.txt", run=run)
    tell("Dahl Carl spoke.", source="b.txt", run=a_run(), who=["Dahl Carl"])
    assert names(Actor.objects.get()) == {"Carl Dahl": True, "Dahl Carl": False}
    Article.objects.filter(source="b.txt").delete()
    undo_run(run)
    assert knowledge_digest() == before
    assert names(Actor.objects.get()) == {"Carl Dahl": False}


def test_kept_names_go_where_a_person_gives_the_name_to_the_articles(admin_user: User) -> None:
    actor = silent()
    actor.name = "C. Dahl"
    actor.save()
    decision = decide(actor, ["name"], user=admin_user) and actor.decisions.get()
    tell("Càrl Dahl spoke.", source="c.txt", who=["Càrl Dahl"])
    assert Actor.objects.get().name == "C. Dahl"
    give_back(decision)
    assert Actor.objects.get().name == "Càrl Dahl"
    assert names(actor) == {"Càrl Dahl": False}


def test_kept_names_are_none_where_the_only_mention_is_one_that_people_rejected() -> None:
    """The sequence that showed it: in the next version of the article the mention stays rejected."""
    take_in("a.txt", 0, None)
    berg = Actor.objects.get(name="Anna Berg")
    ActorEvidence.objects.filter(actor=berg).update(review=ReviewState.REJECTED)
    run = take_in("a.txt", 7, "2020-01-01")
    assert not ActorEvidence.objects.filter(actor=berg).exclude(review=ReviewState.REJECTED).exists()
    assert names(berg) == {"Anna Berg": False}
    assert not [*check_base()]
    undo_run(run)
    assert names(berg) == {"Anna Berg": False}


def test_kept_names_of_a_duplicate_of_whom_nothing_tells_go_home_with_it() -> None:
    duplicate = silent()
    told: dict[str, Any] = {"who": ["Anna Berg"]}
    tell("Anna Berg spoke.", source="c.txt", **told)
    before, survivor = knowledge_digest(), Actor.objects.get(name="Anna Berg")
    for one, other in ((duplicate, survivor), (survivor, duplicate)):
        merge(one, other, force=True)
        assert {*names(other)} == {"Anna Berg", "Carl Dahl", "Dahl Carl"}
        assert not [*check_base()]
        one.refresh_from_db()
        unmerge(one)
        assert knowledge_digest() == before
