"""Titles without a name that wait for who held the post: found again when tenures change."""

from __future__ import annotations

from django.db import models

from kb.models import Actor


class HolderSought(models.Model):
    """A title without a name in the evidence of a meeting, by what its holder is looked up: a row that follows from
    the evidence and from the tenures.

    `post`: the key of the title's class (`kb.holders`); `first`, `last`: the days of the event, or of publication;
    `found`: how many persons may have held the post then, by what is known.
    """

    evidence = models.ForeignKey("articles.MeetingEvidence", on_delete=models.CASCADE, related_name="sought")
    start = models.PositiveIntegerField()
    post = models.CharField(max_length=200)
    body = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    first = models.DateField()
    last = models.DateField()
    found = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["evidence", "start", "post"], name="holder_sought_once")]
        indexes = [
            models.Index(fields=["post", "body", "last"], name="holder_sought_by_post"),
            models.Index(fields=["found"], condition=models.Q(found__gt=1), name="holder_sought_several"),
        ]

    def __str__(self) -> str:
        return f"{self.post}, {self.body}"
