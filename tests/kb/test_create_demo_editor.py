"""Tests of the command create_demo_editor."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client

from kb.editors import editors_group

pytestmark = pytest.mark.django_db


def test_create_demo_editor_is_refused_without_debug(settings: Any) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DJANGO_DEBUG=1"):
        call_command("create_demo_editor")
    assert not User.objects.exists()


def test_create_demo_editor_prints_a_login_that_works_and_may_run_again(settings: Any, client: Client) -> None:
    settings.DEBUG = True
    for _ in range(2):
        out = StringIO()
        call_command("create_demo_editor", stdout=out)
    assert out.getvalue().startswith("Demo editor: user editor, password demo ")
    assert client.login(username="editor", password="demo")
    assert client.get("/admin/kb/meeting/").status_code == 200


def test_editors_group_is_made_once_with_the_same_permissions() -> None:
    first = set(editors_group().permissions.values_list("codename", flat=True))
    Group.objects.get(name="Editors").permissions.clear()
    assert set(editors_group().permissions.values_list("codename", flat=True)) == first
    assert {"change_meeting", "add_actor", "change_actorevidence", "delete_decision", "view_article"} <= first
    assert not first & {"delete_meeting", "delete_actor", "change_article", "add_article", "change_importrun"}
