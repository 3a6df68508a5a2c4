"""The review queue in a real browser: accessible, and worked through by keyboard with nothing typed lost."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kb.models import Meeting, ReviewState
from tests.kb.rows import a_meeting, an_actor, an_article, tells

pytestmark = pytest.mark.django_db(transaction=True)


def test_review_queue_is_accessible_and_walked_by_keys(
    live_server: LiveServer, page: Page, client: Client, editor: User
) -> None:
    for number, name in enumerate(("Peru", "Norway")):
        meeting = a_meeting(an_actor(name, "country"), name=f"Talks of {name}", day=f"201{number}-01-01")
        tells(an_article(f"{name} talked.", title=name), meeting, "talked", confidence=0.2 + number / 10)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{live_server.url}/review/")
    assert Axe().run(page).response["violations"] == []
    present = page.locator("#present")
    expect(present).to_have_text("Talks of Peru")
    page.keyboard.press("w")
    page.keyboard.type("half a thought, and r")
    page.keyboard.press("Enter")
    page.keyboard.press("n")
    expect(present).to_have_text("Talks of Norway")
    page.keyboard.press("n")
    expect(page.locator("#why")).to_have_value("half a thought, and r")
    page.keyboard.press("r")
    expect(present).to_have_text("Talks of Norway")
    assert Meeting.objects.get(name="Talks of Peru").review == ReviewState.REJECTED
    page.keyboard.press("u")
    expect(present).to_have_text("Talks of Peru")
    assert not Meeting.objects.filter(review=ReviewState.REJECTED).exists()
    ticked = page.locator("#several [name=chosen]:checked")
    page.locator("#several [name=chosen]").first.check()
    page.keyboard.press("a")
    page.get_by_role("link", name="Leave all as it is").click()
    expect(present).to_have_text("Talks of Peru")
    expect(ticked).to_have_count(1)
    page.keyboard.press("n")
    expect(present).to_have_text("Talks of Norway")
    expect(page.locator("#ticked-present")).to_be_visible()
    expect(ticked).to_have_count(0)
    page.keyboard.press("n")
    expect(present).to_have_text("Talks of Peru")
    expect(page.locator("#ticked-present")).to_be_hidden()
    expect(page.locator(".review-again").first).to_contain_text("You have skipped this one before")
    expect(ticked).to_have_count(1)
    page.keyboard.press("a")
    page.get_by_role("button", name="Accept what is ticked").click()
    expect(present).to_have_text("Talks of Peru")
    assert Meeting.objects.get(name="Talks of Norway").review == ReviewState.CONFIRMED
