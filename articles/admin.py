"""Articles, the evidence in them, and the runs that imported them: to be read, never to be changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.evidence_values import values_in_words
from articles.importing.withdraw import Touched, follow
from articles.models import (
    ActorEvidence,
    Article,
    Evidence,
    ImportFailure,
    ImportRun,
    InitiativeEvidence,
    MeetingEvidence,
    TenureEvidence,
)
from kb.admin.list_filters import FilledListFilter, FlagListFilter
from kb.admin.review import ReviewAdmin
from kb.labels import desk_label
from kb.models import Meeting
from kb.models.history import program_writes


class Unchanged:
    """Rows that imports alone write."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnly(Unchanged):
    """Rows that go with the article or run that they belong to."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AgencyListFilter(admin.SimpleListFilter):
    """The agencies that there are articles of."""

    title = _("agency")
    parameter_name = "agency"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        agencies = Article.objects.exclude(agency="").order_by("agency").values_list("agency", flat=True).distinct()
        return [(agency, agency) for agency in agencies]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return queryset.filter(agency=self.value()) if self.value() else queryset


class CurrentListFilter(FlagListFilter):
    """The versions that count, or those that a correction took the place of."""

    called = _("current version")


class DatedListFilter(FilledListFilter):
    """Articles whose day of publication is known, and the others, in which relative dates stay open."""

    title, parameter_name, field = _("day of publication"), "dated", "published"
    answers = (_("known"), _("unknown"))


@admin.register(Article)
class ArticleAdmin(Unchanged, admin.ModelAdmin):
    """An article is never changed; one that should not be here is deleted, and takes with it what it alone told."""

    list_display = ("title", "published", "agency", "dateline", "version", "meeting_number", "initiative_number")
    list_filter = (("is_current", CurrentListFilter), AgencyListFilter, DatedListFilter)
    list_per_page = 50
    date_hierarchy = "published"
    search_fields = ("title", "source")
    search_help_text = _("Words of the title or text, or the name of the file")
    fieldsets = (
        (None, {"fields": ("title", "published", "agency", "dateline", "url", "text_shown")}),
        (
            _("Where it came from"),
            {"fields": ("source", "version", "is_current", "run", "imported_at", "pipeline_version", "encoding",
                        "checksum")},
        ),
    )  # fmt: skip

    class Media:
        css = {"all": ["kb/admin.css"]}

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).with_counts().without_text()

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        found = models.Q(pk__in=Article.objects.matching(search_term).values("pk"))
        return queryset.filter(found | models.Q(source__icontains=search_term.strip())), False

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, set[str], list[Any]]:
        """Its evidence goes with it: that needs no permission of its own."""
        listed, counts, _needed, protected = super().get_deleted_objects(objs, request)
        return listed, counts, set(), protected

    @admin.display(description=_("meetings"), ordering="meeting_count")
    def meeting_number(self, article: Any) -> int:
        return int(article.meeting_count)

    @admin.display(description=_("initiatives"), ordering="initiative_count")
    def initiative_number(self, article: Any) -> int:
        return int(article.initiative_count)

    @admin.display(description=_("text"))
    def text_shown(self, article: Article) -> SafeString:
        return format_html('<div class="article-text">{}</div>', article.text)


class EvidenceListAdmin(ReadOnly, ReviewAdmin):
    """What articles say of one kind of record; single finds can be confirmed and rejected."""

    #: the field that names the record
    about = ""
    #: further tables that the record's name stands in
    about_needs: tuple[str, ...] = ()

    list_filter = ("review", "rule", "pipeline_version")
    show_full_result_count = False
    ordering = ("-pk",)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        return ("quotation", "record", "rule", "confidence_shown", "in_article", "review_state")

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return ("article__title", "rule")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        shown = ("quotation", "record", "in_article", "values_shown", "rule", "confidence_shown")
        return (*shown, "pipeline_version", "review", "start", "end")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Evidence]:
        needs = ("article", self.about, *self.about_needs)
        return super().get_queryset(request).select_related(*needs).defer("article__original")

    def after_review(self, rows: Iterable[Evidence]) -> None:
        """Records say no more what a rejected find says, and again what one taken back says."""
        records = {getattr(row, f"{self.about}_id") for row in rows}
        with program_writes():
            follow(Touched(**{self.about: records}), Touched())

    @admin.display(description=_("quotation"))
    def quotation(self, evidence: Evidence) -> str:
        return evidence.quote

    @admin.display(description=_("record"))
    def record(self, evidence: Evidence) -> SafeString:
        record = getattr(evidence, self.about)
        page = reverse(f"admin:kb_{self.about}_change", args=[record.pk])
        return format_html('<a href="{}">{}</a>', page, desk_label(record))

    @admin.display(description=_("confidence"), ordering="confidence")
    def confidence_shown(self, evidence: Evidence) -> str:
        return f"{evidence.confidence:.2f}"

    @admin.display(description=_("values"))
    def values_shown(self, evidence: Evidence) -> SafeString:
        lines = (
            (label, said, rule, f"{confidence:.2f}")
            for label, said, rule, confidence in values_in_words(evidence, self.about)
        )
        return format_html(
            '<ul class="values-read">{}</ul>',
            format_html_join("", "<li>{}: <strong>{}</strong> <small>{}, {}</small></li>", lines),
        )

    @admin.display(description=_("article"), ordering="article__published")
    def in_article(self, evidence: Evidence) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', evidence.get_absolute_url(), Truncator(evidence.article.title).chars(50)
        )


@admin.register(ActorEvidence)
class ActorEvidenceAdmin(EvidenceListAdmin):
    about = "actor"


@admin.register(TenureEvidence)
class TenureEvidenceAdmin(EvidenceListAdmin):
    about = "tenure"
    about_needs = ("tenure__person", "tenure__post__body")


@admin.register(MeetingEvidence)
class MeetingEvidenceAdmin(EvidenceListAdmin):
    about = "meeting"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Evidence]:
        """Meetings with who took part, by whom they are called."""
        rows = super().get_queryset(request).select_related(None).select_related("article")
        return rows.prefetch_related(models.Prefetch("meeting", Meeting.objects.with_display()))


@admin.register(InitiativeEvidence)
class InitiativeEvidenceAdmin(EvidenceListAdmin):
    about = "initiative"


class FailureInline(ReadOnly, admin.TabularInline):
    model = ImportFailure
    fk_name = "run"
    fields = ("source", "reason")
    verbose_name_plural = _("failures")


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly, admin.ModelAdmin):
    list_display = (
        "started_at", "kind", "status", "duration", "articles_new", "articles_changed", "articles_unchanged",
        "articles_failed", "records_created", "records_updated", "records_withdrawn",
    )  # fmt: skip
    list_filter = ("kind", "status", "pipeline_version")
    list_per_page = 50
    date_hierarchy = "started_at"
    inlines = (FailureInline,)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "kind",
                    "started_at",
                    "finished_at",
                    "duration",
                    "status",
                    "message",
                    "options",
                    "pipeline_version",
                    "undone_at",
                    "undone_by",
                    "on_the_site",
                )
            },
        ),
        (
            _("Articles"),
            {
                "fields": (
                    ("articles_new", "articles_changed", "articles_unchanged", "articles_reread", "articles_failed"),
                )
            },
        ),
        (_("Records"), {"fields": (("records_created", "records_updated", "records_withdrawn"),)}),
    )

    @admin.display(description=_("on the site"))
    def on_the_site(self, run: ImportRun) -> SafeString:
        """The page of the run tells what to do next; undoing it, with a preview, has a page of its own."""
        undo = format_html(' · <a href="{}">{}</a>', reverse("runs:undo", args=[run.pk]), _("undo, with a preview"))
        return format_html('<a href="{}">{}</a>{}', run.get_absolute_url(), _("page of the run"), undo)

    @admin.display(description=_("took"))
    def duration(self, run: ImportRun) -> str:
        if run.finished_at is None:
            return ""
        seconds = round((run.finished_at - run.started_at).total_seconds())
        return ngettext("%d second", "%d seconds", seconds) % seconds
