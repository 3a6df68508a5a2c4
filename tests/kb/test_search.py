"""The search box: names with slips, exclusions, suggestions, capped counts."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.searching.near_names import near_names
from kb.views import search
from tests.kb.rows import a_meeting, an_actor, an_initiative

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lavorv", ["lavrov"]),
        ("sergei lavrow", ["sergei lavrov"]),
        ("Лаврав", ["lavrov"]),
        ("nguyn", ["nguyen"]),
        ("lavr", []),
        ("xyzzyxyzzy", []),
        ("lim", []),
        ("", []),
    ],
)
def test_search_proposes_names_a_slip_away(typed: str, meant: list[str]) -> None:
    for name in ("Sergei Lavrov", "Nguyễn Phú Trọng", "Lim Jock Hoi"):
        an_actor(name)
    assert near_names(typed)[:1] == meant


def test_search_asks_what_was_meant_where_no_name_has_the_words(client: Client) -> None:
    an_actor("Sergey Lavrov")
    page = client.get("/search/?q=lavorv").content.decode()
    assert 'Did you mean <a href="?q=lavrov">lavrov</a>?' in page
    assert "Did you mean" not in client.get("/search/?q=lavrov").content.decode()


def test_search_leaves_out_what_has_an_excluded_word(client: Client) -> None:
    first, second = an_actor("Ivan Petrov"), an_actor("Ivan Sidorov")
    a_meeting(first, name="Summit one")
    a_meeting(second, name="Summit two")
    page = client.get("/search/?q=ivan+-petrov").content.decode()
    assert second.get_absolute_url() in page and first.get_absolute_url() not in page
    assert "Summit two" in page and "Summit one" not in page


def test_search_suggests_records_as_options(client: Client) -> None:
    lavrov = an_actor("Sergey Lavrov", spellings=["Лавров"])
    meeting = a_meeting(lavrov, name="Lavrov talks", place="Lavrovo")
    plan = an_initiative(name="Lavrov plan")
    page = client.get("/search/suggest/?q=lavr").content.decode()
    assert page.count('role="option"') == 4 and "<html" not in page
    for address in (lavrov.get_absolute_url(), meeting.get_absolute_url(), plan.get_absolute_url(), "/places/lavrovo/"):
        assert f'data-href="{address}"' in page
    assert 'role="option"' not in client.get("/search/suggest/?q=l").content.decode()


def test_search_suggests_with_the_same_number_of_queries(client: Client) -> None:
    for number in (1, 4):
        for _ in range(number):
            a_meeting(an_actor("Sergey Lavrov"), name="Lavrov talks", place="Lavrovo")
        with CaptureQueriesContext(connection) as captured:
            client.get("/search/suggest/?q=lavr")
        assert len(captured) == 8


def test_search_counts_up_to_a_limit(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_COUNTED", 3)
    monkeypatch.setattr(search.Search, "most", 2)
    for number in range(6):
        a_meeting(name=f"Summit {number}")
    page = client.get("/search/?q=summit").content.decode()
    assert "More than 3 results" in page
    assert ">3+<" in page
    assert ">All meetings</a>" in page
