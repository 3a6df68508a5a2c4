"""The pages of articles."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from kb.models import ReviewState
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_article, an_initiative, tells, value

pytestmark = pytest.mark.django_db
TEXT = (
    "Moscow (VNA) – Russian Foreign Minister Sergey Lavrov met Lim Jock Hoi on Monday.\n\n\n"
    "They spoke of the <b>Action Plan</b> & more."
)
FIRST = TEXT.split("\n")[0]


def grow(article: Article, number: int) -> None:
    """`number` more facts of every kind in an article, and as many further articles."""
    for _ in range(number):
        person, body = an_actor("Sergey Lavrov"), an_actor("Foreign Ministry", "organisation")
        meeting, plan = a_meeting(person, body), an_initiative(person, body)
        further = an_article(TEXT)
        for where in (article, further):
            for record in (person, body, meeting, plan, a_tenure(person, f"Post {where.pk}", body)):
                tells(where, record, "Sergey Lavrov")


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/articles/", 6),
        ("/articles/?actor=sergey-lavrov&agency=VNA&since=2020&until=2020&q=plan", 11),
        ("/articles/the-article/", 12),
    ],
)
def test_views_take_the_same_number_of_queries_however_much_there_is(
    client: Client, address: str, queries: int
) -> None:
    article = an_article(TEXT, title="The article")
    for number in (2, 5):
        grow(article, number)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        assert len(captured) == queries, [query["sql"] for query in captured]


def test_views_article_links_facts_and_sentences_both_ways(client: Client) -> None:
    article = an_article(TEXT)
    lavrov, ministry = an_actor("Sergey Lavrov"), an_actor("Russian Foreign Ministry", "organisation")
    meeting, plan = a_meeting(lavrov), an_initiative(lavrov, name="Action Plan")
    tells(article, lavrov, "Sergey Lavrov")
    tells(article, ministry, "Russian Foreign Minister")
    post = tells(article, a_tenure(lavrov, "Foreign Minister"), "Foreign Minister")
    tells(article, meeting, FIRST, date_edtf=value(article, "2020-02-03", "Monday"))
    tells(article, plan, "They spoke of the <b>Action Plan</b> & more.")
    page = client.get(article.get_absolute_url()).content.decode()
    sentence = f"s0-{len(FIRST)}"
    assert f'<span class="sentence" id="{sentence}">' in page and f'href="#{sentence}"' in page
    assert 'id="fact-1"' in page and 'href="#fact-1"' in page and 'href="#fact-2"' in page
    assert '<span class="value" title="Date: 3 February 2020">Monday</span>' in page
    assert f'href="#{post.anchor}"' in page and f'id="{post.anchor}"' in page
    assert "&lt;b&gt;Action Plan&lt;/b&gt; &amp; more." in page and "<b>" not in page
    assert page.count('<p lang="en" dir="auto">') == 2
    for record in (meeting, plan, lavrov, ministry):
        assert f'href="{record.get_absolute_url()}"' in page
    assert len(set(re.findall(r' id="([^"]+)"', page))) == len(re.findall(r' id="', page))


def test_views_article_shows_nothing_that_people_rejected(client: Client) -> None:
    article = an_article(TEXT)
    he = an_actor("He", review=ReviewState.REJECTED)
    lavrov = an_actor("Sergey Lavrov")
    tells(article, he, "Monday")
    tells(article, a_meeting(lavrov, name="Rejected one", review=ReviewState.REJECTED), FIRST)
    mention = tells(article, lavrov, "Sergey Lavrov")
    mention.review = ReviewState.REJECTED
    mention.save()
    page = client.get(article.get_absolute_url()).content.decode()
    assert he.get_absolute_url() not in page and "Rejected one" not in page
    assert lavrov.get_absolute_url() not in page and "No actor was recognised" in page


def test_views_article_keeps_old_versions_readable(client: Client) -> None:
    old = an_article("Old text.", title="Old", source="a.txt", is_current=False)
    new = an_article("New text.", title="New", source="a.txt", version=2)
    page = client.get(old.get_absolute_url()).content.decode()
    assert "Old text." in page and "This text was corrected." in page and new.get_absolute_url() in page
    assert old.get_absolute_url() in client.get(new.get_absolute_url()).content.decode()
    listed = client.get("/articles/").content.decode()
    assert new.get_absolute_url() in listed and old.get_absolute_url() not in listed


def test_views_article_without_date_agency_or_facts_reads_well(client: Client) -> None:
    article = an_article("Just words.", published=None, agency="", dateline="")
    page = client.get(article.get_absolute_url()).content.decode()
    assert "publication date unknown" in page and "No meeting and no initiative was found" in page
    assert "None" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Hanoi visit", "Moscow talks"]),
        ("q=monday+lavrov", ["Moscow talks"]),
        ("agency=TASS", ["Hanoi visit"]),
        ("actor=Sergei Lavrov", ["Moscow talks"]),
        ("since=2020-03", ["Hanoi visit"]),
        ("until=2020-02", ["Moscow talks"]),
        ("actor=nobody", []),
        ("sort=title", ["Hanoi visit", "Moscow talks"]),
        ("sort=-title", ["Moscow talks", "Hanoi visit"]),
    ],
)
def test_views_list_narrows_articles(client: Client, query: str, found: list[str]) -> None:
    talks = an_article(TEXT, title="Moscow talks")
    tells(talks, an_actor("Sergey Lavrov", spellings=["Sergei Lavrov"]), "Sergey Lavrov")
    an_article("Elsewhere.", title="Hanoi visit", agency="TASS", published=date(2020, 3, 1))
    page = client.get(f"/articles/?{query}").content.decode()
    names = ["Moscow talks", "Hanoi visit"]
    assert sorted((name for name in names if f">{name}<" in page), key=lambda name: page.index(f">{name}<")) == found
