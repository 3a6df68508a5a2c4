"""An earlier version of a record becomes its present one: what was restored is the word of the person who did it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kb.date_words import say_day
from kb.decisions import decide, give_back
from kb.merging.belongings import NAMES, PARTICIPATIONS, PARTIES, TENURES, Belonging
from kb.merging.values import set_value
from kb.models import Actor, Membership, Place, Record, ReviewState
from kb.models.history import people_write
from kb.versions import PARTS

BELONGINGS: dict[type[models.Model], Belonging] = {
    each.model: each for each in (NAMES, TENURES, PARTICIPATIONS, PARTIES)
}


class CannotRestore(ValueError):
    """A version that cannot be restored; the message says why, and what to do."""


@transaction.atomic
def restore(record: Record | Place, at: datetime, *, user: AbstractBaseUser, reason: str = "") -> list[str]:
    """Give the record, its names, posts, members, participants or parties what they were at a moment; the fields that
    changed.

    What people added since stays as rejected; a place that is gone stays away. A place itself can be restored too,
    unless another has its name by now: then CannotRestore is raised.
    """
    when = say_day(localtime(at), "j F Y, H:i:s")
    why = reason or _("Restored the version of %(when)s.") % {"when": when}
    with people_write(user, reason=why):
        version = _versions_at(type(record), "id", record.pk, at).get(record.pk)
        _see_name(record, version)
        changed = restore_row(record, version) if version is not None else []
        if not isinstance(record, Record):
            return changed
        decide(record, changed, user=user)
        for model, column in PARTS[type(record)]:
            if model in BELONGINGS:
                _restore_parts(BELONGINGS[model], column, record.pk, at)
        if isinstance(record, Actor):
            _restore_members(record, at)
    return changed


@transaction.atomic
def restore_what_was_read(record: Record, at: datetime, *, user: AbstractBaseUser, reason: str = "") -> list[str]:
    """Give the record back to the articles: people's decisions go, and the rest is as it was at a moment, before any
    person changed it; the fields that were given back."""
    changed = restore(record, at, user=user, reason=reason or _("Restored as read from the articles."))
    decisions = list(record.decisions.filter(brought_by=None))
    with people_write(user, reason=reason or _("Restored as read from the articles.")):
        for decision in decisions:
            give_back(decision)
    return sorted({*changed, *(decision.field for decision in decisions)})


def _see_name(record: Record | Place, version: Any) -> None:
    """Two places cannot have one name."""
    if isinstance(record, Place) and version is not None:
        other = record.namesake(version.name)
        if other is not None:
            raise CannotRestore(
                _("Another place is called “%(name)s” by now. Rename that one first; nothing was restored.")
                % {"name": other.name}
            )


def _versions_at(model: Any, column: str, pk: int, at: datetime) -> dict[int, Any]:
    """The version that each row had at a moment, by its key; None for rows that people made later.

    A row whose first version is later was the program's until then, and as this version says.
    """
    then: dict[int, Any] = {}
    for version in model.history.model.objects.filter(**{column: pk}).order_by("history_date", "history_id"):
        if version.history_date <= at or (version.id not in then and version.history_type == "~"):
            then[version.id] = version
        then.setdefault(version.id, None)
    return then


def restore_row(row: Any, version: Any, *, leave: Collection[str] = ()) -> list[str]:
    """Write the columns of a version where they differ, but for those to leave; the fields."""
    changed = [
        field.name
        for field in version.tracked_fields
        if not field.primary_key
        and field.name not in leave
        and getattr(row, field.attname) != getattr(version, field.attname)
        and is_there(field, version)
    ]
    columns = [name for each in changed for name in _set(row, each, getattr(version, _attname(row, each)))]
    if columns:
        row.save(update_fields=[*columns, *(["updated_at"] if isinstance(row, Record) else [])])
    return changed


def _set(row: Any, name: str, value: Any) -> list[str]:
    if isinstance(row, Record):
        return set_value(row, name, value)
    setattr(row, _attname(row, name), value)
    return [name, "key"] if name == "text" or isinstance(row, Place) else [name]


def _attname(row: models.Model, name: str) -> str:
    return str(row._meta.get_field(name).attname)  # type: ignore[union-attr]


def is_there(field: Any, version: Any) -> bool:
    """Is what the version points to still there?"""
    value = getattr(version, field.attname)
    return not field.is_relation or value is None or field.related_model._base_manager.filter(pk=value).exists()


def _restore_parts(belonging: Belonging, column: str, pk: int, at: datetime) -> None:
    """Names, posts, participants, parties as they were at that time; those that people made since are rejected.

    One is known by what it says (this actor, this name), not by its row: where a person put one in the place of
    another, the other stands in a row of its own since.
    """
    then = _versions_at(belonging.model, column, pk, at)
    slots = [name for name in (*belonging.columns, *belonging.beside) if name != column]
    wanted = {_said(version, slots): version for version in then.values() if version is not None}
    rows = belonging.model._base_manager.filter(Q(pk__in=then) | Q(**{column: pk})).order_by("pk")
    left = []
    for row in rows:
        version = wanted.pop(_said(row, slots, own=True), None) or wanted.pop(_said(row, slots), None)
        if version is not None:
            restore_row(row, version, leave=slots)
        elif row.pk in then:
            left.append(row)
    moved = {version.id: version for version in wanted.values()}
    for row in left:
        if row.pk in moved:
            restore_row(row, moved[row.pk])
        elif row.review != ReviewState.REJECTED:
            row.review = ReviewState.REJECTED
            row.save(update_fields=["review"])


def _restore_members(organisation: Actor, at: datetime) -> None:
    """Whom people made members since are none, and those whom they took away are members again; members that came with
    the gazetteer meanwhile stay."""
    members = set(organisation.members.values_list("pk", flat=True))
    since = Membership.history.model.objects.filter(from_actor=organisation, history_date__gt=at)  # type: ignore[attr-defined]
    for version in since.order_by("-history_date", "-history_id"):
        if version.history_type == "+":
            members.discard(version.to_actor_id)
        else:
            members.add(version.to_actor_id)
    organisation.members.set(Actor.objects.filter(pk__in=members))


def _said(row: Any, slots: list[str], *, own: bool = False) -> tuple[Any, ...]:
    """What a row or a version says by which it is known."""
    columns = (f"own_{name}" if own and getattr(row, f"own_{name}_id", None) is not None else name for name in slots)
    return tuple(getattr(row, f"{column}_id", None) or getattr(row, column) for column in columns)
