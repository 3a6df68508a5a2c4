"""Fills an empty knowledge base with what imports of many synthetic articles would have left, as fast as rows go in.

Forms, tellings, keys and values come from the very functions that imports use. Which facts are one is taken from the
world, and asked of identity only once for each thing that there is (`records.py`). So few articles come out as if they
had been imported, which a test compares; of a thousand some twenty meetings are told apart or joined otherwise.
`check_kb` has nothing to say about such a base.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

from articles.identity.forms import forms_of
from articles.identity.from_files import known_from_files
from articles.identity.keys import form_keys
from articles.identity.series import read_series
from articles.identity.tellings import initiative_tellings, meeting_tellings
from articles.importing.evidence import EvidenceRow, actor_rows, initiative_rows, meeting_rows, post_row
from articles.importing.neighbourhood import likening_of
from articles.importing.placing import mark_of
from articles.importing.recognising import checksum
from articles.importing.series import find_series
from articles.importing.settle import INITIATIVE, MEETING, EventType, date_columns
from articles.importing.slug_words import meeting_words
from articles.models import (
    ActorEvidence,
    ActorKey,
    Article,
    ImportRun,
    InitiativeEvidence,
    InitiativeKey,
    MeetingEvidence,
    MeetingKey,
    TenureEvidence,
)
from kb.models import Actor, ActorName, Initiative, Meeting, Participation, Party, Place, Post, Tenure
from kb.names import name_key
from kb.slugs import slug_of
from kb.values import NAME, Told, decide
from tests.benchmarks.records import Records
from tests.benchmarks.tables import Table, without_foreign_keys, without_indexes
from tests.benchmarks.wire import Wire, wire

#: articles written at once
CHUNK = 2000


class _Addresses:
    """Addresses that are taken."""

    def __init__(self, model: type[models.Model]) -> None:
        self._model = model
        self._taken = Counter(model._base_manager.values_list("slug", flat=True))

    def free(self, words: str) -> str:
        """The address of these words, numbered where another has it."""
        slug = slug_of(self._model, words)
        self._taken[slug] += 1
        return slug if self._taken[slug] == 1 else f"{slug}-{self._taken[slug]}"

    def marked(self, words: str, at: tuple[str, str]) -> str:
        """The address of these words, with the mark of its first telling where an earlier one has it."""
        slug = slug_of(self._model, words)
        self._taken[slug] += 1
        return slug if self._taken[slug] == 1 else self.free(mark_of(slug, at))


class Filling:
    """What is known of the records while their articles are written."""

    def __init__(self) -> None:
        filled = (Article, Actor, ActorName, ActorKey, Post, Tenure, Meeting, MeetingKey, Initiative, InitiativeKey,
                  Participation, Party, ActorEvidence, TenureEvidence, MeetingEvidence, InitiativeEvidence)  # fmt: skip
        self.tables = {model: Table(model) for model in filled}
        self.run = ImportRun.objects.create(pipeline_version="bench").pk
        self.known = known_from_files()
        self.seeded = {actor.gazetteer_key: actor for actor in Actor.objects.exclude(gazetteer_key=None)}
        self.places = {place.key: place.pk for place in Place.objects.all()}
        self.persons: dict[str, Actor] = {}
        self.told_names: dict[int, list[Told]] = defaultdict(list)
        self.posts: dict[tuple[str, int], int] = {}
        self.tenures: dict[tuple[int, int], tuple[int, list[date]]] = {}
        self.records = {event.relation: Records(likening_of(event)) for event in (MEETING, INITIATIVE)}
        self.addresses = {model: _Addresses(model) for model in (Article, Actor, Post, Meeting, Initiative)}
        self.told: dict[str, dict[int, dict[str, list[Told]]]] = {"meeting": {}, "initiative": {}}
        self.slugs: dict[str, dict[int, str]] = {"meeting": {}, "initiative": {}}
        self.keys: dict[str, dict[int, set[str]]] = {
            relation: defaultdict(set) for relation in ("actor", "meeting", "initiative")
        }
        self.ties: dict[str, dict[int, set[int]]] = {"meeting": defaultdict(set), "initiative": defaultdict(set)}

    def fill(self, numbers: range) -> None:
        """Write all articles of these numbers, and their records."""
        with without_foreign_keys(), transaction.atomic(), without_indexes(self.tables):
            for start in range(numbers.start, numbers.stop, CHUNK):
                for number in range(start, min(start + CHUNK, numbers.stop)):
                    self._article(wire(number))
                self._write()
            self._write_actors()
            for event, keys, ties in ((MEETING, MeetingKey, Participation), (INITIATIVE, InitiativeKey, Party)):
                self._write_events(event, keys, ties)
            self._write()
            with connection.cursor() as cursor:
                for sql in connection.ops.sequence_reset_sql(no_style(), list(self.tables)):
                    cursor.execute(sql)

    def _write(self) -> None:
        for table in self.tables.values():
            table.write()

    def _article(self, each: Wire) -> None:
        raw, text, day = each.raw(), each.text, each.facts.published
        assert day is not None
        title = (raw.header.title or raw.id)[:300]
        article = self.tables[Article].add(
            guid=each.source, source=each.source, slug=self.addresses[Article].free(f"{day} {title}"),
            checksum=checksum(raw), agency=raw.header.agency or "", dateline=raw.header.dateline or "", title=title,
            text=text, published=day.isoformat(), pipeline_version="bench", run_id=self.run,
        )  # fmt: skip
        actors = {id: self._actor(each, id) for id in each.who}
        pks = {id: actor.pk for id, actor in actors.items()}
        for fact in each.facts.actors:
            self._evidence(ActorEvidence, article, actor_rows(fact, text), actor_id=pks[fact.id])
            if fact.kind == "person":
                self.told_names[pks[fact.id]].append(Told(fact.name, article, day, 0.95))
            for post in fact.posts:
                assert post.body is not None
                tenure = self._tenure(pks[fact.id], post.title, actors[post.body], day)
                self._evidence(TenureEvidence, article, [post_row(post, pks[post.body])], tenure_id=tenure)
        facts = each.facts
        forms = forms_of(facts, text, self.known)
        for id, form in forms.items():
            self.keys["actor"][pks[id]] |= form_keys(form)
        at = f"{each.source}#1"
        self._events(MEETING, each, article, pks, meeting_tellings(at, facts, text, forms, self.known))
        self._events(INITIATIVE, each, article, pks, initiative_tellings(at, facts, text, forms, self.known))

    def _actor(self, each: Wire, id: str) -> Actor:
        who = each.who[id]
        if isinstance(who, str):
            return self.seeded[who]
        key = f"{who.name}|{who.state}"
        if key not in self.persons:
            self.persons[key] = Actor(pk=next(self.tables[Actor].pks), kind="person", name=who.name)
        return self.persons[key]

    def _tenure(self, person: int, title: str, body: Actor, day: date) -> int:
        if (title, body.pk) not in self.posts:
            slug = self.addresses[Post].free(f"{title}, {body.name}")
            self.posts[title, body.pk] = self.tables[Post].add(
                title=title, title_key=name_key(title), body_id=body.pk, slug=slug
            )
        held = (person, self.posts[title, body.pk])
        if held not in self.tenures:
            self.tenures[held] = (next(self.tables[Tenure].pks), [day, day])
        pk, seen = self.tenures[held]
        seen[:] = [min(seen[0], day), max(seen[1], day)]
        return pk

    def _events(self, event: EventType, each: Wire, article: int, pks: dict[str, int], tellings: list[Any]) -> None:
        relation, day = event.relation, each.facts.published
        facts = each.facts.meetings if event is MEETING else each.facts.initiatives
        rows_of: Any = meeting_rows if event is MEETING else initiative_rows
        truths = each.told.meetings if event is MEETING else each.told.accords
        names = {fact.id: fact.name for fact in each.facts.actors}
        for fact, telling, (truth, *_) in zip(facts, tellings, truths, strict=True):
            record = self.records[relation].find(truth.number, telling)
            if record is None:
                record = next(self.tables[event.model].pks)
                self.records[relation].add(truth.number, record, telling)
                words = meeting_words(fact, names) if event is MEETING else fact.name  # type: ignore[arg-type]
                self.slugs[relation][record] = self.addresses[event.model].marked(words, telling.at)
            rows = rows_of(fact, pks)
            self._evidence(event.evidence, article, rows, fact=fact.id, **{f"{relation}_id": record})
            self.keys[relation][record] |= likening_of(event).keys(telling).kept
            told = self.told[relation].setdefault(record, defaultdict(list))
            for row in rows:
                for name, value in row.values.items():
                    if name in event.rules:
                        told[name].append(Told(value["value"], article, day, value["confidence"]))
                self.ties[relation][record] |= {tie["actor"] for tie in row.values.get(event.ties, ())}

    def _evidence(self, model: type[models.Model], article: int, rows: Iterable[EvidenceRow], **columns: Any) -> None:
        for row in rows:
            self.tables[model].add(
                article_id=article, start=row.span.start, end=row.span.end, values=json.dumps(row.values),
                rule=row.rule, confidence=row.confidence, pipeline_version="bench", **columns,
            )  # fmt: skip

    def _write_actors(self) -> None:
        for actor in self.persons.values():
            told = self.told_names[actor.pk]
            name = decide(told, NAME)
            slug = self.addresses[Actor].free(told[0].value)
            self.tables[Actor].add(pk=actor.pk, kind="person", name=name, slug=slug)
            for spelling in {each.value for each in told}:
                self.tables[ActorName].add(
                    actor_id=actor.pk, text=spelling, key=name_key(spelling), kind="name", review="machine"
                )
        for pk, keys in self.keys["actor"].items():
            for key in keys:
                self.tables[ActorKey].add(actor_id=pk, key=key)
        for (person, post), (pk, (first, last)) in self.tenures.items():
            self.tables[Tenure].add(
                pk=pk, person_id=person, post_id=post, seen_from=first.isoformat(), seen_until=last.isoformat(),
                review="machine",
            )  # fmt: skip

    def _series(self) -> dict[int, dict[str, Any]]:
        """Series and number of the meetings with a name."""
        named = {record: decide(told["name"], NAME) for record, told in self.told["meeting"].items() if "name" in told}
        read = {record: series for record, name in named.items() if (series := read_series(name))}
        pks = find_series(read.values())
        return {record: {"series_id": pks[series.key], "ordinal": series.ordinal} for record, series in read.items()}

    def _write_events(self, event: EventType, keys: type[models.Model], ties: type[models.Model]) -> None:
        relation = event.relation
        series = self._series() if event is MEETING else {}
        for record, told in self.told[relation].items():
            values = {name: decide(told.get(name, ()), rule) for name, rule in event.rules.items()}
            columns = {"kind": values["kind"], "status": values["status"], "name": values["name"] or ""}
            if event is MEETING:
                columns |= {"place_id": self.places[name_key(values["place"])], "online": 0, **series.get(record, {})}
            days = {name: day.isoformat() if isinstance(day, date) else day for name, day in
                    date_columns(values["date_edtf"]).items()}  # fmt: skip
            self.tables[event.model].add(
                pk=record, slug=self.slugs[relation][record], key=name_key(columns["name"]),
                topics=values["topics"] or "", **columns, **days,
            )  # fmt: skip
            for key in self.keys[relation][record]:
                self.tables[keys].add(**{f"{relation}_id": record, "key": key})
            for actor in self.ties[relation][record]:
                role = {"role": "participant"} if event is MEETING else {}
                self.tables[ties].add(
                    **{f"{relation}_id": record, "actor_id": actor}, **role, confidence=0.9, review="machine"
                )
