"""What queries ask for: names, posts, times, small words, exclusions; and what is nearest where nothing has it all."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.models import Actor, ActorName, Initiative, Meeting
from kb.models.bearers import look_up
from kb.searching.known import actors_asked_for, ask
from kb.searching.near_names import near_actors, sound
from kb.searching.questions import read_question
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_article, an_initiative


@pytest.mark.parametrize(
    ("typed", "words", "excluded"),
    [
        ("Lavrov met the ASEAN secretary", ["Lavrov", "ASEAN", "secretary"], []),
        ("Russia and ASEAN", ["Russia", "ASEAN"], []),
        ("Россия и АСЕАН", ["Россия", "АСЕАН"], []),
        ("the of and", ["the", "of", "and"], []),
        ('"the of"', ["the of"], []),
        ("ASEAN −India", ["ASEAN"], ["India"]),
        ("ASEAN –India", ["ASEAN"], ["India"]),
        ("ASEAN —India", ["ASEAN"], ["India"]),
        ("ASEAN NOT India", ["ASEAN"], ["India"]),
        ('ASEAN AND trade NOT "joint statement" NOT', ["ASEAN", "trade"], ["joint statement"]),
        ("ASEAN not India", ["ASEAN", "India"], []),
        ("Russia – ASEAN", ["Russia", "ASEAN"], []),
        ("2016–2020", [], []),
    ],
)
def test_question_reads_words_and_exclusions(typed: str, words: list[str], excluded: list[str]) -> None:
    question = read_question(typed)
    assert [str(term) for term in question.words] == [word.replace("й", "и") for word in words]
    assert [str(term) for term in question.excluded] == excluded


YEAR_2020 = (date(2020, 1, 1), date(2020, 12, 31), 0, 0, False)
FEBRUARY = (date(2020, 2, 1), date(2020, 2, 29), 0, 0, False)
THIRD = (date(2020, 2, 3), date(2020, 2, 3), 0, 0, False)


@pytest.mark.parametrize(
    ("typed", "periods"),
    [
        ("2020", [YEAR_2020]),
        ("talks February 2020", [FEBRUARY]),
        ("Feb. 2020", [FEBRUARY]),
        ("2020-02 talks", [FEBRUARY]),
        ("tháng 2 năm 2020", [FEBRUARY]),
        ("в феврале 2020 года", [FEBRUARY]),
        ("3 February 2020", [THIRD]),
        ("February 3rd, 2020", [THIRD]),
        ("2020-02-03", [THIRD]),
        ("31 February 2020", [FEBRUARY]),
        ("in February", [(None, None, 2, 0, False)]),
        ("3 February", [(None, None, 2, 3, False)]),
        ("in May", [(None, None, 5, 0, False)]),
        ("plan 2016-2020", [(date(2016, 1, 1), date(2020, 12, 31), 0, 0, False)]),
        ("since 2018", [(date(2018, 1, 1), None, 0, 0, True)]),
        ("until 2018", [(None, date(2018, 12, 31), 0, 0, True)]),
        ("from 2018 to 2020", [(date(2018, 1, 1), None, 0, 0, True), (None, date(2020, 12, 31), 0, 0, True)]),
        ("between 2018 and 2020", [(date(2018, 1, 1), None, 0, 0, True), (None, date(2020, 12, 31), 0, 0, True)]),
        ("Theresa May", []),
        ("may", []),
        ('"February 2020"', []),
        ("2020-13-40", []),
        ("9999", []),
        ("thang ² nam", []),
    ],
)
def test_question_reads_times(typed: str, periods: list[tuple[object, ...]]) -> None:
    read = read_question(typed).periods
    assert [(each.first, each.last, each.month, each.day, each.bound) for each in read] == periods


@pytest.fixture
def known(db: None) -> dict[str, Actor]:
    actors = {
        "russia": an_actor("Russia", "country", spellings=["Nga", "Россия"]),
        "vietnam": an_actor("Vietnam", "country", spellings=["Việt Nam"]),
        "us": an_actor("United States", "country", spellings=["US", "U.S."]),
        "asean": an_actor("ASEAN", "organisation"),
        "nam": an_actor("Non-Aligned Movement", "organisation", spellings=["NAM"]),
        "summit": an_actor("ASEAN Summit", "organisation"),
        "lavrov": an_actor("Sergey Lavrov", spellings=["Sergei Lavrov"]),
        "lim": an_actor("Lim Jock Hoi"),
        "lam": an_actor("To Lam"),
        "may": an_actor("Theresa May"),
    }
    ActorName.objects.create(actor=actors["russia"], text="Moscow", kind="seat")
    a_tenure(
        actors["lavrov"], "Foreign Minister", actors["russia"], seen_from=date(2021, 1, 1), seen_until=date(2021, 1, 1)
    )
    a_tenure(
        actors["lim"], "Secretary-General", actors["asean"], seen_from=date(2020, 1, 1), seen_until=date(2020, 1, 1)
    )
    a_tenure(
        actors["may"],
        "Deputy Secretary-General",
        actors["asean"],
        seen_from=date(2020, 1, 1),
        seen_until=date(2020, 1, 1),
    )
    a_meeting(actors["lavrov"], actors["lim"], name="", day="2020-02-03", place="Moscow")
    a_meeting(actors["russia"], actors["asean"], name="Summit", kind="summit", day="2018-11-14")
    return actors


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Russia ASEAN", ["russia", "asean"]),
        ("Nga và ASEAN", ["russia", "asean"]),
        ("Lavrov Lim Jock Hoi", ["lavrov", "lim"]),
        ("foreign minister of Russia", ["lavrov", "russia"]),
        ("ASEAN secretary-general", ["lim", "asean"]),
        ("deputy secretary general ASEAN", ["may", "asean"]),
        ("foreign minister", ["lavrov"]),
        ("S.V. Lavrov", ["lavrov"]),
        ("V.S. Lavrov", ["lavrov"]),
        ("A.B. Lavrov", ["lavrov"]),
        ("Лавров Сергей Викторович", ["lavrov"]),
        ("to lam", ["lam"]),
        ("Theresa May", ["may"]),
        ("U.S. Vietnam", ["us", "vietnam"]),
        ("US and Vietnam", ["us", "vietnam"]),
        ("who told us of Vietnam", ["vietnam"]),
        ("Việt Nam", ["vietnam"]),
        ("Moscow", ["russia"]),
        ("xyzzy", []),
    ],
)
def test_search_finds_actors_by_names_and_posts(known: dict[str, Actor], typed: str, found: list[str]) -> None:
    actors = actors_asked_for(ask(typed), Actor.objects.visible()).order_by("rank", "pk")
    assert [actor.name for actor in actors] == [known[key].name for key in found]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("Lavrov met the ASEAN Secretary-General in Moscow in February", 1),
        ("Lavrov and Lim Jock Hoi meeting in Moscow", 1),
        ("Lavrov talked to Lim Jock Hoi", 1),
        ("did Lavrov speak with Lim Jock Hoi", 1),
        ("Lavrov called Lim Jock Hoi", 0),
        ("Lavrov visited Moscow", 0),
        ("Russia-ASEAN summits", 1),
        ("lavrov moscow february", 1),
        ("lavrov february 2020", 1),
        ("lavrov 3 february", 1),
        ("lavrov 4 february", 0),
        ("lavrov january", 0),
        ("lavrov since 2021", 0),
        ("russia asean summit 2018", 1),
        ("S.V. Lavrov", 1),
        ("foreign minister", 1),
        ("Russia ASEAN", 2),
        ("Russia ASEAN −Lavrov", 1),
        ("Russia NOT ASEAN", 1),
    ],
)
def test_search_finds_meetings_of_sentences(known: dict[str, Actor], typed: str, number: int) -> None:
    assert Meeting.objects.matching(ask(typed)).count() == number


@pytest.mark.parametrize(
    ("day", "typed", "fits"),
    [
        ("2020-02", "february", True),
        ("2020", "february", False),
        ("2020-01-30/2020-02-02", "february", True),
        ("2020-01-30/2020-02-02", "2 february", True),
        ("2020-01-30/2020-02-02", "3 february", False),
        ("2019-12-31/2020-01-02", "january", True),
        ("2019-12-31/2020-01-02", "december", True),
        ("2016/2020", "january", False),
        ("2016/2020", "2018", True),
        ("", "2018", False),
    ],
)
def test_search_finds_events_in_a_month(db: None, day: str, typed: str, fits: bool) -> None:
    an_initiative(name="plan", day=day)
    assert Initiative.objects.matching(f"plan {typed}").exists() is fits


def page(client: Client, typed: str, **params: str) -> str:
    return client.get("/search/", {"q": typed, **params}).content.decode()


@pytest.mark.parametrize("typed", ["Russia ASEAN", "ASEAN and Russia", "Nga ASEAN", "russia asean trade"])
def test_search_offers_the_brief_on_two_names_first(known: dict[str, Actor], client: Client, typed: str) -> None:
    told = page(client, typed)
    assert told.index("Brief: ") < told.index('<div class="results">')
    assert "/relations/russia/asean/" in told or "/relations/asean/russia/" in told
    options = client.get("/search/suggest/", {"q": typed}).content.decode()
    assert "Brief: " in options.partition('role="option"')[2].partition("</li>")[0]


def test_search_offers_no_brief_on_one_name_and_takes_times_along(known: dict[str, Actor], client: Client) -> None:
    for typed in ("Moscow Lavrov", "who told us of Vietnam", "foreign minister of Russia"):
        assert "Brief: " not in page(client, typed)
    told = page(client, "Russia ASEAN since 2018")
    assert 'href="/relations/russia/asean/?since=2018-01-01"' in told
    assert "?one=russia&amp;two=asean&amp;three=vietnam" in page(client, "Russia, ASEAN, Vietnam")
    assert "Brief: Russia and ASEAN" in client.get("/search/suggest/?q=russia+ase").content.decode()


def test_search_of_one_name_asks_on_whom_else_the_brief_is_to_be(known: dict[str, Actor], client: Client) -> None:
    told = page(client, "Nga")
    assert '<a href="/relations/?one=russia">' in told and "Brief: Russia and …" in told
    assert told.index("Brief: ") < told.index('<div class="results">')
    # while somebody types, the actor itself comes first
    assert "Brief: " not in client.get("/search/suggest/?q=Russia").content.decode()
    for typed in ("Russia 2018", "Russia trade", "foreign minister of Russia", "xyzzy"):
        assert "Brief: " not in page(client, typed)


def test_search_asks_what_was_meant_only_where_nothing_is_found(known: dict[str, Actor], client: Client) -> None:
    assert 'Did you mean <a href="?q=Lavrov+Lim+Jock+Hoi">Lavrov Lim Jock Hoi</a>?' in page(
        client, "Lavrow Lim Jok Hoi"
    )
    assert "Did you mean" in page(client, "Лим Джок Хой")
    # a word of the texts is never another name, and what would find nothing is not offered
    an_article("The prime minster of Vietnam spoke of crime.")
    an_actor("Crime Minister")
    assert "Did you mean" not in page(client, "prime minster of Vietnam")
    assert "Did you mean" not in page(client, "prime xyzzy")
    assert "Did you mean" not in page(client, "Lavrow Theresia Mai since 2030")


def test_search_shows_the_nearest_with_what_was_left_out(known: dict[str, Actor], client: Client) -> None:
    told = page(client, "Lavrov xyzzy since 2030")
    assert "<s>xyzzy</s>, <s>since 2030</s>" in told and known["lavrov"].get_absolute_url() in told
    assert "Nothing has all of this" not in page(client, "Lavrov Moscow")
    assert "Nothing has all these words" in page(client, "xyzzy plugh")


def test_search_asks_the_database_so_often(known: dict[str, Actor], client: Client) -> None:
    numbers = []
    for _ in range(2):
        a_meeting(known["lavrov"], known["lim"], an_actor("Sergey Lavrov"), name="Lavrov talks")
        with CaptureQueriesContext(connection) as captured:
            page(client, "Lavrov Lim Jock Hoi in February")
        numbers.append(len(captured))
    assert numbers[0] == numbers[1] <= 16


def test_whom_words_name_is_asked_for_once_a_question(known: dict[str, Actor], django_assert_num_queries: Any) -> None:
    meeting, plan = a_meeting(known["lavrov"]), an_initiative(known["lavrov"])
    a_tenure(known["lavrov"], "Minister", None)
    with django_assert_num_queries(4):
        question = ask("lavr minister -xyzzy")  # names
        assert question.bearers.names["lavr"] == {known["lavrov"].pk} and not question.bearers.names["xyzzy"]
        assert set(Meeting.objects.matching(question)) >= {meeting}  # posts; meetings
        assert list(Initiative.objects.matching(question)) == [plan]
    questions = [read_question("lavr"), read_question("minister lavr")]
    with django_assert_num_queries(1):
        look_up(questions)
        look_up(questions)
    assert known["lavrov"].pk in questions[1].bearers.posts["minister"] & questions[0].bearers.names["lavr"]


@pytest.mark.parametrize(
    ("one", "other"), [("lawrow", "lavrov"), ("sergueï", "sergey"), ("dzhok", "jock"), ("khoi", "hoi")]
)
def test_sounds_are_alike(one: str, other: str) -> None:
    assert sound(one.replace("ï", "i")) == sound(other)


@pytest.mark.parametrize(
    ("address", "typed", "meant"),
    [
        ("/relations/?one={}&other=ASEAN", "Rusia", "?one=russia&amp;other=ASEAN"),
        ("/compare/?one={}&two=ASEAN", "Vietnm", "?one=vietnam&amp;two=ASEAN"),
        ("/meetings/?participant={}", "Lavorv", "?participant=sergey-lavrov"),
    ],
)
def test_fields_of_actors_suggest_and_ask_what_was_meant(
    known: dict[str, Actor], client: Client, address: str, typed: str, meant: str
) -> None:
    told = client.get(address.format(quote(typed))).content.decode()
    assert f"Nobody is known by the name “{typed}”." in told and f'<a href="{meant}">' in told
    assert '<datalist id="known-actors">' in client.get(address.partition("?")[0]).content.decode()
    assert near_actors("xyzzy") == []


@pytest.mark.parametrize(
    ("typed", "most"),
    [
        ("xyzzy plugh", 14),
        ("Lavrow Lim Jok Hoi xyzzy", 33),
        ("Lavrow Theresia Mai Vietnm Rusia Asaen since 2030", 40),
        ("xyzzy plugh Lavrow Theresia Mai", 40),
    ],
)
def test_search_that_finds_nothing_asks_the_database_so_often(
    known: dict[str, Actor], client: Client, typed: str, most: int
) -> None:
    with CaptureQueriesContext(connection) as captured:
        page(client, typed)
    assert len(captured) <= most
