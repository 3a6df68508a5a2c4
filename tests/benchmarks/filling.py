"""Fills an empty knowledge base with what imports of many synthetic articles would have left, as fast as rows go in.

Forms, tellings, keys and values come from the very functions that imports use; only which facts are one is taken from
the world instead of being found. `check_kb` has nothing to say about such a base.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

from articles.identity.forms import forms_of
from articles.identity.from_files import known_from_files
from articles.identity.keys import form_keys
from articles.identity.series import read_series
from articles.identity.tellings import initiative_tellings, meeting_tellings
from articles.importing.evidence import EvidenceRow, actor_rows, initiative_rows, meeting_rows, post_row
from articles.importing.regroup import likening_of
from articles.importing.series import find_series
from articles.importing.settle import INITIATIVE, MEETING, EventType, date_columns
from articles.importing.slug_words import meeting_words
from articles.models import (
    ActorEvidence,
    ActorKey,
    Article,
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
from tests.benchmarks.wire import Wire, wire

#: articles written at once
CHUNK = 2000
_EPOCH = "2020-01-01 00:00:00"


class Table:
    """Rows of a model on their way into its table, with primary keys in the order in which they come."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.fields = model._meta.concrete_fields
        self.columns = [field.column for field in self.fields]
        self.usual = {field.column: self._usual(field) for field in self.fields}
        first = model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
        self.pks = count(first + 1)
        self.rows: list[tuple[Any, ...]] = []

    @staticmethod
    def _usual(field: Any) -> Any:
        if isinstance(field, models.DateTimeField):
            return _EPOCH
        if isinstance(field, models.JSONField):
            return "{}"
        default = field.get_default()
        return int(default) if isinstance(default, bool) else default

    def add(self, *, pk: int | None = None, **given: Any) -> int:
        """One more row; its primary key."""
        pk = pk or next(self.pks)
        row = {**self.usual, "id": pk, **given}
        self.rows.append(tuple(row[column] for column in self.columns))
        return pk

    def write(self) -> None:
        """Into the table with them."""
        names = ", ".join(map(connection.ops.quote_name, self.columns))
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    for row in self.rows:
                        copy.write_row(row)
            else:
                marks = ", ".join("?" * len(self.columns))
                sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
                cursor.cursor.connection.executemany(sql, self.rows)
        self.rows.clear()


class Filling:
    """What is known of the records while their articles are written."""

    def __init__(self) -> None:
        filled = (Article, Actor, ActorName, ActorKey, Post, Tenure, Meeting, MeetingKey, Initiative, InitiativeKey,
                  Participation, Party, ActorEvidence, TenureEvidence, MeetingEvidence, InitiativeEvidence)  # fmt: skip
        self.tables = {model: Table(model) for model in filled}
        self.known = known_from_files()
        self.seeded = {actor.gazetteer_key: actor for actor in Actor.objects.exclude(gazetteer_key=None)}
        self.places = {place.key: place.pk for place in Place.objects.all()}
        self.persons: dict[str, Actor] = {}
        self.told_names: dict[int, list[Told]] = defaultdict(list)
        self.posts: dict[tuple[str, int], int] = {}
        self.tenures: dict[tuple[int, int], tuple[int, list[date]]] = {}
        self.records: dict[str, dict[int, int]] = {"meeting": {}, "initiative": {}}
        self.told: dict[str, dict[int, dict[str, list[Told]]]] = {"meeting": {}, "initiative": {}}
        self.slugs: dict[int, tuple[str, str]] = {}
        self.keys: dict[str, dict[int, set[str]]] = {
            relation: defaultdict(set) for relation in ("actor", "meeting", "initiative")
        }
        self.ties: dict[str, dict[int, set[int]]] = {"meeting": defaultdict(set), "initiative": defaultdict(set)}

    def fill(self, numbers: range) -> None:
        """Write all articles of these numbers, and their records."""
        with _without_foreign_keys(), transaction.atomic(), _without_indexes(self.tables):
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
        if connection.vendor == "postgresql":  # as its autovacuum does by itself
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")

    def _write(self) -> None:
        for table in self.tables.values():
            table.write()

    def _article(self, each: Wire) -> None:
        text, day = each.text, each.facts.published
        assert day is not None
        article = self.tables[Article].add(
            source=each.source, slug=f"bench-{each.number}", checksum=hashlib.sha256(text.encode()).hexdigest(),
            title=text[: text.index("\n")][:300], text=text, published=day.isoformat(), pipeline_version="bench",
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
            self.posts[title, body.pk] = self.tables[Post].add(
                title=title, title_key=name_key(title), body_id=body.pk, slug=slug_of(Post, f"{title} {body.pk}")
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
            record = self.records[relation].get(truth.number)
            if record is None:
                record = self.records[relation][truth.number] = next(self.tables[event.model].pks)
                words = meeting_words(fact, names) if event is MEETING else fact.name  # type: ignore[arg-type]
                self.slugs[record] = (slug_of(event.model, words), fact.kind)
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
            slug = f"{slug_of(Actor, name)}-{actor.pk}"
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
        relation, seen = event.relation, set()
        series = self._series() if event is MEETING else {}
        for record, told in self.told[relation].items():
            values = {name: decide(told.get(name, ()), rule) for name, rule in event.rules.items()}
            slug = self.slugs[record][0]
            columns = {"kind": values["kind"], "status": values["status"], "name": values["name"] or ""}
            if event is MEETING:
                columns |= {"place_id": self.places[name_key(values["place"])], "online": 0, **series.get(record, {})}
            days = {name: day.isoformat() if isinstance(day, date) else day for name, day in
                    date_columns(values["date_edtf"]).items()}  # fmt: skip
            self.tables[event.model].add(
                pk=record, slug=f"{slug}-{record}" if slug in seen else slug, key=name_key(columns["name"]),
                topics=values["topics"] or "", **columns, **days,
            )  # fmt: skip
            seen.add(slug)
            for key in self.keys[relation][record]:
                self.tables[keys].add(**{f"{relation}_id": record, "key": key})
            for actor in self.ties[relation][record]:
                role = {"role": "participant"} if event is MEETING else {}
                self.tables[ties].add(
                    **{f"{relation}_id": record, "actor_id": actor}, **role, confidence=0.9, review="machine"
                )


@contextmanager
def _without_indexes(models: Iterable[type[models.Model]]) -> Iterator[None]:
    """Indexes are made in the end, in one go each: rows that come one by one would go to and fro in them."""
    if connection.vendor == "postgresql":
        asked = (
            "SELECT indexname, indexdef, tablename FROM pg_indexes WHERE schemaname = current_schema()"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        )
    else:
        asked = "SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'index' AND sql <> ''"
    tables = {model._meta.db_table for model in models}
    with connection.cursor() as cursor:
        cursor.execute(asked)
        indexes = [(name, sql) for name, sql, table in cursor.fetchall() if table in tables]
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    yield
    with connection.cursor() as cursor:
        for _, sql in indexes:
            cursor.execute(sql)


@contextmanager
def _without_foreign_keys() -> Iterator[None]:
    """Records are written after what refers to them; their keys are known before."""
    on, off = ("origin", "replica") if connection.vendor == "postgresql" else ("ON", "OFF")
    statement = "SET session_replication_role = {}" if connection.vendor == "postgresql" else "PRAGMA foreign_keys = {}"
    with connection.cursor() as cursor:
        cursor.execute(statement.format(off))
    yield
    with connection.cursor() as cursor:
        cursor.execute(statement.format(on))
