"""History of what people do: versions of the rows that they change, with who, when and why.

The program's writes keep no versions: they follow from evidence and runs, and imports stay as fast as they are. So
that a person's change shows what that person changed, the row as it was is kept beside the row as it became.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.dispatch import Signal
from django.utils import timezone
from simple_history.models import HistoricalRecords

#: sent with the `rows` of a table that a person changed, made or deleted, after that: what follows from them follows
people_changed = Signal()


@dataclass(frozen=True)
class Word:
    """Who writes now, when that began, and why."""

    user: AbstractBaseUser
    at: datetime
    reason: str = ""


_word: ContextVar[Word | None] = ContextVar("word", default=None)


def who_writes() -> Word | None:
    """Who writes now; None where the program does."""
    return _word.get()


@contextmanager
def people_write(user: AbstractBaseUser, *, reason: str = "") -> Iterator[Word]:
    """What is written inside is this user's doing, and one change, also where parts of it say so themselves."""
    outer = _word.get()
    at = outer.at if outer is not None and outer.user == user else timezone.now()
    word = Word(user, at, reason.strip())
    before = _word.set(word)
    try:
        yield word
    finally:
        _word.reset(before)


@contextmanager
def program_writes() -> Iterator[None]:
    """What is written inside follows from evidence, also where a person's doing was the cause."""
    before = _word.set(None)
    try:
        yield
    finally:
        _word.reset(before)


@contextmanager
def keep_changes(model: type[models.Model], pks: Collection[int]) -> Iterator[None]:
    """Versions of these rows before and after, whatever way they are written inside: in bulk, or by the program."""
    word = _word.get()
    if word is None or not hasattr(model, "history"):
        yield
        return
    _keep_before(model, pks, word)
    yield
    rows = list(model._base_manager.filter(pk__in=pks).order_by("pk"))
    _keep(model, rows, word)
    people_changed.send(sender=model, rows=rows)


class PeoplesHistory(HistoricalRecords):
    """Versions of a table's rows where people write them (see `people_write`), and none where the program does."""

    def __init__(self, *, leaves_out: Collection[str] = ()) -> None:
        super().__init__(
            excluded_fields=list(leaves_out),
            history_change_reason_field=models.TextField(blank=True, default=""),
            user_related_name="+",
        )

    def finalize(self, sender: Any, **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        if sender is self.cls:
            models.signals.pre_save.connect(self.before_save, sender=sender, weak=False)

    def before_save(self, sender: type[models.Model], instance: Any, raw: bool = False, **signal: Any) -> None:
        word = _word.get()
        if word is not None and not raw and instance.pk is not None:
            _keep_before(sender, [instance.pk], word)

    def create_historical_record(self, instance: Any, history_type: str, using: str | None = None) -> None:
        word = _word.get()
        if word is not None:
            _keep(type(instance), [instance], word, kind=history_type)
            people_changed.send(sender=type(instance), rows=[instance])


class PeoplesTies(PeoplesHistory):
    """Versions of the rows of a many-to-many field where people tie or untie: Django writes them in bulk, and tells of
    them by one signal alone. `field`: made after its model."""

    def __init__(self, field: models.ManyToManyField[Any, Any], *, name: str) -> None:
        super().__init__()
        self.field, self.custom_model_name = field, name

    def finalize(self, sender: Any, **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        models.signals.m2m_changed.connect(self.tied, sender=sender, weak=False)

    def tied(
        self, sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **signal: Any
    ) -> None:
        word = _word.get()
        kind = {"post_add": "+", "pre_remove": "-", "pre_clear": "-"}.get(action)
        if word is None or kind is None:
            return
        near, far = self.field.m2m_field_name(), self.field.m2m_reverse_field_name()
        if reverse:
            near, far = far, near
        ties = sender._base_manager.filter(**{near: instance.pk})
        rows = list((ties if pk_set is None else ties.filter(**{f"{far}__in": pk_set})).order_by("pk"))
        _keep(sender, rows, word, kind)
        people_changed.send(sender=sender, rows=rows)


def _keep_before(model: type[models.Model], pks: Collection[int], word: Word) -> None:
    """Rows as they were, where the last version says something else: the program wrote them since."""
    rows = model._base_manager.filter(pk__in=pks).order_by("pk")
    _keep(model, rows, Word(word.user, word.at - timedelta(microseconds=1)), user=None)


def _keep(model: type[models.Model], rows: Iterable[Any], word: Word, kind: str = "~", **who: Any) -> None:
    """A version of each row that is not as its last version."""
    versions = model.history.model  # type: ignore[attr-defined]
    rows = list(rows)
    last: dict[int, dict[str, Any]] = {}
    for version in versions.objects.filter(id__in=[row.pk for row in rows]).order_by("history_date", "history_id"):
        last[version.id] = _values(version) if version.history_type != "-" else {}
    versions.objects.bulk_create(
        versions(
            history_date=word.at,
            history_type=kind,
            history_user=who.get("user", word.user),
            history_change_reason=word.reason,
            **_values(row, versions),
        )
        for row in rows
        if kind != "~" or last.get(row.pk) != _values(row, versions)
    )


def _values(row: Any, versions: Any = None) -> dict[str, Any]:
    """The columns that versions keep."""
    return {field.attname: getattr(row, field.attname) for field in (versions or type(row)).tracked_fields}
