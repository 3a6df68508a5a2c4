"""The facts of one article into records: each value with the words that say it, and what has to follow from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from articles.extraction.facts import ActorFact, ArticleFacts, InitiativeFact, MeetingFact, UnnamedHolder
from articles.importing.actor_names import already_named, keep_names
from articles.importing.actors import IdentifiedActors, identify_actors
from articles.importing.evidence import EvidenceRow, actor_rows, initiative_rows, meeting_rows, post_row
from articles.importing.misread import MisreadIn
from articles.importing.placing import Placed, place_tellings
from articles.importing.posts import AskingForPosts, find_tenures
from articles.importing.settle import INITIATIVE, MEETING, EventType
from articles.importing.splits import SplitsOf
from articles.importing.storable import storable
from articles.importing.tenures import take_in_tenures
from articles.importing.told_before import as_stored, stored_of
from articles.importing.touched import EVIDENCE, Touched
from articles.importing.unasked import repeated, settle_new
from articles.models import Article
from kb.merging.belongings import own_pk, survivors
from kb.merging.splits import parted_fact
from kb.models import Actor, ReviewState

#: what people said of words, by (table, record, quoted words)
Reviewed = Mapping[tuple[str, int, str], str]
#: evidence rows by the id of their fact
Rows = Mapping[str, Sequence[EvidenceRow]]


@dataclass
class SavedFacts:
    """`created`: (table, pk) of new records; `settled`: records whose values must follow; `emptied`: those that some
    evidence left for another; `left_out`: a line for each fact that could not be stored."""

    created: set[tuple[str, int]] = field(default_factory=set)
    settled: Touched = field(default_factory=Touched)
    emptied: Touched = field(default_factory=Touched)
    left_out: tuple[str, ...] = ()


def save_facts(article: Article, facts: ArticleFacts, reviewed: Reviewed, before: Touched) -> SavedFacts:
    """Write actors, tenures, meetings and initiatives with their evidence. `before`: what an earlier version of the
    article spoke of."""
    checked = storable(facts, article.text)
    saving = _Saving(article, checked.facts, EvidenceWriter(article, reviewed), SplitsOf(article.guid), before)
    saving.saved.left_out = checked.left_out
    actors = saving.save_actors()
    asking = saving.save_posts(actors)
    told = as_stored(checked.facts, actors.by_fact)
    for event in (MEETING, INITIATIVE):
        saving.save_events(event, actors, told)
    saving.saved.settled.meeting |= asking.meetings()
    saving.writer.write()
    return saving.saved


@dataclass
class _Saving:
    """One article on its way into the knowledge base."""

    article: Article
    facts: ArticleFacts
    writer: EvidenceWriter
    splits: SplitsOf
    before: Touched
    saved: SavedFacts = field(default_factory=SavedFacts)

    def save_actors(self) -> IdentifiedActors:
        parted = self.splits.actors(self.facts.actors, self.article.text)
        actors = identify_actors([fact for fact in self.facts.actors if fact.id not in parted], self.article.text)
        actors.by_fact |= parted
        self.saved.created |= {("actor", actor.pk) for actor in actors.created}
        for fact in self.facts.actors:
            self._save_actor(fact, actors.by_fact[fact.id])
        known = {actor.pk for actor in actors.by_fact.values() if actor.gazetteer_key is None}
        known &= self.writer.counting("actor")  # a mention that people rejected names nobody
        keep_names(known - {actor.pk for actor in actors.created} - self.before.named)
        return actors

    def _save_actor(self, fact: ActorFact, actor: Actor) -> None:
        self.writer.add("actor", actor.pk, actor_rows(fact, self.article.text), counts_for=actor.merged_into_id)
        if actor.merged_into_id or not already_named(actor, fact.name):
            self.saved.settled.actor.add(actor.merged_into_id or actor.pk)

    def save_posts(self, actors: IdentifiedActors) -> AskingForPosts:
        """Write tenures; gives what will say which meetings ask for such posts."""
        published = self.article.published
        found = find_tenures(self.facts.actors, actors, published)
        asking = AskingForPosts(found.held)
        for held in found.held:
            self.writer.add("tenure", held.tenure.pk, [post_row(held.fact, held.body)], counts_for=held.shown.pk)
        told = ((held.shown, held.fact.former) for held in found.held)
        self.saved.settled.tenure = found.moved | take_in_tenures(told, published)
        return asking

    def save_events(self, event: EventType, actors: IdentifiedActors, told: ArticleFacts) -> None:
        """Find or make the record of each fact, and write its sentences; those of which people said that they are about
        another go there. `told`: the facts by the primary keys of their actors."""
        relation = event.relation
        facts = self.facts.meetings if event is MEETING else self.facts.initiatives
        records = self.splits.events(relation, facts, self.article.text)
        new = stored_of(event, self.article, told, {fact.id: None for fact in facts if fact.id not in records})
        placed = place_tellings(event, new, previous=getattr(self.before, relation))
        into = self._survivors(event, placed, set(records.values()))
        placed.records |= records
        self.saved.created |= {(relation, pk) for pk in placed.created}
        settled = getattr(self.saved.settled, relation)
        settled.update(into.get(pk, pk) for pk in placed.changed | set(records.values()))
        getattr(self.saved.emptied, relation).update(placed.lost)
        rows = _event_rows(facts, actors.pks(), self.facts.unnamed, self.article.published)
        for fact in facts:
            settled.update(self._write_event(relation, fact.id, placed.records[fact.id], rows[fact.id], into))
        if not into and self._plain(relation):
            settled -= _unasked(event, placed, rows, set(records.values()), actors.by_fact.values())

    def _survivors(self, event: EventType, placed: Placed, parted: set[int]) -> dict[int, int]:
        """What the records are merged into, where some may be; `parted`: those that people said sentences are about."""
        targets = self.splits.targets(event.relation)
        if not (placed.held or targets or parted - placed.changed):
            return {}
        return survivors(event.model, placed.changed | parted | targets)

    def _plain(self, relation: str) -> bool:
        """Did nobody say anything of these words?"""
        return not (self.writer.reviewed or self.splits.targets(relation) or self.writer.misread)

    def _write_event(
        self, relation: str, fact: str, pk: int, rows: Iterable[EvidenceRow], into: Mapping[int, int]
    ) -> set[int]:
        """Write the sentences of one fact; the other records that some of them are about."""
        others = set()
        for row in rows:
            own = self.splits.of_words(relation, pk, row.span.of(self.article.text))
            if own != pk:
                others.add(into.get(own, own))
            name = fact if own == pk else parted_fact(fact)
            self.writer.add(relation, own, [row], counts_for=into.get(own, own), fact=name)
        return others


def _unasked(
    event: EventType, placed: Placed, rows: Rows, parted: Collection[int], actors: Iterable[Actor]
) -> set[int]:
    """The records that say already all that there is to say, and need not ask all of their evidence."""
    by_record = {placed.records[fact]: its_rows for fact, its_rows in rows.items()}
    unasked = settle_new(event, {pk: by_record[pk] for pk in placed.told_once}, list(actors))
    return unasked | repeated(event, {pk: by_record[pk] for pk in placed.told_again - set(parted)})


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


class EvidenceWriter:
    """Collects an article's evidence rows, and writes them at once."""

    def __init__(self, article: Article, reviewed: Mapping[tuple[str, int, str], str]) -> None:
        self._article = article
        self.reviewed = reviewed
        self.misread = MisreadIn(article.guid)
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
                review=self.reviewed.get((relation, record, quote), ReviewState.MACHINE),
                **self.misread.columns(relation, record, quote, row.values),
                **whose,
                **columns,
            )
            self._rows[relation].setdefault((record, row.span.start, row.span.end), evidence)

    def counting(self, relation: str) -> set[int]:
        """The records of which some row says anything: one that people did not reject."""
        rows = self._rows[relation].items()
        return {record for (record, _start, _end), row in rows if row.review != ReviewState.REJECTED}

    def write(self) -> None:
        """Write everything that was added; rows that people reviewed, and that stayed in place, not once more."""
        for relation, rows in self._rows.items():
            table = self._tables[relation]
            if self.reviewed:
                for row in table.objects.filter(article=self._article, addition=None):
                    rows.pop((own_pk(row, relation), row.start, row.end), None)
            table.objects.bulk_create(rows.values())
