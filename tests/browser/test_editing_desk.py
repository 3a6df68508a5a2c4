"""The editing desk in a browser: an editor corrects a meeting, and every page is usable and quiet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kb.models import ReviewState
from tests.kb.desk import Desk

#: findings in Django's own markup: the label of its search is an icon, its empty autocomplete has no name
OF_DJANGO = ("label-title-only", "aria-input-field-name")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk_page(page: Page, live_server: LiveServer, desk: Desk, editor: User) -> Page:
    """The desk's first page, the editor logged in."""
    page.goto(f"{live_server.url}/admin/")
    page.fill("#id_username", "anna")
    page.fill("#id_password", "anna")
    page.click("[type=submit]")
    expect(page.get_by_text("Editing desk").first).to_be_visible()
    return page


@pytest.fixture
def quiet(page: Page) -> Iterator[None]:
    """Whatever the browser complains of during the test fails it."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    yield
    assert complaints == []


@pytest.mark.usefixtures("quiet")
def test_editing_desk_an_editor_corrects_a_meeting(desk_page: Page, live_server: LiveServer, desk: Desk) -> None:
    page = desk_page
    page.goto(f"{live_server.url}/admin/kb/meeting/{desk.meeting.pk}/change/#id_status")
    expect(page.locator("#id_status")).to_be_focused()
    page.goto(f"{live_server.url}/admin/kb/meeting/{desk.meeting.pk}/change/?next=/review/#id_place")
    expect(page.locator(".select2-search__field")).to_be_focused()
    page.keyboard.type("mosc")
    expect(page.locator(".select2-results__option", has_text="Moscow").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Back without saving").click()
    expect(page).to_have_url(f"{live_server.url}/review/")
    page.goto(f"{live_server.url}/admin/kb/meeting/")
    page.get_by_role("link", name="Talks: Sergey Lavrov, Lim Jock Hoi").click()
    page.select_option("#id_status", "postponed")
    page.wait_for_load_state("load")  # the script that adds the button to the rows has run
    page.get_by_role("button", name="Add another Participant").click()
    page.locator("#participations-2 .select2-selection").click()
    page.locator(".select2-search__field").fill("asea")
    page.locator(".select2-results__option", has_text="ASEAN").first.click()
    page.check("#id_participations-1-DELETE")
    page.get_by_role("button", name="Save and continue editing").click()

    expect(page.get_by_text("was changed successfully")).to_be_visible()
    row = page.get_by_role("row", name="Status postponed")
    expect(row).to_contain_text("anna")
    expect(row).to_contain_text("held")
    ties = dict(desk.meeting.participations.values_list("actor__name", "review"))
    assert ties == {
        "Sergey Lavrov": ReviewState.MACHINE,
        "Lim Jock Hoi": ReviewState.REJECTED,
        "ASEAN": ReviewState.CONFIRMED,
    }


@pytest.mark.usefixtures("quiet")
def test_editing_desk_rejects_and_takes_back_in_the_list(desk_page: Page, live_server: LiveServer, desk: Desk) -> None:
    page = desk_page
    for action, result in (("reject", "1 rejected."), ("reopen", "1 back to the program's word.")):
        page.goto(f"{live_server.url}/admin/kb/initiative/")
        page.get_by_role("row", name="Action Plan").get_by_role("checkbox").check()
        page.select_option("select[name=action]", action)
        page.get_by_role("button", name="Go").click()
        expect(page.get_by_text(result)).to_be_visible()


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_editing_desk_pages_pass_axe(desk_page: Page, live_server: LiveServer, desk: Desk, scheme: str) -> None:
    page = desk_page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    records = {
        "kb/meeting": desk.meeting, "kb/actor": desk.lavrov, "kb/initiative": desk.initiative, "kb/post": desk.post,
        "kb/tenure": desk.tenure, "kb/place": desk.place, "articles/article": desk.article,
        "articles/importrun": desk.run, "articles/meetingevidence": desk.meeting.evidence.get(),
    }  # fmt: skip
    found = []
    for path, record in records.items():
        for address in (f"/admin/{path}/", f"/admin/{path}/{record.pk}/change/"):
            page.goto(live_server.url + address)
            found += [
                (address, violation["id"], [node["html"] for node in violation["nodes"]])
                for violation in Axe().run(page).response["violations"]
                if violation["impact"] in ("serious", "critical") and violation["id"] not in OF_DJANGO
            ]
    assert found == []
