"""Which tables an archive holds, and how a row is told without primary keys.

All of it is read off the models, so that a new model comes along by itself. A row is told by its fields; what
points to another row gives that row's key: its slug, else the fields that are unique together, else its number
in the table's order. What points to a row that is no longer there (the history of a deleted record) says
`{"gone": 1}`.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, cached_property
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import connection, models
from django.db.models.functions import Collate

from articles.archive.inside import INSIDE, Refer

APPS = ("kb", "articles")
#: tables of other apps that tell what people did here
ALSO = ("admin.logentry",)
#: all other tables of the database, and why an archive has no file of them
LEFT_OUT = {
    "auth.user": "named where a row refers to one; no archive holds a password",
    "auth.group": "rights are set up where the knowledge base is used",
    "auth.permission": "made by migrate",
    "auth.group_permissions": "rights are set up where the knowledge base is used",
    "auth.user_groups": "rights are set up where the knowledge base is used",
    "auth.user_user_permissions": "rights are set up where the knowledge base is used",
    "contenttypes.contenttype": "made by migrate; named where a row refers to one",
    "sessions.session": "who is logged in is no knowledge",
    "kb.doubt": "the review queue is worked out from what is known",
    "kb.queuestate": "the review queue is worked out from what is known",
    "kb.savedsearch": "people's own, like their accounts",
    "kb.lastvisit": "people's own, like their accounts",
    "articles.upload": "waits to be imported, and tells nothing that its run does not",
    "articles.uploadedtext": "waits to be imported; once it is, it is an article",
}
USER, CONTENT_TYPE = "auth.user", "contenttypes.contenttype"
#: the order of code points, in which both databases agree
BY_CODE_POINT = {"sqlite": "BINARY", "postgresql": "C"}
#: generic references that are no GenericForeignKey
_GENERIC = {"admin.logentry": (("content_type", "object_id"),)}
#: columns of a pair without order, in which the database keeps the smaller primary key first
_PAIRS = {"kb.notsame": ("first_id", "second_id")}
_CHUNK = 2000


@dataclass(frozen=True)
class Table:
    """A table of the archive."""

    model: type[models.Model]

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def tracked(self) -> type[models.Model] | None:
        """The model whose history the table holds, if it is a history."""
        return getattr(self.model, "instance_type", None)

    @cached_property
    def fields(self) -> dict[str, Any]:
        """The columns by name, without the primary key and what the database works out itself."""
        return {
            field.name: field
            for field in self.model._meta.concrete_fields
            if not field.primary_key and not getattr(field, "generated", False)
        }

    @cached_property
    def links(self) -> dict[str, str]:
        """The table that each referring column points to."""
        links = {
            name: field.remote_field.model._meta.label_lower for name, field in self.fields.items() if field.is_relation
        }
        if self.tracked is not None:
            links[self.tracked._meta.pk.name] = self.tracked._meta.label_lower  # type: ignore[union-attr]
        return links

    @cached_property
    def generic(self) -> dict[str, str]:
        """Columns that hold a primary key of whatever table another column names: that column by theirs."""
        pairs = [
            (field.ct_field, field.fk_field)
            for field in self.model._meta.private_fields
            if isinstance(field, GenericForeignKey)
        ]
        if self.tracked is not None:
            pairs += Table(self.tracked).generic_pairs
        return {key: content_type for content_type, key in (*pairs, *_GENERIC.get(self.label, ()))}

    @property
    def generic_pairs(self) -> list[tuple[str, str]]:
        return [(content_type, key) for key, content_type in self.generic.items()]

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns that name a row; empty where only its whole content does."""
        slugs = [(name,) for name, field in self.fields.items() if isinstance(field, models.SlugField) and field.unique]
        others = [(name,) for name, field in self.fields.items() if field.unique]
        constraints = [
            tuple(each.fields)
            for each in self.model._meta.constraints
            if isinstance(each, models.UniqueConstraint) and each.condition is None
        ]
        together = [tuple(names) for names in self.model._meta.unique_together]
        names = filter(self._sortable, [*slugs, *others, *constraints, *together])
        return next((each for each in names if not any(self.fields[name].null for name in each)), ())

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The columns by which the database sorts: those of the key, else those of which some are unique in some
        rows, and some in the others (evidence: by the record it counts for, or by the one that it belongs to)."""
        partly = [
            tuple(each.fields)
            for each in self.model._meta.constraints
            if isinstance(each, models.UniqueConstraint) and each.condition is not None
        ]
        names = tuple(dict.fromkeys(name for each in partly for name in each))
        return self.key or (names if len(partly) > 1 and self._sortable(names) else ())

    def _sortable(self, names: tuple[str, ...]) -> bool:
        """Do the columns sort the same way in every database?"""
        return bool(names) and all(
            name in self.fields
            and name not in self.generic
            and self.links.get(name) not in (CONTENT_TYPE, USER)
            and (name not in self.links or bool(table_of(self.links[name]).sorted_by))
            for name in names
        )

    @property
    def sorted_by(self) -> tuple[str, ...]:
        """The columns that rows which point here sort by: the key, else when a row was made."""
        made = (name for name, field in self.fields.items() if getattr(field, "auto_now_add", False))
        return self.key or tuple(made)[:1]

    @property
    def rows(self) -> models.QuerySet[Any]:
        """What the archive holds of the table."""
        rows = self.model._base_manager.order_by()
        if self.label in ALSO:
            return rows.filter(content_type__app_label__in=APPS)
        return rows

    def raw(self, rows: models.QuerySet[Any], *names: str) -> Iterator[tuple[Any, dict[str, Any]]]:
        """Primary key and columns (all, or some) of rows, as the database has them."""
        wanted = names or tuple(self.fields)
        columns = [self.fields[name].attname for name in wanted]
        for pk, *values in rows.values_list("pk", *columns).iterator(chunk_size=_CHUNK):
            yield pk, dict(zip(wanted, values, strict=True))

    def in_order(self) -> models.QuerySet[Any]:
        """Rows in their order. The database sorts: not all of them fit into memory."""
        return self.rows.order_by(*self._order(self.order))

    def _order(self, names: tuple[str, ...], prefix: str = "") -> Iterator[Any]:
        for name in names:
            if name in self.links:
                pointed = table_of(self.links[name])
                yield from pointed._order(pointed.sorted_by, f"{prefix}{name}__")
            elif isinstance(self.fields[name], models.CharField | models.TextField):
                yield Collate(models.F(f"{prefix}{name}"), BY_CODE_POINT[connection.vendor]).asc(nulls_first=True)
            else:
                yield models.F(f"{prefix}{name}").asc(nulls_first=True)

    def told(self, raw: Mapping[str, Any], refer: Refer) -> dict[str, Any]:
        """A row as JSON, with what `refer` gives for the rows that it points to."""
        row = {name: plain(value) for name, value in raw.items()}
        return self._with_references(row, refer, at=int)

    def read(self, told: Mapping[str, Any], refer: Refer) -> dict[str, Any]:
        """The columns of a row from JSON, with what `refer` gives for its keys of other rows."""
        names = dict(told)
        for name, value in self._with_references(names, refer, at=lambda key: key, told=told).items():
            field = self.fields[name]
            names[name] = value if field.is_relation else unplain(field, value)
        return {self.fields[name].attname: value for name, value in names.items()}

    def _with_references(
        self, row: dict[str, Any], refer: Refer, *, at: Any, told: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The row with its references handed to `refer`; `told` has the names of content types, where `row` may not."""
        changed = dict(row)
        for name, label in self.links.items():
            if row.get(name) is not None:
                changed[name] = refer(label, row[name])
        # both ways, what stands inside is understood by the names of content types
        named = {**changed, **{name: (told or changed).get(name) for name in self.generic.values()}}
        for name, content_type in self.generic.items():
            if row.get(name) is not None:
                changed[name] = refer(named[content_type], at(row[name]))
        if pair := _PAIRS.get(self.label):
            changed |= dict(zip(pair, sorted((changed[name] for name in pair), key=_in_pair), strict=True))
        for name in row:
            if (rewrite := self.inside(name)) and row[name] is not None:
                changed[name] = rewrite(row[name], named, refer)
        return changed

    def inside(self, name: str) -> Any:
        """The function that finds primary keys inside a JSON column; None for other columns."""
        if not isinstance(self.fields[name], models.JSONField):
            return None
        label = self.tracked._meta.label_lower if self.tracked else self.label
        return INSIDE[label, name]

    def key_of(self, told: Mapping[str, Any]) -> Any:
        """The key of a row that is told with its key's columns at least."""
        values = [told[name] for name in self.key]
        return values[0] if len(values) == 1 else values


@cache
def tables() -> tuple[Table, ...]:
    """All tables of the archive, by label."""
    ours = [model for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    also = [apps.get_model(label) for label in ALSO]
    managed = [model for model in (*ours, *also) if model._meta.managed and not model._meta.proxy]
    managed = [model for model in managed if model._meta.label_lower not in LEFT_OUT]
    return tuple(sorted((Table(model) for model in managed), key=lambda table: table.label))


@cache
def table_of(label: str) -> Table:
    """The table of a label."""
    return next(table for table in tables() if table.label == label)


def _in_pair(reference: Any) -> tuple[int, str]:
    """Primary keys by their size, keys by their letters."""
    return (reference, "") if isinstance(reference, int) else (0, json.dumps(reference))


def is_history(table: Table) -> bool:
    """Does the table hold what was, rather than what is?"""
    return table.tracked is not None or table.label in (*ALSO, "kb.answer")


def plain(value: Any) -> Any:
    """A column's value as JSON has it: times in UTC, bytes in Base64."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
    return value


def unplain(field: Any, value: Any) -> Any:
    """The value of a column from JSON."""
    if value is None:
        return None
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    return field.to_python(value)
