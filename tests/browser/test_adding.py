"""Adding by hand in a real browser: words selected with the mouse or keys, accessible pages, one click to undo."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Addition, Article
from tests.articles.importing.telling import tell

pytestmark = pytest.mark.django_db(transaction=True)
SELECT = """([words]) => {
  const walker = document.createTreeWalker(document.querySelector(".article-text"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    document.getSelection().setBaseAndExtent(node, at, node, at + words.length);
    return;
  }
}"""


def is_accessible(page: Page) -> bool:
    found = Axe().run(page).response["violations"]
    assert found == []
    return True


def test_adding_words_that_were_selected(live_server: LiveServer, page: Page, client: Client, editor: User) -> None:
    text = "🕊 Anna Berg met Carl Dahl in Hue. Emil Falk & Anna Berg met again.\n\nEmil Falk, Minister, slept."
    article = tell(text, who=["Anna Berg", "Carl Dahl"], met=[{}]).article
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{live_server.url}{article.get_absolute_url()}")
    page.evaluate(SELECT, ["Emil Falk, Min"])
    page.locator(".add-selected").click()
    expect(page.locator("#id_words")).to_have_value("Emil Falk, Min")
    page.goto(f"{live_server.url}{article.get_absolute_url()}")
    page.evaluate(SELECT, [" Emil Falk &"])
    page.locator(".add-selected").click()
    expect(page.locator("#id_words")).to_have_value("Emil Falk &")
    assert is_accessible(page)
    page.locator("#id_words").fill("Emil Falk")
    page.locator("#id_actor").fill("Emil Falk")
    page.get_by_role("button", name="Add").click()
    assert is_accessible(page)
    page.get_by_label("Somebody new: “Emil Falk” (person)").check()
    page.get_by_role("button", name="Add").click()
    expect(page.locator(".by-hand > li")).to_have_count(1)
    assert is_accessible(page)
    assert Addition.objects.get().start == Article.objects.get().text.index("Emil Falk &")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".by-hand > li")).to_have_count(0)
    assert not Addition.objects.exists()
