"""Values that people withdrew: this sentence does not say so."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from kb.models import Actor, Initiative, Meeting
from kb.models.history import PeoplesHistory


def _record(model: type[models.Model]) -> Any:
    return models.ForeignKey(model, null=True, blank=True, on_delete=models.CASCADE, related_name="misreadings")


class Misreading(models.Model):
    """A value that a person found misread from one sentence; the other values of the sentence stand.

    It holds for this sentence (`quote`) of the article and all its versions, however often it is read again. `field`:
    a name among the values of evidence. `value`: what was read, as text; of topics the one that is wrong; of who took
    part `actor` is who did not. `told`: the value in words, in the language of who withdrew it. One of the two records
    is set.
    """

    source = models.CharField(max_length=1000, db_index=True)
    quote = models.TextField(_("sentence"))
    field = models.CharField(max_length=20)
    value = models.TextField(blank=True)
    actor = _record(Actor)
    meeting = _record(Meeting)
    initiative = _record(Initiative)
    told = models.TextField(_("misread value"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(blank=True)

    history = PeoplesHistory(leaves_out=("source", "field", "value", "actor", "user", "said_at", "reason"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(meeting__isnull=False, initiative=None)
                | models.Q(meeting=None, initiative__isnull=False),
                name="misreading_of_one_record",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.told} (“{Truncator(self.quote).chars(60)}”)"

    @property
    def relation(self) -> str:
        return "meeting" if self.meeting_id is not None else "initiative"

    @property
    def record(self) -> Any:
        return getattr(self, self.relation)

    @staticmethod
    def in_history(version: Any) -> tuple[str, str]:
        """What a version is called, and what the person did."""
        return f"{version.told} (“{Truncator(version.quote).chars(90)}”)", str(_("Withdrew a misread value"))
