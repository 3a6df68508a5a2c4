"""A rehearsal: everything is done and counted, and nothing of it stays.

On SQLite one writer shuts out all others, so there it is done on a copy of the database; elsewhere in a transaction
that is rolled back, which keeps nobody waiting.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import connection, transaction


@contextmanager
def rehearsal() -> Iterator[None]:
    """What is written inside is forgotten at the end."""
    if _can_be_copied():
        with _on_a_copy():
            yield
    else:
        with rolled_back():
            yield


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction that is taken back at the end. On SQLite others wait for as long with their writing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _can_be_copied() -> bool:
    return connection.vendor == "sqlite" and not connection.in_atomic_block and not connection.is_in_memory_db()


@contextmanager
def _on_a_copy() -> Iterator[None]:
    """The connection of this thread leads to a copy meanwhile; the copy is made without shutting anybody out."""
    settings: dict[str, Any] = connection.settings_dict
    with TemporaryDirectory(prefix="chancery-rehearsal-") as folder:
        copy = Path(folder) / "copy.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        connection.close()
        connection.settings_dict = {**settings, "NAME": str(copy)}
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict = settings
