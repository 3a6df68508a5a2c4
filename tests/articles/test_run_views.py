"""The pages of import runs: for editors, with counts, failures, what to do next, and undo with a preview."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from articles import run_views
from articles.importing.processes import this_process
from articles.models import Article, ImportFailure, ImportRun, RunKind, RunStatus
from articles.run_advice import advice, command_of
from tests.articles.digest import content
from tests.articles.importing.telling import tell
from tests.kb.strict_html import StrictHtml

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported() -> ImportRun:
    run = ImportRun.objects.create(
        pipeline_version="test", status=RunStatus.DONE, articles_new=1, records_created=3,
        options={"paths": ["wire folder", "b.csv"], "columns": "text=body", "encoding": None, "folder": "/data"},
    )  # fmt: skip
    run.finished_at = run.started_at + timedelta(seconds=75)
    run.save()
    tell("Anna Berg and Carl Dahl met.", who=["Anna Berg", "Carl Dahl"], met=[{}], run=run)
    return run


@pytest.fixture
def undoer(editor: User) -> User:
    editor.user_permissions.add(Permission.objects.get(codename="undo_importrun"))
    return editor


@pytest.mark.parametrize("name", ["runs:runs", "runs:run", "runs:undo"])
def test_run_views_are_for_those_who_may_see_them(client: Client, imported: ImportRun, name: str) -> None:
    address = reverse(name, args=[] if name == "runs:runs" else [imported.pk])
    response = client.get(address)
    assert (response.status_code, response.url) == (302, f"{reverse('kb:sign-in')}?next={address}")
    client.force_login(User.objects.create_user("reader"))
    assert client.get(address).status_code == 403


def test_run_views_editors_see_runs_but_do_not_undo_them(client: Client, editor: User, imported: ImportRun) -> None:
    assert client.get(imported.get_absolute_url()).context["may_undo"] is False
    assert client.post(reverse("runs:undo", args=[imported.pk])).status_code == 403
    assert Article.objects.exists()
    assert reverse("runs:runs") in client.get("/").content.decode()


def test_run_views_editors_undo_what_they_began(client: Client, editor: User, imported: ImportRun) -> None:
    ImportRun.objects.filter(pk=imported.pk).update(started_by=editor)
    assert client.get(imported.get_absolute_url()).context["may_undo"] is True
    assert client.post(reverse("runs:undo", args=[imported.pk])).status_code == 302
    imported.refresh_from_db()
    assert imported.undone_by == editor


def test_run_views_list_tells_counts_and_duration(client: Client, editor: User, imported: ImportRun) -> None:
    ImportFailure.objects.create(run=imported, source="a.txt", reason="empty", taken_in_by=imported)
    ImportRun.objects.filter(pk=imported.pk).update(articles_failed=1)
    page = client.get(reverse("runs:runs")).content.decode()
    assert StrictHtml(page).wrongs == []
    for words in (f"Run {imported.pk}: import", "1 min 15 s", "Done", "0 open"):
        assert words in page


def test_run_views_list_needs_as_many_queries_for_one_run_as_for_many(
    client: Client, editor: User, imported: ImportRun, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(6):
        client.get(reverse("runs:runs"))
    ImportRun.objects.bulk_create(ImportRun(pipeline_version="test") for _ in range(30))
    with django_assert_num_queries(6):
        client.get(reverse("runs:runs"))


def test_run_views_page_tells_what_the_run_brought_and_what_failed(
    client: Client, editor: User, imported: ImportRun, django_assert_num_queries: Any
) -> None:
    later = ImportRun.objects.create(pipeline_version="test", kind=RunKind.RETRY)
    ImportFailure.objects.create(run=imported, source="empty.txt", reason="empty: there is no text in it")
    ImportFailure.objects.create(run=imported, source="b.csv#line 3", reason="bad date", taken_in_by=later)
    with django_assert_num_queries(11):
        page = client.get(imported.get_absolute_url()).content.decode()
    assert StrictHtml(page).wrongs == []
    for words in (
        "empty.txt", "there is no text in it", "b.csv#line 3", f"run {later.pk}", "1 still open", "1 min 15 s",
        Article.objects.get().get_absolute_url(), f"import_articles --retry {imported.pk}",
    ):  # fmt: skip
        assert words in page


def test_run_views_undo_shows_what_it_would_do_and_does_it(client: Client, undoer: User, imported: ImportRun) -> None:
    before, address = content(), reverse("runs:undo", args=[imported.pk])
    assert address in client.get(imported.get_absolute_url()).content.decode()
    response = client.get(address)
    assert StrictHtml(response.content.decode()).wrongs == []
    assert response.context["preview"] == {
        "articles": {"removed": 1, "restored": 0}, "records": {"restored": 0, "updated": 0, "withdrawn": 3},
    }  # fmt: skip
    assert content() == before
    imported.refresh_from_db()
    assert imported.status == RunStatus.DONE
    assert client.post(address).url == imported.get_absolute_url()
    assert not Article.objects.exists()
    page = client.get(imported.get_absolute_url()).content.decode()
    assert "Undone on" in page and "by anna" in page and address not in page
    assert LogEntry.objects.get().change_message == "Undone."
    assert "was undone already" in client.get(address).content.decode()
    assert client.post(address).status_code == 409


def test_run_views_undo_of_many_articles_is_left_to_the_command(
    client: Client, undoer: User, imported: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_views, "MOST_UNDONE_HERE", 0)
    address = reverse("runs:undo", args=[imported.pk])
    assert f"undo_run {imported.pk} --dry-run" in client.get(address).content.decode()
    assert client.post(address).status_code == 409
    assert Article.objects.exists()


IMPORT = "python manage.py import_articles --columns text=body 'wire folder' b.csv"


@pytest.mark.parametrize(
    ("fields", "commands"),
    [
        ({}, []),
        ({"status": RunStatus.RUNNING, "process": this_process()}, [""]),
        ({"status": RunStatus.RUNNING, "process": ""}, [IMPORT]),
        ({"status": RunStatus.INTERRUPTED}, [IMPORT]),
        ({"status": RunStatus.FAILED}, [IMPORT]),
        ({"status": RunStatus.STOPPED}, [f"{IMPORT} --force"]),
        ({"status": RunStatus.UNDONE}, [IMPORT]),
        ({"status": RunStatus.UNDOING}, ["python manage.py undo_run {pk}"]),
    ],
)
def test_run_advice_follows_from_how_the_run_ended(
    imported: ImportRun, fields: dict[str, Any], commands: list[str]
) -> None:
    for name, value in fields.items():
        setattr(imported, name, value)
    found = [each.command for each in advice(imported, open_failures=0, outdated=0)]
    assert found == [command.format(pk=imported.pk) for command in commands]


def test_run_advice_names_failures_and_articles_of_older_versions(imported: ImportRun) -> None:
    found = [each.command for each in advice(imported, open_failures=2, outdated=1)]
    assert found == [f"python manage.py import_articles --retry {imported.pk}", "python manage.py reprocess"]


@pytest.mark.parametrize(
    ("kind", "options", "command"),
    [
        (RunKind.RETRY, {"retry": 3}, "python manage.py import_articles --retry 3"),
        (RunKind.REPROCESS, {"version_below": "rules-2", "agency": "", "since": "2020-01-01"},
         "python manage.py reprocess --version-below rules-2 --since 2020-01-01"),
        (RunKind.IMPORT, {}, "python manage.py import_articles PATH"),
        (RunKind.IMPORT, {"paths": list("abcdefgh")}, "python manage.py import_articles a b c d e f …"),
    ],
)  # fmt: skip
def test_run_advice_tells_the_command_line(kind: str, options: dict[str, Any], command: str) -> None:
    assert command_of(ImportRun(kind=kind, options=options)) == command


def test_run_views_articles_have_the_room_where_nothing_is_to_do(
    client: Client, editor: User, imported: ImportRun
) -> None:
    shown = " ".join(client.get(imported.get_absolute_url()).content.decode().split())
    beside = re.search(
        r'<div class="record"> <div> <section aria-labelledby="articles">.*</div> <aside(.*)</aside>', shown
    )
    assert beside and "Nothing: it came to its end" in beside[1]
    ImportFailure.objects.create(run=imported, source="a.txt", reason="empty")
    ImportRun.objects.filter(pk=imported.pk).update(articles_failed=1)
    page = client.get(imported.get_absolute_url()).content.decode()
    assert StrictHtml(page).wrongs == []
    assert "<aside" not in page and page.index('id="next"') < page.index('id="failures"') < page.index('id="articles"')
