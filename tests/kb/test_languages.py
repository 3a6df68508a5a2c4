"""The language of the interface: who chooses it, and how it is kept."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client, RequestFactory

from kb import settings as configured
from tests.kb.strict_html import StrictHtml

COOKIE = "django_language"


def language_of(html: str) -> str:
    return re.search(r'<html lang="([\w-]+)">', html)[1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wished", "given"),
    [
        ("", "en-gb"),
        ("en", "en-gb"),
        ("en-US,en;q=0.9", "en-gb"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("ru", "ru"),
        ("fr,ru;q=0.5,en;q=0.4", "ru"),
        ("fr", "en-gb"),
        ("*;q=x,,;", "en-gb"),
    ],
)
def test_languages_follow_the_browser(client: Client, wished: str, given: str) -> None:
    response = client.get("/accuracy/", headers={"Accept-Language": wished})
    assert language_of(response.content.decode()) == given
    assert response.headers["Content-Language"] == given
    assert {"Accept-Language", "Cookie"} <= set(response.headers["Vary"].split(", "))


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "ru", "en-gb"])
def test_languages_are_kept_in_a_cookie_that_outranks_the_browser(language: str) -> None:
    client = Client(enforce_csrf_checks=True, headers={"Accept-Language": "ru"})
    response = client.post("/language/", {"language": language, "next": "/actors/?kind=person"})
    assert (response.status_code, response.headers["Location"]) == (302, "/actors/?kind=person")
    cookie = response.cookies[COOKIE]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (language, True, "Lax")
    page = client.get("/accuracy/").content.decode()
    assert language_of(page) == language
    assert re.findall(r'value="([\w-]+)"[^>]* aria-current="true"', page) == [language]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/\\example.org"]
)
def test_languages_never_lead_off_the_site(client: Client, elsewhere: str) -> None:
    response = client.post("/language/", {"language": "vi", "next": elsewhere})
    assert response.headers["Location"] == "/"


@pytest.mark.django_db
@pytest.mark.parametrize("unknown", ["", "xx", "../../etc/passwd", "vi; Domain=example.org", "v" * 600])
def test_languages_that_are_none_change_nothing(client: Client, unknown: str) -> None:
    response = client.post("/language/", {"language": unknown, "next": "/"})
    assert response.status_code == 302
    assert COOKIE not in response.cookies
    client.cookies[COOKIE] = "xx"
    assert language_of(client.get("/accuracy/").content.decode()) == "en-gb"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/meetings/?kind=talks&q=%22%3E", "/sign-in/?next=/own/", "/nowhere/"])
def test_languages_lead_back_to_the_page(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    form = re.search(r'<form method="post" action="/language/".*?</form>', page, re.DOTALL)[0]
    asked = RequestFactory().get(path).get_full_path().replace("&", "&amp;")
    assert f'name="next" value="{asked}"' in form
    assert [(code, name) for code, name in re.findall(r'value="([\w-]+)" lang="\1"[^>]*>([^<]+)<', form)] == (
        configured.LANGUAGES
    )
    assert StrictHtml(page).wrongs == []


@pytest.mark.django_db
def test_languages_can_be_changed_before_signing_in(client: Client, settings: Any) -> None:
    settings.MIDDLEWARE = [*configured.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"]
    assert client.get("/actors/").headers["Location"].startswith("/sign-in/")
    client.post("/language/", {"language": "vi", "next": "/sign-in/"})
    assert language_of(client.get("/sign-in/").content.decode()) == "vi"
