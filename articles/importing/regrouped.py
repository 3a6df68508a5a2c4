"""Records that were merged, or parted again, follow the evidence that counts for them now."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from articles.importing.withdraw import Touched, follow
from kb.merging.belongings import Moved
from kb.models.history import program_writes

#: records settled in one go
_CHUNK = 500


def settle_regrouped(sender: type[Model], moved: Moved, **signal: Any) -> None:
    """Bring all records that a merge touched in line with their evidence; what stands alone on nothing again, goes."""
    with program_writes():
        for kind in ("tenure", "meeting", "initiative", "actor"):
            pks = sorted(moved.pks.get(kind, ()))
            for start in range(0, len(pks), _CHUNK):
                follow(Touched(**{kind: set(pks[start : start + _CHUNK])}), Touched())
        follow(Touched(), Touched(**{str(sender._meta.model_name): set(moved.parted)}))
