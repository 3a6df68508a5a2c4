"""What stands beside what: on one line, at one distance, within its column."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Site, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.looks]


def test_alignment_menu_and_views_stand_in_one_line_on_a_telephone(site: Site, page: Page) -> None:
    """The heavier word of the page one is on pushed the last into a line of its own."""
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/meetings/", "/initiatives/", "/network/"):
        page.goto(site.url + address)
        for list_of in (".main-nav > ul > li", ".views li"):
            tops = page.locator(list_of).evaluate_all("all => all.map(li => li.getBoundingClientRect().bottom)")
            if tops:
                assert max(tops) - min(tops) < 12, (address, list_of)


def test_alignment_numbers_of_sources_follow_their_words_at_one_distance(site: Site, page: Page) -> None:
    page.goto(site.url + site.meeting.get_absolute_url())
    page.locator(".cites a").first.evaluate("mark => { mark.textContent = '12' }")
    gap = """marks => marks.filter(mark => mark.previousElementSibling === null).map(mark => {
        const digits = document.createRange();
        digits.selectNodeContents(mark);
        return Math.round(digits.getBoundingClientRect().left - mark.parentElement.getBoundingClientRect().left);
    })"""
    assert len(set(page.locator(".cites a").evaluate_all(gap))) == 1


def test_alignment_button_of_a_choice_stays_beside_its_boxes(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    boxes = {}
    for asked in ("", "?one=nobody&other=asean"):
        page.goto(f"{site.url}/relations/{asked}")
        places = [page.locator(".choice input").first, page.locator(".choice button")]
        box, button = (place.bounding_box() for place in places)
        assert box and button
        boxes[asked] = button["y"] - box["y"]
    assert len(set(boxes.values())) == 1 and abs(boxes[""]) < 4


def test_alignment_links_with_a_sign_stand_on_the_line_of_the_others(site: Site, page: Page) -> None:
    """The sign before the words must not lift them: both ways out of a month stand on one line."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(site.url + "/calendar/?show=2020-02")
    text = """links => links.map(link => {
        const words = document.createRange();
        const node = [...link.childNodes].find(each => each.nodeType === 3 && each.textContent.trim());
        words.selectNodeContents(node);
        return Math.round(words.getBoundingClientRect().bottom);
    })"""
    bottoms = page.locator("#leaf-before, #leaf-after, #leaf-year").evaluate_all(text)
    assert len(bottoms) == 3 and max(bottoms) - min(bottoms) <= 1


def test_alignment_number_of_a_source_never_stands_in_a_line_of_its_own(site: Site, page: Page) -> None:
    """'16 November 2026' and its number go into the next line together, however narrow the column."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(site.url + site.meeting.get_absolute_url())
    value = page.locator(".facts dd").filter(has=page.locator(".cites")).first
    apart = """(value, width) => {
        value.style.width = `${width}px`;
        const words = document.createTreeWalker(value, NodeFilter.SHOW_TEXT,
            node => node.parentElement.closest('.cites') || !node.textContent.trim() ? 2 : 1);
        let last; while (words.nextNode()) last = words.currentNode;
        const text = document.createRange(); text.selectNodeContents(last);
        const digits = document.createRange(); digits.selectNodeContents(value.querySelector('.cites a'));
        const lines = [...text.getClientRects()];
        return digits.getBoundingClientRect().left < lines[lines.length - 1].right - 1;
    }"""
    assert not any(value.evaluate(apart, width) for width in range(60, 200, 2))


@pytest.mark.parametrize("language", ["en-GB", "vi", "ru"])
def test_alignment_figures_keep_to_the_column_of_a_telephone(site: Site, browser: Browser, language: str) -> None:
    page = browser.new_page(locale=language, viewport={"width": 390, "height": 844})
    page.goto(site.url + "/accuracy/")
    over = (
        "all => all.map(each => each.getBoundingClientRect().right - each.parentElement.getBoundingClientRect().right)"
    )
    assert max(page.locator("table.figures").evaluate_all(over)) <= 0.5
    page.close()


@pytest.mark.parametrize("width", [390, 760, 1280])
def test_alignment_ways_to_edit_an_article_stand_beside_each_other(
    site: Site, page: Page, client: Client, width: int
) -> None:
    """Each was put into the corner by itself: one stood on the other, for those who may do both."""
    client.force_login(User.objects.create_superuser("anna", password="anna"))
    sign_in(page.context, client, site.url)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site.url + site.article.get_absolute_url())
    ways = [way.bounding_box() for way in page.locator(".edit a").all()]
    assert len(ways) == 2 and ways[0] and ways[1]
    one, other = sorted((way for way in ways if way), key=lambda way: (way["x"], way["y"]))
    assert one["x"] + one["width"] <= other["x"] or one["y"] + one["height"] <= other["y"]
    title = page.locator("h1").bounding_box()
    assert title and all(
        each["y"] + each["height"] <= title["y"] + 8 or each["y"] >= title["y"] + title["height"]
        for each in (one, other)
    )
