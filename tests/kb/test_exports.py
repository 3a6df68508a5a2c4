"""Filtered lists as files: tables, calendars, graphs."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from django.test import Client

from kb.exports.calendars import escaped, folded
from kb.exports.tables import cell
from kb.models import Meeting
from tests.kb.rows import a_meeting, an_actor, an_article, an_initiative

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
        "address": "http://testserver/meetings/talks-with-signs/", "date": "2020-02-03", "first_day": "2020-02-03",
        "last_day": "2020-02-03", "title": "Talks, with; signs", "kind": "talks", "status": "held", "place": "Moscow",
        "participants": "Sergey Lavrov; Lim Jock Hoi", "topics": "",
    }  # fmt: skip
    assert [row["name"] for row in rows(client, "/actors/export.csv?sort=name")] == ["Lim Jock Hoi", "Sergey Lavrov"]
    assert rows(client, "/initiatives/export.csv")[0]["name"] == "'=Energy plan"
    assert rows(client, "/articles/export.csv")[0]["agency"] == "VNA"


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
    assert "(day not told)" in events[1] and "DTEND;VALUE=DATE:20200601" in events[1] and "TENTATIVE" in events[1]


def test_exports_fold_lines_between_characters() -> None:
    line = "SUMMARY:" + "Nguyễn Phú Trọng " * 12
    assert folded(line).replace("\r\n ", "").removesuffix("\r\n") == line
    assert escaped("a\\b;c,d\ne") == "a\\\\b\\;c\\,d\\ne"


def test_exports_give_actors_and_meetings_as_a_graph(client: Client) -> None:
    told = json.loads(sent(client, "/meetings/export.json?year=2020"))
    graph = nx.node_link_graph(told, edges="links")
    assert graph.edges["actor/sergey-lavrov", "meeting/talks-with-signs"]["role"] == "host"
    assert {data["type"] for _node, data in graph.nodes(data=True)} == {"actor", "meeting"} and len(graph) == 4
    root = ElementTree.fromstring(sent(client, "/meetings/export.graphml"))
    assert len(root.findall(".//{*}node")) == 2 + Meeting.objects.count()
    assert len(root.findall(".//{*}edge")) == 4


def test_exports_are_offered_with_the_filters_of_the_page(client: Client) -> None:
    page = client.get("/meetings/?status=held&sort=date").content.decode()
    for form in ("csv", "ics", "graphml", "json"):
        assert f'href="/meetings/export.{form}?status=held&amp;sort=date"' in page
