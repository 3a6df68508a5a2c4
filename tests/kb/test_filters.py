"""Filters: each is a word in the address, each shows as a chip that takes it away."""

from datetime import date

import pytest
from django.http import QueryDict
from django.test import Client

from kb.filter_fields import find_actors
from kb.filters import ActorFilterSet, InitiativeFilterSet, MeetingFilterSet, suggested_names
from kb.listing import address, chips
from kb.models import Actor, Initiative, Meeting, Participation, Party, ReviewState
from tests.kb.rows import a_meeting, an_actor, an_initiative

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> None:
    """Three meetings, two initiatives, and those who took part."""
    russia = an_actor("Russia", "country", spellings=["Russian Federation", "Россия"])
    lavrov = an_actor("Sergey Lavrov", spellings=["Sergei Lavrov"], country=russia)
    asean = an_actor("ASEAN", "organisation", spellings=["Association of Southeast Asian Nations"])
    lim = an_actor("Lim Jock Hoi")
    an_actor("Tuvalu", "country", gazetteer_key="country:TV")
    a_meeting(lavrov, lim, name="Moscow talks", place="Moscow", day="2020-02-03")
    a_meeting(russia, asean, name="Sochi summit", kind="summit", place="Sochi", day="2016-05-19/2016-05-20")
    a_meeting(russia, name="Some visit", kind="visit", status="planned", day="")
    a_meeting(lavrov, lim, name="Never was", review=ReviewState.REJECTED)
    an_initiative(russia, asean, name="Action Plan", day="2016/2020")
    an_initiative(asean, name="Training Fund", kind="fund", status="proposed")


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Moscow talks", "Sochi summit", "Some visit"]),
        ("kind=talks", ["Moscow talks"]),
        ("kind=talks&kind=summit", ["Moscow talks", "Sochi summit"]),
        ("status=planned", ["Some visit"]),
        ("participant=russia", ["Sochi summit", "Some visit"]),
        ("participant=Россия", ["Sochi summit", "Some visit"]),
        ("participant=sergei+lavrov", ["Moscow talks"]),
        ("participant=lavr", ["Moscow talks"]),
        ("participant=russia&counterpart=association of southeast asian nations", ["Sochi summit"]),
        ("participant=russia&counterpart=lavrov", []),
        ("participant=nobody", []),
        ("since=2017", ["Moscow talks"]),
        ("until=2016-05", ["Sochi summit"]),
        ("since=2016-05-20&until=2020-02-03", ["Moscow talks", "Sochi summit"]),
        ("place=sochi", ["Sochi summit"]),
        ("q=summit", ["Sochi summit"]),
        ("q=lavrov+talks", ["Moscow talks"]),
        ("q=++", ["Moscow talks", "Sochi summit", "Some visit"]),
        ("unknown=1&page=7", ["Moscow talks", "Sochi summit", "Some visit"]),
    ],
)
def test_filters_narrow_meetings(query: str, found: list[str]) -> None:
    filterset = MeetingFilterSet(QueryDict(query), queryset=Meeting.objects.visible())
    assert [meeting.name for meeting in filterset.qs.order_by("pk")] == found


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Action Plan", "Training Fund"]),
        ("kind=fund", ["Training Fund"]),
        ("status=ongoing&status=signed", ["Action Plan"]),
        ("party=asean", ["Action Plan", "Training Fund"]),
        ("party=asean&counterpart=russia", ["Action Plan"]),
        ("since=2018&until=2018", ["Action Plan"]),
        ("q=fund", ["Training Fund"]),
    ],
)
def test_filters_narrow_initiatives(query: str, found: list[str]) -> None:
    filterset = InitiativeFilterSet(QueryDict(query), queryset=Initiative.objects.visible())
    assert [initiative.name for initiative in filterset.qs.order_by("pk")] == found


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["ASEAN", "Lim Jock Hoi", "Russia", "Sergey Lavrov"]),
        ("all=on", ["ASEAN", "Lim Jock Hoi", "Russia", "Sergey Lavrov", "Tuvalu"]),
        ("kind=person", ["Lim Jock Hoi", "Sergey Lavrov"]),
        ("q=Лавров", ["Sergey Lavrov"]),
        ("country=russia", ["Russia", "Sergey Lavrov"]),
        ("q=tuvalu", []),
    ],
)
def test_filters_narrow_actors(query: str, found: list[str]) -> None:
    filterset = ActorFilterSet(QueryDict(query), queryset=Actor.objects.visible())
    assert [actor.name for actor in filterset.qs.order_by("name")] == found


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("since=soon", "since", "“soon” is no date here"),
        ("until=2020-02-30", "until", "“2020-02-30” is no date here"),
        ("until=32000-01-01", "until", "is no date here"),
        ("kind=feast", "kind", "feast is not one of the available choices"),
        ("q=" + "+".join("bcdefghijklmn"), "q", "up to 12 words"),
        ("q=a%00b", "q", "Null characters are not allowed"),
        ("participant=" + "x" * 201, "participant", "at most 200 characters"),
    ],
)
def test_filters_say_what_they_could_not_read(query: str, field: str, words: str) -> None:
    filterset = MeetingFilterSet(QueryDict(query), queryset=Meeting.objects.visible())
    assert filterset.qs.count() == 3
    assert words in filterset.form.errors[field][0]


@pytest.mark.usefixtures("world")
def test_filters_say_that_a_period_ends_before_it_begins(client: Client) -> None:
    filterset = MeetingFilterSet(QueryDict("since=2020-01&until=2019"), queryset=Meeting.objects.visible())
    assert [meeting.name for meeting in filterset.narrowed()] == ["Moscow talks"]
    page = client.get("/meetings/?since=2020-01&until=2019").content.decode()
    assert "The period ends before it begins, so only its beginning counts." in page and "Moscow talks" in page
    within = MeetingFilterSet(QueryDict("since=2020-02-28&until=2020-02"), queryset=Meeting.objects.visible())
    assert not within.form.errors


@pytest.mark.usefixtures("world")
def test_filters_show_as_chips_that_take_them_away() -> None:
    """What could not be read narrows nothing: it is an error beside its field, and no chip."""
    params = QueryDict(
        "q=talks&kind=talks&kind=summit&participant=russia&counterpart=al&since=2016-05&until=soon&page=3&sort=-date"
    )
    shown = [
        (chip.label, chip.value, chip.url)
        for chip in chips(MeetingFilterSet(params, queryset=Meeting.objects.visible()), params)
    ]
    rest = "?q=talks&kind=talks&kind=summit&participant=russia&counterpart=al&since=2016-05&until=soon&sort=-date"
    assert shown == [
        ("Words", "“talks”", rest.replace("q=talks&", "")),
        ("Participant", "Russia", rest.replace("&participant=russia", "")),
        ("Together with", "anyone called “al”", rest.replace("&counterpart=al", "")),
        ("From", "May 2016", rest.replace("&since=2016-05", "")),
        ("Kind", "Talks", rest.replace("&kind=talks", "")),
        ("Kind", "Summit", rest.replace("&kind=summit", "")),
    ]


@pytest.mark.usefixtures("world")
def test_filters_name_a_country_and_a_tick_on_their_chips() -> None:
    params = QueryDict("country=russia&all=on")
    shown = chips(ActorFilterSet(params, queryset=Actor.objects.visible()), params)
    assert [(chip.label, chip.value) for chip in shown] == [
        ("Country", "Russia"), ("Also those whom no article mentions yet", ""),
    ]  # fmt: skip
    params = QueryDict("country=russia")
    shown = chips(MeetingFilterSet(params, queryset=Meeting.objects.visible()), params)
    assert [(chip.label, chip.value) for chip in shown] == [("Country", "Russia")]


def test_filters_set_words_of_the_address_from_page_one() -> None:
    params = QueryDict("kind=talks&page=4&q=&sort=date")
    assert address(params, sort="-date") == "?kind=talks&sort=-date"
    assert address(params, kind=[]) == "?sort=date"


def test_filters_never_choose_between_namesakes(client: Client) -> None:
    first, second = an_actor("Ivan Ivanov"), an_actor("Ivan Ivanov")
    a_meeting(first, name="With the first")
    a_meeting(second, name="With the second")
    match = find_actors("ivan ivanov")
    assert match.is_open and set(match.actors) == {first, second} and match.again == "ivan ivanov"
    page = client.get("/meetings/?participant=ivan+ivanov").content.decode()
    assert "With the first" in page and "With the second" in page
    assert f'href="?participant={second.slug}"' in page


def test_filters_keep_the_slug_where_the_name_alone_would_not_lead_back() -> None:
    an_actor("Ivan Ivanov")
    second = an_actor("Ivan Ivanov")
    only = an_actor("Sergey Lavrov")
    assert find_actors(second.slug).again == second.slug
    assert find_actors(only.slug).again == "Sergey Lavrov"


def test_filters_offer_the_most_active_namesakes_and_use_all() -> None:
    actors = [an_actor(f"Lee {number:02}") for number in range(20)]
    a_meeting(actors[19])
    match = find_actors("lee")
    assert match.first[0] == actors[19] and len(match.first) == 12
    assert match.actors.count() == 20


def test_filters_do_not_offer_rejected_actors() -> None:
    an_actor("He", review=ReviewState.REJECTED)
    assert find_actors("he").first == ()


@pytest.mark.parametrize("day", ["2016", "2016-05", "2016-05-19"])
def test_filters_take_a_day_a_month_or_a_year(day: str) -> None:
    a_meeting(day="2016-05-19")
    for word in ("since", "until"):
        filterset = MeetingFilterSet(QueryDict(f"{word}={day}"), queryset=Meeting.objects.visible())
        assert [meeting.date_earliest for meeting in filterset.qs] == [date(2016, 5, 19)]


def test_filters_suggest_those_with_most_ties() -> None:
    busy, once, nobody, rejected = (an_actor(name) for name in ("Busy", "Once", "Nobody", "Rejected"))
    Actor.objects.filter(pk=rejected.pk).update(review=ReviewState.REJECTED)
    a_meeting(busy, once, rejected)
    a_meeting(busy)
    assert suggested_names(Participation) == ["Busy", "Once"]
    assert suggested_names(Party) == []
    assert nobody in Actor.objects.visible()
