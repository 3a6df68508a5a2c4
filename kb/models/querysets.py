"""The words of which questions are made: what is shown, what stands at the other end, what is counted."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from kb.models.review import ReviewState

SHOWN = (ReviewState.MACHINE, ReviewState.CONFIRMED)
#: the statuses of meetings that are still to come
EXPECTED = ("planned", "proposed", "postponed")


def shown(*paths: str) -> Q:
    """What nobody rejected: neither the row itself (the empty path) nor the records that the paths lead to, which
    are not merged into others either.

    Said as 'not rejected', since a list of states would lead SQLite to walk the index of states instead of
    the few rows of one actor.
    """
    kept = [~Q(**{f"{path}__review".removeprefix("__"): ReviewState.REJECTED}) for path in paths]
    return reduce(and_, kept + [Q(**{f"{path}__merged_into": None}) for path in paths if path])


def other_end(model: type[models.Model], relation: str) -> Any:
    """The model at the other end of a relation, by the relation's name."""
    return model._meta.get_field(relation).related_model


def any_word_begins(field: str, word: str) -> Q:
    """A key field in which some word begins with `word`."""
    return Q(**{f"{field}__startswith": word}) | Q(**{f"{field}__contains": f" {word}"})


def has_word(field: str, word: str) -> Q:
    """A key field one of whose words is `word`."""
    whole = Q(**{field: word}) | Q(**{f"{field}__startswith": f"{word} "}) | Q(**{f"{field}__endswith": f" {word}"})
    return whole | Q(**{f"{field}__contains": f" {word} "})


def count_of(rows: models.QuerySet[Any], by: str, of: str = "pk") -> Coalesce:
    """How many different `of` the rows that belong to the record have; an annotation that multiplies no joins."""
    number = Count(of, distinct=of != "pk")
    counted = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(n=number)
    return Coalesce(Subquery(counted.values("n")), 0)
