"""Archives that an earlier version of the program wrote are read: nobody has to keep that version for his backups."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Collection
from pathlib import Path

import pytest
from django.db.migrations import AddField, CreateModel
from django.db.migrations.loader import MigrationLoader

from articles.archive import ArchiveError, archive_digest, export_archive, import_archive
from articles.archive.completing import completed
from articles.archive.tables import table_of, tables
from articles.archive.writing import line_of
from articles.models import Article
from kb.models import Actor, Meeting
from tests.articles.archive.small_base import empty_base, set_up_small_base

pytestmark = pytest.mark.django_db
ADDRESS = "http://www.example.org/wires/7/?utm_source=mail"


def written_earlier(path: Path, *, without: dict[str, Collection[str]], no_table: str = "") -> Path:
    """An archive as a version wrote it whose tables had fewer columns, and that had one table fewer."""
    older = path.with_name("older.zip")
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(older, "w") as archive:
        manifest = json.loads(whole.read("manifest.json"))
        manifest["tables"].pop(no_table, None)
        for label, told in manifest["tables"].items():
            rows = [json.loads(line) for line in whole.read(f"{label}.jsonl").splitlines()]
            gone = without.get(label, ())
            content = b"".join(line_of({k: v for k, v in row.items() if k not in gone}) for row in rows)
            told["sha256"] = hashlib.sha256(content).hexdigest()
            archive.writestr(f"{label}.jsonl", content)
        archive.writestr("manifest.json", json.dumps(manifest))
    return older


def base_with_addresses() -> None:
    set_up_small_base()
    Article.objects.filter(source="b.txt").update(url=ADDRESS, canonical_url="https://example.org/wires/7")


ADDRESSES = {"articles.article": ("guid", "canonical_url")}


def test_archive_of_articles_without_guid_is_what_the_migration_makes_of_them(tmp_path: Path) -> None:
    base_with_addresses()
    export_archive(tmp_path / "a.zip")
    older = written_earlier(tmp_path / "a.zip", without=ADDRESSES, no_table="kb.notsame")
    empty_base()
    manifest = import_archive(older)
    assert Article.objects.get(source="b.txt").canonical_url == "https://example.org/wires/7"
    assert set(Article.objects.values_list("guid", "source")) == {(x.source, x.source) for x in Article.objects.all()}
    assert manifest.digest() == archive_digest()
    assert manifest.tables["kb.notsame"]["rows"] == 0
    export_archive(tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as old, zipfile.ZipFile(tmp_path / "b.zip") as new:
        told = {name: (old.read(name), new.read(name)) for name in old.namelist() if name.endswith(".jsonl")}
    differ = {name for name, (a, b) in told.items() if a != b}
    assert differ <= {"kb.notsame.jsonl"}


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda rows: rows[1:], "articles.article is not what was written"),
        (lambda rows: [{**rows[0], "title": "Another"}, *rows[1:]], "articles.article is not what was written"),
    ],
)
def test_earlier_archive_that_is_damaged_is_told_from_one_that_lacks_a_column(
    tmp_path: Path, damage: Callable[[list[dict[str, object]]], list[dict[str, object]]], message: str
) -> None:
    set_up_small_base()
    export_archive(tmp_path / "a.zip")
    older = written_earlier(tmp_path / "a.zip", without=ADDRESSES)
    with zipfile.ZipFile(older) as whole, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "articles.article.jsonl":
                rows = damage([json.loads(line) for line in content.splitlines()])
                content = b"".join(map(line_of, rows))
            bad.writestr(name, content)
    empty_base()
    with pytest.raises(ArchiveError, match=message + "|is missing"):
        import_archive(tmp_path / "bad.zip")
    assert not Actor.objects.exists()


def test_archive_that_lacks_what_nothing_can_stand_for_is_refused(tmp_path: Path) -> None:
    set_up_small_base()
    export_archive(tmp_path / "a.zip")
    older = written_earlier(tmp_path / "a.zip", without={"kb.meeting": ("kind",)})
    empty_base()
    with pytest.raises(ArchiveError, match=r"earlier version of the program, whose kb\.meeting had no kind"):
        import_archive(older)
    assert not Meeting.objects.exists()


def added_columns() -> list[tuple[str, str]]:
    """Table and column of every one that a migration added to a table that was there before, if it is there today."""
    labels = {table.label for table in tables()}
    added = []
    for migration in MigrationLoader(None).disk_migrations.values():
        made = {each.name_lower for each in migration.operations if isinstance(each, CreateModel)}
        added += [
            (f"{migration.app_label}.{each.model_name_lower}", each.name)
            for each in migration.operations
            if isinstance(each, AddField) and each.model_name_lower not in made and not migration.initial
        ]
    # the loader reads the files as a set: several workers must collect the same tests in the same order
    return sorted((label, name) for label, name in added if label in labels and name in table_of(label).fields)


@pytest.mark.parametrize(("label", "name"), added_columns())
def test_archives_from_before_a_column_was_added_can_be_read(label: str, name: str) -> None:
    """Who adds a column sees here that archives written before need to know what stands for it."""
    table = table_of(label)
    row = dict.fromkeys(table.fields.keys() - {name}, "")
    assert table.fields[name].null or completed(table, row)[name] is not None
