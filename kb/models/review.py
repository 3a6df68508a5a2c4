"""What every record shares: its review state and the fields that people decided."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewState(models.TextChoices):
    MACHINE = "machine", _("machine")
    CONFIRMED = "confirmed", _("confirmed")
    REJECTED = "rejected", _("rejected")


class Decision(models.Model):
    """A field that a person set: the program never writes it again.

    One row a record and field. `value` is the JSON form of what the person chose (a record's
    primary key where the field points to one), kept so that the machine's value can be shown
    beside it.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    field = models.CharField(max_length=64)
    value = models.JSONField(null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    decided_at = models.DateTimeField(auto_now=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field"], name="decision_one_per_field"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} = {self.value!r}"


class RecordQuerySet(models.QuerySet[Any]):
    def visible(self) -> RecordQuerySet:
        """All but what a person rejected."""
        return self.exclude(review=ReviewState.REJECTED)


class Record(models.Model):
    """An actor, meeting or initiative: its values follow from evidence and people's decisions."""

    #: the fields that extraction fills and that a person can take over, one by one
    MACHINE_FIELDS: tuple[str, ...] = ()

    review = models.CharField(
        _("review"), max_length=10, choices=ReviewState, default=ReviewState.MACHINE, db_index=True
    )
    decisions = GenericRelation(Decision)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def decided_fields(self) -> set[str]:
        """Names of the fields that a person set."""
        return {decision.field for decision in self.decisions.all()}
