"""Signing in, roles, saved searches, and what changed since one last looked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from kb.editors import set_up_roles
from kb.models import Initiative, LastVisit, Meeting, SavedSearch
from tests.kb.rows import a_meeting, an_actor, an_article, an_initiative

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client: Client) -> User:
    user = User.objects.create_user("anna", password="a-long-password")
    client.force_login(user)
    return user


def test_roles_are_groups_with_their_permissions() -> None:
    set_up_roles()
    allowed = {
        group.name: set(group.permissions.values_list("codename", flat=True))
        for group in Group.objects.filter(name__in=("Viewers", "Editors", "Administrators"))
    }
    assert "view_meeting" in allowed["Viewers"] and not any(not one.startswith("view_") for one in allowed["Viewers"])
    assert "change_meeting" in allowed["Editors"] and "delete_meeting" not in allowed["Editors"]
    assert {"delete_meeting", "delete_article", "change_user"} <= allowed["Administrators"]


def test_signing_in_leads_back_and_out_again(client: Client) -> None:
    User.objects.create_user("anna", password="a-long-password")
    assert client.get("/own/")["Location"] == "/sign-in/?next=/own/"
    page = client.get("/sign-in/?next=/own/").content.decode()
    assert 'name="next" value="/own/"' in page
    wrong = client.post("/sign-in/", {"username": "anna", "password": "x"}).content.decode()
    assert 'role="alert"' in wrong
    answer = client.post("/sign-in/", {"username": "anna", "password": "a-long-password", "next": "/own/"})
    assert answer["Location"] == "/own/"
    page = client.get("/meetings/").content.decode()
    assert "Sign out" in page and ">anna</a>" in page
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/"
    assert ">Sign in</a>" in client.get("/").content.decode()


def test_pages_lead_to_the_desk_whom_it_lets_in(client: Client) -> None:
    user = User.objects.create_user("anna", password="a-long-password")
    desk = ">Editing desk</a>"
    assert desk in client.get("/topics/").content.decode()  # where one signs in
    client.force_login(user)
    assert desk not in client.get("/topics/").content.decode()
    User.objects.update(is_staff=True)
    assert desk in client.get("/topics/").content.decode()


def test_signing_in_leads_nowhere_else(client: Client) -> None:
    User.objects.create_user("anna", password="a-long-password")
    login = {"username": "anna", "password": "a-long-password", "next": "https://evil.example/"}
    assert client.post("/sign-in/", login)["Location"] == "/"


@pytest.mark.parametrize("address", ["/", "/meetings/", "/meetings/export.csv", "/search/suggest/?q=al", "/articles/"])
def test_a_closed_site_shows_nothing_to_strangers(client: Client, settings: Any, address: str) -> None:
    settings.MIDDLEWARE = [*configured.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"]
    answer = client.get(address)
    assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=/")
    assert client.get("/sign-in/").status_code == 200
    client.force_login(User.objects.create_user("anna"))
    assert client.get(address).status_code == 200


def test_searches_are_kept_counted_and_dropped(client: Client, anna: User) -> None:
    a_meeting(an_actor("Russia", "country"), status="planned")
    page = client.get("/meetings/?status=planned&sort=date").content.decode()
    assert 'name="query" value="?status=planned&amp;sort=date"' in page
    client.post("/own/searches/", {"path": "/meetings/", "query": "?status=planned", "name": "Plans"})
    client.post("/own/searches/", {"path": "/meetings/", "query": "?status=planned", "name": "Plans ahead"})
    client.post("/own/searches/", {"path": "/articles/", "query": "?year=2020", "name": "<b>2020</b>"})
    an_article("Text.")
    LastVisit.objects.create(user=anna, seen_until=now() - timedelta(days=1))
    page = client.get("/own/").content.decode()
    assert 'href="/meetings/?status=planned">Plans ahead</a><span class="quiet">1 new' in page
    assert "&lt;b&gt;2020" in page and page.count(" new<") == 2
    search = SavedSearch.objects.get(path="/meetings/")
    other = Client()
    other.force_login(User.objects.create_user("boris"))
    assert other.post(f"/own/searches/{search.pk}/drop/").status_code == 404
    client.post(f"/own/searches/{search.pk}/drop/")
    assert SavedSearch.objects.count() == 1


@pytest.mark.parametrize("path", ["", "/", "/own/", "https://evil.example/", "/nowhere/", "/admin/"])
def test_searches_are_of_lists_alone(client: Client, anna: User, path: str) -> None:
    answer = client.post("/own/searches/", {"path": path, "query": "", "name": "x"})
    assert answer.status_code == 400
    assert "could not be understood" in answer.content.decode()
    assert not SavedSearch.objects.exists()


def test_own_page_tells_what_came_and_changed_since(client: Client, anna: User) -> None:
    old, changed = a_meeting(name="Old one"), a_meeting(name="Changed one")
    plan = an_initiative(name="New plan")
    long_ago, before = now() - timedelta(days=9), now() - timedelta(days=2)
    Meeting.objects.filter(pk__in=(old.pk, changed.pk)).update(created_at=long_ago, updated_at=long_ago)
    Meeting.objects.get(pk=changed.pk).save()
    LastVisit.objects.create(user=anna, seen_until=before)
    page = client.get("/own/").content.decode()
    assert "Changed one" in page and plan.get_absolute_url() in page and "Old one" not in page
    client.post("/own/seen/")
    assert "Nothing came or changed since then." in client.get("/own/").content.decode()
    assert Initiative.objects.count() == 1


def test_own_page_takes_the_same_number_of_queries(client: Client, anna: User) -> None:
    for number in (2, 4):
        for _ in range(number):
            a_meeting(an_actor("A"), place="Moscow")
            an_initiative(an_actor("B"))
            an_article("Text.")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/own/").status_code == 200
        assert len(captured) == 16, [query["sql"] for query in captured]


def test_own_page_of_editors_leads_to_their_work(client: Client, anna: User) -> None:
    desk = reverse("admin:index")
    client.force_login(anna)
    head = client.get("/own/").content.decode().partition("</header>")[2].partition("</header>")[0]
    assert desk not in head and reverse("kb:review") not in head
    editor = User.objects.create_user("ed", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    head = client.get("/own/").content.decode().partition("</header>")[2].partition("</header>")[0]
    for name in ("kb:review", "kb:review-own", "uploads:new", "runs:runs", "admin:index"):
        assert f'href="{reverse(name)}"' in head
