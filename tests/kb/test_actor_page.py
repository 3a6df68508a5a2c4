"""The page of an actor: its pictures, and the same page as of a day in the past."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from kb.models import Place
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_initiative

pytestmark = pytest.mark.django_db


def test_actor_page_draws_time_places_posts_and_counterparts(client: Client) -> None:
    lavrov, lim, asean = an_actor("Sergey Lavrov"), an_actor("Lim Jock Hoi"), an_actor("ASEAN", "organisation")
    russia = an_actor("Russia", "country")
    a_tenure(lavrov, "Deputy Foreign Minister", russia, seen_from=date(1999, 1, 1), seen_until=date(2001, 1, 1))
    a_tenure(lavrov, "Foreign Minister", russia, seen_from=date(2016, 1, 1), seen_until=date(2020, 1, 1))
    a_meeting(lavrov, lim, asean, place="Moscow")
    a_meeting(lavrov, lim, status="postponed", kind="visit", day="2020-05")
    Place.objects.update(latitude=55.75, longitude=37.62)
    page = client.get(lavrov.get_absolute_url()).content.decode()
    assert "<title>Talks with Lim Jock Hoi, ASEAN, Moscow, 3 February 2020: held</title>" in page
    assert (
        "<title>Visit: Lim Jock Hoi, May 2020: postponed</title>" in page
        and ">Lim Jock Hoi</text></a>" in page
        and "#status-postponed" in page
    )
    assert "<title>Moscow: 1 meeting</title>" in page
    assert "<title>Sergey Lavrov and Lim Jock Hoi: 2 meetings together</title>" in page
    assert "<title>Foreign Minister, Russia: in texts of 1 January 2016" in page
    assert 'href="/relations/lim-jock-hoi/sergey-lavrov/"' in page
    assert 'href="/posts/foreign-minister-russia/"' in page


def test_actor_page_as_of_a_day_sets_posts_and_ties_back(client: Client) -> None:
    minh, asean, vietnam = an_actor("Le Luong Minh"), an_actor("ASEAN", "organisation"), an_actor("Vietnam", "country")
    a_tenure(minh, "Deputy Foreign Minister", vietnam, seen_from=date(2010, 1, 1), seen_until=date(2012, 1, 1))
    a_tenure(minh, "Secretary General", asean, seen_from=date(2013, 1, 1), seen_until=date(2017, 1, 1))
    a_meeting(minh, an_actor("Early Friend"), day="2011-05")
    a_meeting(minh, an_actor("Late Friend"), day="2016-05")
    an_initiative(minh, name="Late plan", day="2016")
    an_initiative(minh, name="Early plan", day="2010")
    page = client.get("/actors/le-luong-minh/?as_of=2011").content.decode()
    head = page[page.index("<h1") : page.index('class="on-page"')]
    assert "Deputy Foreign Minister" in head and ">Vietnam</a>" in head and "as of 31 December 2011" in head
    assert "Early Friend" in page and "Late Friend" not in page and "Secretary General" not in page
    assert "Early plan" in page and "Late plan" not in page
    today = client.get("/actors/le-luong-minh/").content.decode()
    assert "Secretary General" in today and "Late Friend" in today and "Late plan" in today


def test_actor_page_says_first_who_this_is(client: Client) -> None:
    """Posts of the latest texts under the name, last and most frequent contact, then the bars of all posts."""
    minh, asean, vietnam = an_actor("Le Luong Minh"), an_actor("ASEAN", "organisation"), an_actor("Vietnam", "country")
    a_tenure(minh, "Deputy Foreign Minister", vietnam, seen_from=date(2010, 1, 1), seen_until=date(2012, 1, 1))
    a_tenure(minh, "Secretary General", asean, seen_from=date(2013, 1, 1), seen_until=date(2017, 1, 1))
    a_meeting(minh, asean, an_actor("Sergey Lavrov"), day="2016-05-20")
    a_meeting(minh, asean, day="2999-05", status="planned")
    page = client.get("/actors/le-luong-minh/").content.decode()
    head = page[page.index("<h1") : page.index('class="on-page"')]
    assert 'href="/posts/secretary-general-asean/"' in head and "Deputy" not in head
    assert "20 May 2016" in head and "Talks with ASEAN, Sergey Lavrov" in head and "May 2999" in head
    parts = ['id="posts"', "tenure-chart", 'id="line"', 'id="meetings"', 'id="counterparts"']
    assert [page.index(part) for part in parts] == sorted(page.index(part) for part in parts)


def test_actor_page_of_a_body_begins_with_those_who_lead_it(client: Client) -> None:
    russia = an_actor("Russia", "country")
    for name, title in (("Maria Zakharova", "Spokeswoman"), ("Sergey Lavrov", "Foreign Minister")):
        a_tenure(an_actor(name), title, russia, seen_from=date(2020, 1, 1), seen_until=date(2021, 1, 1))
    page = client.get("/actors/russia/").content.decode()
    head = page[page.index("<h1") : page.index('class="on-page"')]
    assert "Foreign Minister" in head and "Sergey Lavrov" in head and "Zakharova" not in head
    assert page.index("Who holds which post") < page.index('id="meetings"')


def test_actor_page_of_a_country_tells_the_last_meeting_of_its_people(client: Client) -> None:
    """Who held a post before, and no more on that day, does not count; a meeting that is still planned neither."""
    russia, peru = an_actor("Russia", "country"), an_actor("Peru", "country")
    lavrov, ivanov = an_actor("Sergey Lavrov"), an_actor("Igor Ivanov")
    a_tenure(lavrov, "Foreign Minister", russia)
    a_tenure(ivanov, "Foreign Minister", russia, start="1998", end="2004")
    a_meeting(russia, peru, day="2016-05")
    a_meeting(lavrov, peru, day="2019-07-01", name="Talks in Lima")
    a_meeting(ivanov, peru, day="2021", name="A lecture")
    a_meeting(lavrov, peru, day="2999", status="planned", name="A visit")
    page = client.get("/actors/russia/").content.decode()
    portrait = page[page.index("key-facts") : page.index('class="as-of"')]
    assert "1 July 2019" in portrait and "Talks in Lima" in portrait and "A lecture" not in portrait
    # which is in no list further down, since no text names the country there: the page says so, and leads on
    assert "Talks in Lima</a>, by those who act for it" in portrait
    assert 'not what their officials did. <a href="/meetings/?side=russia">' in page
    page = client.get("/actors/sergey-lavrov/").content.decode()
    assert "by those who act for it" not in page and "not what their officials did" not in page
    assert "May 2016" in client.get("/actors/russia/?as_of=2018").content.decode().split('class="as-of"')[0]


@pytest.mark.parametrize(
    ("asked", "read"), [("soon", False), ("'", False), ("9999", True), ("..", False), ("2020-02-30", False)]
)
def test_actor_page_takes_any_day_calmly(client: Client, asked: str, read: bool) -> None:
    lavrov = an_actor("Sergey Lavrov")
    a_meeting(lavrov, day="2016/..")
    page = client.get(lavrov.get_absolute_url(), {"as_of": asked}).content.decode()
    assert "Sergey Lavrov" in page
    assert ("is no date here" in page) is not read


def test_actor_page_lists_initiatives_by_status(client: Client) -> None:
    lavrov = an_actor("Sergey Lavrov")
    an_initiative(lavrov, name="Old plan", status="completed", day="2020")
    an_initiative(lavrov, name="Running plan", status="ongoing", day="2016")
    page = client.get(lavrov.get_absolute_url()).content.decode()
    assert page.index("Running plan") < page.index("Old plan")
    assert re.search(r'class="eyebrow">\s*ongoing', page)


def test_actor_page_folds_a_crowd_into_a_link_to_the_list(client: Client) -> None:
    lavrov = an_actor("Sergey Lavrov")
    for _ in range(5):
        a_meeting(lavrov, an_actor("Somebody"))
    page = client.get(lavrov.get_absolute_url()).content.decode()
    assert "/meetings/?participant=sergey-lavrov&amp;since=2020-02-03&amp;until=2020-02-03&amp;kind=talks" in page
    assert "+2</text>" in page


def test_actor_page_counts_a_pair_as_its_brief_does(client: Client) -> None:
    """Where the officials of a country met, the country itself is not named; the brief counts it all the same."""
    russia, asean, lavrov = an_actor("Russia", "country"), an_actor("ASEAN", "organisation"), an_actor("Sergey Lavrov")
    a_tenure(lavrov, "Foreign Minister", russia)
    a_meeting(russia, asean, day="2018-02-03")
    a_meeting(lavrov, asean, day="2020-02-03")
    a_meeting(russia, asean, day="2999-01", status="planned")
    counted = '?side=russia&amp;side=asean">3<'
    for one, other in ((russia, asean), (asean, russia)):
        page = client.get(one.get_absolute_url()).content.decode()
        row = page[page.index(f'<a href="{other.get_absolute_url()}" lang="en">{other.name}</a>') :]
        assert "3 February 2020" in row[: row.index("brief")] or "3 Feb 2020" in row[: row.index("brief")]
        assert counted in row or counted.replace("russia&amp;side=asean", "asean&amp;side=russia") in row
    brief = client.get("/relations/russia/asean/").content.decode()
    assert "3 told of in all" in brief and "3 February 2020" in brief


def test_actor_page_folds_earlier_holders_of_its_posts(client: Client) -> None:
    asean = an_actor("ASEAN", "organisation")
    for name, first, last in (("Lim Jock Hoi", 2018, 2021), ("Kao Kim Hourn", 2023, 2025)):
        a_tenure(an_actor(name), "Secretary-General", asean, seen_from=date(first, 1, 5), seen_until=date(last, 10, 26))
    page = client.get("/actors/asean/").content.decode()
    posts = page[page.index("Who holds which post") :]
    assert posts.index("Kao Kim Hourn") < posts.index("1 earlier holder") < posts.index("Lim Jock Hoi")
    assert "in texts of Jan 2023 – Oct 2025" in posts and "in texts of Jan 2018 – Oct 2021" in posts
    past = client.get("/actors/asean/?as_of=22 November 2020").content.decode()
    assert "as of 22 November 2020" in past and "Kao Kim Hourn" not in past and "earlier holder" not in past


def test_actor_page_tells_what_has_ended(client: Client) -> None:
    asean = an_actor("ASEAN", "organisation")
    an_initiative(asean, name="Comprehensive Plan 2016-2020")
    page = client.get("/actors/asean/").content.decode()
    assert "Their time is over" in page and "ran until 2020" in page
    before = client.get("/actors/asean/?as_of=2018").content.decode()
    assert "Their time is over" not in before


def test_actor_page_of_many_meetings_leaves_network_and_map_to_a_page_of_their_own(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The busy page names where they are, with room for them; the other page has both, with and without scripts."""
    lavrov, lim, asean = an_actor("Sergey Lavrov"), an_actor("Lim Jock Hoi"), an_actor("ASEAN", "organisation")
    a_meeting(lavrov, lim, asean, place="Moscow", day="2016-05-20")
    a_meeting(lavrov, lim)
    Place.objects.update(latitude=55.75, longitude=37.62)
    drawings = ("<title>Moscow: 1 meeting</title>", "Sergey Lavrov and Lim Jock Hoi: 2 meetings together</title>")
    whole = client.get("/actors/sergey-lavrov/").content.decode()
    assert all(drawing in whole for drawing in drawings) and "data-hx-trigger" not in whole[whole.index("<main") :]
    monkeypatch.setattr("kb.views.actor.MOST_AT_ONCE", 1)
    busy = client.get("/actors/sergey-lavrov/").content.decode()
    assert not any(drawing in busy for drawing in drawings)
    assert 'data-hx-get="/actors/sergey-lavrov/pictures/" data-hx-trigger="load"' in busy
    assert 'href="/actors/sergey-lavrov/pictures/"' in busy and 'href="/actors/sergey-lavrov/pictures/#places"' in busy
    for anchor in ("network", "places"):
        assert busy.count(f'id="{anchor}"') == 1
    pictures = client.get("/actors/sergey-lavrov/pictures/").content.decode()
    assert all(drawing in pictures for drawing in drawings) and pictures.count('id="pictures"') == 1
    # as of a day whatever is loaded is of that day too, and no more meetings than are drawn at once need a second page
    monkeypatch.setattr("kb.views.actor.MOST_AT_ONCE", 0)
    early = client.get("/actors/sergey-lavrov/?as_of=2017").content.decode()
    assert 'data-hx-get="/actors/sergey-lavrov/pictures/?as_of=2017"' in early
    early = client.get("/actors/sergey-lavrov/pictures/?as_of=2017").content.decode()
    assert "Sergey Lavrov and Lim Jock Hoi: 1 meeting together</title>" in early
    assert client.get("/actors/nobody/pictures/").status_code == 404
