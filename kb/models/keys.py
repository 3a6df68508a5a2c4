"""Filters by thousands of keys: handed over in one piece, since one by one would take longer than the query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Lookup, Q


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
