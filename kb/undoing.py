"""What somebody saved on the editing desk is taken back: all that was written with it is as it was before.

Restoring a version makes what changes the decision of who restores it. Taking back leaves no decision behind: a field
that nobody had decided follows the articles again, and a row that was added is gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from kb.decisions import decided, give_back, given_back
from kb.labels import called
from kb.models import Decision, Membership, Record
from kb.models.history import Word, keep_changes, people_write, program_writes
from kb.restoring import is_there, restore_row
from kb.reviewing.items import Sort
from kb.reviewing.queue import Mending

#: columns of a decision that are kept while it can be taken back
_KEPT = ("value", "user_id", "reason", "brought_by_id")


class CannotUndo(Exception):
    """Nothing was taken back; the text says why."""


@dataclass(frozen=True)
class Written:
    """What one person wrote of a row at once: the row before, None where there was none; and after."""

    before: Any
    after: Any

    @property
    def changed(self) -> list[Any]:
        """The fields of the row whose values became others."""
        tracked = self.after.tracked_fields
        return [each for each in tracked if getattr(self.before, each.attname) != getattr(self.after, each.attname)]


def decisions_of(model: type[models.Model], pk: Any) -> dict[str, Any]:
    """What people have decided of a record by now, by field, as a session can keep it."""
    kind = ContentType.objects.get_for_model(model)
    rows = Decision.objects.filter(content_type=kind, object_id=pk)
    return {
        row.field: {name: getattr(row, name) for name in _KEPT} | {"at": row.decided_at.isoformat()} for row in rows
    }


def wrote_anything(word: Word) -> bool:
    """Did this person's change leave versions that tell what was before?"""
    return next(_written_at(word.at, word.user.pk), None) is not None


@transaction.atomic
def undo(record: models.Model, at: datetime, before: dict[str, Any], *, user: AbstractBaseUser) -> None:
    """Take back what the user saved of a record at a moment; `before`: what people had decided of it until then.

    All of it or nothing: where somebody changed the same since, CannotUndo is raised.
    """
    written = list(_written_at(at, user.pk))
    if not written:
        raise CannotUndo(_("There is nothing to undo."))
    with Mending(_keys(record)), people_write(user, reason=_("Undone on the editing desk.")):
        _see_since(written, at)
        # what was added goes first: it may stand where another row is to go back to
        for each in sorted(written, key=lambda one: one.before is not None):
            _take_back(each)
        record.refresh_from_db()
        if isinstance(record, Record) and not _take_decisions_back(record, before):
            _follow(record, written)
        LogEntry.objects.log_actions(
            user.pk, called(type(record)._default_manager.filter(pk=record.pk)), CHANGE, "Undone."
        )


def _keys(record: models.Model) -> list[str]:
    """A key of the review queue about the record, so that what waits about it is worked out anew."""
    kind = str(record._meta.model_name)
    return [f"{Sort.UNSURE}-{kind}-{record.pk}"] if kind in ("actor", "meeting", "initiative", "tenure") else []


def _written_at(at: datetime, user: int) -> Iterator[Written]:
    """Every row that a user wrote at a moment."""
    for model in apps.get_models(include_auto_created=True):
        if not hasattr(model, "history"):
            continue
        versions = model.history.model.objects
        ids = set(versions.filter(history_date=at, history_user=user).values_list("id", flat=True))
        rows: dict[int, list[Any]] = defaultdict(list)
        for version in versions.filter(id__in=ids, history_date__lte=at).order_by("history_date", "history_id"):
            rows[version.id].append(version)
        for each in rows.values():
            earlier = [version for version in each if version.history_date < at and version.history_type != "-"]
            yield Written(earlier[-1] if earlier and each[-1].history_type != "+" else None, each[-1])


def _see_since(written: Iterable[Written], at: datetime) -> None:
    """Nobody changed the same since, neither a person nor the program, and what was there before is there."""
    for each in written:
        model = each.after.instance_type
        row = model._base_manager.filter(pk=each.after.id).first()
        later = model.history.model.objects.filter(id=each.after.id, history_date__gt=at).exists()
        gone = row is None and each.after.history_type != "-"
        if later or gone or (row is not None and each.before is not None and _differs(row, each)):
            raise CannotUndo(_("It was changed again since: its history shows by whom, and can restore a version."))


def _differs(row: Any, written: Written) -> bool:
    said_else = any(getattr(row, each.attname) != getattr(written.after, each.attname) for each in written.changed)
    return said_else or not all(is_there(each, written.before) for each in written.changed)


def _take_back(written: Written) -> None:
    model = written.after.instance_type
    if model is Membership:
        _take_member_back(written)
    elif written.after.history_type == "-":
        raise CannotUndo(_("What was deleted cannot be brought back in this way."))
    elif written.before is None:
        model._base_manager.get(pk=written.after.id).delete()
    else:
        left = {each.name for each in written.after.tracked_fields} - {each.name for each in written.changed}
        restore_row(model._base_manager.get(pk=written.after.id), written.before, leave=left)


def _take_member_back(written: Written) -> None:
    members = written.after.from_actor.members
    if written.after.history_type == "+":
        members.remove(written.after.to_actor_id)
    else:
        members.add(written.after.to_actor_id)


def _take_decisions_back(record: Any, before: dict[str, Any]) -> bool:
    """What people had decided before is decided again, in the name of who did; the other fields are the articles'.

    Whether there was anything to take back.
    """
    now = decisions_of(type(record), record.pk)
    again = {field: kept for field, kept in before.items() if now.get(field) != kept}
    for field, kept in again.items():
        columns = {name: kept[name] for name in _KEPT}
        decision, _made = record.decisions.update_or_create(field=field, defaults=columns)
        Decision.objects.filter(pk=decision.pk).update(decided_at=parse_datetime(kept["at"]))
    given = record.decisions.filter(field__in=now.keys() - before.keys())
    for decision in given:
        give_back(decision)
    if again:
        values = {field: now.get(field, {}).get("value") for field in again}
        decided.send(sender=type(record), record=record, before=values)
    return bool(given or again)


def _follow(record: Record, written: Iterable[Written]) -> None:
    """Names, participants and the like that were taken back are what articles tell by now."""
    if any(each.after.instance_type is not type(record) for each in written):
        with keep_changes(type(record), [record.pk]), program_writes():
            given_back.send(sender=type(record), record=record)
