"""Steps on what people had set already: given back to the articles, or kept in view of what they say; and undone."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from kb.decisions import decided, give_back
from kb.merging.values import set_value
from kb.models import Decision
from kb.models.history import program_writes
from kb.slugs import free_slug

#: a step of a decision, as an answer keeps it
Step = dict[str, Any]
#: what a place and a series are known by
_CALLED = ("name", "key", "slug")


class CannotDecide(Exception):
    """The decision was not done, or not taken back; the text says why."""


def give_back_word(decision: Decision) -> Step:
    kept = {name: getattr(decision, name) for name in ("object_id", "field", "value", "user_id", "reason")}
    record = decision.record
    step = {
        "did": "give back",
        "model": type(record)._meta.label,
        "decision": kept,
        "at": decision.decided_at.isoformat(),
    }
    meant = getattr(record, decision.field)
    if isinstance(meant, models.Model):
        step["meant"] = {name: getattr(meant, name) for name in _CALLED}
    give_back(decision)
    return step


def undo_give_back(step: Step, user: AbstractBaseUser) -> None:
    """The person's word is back, with the person's name and day."""
    kept = step["decision"]
    record = apps.get_model(step["model"])._default_manager.filter(pk=kept["object_id"]).first()
    if record is None or kept["field"] in record.decided_fields():
        raise CannotDecide(_("Somebody changed it in the meantime: nothing was done."))
    kept = kept | {"value": _still_meant(record, kept["field"], kept["value"], step.get("meant"))}
    record.save(update_fields=[*set_value(record, kept["field"], kept["value"]), "updated_at"])
    decision = record.decisions.create(**{name: kept[name] for name in ("field", "value", "user_id", "reason")})
    Decision.objects.filter(pk=decision.pk).update(decided_at=parse_datetime(step["at"]))
    decided.send(sender=type(record), record=record, before={kept["field"]: None})


def _still_meant(record: Any, field: str, value: Any, meant: dict[str, Any] | None) -> Any:
    """What a decision is to say. A place or a series that nothing else named went with the decision: it is there again,
    or what has its name by now."""
    model = record._meta.get_field(field).related_model
    if model is None or value is None or model._default_manager.filter(pk=value).exists():
        return value
    if meant is None:
        raise CannotDecide(_("Somebody changed it in the meantime: nothing was done."))
    with program_writes():
        free = {"slug": free_slug(model, meant["slug"])}
        row, _made = model._default_manager.get_or_create(key=meant["key"], defaults=meant | free)
    return getattr(row, "merged_into_id", None) or row.pk


def keep(decision: Decision) -> Step:
    """The person's word stays, also in view of what articles say by now."""
    before = decision.decided_at.isoformat()
    decision.save(update_fields=["decided_at"])
    return {"did": "keep", "pk": decision.pk, "at": before}


def undo_keep(step: Step, user: AbstractBaseUser) -> None:
    Decision.objects.filter(pk=standing_decision(step["pk"]).pk).update(decided_at=parse_datetime(step["at"]))


def standing_decision(pk: int) -> Decision:
    decision = Decision.objects.filter(pk=pk).first()
    if decision is None:
        raise CannotDecide(_("Somebody took this decision back already."))
    return decision
