"""Actors side by side, the pages of topics, and the year at a glance on the first page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from tests.kb.rows import a_meeting, a_tenure, an_actor, an_initiative

pytestmark = pytest.mark.django_db


def row(page: str, head: str) -> list[str]:
    """The cells of a line of the comparison, without markup."""
    found = re.search(rf'<th scope="row" role="rowheader">{head}</th>(.*?)</tr>', page, re.DOTALL)
    assert found, head
    line = found[1].replace("&nbsp;", " ")
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r'<td role="cell">(.*?)</td>', line, re.DOTALL)]


def three(number: int = 1) -> None:
    for _ in range(number):
        russia, china, asean = (
            an_actor(name, kind)
            for name, kind in (("Russia", "country"), ("China", "country"), ("ASEAN", "organisation"))
        )
        lavrov = an_actor("Sergey Lavrov")
        a_tenure(lavrov, "Foreign Minister", russia)
        a_meeting(lavrov, asean, place="Moscow", day="2016-03-01", topics="energy trade")
        a_meeting(russia, china, asean, day="2020-02-03", topics="trade")
        a_meeting(russia, china, status="planned", day="2019")
        a_meeting(china, status="cancelled", day="2020")
        an_initiative(russia, asean, status="signed")


def test_compare_counts_for_each_with_all_who_act_for_it(client: Client) -> None:
    three()
    page = client.get("/compare/?one=Russia&two=china&three=ASEAN").content.decode()
    assert row(page, "Meetings held") == ["2", "1", "2"]
    assert row(page, "Announced, never reported held") == ["1", "1", "–"]
    assert row(page, "Put off or called off") == ["–", "1", "–"]
    assert row(page, "All meetings told of") == ["3", "3", "2"]
    assert '<a href="/meetings/?side=russia&amp;status=held">2</a>' in page
    assert row(page, "Where most") == ["Moscow (1)", "–", "Moscow (1)"]
    assert row(page, "About what")[0] == "Trade and economy (2), Energy (1)"
    assert row(page, "Initiatives") == ["1 signed", "–", "1 signed"]
    assert re.search(r'Russia and ASEAN</a>: <a href="/meetings/\?side=russia&amp;side=asean">2 meetings', page)
    assert re.search(r"China and ASEAN</a>: <a [^>]*>1 meeting ", page)
    assert "<title>Russia, Jan 2016 – Mar 2016: 1</title>" in page


def test_compare_counts_every_meeting_in_one_row(client: Client) -> None:
    russia, asean = an_actor("Russia", "country"), an_actor("ASEAN", "organisation")
    for status, day in (
        ("held", "2020"), ("held", ""), ("planned", ""), ("planned", "2019"), ("proposed", "2999"),
        ("postponed", "2019"), ("cancelled", "2019"),
    ):  # fmt: skip
        a_meeting(russia, asean, status=status, day=day)
    page = client.get("/compare/?one=russia&two=asean").content.decode()
    heads = (
        "Meetings held",
        "Coming",
        "Announced, never reported held",
        "Announced without a date",
        "Put off or called off",
    )
    assert [row(page, head)[0] for head in heads] == ["2", "1", "1", "1", "2"]
    assert row(page, "All meetings told of") == ["7", "7"]
    assert "7 meetings with each other" in page


def test_compare_is_narrowed_to_a_period(client: Client) -> None:
    three()
    page = client.get("/compare/?one=russia&two=asean&since=2019&until=2021").content.decode()
    assert row(page, "Meetings held") == ["1", "1"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "First actor"),
        ("one=russia", "Name a person, a country or an organisation."),
        ("one=russia&two=nobody", "Nobody is known by the name “nobody”"),
        ("one=russia&two=Russia", "Two of the names mean the same actor"),
        ("one=russia&two=bush", "More than one actor is called “bush”"),
        ("one=russia&two=china&since=soon", "is no date here"),
        ("one=russia&two=Chna", 'Did you mean <a href="?one=russia&amp;two=china">China</a>'),
    ],
)
def test_compare_asks_until_two_are_settled(client: Client, query: str, said: str) -> None:
    three()
    an_actor("George Bush")
    an_actor("Barbara Bush")
    page = client.get(f"/compare/?{query}").content.decode()
    assert said in page and "Side by side" not in page


def test_compare_takes_the_same_number_of_queries(client: Client) -> None:
    for _ in range(2):
        three()
        with CaptureQueriesContext(connection) as captured:
            client.get("/compare/?one=russia&two=china&three=asean")
        assert len(captured) == 35, [query["sql"] for query in captured]


def test_compare_topics_lead_to_their_pages(client: Client) -> None:
    assert "No topic yet" in client.get("/topics/").content.decode()
    three()
    index = client.get("/topics/").content.decode()
    assert index.index("Trade and economy") < index.index(">Energy<")
    assert "2 meetings, 0 initiatives" in index
    page = client.get("/topics/energy/").content.decode()
    assert "Sergey Lavrov" in page and "China" not in page
    assert "<title>Energy, " not in page  # one mark is no picture
    a_meeting(day="2018", topics="trade")
    assert "<title>Trade and economy, " in client.get("/topics/trade/").content.decode()
    assert client.get("/topics/nonsense/").status_code == 404
    assert "No meeting about it is known" in client.get("/topics/health/").content.decode()


def test_compare_topics_take_the_same_number_of_queries(client: Client) -> None:
    for number in (1, 3):
        three(number)
        for address, queries in (("/topics/", 2), ("/topics/trade/", 8)):
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            assert len(captured) == queries, [query["sql"] for query in captured]


def test_home_draws_the_last_year_that_has_any_meetings(client: Client) -> None:
    assert 'id="year"' not in client.get("/").content.decode()
    a_meeting(day="2020-02-03")
    a_meeting(day="2020-02-03")
    a_meeting(day="2019-12")
    a_meeting(day="2019-12-24", status="cancelled")
    page = client.get("/").content.decode()
    assert "2 meetings in a year" in page and "<title>3 February 2020: 2 meetings</title>" in page
    assert 'href="/meetings/?since=2020-02-03&amp;until=2020-02-03"' in page
    recent = localdate() - timedelta(40)
    a_meeting(day=recent.isoformat())
    page = client.get("/").content.decode()
    assert "1 meeting in a year" in page and f"?since={recent.isoformat()}" in page
