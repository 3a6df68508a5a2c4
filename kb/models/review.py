"""What every record shares: its review state and the fields that people decided."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ReviewState(models.TextChoices):
    MACHINE = "machine", _("machine")
    CONFIRMED = "confirmed", _("confirmed")
    REJECTED = "rejected", _("rejected")

    @property
    def in_history(self) -> str:
        """The state as the histories tell it: nobody reads `machine → rejected` as what a person did."""
        return gettext("the program’s word") if self is ReviewState.MACHINE else str(self.label)


def review_field() -> models.CharField[str, str]:
    """Review state of a name, tenure, participant or party.

    A row that is not `machine` is a person's word, which imports never change or take away. Confirmed
    is the default, so that a row made by hand is one: programs that write such rows say `machine`.
    """
    return models.CharField(_("review"), max_length=10, choices=ReviewState, default=ReviewState.CONFIRMED)


def review_known(table: str) -> models.CheckConstraint:
    """The constraint that a table's `review` is one of the known states."""
    return models.CheckConstraint(condition=models.Q(review__in=ReviewState.values), name=f"{table}_review_known")


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
    #: the merge that brought it here from a duplicate, and takes it away again
    brought_by = models.ForeignKey(
        "kb.Merge", null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "field"], name="decision_one_per_field")
        ]

    def __str__(self) -> str:
        return f"{self.field} = {self.value!r}"


class RecordQuerySet(models.QuerySet[Any]):
    def visible(self) -> Self:
        """All but what a person rejected, and records that are duplicates of others."""
        rows = self.exclude(review=ReviewState.REJECTED)
        return rows.filter(merged_into=None) if issubclass(self.model, Record) else rows

    def hidden(self) -> Self:
        """What `visible()` leaves out: by their keys they are told from all others without a look at these."""
        gone = Q(review=ReviewState.REJECTED)
        return self.filter(gone | Q(merged_into__isnull=False) if issubclass(self.model, Record) else gone)


#: columns that versions of a record leave out: made once, or written beside what people do
RECORD_LEAVES_OUT = ("slug", "created_at", "updated_at", "merged_into")


class Record(models.Model):
    """An actor, meeting or initiative: its values follow from evidence and people's decisions."""

    #: the fields that extraction fills and that a person can take over, one by one
    MACHINE_FIELDS: tuple[str, ...] = ()

    review = models.CharField(
        _("review"), max_length=10, choices=ReviewState, default=ReviewState.MACHINE, db_index=True
    )
    decisions = GenericRelation(Decision)
    #: the record that this one is a duplicate of: the end of the chain, which is not merged itself
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.RESTRICT,
        db_index=False,
        related_name="duplicates",
        verbose_name=_("merged into"),
    )
    #: what was said of the record and another goes with it
    merges_of = GenericRelation("kb.Merge", object_id_field="duplicate_id")
    merges_into = GenericRelation("kb.Merge", object_id_field="survivor_id")
    told_apart_first = GenericRelation("kb.NotSame", object_id_field="first_id")
    told_apart_second = GenericRelation("kb.NotSame", object_id_field="second_id")
    waits_for = GenericRelation("kb.Candidate", object_id_field="record_id")
    waited_for = GenericRelation("kb.Candidate", object_id_field="candidate_id")
    splits_of = GenericRelation("kb.Split", object_id_field="record_id")
    splits_into = GenericRelation("kb.Split", object_id_field="into_id")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def decided_fields(self) -> set[str]:
        """Names of the fields that a person set."""
        return {decision.field for decision in self.decisions.all()}
