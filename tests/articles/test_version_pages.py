"""Two versions of a corrected article beside each other, with the facts that the correction changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, EarlierReading
from tests.articles.importing.telling import tell

pytestmark = pytest.mark.django_db
WHO = ["Anna Berg", "Carl Dahl"]


def correct() -> tuple[Article, Article]:
    """A text in two versions: another place and day, one fact less, one more."""
    first = "Anna Berg met Carl Dahl in Hue. Then Anna Berg opened a fair."
    met = {"place": "Hue", "date": "2020-02-03"}
    fair = {"kind": "ceremony", "anchors": [["Then Anna Berg opened a fair", 1]], "roles": {"Anna Berg": "host"}}
    tell(first, who=WHO, met=[met, {**fair, "name": "Book Fair", "date": "2020-02-01"}])
    second = "Anna Berg met Carl Dahl in Hanoi. They have a plan."
    tell(second, who=WHO, met=[{"place": "Hanoi", "date": "2020-02-03"}], agreed=[{"name": "Plan of Work 2030"}])
    return Article.objects.get(version=1), Article.objects.get(version=2)


def test_version_page_shows_words_and_facts_that_changed(client: Client, django_assert_num_queries: Any) -> None:
    before, after = correct()
    with django_assert_num_queries(11):
        response = client.get(reverse("articles:changes", args=[after.slug]))
    shown = response.content.decode()
    assert (response.context["before"], response.context["changed"]) == (before, 1)
    assert "<del>Hue</del>" in shown and "<ins>Hanoi</ins>" in shown
    told = {
        change.label: (change.went, change.came, [(v.label, v.before, v.after) for v in change.values])
        for change in response.context["facts"]
    }
    assert told == {
        "Talks: Anna Berg, Carl Dahl · Hanoi": (False, False, [("Place", "Hue", "Hanoi")]),
        "Book Fair": (True, False, []),
        "Plan of Work 2030": (False, True, []),
    }


def test_version_page_is_reached_from_both_versions_of_the_article(client: Client) -> None:
    before, after = correct()
    page = reverse("articles:changes", args=[after.slug])
    assert f'href="{page}"' in client.get(after.get_absolute_url()).content.decode()
    assert f'href="{page}?since=1"' in client.get(before.get_absolute_url()).content.decode()


def test_version_page_compares_with_the_version_that_is_asked_for(client: Client) -> None:
    correct()
    tell("Anna Berg met Carl Dahl in Hanoi. They have two plans.", who=WHO, met=[{"place": "Hanoi"}])
    page = reverse("articles:changes", args=[Article.objects.get(version=3).slug])
    for query, version in (("", 2), ("?since=1", 1), ("?since=2", 2), ("?since=99", 2), ("?since=x", 2)):
        assert client.get(page + query).context["before"].version == version, query


def test_version_page_says_so_where_it_is_not_known_what_the_earlier_version_told(client: Client) -> None:
    _before, after = correct()
    EarlierReading.objects.all().delete()
    response = client.get(reverse("articles:changes", args=[after.slug]))
    assert response.context["facts"] is None
    assert "What the earlier version told was not kept." in response.content.decode()


def test_version_page_is_none_for_a_first_version(client: Client) -> None:
    before, _after = correct()
    assert client.get(reverse("articles:changes", args=[before.slug])).status_code == 404
    assert client.get(reverse("articles:changes", args=["nothing"])).status_code == 404
