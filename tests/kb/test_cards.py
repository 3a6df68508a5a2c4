"""What is shown where a link to a page is shared: title, description, address and picture."""

from __future__ import annotations

import re
import struct
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client

from tests.kb.rows import a_meeting, an_actor

pytestmark = pytest.mark.django_db


def told(page: str) -> dict[str, str]:
    """The cards of a page, by their properties."""
    return {
        name: unescape(words) for name, words in re.findall(r'<meta property="og:([a-z:]+)" content="([^"]*)">', page)
    }


def test_cards_tell_title_description_and_address_in_full(client: Client) -> None:
    meeting = a_meeting(an_actor('Anna "Ann" Berg'), name="Talks on <fish> & chips")
    page = client.get(meeting.get_absolute_url(), {"x": '"><b>'}).content.decode()
    cards = told(page)
    assert cards["title"] == "Talks on <fish> & chips"
    assert cards["description"].startswith("Talks on <fish> & chips, 3 Feb 2020. Held;")
    assert (
        f"<title>{cards['title'].replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')} · Chancery</title>"
        in page
    )
    assert cards["description"] == unescape(re.findall(r'<meta name="description" content="([^"]+)">', page)[0])
    assert cards["url"].startswith(f"http://testserver{meeting.get_absolute_url()}?x=") and "<b>" not in cards["url"]


def test_cards_have_a_picture_of_the_size_they_say(client: Client) -> None:
    cards = told(client.get("/").content.decode())
    assert cards["image"] == "http://testserver/static/kb/card.png" and "Chancery" in cards["image:alt"]
    found = finders.find("kb/card.png")
    assert isinstance(found, str)
    drawn = Path(found).read_bytes()
    assert struct.unpack(">II", drawn[16:24]) == (int(cards["image:width"]), int(cards["image:height"]))
    assert len(drawn) < 100_000


def test_cards_are_left_out_where_there_is_no_request() -> None:
    page = render_to_string("500.html")
    assert "og:title" in page and "og:image" not in page and "<title>" in page
