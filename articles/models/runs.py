"""The runs that imported texts, and what failed in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.querysets import ImportFailureQuerySet, ImportRunQuerySet


class RunKind(models.TextChoices):
    IMPORT = "import", _("import")
    RETRY = "retry", _("new attempt at failures")
    REPROCESS = "reprocess", _("articles read again")
    UPLOAD = "upload", _("import on the site")


class RunStatus(models.TextChoices):
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    INTERRUPTED = "interrupted", _("interrupted")
    FAILED = "failed", _("failed")
    #: a limit of data quality was passed: what the run had written was taken back
    STOPPED = "stopped", _("stopped by a limit")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


class ImportRun(models.Model):
    """One import that wrote something: its options, its counts, and what failed."""

    kind = models.CharField(max_length=12, choices=RunKind, default=RunKind.IMPORT)
    #: who began it on the site; a command knows nobody
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=RunStatus, default=RunStatus.RUNNING)
    #: host and number of the process that runs it, by which a run is known that was killed
    process = models.CharField(max_length=120, blank=True)
    #: when it last wrote something
    active_at = models.DateTimeField(null=True, blank=True)
    options = models.JSONField(default=dict, help_text=_("paths and options of the command"))
    pipeline_version = models.CharField(max_length=80)
    articles_new = models.PositiveIntegerField(default=0)
    articles_unchanged = models.PositiveIntegerField(default=0)
    articles_changed = models.PositiveIntegerField(default=0)
    articles_reread = models.PositiveIntegerField(default=0)
    articles_failed = models.PositiveIntegerField(default=0)
    records_created = models.PositiveIntegerField(default=0)
    records_updated = models.PositiveIntegerField(default=0)
    records_withdrawn = models.PositiveIntegerField(default=0)
    #: actors, meetings and initiatives found in the articles that were written
    facts = models.PositiveIntegerField(default=0)
    #: why the run stopped, where it did not end by itself
    message = models.TextField(blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        permissions = [("undo_importrun", "Can undo import run")]
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=RunStatus.values), name="run_status_known"),
            models.CheckConstraint(condition=models.Q(kind__in=RunKind.values), name="run_kind_known"),
        ]

    def __str__(self) -> str:
        return f"run {self.pk} of {self.started_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("runs:run", args=[self.pk])

    @property
    def number(self) -> str:
        return str(self.pk)

    @property
    def took(self) -> str:
        """How long it took, in words; nothing while it is at work."""
        if self.finished_at is None:
            return ""
        seconds = round((self.finished_at - self.started_at).total_seconds())
        minutes, hours = seconds // 60, seconds // 3600
        if hours:
            return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes % 60}
        if minutes:
            return _("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": seconds % 60}
        return _("%(seconds)d s") % {"seconds": seconds}

    @property
    def articles_written(self) -> int:
        """Articles that the run brought or read again."""
        return self.articles_new + self.articles_changed + self.articles_reread


class ImportFailure(models.Model):
    """An input that a run could not take in, and why.

    `original`: its bytes, where there is no file to read them from again. `taken_in_by`: the run that a later
    attempt succeeded in.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="failures")
    source = models.CharField(max_length=1000)
    reason = models.TextField()
    original = models.BinaryField(null=True, blank=True, editable=False)
    taken_in_by = models.ForeignKey(
        ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="failures_taken_in"
    )

    objects = ImportFailureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"
