"""Records that were merged, or parted again, follow the evidence that counts for them now; and meetings that ask who
held a post, what people say of tenures."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Model

from articles.importing.holders import at_any_time, held_in, meetings_asking, meetings_of_bodies, whole
from articles.importing.places import forget_unused_places, unused_and_read
from articles.importing.series import forget_unused_series
from articles.importing.withdraw import Touched, follow, regrouped
from kb.merging.belongings import Moved
from kb.models import Actor, Meeting, Post, ReviewState, Series, Tenure
from kb.models.history import program_writes

#: records settled in one go
_CHUNK = 500


def settle_regrouped(sender: type[Model], moved: Moved, **signal: Any) -> None:
    """Bring all records that a merge touched in line with their evidence; what stands alone on nothing again, goes."""
    moved.add("meeting", _asking(sender, moved))
    with program_writes():
        if moved.renamed:
            others = regrouped(Touched(**moved.renamed))
            follow(others, others)
        for kind in ("tenure", "meeting", "initiative", "actor"):
            pks = sorted(moved.pks.get(kind, ()))
            for start in range(0, len(pks), _CHUNK):
                follow(Touched(**{kind: set(pks[start : start + _CHUNK])}), Touched())
        follow(Touched(), Touched(**{str(sender._meta.model_name): set(moved.parted)}))
        if sender is Meeting:  # values that the survivor had meanwhile may have been all that kept one
            forget_unused_series(Series.objects.filter(meetings=None).values_list("pk", flat=True))
            forget_unused_places(unused_and_read())


def _asking(sender: type[Model], moved: Moved) -> set[int]:
    """Meetings with a title without a name that may be another's now."""
    tenures = held_in(moved.pks.get("tenure", ()))
    bodies = moved.pks.get("actor", ()) if sender is Actor else ()
    return meetings_asking(whole(tenures.values())) | meetings_of_bodies(bodies)


def settle_asking(sender: type[Model], rows: Collection[Any], **signal: Any) -> None:
    """Meetings with a title without a name follow what a person changed of tenures or posts; and a tenure that he left
    to the program says what articles tell: where none does, it goes."""
    left = set[int]()
    if sender is Tenure:
        posts = Post.objects.filter(pk__in={row.post_id for row in rows})
        meetings = meetings_asking(at_any_time(posts))
        tenures = Tenure.objects.filter(pk__in=[row.pk for row in rows], review=ReviewState.MACHINE)
        left = set(tenures.values_list("pk", flat=True))
    elif sender is Post:
        meetings = meetings_of_bodies({row.body_id for row in rows if row.body_id})
    else:
        return
    with program_writes():
        follow(Touched(tenure=left, meeting=meetings), Touched())
