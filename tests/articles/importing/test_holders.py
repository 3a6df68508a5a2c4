"""Titles without a name at meetings: who held the post then takes part, by what the base knows of tenures."""

from __future__ import annotations

import random
from itertools import permutations
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from articles.archive import knowledge_digest
from articles.checking import check_base
from articles.importing.holders import held_in, meetings_asking, whole
from articles.importing.undo import undo_run
from articles.importing.withdraw import Touched, follow
from articles.models import Article, HolderSought, ImportRun, MeetingEvidence
from kb.merging.merges import merge, unmerge
from kb.models import Actor, Participation, Tenure
from kb.models.history import keep_changes, people_write
from tests.articles.importing.telling import tell

pytestmark = pytest.mark.django_db

MET = {"text": "Carl Dahl met the Foreign Minister of Russia.", "who": ["Carl Dahl", "Russia"], "met": [{}],
       "unnamed": [{"words": "Foreign Minister of Russia", "title": "Foreign Minister", "body": "Russia"}]}  # fmt: skip


def minister(name: str, source: str, day: str, title: str = "Foreign Minister", **post: Any) -> dict[str, Any]:
    """An article that gives somebody a post of Russia."""
    text = f"{name}, who serves Russia, spoke."
    posts = {name: [{"title": title, "body": "Russia", **post}]}
    return {"text": text, "source": source, "published": day, "who": [name, "Russia"], "posts": posts}


BEFORE, AFTER = minister("Anna Berg", "b.txt", "2020-01-20"), minister("Anna Berg", "c.txt", "2020-02-20")
RIVAL = minister("Emil Falk", "d.txt", "2020-02-10")
LATER = minister("Emil Falk", "e.txt", "2020-09-10")


def take(given: dict[str, Any], **changes: Any) -> Any:
    given = {**given, **changes}
    return tell(given.pop("text"), **given)


def who() -> list[str]:
    return sorted(Participation.objects.visible().values_list("actor__name", flat=True))


def well() -> None:
    found = [f"{check}: {problem}" for check, problem in check_base()]
    assert not found, found


def test_holders_take_part_beside_their_country() -> None:
    take(BEFORE)
    take(MET)
    assert who() == ["Anna Berg", "Carl Dahl", "Russia"]
    by_title, by_name = (Participation.objects.get(actor__name=name) for name in ("Anna Berg", "Carl Dahl"))
    assert by_title.review == "machine"
    assert by_title.confidence is not None
    assert by_title.confidence < by_name.confidence
    well()


def test_holders_are_found_for_a_counterpart() -> None:
    take(BEFORE)
    unnamed = [{"words": "his Russian counterpart", "title": "Foreign Minister", "body": "Russia"}]
    take({"text": "Carl Dahl met his Russian counterpart of Russia.", "who": ["Carl Dahl", "Russia"], "met": [{}],
          "unnamed": unnamed})  # fmt: skip
    assert who() == ["Anna Berg", "Carl Dahl", "Russia"]
    well()


def test_holders_rest_on_the_sentence_that_has_the_title() -> None:
    take(MET)
    row = MeetingEvidence.objects.get()
    (title,) = row.values["titles"]
    assert row.article.text[title["start"] : title["end"]] == "Foreign Minister of Russia"
    assert (title["title"], title["role"], title["on"]) == ("Foreign Minister", "participant", "2020-02-03")


@pytest.mark.parametrize(
    ("articles", "expected", "found"),
    [
        ([], "", 0),
        ([BEFORE], "Anna Berg", 1),
        ([BEFORE, AFTER, LATER], "Anna Berg", 1),
        ([BEFORE, RIVAL], "", 2),
        ([BEFORE, AFTER, RIVAL], "Anna Berg", 1),
        ([LATER], "", 0),
        ([minister("Anna Berg", "b.txt", "2020-01-20", former=True)], "", 0),
        ([minister("Anna Berg", "b.txt", "2020-01-20", title="Minister of Foreign Affairs")], "Anna Berg", 1),
        ([minister("Anna Berg", "b.txt", "2020-01-20", title="Deputy Foreign Minister")], "", 0),
    ],
)
def test_holders_are_those_of_whom_nobody_else_may_be_meant(
    articles: list[dict[str, Any]], expected: str, found: int
) -> None:
    for each in articles:
        take(each)
    take(MET)
    assert set(who()) - {"Carl Dahl", "Russia"} == set(filter(None, [expected]))
    assert HolderSought.objects.get().found == found
    well()


def test_holders_are_the_same_in_any_order_of_import() -> None:
    outcomes = set()
    orders = list(permutations([MET, BEFORE, AFTER, RIVAL, LATER]))
    for order in random.Random(1).sample(orders, 8):
        with transaction.atomic():
            for each in order:
                take(each)
            outcomes.add((tuple(who()), knowledge_digest(), HolderSought.objects.get().found))
            transaction.set_rollback(True)
    assert len(outcomes) == 1
    assert "Anna Berg" in outcomes.pop()[0]


def test_holders_are_gone_with_the_article_that_told_of_the_post() -> None:
    take(MET)
    before = knowledge_digest()
    run = ImportRun.objects.create(pipeline_version="a run of its own")
    take(BEFORE, run=run)
    assert "Anna Berg" in who()
    undo_run(run)
    assert knowledge_digest() == before
    take(BEFORE)
    Article.objects.get(source="b.txt").delete()
    assert knowledge_digest() == before
    well()


def test_holders_that_a_person_rejected_do_not_come_back() -> None:
    take(BEFORE)
    take(MET)
    Participation.objects.filter(actor__name="Anna Berg").update(review="rejected")
    take(AFTER)
    take(MET, text="Carl Dahl met the Foreign Minister of Russia again.")
    assert who() == ["Carl Dahl", "Russia"]
    well()


def test_holders_of_a_new_version_of_the_text_follow_it() -> None:
    take(BEFORE)
    take(MET)
    take({**MET, "text": "Carl Dahl met people of Russia.", "unnamed": []})
    assert who() == ["Carl Dahl", "Russia"]
    assert not HolderSought.objects.exists()
    well()


def test_holders_follow_merges_and_their_taking_back() -> None:
    for each in (BEFORE, RIVAL, MET):
        take(each)
    before = knowledge_digest()
    anna, emil = (Actor.objects.get(name=name) for name in ("Anna Berg", "Emil Falk"))
    merge(emil, anna, force=True)
    assert "Anna Berg" in who()
    well()
    unmerge(emil)
    assert knowledge_digest() == before
    assert "Anna Berg" not in who()
    well()


def test_holders_of_a_body_that_is_merged_into_another() -> None:
    take(MET)
    take(minister("Anna Berg", "b.txt", "2020-01-20") | {
        "text": "Anna Berg of Laos spoke.", "who": ["Anna Berg", "Laos"],
        "posts": {"Anna Berg": [{"title": "Foreign Minister", "body": "Laos"}]},
    })  # fmt: skip
    before = knowledge_digest()
    laos, russia = (Actor.objects.get(name=name) for name in ("Laos", "Russia"))
    for duplicate, survivor in ((laos, russia), (russia, laos)):
        merge(duplicate, survivor, force=True)
        assert "Anna Berg" in who()
        well()
        unmerge(duplicate)
        assert "Anna Berg" not in who()
        assert knowledge_digest() == before
        well()


def test_holders_follow_what_people_say_of_tenures() -> None:
    for each in (BEFORE, RIVAL, MET):
        take(each)
    user = User.objects.create_user("editor")
    tenure = Tenure.objects.get(person__name="Emil Falk")
    with people_write(user), keep_changes(Tenure, [tenure.pk]):
        Tenure.objects.filter(pk=tenure.pk).update(review="rejected")
    assert "Anna Berg" in who()
    well()
    with people_write(user):
        tenure.refresh_from_db()
        tenure.review, tenure.start, tenure.end = "confirmed", "2020-02-01", "2020-02-28"
        tenure.save()
    assert "Emil Falk" in who()
    assert "Anna Berg" not in who()
    well()
    with people_write(user):
        tenure.delete()
    assert "Anna Berg" in who()
    well()


def test_holders_of_a_doubtful_post_are_no_holders() -> None:
    take(BEFORE)
    take(MET)
    tenure = Tenure.objects.get()
    tenure.evidence.update(confidence=0.4)
    follow(Touched(tenure={tenure.pk}), Touched())
    assert "Anna Berg" not in who()
    well()
    take(AFTER)  # which tells it plainly
    assert "Anna Berg" in who()
    well()


def test_holders_are_asked_for_by_one_query_however_many_meetings_ask(django_assert_num_queries: Any) -> None:
    take(MET)
    take(MET, text="Carl Dahl met the Foreign Minister of Russia later.", source="m.txt", met=[{"date": "2020-05-04"}])
    take(BEFORE)
    held = held_in(Tenure.objects.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        # within 60 days of the text that gives her the post
        assert len(meetings_asking(whole(held.values()))) == 1
    with django_assert_num_queries(0):
        assert meetings_asking([]) == set()
    assert HolderSought.objects.count() == 2
