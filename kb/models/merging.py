"""Which records are one and which are not: merges, splits, and pairs that are 'not the same', as people said it.

What is merged stays as it is. A duplicate points to its survivor; rows that belong to it (evidence, names, ties,
tenures) count for the survivor, and say in a column `own_…` whose they are. The column is null for rows that
belong to the record they count for.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def not_into_itself(table: str) -> models.CheckConstraint:
    """The constraint that no record is its own duplicate."""
    return models.CheckConstraint(
        condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name=f"{table}_not_merged_into_itself"
    )


def own_field(model: type[models.Model] | str) -> Any:
    """Whose a row is, where that record is merged into the one that the row counts for; else null."""
    return models.ForeignKey(
        model, null=True, blank=True, editable=False, on_delete=models.RESTRICT, related_name="+", db_index=False
    )


def own_index(table: str, column: str) -> models.Index:
    """A small index: nearly all rows belong to the record they count for."""
    return models.Index(fields=[column], condition=Q(**{f"{column}__isnull": False}), name=f"{table}_{column}")


def merged_index(table: str) -> models.Index:
    """A small index of duplicates. One of all rows had SQLite walk by it through nearly the whole table, since
    nearly no row is a duplicate: with 20,000 meetings an actor's page took 17 seconds instead of half a second."""
    return models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name=f"{table}_merged_into")


class Pair(models.Model):
    """Two records of one kind, and what was said of them: by whom (null: the program), when, and why."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        abstract = True


class Merge(Pair):
    """A record was found to be a duplicate of another. A merge that was taken back stays, with who did that."""

    duplicate_id = models.PositiveBigIntegerField()
    duplicate = GenericForeignKey("content_type", "duplicate_id")
    survivor_id = models.PositiveBigIntegerField()
    survivor = GenericForeignKey("content_type", "survivor_id")
    #: values that the survivor had, for those fields that no evidence of its own gives
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "duplicate_id"], condition=Q(undone_at=None), name="merge_one_per_duplicate"
            ),
            models.CheckConstraint(condition=~Q(duplicate_id=F("survivor_id")), name="merge_of_two"),
        ]
        indexes = [models.Index(fields=["content_type", "survivor_id"])]

    def __str__(self) -> str:
        return f"{self.duplicate} → {self.survivor}"


class NotSame(Pair):
    """Two records that look alike and are two: never proposed again. `first_id` is the smaller key."""

    first_id = models.PositiveBigIntegerField()
    first = GenericForeignKey("content_type", "first_id")
    second_id = models.PositiveBigIntegerField()
    second = GenericForeignKey("content_type", "second_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "first_id", "second_id"], name="not_same_once"),
            models.CheckConstraint(condition=Q(first_id__lt=F("second_id")), name="not_same_in_order"),
        ]
        indexes = [models.Index(fields=["content_type", "second_id"])]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"


class Candidate(models.Model):
    """A record may be another one, which others suit as well: nothing speaks more for one of them, so it stays by
    itself and waits for a person. Follows from the evidence; `candidate_id` is one of those that it may be."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "record_id")
    candidate_id = models.PositiveBigIntegerField()
    candidate = GenericForeignKey("content_type", "candidate_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "record_id", "candidate_id"], name="candidate_once"),
            models.CheckConstraint(condition=~Q(record_id=F("candidate_id")), name="candidate_of_two"),
        ]
        indexes = [models.Index(fields=["content_type", "candidate_id"])]

    def __str__(self) -> str:
        return f"{self.record}: {self.candidate}?"


class Split(Pair):
    """What an article says of one record belongs to another: by the article's source, so that new versions keep it.

    `quote`: only the find with these words; empty for all that the article says of the record.
    """

    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "record_id")
    into_id = models.PositiveBigIntegerField()
    into = GenericForeignKey("content_type", "into_id")
    source = models.CharField(max_length=1000, db_index=True)
    quote = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "record_id", "source", "quote"], name="split_once"),
            models.CheckConstraint(condition=~Q(record_id=F("into_id")), name="split_of_two"),
        ]
        indexes = [models.Index(fields=["content_type", "into_id"])]

    def __str__(self) -> str:
        return f"{self.record} / {self.into}: {self.source}"
