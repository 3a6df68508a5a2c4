"""The values of records are what the written rule makes of their evidence and of people's decisions.

Asked in the only way that cannot be wrong about it: records are settled as after an import, what changed is told,
and then all of it is taken back, unless it is to be mended.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db import models, transaction

from articles.checking.problems import FIX, Problem, row_name
from articles.importing.withdraw import Touched, follow
from kb.models import Actor, ActorName, Initiative, Meeting, Participation, Party, Tenure

#: records settled in one go
_CHUNK = 300
#: columns that are no value
_NO_VALUE = ("created_at", "updated_at", "slug")

#: what is settled, and the rows that follow from it with it, by the column that says whose they are
_SETTLED: dict[type[models.Model], dict[type[models.Model], str]] = {
    Meeting: {Participation: "meeting"},
    Initiative: {Party: "initiative"},
    Tenure: {},
    Actor: {ActorName: "actor"},
}

State = dict[int, tuple[models.Model, dict[str, Any]]]


def check_values(*, fix: bool = False) -> Iterator[Problem]:
    """Records that are not what their evidence says, and those of which nothing and nobody tells any more."""
    for model in _SETTLED:
        pks = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(pks), _CHUNK):
            yield from _check_some(model, pks[start : start + _CHUNK], fix=fix)


def _check_some(model: type[models.Model], pks: Collection[int], *, fix: bool) -> list[Problem]:
    relation = str(model._meta.model_name)
    with transaction.atomic():
        before = _state(model, pks)
        follow(Touched(**{relation: set(pks)}), Touched(**{relation: set(pks)}))
        problems = [*_changed(before, _state(model, pks), fix=fix), *_gone(model, before, fix=fix)]
        if not fix:
            transaction.set_rollback(True)
    return problems


def _state(model: type[models.Model], pks: Collection[int]) -> State:
    """The records with their values, and with the rows that follow with them."""
    rows = model._default_manager.filter(pk__in=pks)
    state: State = {row.pk: (row, _values(row)) for row in rows}
    if model is Tenure:
        for pk, title in rows.values_list("pk", "post__title"):
            state[pk][1]["title of the post"] = title
    for table, column in _SETTLED[model].items():
        for row in table._default_manager.filter(**{f"{column}__in": pks}).order_by("pk"):
            values = _values(row)
            told = values.pop("actor", None) if column != "actor" else values.pop("text")
            state[values.pop(column)][1][f"{table._meta.verbose_name} {told}"] = values
    return state


def _values(row: models.Model) -> dict[str, Any]:
    fields = [field for field in row._meta.concrete_fields if field.name not in _NO_VALUE and not field.primary_key]
    return {field.name: getattr(row, field.attname) for field in fields}


def _changed(before: State, after: State, *, fix: bool) -> Iterator[Problem]:
    for pk in before.keys() & after.keys():
        row, stored = before[pk]
        _, told = after[pk]
        for name in sorted(stored.keys() | told.keys()):
            if stored.get(name) != told.get(name):
                yield Problem(row_name(row), _difference(name, stored, told), FIX, fixed=fix)


def _difference(name: str, stored: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    if name not in told:
        return f"{name} is there, and no evidence says so"
    if name not in stored:
        return f"{name} is missing, and evidence says so"
    return f"{name} is {stored[name]!r}, and evidence says {told[name]!r}"


def _gone(model: type[models.Model], before: State, *, fix: bool) -> Iterator[Problem]:
    left = set(model._default_manager.filter(pk__in=before).values_list("pk", flat=True))
    for pk in sorted(before.keys() - left):
        yield Problem(row_name(before[pk][0]), "nothing tells of it any more, and nobody confirmed it", FIX, fixed=fix)
