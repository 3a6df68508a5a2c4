"""Articles that are there already, read again by the pipeline of today: their evidence is replaced.

What people decided stays: fields and ties that they set, and finds that they confirmed or rejected, which are not
even taken out. Each article is one transaction and then bears the new version, so that a run that was interrupted
goes on where it ended.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count

from articles.extraction.facts import ArticleFacts
from articles.importing.earlier import keep_reading
from articles.importing.extracting import Extracting
from articles.importing.ledger import Ledger, RunSummary
from articles.importing.limits import Gate, Limits
from articles.importing.runs import Work, carry_out
from articles.importing.save import ArticleState, SavedArticle, follow_facts
from articles.importing.withdraw import EVIDENCE, reviewed_quotes, take_back_evidence
from articles.models import Article, ImportRun, RunKind
from articles.models.querysets import ArticleQuerySet
from articles.reading import RawArticle, ReadingFailure
from articles.reading.header import read_header
from kb.models import ReviewState

#: people's word, which stays in its place
DECIDED = (ReviewState.CONFIRMED, ReviewState.REJECTED)
NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True)
class Selection:
    """Which articles are read again; those of the current version are not, unless they are asked for by it.

    `below`: an older version than this one. `versions`: exactly one of these.
    """

    current_version: str
    below: str = ""
    version: str = ""
    agency: str = ""
    since: date | None = None
    until: date | None = None

    def articles(self) -> ArticleQuerySet:
        articles = Article.objects.current().between(self.since, self.until)
        if self.agency:
            articles = articles.filter(agency__iexact=self.agency)
        if self.version:
            return articles.filter(pipeline_version=self.version)
        done = articles.order_by().values_list("pipeline_version", flat=True).distinct()
        wanted = [version for version in done if version != self.current_version and self._is_below(version)]
        return articles.filter(pipeline_version__in=wanted)

    def _is_below(self, version: str) -> bool:
        return not self.below or version_order(version) < version_order(self.below)


def version_order(version: str) -> tuple[int, ...]:
    """By what versions are compared: their numbers in turn (`rules-2+english-1.1.0` is 2, 1, 1, 0)."""
    return tuple(map(int, NUMBERS.findall(version)))


def reprocess(
    selection: Selection,
    *,
    extracting: Extracting,
    options: dict[str, Any],
    limits: Limits | None = None,
    dry_run: bool = False,
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[RunSummary], None] = lambda summary: None,
) -> RunSummary:
    """Read the selected articles again, in the order in which they came in."""
    work = Work(
        stored_articles(selection.articles()),
        extracting,
        Ledger(pipeline_version=selection.current_version, options=options, kind=RunKind.REPROCESS),
        Gate(limits, expected=_facts_before),
        is_known=lambda raw: False,
        save=_save_again,
    )
    return carry_out(work, dry_run=dry_run, stop=stop, progress=progress)


def stored_articles(articles: ArticleQuerySet) -> Iterator[RawArticle | ReadingFailure]:
    """The articles as they were read, by their primary key for an id."""
    for pk in list(articles.order_by("pk").values_list("pk", flat=True)):
        article = Article.objects.current().filter(pk=pk).first()
        if article is not None:
            yield _as_read(article)


def _as_read(article: Article) -> RawArticle:
    header = replace(
        read_header(article.text), published=article.published, agency=article.agency or None,
        dateline=article.dateline or None, title=article.title,
    )  # fmt: skip
    return RawArticle(
        id=str(article.pk), source=article.source, raw=b"", encoding=article.encoding, text=article.text, header=header,
        url=article.url,
    )  # fmt: skip


def _facts_before(raw: RawArticle) -> int:
    """How many actors, meetings and initiatives the article tells of now."""
    counted = (
        table.objects.filter(article=int(raw.id)).aggregate(n=Count(relation, distinct=True))["n"]
        for table, relation in EVIDENCE
        if relation != "tenure"
    )
    return sum(counted)


def _save_again(raw: RawArticle, facts: ArticleFacts, run: ImportRun) -> SavedArticle:
    return reread_article(Article.objects.get(pk=int(raw.id)), facts, run=run)


@transaction.atomic
def reread_article(article: Article, facts: ArticleFacts, *, run: ImportRun) -> SavedArticle:
    """Replace what the article says by these facts; what people decided stays."""
    reviewed = reviewed_quotes(article.guid)
    keep_reading(article, run, keeping=DECIDED)
    touched = take_back_evidence([article], keeping=DECIDED)
    article.pipeline_version = run.pipeline_version
    article.save(update_fields=["pipeline_version"])
    saved = SavedArticle(ArticleState.REREAD, article)
    follow_facts(article, facts, reviewed, touched, saved)
    return saved
