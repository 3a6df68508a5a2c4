"""An earlier version of a record becomes its present one: what was restored is the word of the person who did it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kb.decisions import decide
from kb.merging.values import set_value
from kb.models import Record, ReviewState
from kb.models.history import people_write
from kb.versions import PARTS


@transaction.atomic
def restore(record: Record, version: Any, *, user: AbstractBaseUser, reason: str = "") -> list[str]:
    """Give the record, its names, posts, participants or parties what they were at a version; the fields that changed.

    What people added since stays as rejected; a place that is gone stays away.
    """
    when = date_format(version.history_date, "DATETIME_FORMAT")
    why = reason or _("Restored the version of %(when)s.") % {"when": when}
    with people_write(user, reason=why):
        changed = _restore_row(record, version)
        decide(record, changed, user=user)
        for model, column in PARTS[type(record)]:
            _restore_parts(model, column, record.pk, version.history_date)
    return changed


def _restore_row(row: Any, version: Any) -> list[str]:
    """Write the columns of a version where they differ; the fields."""
    changed = [
        field.name
        for field in version.tracked_fields
        if getattr(row, field.attname) != getattr(version, field.attname) and _is_there(field, version)
    ]
    columns = [name for each in changed for name in _set(row, each, getattr(version, _attname(row, each)))]
    if columns:
        row.save(update_fields=[*columns, *(["updated_at"] if isinstance(row, Record) else [])])
    return changed


def _set(row: Any, name: str, value: Any) -> list[str]:
    if isinstance(row, Record):
        return set_value(row, name, value)
    setattr(row, _attname(row, name), value)
    return [name, "key"] if name == "text" else [name]


def _attname(row: models.Model, name: str) -> str:
    return str(row._meta.get_field(name).attname)  # type: ignore[union-attr]


def _is_there(field: Any, version: Any) -> bool:
    """Is what the version points to still there?"""
    value = getattr(version, field.attname)
    return not field.is_relation or value is None or field.related_model._base_manager.filter(pk=value).exists()


def _restore_parts(model: Any, column: str, pk: int, at: Any) -> None:
    """Rows that people touched, as they were at that time; those that people made since are rejected."""
    versions = model.history.model.objects.filter(**{column: pk}).order_by("history_date", "history_id")
    then: dict[int, Any] = {}
    for version in versions:
        if version.history_date <= at or (version.id not in then and version.history_type == "~"):
            then[version.id] = version
        then.setdefault(version.id, None)
    for row in model._base_manager.filter(pk__in=then).order_by("pk"):
        version = then[row.pk]
        if version is not None:
            _restore_row(row, version)
        elif row.review != ReviewState.REJECTED:
            row.review = ReviewState.REJECTED
            row.save(update_fields=["review"])
