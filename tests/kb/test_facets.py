"""Facets: counts follow the other filters; what is ticked in one list widens it, or must hold all at once."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import Client

from kb.filters import ActorFilterSet, InitiativeFilterSet, MeetingFilterSet
from kb.models import Actor, Initiative, Meeting, Participation, ReviewState
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_article, an_initiative

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world() -> None:
    russia, laos, cuba = (an_actor(name, "country") for name in ("Russia", "Laos", "Cuba"))
    lavrov, minister = an_actor("Sergey Lavrov", country=russia), an_actor("Saleumxay")
    asean = an_actor("ASEAN", "organisation")
    a_tenure(minister, "Foreign Minister", laos)
    a_meeting(lavrov, minister, russia, name="Two in 2020", day="2020-02-03", place="Moscow", topics="energy trade")
    a_meeting(russia, laos, asean, name="Three in 2016", kind="summit", day="2016-05-19", place="Sochi", topics="trade")
    a_meeting(russia, cuba, name="Over the year", kind="visit", day="2015-12-30/2016-01-02", status="planned")
    a_meeting(minister, name="Some day", kind="call", day="")
    Participation.objects.filter(meeting=a_meeting(cuba, name="Not there"), actor=cuba).update(
        review=ReviewState.REJECTED
    )
    an_initiative(lavrov, laos, name="Energy plan", day="2016/2018")


def counts(query: str, name: str, filterset: type = MeetingFilterSet, model: type = Meeting) -> dict[str, int]:
    """The values of a facet with their counts, in the order shown."""
    facet = filterset(QueryDict(query), queryset=model.objects.visible()).shown_facets[name]
    return {option.value: option.count for option in [*facet.first, *facet.rest]}


@pytest.mark.parametrize(
    ("query", "name", "shown"),
    [
        ("", "country", {"russia": 3, "laos": 3, "cuba": 1}),
        ("", "year", {"2020": 2, "2016": 2, "2015": 1, "unknown": 1}),
        ("", "kind", {"talks": 2, "call": 1, "visit": 1, "summit": 1}),
        ("", "topic", {"trade": 2, "energy": 1}),
        ("", "at", {"moscow": 1, "sochi": 1}),
        ("", "actor", {"saleumxay": 2, "asean": 1, "sergey-lavrov": 1}),
        # all that is ticked must take part: counts say what would be left
        ("country=russia", "country", {"russia": 3, "laos": 2, "cuba": 1}),
        ("country=russia&country=laos", "country", {"russia": 2, "laos": 2}),
        ("country=cuba&country=laos", "country", {"cuba": 0, "laos": 0}),
        # any of what is ticked: counts leave the facet's own filter out
        ("year=2020", "year", {"2020": 2, "2016": 2, "2015": 1, "unknown": 1}),
        ("country=russia&country=laos", "year", {"2020": 1, "2016": 1}),
        ("country=russia&country=laos&year=2020", "kind", {"talks": 1}),
        ("kind=visit", "status", {"planned": 1}),
        ("kind=visit&year=2020", "status", {}),
        ("kind=visit&status=held", "status", {"held": 0, "planned": 1}),
        ("topic=energy", "at", {"moscow": 1}),
    ],
)
def test_facets_count_what_the_other_filters_leave(query: str, name: str, shown: dict[str, int]) -> None:
    assert counts(query, name) == shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("country=russia&country=laos", ["Two in 2020", "Three in 2016"]),
        ("country=russia&country=laos&year=2020", ["Two in 2020"]),
        ("country=russia&year=2020&year=2015", ["Two in 2020", "Over the year"]),
        ("year=2016", ["Three in 2016", "Over the year"]),
        ("year=unknown", ["Some day"]),
        ("actor=asean&actor=laos", ["Three in 2016"]),
        ("at=moscow&at=sochi", ["Two in 2020", "Three in 2016"]),
        ("topic=energy&topic=trade", ["Two in 2020", "Three in 2016"]),
    ],
)
def test_facets_narrow_by_several_values(query: str, found: list[str]) -> None:
    filterset = MeetingFilterSet(QueryDict(query), queryset=Meeting.objects.visible())
    assert [meeting.name for meeting in filterset.qs.order_by("pk")] == found
    assert list(filterset.narrowed().order_by("pk")) == list(filterset.qs.order_by("pk"))


def test_facets_of_initiatives_actors_and_articles(client: Client) -> None:
    assert counts("", "year", InitiativeFilterSet, Initiative) == {"2018": 1, "2017": 1, "2016": 1}
    assert counts("country=russia", "country", InitiativeFilterSet, Initiative) == {"russia": 1, "laos": 1}
    assert counts("", "country", ActorFilterSet, Actor) == {"laos": 2, "russia": 2, "cuba": 1}
    assert counts("country=laos&country=cuba", "kind", ActorFilterSet, Actor) == {"person": 1, "country": 2}
    an_article("One.", agency="VNA")
    an_article("Two.", agency="TASS", published=None)
    page = client.get("/articles/?agency=TASS&agency=VNA&year=unknown").content.decode()
    assert "1 article<" in page and 'id="f-agency-vna"' in page


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("country=atlantis", "country", "“atlantis” is not among them"),
        ("country=sergey-lavrov", "country", "is not among them"),
        ("actor=a%00b", "actor", "is not among them"),
        ("year=soon", "year", "“soon” is not among them"),
        ("year=0000", "year", "is not among them"),
        ("topic=x", "topic", "x is not one of the available choices"),
        ("&".join(f"year=2{number:03}" for number in range(31)), "year", "up to 30"),
    ],
)
def test_facets_say_what_they_could_not_read(client: Client, query: str, field: str, words: str) -> None:
    filterset = MeetingFilterSet(QueryDict(query), queryset=Meeting.objects.visible())
    assert filterset.narrowed().count() == 5
    assert words in filterset.form.errors[field][0]
    assert client.get(f"/meetings/?{query}").status_code == 200


def test_facets_stand_in_the_page_with_what_is_ticked(client: Client) -> None:
    page = client.get("/meetings/?country=russia&country=laos&year=2020").content.decode()
    for value in ("country-russia", "country-laos", "year-2020"):
        assert f'id="f-{value}"' in page
    assert page.count(" checked>") == 3 and page.count("Remove the filter") == 3
    assert 'href="?country=russia&amp;country=laos"' in page and 'href="?country=laos&amp;year=2020"' in page


def test_facets_give_the_short_address_of_a_form_with_empty_fields(client: Client) -> None:
    answer = client.get("/meetings/?q=&participant=&country=russia&since=&sort=-date")
    assert (answer.status_code, answer["Location"]) == (302, "/meetings/?country=russia&sort=-date")
    assert client.get("/meetings/?q=+&year=")["Location"] == "/meetings/"
