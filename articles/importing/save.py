"""One article and its facts into the knowledge base, in one transaction, every value with its evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.db import transaction

from articles.extraction.facts import ArticleFacts
from articles.importing.actor_names import already_named
from articles.importing.actors import identify_actors
from articles.importing.candidates import identify_initiatives, identify_meetings
from articles.importing.evidence import EvidenceRow, actor_rows, initiative_rows, meeting_rows, post_row
from articles.importing.places import find_places
from articles.importing.posts import find_tenures
from articles.importing.settle import INITIATIVE, MEETING, EventType, date_columns
from articles.importing.slug_words import article_words, initiative_words, meeting_words
from articles.importing.storable import storable
from articles.importing.tenures import take_in_tenure
from articles.importing.withdraw import EVIDENCE, Touched, follow, take_back_evidence
from articles.models import Article, ImportRun
from articles.reading import RawArticle
from kb.models import ReviewState
from kb.names import name_key
from kb.slugs import free_slug

#: sources that name no place a text could be corrected at: each text from there is an article of its own
NAMELESS = "stdin-"


class ArticleState(Enum):
    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"


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
    """How an input stands to what is stored: `article` is its current version or its double, None for a new one."""

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
    current = Article.objects.current().without_text()
    here = current.filter(source=source).first()
    if here is not None:
        return KnownArticle(ArticleState.UNCHANGED if here.checksum == sum_ else ArticleState.CHANGED, here)
    elsewhere = current.filter(checksum=sum_).first()
    return KnownArticle(ArticleState.UNCHANGED, elsewhere) if elsewhere else KnownArticle(ArticleState.NEW)


@transaction.atomic
def save_article(raw: RawArticle, facts: ArticleFacts, *, run: ImportRun) -> SavedArticle:
    """Store an article with its facts. An unchanged one writes nothing; of a changed one the old version stays
    readable, its evidence is taken back, and the new version's takes its place."""
    known = find_article(raw)
    if known.state is ArticleState.UNCHANGED and known.article is not None:
        return SavedArticle(known.state, known.article)
    touched, reviewed = Touched(), {}
    if known.article is not None:
        reviewed = _reviewed_quotes(known.article)
        touched = take_back_evidence(known.article)
        Article.objects.filter(pk=known.article.pk).update(is_current=False)
    article = _create_article(raw, run, previous=known.article)
    saved = SavedArticle(known.state, article)
    settled = _save_facts(article, facts, reviewed, saved)
    for _, relation in EVIDENCE:
        getattr(settled, relation).update(getattr(touched, relation))
    outcome = follow(settled, touched)
    saved.withdrawn = outcome.withdrawn
    saved.created -= outcome.withdrawn
    saved.updated = outcome.updated - saved.created
    return saved


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


def _reviewed_quotes(previous: Article) -> dict[tuple[str, int, str], str]:
    """What people confirmed or rejected in the versions of an article: review by (table, record, quoted words)."""
    reviewed = {}
    for table, relation in EVIDENCE:
        rows = table.objects.filter(article__source=previous.source).exclude(review=ReviewState.MACHINE)
        for row in rows.select_related("article").order_by("article__version"):
            reviewed[relation, getattr(row, f"{relation}_id"), row.quote] = row.review
    return reviewed


def _save_facts(
    article: Article, facts: ArticleFacts, reviewed: Mapping[tuple[str, int, str], str], saved: SavedArticle
) -> Touched:
    """Write actors, tenures, meetings and initiatives with their evidence; the records whose values must follow."""
    checked = storable(facts, article.text)
    facts, saved.left_out = checked.facts, checked.left_out
    writer = _EvidenceWriter(article, reviewed)
    settled = Touched()
    actors = identify_actors(facts.actors)
    saved.created |= {("actor", actor.pk) for actor in actors.created}
    for fact in facts.actors:
        actor = actors.by_fact[fact.id]
        writer.add("actor", actor.pk, actor_rows(fact, article.text))
        if not already_named(actor, fact.name):
            settled.actor.add(actor.pk)
    for held in find_tenures(facts.actors, actors, article.published):
        writer.add("tenure", held.tenure.pk, [post_row(held.fact, held.body)])
        if take_in_tenure(held.tenure, former=held.fact.former, published=article.published):
            settled.tenure.add(held.tenure.pk)
    pks = actors.pks()
    names = {fact.id: fact.name for fact in facts.actors}
    known = identify_meetings(facts.meetings, pks)
    new = [meeting for meeting in facts.meetings if meeting.id not in known]
    places = find_places(meeting.place for meeting in new if meeting.place)
    for meeting in facts.meetings:
        pk = known.get(meeting.id) or _create_event(
            MEETING,
            meeting,
            meeting_words(meeting, names),
            saved,
            name=meeting.name or "",
            online=meeting.online,
            place=places[name_key(meeting.place)] if meeting.place else None,
        )
        settled.meeting.add(pk)
        writer.add("meeting", pk, meeting_rows(meeting, pks), fact=meeting.id)
    known = identify_initiatives(facts.initiatives, pks)
    for initiative in facts.initiatives:
        pk = known.get(initiative.id) or _create_event(
            INITIATIVE, initiative, initiative_words(initiative), saved, name=initiative.name
        )
        settled.initiative.add(pk)
        writer.add("initiative", pk, initiative_rows(initiative, pks), fact=initiative.id)
    writer.write()
    return settled


def _create_event(event: EventType, fact: Any, words: str, saved: SavedArticle, **columns: Any) -> int:
    """A new meeting or initiative; who takes part follows from the evidence."""
    record = event.model.objects.create(
        kind=fact.kind, status=fact.status, slug=free_slug(event.model, words), **date_columns(fact.date), **columns
    )
    saved.created.add((event.relation, record.pk))
    return int(record.pk)


class _EvidenceWriter:
    """Collects an article's evidence rows, and writes them at once."""

    def __init__(self, article: Article, reviewed: Mapping[tuple[str, int, str], str]) -> None:
        self._article = article
        self._reviewed = reviewed
        self._rows: dict[str, dict[tuple[int, int, int], Any]] = {relation: {} for _, relation in EVIDENCE}
        self._tables = {relation: table for table, relation in EVIDENCE}

    def add(self, relation: str, record: int, rows: Iterable[EvidenceRow], **columns: Any) -> None:
        """Rows about one record; a span of it that is there already is not written twice."""
        for row in rows:
            quote = row.span.of(self._article.text)
            evidence = self._tables[relation](
                article=self._article,
                start=row.span.start,
                end=row.span.end,
                values=row.values,
                rule=row.rule[:80],
                confidence=row.confidence,
                pipeline_version=self._article.pipeline_version,
                review=self._reviewed.get((relation, record, quote), ReviewState.MACHINE),
                **{f"{relation}_id": record},
                **columns,
            )
            self._rows[relation].setdefault((record, row.span.start, row.span.end), evidence)

    def write(self) -> None:
        for relation, rows in self._rows.items():
            self._tables[relation].objects.bulk_create(rows.values())
