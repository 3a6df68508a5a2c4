"""What people see when something is not there, not allowed, or broken."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from kb.views.search import Search


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nowhere/", "/actors/nobody/", "/meetings/%00/", "/articles/no-such-article/"])
def test_error_pages_say_that_nothing_is_there(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()


@pytest.mark.django_db
def test_error_pages_are_the_sites_own_in_the_demo_too(client: Client, settings: Any) -> None:
    settings.DEBUG = True
    for address in ("/nowhere/", "/actors/nobody/"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "There is nothing at this address" in answer.content.decode()
    assert client.get("/actors").status_code == 301


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [(PermissionDenied(), 403, "You may not do this"), (RuntimeError("lost"), 500, "Something went wrong on our side")],
)
def test_error_pages_need_nothing_to_be_shown(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, words: str
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise error

    monkeypatch.setattr(Search, "get_context_data", fail)
    client.raise_request_exception = False
    answer = client.get("/search/")
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page and "chancery.css" in page and "lost" not in page


@pytest.mark.django_db
def test_error_pages_tell_of_a_form_that_was_open_too_long() -> None:
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert answer.status_code == 403
    assert "The form was open for too long" in answer.content.decode()
