"""The queue as it is kept: worked out when the base has changed, and mended around what was decided just now.

What it says is checked again before anybody sees it (`find_items`): an item that was settled in the meantime is never
shown. New doubts come with the next time that it is worked out, at the latest `LATEST` after the base changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import reduce
from operator import or_
from time import perf_counter
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from kb.models import (
    Actor,
    ActorName,
    Candidate,
    Decision,
    Doubt,
    Initiative,
    Meeting,
    Merge,
    NotSame,
    Participation,
    Party,
    QueueState,
    Split,
    Tenure,
)
from kb.models.querysets import other_end
from kb.reviewing.doubts import cut_short, find_about, find_items, waiting
from kb.reviewing.items import Item, read_key

#: a queue that was worked out faster than this, in seconds, is worked out whenever the base has changed
QUICK = 0.5
#: a slower one rests so many times as long as it took, and no longer than this
REST = 20
LATEST = timedelta(minutes=10)
#: rows as they are kept in a session: the columns of `Doubt`
Row = dict[str, Any]
_COLUMNS = ("key", "sort", "kind", "doubt", "first", "second")


def bring_up_to_date() -> QueueState:
    """Work the queue out anew where the base has changed since, and where that is due; its state."""
    state = QueueState.objects.first()
    now = fingerprint()
    if state is not None and state.fingerprint == now:
        return state
    rest = timedelta(seconds=state.took * REST if state and state.took > QUICK else 0)
    if state is None or timezone.now() - state.built_at >= min(rest, LATEST):
        return rebuild(now)
    return state


def rebuild(now: str = "") -> QueueState:
    """Work the whole queue out."""
    began = perf_counter()
    items = waiting()
    rows = [_row(item) for item in items]
    with transaction.atomic():
        Doubt.objects.all().delete()
        Doubt.objects.bulk_create((Doubt(**row) for row in rows), ignore_conflicts=True)
        took = perf_counter() - began
        state = {"built_at": timezone.now(), "took": took, "fingerprint": now or fingerprint()}
        columns = {**state, "cut": cut_short(items)}
        return QueueState.objects.update_or_create(pk=1, defaults=columns)[0]


def keys_in_line(*, kind: str = "", run: int | None = None) -> list[tuple[str, str]]:
    """Key and sort of every item, the most doubtful first; of a run, what its articles tell of."""
    rows = Doubt.objects.filter(kind=kind) if kind else Doubt.objects.all()
    lined_up = list(rows.values_list("key", "sort"))
    return lined_up if run is None else list(_told_by(run, lined_up))


def _told_by(run: int, lined_up: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    keys = {key: read for key, _sort in lined_up if (read := read_key(key))}
    told: dict[str, set[int]] = {}
    for model in _RECORDS:
        kind = str(model._meta.model_name)
        asked = {pk for read in keys.values() if read.about == kind for pk in read.pks}
        rows = other_end(model, "evidence").objects.filter(article__run=run, **{f"{kind}__in": asked})
        told[kind] = set(rows.values_list(f"{kind}_id", flat=True))
    for key, sort in lined_up:
        if key in keys and told[keys[key].about] & set(keys[key].pks):
            yield key, sort


class Mending:
    """Around a decision: what waits about the records concerned is worked out anew afterwards, and nothing else.

    `gone` are the rows that the decision took away: kept with its steps, they come back when it is undone.
    """

    def __init__(self, keys: Iterable[str], back: Iterable[Row] = ()) -> None:
        self._keys, self._back = list(keys), list(back)
        self.gone: list[Row] = []

    def __enter__(self) -> Mending:
        self._before = fingerprint()
        return self

    def __exit__(self, failed: Any, *_: Any) -> None:
        if failed is not None:
            return
        about = _about(self._keys)
        there = {row["key"]: row for row in _rows_about(about)}
        back = {row["key"]: row for row in self._back}
        alive = find_items({*there, *back, *self._keys}) | {item.key: item for item in find_about(about)}
        with transaction.atomic():
            self.gone = [row for key, row in there.items() if key not in alive]
            Doubt.objects.filter(key__in=[row["key"] for row in self.gone]).delete()
            new = [item for key, item in alive.items() if key not in there]
            Doubt.objects.bulk_create((Doubt(**_row(item)) for item in new), ignore_conflicts=True)
            # where somebody else wrote in between, the queue is still to be worked out
            QueueState.objects.filter(fingerprint=self._before).update(fingerprint=fingerprint())


def _about(keys: Iterable[str]) -> dict[str, set[int]]:
    """The records that items are about, by kind; a post's holder with it."""
    about: defaultdict[str, set[int]] = defaultdict(set)
    for key in filter(None, map(read_key, keys)):
        about[key.about] |= set(key.pks)
    return dict(about)


def _rows_about(about: Mapping[str, Iterable[int]]) -> list[Row]:
    wanted = [
        Q(kind="actor" if kind == "tenure" else kind) & (Q(first__in=pks) | Q(second__in=pks))
        for kind, pks in about.items()
    ]
    return list(Doubt.objects.filter(reduce(or_, wanted)).values(*_COLUMNS)) if wanted else []


def _row(item: Item) -> Row:
    key = read_key(item.key)
    assert key is not None, f"{item.key} is no key"
    first, *others = key.pks
    second = others[0] if others else None
    return dict(zip(_COLUMNS, (item.key, item.sort, item.kind, item.doubt, first, second), strict=True))


def fingerprint() -> str:
    """What changes whenever something is written that may change the queue; one query, whatever the size of the base.

    Rows that come are seen by the greatest primary key of their table, and by what runs and people's changes
    leave behind, what else is written.
    """
    run = apps.get_model("articles", "ImportRun")
    asked = [f"(SELECT MAX({_name(column)}) FROM {_name(table)})" for table, column in _watched()]
    asked += [f"(SELECT MAX({_name(column)}) FROM {_name(run._meta.db_table)})" for column in _RUN]
    asked += [f"(SELECT COUNT(*) FROM {_name(model._meta.db_table)})" for model in _FEW]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}")
        return " ".join(map(str, cursor.fetchone()))


_RUN = ("id", "active_at", "finished_at", "undone_at")
_FEW: tuple[type[models.Model], ...] = (Decision, NotSame, Merge, Split, Candidate)
_RECORDS: tuple[type[models.Model], ...] = (Actor, Meeting, Initiative, Tenure)


def _watched() -> Iterable[tuple[str, str]]:
    rows: list[type[models.Model]] = [*_RECORDS, ActorName, Participation, Party, *_FEW]
    rows += [other_end(model, "evidence") for model in _RECORDS]
    rows += [apps.get_model(label) for label in ("articles.Article", "articles.Addition", "admin.LogEntry")]
    for model in rows:
        yield model._meta.db_table, "id"
        if history := getattr(model, "history", None):
            yield history.model._meta.db_table, "history_id"


def _name(name: str) -> str:
    return connection.ops.quote_name(name)
