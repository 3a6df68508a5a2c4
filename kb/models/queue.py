"""The review queue as it was last worked out: what waits, and when that was."""

from __future__ import annotations

from django.db import models
from django.db.models import F


class Doubt(models.Model):
    """An item of the queue: its key, by which it is worked out anew before it is shown, and what orders it.

    `first` and `second`: the primary keys of the records that it is about.
    """

    key = models.CharField(max_length=120, unique=True)
    sort = models.CharField(max_length=12)
    kind = models.CharField(max_length=12)
    doubt = models.FloatField()
    first = models.PositiveBigIntegerField()
    second = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = [F("doubt").desc(), "key"]
        indexes = [models.Index(fields=["kind", "first"]), models.Index(fields=["kind", "second"])]

    def __str__(self) -> str:
        return self.key


class QueueState(models.Model):
    """When the queue was worked out, from what state of the base, and how long that took in seconds; one row.

    `cut`: sorts and kinds of which more waits than is looked up at once.
    """

    built_at = models.DateTimeField()
    took = models.FloatField()
    fingerprint = models.TextField()
    cut = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"queue of {self.built_at:%Y-%m-%d %H:%M:%S}"
