"""The texts that came in, each version for itself, and how they were read before."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models.querysets import ArticleQuerySet
from articles.models.runs import ImportRun
from articles.reading.header import read_header
from kb.addresses import address_of


class Article(models.Model):
    """A text as it came in. It is never modified: a corrected text is a new version."""

    #: what all versions of an article have in common: its web address in one form, else its first source (the name is
    #: that of news formats: IPTC's NewsML-G2, RSS)
    guid = models.CharField(max_length=1000, editable=False)
    source = models.CharField(_("source"), max_length=1000, help_text=_("file or row it was read from"))
    version = models.PositiveIntegerField(_("version"), default=1)
    is_current = models.BooleanField(default=True)
    slug = models.SlugField(max_length=120, unique=True)
    checksum = models.CharField(max_length=64, db_index=True, help_text=_("SHA-256 of the raw bytes"))
    encoding = models.CharField(max_length=40, default="utf-8")
    #: the raw bytes, kept only where text.encode(encoding) does not give them back
    original = models.BinaryField(null=True, blank=True, editable=False)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    #: the address in its one form, by which the same page is known
    canonical_url = models.CharField(max_length=1000, blank=True, editable=False)
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
            models.UniqueConstraint(fields=["guid", "version"], name="article_version_once"),
            models.UniqueConstraint(
                fields=["guid"], condition=models.Q(is_current=True), name="article_one_current_version"
            ),
        ]
        # they are few, and whoever counts what current articles say leaves them out by name
        indexes = [
            models.Index(fields=["id"], condition=models.Q(is_current=False), name="article_replaced"),
            models.Index(fields=["source"], name="article_source"),
            models.Index(fields=["canonical_url"], name="article_canonical_url"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, **options: Any) -> None:
        self.guid = self.guid or self.source
        super().save(**options)

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
