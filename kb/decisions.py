"""What people decide: the fields that a person sets are that person's, whatever the next import reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from kb.models import Record


def decide(record: Record, fields: Iterable[str], *, user: AbstractBaseUser) -> list[str]:
    """Write down that the user gave these fields the values that they have now; returns the fields.

    Fields that no program writes are passed over: there is nothing to defend them against.
    """
    decided = [field for field in record.MACHINE_FIELDS if field in set(fields)]
    for field in decided:
        record.decisions.update_or_create(field=field, defaults={"value": json_value(record, field), "user": user})
    return decided


def json_value(record: models.Model, field: str) -> Any:
    """A field's value as a decision keeps it: a record it points to by its primary key."""
    value = getattr(record, field)
    return value.pk if isinstance(value, models.Model) else value
