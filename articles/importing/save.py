"""One article and its facts into the knowledge base, in one transaction, every value with its evidence."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import Enum

from django.db import transaction
from django.db.models import Q

from articles.extraction.facts import ArticleFacts
from articles.importing.additions import lift_additions, place_additions
from articles.importing.earlier import keep_reading
from articles.importing.save_facts import Reviewed, save_facts
from articles.importing.slug_words import article_words
from articles.importing.withdraw import Touched, follow, reviewed_quotes, take_back_evidence
from articles.models import Article, ImportRun
from articles.reading import RawArticle
from kb.models import ReviewState
from kb.slugs import free_slug

#: sources that name no place a text could be corrected at: each text from there is an article of its own
NAMELESS = "stdin-"


class ArticleState(Enum):
    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    #: an article that is there already was read again
    REREAD = "reread"


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


@dataclass
class KnownArticle:
    """How an input stands to what is stored: `article` is its latest version or its double, None where there is none.

    A new one has an earlier version where a person deleted the one after it.
    """

    state: ArticleState
    article: Article | None = None


def checksum(raw: RawArticle) -> str:
    """SHA-256 of the raw bytes."""
    return hashlib.sha256(raw.raw).hexdigest()


def stored_source(raw: RawArticle) -> str:
    """The source under which an article is stored; a text without a source of its own has its checksum for one."""
    return f"stdin/{checksum(raw)[:16]}" if raw.source.startswith(NAMELESS) else raw.source


def find_article(raw: RawArticle) -> KnownArticle:
    """Is the article new, unchanged (here or under another source), or changed?"""
    source, sum_ = stored_source(raw), checksum(raw)
    wanted = Q(source=source) | Q(checksum=sum_, is_current=True)
    found = list(Article.objects.filter(wanted).without_text())
    here = max((each for each in found if each.source == source), key=lambda each: each.version, default=None)
    if here is not None and here.is_current:
        return KnownArticle(ArticleState.UNCHANGED if here.checksum == sum_ else ArticleState.CHANGED, here)
    elsewhere = next((each for each in found if each.source != source), None)
    return KnownArticle(ArticleState.UNCHANGED, elsewhere) if elsewhere else KnownArticle(ArticleState.NEW, here)


@transaction.atomic
def save_article(raw: RawArticle, facts: ArticleFacts, *, run: ImportRun) -> SavedArticle:
    """Store an article with its facts. An unchanged one writes nothing; of a changed one the old version stays
    readable, its evidence is taken back, and the new version's takes its place."""
    known = find_article(raw)
    if known.state is ArticleState.UNCHANGED and known.article is not None:
        return SavedArticle(known.state, known.article)
    touched, reviewed = Touched(), {}
    if known.article is not None:
        reviewed = reviewed_quotes(known.article.source)
        if known.state is ArticleState.CHANGED:  # what counted for nothing any more does not come back by an undo
            keep_reading(known.article, run, keeping=[ReviewState.REJECTED])
        touched = take_back_evidence(known.article)
        touched.add(lift_additions(known.article))
        Article.objects.filter(pk=known.article.pk).update(is_current=False)
    article = _create_article(raw, run, previous=known.article)
    if known.article is not None:
        touched.add(place_additions(article))
    saved = SavedArticle(known.state, article)
    follow_facts(article, facts, reviewed, touched, saved)
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


def _create_article(raw: RawArticle, run: ImportRun, *, previous: Article | None) -> Article:
    header = raw.header
    article = Article(
        source=stored_source(raw),
        version=previous.version + 1 if previous else 1,
        checksum=checksum(raw),
        encoding=raw.encoding,
        original=None if _is_recoverable(raw) else raw.raw,
        url=raw.url,
        agency=(header.agency or "")[:80],
        dateline=(header.dateline or "")[:120],
        published=header.published,
        title=(header.title or raw.id)[:300],
        text=raw.text,
        pipeline_version=run.pipeline_version,
        run=run,
    )
    article.slug = free_slug(Article, article_words(article, raw.id))
    article.save()
    return article


def _is_recoverable(raw: RawArticle) -> bool:
    """Does the text in its encoding give back the raw bytes?"""
    try:
        return raw.text.encode(raw.encoding) == raw.raw
    except UnicodeEncodeError:
        return False
