"""Tenures that people leave to the program again are what articles tell, at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.archive import knowledge_digest
from articles.checking import check_base
from articles.models import Article
from kb.models import Actor, Post, ReviewState, Tenure
from kb.models.history import keep_changes, people_write
from kb.reviewing.answers import answer, take_back_answers
from kb.reviewing.doubts import waiting
from tests.articles.importing.telling import tell
from tests.kb.test_admin import page, save

pytestmark = pytest.mark.django_db


def a_minister(source: str = "a.txt", published: str = "2020-01-01", **post: Any) -> None:
    tell("Anna Berg spoke for Russia.", source=source, published=published, who=["Anna Berg", "Russia"],
         posts={"Anna Berg": [{"title": "Minister", "body": "Russia", **post}]})  # fmt: skip


def review(user: User, state: str) -> None:
    with people_write(user), keep_changes(Tenure, list(Tenure.objects.values_list("pk", flat=True))):
        Tenure.objects.update(review=state)


@pytest.mark.parametrize("state", [ReviewState.CONFIRMED, ReviewState.REJECTED])
def test_tenure_left_to_the_program_goes_where_nothing_tells_of_it(state: str, editor: User) -> None:
    before = knowledge_digest()
    a_minister()
    review(editor, state)
    Article.objects.all().delete()
    assert Tenure.objects.exists() and not [*check_base()]
    review(editor, ReviewState.MACHINE)
    assert not Tenure.objects.exists() and not Post.objects.exists() and not Actor.objects.exists()
    assert knowledge_digest() == before and not [*check_base()]


def test_tenure_left_to_the_program_stays_where_a_person_stated_its_days(editor: User) -> None:
    a_minister()
    review(editor, ReviewState.CONFIRMED)
    Tenure.objects.update(start="2019")
    Article.objects.all().delete()
    review(editor, ReviewState.MACHINE)
    assert Tenure.objects.get().start == "2019"
    assert not [*check_base()]


def test_tenure_left_to_the_program_says_what_articles_tell(editor: User) -> None:
    a_minister()
    review(editor, ReviewState.CONFIRMED)
    a_minister("b.txt", "2020-03-01", former=True)
    assert not Tenure.objects.get().former
    review(editor, ReviewState.MACHINE)
    assert Tenure.objects.get().former
    assert not [*check_base()]


def test_tenure_left_to_the_program_by_taking_an_answer_back(editor: User) -> None:
    """The article of which it was read is deleted between the answer and the undo."""
    before = knowledge_digest()
    a_minister()
    Tenure.objects.get().evidence.update(confidence=0.1)
    item = next(each for each in waiting() if isinstance(each.record, Tenure))
    given = answer([item], "accept", user=editor)
    Article.objects.all().delete()
    assert Tenure.objects.get().review == ReviewState.CONFIRMED
    take_back_answers(given, user=editor)
    assert knowledge_digest() == before and not [*check_base()]


def test_tenure_left_to_the_program_on_the_desk(client: Client, editor: User) -> None:
    a_minister()
    review(editor, ReviewState.CONFIRMED)
    Article.objects.all().delete()
    response = client.get(save(client, page("tenure", Tenure.objects.get().pk), review="machine").url)
    assert response.status_code == 200
    assert not Tenure.objects.exists() and not [*check_base()]


def test_tenure_left_to_the_program_on_the_page_of_its_holder(client: Client, editor: User) -> None:
    a_minister()
    review(editor, ReviewState.CONFIRMED)
    Actor.objects.update(review=ReviewState.CONFIRMED)
    Article.objects.all().delete()
    holder = Actor.objects.get(kind="person")
    response = client.get(save(client, page("actor", holder.pk), tenures__0__review="machine").url)
    assert response.status_code == 200
    assert not Tenure.objects.exists() and Actor.objects.filter(pk=holder.pk).exists() and not [*check_base()]
