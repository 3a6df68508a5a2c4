"""Sources that contradict each other on who took part, in which role, and who held which post at a time."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from kb.models import Actor, Meeting, Participation, ReviewState, Tenure
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_article, tells, value

pytestmark = pytest.mark.django_db
TEXT = "Hanoi (VNA) – They met in Hue on Monday. They spoke of trade."


def source(day: int, month: int = 2) -> Article:
    published = date(2020, month, day)
    return an_article(TEXT, published=published, agency="VNA", title=f"Article {published}")


def names(meeting: Meeting, article: Article, **roles: str) -> None:
    """The article names these actors, by their slugs, in these roles."""
    actors = {actor.slug: actor for actor in Actor.objects.all()}
    ties = [{"actor": actors[slug].pk, "role": role, **_span(article)} for slug, role in roles.items()]
    tells(article, meeting, "They met in Hue on Monday.", participants=ties)


def _span(article: Article) -> dict[str, Any]:
    said = value(article, "", "met")
    return {name: said[name] for name in ("start", "end", "rule", "confidence")}


def gives(article: Article, tenure: Tenure, *, former: bool = False) -> None:
    words = {"title": value(article, tenure.post.title, "They"), "former": value(article, former, "They")}
    tells(article, tenure, "They", **words)
    days = [tenure.seen_from, tenure.seen_until, article.published]
    seen = sorted(day for day in days if day and not former)
    Tenure.objects.filter(pk=tenure.pk).update(seen_from=seen[0], seen_until=seen[-1]) if seen else None
    tenure.refresh_from_db()


def differ(client: Client, record: Any) -> str:
    """What the page says under 'Where sources differ'."""
    address = record if isinstance(record, str) else record.get_absolute_url()
    page = client.get(address).content.decode()
    found = re.search(r'<section class="differences".*?</section>', page, re.DOTALL)
    return " ".join(re.sub("<[^>]+>", " ", found[0]).split()) if found else ""


def test_differing_people_in_one_role_or_another(client: Client) -> None:
    anna, carl = an_actor("anna"), an_actor("carl")
    meeting = a_meeting(anna, carl)
    for day, role in ((3, "host"), (4, "chair"), (5, "host")):
        names(meeting, source(day), anna=role, carl="participant")
    words = differ(client, meeting)
    assert words.startswith(
        "Where sources differ Role of anna Host is shown: more articles say so Host 2 articles They met"
    )
    assert "Chair 1 article They met in Hue on Monday. VNA, 4 February 2020" in words


def test_differing_people_keep_what_a_person_said_of_a_role(client: Client) -> None:
    meeting = a_meeting(an_actor("anna"))
    Participation.objects.update(role="chair", review=ReviewState.CONFIRMED)
    names(meeting, source(3), anna="host")
    assert "Chair is shown: an editor set it" in differ(client, meeting)


@pytest.mark.parametrize("roles", [("host", "participant"), ("attendee", "participant"), ("chair", "chair")])
def test_differing_people_are_none_where_both_can_be_true(client: Client, roles: tuple[str, str]) -> None:
    meeting = a_meeting(an_actor("anna"))
    for day, role in enumerate(roles, 3):
        names(meeting, source(day), anna=role)
    assert differ(client, meeting) == ""


def test_differing_people_who_hosted(client: Client) -> None:
    laos, peru = an_actor("laos", "country"), an_actor("peru", "country")
    meeting = a_meeting(laos, peru)
    names(meeting, source(3), laos="host", peru="participant")
    names(meeting, source(4), laos="participant", peru="host")
    assert "Host Peru is shown: the later article says so Peru 1 article" in differ(client, meeting)
    names(meeting, source(5), laos="host", peru="host")
    assert "Host Peru" not in differ(client, meeting)


def test_differing_people_with_whom_one_met(client: Client) -> None:
    an_actor("olof"), an_actor("peru", "country")
    meeting = a_meeting(*Actor.objects.filter(slug="olof"), an_actor("anna"), an_actor("carl"))
    names(meeting, source(3), anna="participant", carl="participant")
    names(meeting, source(4), anna="participant", olof="participant")
    words = differ(client, meeting)
    assert "Who took part" in words and "anna" in words.lower() and "olof" in words.lower()
    names(meeting, source(5), anna="participant", olof="participant", carl="participant")
    assert differ(client, meeting) == ""


def test_differing_people_in_one_post_at_a_meeting(client: Client) -> None:
    russia, anna, carl = an_actor("Russia", "country"), an_actor("anna"), an_actor("carl")
    meeting = a_meeting(russia, anna, carl)
    for person, days in ((anna, (3,)), (carl, (4, 5))):
        tenure = a_tenure(person, "Foreign Minister", russia)
        for day in days:
            article = source(day)
            names(meeting, article, russia="participant", **{person.slug: "participant"})
            gives(article, tenure)
    words = differ(client, meeting)
    assert "Foreign Minister, Russia Carl is shown: more articles say so Carl 2 articles" in words
    assert "Anna 1 article" in words


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        # one between two of the other
        ((3, 20), (10,), True),
        # the one followed the other
        ((3, 10), (11, 20), False),
        # on one day
        ((3, 10), (10, 20), True),
    ],
)
def test_differing_people_in_one_post_at_a_time(
    client: Client, one: tuple[int, ...], other: tuple[int, ...], differs: bool
) -> None:
    russia, anna, carl = an_actor("Russia", "country"), an_actor("anna"), an_actor("carl")
    tenures = [a_tenure(person, "Foreign Minister", russia) for person in (anna, carl)]
    for tenure, days in zip(tenures, (one, other), strict=True):
        for day in days:
            gives(source(day), tenure)
    pages = [anna.get_absolute_url(), carl.get_absolute_url(), reverse("kb:post", args=[tenures[0].post.slug])]
    assert ["Foreign Minister, Russia" in differ(client, page) for page in pages] == [differs] * 3


def test_differing_people_who_come_back_to_a_post_contradict_nobody(client: Client) -> None:
    russia, anna, carl = an_actor("Russia", "country"), an_actor("anna"), an_actor("carl")
    for person, months in ((anna, (1, 12)), (carl, (6,))):
        tenure = a_tenure(person, "Foreign Minister", russia)
        for month in months:
            gives(source(3, month), tenure)
    assert differ(client, anna) == differ(client, carl) == ""


def test_differing_people_in_two_ranks_at_a_time(client: Client) -> None:
    russia, anna = an_actor("Russia", "country"), an_actor("anna")
    minister, deputy = (a_tenure(anna, title, russia) for title in ("Foreign Minister", "Deputy Foreign Minister"))
    for tenure, days in ((minister, (3, 20)), (deputy, (10,))):
        for day in days:
            gives(source(day), tenure)
    words = differ(client, anna)
    assert "Post Foreign Minister is shown: more articles say so Foreign Minister 2 articles" in words
    assert "Deputy Foreign Minister 1 article" in words


def test_differing_people_in_two_ranks_at_a_meeting_are_named(client: Client) -> None:
    russia, anna = an_actor("Russia", "country"), an_actor("anna")
    meeting = a_meeting(russia, anna)
    for title, day in (("Foreign Minister", 3), ("Deputy Foreign Minister", 4)):
        article = source(day)
        names(meeting, article, anna="participant")
        gives(article, a_tenure(anna, title, russia))
    assert "Post of anna Deputy Foreign Minister is shown" in differ(client, meeting)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert '<a href="#differ">Sources disagree on them</a>' in page
    assert "Sources disagree on them" not in client.get(a_meeting(anna).get_absolute_url()).content.decode()


def test_differing_people_of_whom_one_article_tells_both_contradict_nothing(client: Client) -> None:
    russia, anna, carl = an_actor("Russia", "country"), an_actor("anna"), an_actor("carl")
    article = source(3)
    for person in (anna, carl):
        gives(article, a_tenure(person, "Foreign Minister", russia))
    assert differ(client, anna) == ""
