"""What is kept while the data do not change: never older than the last commit, whoever made it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client

from kb import unchanged
from kb.models import Actor, Meeting
from kb.unchanged import data_version, while_unchanged
from tests.kb.rows import a_meeting, an_actor


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    unchanged.forget()
    yield
    unchanged.forget()


@pytest.fixture
def counting() -> Callable[[], int]:
    """Work that tells how often it was done."""
    done: list[None] = []

    def work() -> int:
        done.append(None)
        return len(done)

    return work


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A database in a file, which the module asks in place of the one of the tests."""
    if connection.vendor != "sqlite":
        pytest.skip("a file is asked on SQLite alone")
    path = tmp_path / "kb.sqlite3"
    write(path, "CREATE TABLE word (text)")
    with_file = connection.copy()
    with_file.settings_dict = {**connection.settings_dict, "NAME": str(path)}
    monkeypatch.setattr(unchanged, "connection", with_file)
    yield path
    with_file.close()


def write(path: Path, sql: str) -> None:
    """As another process would, in WAL as the project's databases are."""
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute(sql)
    other.close()


@pytest.mark.django_db
def test_unchanged_sqlite_works_anew_after_each_commit(file: Path, counting: Callable[[], int]) -> None:
    assert [while_unchanged("number", counting) for _ in range(3)] == [1, 1, 1]
    write(file, "INSERT INTO word VALUES ('treaty')")
    assert [while_unchanged("number", counting) for _ in range(2)] == [2, 2]
    # by the connection that pages are made with, too
    unchanged.connection.cursor().execute("UPDATE word SET text = 'accord'")
    assert [while_unchanged("number", counting) for _ in range(2)] == [3, 3]
    assert while_unchanged("another", counting) == 4


@pytest.mark.django_db
def test_unchanged_sqlite_notices_another_file_in_the_place(file: Path, counting: Callable[[], int]) -> None:
    assert while_unchanged("number", counting) == 1
    copy = file.with_suffix(".copy")
    write(copy, "CREATE TABLE word (text)")
    os.replace(copy, file)
    assert while_unchanged("number", counting) == 2


@pytest.mark.django_db
def test_unchanged_keeps_nothing_within_a_transaction(counting: Callable[[], int]) -> None:
    with transaction.atomic():
        assert data_version() is None
        assert [while_unchanged("number", counting) for _ in range(2)] == [1, 2]


@pytest.mark.django_db
def test_unchanged_keeps_so_many_and_no_more(
    file: Path, counting: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "MOST_KEPT", 2)
    for name in ("a", "b", "a", "c"):  # b was not asked for longest
        while_unchanged(name, counting)
    assert set(unchanged._kept) == {"a", "c"}


@pytest.mark.django_db(transaction=True)
def test_unchanged_postgresql_works_anew_after_each_commit(counting: Callable[[], int]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("asks PostgreSQL")
    assert [while_unchanged("number", counting) for _ in range(3)] == [1, 1, 1]
    actor = an_actor("Russia")
    assert [while_unchanged("number", counting) for _ in range(2)] == [2, 2]
    Actor.objects.filter(pk=actor.pk).update(note="x")  # no signal tells of it
    assert [while_unchanged("number", counting) for _ in range(2)] == [3, 3]
    other = connection.copy()
    other.cursor().execute("UPDATE kb_actor SET note = 'y'")
    other.close()
    assert while_unchanged("number", counting) == 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/", "/meetings/", "/timeline/", "/network/", "/actors/?all=on"])
def test_unchanged_pages_show_what_was_written_since(client: Client, address: str) -> None:
    """With the same address asked for before each write; on PostgreSQL results are kept meanwhile."""
    russia, asean = an_actor("Russia", kind="country"), an_actor("ASEAN", kind="organisation")
    meeting = a_meeting(russia, asean, day="2021-07-06")
    before = client.get(address).content.decode()
    again = client.get(address).content.decode()
    assert "Russia" in before and "Russia" in again
    Actor.objects.filter(pk=russia.pk).update(name="Ruritania")
    after = client.get(address).content.decode()
    assert "Ruritania" in after and ">Russia<" not in after
    Meeting.objects.update(review="rejected")
    emptied = client.get(address).content.decode()
    assert meeting.get_absolute_url() not in emptied
    assert "no meeting" in emptied.lower() or address in ("/", "/actors/?all=on")
