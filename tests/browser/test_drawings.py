"""Drawings wider than the screen: they slide by keys and say so, or fit and are enlarged."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

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
