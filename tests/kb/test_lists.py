"""What lists say of themselves: their titles, and what is read out when filters change."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from kb.templatetags.pictures import months
from kb.version import VERSION
from tests.kb.rows import a_meeting, an_actor, an_initiative

pytestmark = pytest.mark.django_db


@pytest.fixture
def three() -> None:
    """Russia with Laos twice, held and planned, and once alone."""
    russia, laos = an_actor("Russia", "country"), an_actor("Laos", "country")
    a_meeting(russia, laos, day="2021-05-01")
    a_meeting(russia, laos, day="2021-06-01", status="planned")
    a_meeting(russia, day="2020")


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/meetings/", "Meetings"),
        ("/meetings/?since=soon", "Meetings"),
        ("/meetings/?country=russia&country=laos&year=2021", "Russia + Laos, 2021: 2 meetings"),
        ("/meetings/?status=held&status=planned&since=2021", "From 2021, Held / Planned: 2 meetings"),
        ("/timeline/?participant=laos", "Laos: 2 meetings, timeline"),
        ("/calendar/?show=2020", "Meetings, calendar, 2020"),
        ("/calendar/?show=2021-05", "Meetings, calendar, May 2021"),
        ("/actors/?kind=country", "Country: 2 actors"),
    ],
)
def test_lists_are_titled_by_what_narrows_them(client: Client, address: str, title: str) -> None:
    page = client.get(address).content.decode()
    assert re.search("<title>(.*?) · Chancery</title>", page)[1] == title


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/meetings/?participant=laos", "2 meetings found"),
        ("/map/?participant=laos", "2 meetings found"),
        ("/calendar/?show=2021-06", "3 meetings found; June 2021: 1 meeting"),
        ("/meetings/?since=soon", "From: “soon” is no date here.*3 meetings found"),
    ],
)
def test_lists_say_what_was_found_when_filters_change(client: Client, address: str, said: str) -> None:
    status = r'<p class="visually-hidden" id="announced" role="status">(.*)</p>'
    assert re.search(status, client.get(address).content.decode())[1] == ""
    page = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert re.fullmatch(said, re.search(status, page)[1])


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2005, 1, 1), date(2005, 12, 31), "2005"),
        (date(2017, 8, 2), date(2017, 8, 30), "Aug 2017"),
        (date(2018, 8, 1), date(2019, 3, 2), "Aug 2018 – Mar 2019"),
    ],
)
def test_lists_name_months_as_short_as_they_can_be(first: date, last: date, words: str) -> None:
    assert months(first, last) == words


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("address", "names", "wider"),
    [
        (
            "/meetings/?participant=Russia&counterpart=laos&since=2021&page=1",
            "Russia and Laos",
            "/meetings/?since=2021&amp;side=russia&amp;side=laos",
        ),
        ("/timeline/?participant=laos", "Laos", "/timeline/?side=laos"),
        (
            "/initiatives/?party=laos&counterpart=Lavrov",
            "Laos and Sergey Lavrov",
            "/initiatives/?side=laos&amp;side=sergey-lavrov",
        ),
        ("/meetings/?participant=lavrov", "", ""),
        ("/meetings/?participant=laos&counterpart=bush", "", ""),
        ("/meetings/?participant=laos&counterpart=nobody", "", ""),
        ("/meetings/?side=laos", "", ""),
    ],
)
def test_lists_of_what_names_a_country_lead_to_what_its_officials_did(
    client: Client, address: str, names: str, wider: str
) -> None:
    an_initiative(an_actor("Sergey Lavrov"), day="2021")
    an_actor("George Bush"), an_actor("Barbara Bush")
    page = client.get(address).content.decode()
    assert (f"Here is only what names {names}, not what their officials did" in page) is bool(names)
    assert not wider or f'<a href="{wider}' in page


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("address", "cited"),
    [
        (
            "/meetings/?country=russia&country=laos&year=2021&page=7",
            "“Russia + Laos, 2021: 2 meetings”. http://testserver/meetings/?country=russia&amp;country=laos&amp;year=2021,",
        ),
        ("/meetings/", "“3 meetings”. http://testserver/meetings/,"),
        ("/map/?participant=laos", "“Laos: 2 meetings”. http://testserver/map/?participant=laos,"),
        ("/actors/?kind=country", "“Country: 2 actors”. http://testserver/actors/?kind=country,"),
    ],
)
def test_lists_are_cited_with_their_filters_their_number_and_their_day(
    client: Client, address: str, cited: str
) -> None:
    page = client.get(address).content.decode()
    assert f"Chancery, knowledge base of diplomatic relations, version {VERSION}: {cited} read on " in page
