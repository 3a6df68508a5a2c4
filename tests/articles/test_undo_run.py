"""The command undo_run: what it prints, what it leaves, how it ends."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.importing.undo import UndoSummary
from articles.management.commands import undo_run
from articles.models import Article, ImportRun, RunStatus
from tests.articles.digest import content
from tests.articles.importing.telling import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported() -> ImportRun:
    run = ImportRun.objects.create(pipeline_version="test", status=RunStatus.DONE)
    tell("Anna Berg and Carl Dahl met.", who=["Anna Berg", "Carl Dahl"], met=[{}], run=run)
    return run


def run(number: int, **options: Any) -> str:
    out = io.StringIO()
    call_command("undo_run", str(number), stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_undo_run_tells_what_it_took_back(imported: ImportRun) -> None:
    assert run(imported.pk).splitlines() == [
        f"Run {imported.pk}, undone:",
        "  1 article taken out, 0 articles back to what they said before",
        "  3 records withdrawn, 0 back again, 0 with other values",
    ]
    assert not Article.objects.exists()


def test_undo_run_dry_tells_the_same_and_writes_nothing(imported: ImportRun) -> None:
    before = content()
    told = run(imported.pk, dry_run=True)
    assert told.startswith(f"Run {imported.pk} would be undone (dry run):")
    assert content() == before
    imported.refresh_from_db()
    assert imported.status == RunStatus.DONE
    assert told.splitlines()[1:] == run(imported.pk).splitlines()[1:]


def test_undo_run_refuses_what_is_not_there_or_undone(imported: ImportRun) -> None:
    with pytest.raises(CommandError, match=f"There is no run 99: the last ones are {imported.pk}."):
        run(99)
    run(imported.pk)
    with pytest.raises(CommandError, match="was undone already"):
        run(imported.pk)


def test_undo_run_interrupted_ends_with_130(imported: ImportRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_run, "undo_run", lambda run, **options: UndoSummary(interrupted=True))
    with pytest.raises(CommandError, match="the same command undoes the rest") as end:
        run(imported.pk)
    assert end.value.returncode == 130
