"""The command import_articles: what it prints, what it leaves, how it ends."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from articles.importing.runs import RunSummary
from articles.management import progress
from articles.management.commands import import_articles
from articles.models import Article, ImportFailure, ImportRun, RunKind, RunStatus
from kb.models import Actor

pytestmark = pytest.mark.django_db

GOOD = (
    " date 2020-02-03 Moscow (KBW) – ASEAN Secretary General Lim Jock Hoi met Sergey Lavrov in Moscow on February 3.\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path


def run(*paths: str, **options: Any) -> tuple[str, str]:
    """Standard output and standard error of the command."""
    out, err = io.StringIO(), io.StringIO()
    call_command("import_articles", *paths, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_import_articles_json_is_the_summary_and_nothing_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # on a slow machine one article takes long enough for a line about the progress
    monkeypatch.setattr(progress, "PLAIN_INTERVAL", 3600.0)
    out, err = run("good.txt", json=True)
    told = json.loads(out)
    assert list(told) == ["articles", "records", "failures", "seconds"]
    assert told["articles"] == {"new": 1, "unchanged": 0, "changed": 0, "failed": 0}
    assert list(told["records"]) == ["created", "updated", "withdrawn"]
    assert told["failures"] == []
    assert told["seconds"] > 0
    assert err == ""
    assert out.count("\n") == 1
    assert Article.objects.get().source == "good.txt"


def test_import_articles_prints_a_summary_table(folder: Path) -> None:
    out, _ = run("good.txt")
    assert "Imported" in out
    assert "articles new" in out
    assert "records created" in out


def test_import_articles_twice_writes_nothing(folder: Path) -> None:
    run("good.txt")
    before = list(Article.objects.values()), list(Actor.objects.values()), list(ImportRun.objects.values())
    out, _ = run("good.txt", json=True)
    assert json.loads(out)["articles"]["unchanged"] == 1
    assert (list(Article.objects.values()), list(Actor.objects.values()), list(ImportRun.objects.values())) == before


def test_import_articles_lists_failures_and_ends_with_one(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as end:
        call_command("import_articles", ".", stdout=out, stderr=err)
    assert end.value.returncode == 1
    assert "2 articles failed" in str(end.value)
    assert f"python manage.py import_articles --retry {ImportRun.objects.get().pk}" in str(end.value)
    assert "empty.txt: empty: there is no text in it" in out.getvalue()
    assert "binary.txt: binary data" in out.getvalue()
    assert Article.objects.count() == 1


def test_import_articles_tries_only_what_failed_again_by_the_same_options(folder: Path) -> None:
    table = "id;body;pubdate\na;They met.;soon\nb;They met again.;2020-01-02\n"
    (folder / "wire.csv").write_text(table, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    with pytest.raises(CommandError, match="2 articles failed"):
        run("wire.csv", "empty.txt", columns="text=body,date=pubdate")
    first = ImportRun.objects.get()
    (folder / "empty.txt").write_text("They met at last.", encoding="utf-8")
    table = table.replace("soon", "2020-01-01")
    (folder / "wire.csv").write_text(f"{table}c;They left.;2020-01-03\n", encoding="utf-8")
    out, _ = run(retry=first.pk, json=True)
    assert json.loads(out)["articles"] == {"new": 2, "unchanged": 0, "changed": 0, "failed": 0}
    assert sorted(Article.objects.values_list("source", flat=True)) == ["empty.txt", "wire.csv#a", "wire.csv#b"]
    second = ImportRun.objects.get(kind=RunKind.RETRY)
    assert set(first.failures.values_list("taken_in_by", flat=True)) == {second.pk}
    assert json.loads(run(retry=first.pk, json=True)[0])["articles"]["unchanged"] == 0


def test_import_articles_tries_again_from_any_folder_and_keeps_what_fails_still(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "gone.txt").write_bytes(b"")
    with pytest.raises(CommandError):
        run("empty.txt", "gone.txt")
    (folder / "gone.txt").unlink()
    (folder / "empty.txt").write_text("They met at last.", encoding="utf-8")
    monkeypatch.chdir("/")
    run_number = ImportRun.objects.get().pk
    with pytest.raises(CommandError, match="1 article failed"):
        run(retry=run_number)
    assert Article.objects.get().source == "empty.txt"
    assert [failure.source for failure in ImportFailure.objects.filter(run=run_number).open()] == ["gone.txt"]


def test_import_articles_keeps_what_failed_on_standard_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = b'{"text": "They met.", "id": "x"}\n{"text": "", "id": "y"}\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))
    with pytest.raises(CommandError, match="1 article failed"):
        run("-")
    failure = ImportFailure.objects.get()
    assert bytes(failure.original or b"") == b'{"text": "", "id": "y"}\n'
    with pytest.raises(CommandError, match="1 article failed"):
        run(retry=failure.run_id)
    ImportFailure.objects.filter(pk=failure.pk).update(original=b'{"text": "They left.", "id": "y"}\n')
    run(retry=failure.run_id)
    assert sorted(Article.objects.values_list("text", flat=True)) == ["They left.", "They met."]


@pytest.mark.parametrize(
    ("paths", "options", "told"),
    [
        ([], {}, "Name the files or folders"),
        (["good.txt"], {"retry": 1}, "leave out paths"),
        ([], {"retry": 99}, "There is no run 99"),
        (["good.txt"], {"workers": 0}, "1 or more"),
    ],
)
def test_import_articles_refuses_what_makes_no_sense(
    folder: Path, paths: list[str], options: dict[str, Any], told: str
) -> None:
    with pytest.raises(CommandError, match=told):
        run(*paths, **options)


def test_import_articles_stops_by_a_limit_before_it_publishes(folder: Path) -> None:
    for number in range(30):
        (folder / f"{number}.txt").write_bytes(b"" if number % 2 else f"They met {number} times.".encode())
    with pytest.raises(CommandError, match=r"15 of 31 inputs failed \(48%\).*30%.*--force"):
        run(".")
    assert not Article.objects.exists()
    stopped = ImportRun.objects.get()
    assert (stopped.status, stopped.articles_new, stopped.articles_failed) == (RunStatus.STOPPED, 0, 15)
    assert "KB_RUN_MAX_FAILED" in stopped.message
    with pytest.raises(CommandError, match="15 articles failed"):
        run(".", force=True)
    assert Article.objects.count() == 16


def test_import_articles_names_the_remedy_where_the_database_is_not_ready(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_tables(*args: Any, **options: Any) -> RunSummary:
        raise OperationalError("no such table: articles_article")

    monkeypatch.setattr(import_articles, "import_articles", without_tables)
    with pytest.raises(CommandError, match=r"no such table: articles_article.*manage.py migrate"):
        run("good.txt")


def test_import_articles_json_has_the_failures(folder: Path) -> None:
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_articles", "nowhere.txt", "good.txt", json=True, stdout=out, stderr=io.StringIO())
    told = json.loads(out.getvalue())
    assert told["failures"] == [{"source": "nowhere.txt", "reason": "no such file or folder: check the path"}]
    assert told["articles"]["new"] == 1


def test_import_articles_dry_run_writes_nothing(folder: Path) -> None:
    out, _ = run("good.txt", json=True, dry_run=True)
    assert json.loads(out)["articles"]["new"] == 1
    assert not Article.objects.exists()
    assert not ImportRun.objects.exists()


def test_import_articles_reads_tables_with_named_columns(folder: Path) -> None:
    (folder / "wire.csv").write_text(f'key,body,pubdate\nx,"{GOOD.strip()}",2021-01-01\n', encoding="utf-8")
    run("wire.csv", columns="text=body, date=pubdate, id=key")
    article = Article.objects.get()
    assert (article.source, str(article.published)) == ("wire.csv#x", "2021-01-01")
    assert bytes(article.original or b"").startswith(b'{"date": "2021-01-01"')


@pytest.mark.parametrize("columns", ["text", "text=", "body=text", "text:body"])
def test_import_articles_refuses_columns_that_it_does_not_know(folder: Path, columns: str) -> None:
    with pytest.raises(CommandError, match=r"--columns: .* is not NAME=COLUMN"):
        run("good.txt", columns=columns)


def test_import_articles_refuses_an_unknown_encoding(folder: Path) -> None:
    with pytest.raises(CommandError, match="unknown encoding 'klingon'"):
        run("good.txt", encoding="klingon")


def test_import_articles_reads_standard_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    run("-")
    assert Article.objects.get().source.startswith("stdin/")


def test_import_articles_warns_of_a_text_without_a_date(folder: Path) -> None:
    (folder / "good.txt").write_text("Sergey Lavrov met Wang Yi on Monday.", encoding="utf-8")
    _, err = run("good.txt")
    assert "Warning: good.txt: no publication date" in err


def test_import_articles_keeps_control_characters_off_the_terminal(folder: Path) -> None:
    (folder / "\x1b[31mred.txt").write_bytes(b"")
    out = io.StringIO()
    with pytest.raises(CommandError) as end:
        call_command("import_articles", ".", stdout=out, stderr=io.StringIO())
    assert "\x1b" not in out.getvalue() + str(end.value)


def test_import_articles_ends_with_130_when_interrupted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_articles, "import_articles", lambda inputs, **options: RunSummary(interrupted=True))
    with pytest.raises(CommandError, match="run the same command again for the rest") as end:
        run("good.txt")
    assert end.value.returncode == 130
