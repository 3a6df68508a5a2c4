"""One article and its facts into the knowledge base, in one transaction, every value with its evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from django.db import transaction
from django.db.models import Q

from articles.extraction.facts import ArticleFacts, InitiativeFact, MeetingFact, UnnamedHolder
from articles.importing.actor_names import already_named
from articles.importing.actors import identify_actors
from articles.importing.additions import lift_additions, place_additions
from articles.importing.earlier import keep_reading
from articles.importing.evidence import EvidenceRow, actor_rows, initiative_rows, meeting_rows, post_row
from articles.importing.misread import MisreadIn
from articles.importing.placing import place_tellings
from articles.importing.posts import AskingForPosts, find_tenures
from articles.importing.settle import INITIATIVE, MEETING
from articles.importing.slug_words import article_words
from articles.importing.splits import SplitsOf
from articles.importing.storable import storable
from articles.importing.tenures import take_in_tenures
from articles.importing.told_before import as_stored, stored_of
from articles.importing.unasked import repeated, settle_new
from articles.importing.withdraw import EVIDENCE, Touched, follow, reviewed_quotes, take_back_evidence
from articles.models import Article, ImportRun
from articles.reading import RawArticle
from kb.merging.belongings import own_pk, survivors
from kb.merging.splits import parted_fact
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
    reviewed: Mapping[tuple[str, int, str], str],
    touched: Touched,
    saved: SavedArticle,
) -> None:
    """Write the facts, and bring in line all records that they or the evidence taken back (`touched`) speak of."""
    settled, emptied = _save_facts(article, facts, reviewed, saved, touched)
    touched.add(emptied)
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


def _save_facts(
    article: Article,
    facts: ArticleFacts,
    reviewed: Mapping[tuple[str, int, str], str],
    saved: SavedArticle,
    before: Touched,
) -> tuple[Touched, Touched]:
    """Write actors, tenures, meetings and initiatives with their evidence; the records whose values must follow, and
    those that some evidence left for another. `before`: what an earlier version of the article spoke of."""
    checked = storable(facts, article.text)
    facts, saved.left_out = checked.facts, checked.left_out
    writer = _EvidenceWriter(article, reviewed)
    settled, emptied = Touched(), Touched()
    splits = SplitsOf(article.source)
    parted = splits.actors(facts.actors, article.text)
    actors = identify_actors([fact for fact in facts.actors if fact.id not in parted], article.text)
    actors.by_fact |= parted
    saved.created |= {("actor", actor.pk) for actor in actors.created}
    for fact in facts.actors:
        actor = actors.by_fact[fact.id]
        writer.add("actor", actor.pk, actor_rows(fact, article.text), counts_for=actor.merged_into_id)
        if actor.merged_into_id or not already_named(actor, fact.name):
            settled.actor.add(actor.merged_into_id or actor.pk)
    held_posts = find_tenures(facts.actors, actors, article.published)
    asking = AskingForPosts(held_posts)
    for held in held_posts:
        writer.add("tenure", held.tenure.pk, [post_row(held.fact, held.body)], counts_for=held.shown.pk)
    settled.tenure = take_in_tenures(((held.shown, held.fact.former) for held in held_posts), article.published)
    told = as_stored(facts, actors.by_fact)
    for event, its_facts in ((MEETING, facts.meetings), (INITIATIVE, facts.initiatives)):
        records = splits.events(event.relation, its_facts, article.text)
        new = stored_of(event, article, told, {fact.id: None for fact in its_facts if fact.id not in records})
        placed = place_tellings(event, new, previous=getattr(before, event.relation))
        changed = placed.changed | set(records.values())
        placed.records |= records
        taken_out = splits.targets(event.relation)
        known = changed - placed.changed
        into = survivors(event.model, changed | taken_out) if placed.held or taken_out or known else {}
        saved.created |= {(event.relation, pk) for pk in placed.created}
        getattr(settled, event.relation).update(into.get(pk, pk) for pk in changed)
        getattr(emptied, event.relation).update(placed.lost)
        rows = _event_rows(its_facts, actors.pks(), facts.unnamed, article.published)
        for fact in its_facts:
            pk = placed.records[fact.id]
            for row in rows[fact.id]:
                own = splits.of_words(event.relation, pk, row.span.of(article.text))
                name = fact.id if own == pk else parted_fact(fact.id)
                if own != pk:
                    getattr(settled, event.relation).add(into.get(own, own))
                writer.add(event.relation, own, [row], counts_for=into.get(own, own), fact=name)
        if not reviewed and not into and not taken_out and not writer.misread:
            by_record = {placed.records[fact]: its_rows for fact, its_rows in rows.items()}
            unasked = settle_new(event, {pk: by_record[pk] for pk in placed.told_once}, actors.by_fact.values())
            unasked |= repeated(event, {pk: by_record[pk] for pk in placed.told_again - set(records.values())})
            getattr(settled, event.relation).difference_update(unasked)
    settled.meeting |= asking.meetings()
    writer.write()
    return settled, emptied


def _event_rows(
    facts: Iterable[MeetingFact | InitiativeFact],
    actors: Mapping[str, int],
    unnamed: Sequence[UnnamedHolder],
    published: date | None,
) -> dict[str, list[EvidenceRow]]:
    """The evidence rows of each fact, by its id. `actors`: primary keys by their ids in the facts."""
    return {
        fact.id: meeting_rows(fact, actors, unnamed, published)
        if isinstance(fact, MeetingFact)
        else initiative_rows(fact, actors)
        for fact in facts
    }


class _EvidenceWriter:
    """Collects an article's evidence rows, and writes them at once."""

    def __init__(self, article: Article, reviewed: Mapping[tuple[str, int, str], str]) -> None:
        self._article = article
        self._reviewed = reviewed
        self.misread = MisreadIn(article.source)
        self._rows: dict[str, dict[tuple[int, int, int], Any]] = {relation: {} for _, relation in EVIDENCE}
        self._tables = {relation: table for table, relation in EVIDENCE}

    def add(
        self, relation: str, record: int, rows: Iterable[EvidenceRow], *, counts_for: int | None = None, **columns: Any
    ) -> None:
        """Rows about a record, which may count for another; a span of it that is there already is not written twice."""
        counts_for = counts_for or record
        whose = {f"{relation}_id": counts_for, f"own_{relation}_id": record if record != counts_for else None}
        for row in rows:
            quote = row.span.of(self._article.text)
            evidence = self._tables[relation](
                article=self._article,
                start=row.span.start,
                end=row.span.end,
                rule=row.rule[:80],
                confidence=row.confidence,
                pipeline_version=self._article.pipeline_version,
                review=self._reviewed.get((relation, record, quote), ReviewState.MACHINE),
                **self.misread.columns(relation, record, quote, row.values),
                **whose,
                **columns,
            )
            self._rows[relation].setdefault((record, row.span.start, row.span.end), evidence)

    def write(self) -> None:
        """Write everything that was added; rows that people reviewed, and that stayed in place, not once more."""
        for relation, rows in self._rows.items():
            table = self._tables[relation]
            if self._reviewed:
                for row in table.objects.filter(article=self._article, addition=None):
                    rows.pop((own_pk(row, relation), row.start, row.end), None)
            table.objects.bulk_create(rows.values())
