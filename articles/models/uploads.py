"""What people gave on the site to be imported, until it is: the texts, what would be found in them, how far it is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.models import InitiativeKind, InitiativeStatus, MeetingKind, MeetingStatus


class Upload(models.Model):
    """Some texts that somebody gave at once. They are read first, and imported when he says so.

    `busy_until`: a request is at work on it, and will have said so again by then. `counted`: the records that its
    run touched so far, by which the next request goes on counting.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    created_at = models.DateTimeField(auto_now_add=True)
    busy_until = models.DateTimeField(null=True, blank=True)
    #: when the import began, and when it came to its end
    begun_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    run = models.ForeignKey("articles.ImportRun", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    counted = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"upload {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("uploads:upload", args=[self.pk])


class TextState(models.TextChoices):
    WAITING = "waiting", _("not read yet")
    READ = "read", _("ready to be imported")
    KNOWN = "known", _("already in")
    FAILED = "failed", _("cannot be imported")
    SAVED = "saved", _("imported")


class UploadedText(models.Model):
    """One text of an upload. `raw` and `read` (bytes and header) are kept until it is imported; `found` is what
    reading it told."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="texts")
    name = models.CharField(max_length=300)
    source = models.CharField(max_length=1000)
    state = models.CharField(max_length=8, choices=TextState, default=TextState.WAITING)
    reason = models.TextField(blank=True)
    raw = models.BinaryField(default=b"", editable=False)
    read = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    article = models.ForeignKey("articles.Article", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=TextState.values), name="uploaded_text_state_known")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def events(self) -> list[dict[str, Any]]:
        """The meetings, then the initiatives that were found, their kinds and states in words."""
        words = ("meetings", MeetingKind, MeetingStatus), ("initiatives", InitiativeKind, InitiativeStatus)
        return [
            event
            | {"kind": dict(kinds.choices).get(event["kind"], event["kind"]), "status": states(event["state"]).label}
            for found, kinds, states in words
            for event in self.found.get(found, [])
        ]
