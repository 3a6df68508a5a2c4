"""Pages in Vietnamese and Russian in a real browser: accessible, fitting, and English where they speak English."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site
from tests.browser.looks import faults

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.looks]
#: English that stands outside what is marked as such; names within a title in the language of the page are names
STRAY = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const spoken = node.parentElement.closest("[lang]").lang;
    const hidden = node.parentElement.closest("[aria-hidden=true], script, style, code, title, input");
    const english = /\\b(Minister|Secretary|Summit|Plan|Association|met with)\\b/.test(node.data);
    const mixed = /[^\\x00-\\x7f\\u2010-\\u2026]/.test(node.data);
    if (english && !mixed && !spoken.startsWith("en") && !hidden) found.push(node.data.trim());
  }
  return found;
}"""


@pytest.mark.parametrize("language", ["vi", "ru"])
def test_languages_pass_axe_and_mark_what_is_english(site: Site, browser: Browser, language: str) -> None:
    page = browser.new_page(locale=language, viewport={"width": 390, "height": 900})
    records = (site.person, site.meeting, site.article)
    addresses = ("/meetings/", "/calendar/?show=2020-02", "/relations/russia/asean/", "/data/")
    for address in (*addresses, *(record.get_absolute_url() for record in records)):
        assert faults(page, site.url + address) == [], address
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate(STRAY) == [], address
    page.close()
