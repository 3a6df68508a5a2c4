"""The run on PostgreSQL leaves out no test that could come out otherwise there."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.db import connection

from tests.postgresql import uses_database


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
