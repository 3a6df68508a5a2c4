"""Posts and tenures of what is merged: the one whose place it is comes and goes, and those lent to it make way."""

from __future__ import annotations

from typing import Any

import pytest

from articles.archive import knowledge_digest
from articles.checking import check_base
from articles.importing.undo import undo_run
from articles.models import Article, ImportRun
from kb.merging.merges import merge, unmerge
from kb.models import Actor, Post, ReviewState, Tenure
from tests.articles.importing.telling import tell

pytestmark = pytest.mark.django_db

BERG_AND_DAHL = {"text": "Minister Anna Berg will meet Carl Dahl.", "who": ["Anna Berg", "Carl Dahl"],
                 "posts": {"Anna Berg": [{"title": "Minister"}]}}  # fmt: skip


def a_run() -> ImportRun:
    return ImportRun.objects.create(pipeline_version="test")


def named(*names: str) -> list[Actor]:
    return [Actor.objects.get(name=name) for name in names]


def merge_into(duplicate: Actor, survivor: Actor) -> None:
    merge(duplicate, survivor, force=True)


def holds_as_it_should(run: ImportRun, duplicate: Actor, survivor: Actor, before: str) -> None:
    """The base is in order; a merge taken back and made again changes nothing; undone, the run might not have been."""
    assert not [*check_base()]
    merged = knowledge_digest()
    duplicate.refresh_from_db()
    unmerge(duplicate)
    assert not [*check_base()]
    merge_into(duplicate, survivor)
    assert knowledge_digest() == merged
    undo_run(run)
    assert not [*check_base()]
    assert knowledge_digest() == before


def test_merged_posts_a_survivor_told_the_post_of_his_duplicate_has_it_himself() -> None:
    tell(**BERG_AND_DAHL, source="a.txt")
    berg, dahl = named("Anna Berg", "Carl Dahl")
    merge_into(berg, dahl)
    before, run = knowledge_digest(), a_run()
    told: dict[str, Any] = {"who": ["Carl Dahl"], "posts": {"Carl Dahl": [{"title": "Minister"}]}}
    tell("Minister Carl Dahl spoke.", source="b.txt", published="2020-05-05", run=run, **told)
    shown = Tenure.objects.get(person=dahl)
    assert shown.own_person is None
    assert [str(day) for day in (shown.seen_from, shown.seen_until)] == ["2020-02-03", "2020-05-05"]
    assert Tenure.objects.get(person=berg).evidence.count() == 0
    holds_as_it_should(run, berg, dahl, before)


@pytest.mark.parametrize("body", ["EU", "Russia"])
def test_merged_posts_of_bodies_come_and_go_with_who_held_them(body: str) -> None:
    who = ["Anna Berg", "Russia", "EU"]
    posts = {"Anna Berg": [{"title": "Envoy", "body": "Russia"}]}
    tell("Envoy Anna Berg of Russia spoke at the EU.", source="a.txt", who=who, posts=posts)
    russia, eu = named("Russia", "EU")
    merge_into(russia, eu)
    before, run = knowledge_digest(), a_run()
    told: dict[str, Any] = {"who": ["Anna Berg", body], "posts": {"Anna Berg": [{"title": "Envoy", "body": body}]}}
    tell(f"Envoy Anna Berg spoke for {body}.", source="b.txt", published="2020-05-05", run=run, **told)
    assert Post.objects.get(body=eu).own_body == (russia if body == "Russia" else None)
    holds_as_it_should(run, russia, eu, before)


def test_merged_posts_of_which_nobody_holds_one_any_more_go() -> None:
    tell("Russia met the EU.", source="a.txt", who=["Russia", "EU"])
    russia, eu = named("Russia", "EU")
    merge_into(russia, eu)
    before, runs = knowledge_digest(), []
    for body in ("EU", "Russia"):
        runs.append(a_run())
        told: dict[str, Any] = {"who": ["Anna Berg", body], "posts": {"Anna Berg": [{"title": "Envoy", "body": body}]}}
        tell(f"Envoy Anna Berg spoke for {body}.", source=f"{body}.txt", run=runs[-1], **told)
    assert Post.objects.count() == 2
    for run in runs:
        undo_run(run)
        assert not [*check_base()]
    assert knowledge_digest() == before


@pytest.mark.parametrize("duplicate", ["Anna Berg", "Carl Dahl"])
def test_merged_posts_come_back_to_whose_they_were(duplicate: str) -> None:
    """A correction that tells no post is undone: what comes back is the duplicate's, not the survivor's."""
    tell(**BERG_AND_DAHL, source="a.txt")
    one, other = named("Anna Berg", "Carl Dahl")
    one, other = (one, other) if duplicate == "Anna Berg" else (other, one)
    merge_into(one, other)
    before, run = knowledge_digest(), a_run()
    tell("Anna Berg spoke.", source="a.txt", run=run, who=["Anna Berg"])
    assert not Tenure.objects.exists()
    undo_run(run)
    assert knowledge_digest() == before


def test_merged_posts_come_back_beside_one_that_came_meanwhile() -> None:
    """The post of the survivor comes back to its place, to which that of the duplicate was lent meanwhile."""
    told: dict[str, Any] = {"who": ["Carl Dahl"], "posts": {"Carl Dahl": [{"title": "Minister"}]}}
    tell(**BERG_AND_DAHL, source="a.txt")
    tell("Minister Carl Dahl spoke.", source="b.txt", published="2020-05-05", **told)
    berg, dahl = named("Anna Berg", "Carl Dahl")
    merge_into(berg, dahl)
    before, run = knowledge_digest(), a_run()
    tell("Carl Dahl spoke.", source="b.txt", published="2020-05-05", run=run, who=["Carl Dahl"])
    assert Tenure.objects.get().own_person == berg
    holds_as_it_should(run, berg, dahl, before)


def test_confirmed_post_of_which_nothing_tells_any_more_was_seen_on_no_day() -> None:
    """What was seen when follows from what articles say; the confirmed post stays, and no day outlives an undo."""
    tell(**BERG_AND_DAHL, source="a.txt")
    Tenure.objects.update(review=ReviewState.CONFIRMED)
    Article.objects.all().delete()
    before, run = knowledge_digest(), a_run()
    assert Tenure.objects.get().seen_until is None
    tell(**BERG_AND_DAHL, source="b.txt", published="2020-05-05", run=run)
    assert str(Tenure.objects.get().seen_until) == "2020-05-05"
    undo_run(run)
    assert not [*check_base()]
    assert knowledge_digest() == before
