"""Rows of models on their way into their tables, as fast as they go in: without indices, without foreign keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.db import connection, models

_EPOCH = "2020-01-01 00:00:00"


class Table:
    """Rows of a model on their way into its table, with primary keys in the order in which they come."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.fields = model._meta.concrete_fields
        self.columns = [field.column for field in self.fields]
        self.usual = {field.column: self._usual(field) for field in self.fields}
        first = model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
        self.pks = count(first + 1)
        self.rows: list[tuple[Any, ...]] = []

    @staticmethod
    def _usual(field: Any) -> Any:
        if isinstance(field, models.DateTimeField):
            return _EPOCH
        if isinstance(field, models.JSONField):
            return "{}"
        default = field.get_default()
        return int(default) if isinstance(default, bool) else default

    def add(self, *, pk: int | None = None, **given: Any) -> int:
        """One more row; its primary key."""
        pk = pk or next(self.pks)
        row = {**self.usual, "id": pk, **given}
        self.rows.append(tuple(row[column] for column in self.columns))
        return pk

    def write(self) -> None:
        """Into the table with them."""
        names = ", ".join(map(connection.ops.quote_name, self.columns))
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    for row in self.rows:
                        copy.write_row(row)
            else:
                marks = ", ".join("?" * len(self.columns))
                sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
                cursor.cursor.connection.executemany(sql, self.rows)
        self.rows.clear()


@contextmanager
def without_indexes(models: Iterable[type[models.Model]]) -> Iterator[None]:
    """Indexes are made in the end, in one go each: rows that come one by one would go to and fro in them."""
    if connection.vendor == "postgresql":
        asked = (
            "SELECT indexname, indexdef, tablename FROM pg_indexes WHERE schemaname = current_schema()"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        )
    else:
        asked = "SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'index' AND sql <> ''"
    tables = {model._meta.db_table for model in models}
    with connection.cursor() as cursor:
        cursor.execute(asked)
        indexes = [(name, sql) for name, sql, table in cursor.fetchall() if table in tables]
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    yield
    with connection.cursor() as cursor:
        for _, sql in indexes:
            cursor.execute(sql)


@contextmanager
def without_foreign_keys() -> Iterator[None]:
    """Records are written after what refers to them; their keys are known before."""
    on, off = ("origin", "replica") if connection.vendor == "postgresql" else ("ON", "OFF")
    statement = "SET session_replication_role = {}" if connection.vendor == "postgresql" else "PRAGMA foreign_keys = {}"
    with connection.cursor() as cursor:
        cursor.execute(statement.format(off))
    yield
    with connection.cursor() as cursor:
        cursor.execute(statement.format(on))
