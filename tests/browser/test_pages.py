"""The pages in a real browser: accessible, fitting, and usable by keyboard and without scripts."""

from __future__ import annotations

import re
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from kb.models import Actor, Initiative, InitiativeStatus, Meeting
from tests.browser.conftest import Site, sign_in
from tests.browser.looks import faults
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_article, an_initiative, tells

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.looks
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_pass_axe_and_fit_the_screen(site: Site, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    found = {address: faults(page, site.url + address) for address in site.addresses()}
    assert {address: faulty for address, faulty in found.items() if faulty} == {}


@pytest.mark.looks
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_of_editors_pass_axe_and_fit_the_screen(
    site: Site, page: Page, client: Client, editor: User, width: int
) -> None:
    """What only those who sign in see, and what they have on the pages of all besides."""
    addresses = site.addresses_of_editors(client)
    sign_in(page.context, client, site.url)
    page.set_viewport_size({"width": width, "height": 900})
    found = {address: faults(page, site.url + address) for address in addresses}
    assert {address: faulty for address, faulty in found.items() if faulty} == {}


@pytest.mark.looks
@pytest.mark.parametrize("width", [2560])
def test_pages_stay_readable_on_a_wide_screen(site: Site, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1440})
    page.goto(site.url + site.article.get_absolute_url())
    line = page.locator(".article-text p").first.evaluate(
        "p => p.getBoundingClientRect().width / parseFloat(getComputedStyle(p).fontSize)"
    )
    assert line < 45  # about 90 characters


def test_pages_show_the_sentence_of_a_fact_and_the_facts_of_a_sentence(site: Site, page: Page) -> None:
    page.goto(site.url + site.article.get_absolute_url())
    fact = page.locator(".fact").first
    fact.locator(".sentences a").first.click()
    sentence = page.locator(".sentence:target")
    expect(sentence).to_be_visible()
    assert sentence.evaluate("s => getComputedStyle(s).backgroundColor") != "rgba(0, 0, 0, 0)"
    sentence.locator("xpath=following::sup[1]").locator("a").first.click()
    expect(page.locator(".fact:target")).to_be_visible()


def test_pages_of_a_meeting_lead_from_a_value_to_its_sentence_to_the_article(site: Site, page: Page) -> None:
    page.goto(site.url + site.meeting.get_absolute_url())
    expect(page.locator(".steps li")).to_have_count(2)
    page.locator(".facts .cites a").first.click()
    quote = page.locator(".quotes li:target")
    expect(quote).to_be_visible()
    words = quote.locator("blockquote").inner_text()
    quote.get_by_role("link", name=re.compile("in the article")).click()
    said = page.locator(".sentence:target").inner_text()
    assert re.sub(r"\W+", "", said)[:40] in re.sub(r"\W+", "", words)


def test_pages_are_walked_by_keyboard_alone_from_search_to_a_saved_correction(
    site: Site, page: Page, client: Client, editor: User
) -> None:
    sign_in(page.context, client, site.url)
    page.goto(site.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    _tab_to(page, "el.name === 'q'")
    page.keyboard.type("lavrov")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=lavrov")
    meeting, desk = site.meeting.get_absolute_url(), f"/admin/kb/meeting/{site.meeting.pk}/change/"
    _follow(page, site.person.get_absolute_url())
    _follow(page, meeting)
    _follow(page, f"{site.article.get_absolute_url()}#s")
    expect(page.locator(":target")).to_be_visible()
    _follow(page, meeting)  # the fact beside the sentence
    _follow(page, desk)
    _tab_to(page, "el.name === 'name'")
    page.keyboard.type("Breakfast of the ministers")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{meeting}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Breakfast of the ministers")
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    site.meeting.refresh_from_db()
    assert site.meeting.name == "Breakfast of the ministers"
    assert site.meeting.decisions.get(field="name").user == editor


@pytest.mark.parametrize("scripts", [True, False])
def test_pages_filter_by_the_form_and_take_filters_away_by_chips(site: Site, browser: Browser, scripts: bool) -> None:
    page = browser.new_page(java_script_enabled=scripts, viewport={"width": 390, "height": 900})
    page.goto(site.url + "/meetings/")
    everything = page.locator("#count").inner_text()
    page.locator(".filters > summary").click()
    page.get_by_label("Participant").fill("Lavrov")
    page.get_by_role("checkbox", name="Held").check()
    page.get_by_role("button", name="Show").click()
    chips = page.locator(".chips a")
    expect(chips).to_have_count(2)
    expect(page).to_have_url(f"{site.url}/meetings/?participant=Lavrov&status=held")
    expect(page.get_by_label("Participant")).not_to_be_visible()
    assert page.locator("#count").inner_text() != everything
    for left in (1, 0):
        chips.first.click()
        expect(chips).to_have_count(left)
    assert page.locator("#count").inner_text() == everything
    page.close()


def test_pages_narrow_a_list_in_place_and_keep_history_focus_and_folds(site: Site, page: Page) -> None:
    page.goto(site.url + "/meetings/")
    everything = page.locator("#count").inner_text()
    russia = page.get_by_role("checkbox", name="Russia")
    russia.focus()
    page.evaluate("document.querySelector('.masthead').dataset.same = 'yes'; scrollTo(0, 120)")
    page.keyboard.press("Space")
    expect(page.locator(".chips a")).to_have_count(1)
    assert page.url == f"{site.url}/meetings/?country=russia"
    expect(russia).to_be_focused()
    expect(russia).to_be_checked()
    assert page.locator(".masthead[data-same=yes]").count() == 1 and page.evaluate("scrollY") == 120
    expect(page.locator("#announced")).to_contain_text("found")
    page.go_back()
    expect(page.locator(".chips a")).to_have_count(0)
    expect(page.locator("#count")).to_have_text(everything)
    expect(page.get_by_role("checkbox", name="Russia")).not_to_be_checked()


def test_pages_say_what_a_filter_left_and_keep_the_focus_when_one_goes(site: Site, page: Page) -> None:
    page.goto(site.url + "/timeline/?country=russia&status=held")
    assert re.match(r"Russia, Held: \d+ meetings, timeline", page.title())
    page.locator(".chips a").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chips a")).to_have_count(1)
    expect(page.locator("#count")).to_be_focused()
    expect(page.locator("#announced")).to_contain_text(re.compile(r"\d+ meetings? found"))
    page.get_by_label("From", exact=True).fill("banana")
    page.get_by_label("From", exact=True).blur()
    expect(page.locator("#announced")).to_contain_text("From: “banana” is no date here")
    expect(page.locator(".chips a")).to_have_count(1)
    for link, goal in (("Skip to the results", "count"), ("Skip the drawing", "after-timeline")):
        page.get_by_role("link", name=link).press("Enter")
        expect(page.locator(f"#{goal}")).to_be_focused()


def test_pages_have_days_picked_as_well_as_typed(site: Site, page: Page) -> None:
    page.goto(site.url + "/meetings/")
    expect(page.get_by_role("button", name="From: pick a day")).to_be_visible()
    page.locator(".field-since .picker").fill("2999-01-01")
    expect(page.locator(".chips a")).to_contain_text("1 January 2999")
    assert page.url == f"{site.url}/meetings/?since=2999-01-01"


def test_pages_suggest_records_while_one_types_by_keyboard_alone(site: Site, page: Page) -> None:
    page.goto(site.url)
    box = page.get_by_role("combobox", name="Search names, meetings and texts")
    box.focus()
    page.keyboard.type("lavr")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("lavr")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/actors/[\w-]+/$"))


def test_pages_show_their_filters_at_once_on_a_wide_screen(site: Site, page: Page) -> None:
    page.goto(site.url + "/meetings/")
    summary = page.locator(".filters > summary")
    if summary.is_visible():  # a browser that cannot open them by style sheet lets people open them
        summary.click()
    expect(page.get_by_label("Participant")).to_be_visible()


def test_pages_print_without_what_only_a_screen_needs(site: Site, page: Page) -> None:
    page.emulate_media(media="print")
    page.goto(site.url + site.meeting.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".main-nav")).to_be_hidden()
    expect(page.locator(".masthead .search")).to_be_hidden()


def test_pages_print_the_brief_on_two_sheets(live_server: LiveServer, page: Page) -> None:
    """As full as two who meet most have it: every section at its length, a sentence of its own behind every line."""
    russia, asean = an_actor("Russia", "country"), an_actor("Association of Southeast Asian Nations", "organisation")
    ours = [_holder(f"Konstantin Konstantinovich {n}", f"Deputy Minister {n}", russia) for n in range(6)]
    theirs = [_holder(f"Thongphane Savanphet {n}", f"Deputy Secretary-General {n}", asean) for n in range(6)]
    kinds = ("summit", "ministerial", "consultation", "conference", "talks")
    for number in range(30):
        status, year = (("held", 2000), ("planned", 2008), ("planned", 2900))[number % 3]
        pair = (ours[number % 6], asean if number % 2 else theirs[number % 5])
        kind, day = kinds[number % 5], f"{year + number // 3}-03"
        _told(number, a_meeting(*pair, kind=kind, status=status, day=day, place="Kuala Lumpur", topics="energy health"))
    for number, status in enumerate(InitiativeStatus.values * 4):
        name = f"Comprehensive Plan of Action to Promote Cooperation {number}"
        _told(number, an_initiative(russia, asean, name=name, status=status, day="2016/2020"))
    page.goto(f"{live_server.url}/relations/russia/association-of-southeast-asian-nations/")
    page.emulate_media(media="print")
    assert page.locator(".brief-sources .quotes > li:visible").count() >= 22
    page.emulate_media(media=None)
    assert _sheets(page) == 2


def _holder(name: str, title: str, body: Actor) -> Actor:
    person, seen = an_actor(name), {"seen_from": date(2020, 2, 3), "seen_until": date(2023, 2, 3)}
    tells(an_article(f"{title} {name} spoke."), a_tenure(person, title, body, **seen), f"{title} {name} spoke.")
    return person


def _told(number: int, record: Meeting | Initiative) -> None:
    """By a sentence as long as they are on the average, of an article with a long title."""
    sentence = f"The two sides spoke at length of what they had agreed on in the {number}th year of their relations, "
    sentence += "and of a joint declaration."
    article = an_article(f"{sentence} {record.pk}", title=f"{sentence} It was said by all of them.", agency="KBW")
    tells(article, record, sentence)


def _sheets(page: Page) -> int:
    """Of how many sheets of A4 the page is."""
    edge = {side: "12mm" for side in ("top", "right", "bottom", "left")}
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", margin=edge)))


def _follow(page: Page, address: str) -> None:
    """By Tab and Enter along the first link that leads to an address that begins so."""
    _tab_to(page, f"(el.getAttribute('href') || '').startsWith('{address}')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}*")


def _tab_to(page: Page, condition: str) -> None:
    """Press Tab until an element fits that can be seen to have the focus."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate(f"(el => {condition})(document.activeElement)"):
            outline = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
            assert outline >= 2
            return
    raise AssertionError(f"No element by Tab where {condition}.")


def test_pages_for_importing_say_that_they_read(site: Site, page: Page, client: Client, editor: User) -> None:
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
    page.goto(site.url + "/import/")
    said = page.locator("[data-busy]")
    expect(said).to_have_text("")
    # what a press of the button begins with; Playwright looks at nothing while an answer is awaited
    sent = "form => form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))"
    page.locator(".import-form").evaluate(sent)
    expect(said).to_contain_text("Reading …")
    expect(page.get_by_role("status").filter(has_text="Reading")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    expect(said).to_have_text("")
