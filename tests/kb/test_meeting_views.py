"""Calendar, timeline, map and network of the filtered meetings; the pages of places and posts."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.models import Actor, Place, ReviewState
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_article, tells

pytestmark = pytest.mark.django_db
VIEWS = ("/calendar/", "/timeline/", "/map/", "/network/")
TEXT = "Lim Jock Hoi, Secretary General of ASEAN, met Sergey Lavrov in Moscow."


def grow(number: int = 1) -> None:
    cache.clear()
    for _ in range(number):
        one, other = an_actor("Sergey Lavrov"), an_actor("ASEAN", "organisation")
        a_meeting(one, other, an_actor("Russia", "country"), place="Moscow", day="2020-02-03")
        a_meeting(one, other, kind="call", day="2020-02-03/2020-02-05", status="cancelled")
        a_meeting(one, other, kind="visit", place="Laos", day="2020-02")
        a_meeting(one, status="planned", day="")
    Place.objects.filter(name="Moscow").update(latitude=55.75, longitude=37.62)


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/calendar/?show=2020-02", 17),
        ("/calendar/?show=2020", 16),
        ("/timeline/", 18),
        ("/map/", 17),
        ("/network/", 16),
        ("/places/moscow/", 8),
    ],
)
def test_meeting_views_take_the_same_number_of_queries(client: Client, address: str, queries: int) -> None:
    for number in (2, 4):
        grow(number)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        assert len(captured) == queries, [query["sql"] for query in captured]


@pytest.mark.parametrize("address", VIEWS)
def test_meeting_views_share_the_filters_and_lead_to_each_other(client: Client, address: str) -> None:
    grow()
    page = client.get(f"{address}?status=held&kind=talks&show=2020-02&top=15").content.decode()
    assert "1 meeting<" in page
    for other in ("/meetings/", *VIEWS):
        assert f'href="{other}?status=held&amp;kind=talks"' in page
    assert page.count('aria-current="page"') == 1


@pytest.mark.parametrize("address", VIEWS)
def test_meeting_views_say_so_when_nothing_fits(client: Client, address: str) -> None:
    assert "No meeting yet" in client.get(address).content.decode()
    a_meeting()
    assert "No meeting fits" in client.get(f"{address}?kind=summit").content.decode()


ODD = (
    # each view with the filters that all share
    *(f"{view}?{query}" for view in VIEWS for query in ("since=soon&show=x", "participant=%27&top=x")),
    # and with the words that it alone understands
    *(f"/calendar/?show={show}" for show in ("2020-13", "9999", "x", "", "0000-01", "2020-02-03")),
    *(f"/network/?top={top}" for top in ("7", "x", "", "-1", "30.5")),
)


def test_meeting_views_take_any_address_calmly(client: Client) -> None:
    grow()
    a_meeting(day="2016/..")
    answers = {address: client.get(address, follow=True).status_code for address in ODD}
    assert answers == dict.fromkeys(ODD, 200)


def test_meeting_views_calendar_begins_where_something_was(client: Client) -> None:
    grow()
    page = client.get("/calendar/").content.decode()
    assert 'February 2020 <span class="count">' in page
    assert "no day told" in page and "goes on" in page
    assert 'href="?show=2020-01"' in page and 'href="?show=2020-03"' in page
    year = client.get("/calendar/?show=2020&kind=talks").content.decode()
    assert 'href="/meetings/?kind=talks&amp;since=2020-02-03&amp;until=2020-02-03"' in year


@pytest.mark.parametrize(
    ("days", "month"),
    [
        (("2026-10-01", "2026-11-02", "2026-12-30"), "November 2026"),
        (("2026-10-20", "2027-03-01"), "October 2026"),
        (("2026-03-01", "2026-12-30"), "December 2026"),
        (("2026-10-20", "2026-11"), "October 2026"),
        (("2020-02-03",), "February 2020"),
        (("2020",), "November 2026"),
    ],
)
def test_meeting_views_calendar_opens_on_today_or_the_nearest_month(
    client: Client, monkeypatch: pytest.MonkeyPatch, days: tuple[str, ...], month: str
) -> None:
    monkeypatch.setattr("kb.views.meeting_views.localdate", lambda: date(2026, 11, 22))
    for day in days:
        a_meeting(an_actor("Sergey Lavrov"), day=day)
    page = client.get("/calendar/").content.decode()
    assert f'<h3 class="leaf-name">{month} <span' in page
    assert ('aria-current="date"' in page) is (month == "November 2026") is not ('id="leaf-today"' in page)


def test_meeting_views_calendar_leaps_to_the_next_month_with_meetings(client: Client) -> None:
    for day in ("2019-05-06", "2020-02-03", "2020-03-01", "2021-01-31/2021-02-01"):
        a_meeting(an_actor("Sergey Lavrov"), day=day)
    page = client.get("/calendar/?show=2020-02&kind=talks").content.decode()
    assert 'id="leaf-busy-before" href="?show=2019-05&amp;kind=talks"' in page
    assert "leaf-busy-after" not in page  # the month after has one
    assert 'id="leaf-busy-after" href="?show=2021-01"' in client.get("/calendar/?show=2020-03").content.decode()
    assert "No later meeting is known" in client.get("/calendar/?show=2022").content.decode()
    a_meeting(an_actor("Sergey Lavrov"), day="2026", status="planned")
    page = client.get("/calendar/?show=2022").content.decode()  # one of 2026 is, though not its month
    assert "No later meeting is known" not in page and "leaf-busy-after" not in page


def test_meeting_views_map_counts_places_and_tells_those_it_lacks(client: Client) -> None:
    grow()
    page = client.get("/map/").content.decode()
    assert "<title>Moscow: 1 meeting</title>" in page
    assert re.search(r"Not on the map.*Laos", page)
    assert 'role="group"' in page and 'role="img"' not in page
    a_meeting(kind="call", online=True, day="2021")
    page = " ".join(client.get("/map/?since=2020").content.decode().split())
    assert "1 more has no place in the texts. 1 more was held by video alone." in page
    assert 'href="/meetings/?since=2020&amp;sort=place"' in page
    assert "no place in the texts" not in client.get("/map/?place=moscow").content.decode()


def test_meeting_views_calendar_leads_to_what_has_no_day(client: Client) -> None:
    grow()
    page = client.get("/calendar/?show=2020&kind=visit").content.decode()
    assert "1 more is known by month or year alone" in page
    assert 'href="/meetings/?kind=visit&amp;since=2020&amp;until=2020&amp;sort=date"' in page


def test_meeting_views_timeline_links_every_mark(client: Client) -> None:
    grow()
    page = client.get("/timeline/").content.decode()
    assert "<title>Talks: Sergey Lavrov, ASEAN, Russia, Moscow, 3 February 2020: held</title>" in page
    assert ">Sergey Lavrov, ASEAN, Russia</text></a>" in page
    assert "#status-cancelled" in page
    assert "1 more has no date" in page


def test_meeting_views_network_shows_the_busiest_by_the_shape_of_their_kind(client: Client) -> None:
    grow()
    loner = an_actor("Loner")
    a_meeting(loner)
    page = client.get("/network/").content.decode()
    assert "<title>Sergey Lavrov and ASEAN: 3 meetings together</title>" in page
    assert "<title>Sergey Lavrov: 4 meetings</title>" in page
    assert 'class="kind-country"' in page and '<rect class="node"' in page
    assert re.search(r"Loner</a>\s+meets none of the others", page)


def test_meeting_views_network_leaves_out_who_is_out_of_sight(client: Client) -> None:
    one, other, wrong, double = (an_actor(name) for name in ("One", "Other", "Wrong", "Double"))
    for _ in range(3):
        a_meeting(one, other, wrong, double)
    Actor.objects.filter(pk=wrong.pk).update(review=ReviewState.REJECTED)
    Actor.objects.filter(pk=double.pk).update(merged_into=one)
    page = client.get("/network/").content.decode()
    assert "<title>One and Other: 3 meetings together</title>" in page
    assert "Wrong" not in page and "Double" not in page and "left out" not in page


def test_meeting_views_network_folds_the_rest(client: Client) -> None:
    for number in range(10):
        a_meeting(an_actor(f"One {number}"), an_actor(f"Other {number}"))
    page = client.get("/network/?top=15").content.decode()
    assert "5 others who take part less often are left out" in page
    assert re.findall(r'href="\?top=(\d+)"', page) == ["15", "30"]


def test_meeting_views_network_offers_no_choice_that_changes_nothing(client: Client) -> None:
    grow()
    page = client.get("/network/?top=60").content.decode()
    assert "The busiest" not in page and "<title>Sergey Lavrov: 4 meetings</title>" in page


def test_meeting_views_place_tells_who_met_there(client: Client) -> None:
    grow()
    page = client.get("/places/moscow/").content.decode()
    assert "Sergey Lavrov" in page and "<title>Moscow: 1 meeting</title>" in page
    assert "coordinates are not known" in client.get("/places/laos/").content.decode()


def test_meeting_views_post_has_its_holders_in_order(client: Client) -> None:
    asean = an_actor("ASEAN", "organisation")
    older, newer, wrong = (
        an_actor("Le Luong Minh"),
        an_actor("Lim Jock Hoi"),
        an_actor("He", review=ReviewState.REJECTED),
    )
    a_tenure(older, "Secretary General", asean, seen_from=date(2016, 1, 1), seen_until=date(2017, 1, 1))
    tenure = a_tenure(newer, "Secretary General", asean, seen_from=date(2018, 1, 1), seen_until=date(2020, 2, 3))
    a_tenure(wrong, "Secretary General", asean)
    a_tenure(newer, "Chair", asean)
    tells(an_article(TEXT), tenure, "Secretary General of ASEAN")
    page = client.get("/posts/secretary-general-asean/").content.decode()
    assert page.index('<a href="/actors/lim-jock-hoi/" lang="en">Lim') < page.index(
        '<a href="/actors/le-luong-minh/" lang="en">Le'
    )
    assert "<title>Le Luong Minh: in texts of 1 January 2016" in page
    assert "/actors/he/" not in page and "Chair" in page and "met Sergey Lavrov" in page
    asean.review = ReviewState.REJECTED
    asean.save()
    assert client.get("/posts/secretary-general-asean/").status_code == 404


def test_meeting_views_timeline_names_what_is_too_far_to_be_drawn(client: Client) -> None:
    for number in range(20):
        a_meeting(an_actor("Sergey Lavrov"), day=f"{2016 + number % 10}-02-03")
    a_meeting(an_actor("Kim Il Sung"), kind="visit", day="1964")
    page = client.get("/timeline/")
    assert page.context["timeline"].ticks[0].day.year >= 2015
    assert [mark.what.date_edtf for mark in page.context["timeline"].marks if mark.what.date_edtf < "2016"] == []
    told = " ".join(page.content.decode().split())
    link = r"<a href=\"/meetings/visit[^>]*>Visit: Kim Il Sung</a>"
    assert re.search(rf"Too far from the others to be drawn: {link}, <time[^>]*>1964</time></p>", told)
