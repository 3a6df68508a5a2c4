"""The pages of articles."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from articles.filters import ArticleFilterSet
from articles.models import Article
from articles.page_facts import find_actors, find_added, find_facts, marked_paragraphs
from articles.text_changes import compare_texts, stretches
from articles.version_facts import fact_changes
from kb.exports.tables import Cell
from kb.listing import Column, FilteredListView


class ArticleList(FilteredListView):
    template_name = "articles/article_list.html"
    name, noun = _("Articles"), "article"
    filterset_class = ArticleFilterSet
    sort = "-date"
    made = "imported_at"
    columns = {
        "date": Column(_("Published"), "published", falling=True),
        "title": Column(_("Title"), "title"),
        "agency": Column(_("Agency"), "agency"),
        "meetings": Column(_("Meetings"), "meeting_count", falling=True, css="number"),
        "initiatives": Column(_("Initiatives"), "initiative_count", falling=True, css="number"),
    }
    cells = {
        "published": Cell(attrgetter("published"), _("When it was published.")),
        "title": Cell(attrgetter("title"), _("Its title, or the beginning of its text.")),
        "agency": Cell(attrgetter("agency"), _("Who published it, as the article signs.")),
        "dateline": Cell(attrgetter("dateline"), _("The place that the article was reported from.")),
        "original": Cell(attrgetter("url"), _("Its address at the agency, where it is known.")),
        "source": Cell(attrgetter("source"), _("The file or row that it was read from.")),
        "sha256": Cell(attrgetter("checksum"), _("The SHA-256 sum of the bytes that came in.")),
        "read_in": Cell(lambda article: article.imported_at.isoformat(), _("When it was read in.")),
        "program": Cell(attrgetter("pipeline_version"), _("The version of rules and model that read it.")),
        "meetings": Cell(attrgetter("meeting_count"), _("How many meetings it tells of.")),
        "initiatives": Cell(attrgetter("initiative_count"), _("How many initiatives it tells of.")),
    }

    def records(self) -> QuerySet[Any]:
        return Article.objects.current()

    def displayed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        shown = records.with_counts()
        return shown.defer("original") if self.words() and not self.form else shown.without_text()

    def words(self) -> str:
        """The words searched for, of which each line shows the place."""
        return str(self.filterset.cleaned.get("q") or "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"words": self.words()}


class ArticlePage(DetailView):
    """The text with what was found in it; old versions stay readable at their own addresses."""

    template_name = "articles/article_detail.html"

    def get_queryset(self) -> QuerySet[Any]:
        return Article.objects.defer("original")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        article = self.object
        facts, actors = find_facts(article), find_actors(article)
        versions = list(Article.objects.filter(guid=article.guid).without_text().order_by("-version"))
        return super().get_context_data(**kwargs) | {
            "facts": facts,
            "actors": actors,
            "added": find_added(article),
            "may_add": article.is_current and self.request.user.has_perm("articles.add_addition"),
            "paragraphs": marked_paragraphs(article, facts, actors),
            "versions": versions,
            "has_earlier": article.version > versions[-1].version,
        }


class ArticleChanges(DetailView):
    """What a version of an article changed: its text beside that of an earlier version, and the facts that follow."""

    template_name = "articles/article_changes.html"

    def get_queryset(self) -> QuerySet[Any]:
        return Article.objects.defer("original")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        article = self.object
        versions = list(Article.objects.filter(guid=article.guid).without_text().order_by("version"))
        before = self.earlier(versions)
        pairs = compare_texts(before.text, article.text)
        return super().get_context_data(**kwargs) | {
            "before": before,
            "columns": [before, article],
            "earlier": [version for version in versions if version.version < article.version],
            "stretches": stretches(pairs),
            "changed": sum(not pair.same for pair in pairs),
            "facts": fact_changes(before, article),
        }

    def earlier(self, versions: list[Article]) -> Article:
        """The version asked for by its number (`since`), else the one before."""
        asked = self.request.GET.get("since", "")
        before = [version for version in versions if version.version < self.object.version]
        chosen = next((version for version in before if str(version.version) == asked), before[-1] if before else None)
        if chosen is None:
            raise Http404(_("This is the first version: there is nothing to compare it with."))
        return self.get_queryset().get(pk=chosen.pk)
