"""The review queue as it was last worked out: what waits, and when that was; and what people answered in it."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q


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


class AnswerQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(undone_at=None)

    def about(self, model: type[models.Model], pks: Any) -> Self:
        """Those about some records of one kind."""
        kind = ContentType.objects.get_for_model(model)
        return self.filter(Q(first_id__in=pks) | Q(second_id__in=pks), content_type=kind)

    def last_of(self, user: Any) -> Any:
        """What a user answered last, and can take back; None where there is nothing."""
        return self.standing().filter(user=user, refused="").order_by("-decided_at", "-pk").first()


class Answer(models.Model):
    """What a person decided about an item of the queue. One that was taken back stays, with who did that and when.

    `first`, `second`: the records that the item was about, which may be gone by now. `title` and `value`: what it was
    called and what was chosen, in the words of that day. `act`: accept, reject or choose. `batch`: the first answer of
    those that were given at once. `undo`: what taking it back needs, the steps that were taken among it. `refused`: why
    it could not be taken back when somebody tried to.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(db_index=True)
    reason = models.TextField(blank=True)
    sort = models.CharField(max_length=12)
    act = models.CharField(max_length=8)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    first_id = models.PositiveBigIntegerField()
    first = GenericForeignKey("content_type", "first_id")
    second_id = models.PositiveBigIntegerField(null=True)
    second = GenericForeignKey("content_type", "second_id")
    field = models.CharField(max_length=64, blank=True)
    title = models.TextField()
    value = models.TextField(blank=True)
    batch = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="others")
    undo = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    refused = models.TextField(blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-pk"]
        indexes = [
            models.Index(fields=["content_type", "first_id"]),
            models.Index(
                fields=["content_type", "second_id"], condition=Q(second_id__isnull=False), name="answer_second"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act}: {self.title}"

    @property
    def item(self) -> str:
        """The key of the item, by which it is in the queue again when the answer is taken back."""
        second = self.second_id if self.sort == "pair" else None
        parts = (self.sort, self.content_type.model, self.first_id, second, self.field)
        return str(self.undo.get("item") or "-".join(str(part) for part in parts if part not in (None, "")))
