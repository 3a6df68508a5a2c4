"""What people decide: the fields that a person sets are that person's, whatever the next import reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.dispatch import Signal

from kb.models import Decision, Record
from kb.models.history import keep_changes, program_writes

#: sent with the `record` of which a person gave a field back to the program; evidence says what it is then
given_back = Signal()
#: sent with the `record` of which a person set some fields, and with what people had set each of them to
#: `before`, if anything: what follows from them follows now
decided = Signal()


def decide(record: Record, fields: Iterable[str], *, user: AbstractBaseUser) -> list[str]:
    """Write down that the user gave these fields the values that they have now; returns the fields.

    Fields that no program writes are passed over: there is nothing to defend them against.
    """
    set_here = [field for field in record.MACHINE_FIELDS if field in set(fields)]
    before = dict.fromkeys(set_here) | dict(record.decisions.filter(field__in=set_here).values_list("field", "value"))
    for field in set_here:
        set_now = {"value": json_value(record, field), "user": user, "brought_by": None}
        record.decisions.update_or_create(field=field, defaults=set_now)
    if set_here:
        decided.send(sender=type(record), record=record, before=before)
    return set_here


@transaction.atomic
def give_back(decision: Decision) -> None:
    """Take a decision back: the field follows what the articles say again."""
    record = decision.record
    decision.delete()
    if record is not None:
        with keep_changes(type(record), [record.pk]), program_writes():
            given_back.send(sender=type(record), record=record, field=decision.field)


def json_value(record: models.Model, field: str) -> Any:
    """A field's value as a decision keeps it: a record it points to by its primary key."""
    value = getattr(record, field)
    return value.pk if isinstance(value, models.Model) else value
