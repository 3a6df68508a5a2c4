"""Records that stay although no article tells of them: those of which people said something."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q

from articles.models import Addition, Misreading
from kb.models import Decision, NotSame, ReviewState


def with_persons_word(model: type[Any], pks: Collection[int], *, also_merged: bool = True) -> set[int]:
    """Those of the records that a person confirmed, rejected, merged or told apart from another, of which he set a
    field, to which he wrote a note or added something by hand, or of which he withdrew what was misread. One query,
    however many they are. `also_merged`: where that they are merged is such a word."""
    if not pks:
        return set()
    kind = ContentType.objects.get_for_model(model).pk
    of_it: dict[str, Any] = {str(model._meta.model_name): OuterRef("pk")}
    told_apart = NotSame.objects.filter(content_type=kind, user__isnull=False)
    said = (
        Decision.objects.filter(content_type=kind, object_id=OuterRef("pk")),
        Addition.objects.filter(**of_it),
        Misreading.objects.filter(**of_it),
        told_apart.filter(first_id=OuterRef("pk")),
        told_apart.filter(second_id=OuterRef("pk")),
    )
    word = ~Q(review=ReviewState.MACHINE) | ~Q(note="")
    if also_merged:
        word |= Q(merged_into__isnull=False) | Exists(model._base_manager.filter(merged_into=OuterRef("pk")))
    rows = model._base_manager.filter(reduce(or_, map(Exists, said), word), pk__in=pks)
    return set(rows.values_list("pk", flat=True))
