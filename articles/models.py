"""Where knowledge comes from: articles, the evidence in them, and the runs that imported them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.addition_models import Addition as Addition
from articles.addition_models import AdditionKind as AdditionKind
from articles.holder_models import HolderSought as HolderSought
from articles.misreading_models import Misreading as Misreading
from articles.querysets import ArticleQuerySet, ImportFailureQuerySet, ImportRunQuerySet
from articles.reading.header import read_header
from articles.upload_models import Upload as Upload
from articles.upload_models import UploadedText as UploadedText
from kb.addresses import address_of
from kb.confidence import TOLD_PLAINLY
from kb.models import Actor, Initiative, Meeting, ReviewState, Tenure
from kb.models.merging import own_field, own_index
from kb.models.review import RecordQuerySet


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


class Article(models.Model):
    """A text as it came in. It is never modified: a corrected text is a new version."""

    source = models.CharField(_("source"), max_length=1000, help_text=_("file or row it was read from"))
    version = models.PositiveIntegerField(_("version"), default=1)
    is_current = models.BooleanField(default=True)
    slug = models.SlugField(max_length=120, unique=True)
    checksum = models.CharField(max_length=64, db_index=True, help_text=_("SHA-256 of the raw bytes"))
    encoding = models.CharField(max_length=40, default="utf-8")
    #: the raw bytes, kept only where text.encode(encoding) does not give them back
    original = models.BinaryField(null=True, blank=True, editable=False)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    agency = models.CharField(_("agency"), max_length=80, blank=True, db_index=True)
    dateline = models.CharField(_("dateline"), max_length=120, blank=True)
    published = models.DateField(_("published"), null=True, blank=True, db_index=True)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"))
    pipeline_version = models.CharField(max_length=80, blank=True)
    run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles")
    imported_at = models.DateTimeField(auto_now_add=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-published", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "version"], name="article_version_once"),
            models.UniqueConstraint(
                fields=["source"], condition=models.Q(is_current=True), name="article_one_current_version"
            ),
        ]
        # they are few, and whoever counts what current articles say leaves them out by name
        indexes = [models.Index(fields=["id"], condition=models.Q(is_current=False), name="article_replaced")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("articles:article", self.slug)

    @cached_property
    def body_start(self) -> int:
        """Where the text begins behind date line, title line and dateline."""
        return read_header(self.text).body_start


class EarlierReading(models.Model):
    """The evidence that a run took the place of, as it was: by it the run can be undone.

    `article` is the version that another version followed, or the article that was read again. `told` is what
    `articles.importing.earlier` makes of its evidence rows.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="earlier_readings")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="earlier_readings")
    pipeline_version = models.CharField(max_length=80, blank=True)
    told = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "article"], name="earlier_reading_once")]

    def __str__(self) -> str:
        return f"{self.article}, by {self.pipeline_version}"


class Evidence(models.Model):
    """A record, in an article, at a span, has these field values.

    `start` and `end` are code-point offsets into `article.text`, end exclusive. `values` maps a
    field to `{"value": …, "start": …, "end": …, "rule": …, "confidence": …}`, its own span inside the text.
    A value stands once per article: in the row whose span holds its own span, else in the first row.
    Who takes part stands under `participants` or `parties`: a list of
    `{"actor": pk, "role": …, "start": …, "end": …, "rule": …, "confidence": …}` (parties have no role).
    A place is its name as in the text, a date its EDTF text. Topics stand once per sentence that tells some: the value
    is their keys with blanks between, `words` the span of each, `start` and `end` those of the first.
    Titles of participants without a name stand under `titles`: a list of `{"title": …, "body": pk of the actor,
    "role": …, "on": EDTF of the event, else of publication, "start": …, "end": …, "rule": …, "confidence": …}`.
    `addition`: a person found it, not the program.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    rule = models.CharField(max_length=80)
    pipeline_version = models.CharField(max_length=80)
    confidence = models.FloatField()
    review = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.MACHINE)
    addition = models.ForeignKey(
        Addition, null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="+", db_index=False
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["article_id", "start"]
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="%(class)s_span_in_order"),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0, confidence__lte=1), name="%(class)s_confidence_is_share"
            ),
            models.CheckConstraint(condition=models.Q(review__in=ReviewState.values), name="%(class)s_review_known"),
            models.UniqueConstraint(
                fields=["addition"], condition=models.Q(addition__isnull=False), name="%(class)s_of_addition_once"
            ),
        ]

    def __str__(self) -> str:
        return self.quote

    @property
    def quote(self) -> str:
        """The words that the evidence rests on."""
        return self.article.text[self.start : self.end]

    def get_absolute_url(self) -> str:
        return f"{self.article.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"s{self.start}-{self.end}"


def evidence_of(record: type[models.Model], **options: Any) -> Any:
    return models.ForeignKey(record, on_delete=models.CASCADE, related_name="evidence", **options)


def found_once(table: str, relation: str) -> list[models.BaseConstraint]:
    """A find of the program stands once in its article: by the record that it counts for, or by the one that it
    belongs to. A person may have found the same words before it did."""
    where, own, name = ("start", "end"), f"own_{relation}", f"{table}_once"
    at_home, elsewhere = Q(**{own: None}), Q(**{f"{own}__isnull": False})
    return [
        models.UniqueConstraint(fields=["article", relation, *where], condition=at_home & Q(addition=None), name=name),
        models.UniqueConstraint(
            fields=["article", own, *where], condition=elsewhere & Q(addition=None), name=f"own_{name}"
        ),
    ]


class ActorEvidence(Evidence):
    """A mention of an actor."""

    actor = evidence_of(Actor, db_index=False)
    own_actor = own_field(Actor)

    class Meta(Evidence.Meta):
        verbose_name = _("mention of an actor")
        verbose_name_plural = _("mentions of actors")
        constraints = [
            *Evidence.Meta.constraints,
            *found_once("actor_mention", "actor"),
        ]
        indexes = [
            # in which articles, with no look at the rows: great actors have tens of thousands of mentions
            models.Index(fields=["actor", "article", "review"], name="mentions_of_actor"),
            own_index("evidence", "own_actor"),
        ]


class TenureEvidence(Evidence):
    """The words that give a person a post."""

    tenure = evidence_of(Tenure, db_index=False)
    own_tenure = own_field(Tenure)

    @property
    def doubtful(self) -> bool:
        """Whether these words do not tell the post plainly, and nobody confirmed it."""
        return self.tenure.review == ReviewState.MACHINE and self.confidence < TOLD_PLAINLY

    class Meta(Evidence.Meta):
        verbose_name = _("evidence of a tenure")
        verbose_name_plural = _("evidence of tenures")
        constraints = [
            *Evidence.Meta.constraints,
            *found_once("tenure_words", "tenure"),
        ]
        indexes = [
            # how many articles give a post, and whether any does plainly, is asked of thousands at once
            models.Index(fields=["tenure", "article", "review", "confidence"], name="words_of_tenure"),
            own_index("evidence", "own_tenure"),
        ]


class EventEvidence(Evidence):
    """A sentence that tells of a meeting or initiative; `fact` is its id among the article's facts.

    `misread`: values of the sentence that a person withdrew (`Misreading`), in the form of `values`; they count for
    nothing.
    """

    fact = models.CharField(max_length=20)
    misread = models.JSONField(default=dict)

    class Meta(Evidence.Meta):
        abstract = True


class MeetingEvidence(EventEvidence):
    """A sentence that tells of a meeting."""

    meeting = evidence_of(Meeting)
    own_meeting = own_field(Meeting)

    class Meta(Evidence.Meta):
        verbose_name = _("evidence of a meeting")
        verbose_name_plural = _("evidence of meetings")
        constraints = [
            *Evidence.Meta.constraints,
            *found_once("meeting_sentence", "meeting"),
        ]
        indexes = [own_index("evidence", "own_meeting")]


class InitiativeEvidence(EventEvidence):
    """A sentence that tells of an initiative."""

    initiative = evidence_of(Initiative)
    own_initiative = own_field(Initiative)

    class Meta(Evidence.Meta):
        verbose_name = _("evidence of an initiative")
        verbose_name_plural = _("evidence of initiatives")
        constraints = [
            *Evidence.Meta.constraints,
            *found_once("initiative_sentence", "initiative"),
        ]
        indexes = [own_index("evidence", "own_initiative")]


class IdentityKey(models.Model):
    """A key under which records are looked up that a new telling may be: those that are one have one in common."""

    key = models.CharField(max_length=160, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.key


class ActorKey(IdentityKey):
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="identity_keys")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="actor_key_once")]


class MeetingKey(IdentityKey):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="identity_keys")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "key"], name="meeting_key_once")]


class InitiativeKey(IdentityKey):
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="identity_keys")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "key"], name="initiative_key_once")]
