"""What a survivor's fields say: what people set on it; then what they set on its duplicates; then all the evidence.

Evidence is settled by whoever hears of the merge. Here are people's decisions, and the values that a survivor had
before, for fields of which no evidence of its own says anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from kb.decisions import json_value
from kb.edtf import read_edtf
from kb.models import Actor, Decision, Merge, Record


def values_of(record: Record) -> dict[str, Any]:
    """The fields that a program may write, as a merge keeps them."""
    return {name: json_value(record, name) for name in record.MACHINE_FIELDS}


def lend_decisions(merges: QuerySet[Merge], model: type[Record]) -> None:
    """What people set on duplicates holds for their survivors, where nothing was set there; and nothing else does.

    An actor has its name and kind for itself, and so does an event that has a name.
    """
    merges = list(merges)
    kind = ContentType.objects.get_for_model(model)
    records = {pk for each in merges for pk in (each.duplicate_id, each.survivor_id)}
    lent = Decision.objects.filter(content_type=kind, brought_by__isnull=False)
    lent.filter(object_id__in=records).delete()
    lent.filter(brought_by__undone_at__isnull=False).delete()
    if model is Actor:
        return
    for each in _leaves_first(merges):
        _lend(each)


def _leaves_first(merges: Iterable[Merge]) -> list[Merge]:
    """In chains, the merge into the middle before that of the middle."""
    into = {each.duplicate_id: each.survivor_id for each in merges}

    def above(pk: int) -> int:
        return 1 + above(into[pk]) if pk in into else 0

    return sorted(merges, key=lambda each: (-above(each.duplicate_id), each.pk))


def _lend(merged: Merge) -> None:
    decided = {each.field for each in _decisions(merged, merged.survivor_id)}
    survivor = merged.survivor
    fields = []
    for each in _decisions(merged, merged.duplicate_id):
        if each.field in decided or (each.field == "name" and survivor.name):
            continue
        copy = Decision(
            content_type_id=merged.content_type_id, object_id=survivor.pk, field=each.field, value=each.value,
            user_id=each.user_id, reason=each.reason, brought_by=merged,
        )  # fmt: skip
        copy.save()
        Decision.objects.filter(pk=copy.pk).update(decided_at=each.decided_at)
        fields += set_value(survivor, each.field, each.value)
    if fields:
        survivor.save(update_fields=fields)


def _decisions(merged: Merge, pk: int) -> QuerySet[Decision]:
    return Decision.objects.filter(content_type_id=merged.content_type_id, object_id=pk).order_by("pk")


def bring_back(merged: Merge, standing: QuerySet[Merge]) -> None:
    """After a merge was taken back: its survivor, and those that this one is merged into, have the values that they
    had before their first merge; what evidence says of them is settled later."""
    later = list(standing.filter(survivor_id=merged.survivor_id).order_by("pk"))
    if later and merged.pk < later[0].pk:
        later[0].before = merged.before
        later[0].save(update_fields=["before"])
    _restore(merged.survivor, (later or [merged])[0].before)
    pk = merged.survivor_id
    while above := standing.filter(duplicate_id=pk).first():
        first = standing.filter(survivor_id=above.survivor_id).order_by("pk").first()
        _restore(above.survivor, (first or above).before)
        pk = above.survivor_id


def _restore(record: Record, before: dict[str, Any]) -> None:
    decided = set(record.decisions.filter(brought_by=None).values_list("field", flat=True))
    fields = [
        name
        for field, value in before.items()
        if field not in decided and json_value(record, field) != value
        for name in set_value(record, field, value)
    ]
    if fields:
        record.save(update_fields=fields)


def set_value(record: Record, field: str, value: Any) -> list[str]:
    """Give a field a value as decisions keep it; the names of the fields to save."""
    if record._meta.get_field(field).is_relation:
        setattr(record, f"{field}_id", value)
    else:
        setattr(record, field, value)
    if field != "date_edtf":
        return [field]
    interval = read_edtf(value) if value else None
    record.date_earliest = interval and interval.earliest  # type: ignore[attr-defined]
    record.date_latest = interval and interval.latest  # type: ignore[attr-defined]
    return ["date_edtf", "date_earliest", "date_latest"]
