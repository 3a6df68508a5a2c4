"""Drawings wider than the screen: they slide by keys and say so, or fit and are enlarged."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.looks]
TELEPHONE = {"width": 390, "height": 844}


def test_drawings_slide_by_keys_and_say_so(site: Site, page: Page) -> None:
    page.goto(site.url + "/timeline/")
    frame = page.locator(".picture-frame")
    expect(frame).not_to_have_attribute("tabindex", "0")
    expect(page.locator(".slide-hint")).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(frame).to_have_attribute("tabindex", "0")
    expect(page.get_by_role("region", name="slides sideways")).to_be_visible()
    expect(page.locator(".slide-hint")).to_be_visible()
    frame.focus()
    assert frame.evaluate("frame => parseFloat(getComputedStyle(frame).outlineWidth)") >= 2
    before = frame.evaluate("frame => frame.scrollLeft")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("before => document.querySelector('.picture-frame').scrollLeft < before", arg=before)


@pytest.mark.parametrize("scripts", [True, False])
def test_drawings_of_networks_fit_a_telephone_and_are_enlarged(site: Site, browser: Browser, scripts: bool) -> None:
    page = browser.new_page(java_script_enabled=scripts, viewport=TELEPHONE)  # type: ignore[arg-type]
    page.goto(site.url + "/network/?top=15")
    picture, frame = page.locator(".network"), page.locator(".network-frame")
    drawn, room = picture.bounding_box(), frame.bounding_box()
    assert drawn and room and drawn["width"] <= room["width"] + 1
    names = page.locator(".network .far text:visible")
    letters = names.first.bounding_box()
    assert letters and letters["height"] > 9
    page.get_by_label("Enlarge the drawing").check()
    expect(names).to_have_count(0)
    larger = picture.bounding_box()
    assert larger and larger["width"] > 2 * drawn["width"]
    if scripts:  # the busiest actor has come into sight
        sizes = "nodes => nodes.map(n => n.getBoundingClientRect()).sort((a, b) => b.width - a.width)[0].left"
        assert 0 <= page.locator(".network .node").evaluate_all(sizes) <= TELEPHONE["width"]
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_drawings_that_come_after_their_page_move_nothing(
    site: Site, page: Page, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """Network and map of a busy actor take the room that was kept for them, each where it was to stand.

    How many places stand in words under the map, for want of coordinates, nobody can know before.
    """
    monkeypatch.setattr("kb.views.actor.MOST_AT_ONCE", 0)
    page.set_viewport_size({"width": width, "height": 900})
    tops = "() => ['#network', '#places'].map(each => document.querySelector(each).offsetTop)"
    held: list[Route] = []
    page.route("**/pictures/", lambda route: held.append(route))  # a method of lists is none to Playwright
    with page.expect_request("**/pictures/"):
        page.goto(f"{site.url}{site.country.get_absolute_url()}")
    expect(page.locator(".later")).to_have_count(2)
    kept = page.evaluate(tops)
    held[0].continue_()
    expect(page.locator("#pictures svg")).not_to_have_count(0)
    expect(page.locator(".later")).to_have_count(0)
    shifts = [abs(now - before) for now, before in zip(page.evaluate(tops), kept, strict=True)]
    assert max(shifts) <= 6, (kept, shifts)


def test_drawings_that_come_after_their_page_have_one_of_their_own(
    site: Site, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.views.actor.MOST_AT_ONCE", 0)
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site.url}{site.country.get_absolute_url()}")
    room = page.locator(".later.network").bounding_box()
    assert room and room["height"] < 100  # nothing will come into it
    page.locator(".later.network a").click()
    expect(page.locator("svg.network")).to_be_visible()
    expect(page.locator("#places")).to_be_visible()
    page.close()
