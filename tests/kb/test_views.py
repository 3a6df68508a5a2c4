"""The pages of the knowledge base: what they show, what they hide, and how many queries they take."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from kb.models import Actor, Decision, Initiative, Meeting, ReviewState
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_article, an_initiative, tells, value

pytestmark = pytest.mark.django_db
TEXT = "Moscow (VNA) – Lim Jock Hoi met Sergey Lavrov on Monday. They spoke of the Action Plan of ASEAN."


def grow(number: int) -> None:
    """Everything that pages show, `number` of each, all tied together."""
    russia = Actor.objects.filter(slug="russia").first() or an_actor("Russia", "country", spellings=["Россия"])
    asean = Actor.objects.filter(slug="asean").first() or an_actor("ASEAN", "organisation")
    asean.members.add(russia)
    meeting = Meeting.objects.filter(slug="the-meeting").first() or a_meeting(name="The meeting")
    plan = Initiative.objects.filter(slug="the-plan").first() or an_initiative(name="The plan")
    for _ in range(number):
        person = an_actor("Sergey Lavrov", country=russia, spellings=["Sergei Lavrov"])
        a_meeting(person, russia, asean, place="Moscow")
        a_meeting(person, russia, asean, status="planned", day="2999")
        an_initiative(russia, asean, person)
        meeting.participations.create(actor=person)
        plan.party_set.create(actor=person)
        article = an_article(TEXT, title="An article")
        tenure = a_tenure(person, "Foreign Minister", russia, seen_from=date(2020, 2, 3), seen_until=date(2020, 2, 3))
        chair = a_tenure(russia, f"Chair {person.pk}", asean)
        for record in (person, russia, asean, tenure, chair, meeting, plan):
            tells(article, record, "Sergey Lavrov")
        Decision.objects.create(record=person, field="name", value="x")


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 13),
        ("/search/", 0),
        ("/search/?q=lavrov", 16),
        ("/actors/", 8),
        ("/actors/?q=lavrov&kind=person&country=russia&sort=name", 12),
        ("/meetings/", 16),
        ("/meetings/?participant=russia&counterpart=lavrov&status=held&place=moscow&q=talks&sort=place", 24),
        ("/initiatives/", 12),
        ("/initiatives/?party=russia&counterpart=asean", 16),
        ("/actors/russia/", 33),
        ("/actors/sergey-lavrov/", 30),
        ("/meetings/the-meeting/", 10),
        ("/initiatives/the-plan/", 10),
    ],
)
def test_views_take_the_same_number_of_queries_however_much_there_is(
    client: Client, address: str, queries: int
) -> None:
    assert connection.features.supports_json_field  # which SQLite is asked by a query, once in a process
    for number in (2, 5):
        grow(number)
        ContentType.objects.clear_cache()  # which would spare the second request a query
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        assert len(captured) == queries, [query["sql"] for query in captured]


@pytest.mark.parametrize("address", ["/", "/actors/", "/meetings/", "/initiatives/", "/search/", "/search/?q=x"])
def test_views_say_so_when_there_is_nothing(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert "None" not in page
    assert re.search("import_articles|No .* yet|Nothing has|looking for", page)


def test_views_home_tells_how_to_import(client: Client) -> None:
    assert "python manage.py import_articles articles/sample_corpus/texts" in client.get("/").content.decode()


def test_views_home_shows_what_is_new_and_what_is_coming(client: Client) -> None:
    a_meeting(an_actor("Sergey Lavrov"), name="Long ago", day="2016-01-01")
    a_meeting(name="Far ahead", status="planned", day="2999-01-01")
    a_meeting(name="Rejected one", review=ReviewState.REJECTED)
    an_article(TEXT, title="The article")
    page = client.get("/").content.decode()
    coming, latest = page.index("Coming meetings"), page.index("Latest meetings")
    assert coming < page.index("Far ahead") < latest < page.index("Long ago")
    assert "Sergey Lavrov" in page and "The article" in page
    assert "Rejected one" not in page


def test_views_home_says_when_nothing_is_coming(client: Client) -> None:
    a_meeting(day="2016-01-01")
    assert "No article tells of a meeting after today." in client.get("/").content.decode()


REJECTED_ONES: dict[str, Callable[[], object]] = {
    "/actors/he/": lambda: an_actor("He", review=ReviewState.REJECTED),
    "/meetings/talks/": lambda: a_meeting(review=ReviewState.REJECTED),
    "/initiatives/action-plan/": lambda: an_initiative(review=ReviewState.REJECTED),
}


@pytest.mark.parametrize("address", REJECTED_ONES)
def test_views_show_no_rejected_record(client: Client, address: str) -> None:
    REJECTED_ONES[address]()
    answer = client.get(address)
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()


def test_views_actor_links_every_event_and_its_counterparts(client: Client) -> None:
    lavrov, lim = an_actor("Sergey Lavrov", spellings=["Sergei Lavrov"]), an_actor("Lim Jock Hoi")
    russia = an_actor("Russia", "country")
    a_tenure(lavrov, "Foreign Minister", russia, seen_from=date(2016, 5, 20), seen_until=date(2020, 2, 3))
    past = a_meeting(lavrov, lim, place="Moscow", host=lavrov)
    overdue = a_meeting(lavrov, lim, kind="call", status="planned", day="2019")
    coming = a_meeting(lavrov, kind="visit", status="planned", day="2999-01")
    initiative = an_initiative(lavrov, name="cultural year")
    article = an_article(TEXT)
    mention = tells(article, lavrov, "Sergey Lavrov")
    page = client.get("/actors/sergey-lavrov/").content.decode()
    for record in (past, overdue, coming, initiative, lim, russia, article):
        assert f'href="{record.get_absolute_url()}"' in page
    assert "Talks with Lim Jock Hoi" in page and "as host" in page
    lines = page[page.index('<h2 id="meetings">') :]
    assert lines.index(coming.get_absolute_url()) < lines.index(past.get_absolute_url())
    assert page.count("not reported held") == 1
    assert "/meetings/?side=sergey-lavrov&amp;side=lim-jock-hoi" in page
    assert "in texts of 20 May 2016 – 3 February 2020" in page
    assert f'href="{mention.get_absolute_url()}"' in page and "Sergei Lavrov" in page


def test_views_actor_keeps_announcements_without_a_date_apart(client: Client) -> None:
    lavrov = an_actor("Sergey Lavrov")
    dated = a_meeting(lavrov, kind="visit", status="planned", day="2999-01")
    undated = a_meeting(lavrov, kind="talks", status="planned", day="")
    page = client.get(lavrov.get_absolute_url()).content.decode()
    page = page[page.index('<h2 id="meetings">') :]
    heading = page.index("Announced without a date")
    assert page.index(dated.get_absolute_url()) < heading < page.index(undated.get_absolute_url())


def test_views_actor_leads_on_to_all_meetings_where_there_are_many(client: Client) -> None:
    lavrov = an_actor("Sergey Lavrov")
    for _ in range(27):
        a_meeting(lavrov)
    page = client.get("/actors/sergey-lavrov/").content.decode()
    assert 'href="/meetings/?participant=sergey-lavrov">All 27 meetings' in page


def test_views_meeting_shows_values_with_their_sentences(client: Client) -> None:
    lavrov, lim = an_actor("Sergey Lavrov"), an_actor("Lim Jock Hoi")
    meeting = a_meeting(lim, lavrov, host=lavrov)
    article = an_article(TEXT)
    sentence = "Lim Jock Hoi met Sergey Lavrov on Monday."
    evidence = tells(
        article, meeting, sentence, date_edtf=value(article, "2020-02-03", "Monday"),
        participants=[{"actor": lim.pk, "role": "participant", "start": 15, "end": 27, "rule": "r", "confidence": 1.0}],
    )  # fmt: skip
    tells(article, a_tenure(lavrov, "Foreign Minister"), "Sergey Lavrov")
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert '<time datetime="2020-02-03">3 February 2020</time>' in page
    assert '<a href="#e1" aria-label="Source 1">1</a>' in page and 'id="e1"' in page
    assert f'href="{evidence.get_absolute_url()}"' in page
    assert "<code>rule-x</code>" in page and "90%" in page
    assert "place unknown" in page and "Foreign Minister" in page
    assert page.index(">host</h3>") < page.index(">participant</h3>")
    assert f"/meetings/?participant={lim.slug}&amp;counterpart={lavrov.slug}" in page


@pytest.mark.parametrize(
    ("status", "heading"),
    [("held", "Who took part"), ("planned", "Who is to take part"), ("cancelled", "Who was to take part")],
)
def test_views_meeting_says_who_took_part_only_where_it_was_held(client: Client, status: str, heading: str) -> None:
    page = client.get(a_meeting(an_actor("A"), status=status).get_absolute_url()).content.decode()
    assert f'<h2 id="who">{heading}</h2>' in page


def test_views_mark_what_people_decided_and_confirmed(client: Client) -> None:
    meeting = a_meeting(an_actor("A"), review=ReviewState.CONFIRMED)
    Decision.objects.create(record=meeting, field="status", value="held")
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Confirmed by an editor" in page
    assert page.count("set by an editor") == 1
    assert "an editor entered it" in page


def test_views_offer_the_form_to_those_who_may_edit(client: Client, admin_client: Client) -> None:
    meeting = a_meeting()
    form = f"/admin/kb/meeting/{meeting.pk}/change/"
    assert form not in client.get(meeting.get_absolute_url()).content.decode()
    assert form in admin_client.get(meeting.get_absolute_url()).content.decode()
    assert get_user_model().objects.count() == 1


@pytest.mark.parametrize(("allowed", "offered"), [("change_meeting", True), ("view_meeting", False)])
def test_views_offer_the_form_only_to_staff_with_the_permission(client: Client, allowed: str, offered: bool) -> None:
    meeting = a_meeting()
    for staff in (True, False):
        user = get_user_model().objects.create_user(f"anna {staff}", is_staff=staff)
        user.user_permissions.add(Permission.objects.get(codename=allowed))
        client.force_login(user)
        page = client.get(meeting.get_absolute_url()).content.decode()
        assert (f"/admin/kb/meeting/{meeting.pk}/change/" in page) == (staff and offered)


def test_views_show_an_inferred_post_as_such_and_never_in_the_header(client: Client) -> None:
    lavrov, malaysia = an_actor("Sergey Lavrov"), an_actor("Malaysia", "country")
    article, meeting = an_article(TEXT), a_meeting(lavrov)
    tells(article, meeting, "met")
    tells(article, lavrov, "Sergey Lavrov")
    tells(article, a_tenure(lavrov, "Foreign Minister", malaysia), "Sergey Lavrov", confidence=0.6)
    page = client.get("/actors/sergey-lavrov/").content.decode()
    assert "Malaysia" not in page[: page.index("key-facts", page.index("<h1"))]
    for address in ("/actors/sergey-lavrov/", meeting.get_absolute_url(), article.get_absolute_url()):
        assert '</span> <span class="doubt">by inference</span>' in client.get(address).content.decode()
    for address in ("/actors/", "/search/?q=lavrov", "/"):
        assert "Foreign Minister" not in client.get(address).content.decode()


def test_views_list_persons_with_the_country_they_serve(client: Client) -> None:
    russia = an_actor("Russia", "country")
    ministry = an_actor("Ministry", "organisation", country=russia)
    a_tenure(an_actor("Sergey Lavrov"), "Foreign Minister", russia)
    a_tenure(an_actor("Maria Zakharova"), "Spokesperson", ministry)
    for words in ("lavrov", "zakharova", "ministry"):
        assert '<a href="/actors/russia/" lang="en">Russia</a>' in client.get(f"/actors/?q={words}").content.decode()
    page = client.get("/actors/russia/").content.decode()
    assert '<a href="/actors/?country=russia">4 actors of Russia' in page
    assert "4 actors" in client.get("/actors/?country=russia").content.decode()


def test_views_lists_sort_by_their_heads_and_keep_filters(client: Client) -> None:
    a_meeting(name="Early", day="2016")
    a_meeting(name="Undated", day="")
    a_meeting(name="Late", day="2020")
    for sort, order in {"date": ["Early", "Late", "Undated"], "-date": ["Late", "Early", "Undated"]}.items():
        page = client.get(f"/meetings/?kind=talks&sort={sort}").content.decode()
        assert sorted(order, key=lambda name: page.index(f">{name}<")) == order
        assert f'aria-sort="{"descending" if sort == "-date" else "ascending"}"' in page
    assert 'href="?kind=talks&amp;sort=-date"' in client.get("/meetings/?kind=talks&sort=date").content.decode()


@pytest.mark.parametrize("sort", ["nonsense", "-", "meeting", "-pk", "date'"])
def test_views_lists_fall_back_to_their_own_order(client: Client, sort: str) -> None:
    a_meeting(name="Early", day="2016")
    a_meeting(name="Late", day="2020")
    page = client.get("/meetings/", {"sort": sort}).content.decode()
    assert page.index(">Late<") < page.index(">Early<")


@pytest.mark.parametrize(("page", "first"), [("2", "Meeting 050"), ("99", "Meeting 050"), ("x", "Meeting 000")])
def test_views_lists_have_pages(client: Client, page: str, first: str) -> None:
    for number in range(60):
        a_meeting(name=f"Meeting {number:03}", day=f"{2100 - number}")
    shown = client.get("/meetings/", {"page": page, "kind": "talks"}).content.decode()
    assert re.search(r"Meeting \d\d\d", shown)[0] == first
    assert "60 meetings" in shown and 'href="?page=2&amp;kind=talks"' in shown


HOSTILE = ["<script>alert(1)</script>", "' OR 1=1 --", '"><b>x', "%_\\", "\u202eabc", "🏛" * 5, "((((", "a" * 200]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("address", ["/search/", "/actors/", "/meetings/", "/initiatives/", "/articles/"])
def test_views_take_hostile_words_calmly(client: Client, address: str, words: str) -> None:
    a_meeting(an_actor(words))
    answer = client.get(
        address, {name: words for name in ("q", "participant", "party", "place", "actor", "sort", "page")}
    )
    assert answer.status_code == 200
    assert words not in answer.content.decode() or words == escape(words)


def test_views_search_finds_everything_in_one_box(client: Client) -> None:
    lavrov = an_actor("Sergey Lavrov")
    meeting = a_meeting(lavrov)
    initiative = an_initiative(lavrov, name="Lavrov plan")
    article = an_article(TEXT)
    page = client.get("/search/", {"q": "Лавров"}).content.decode()
    for record in (lavrov, meeting, initiative):
        assert record.get_absolute_url() in page
    assert article.get_absolute_url() in client.get("/search/", {"q": "lavrov monday"}).content.decode()
    assert "2 results" not in page and "3 results for" in page


def test_views_search_leads_on_to_the_whole_list(client: Client) -> None:
    for number in range(8):
        a_meeting(name=f"Summit {number}")
    page = client.get("/search/?q=summit").content.decode()
    assert '<a href="/meetings/?q=summit">All 8 meetings</a>' in page
