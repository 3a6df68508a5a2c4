"""One article and its facts into the knowledge base, in one transaction, every value with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from articles.extraction.facts import ArticleFacts
from articles.importing.additions import lift_additions, place_additions
from articles.importing.earlier import keep_reading
from articles.importing.recognising import (
    ArticleState,
    ThisImport,
    newer_versions,
    recognise,
    stored_columns,
)
from articles.importing.save_facts import Reviewed, save_facts
from articles.importing.slug_words import article_words
from articles.importing.version_numbers import make_room
from articles.importing.withdraw import Touched, follow, regrouped, reviewed_quotes, take_back_evidence
from articles.models import Article, EarlierReading, ImportRun
from articles.reading import RawArticle
from kb.models import ReviewState
from kb.slugs import free_slug


@dataclass
class SavedArticle:
    """What became of an article: `created`, `updated` and `withdrawn` hold (table, pk) of records; `left_out`
    has a line for each fact that could not be stored."""

    state: ArticleState
    article: Article
    created: set[tuple[str, int]] = field(default_factory=set)
    updated: set[tuple[str, int]] = field(default_factory=set)
    withdrawn: set[tuple[str, int]] = field(default_factory=set)
    left_out: tuple[str, ...] = ()


@transaction.atomic
def save_article(raw: RawArticle, facts: ArticleFacts, *, run: ImportRun) -> SavedArticle:
    """Store an article with its facts. An unchanged one writes nothing; of a changed one the old version stays
    readable, its evidence is taken back, and the new version's takes its place. A text that is older than the version
    that is there becomes a version before it."""
    this = ThisImport(run, run.options)
    known = recognise(raw, this)
    previous = known.article
    if known.state is ArticleState.UNCHANGED and previous is not None:
        return SavedArticle(known.state, previous)
    newer = newer_versions(raw, previous.guid, this) if previous is not None and previous.is_current else ()
    if newer:
        return _save_before(newer, raw, facts, run)
    touched, reviewed = Touched(), {}
    if previous is not None:
        reviewed = reviewed_quotes(previous.guid)
        if known.state is ArticleState.CHANGED:  # what counted for nothing any more does not come back by an undo
            keep_reading(previous, run, keeping=[ReviewState.REJECTED])
        touched = take_back_evidence([previous])
        touched.add(lift_additions(previous))
        Article.objects.filter(pk=previous.pk).update(is_current=False)
    article = _create_article(raw, run, guid=previous.guid if previous else "", version=_next(previous))
    if previous is not None:
        touched.add(place_additions(article))
    saved = SavedArticle(known.state, article)
    follow_facts(article, facts, reviewed, touched, saved)
    return saved


def _next(previous: Article | None) -> int:
    return previous.version + 1 if previous else 1


def _save_before(newer: Sequence[Article], raw: RawArticle, facts: ArticleFacts, run: ImportRun) -> SavedArticle:
    """Store a text as the version before the others, which is kept as one is that was followed by the next: what it
    says counts for nothing, and would again if the run were undone that brought the next."""
    following = newer[-1]
    before = Article.objects.filter(guid=following.guid, version__lt=following.version).order_by("-version").first()
    if before is not None:
        EarlierReading.objects.filter(run=following.run, article=before).update(run=run)
    make_room(newer)
    article = _create_article(raw, run, guid=following.guid, version=following.version, is_current=False)
    saved = SavedArticle(ArticleState.CHANGED, article)
    follow_facts(article, facts, reviewed_quotes(article.guid), Touched(), saved)
    keep_reading(article, following.run or run, keeping=[ReviewState.REJECTED])
    touched = take_back_evidence([article])
    outcome = follow(touched, regrouped(touched))
    saved.created -= outcome.withdrawn
    saved.updated, saved.left_out = set(), ()
    return saved


def follow_facts(
    article: Article,
    facts: ArticleFacts,
    reviewed: Reviewed,
    touched: Touched,
    saved: SavedArticle,
) -> None:
    """Write the facts, and bring in line all records that they or the evidence taken back (`touched`) speak of."""
    written = save_facts(article, facts, reviewed, touched)
    saved.created |= written.created
    saved.left_out = written.left_out
    touched.add(written.emptied)
    settled = written.settled
    settled.add(touched)
    outcome = follow(settled, touched, only_changed=True)
    saved.withdrawn = outcome.withdrawn
    saved.created -= outcome.withdrawn
    saved.updated = outcome.updated - saved.created


def _create_article(raw: RawArticle, run: ImportRun, *, guid: str, version: int, is_current: bool = True) -> Article:
    header = raw.header
    columns = stored_columns(raw)
    article = Article(
        **columns,
        guid=guid or columns["canonical_url"] or columns["source"],
        version=version,
        is_current=is_current,
        agency=(header.agency or "")[:80],
        dateline=(header.dateline or "")[:120],
        published=header.published,
        text=raw.text,
        pipeline_version=run.pipeline_version,
        run=run,
    )
    article.slug = free_slug(Article, article_words(article, raw.id))
    article.save()
    return article
