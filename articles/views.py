"""The pages of articles."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from articles.filters import ArticleFilterSet
from articles.models import Article
from articles.page_facts import find_actors, find_added, find_facts, marked_paragraphs
from kb.listing import Column, FilteredListView


class ArticleList(FilteredListView):
    template_name = "articles/article_list.html"
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
        "published": attrgetter("published"),
        "title": attrgetter("title"),
        "agency": attrgetter("agency"),
        "dateline": attrgetter("dateline"),
        "source": attrgetter("source"),
        "meetings": attrgetter("meeting_count"),
        "initiatives": attrgetter("initiative_count"),
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
        return super().get_context_data(**kwargs) | {
            "facts": facts,
            "actors": actors,
            "added": find_added(article),
            "may_add": article.is_current and self.request.user.has_perm("articles.add_addition"),
            "paragraphs": marked_paragraphs(article, facts, actors),
            "versions": Article.objects.filter(source=article.source).without_text().order_by("-version"),
        }
