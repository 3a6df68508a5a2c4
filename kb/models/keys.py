"""Thousands of keys, handed over in one piece either way, since one by one would take longer than the query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Aggregate, F, Lookup, Q, TextField


class _Among(Lookup):
    """Whether a number is one of those that the other side lists, with commas between."""

    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        sql, params = self.process_lhs(compiler, connection)
        return f"{sql} IN (SELECT value FROM json_each(%s))", [*params, f"[{self.rhs}]"]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        sql, params = self.process_lhs(compiler, connection)
        return f"{sql} = ANY(%s::bigint[])", [*params, f"{{{self.rhs}}}"]


def keys_in(field: str, keys: Iterable[int]) -> Q:
    """Rows in whose field one of the keys stands."""
    listed = ",".join(map(str, keys))
    return Q(_Among(F(field), listed)) if listed else Q(pk__in=())


class KeysOf(Aggregate):
    """The keys of a group as one text, with commas between; `keys_of` reads it."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "STRING_AGG((%(expressions)s)::text, ',')"
        return self.as_sql(compiler, connection, template=template, **context)


def keys_of(listed: str) -> list[int]:
    """The keys in a text of `KeysOf`."""
    return list(map(int, listed.split(",")))
