"""Fields that a person gives back to the program follow their evidence again, at once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from articles.importing.series import settle_series
from articles.importing.withdraw import Touched, follow
from kb.models import Actor, Record, Series


def settle_given_back(record: Record, field: str = "", **signal: Any) -> None:
    """Bring one record in line with what the articles say of it; where none does any more, it goes. `field`: what a
    person gave back, if one; an actor's name then follows from them, also where he kept another."""
    if isinstance(record, Series):
        settle_series([record.pk])
        return
    if isinstance(record, Actor) and field == "name":
        record.names.update(kept=False)
    follow_alone(record)


def follow_alone(record: Record, places: Collection[str] = ()) -> None:
    """Bring one record in line with what the articles say of it; where none does any more, it goes, with those who took
    part in nothing else. `places`: those that words told of it."""
    kind = str(record._meta.model_name)
    touched = Touched(**{kind: {record.pk}}, places=set(places))  # type: ignore[arg-type]
    follow(touched, touched)
