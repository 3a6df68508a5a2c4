"""Which records are looked at for doubts: all of them, as many as can be shown, or some."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q

#: items of one sort and kind that are looked up at once: a queue is worked off from its head
MOST = 200

#: the keys of some records by kind, where only they are looked at; nothing: all of them
Only = Mapping[str, Collection[int]] | None


def asked_for(only: Only, kind: str) -> Q | None:
    """Which rows of a kind are looked at; None for none of them."""
    if only is None:
        return Q()
    return Q(pk__in=only[kind]) if only.get(kind) else None


def with_display(model: Any, pks: Iterable[int]) -> dict[int, Any]:
    """The records of these keys that are shown, with all that a line about each of them shows."""
    return {record.pk: record for record in model.objects.visible().with_display().filter(pk__in=list(pks))}
