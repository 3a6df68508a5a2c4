"""The brief on two actors: who counts, what is told, and that every line has its source."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.models import Actor, ReviewState
from kb.relations.levels import Level, level_of_meeting, level_of_title
from kb.relations.sides import sides_of
from kb.relations.silence import Contact, lasting_silence, longest_silence
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_article, an_initiative, tells, value

TEXT = "Moscow (VNA) – Lim Jock Hoi met Sergey Lavrov on Monday. They spoke of the Action Plan of ASEAN."


def contact(first: str, last: str = "") -> Contact:
    return Contact(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("contacts", "days"),
    [
        ([], None),
        ([contact("2020-01-01")], None),
        ([contact("2020-01-01"), contact("2020-01-31")], 30),
        # some day of 2019: what is sure is the time to its beginning and from its end
        ([contact("2018-12-01"), contact("2019-01-01", "2019-12-31"), contact("2020-01-20")], 31),
        # a short contact within a long one ends nothing
        ([contact("2020-01-01", "2020-12-31"), contact("2020-02-01"), contact("2021-01-10")], 10),
        ([contact("2020-01-01"), contact("2020-01-02")], None),
    ],
)
def test_relations_silence_is_the_time_that_surely_passed(contacts: list[Contact], days: int | None) -> None:
    silence = longest_silence(contacts)
    assert (silence and silence.days) == days


def test_relations_silence_lasts_until_today() -> None:
    contacts = [contact("2020-01-01"), contact("2020-02-01")]
    lasting, longest = lasting_silence(contacts, date(2020, 3, 1)), longest_silence(contacts, date(2020, 3, 1))
    assert lasting and longest and (lasting.days, longest.days) == (29, 31)
    lasting = longest_silence(contacts, date(2020, 12, 1))
    assert lasting and lasting.after is None and lasting.days == 304
    assert lasting_silence(contacts, date(2020, 2, 1)) is None
    # it is counted from the contact that pages show as the last, not from the end of a year in which one may be later
    by_year = [contact("2024-10-25"), contact("2024-01-01", "2024-12-31")]
    lasting = lasting_silence(by_year, date(2026, 11, 22))
    assert lasting and lasting.days == 758


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("President", Level.LEADERS),
        ("Foreign Minister", Level.MINISTERS),
        ("Acting Minister of Defence, General", Level.MINISTERS),
        ("Deputy Foreign Minister", Level.OFFICIALS),
        ("Deputy Minister of Unheard-of Affairs", Level.OFFICIALS),
        ("Ambassador to ASEAN", Level.OFFICIALS),
        ("something nobody lists", Level.OFFICIALS),
    ],
)
def test_relations_level_of_titles(title: str, level: Level) -> None:
    assert level_of_title(title) == level


def test_relations_level_of_a_meeting_is_its_kind_then_the_highest_rank() -> None:
    assert level_of_meeting("summit", [Level.OFFICIALS]) == Level.LEADERS
    assert level_of_meeting("talks", [Level.OFFICIALS, Level.MINISTERS]) == Level.MINISTERS
    assert level_of_meeting("talks", []) == Level.UNKNOWN


@pytest.mark.django_db
def test_relations_a_country_counts_with_its_bodies_nationals_and_holders_of_posts() -> None:
    russia, asean = an_actor("Russia", "country"), an_actor("ASEAN", "organisation")
    ministry = an_actor("Ministry", "organisation", country=russia)
    lavrov, envoy, stranger = an_actor("Lavrov"), an_actor("Envoy"), an_actor("Stranger")
    a_tenure(lavrov, "Foreign Minister", russia)
    a_tenure(envoy, "Spokesperson", ministry)
    a_tenure(stranger, "Chair")
    one, other = sides_of(russia, asean)
    assert one.members == {russia.pk, ministry.pk, lavrov.pk, envoy.pk}
    assert other.members == {asean.pk}
    person, country = sides_of(lavrov, russia)
    assert person.members == {lavrov.pk} and lavrov.pk not in country.members


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end", "counts"), [("", "", True), ("2019", "", True), ("", "2019-12", False), ("2021", "", False)]
)
def test_relations_holders_count_while_they_may_have_held_the_post(start: str, end: str, counts: bool) -> None:
    russia, holder = an_actor("Russia", "country"), an_actor("Holder")
    a_tenure(holder, "Foreign Minister", russia, start=start, end=end)
    side, _ = sides_of(russia, an_actor("ASEAN", "organisation"))
    assert side.counts(holder.pk, date(2020, 2, 3), date(2020, 2, 3)) is counts
    assert side.counts(holder.pk, None, None)


def relation(number: int = 1) -> tuple[Actor, Actor]:
    """Russia and ASEAN with `number` of everything that the brief tells."""
    russia = Actor.objects.filter(slug="russia").first() or an_actor("Russia", "country")
    asean = Actor.objects.filter(slug="asean").first() or an_actor("ASEAN", "organisation")
    for _ in range(number):
        lavrov, lim = an_actor("Sergey Lavrov"), an_actor("Lim Jock Hoi")
        a_tenure(lavrov, "Foreign Minister", russia)
        a_tenure(lim, "Secretary General", asean)
        article = an_article(TEXT)
        sentence = "Lim Jock Hoi met Sergey Lavrov on Monday."
        for day, status in (("2020-02-03", "held"), ("2018-02", "held"), ("2019", "planned"), ("2999", "planned")):
            meeting = a_meeting(lavrov, lim, day=day, status=status, place="Moscow")
            tells(article, meeting, sentence, date_edtf=value(article, day, "Monday"))
        tells(article, an_initiative(russia, asean, name="Action plan"), "They spoke of the Action Plan of ASEAN.")
    return russia, asean


@pytest.mark.django_db
def test_relations_page_tells_contacts_and_cites_every_line(client: Client) -> None:
    relation()
    an_initiative(an_actor("Elsewhere"), Actor.objects.get(slug="asean"), name="Not theirs")
    page = client.get("/relations/russia/asean/").content.decode()
    assert "2 held" in page and "1 announced, never reported held" in page
    assert "23 months" in page  # from the end of February 2018 to 3 February 2020
    assert "Sergey Lavrov</a> and <a" in page
    assert "Not theirs" not in page
    lines = re.findall(r'<ol class="brief-lines">.*?</ol>', page, re.DOTALL)
    items = re.findall(r"<li.*?</li>", "".join(lines), re.DOTALL)
    assert len(items) == 5  # one to come, three in the list without it, and one of these not reported held
    assert all('class="cites"' in item for item in items)
    assert '<li id="s1" value="1">' in page and "met Sergey Lavrov on Monday" in page


@pytest.mark.django_db
def test_relations_page_is_narrowed_by_its_address(client: Client) -> None:
    relation()
    page = client.get("/relations/russia/asean/?since=2020&until=2020&kind=talks").content.decode()
    assert "1 held" in page and "2018" not in page
    assert "Nothing in this choice" in client.get("/relations/russia/asean/?kind=summit&since=2020").content.decode()


@pytest.mark.django_db
def test_relations_page_takes_the_same_number_of_queries(client: Client) -> None:
    for number in (2, 5):
        relation(number)
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/relations/russia/asean/").status_code == 200
        assert len(captured) == 18, [query["sql"] for query in captured]


@pytest.mark.django_db
def test_relations_page_needs_two_visible_actors(client: Client) -> None:
    russia = an_actor("Russia", "country")
    an_actor("He", review=ReviewState.REJECTED)
    assert client.get("/relations/russia/russia/").headers["Location"] == russia.get_absolute_url()
    assert client.get("/relations/russia/he/").status_code == 404
    an_actor("ASEAN", "organisation")
    assert "No contact is known" in client.get("/relations/russia/asean/").content.decode()


@pytest.mark.django_db
def test_relations_nobody_stands_opposite_himself(client: Client) -> None:
    """Who served both sides makes no meeting of the two."""
    vietnam, asean = an_actor("Vietnam", "country"), an_actor("ASEAN", "organisation")
    minh = an_actor("Le Luong Minh")
    a_tenure(minh, "Deputy Foreign Minister", vietnam)
    a_tenure(minh, "Secretary General", asean)
    a_meeting(minh, an_actor("Somebody"))
    assert "No contact is known" in client.get("/relations/vietnam/asean/").content.decode()
    a_meeting(minh, vietnam)
    assert "1 held" in client.get("/relations/vietnam/asean/").content.decode()


@pytest.mark.django_db
def test_relations_page_says_first_what_was_agreed_last(client: Client) -> None:
    russia, asean = relation()
    an_initiative(russia, asean, name="Old pact", status="signed", day="2001")
    an_initiative(russia, asean, name="Plan of Action 2010-2015", status="signed", day="2009-12")
    an_initiative(russia, asean, name="Pact to come", status="signed", day="2999")
    an_initiative(russia, asean, name="Undated pact", status="signed", day="")
    an_initiative(russia, name="Pact of one", status="signed", day="2016")

    def said(query: str = "") -> str:
        page = client.get(f"/relations/russia/asean/{query}").content.decode()
        facts = page[page.index("key-facts") : page.index('class="record"')]
        return re.search("<dt>Last agreement.*?</dd>", facts, re.DOTALL)[0]

    # also where its time is over: that nothing was signed since is what one wants to know
    assert "Plan of Action 2010-2015" in said() and "Dec" in said()
    assert "within this choice" in said("?until=2005") and "Old pact" in said("?until=2005")
    assert "none on a known date" in said("?since=2018&until=2019")


@pytest.mark.django_db
def test_relations_page_has_one_address_a_pair(client: Client) -> None:
    relation()
    answer = client.get("/relations/asean/russia/?kind=talks&since=2020")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/relations/russia/asean/?kind=talks&since=2020"
    page = client.get(answer.headers["Location"]).content.decode()
    assert '<link rel="canonical" href="http://testserver/relations/russia/asean/">' in page
    assert '<meta property="og:title" content="Russia and ASEAN">' in page


@pytest.mark.django_db
def test_relations_page_leads_to_lists_and_files_of_the_same_meetings(client: Client) -> None:
    relation()
    page = client.get("/relations/russia/asean/?since=2020").content.decode()
    query = "?side=russia&amp;side=asean&amp;since=2020"
    for address in ("/meetings/", "/timeline/", "/map/", "/meetings/export.csv", "/meetings/export.ics"):
        assert f'href="{address}{query}"' in page
    told = "2 told of in all"
    assert told in page
    listed = client.get("/meetings/", {"side": ["russia", "asean"], "since": "2020"}).content.decode()
    assert "2 meetings" in listed and "With all who act for them: <strong>Russia</strong>" in listed
    table = b"".join(client.get("/meetings/export.csv", {"side": ["russia", "asean"]})).decode()
    assert len(table.strip().splitlines()) == 5


@pytest.mark.django_db
def test_relations_page_of_a_choice_says_so(client: Client) -> None:
    relation()
    page = client.get("/relations/russia/asean/?since=2018&until=2019").content.decode()
    assert "Last within this choice" in page and "Next within this choice" in page
    assert "Last contact" not in page and "since the last contact" not in page


@pytest.mark.django_db
def test_relations_page_tells_what_may_be_later_than_the_last_contact(client: Client) -> None:
    russia, asean = an_actor("Russia", "country"), an_actor("ASEAN", "organisation")
    a_meeting(russia, asean, day="2020-10-25")
    year = a_meeting(russia, asean, day="2020")
    page = client.get("/relations/russia/asean/").content.decode()
    assert re.search(rf'since the last contact; <a href="{year.get_absolute_url()}">one of 2020</a> may be later', page)


@pytest.mark.django_db
def test_relations_page_counts_apart_what_names_both_themselves(client: Client) -> None:
    russia, asean = relation()
    a_meeting(russia, asean, day="2017")
    page = client.get("/relations/russia/asean/").content.decode()
    assert "3 held" in page and "1 of them names both themselves, the others their officials" in page
    assert "read from wire news by a program" in page and "of the meetings that it gives are real" in page


@pytest.mark.django_db
def test_relations_page_tells_present_and_earlier_holders_with_the_span_of_texts(client: Client) -> None:
    asean = relation()[1]
    lim, kao = an_actor("Lim Jock Hoi"), an_actor("Kao Kim Hourn")
    a_tenure(lim, "Secretary General", asean, seen_from=date(2018, 1, 5), seen_until=date(2021, 10, 26))
    a_tenure(kao, "Secretary General", asean, seen_from=date(2023, 7, 11), seen_until=date(2025, 10, 27))
    page = client.get("/relations/russia/asean/").content.decode()
    posts = page[page.index('id="posts"') : page.index('id="pairs"')]
    assert "in texts of Jul 2023 – Oct 2025" in posts
    assert posts.index("Kao Kim Hourn") < posts.index("1 earlier holder") < posts.index("Jan 2018 – Oct 2021")


@pytest.mark.django_db
def test_relations_page_gives_every_state_of_initiatives_its_room(client: Client) -> None:
    russia, asean = an_actor("Russia", "country"), an_actor("ASEAN", "organisation")
    for number in range(30):
        an_initiative(russia, asean, name=f"dialogue {number}")
    an_initiative(russia, asean, name="Sochi declaration", status="signed", day="2016-05-19")
    an_initiative(russia, asean, name="Comprehensive Plan for 2016-2020", day="2016")
    page = client.get("/relations/russia/asean/").content.decode()
    assert page.index("Sochi declaration") < page.index("Dialogue 0") < page.index("Their time is over")
    assert "8 of 30" in page and "ran until 2020" in page
    assert 'href="/initiatives/?side=russia&amp;side=asean&amp;status=ongoing"' in page
    assert (
        "30 initiatives"
        in client.get("/initiatives/?side=russia&side=asean&status=ongoing&q=dialogue").content.decode()
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Which two|First actor"),
        ("one=&other=", "Name a person, a country or an organisation"),
        ("one=russia&other=nobody", "Nobody is known by the name “nobody”"),
        ("one=Rusia&other=", 'Did you mean <a href="\\?one=russia">Russia</a>'),
        ("one=russia&other=Russia", "A relation takes two"),
        ("one=russia&other=bush", "More than one actor is called “bush”"),
    ],
)
def test_relations_choice_asks_until_two_are_settled(client: Client, query: str, said: str) -> None:
    an_actor("Russia", "country")
    an_actor("George Bush")
    an_actor("Barbara Bush")
    assert re.search(said, client.get(f"/relations/?{query}").content.decode())


@pytest.mark.django_db
def test_relations_choice_leads_to_the_brief(client: Client) -> None:
    an_actor("Russia", "country")
    an_actor("ASEAN", "organisation")
    assert client.get("/relations/?one=Russia&other=asean").headers["Location"] == "/relations/russia/asean/"


@pytest.mark.django_db
def test_relations_choice_of_one_asks_for_the_other_without_complaint(client: Client) -> None:
    russia, asean = relation()
    a_meeting(russia, asean)
    a_meeting(asean, an_actor("China", "country"))
    told = client.get("/relations/?one=russia").content.decode()
    assert "Russia most often with" in told and 'value="Russia"' in told
    assert 'class="error"' not in told and "aria-invalid" not in told
    assert "/relations/russia/asean/" in told and "China" not in told.partition('id="frequent"')[2]
    assert "/relations/china/asean/" in client.get("/relations/").content.decode()
    assert "aria-invalid" in client.get("/relations/?one=russia&other=").content.decode()
    with CaptureQueriesContext(connection) as captured:
        client.get("/relations/?one=russia")
    assert len(captured) <= 6, [query["sql"] for query in captured]


@pytest.mark.django_db
def test_relations_choice_suggests_names_and_frequent_pairs(client: Client) -> None:
    russia, asean = relation()
    a_meeting(russia, asean)
    page = client.get("/relations/").content.decode()
    assert '<datalist id="known-actors"><option value="' in page
    assert re.search(
        r'<a href="/relations/russia/asean/">Russia and ASEAN</a> <span class="quiet">1 meeting</span>', page
    )
    with CaptureQueriesContext(connection) as captured:
        client.get("/relations/")
    assert len(captured) == 3, [query["sql"] for query in captured]
