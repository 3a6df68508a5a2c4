"""The archive out of the database: the same base gives the same bytes, from SQLite and from PostgreSQL."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from articles.archive.tables import CONTENT_TYPE, USER, Table, table_of, tables

FORMAT = "chancery"
#: raised when an older program could not read what a newer one writes
VERSION = 1
MANIFEST = "manifest.json"
#: of every file in the archive: no archive tells when it was made
_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass
class Manifest:
    """What the archive holds: rows and SHA-256 of each table's file; `gone`: how many rows are referred to that
    are no longer there, by table."""

    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """The file `manifest.json`."""
        told = {"format": FORMAT, "version": VERSION, "tables": self.tables, "gone": self.gone}
        return json.dumps(told, indent=1, sort_keys=True).encode() + b"\n"

    def digest(self) -> str:
        """SHA-256 of the manifest, and so of everything in the archive."""
        return hashlib.sha256(self.to_bytes()).hexdigest()


def export_archive(path: Path) -> Manifest:
    """Write the archive; an archive that could not be finished is not left behind under its name."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:

            def write(name: str, lines: Iterator[bytes]) -> None:
                with archive.open(_entry(name), "w", force_zip64=True) as file:
                    for line in lines:
                        file.write(line)

            manifest = _write_tables(write)
            write(MANIFEST, iter([manifest.to_bytes()]))
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def archive_digest() -> str:
    """The digest of the archive that `export_archive` would write."""

    def write(name: str, lines: Iterator[bytes]) -> None:
        for _ in lines:
            pass

    return _write_tables(write).digest()


def file_name(table: Table) -> str:
    """`kb.actor.jsonl`"""
    return f"{table.label}.jsonl"


def line_of(told: Mapping[str, Any]) -> bytes:
    """A row as a line; nothing in it depends on the order in which a database keeps the keys of JSON."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


@contextmanager
def one_moment() -> Iterator[None]:
    """All queries inside see the database as it was at one moment, and hold up nobody who writes."""
    if connection.in_atomic_block:
        yield
        return
    usual = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = usual


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry


def _write_tables(write: Callable[[str, Iterator[bytes]], None]) -> Manifest:
    manifest = Manifest()
    with one_moment():
        names = Names()
        for table in tables():
            written = _Counted(map(line_of, _rows(table, names)))
            write(file_name(table), written.lines())
            manifest.tables[table.label] = {"rows": written.rows, "sha256": written.sha256.hexdigest()}
        manifest.gone = {label: len(gone) for label, gone in sorted(names.gone.items())}
    return manifest


class _Counted:
    """Lines on their way: how many, and their checksum."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines, self.rows, self.sha256 = lines, 0, hashlib.sha256()

    def lines(self) -> Iterator[bytes]:
        for line in self._lines:
            self.rows += 1
            self.sha256.update(line)
            yield line


def _rows(table: Table, names: Names) -> Iterator[dict[str, Any]]:
    if not table.order:
        for pk in names.numbered(table):
            yield table.told(names.contents[table.label][pk], names.refer)
        return
    for _, raw in table.raw(table.in_order()):
        yield table.told(raw, names.refer)


class Names:
    """The key of each row that is referred to, by table and primary key."""

    def __init__(self) -> None:
        self._keys: dict[str, dict[Any, Any]] = {}
        self.contents: dict[str, dict[Any, dict[str, Any]]] = {}
        #: numbers of rows that are referred to and no longer there, in the order in which they are met
        self.gone: dict[str, dict[Any, int]] = defaultdict(dict)

    def refer(self, label: str, pk: Any) -> Any:
        """The key of a row."""
        key = self._known(label).get(pk)
        return {"gone": self._gone(label, pk)} if key is None else key

    def _gone(self, label: str, pk: Any) -> int:
        return self.gone[label].setdefault(pk, len(self.gone[label]) + 1)

    def _known(self, label: str) -> dict[Any, Any]:
        if label not in self._keys:
            self._keys[label] = self._read(label)
        return self._keys[label]

    def _read(self, label: str) -> dict[Any, Any]:
        if label == USER:
            users = get_user_model()
            return dict(users._base_manager.values_list("pk", users.USERNAME_FIELD))
        if label == CONTENT_TYPE:
            return {each.pk: f"{each.app_label}.{each.model}" for each in ContentType.objects.all()}
        table = table_of(label)
        if not table.key:
            return {pk: number for number, pk in enumerate(self.numbered(table), 1)}
        rows = table.raw(table.rows, *table.key)
        return {pk: table.key_of(table.told(raw, self.refer)) for pk, raw in rows}

    def numbered(self, table: Table) -> list[Any]:
        """Primary keys of a table whose rows have no key, by when they were written and by their content.

        Such tables are read as a whole: runs, failures, decisions and histories are few beside evidence.
        """
        if table.order:
            return [pk for pk, _ in table.raw(table.in_order(), *table.order)]
        if table.label not in self.contents:
            self.contents[table.label] = dict(table.raw(table.rows))
        rows = self.contents[table.label]
        settled = partial(self._settled, table.label)
        return sorted(rows, key=lambda pk: (_time(rows[pk]), line_of(table.told(rows[pk], settled)), pk))

    def _settled(self, own: str, label: str, pk: Any) -> Any:
        """A key that does not depend on the order in question, else nothing."""
        return None if label == own else self._known(label).get(pk)


def _time(raw: Mapping[str, Any]) -> str:
    """When a row was written, as far as it says so: its first time."""
    times = (value for value in raw.values() if hasattr(value, "astimezone"))
    return next((time.isoformat() for time in times), "")
