"""The page that explains files and citations, and the citations on the pages of records."""

from __future__ import annotations

import csv
import io
import tomllib
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from kb.exports.codes import codes
from kb.ready_citations import cite_all, cite_record, cite_sentence
from kb.version import VERSION
from kb.views.data import tables
from tests.kb.rows import a_meeting, an_actor, an_article, tells, value

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 2)


def test_data_page_explains_every_column_of_every_table(client: Client) -> None:
    page = client.get("/data/").content.decode()
    for table in tables():
        answer = client.get(table.url)
        text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
        heads = next(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
        assert heads == list(table.columns), table.url
        assert all(str(column.about).strip() for column in table.columns.values()) and f'href="{table.url}"' in page
        assert all(f"<code>{head}</code>" in page for head in heads)
    for _name, group in codes():
        assert all(f"<code>{code.value}</code>" in page for code in group)


def test_data_page_says_what_each_code_means() -> None:
    groups = {str(name): group for name, group in codes()}
    silent = {name for name, group in groups.items() if any(not code.about for code in group)}
    assert silent == {"topic"} and len(groups) == 7


def test_data_page_tells_the_date_and_the_version_of_the_data(
    client: Client, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    an_article("They met.", pipeline_version="rules-3+x-1")
    with django_assert_num_queries(2):  # type: ignore[operator]
        page = client.get("/data/").content.decode()
    assert f"version {VERSION}" in page and "rules-3+x-1" in page and "http://testserver/" in page
    assert "No licence has been chosen" in page and "60 articles" in page
    project = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION


def test_citations_name_record_articles_address_and_day() -> None:
    meeting = a_meeting(an_actor("Sergey Lavrov"), place="Moscow")
    articles = [
        an_article(f"Text {n}", title=f"They met {n}.", url="https://wire.example/1" * (n == 1)) for n in (1, 2)
    ]
    assert cite_record(meeting, articles, "https://kb.example/m/", today=TODAY) == (
        "“Talks: Sergey Lavrov · Moscow”, held, 3 February 2020. VNA, “They met 1”, 3 February 2020, "
        "https://wire.example/1; VNA, “They met 2”, 3 February 2020. Chancery. https://kb.example/m/, read on "
        "2 January 2026."
    )
    several = [an_article(f"Text {n}", title=f"Again {n}") for n in range(5)]
    assert "“Again 2”, 3 February 2020; and 2 more articles." in cite_record(meeting, several, "x", today=TODAY)
    assert "Entered by an editor." in cite_record(meeting, [], "x", today=TODAY)
    assert cite_all("https://kb.example/", data_of=None, today=TODAY).endswith(
        "https://kb.example/, read on 2 January 2026."
    )


def test_citations_quote_a_sentence_letter_by_letter_but_for_its_lines() -> None:
    article = an_article("They met\nin Moscow.", title="Visit", published=None)
    row = tells(article, a_meeting(), article.text)
    said = cite_sentence(row, "https://kb.example/a/#s0-19", today=TODAY)
    assert said.startswith(
        "“They met in Moscow.” VNA, “Visit”, date unknown. By way of Chancery. https://kb.example/a/#s0-19"
    )


def test_citations_stand_on_the_page_of_a_record_and_at_each_sentence(client: Client) -> None:
    article = an_article("They met <in> Moscow. It was held.")
    meeting = a_meeting(an_actor("Sergey Lavrov"))
    for words in ("They met <in> Moscow.", "It was held."):
        tells(article, meeting, words, status=value(article, "held", "met" if "met" in words else "held"))
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert page.count('<details class="cite">') == 3
    assert "“They met &lt;in&gt; Moscow.”" in page and f"http://testserver{meeting.get_absolute_url()}, read on" in page
    assert "http://testserver/articles/they-met-in-moscow-it-was-held/#s0-21" in page
