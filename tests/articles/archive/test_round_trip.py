"""What is exported is read back byte for byte, in the same database and in the other kind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.archive import ArchiveError, archive_digest, export_archive, import_archive, writing
from articles.models import Article
from kb.gazetteer_loading import load_gazetteers
from kb.models import Actor, Decision, Meeting, Place
from tests.articles.archive.small_base import empty_base, import_told, set_up_small_base

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


def exported(path: Path) -> bytes:
    export_archive(path)
    return path.read_bytes()


def lines(path: Path, table: str) -> list[dict[str, object]]:
    with zipfile.ZipFile(path) as archive:
        return [json.loads(line) for line in archive.read(f"{table}.jsonl").splitlines()]


def test_archive_comes_back_byte_for_byte(tmp_path: Path) -> None:
    set_up_small_base()
    first = exported(tmp_path / "a.zip")
    empty_base()
    Place.objects.create(name="Takes", slug="a-number").delete()
    digest = import_archive(tmp_path / "a.zip").digest()
    assert exported(tmp_path / "b.zip") == first
    assert archive_digest() == digest
    meeting = Meeting.objects.get(place__name="Biệt thự Hồ Tây")
    assert set(meeting.decisions.values_list("field", "value")) == {("place", meeting.place_id), ("status", "held")}
    assert bytes(Article.objects.get(version=2).original) == b"\xffraw"
    assert Article.objects.get(version=2).imported_at < User.objects.get().date_joined


def test_archive_of_sqlite_and_of_postgresql_are_the_same_bytes(tmp_path: Path) -> None:
    """Whichever database this test runs on, the archive goes through a new SQLite file and comes out the same.

    The gazetteers that `migrate` put there give way to those of the archive, with what people changed in them.
    """
    load_gazetteers()
    set_up_small_base()
    Actor.objects.filter(gazetteer_key="country:LA").update(name="A name by hand")
    export_archive(tmp_path / "here.zip")
    program = (
        "import django; django.setup(); from django.core.management import call_command as call;"
        "call('migrate', verbosity=0); call('import_kb', 'here.zip'); call('export_kb', 'there.zip')"
    )
    settings = {"DJANGO_DEBUG": "1", "DATABASE_URL": "sqlite:///there.sqlite3", "DJANGO_SETTINGS_MODULE": "kb.settings"}
    environment = os.environ | settings | {"PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert (tmp_path / "there.zip").read_bytes() == (tmp_path / "here.zip").read_bytes()


def test_archive_goes_on_after_what_it_brought(tmp_path: Path) -> None:
    set_up_small_base()
    export_archive(tmp_path / "a.zip")
    empty_base()
    import_archive(tmp_path / "a.zip")
    highest = max(Meeting.objects.values_list("pk", flat=True))
    created = Meeting.objects.create(kind="talks", status="held", slug="new")
    assert created.pk > highest
    import_told()
    assert Actor.objects.filter(name="Anna Berg").count() == 1


def test_archive_names_users_and_holds_nothing_else_of_them(tmp_path: Path) -> None:
    set_up_small_base()
    User.objects.create_user("never-decided")
    export_archive(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        everything = b"".join(map(archive.read, archive.namelist()))
    password = User.objects.get(username="anna").password.encode()
    assert b'"anna"' in everything and password not in everything and b"never-decided" not in everything
    empty_base()
    import_archive(tmp_path / "a.zip")
    anna = User.objects.get()
    assert (anna.username, anna.is_active, anna.has_usable_password()) == ("anna", False, False)
    assert set(Decision.objects.values_list("user__username", flat=True)) == {"anna"}


def test_archive_leaves_a_user_who_is_there_as_he_is(tmp_path: Path) -> None:
    set_up_small_base()
    export_archive(tmp_path / "a.zip")
    empty_base()
    User.objects.create_user("anna", password="another")
    import_archive(tmp_path / "a.zip")
    assert User.objects.get().check_password("another")


def test_archive_says_which_deleted_record_an_edit_was_of(tmp_path: Path) -> None:
    set_up_small_base()
    export_archive(tmp_path / "a.zip")
    logged = {entry["object_repr"]: entry["object_id"] for entry in lines(tmp_path / "a.zip", "admin.logentry")}
    assert {"gone": 1} in logged.values()


def test_archive_is_refused_where_the_base_is_not_empty(tmp_path: Path) -> None:
    set_up_small_base()
    export_archive(tmp_path / "a.zip")
    before = archive_digest()
    with pytest.raises(CommandError, match=r"not empty: it has .*articles.*manage\.py migrate"):
        call_command("import_kb", tmp_path / "a.zip")
    assert archive_digest() == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"manifest.json": b'{"format": "chancery", "version": 99, "tables": {}, "gone": {}}'}, "newer version"),
        ({"manifest.json": b'{"format": "chancery", "version": 1, "tables": {"kb.treaty": {}}, "gone": {}}'},
         r"not known here: kb\.treaty"),
        ({"kb.place.jsonl": b'{"nickname":"Hue"}\n'}, r"kb\.place has no nickname"),
        ({"kb.place.jsonl": b""}, r"kb\.place 'villa' is missing"),
        ({"kb.participation.jsonl": b""}, "what was read is not what was written"),
    ],
)  # fmt: skip
def test_archive_that_cannot_be_taken_in_changes_nothing(
    tmp_path: Path, change: dict[str, bytes], message: str
) -> None:
    set_up_small_base()
    export_archive(tmp_path / "a.zip")
    empty_base()
    with zipfile.ZipFile(tmp_path / "a.zip") as whole, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        for name in whole.namelist():
            bad.writestr(name, change.get(name, whole.read(name)))
    with pytest.raises(ArchiveError, match=message):
        import_archive(tmp_path / "bad.zip")
    assert not Actor.objects.exists() and not User.objects.exists()


@pytest.mark.parametrize(
    ("contents", "message"),
    [(b"no archive", "damaged"), (b"PK\x05\x06" + b"\0" * 18, r"it has no manifest\.json"), (None, "cannot be read")],
)
def test_import_kb_says_what_is_wrong_with_a_file(tmp_path: Path, contents: bytes | None, message: str) -> None:
    if contents is not None:
        (tmp_path / "a.zip").write_bytes(contents)
    with pytest.raises(CommandError, match=message):
        call_command("import_kb", tmp_path / "a.zip")


def test_export_leaves_no_half_an_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up_small_base()
    (tmp_path / "a.zip").write_bytes(b"the last one")

    def fail(told: object) -> bytes:
        raise OSError("disk full")

    monkeypatch.setattr(writing, "line_of", fail)
    with pytest.raises(OSError, match="disk full"):
        export_archive(tmp_path / "a.zip")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.zip", b"the last one")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Name the file to write"),
        (["a.zip", "--hash"], "Name the file to write"),
        (["a.zip", "--knowledge"], "go with --hash"),
        (["no/such/folder/a.zip"], "cannot be written"),
    ],
)
def test_export_kb_says_how_it_is_to_be_called(arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("export_kb", *arguments)
