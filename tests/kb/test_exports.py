"""Filtered lists as files: tables, calendars, graphs."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client

from kb.exports.calendars import escaped, folded
from kb.exports.tables import cell
from kb.models import Meeting
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_article, an_initiative, span, tells, value

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world() -> None:
    lavrov, lim = an_actor("Sergey Lavrov"), an_actor("Lim Jock Hoi")
    a_meeting(lavrov, lim, name="Talks, with; signs", place="Moscow", host=lavrov)
    a_meeting(lim, kind="visit", status="planned", day="2020-05")
    a_meeting(lavrov, name="Some year", day="2016")
    a_meeting(name="Cancelled one", status="cancelled", day="")
    an_initiative(lavrov, name="=Energy plan")
    an_article("Moscow (VNA) – They met.")


def sent(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def rows(client: Client, address: str) -> list[dict[str, Any]]:
    text = sent(client, address)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_exports_give_the_filtered_list_as_a_table(client: Client) -> None:
    assert len(rows(client, "/meetings/export.csv")) == 4
    [talks] = rows(client, "/meetings/export.csv?status=held&year=2020")
    assert talks == {
        "id": "talks-with-signs", "address": "http://testserver/meetings/talks-with-signs/", "date": "2020-02-03",
        "first_day": "2020-02-03", "last_day": "2020-02-03", "title": "Talks, with; signs",
        "name": "Talks, with; signs", "kind": "talks", "status": "held", "place": "Moscow",
        "place_country": "", "online": "no",
        "participants": "Sergey Lavrov; Lim Jock Hoi", "participant_ids": "sergey-lavrov; lim-jock-hoi",
        "participant_confidence": "1.0; 1.0",
        "roles": "host; participant", "countries": "", "topics": "", "series": "", "number_in_series": "",
        "confidence": "", "checked": "no", "set_by_editors": "", "article_count": "0", "articles": "",
    }  # fmt: skip
    assert [row["name"] for row in rows(client, "/actors/export.csv?sort=name")] == ["Lim Jock Hoi", "Sergey Lavrov"]
    assert rows(client, "/initiatives/export.csv")[0]["name"] == "'=Energy plan"
    assert rows(client, "/articles/export.csv")[0]["agency"] == "VNA"


@pytest.fixture
def told() -> Meeting:
    """A visit to Russia in two articles, which differ about its status; one of them names somebody not shown."""
    russia = an_actor("Russia", "country", iso2="RU")
    vietnam = an_actor("Vietnam", "country", iso2="VN")
    ministry = an_actor("Foreign Ministry", "organisation", country=vietnam)
    tran, gone = an_actor("Tran Duc Luong"), an_actor("Mistaken Man")
    tenure = a_tenure(tran, "Foreign Minister", ministry)
    visit = a_meeting(tran, russia, gone, kind="visit", topics="energy trade", review="confirmed", ordinal=3)
    visit.participations.filter(actor=gone).update(review="rejected")
    visit.participations.filter(actor=tran).update(confidence=0.8561)
    first = an_article("Tran goes to Russia for trade.", published=date(2020, 2, 1), url="https://wire.example/1")
    second = an_article("On Monday Tran was received in Moscow.", published=date(2020, 2, 4))
    tells(second, tenure, "Tran was received")
    tells(
        second, visit, second.text, confidence=0.8, status=value(second, "held", "received"),
        date_edtf=value(second, "2020-02-03", "Monday"), place=value(second, "Moscow", "Moscow"),
        participants=[{"actor": who.pk, "role": "host", **span(second, "Tran"), "rule": "r", "confidence": 0.7}
                      for who in (tran, gone)],
    )  # fmt: skip
    trade = {"value": "trade", "words": {"trade": [24, 29]}, "rule": "topic", "confidence": 0.9}
    tells(first, visit, first.text, confidence=0.6, status=value(first, "planned", "goes"), topics=trade)
    return visit


def test_exports_say_whose_countries_meet_and_what_tells_it(client: Client, told: Meeting) -> None:
    [row] = [row for row in rows(client, "/meetings/export.csv") if row["id"] == told.slug]
    assert (row["countries"], row["participants"]) == ("RU; VN", "Russia; Tran Duc Luong")
    assert row["participant_confidence"] == "1.0; 0.856"
    assert (row["topics"], row["number_in_series"], row["checked"]) == ("energy; trade", "3", "yes")
    assert (row["confidence"], row["article_count"]) == ("0.8", "2")
    first = "http://testserver/articles/tran-goes-to-russia-for-trade/"
    assert row["articles"].split("; ") == [first, "http://testserver/articles/on-monday-tran-was-received-in-moscow/"]
    [tran] = rows(client, "/actors/export.csv?q=tran")
    assert (tran["country"], tran["country_codes"], tran["meetings"]) == ("Vietnam", "VN", "1")
    assert tran["posts"] == "Foreign Minister, Foreign Ministry"


def test_exports_read_the_same_in_every_language(client: Client, told: Meeting) -> None:
    client.cookies["django_language"] = "vi"
    titles = {row["id"]: row["title"] for row in rows(client, "/meetings/export.csv")}
    assert titles[told.slug] == "Visit: Russia, Tran Duc Luong"
    assert {row["name"] for row in rows(client, "/topics/export.csv")} >= {"Energy", "Trade and economy"}
    assert [row["meetings"] for row in rows(client, "/topics/export.csv") if row["id"] == "energy"] == ["1"]


def test_exports_give_each_value_with_its_sentence(client: Client, told: Meeting) -> None:
    lines = rows(client, "/meetings/evidence.csv?kind=visit&status=held")
    assert sorted(line["field"] for line in lines) == ["date", "participant", "place", "status", "status", "topic"]
    by_field = {(line["field"], line["value"]): line for line in lines}
    planned, tran = by_field["status", "planned"], by_field["participant", "tran-duc-luong"]
    assert planned["record"] == told.slug and planned["agrees"] == "no" and planned["words"] == "goes"
    assert planned["sentence"] == "Tran goes to Russia for trade." and planned["original"] == "https://wire.example/1"
    assert planned["sentence_address"] == "http://testserver/articles/tran-goes-to-russia-for-trade/#s0-30"
    assert (planned["agency"], planned["published"], planned["rule"]) == ("VNA", "2020-02-01", "rule-x")
    assert (tran["name"], tran["role"], tran["confidence"], tran["agrees"]) == ("Tran Duc Luong", "host", "0.7", "yes")
    assert by_field["topic", "trade"]["words"] == "trade"
    assert "mistaken-man" not in {line["value"] for line in lines}


@pytest.mark.parametrize(
    ("address", "queries"), [("meetings/export.csv", 8), ("meetings/evidence.csv", 5), ("actors/export.csv", 5)]
)
def test_exports_ask_the_same_however_long_they_are(
    client: Client, told: Meeting, django_assert_num_queries: Any, address: str, queries: int
) -> None:
    assert connection.features.supports_json_field  # which SQLite is asked by a query, once in a process
    ContentType.objects.clear_cache()  # which would spare the second request a query
    with django_assert_num_queries(queries):
        before = len(rows(client, f"/{address}"))
    for number in range(3):
        who = an_actor(f"Somebody {number}")
        article = an_article(f"They met {number} times.")
        tells(article, a_meeting(who), article.text, kind=value(article, "talks", "met"))
    ContentType.objects.clear_cache()
    with django_assert_num_queries(queries):
        assert len(rows(client, f"/{address}")) == before + 3


def test_exports_bear_the_name_of_what_is_in_them(client: Client) -> None:
    def named(address: str) -> str:
        return client.get(address)["Content-Disposition"].removeprefix('attachment; filename="')[:-1]

    assert re.fullmatch(r"chancery-actors_\d{4}-\d\d-\d\d\.csv", named("/actors/export.csv"))
    assert named("/meetings/evidence.csv?year=2020&status=held&sort=date").startswith(
        "chancery-meetings-evidence_year-2020_status-held_2"
    )
    assert named("/meetings/pairs.graphml").startswith("chancery-meetings-pairs_2")
    many = "&".join(f"country=country-number-{number}" for number in range(9))
    assert named(f"/meetings/export.csv?{many}").startswith("chancery-meetings_and-more_")
    assert named('/meetings/export.csv?q=%22%0d%0aX: "/..').isascii()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_exports_run_no_stranger_s_words_in_a_spreadsheet(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert cell("a-b") == "a-b" and cell(None) == "" and cell(3) == "3"


def test_exports_give_meetings_as_a_calendar(client: Client) -> None:
    text = sent(client, "/meetings/export.ics?sort=date")
    assert text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    events = re.sub("\r\n ", "", text).split("BEGIN:VEVENT")[1:]
    assert len(events) == 2  # a year alone and no date are no entries
    for words in (
        "UID:talks-with-signs@testserver",
        "DTSTART;VALUE=DATE:20200203", "DTEND;VALUE=DATE:20200204", "STATUS:CONFIRMED",
        "SUMMARY:Talks\\, with\\; signs", "LOCATION:Moscow", "URL:http://testserver/meetings/talks-with-signs/",
    ):  # fmt: skip
        assert words in events[0]
    assert "X-WR-CALNAME:Chancery\r\n" in text
    assert "DESCRIPTION:held\\, 3 February 2020\\nSergey Lavrov" in events[0]
    assert "(day not told)" in events[1] and "DTEND;VALUE=DATE:20200601" in events[1] and "TENTATIVE" in events[1]


def test_exports_name_a_calendar_by_its_filters(client: Client) -> None:
    """Whoever subscribes to several sees which is which."""
    for query, name in (
        ("kind=talks&kind=visit&year=2020", "2020\\, Talks / Visit"),
        ("since=2020-02", "From February 2020"),
    ):
        assert f"X-WR-CALNAME:Chancery: {name}\r\n" in sent(client, f"/meetings/export.ics?{query}")


def test_exports_fold_lines_between_characters() -> None:
    line = "SUMMARY:" + "Nguyễn Phú Trọng " * 12
    assert folded(line).replace("\r\n ", "").removesuffix("\r\n") == line
    assert escaped("a\\b;c,d\ne") == "a\\\\b\\;c\\,d\\ne"


def test_exports_give_actors_and_meetings_as_a_graph(client: Client) -> None:
    told = json.loads(sent(client, "/meetings/export.json?year=2020"))
    graph = nx.node_link_graph(told, edges="links")
    assert graph.edges["actor/sergey-lavrov", "meeting/talks-with-signs"]["role"] == "host"
    assert {data["type"] for _node, data in graph.nodes(data=True)} == {"actor", "meeting"} and len(graph) == 4
    assert graph.nodes["meeting/talks-with-signs"]["address"] == "http://testserver/meetings/talks-with-signs/"
    assert graph.nodes["meeting/talks-with-signs"]["first_day"] == "2020-02-03"
    root = ElementTree.fromstring(sent(client, "/meetings/export.graphml"))
    assert len(root.findall(".//{*}node")) == 2 + Meeting.objects.count()
    assert len(root.findall(".//{*}edge")) == 4


def test_exports_give_who_meets_whom_with_numbers(client: Client, told: Meeting) -> None:
    a_meeting(*told.actors.filter(name__in=("Tran Duc Luong", "Russia")), kind="call")
    graph = nx.node_link_graph(json.loads(sent(client, "/meetings/pairs.json?kind=visit&kind=call")), edges="links")
    assert {tuple(sorted(pair)): n for *pair, n in graph.edges(data="weight")} == {
        ("actor/russia", "actor/tran-duc-luong"): 2
    }
    tran = graph.nodes["actor/tran-duc-luong"]
    assert (tran["label"], tran["kind"], tran["country"], tran["meetings"]) == ("Tran Duc Luong", "person", "VN", 2)
    root = ElementTree.fromstring(sent(client, "/meetings/pairs.graphml?kind=visit"))
    assert len(root.findall(".//{*}node")) == 3 and len(root.findall(".//{*}edge")) == 1


def test_exports_say_what_a_calendar_leaves_out(client: Client) -> None:
    page = client.get("/meetings/").content.decode()
    assert "(2 of 4; no text tells the month of the others)" in page
    assert "no month told" not in client.get("/meetings/?kind=visit").content.decode()


@pytest.mark.parametrize("view", ["meetings", "calendar", "timeline", "map", "network"])
def test_exports_are_offered_on_every_view_of_meetings(client: Client, view: str) -> None:
    page = client.get(f"/{view}/?status=held").content.decode()
    for form in ("export.csv", "evidence.csv", "export.ics", "export.graphml", "pairs.graphml", "pairs.json"):
        assert f'href="/meetings/{form}?status=held"' in page
    assert 'href="/data/"' in page and "60 articles" in page


def test_exports_are_offered_with_the_filters_of_the_page(client: Client) -> None:
    page = client.get("/meetings/?status=held&sort=date").content.decode()
    for form in ("csv", "ics", "graphml", "json"):
        assert f'href="/meetings/export.{form}?status=held&amp;sort=date"' in page
