"""A knowledge base at work: articles come, change and go, people decide, merge and take back, in any order.

Hypothesis chooses the steps; after each of them the whole base must be as it should be, and what people said
must still hold.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import models, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from articles.archive import archive_digest, export_archive, import_archive, knowledge_digest
from articles.checking import check_base
from articles.importing.adding import Adding, CannotAdd, NewActor, Words, take_back_addition
from articles.importing.places import find_places
from articles.importing.reread import reread_article
from articles.importing.undo import undo_run
from articles.importing.withdraw import EVIDENCE, Touched, follow
from articles.importing.withdrawing_values import give_value_back, withdraw_value
from articles.models import Addition, Article, ImportRun, MeetingEvidence, Misreading, RunKind, RunStatus
from kb.decisions import decide, give_back
from kb.merging.merges import mark_not_same, merge, unmerge
from kb.merging.objections import MergeRefused
from kb.merging.splits import split, split_sentences
from kb.models import Actor, Answer, Decision, Initiative, Meeting, Merge, Participation, Record, ReviewState, Tenure
from kb.models.history import keep_changes, people_write
from kb.names import name_key
from kb.reviewing.answers import answer, take_back_answers
from kb.reviewing.deciding import CannotDecide
from kb.reviewing.doubts import waiting
from tests.articles.archive.small_base import empty_base
from tests.articles.importing.telling import facts, raw_article, tell

TEXTS: list[dict[str, Any]] = [
    {"text": "Anna Berg and Carl Dahl met in Hue.", "who": ["Anna Berg", "Carl Dahl"], "met": [{"place": "Hue"}]},
    {"text": "Dahl Carl will meet Anna Berg.", "who": ["Anna Berg", "Dahl Carl"],
     "met": [{"status": "planned", "date": "2020-02"}], "posts": {"Anna Berg": [{"title": "Minister"}]}},
    {"text": "Russia and ASEAN met. They have a plan.", "who": ["Russia", "ASEAN"],
     "met": [{"kind": "summit", "name": "3rd ASEAN-Russia Summit"}], "agreed": [{}]},
    {"text": "ASEAN and Russia have a plan. Anna Berg signed it.", "who": ["Russia", "ASEAN", "Anna Berg"],
     "agreed": [{"status": "signed", "date": "2020-02-03"}],
     "posts": {"Anna Berg": [{"title": "Minister", "body": "Russia", "former": True}]}},
    {"text": "Anna Berg met twice. Again she met Carl Dahl.", "who": ["Anna Berg", "Carl Dahl"],
     "met": [{"anchors": [["Anna Berg", 1]]}, {"anchors": [["Again she met", 1]], "place": "Hanoi"}]},
    {"text": "Nothing happened."},
    {"text": "Carl Dahl met the Foreign Minister of Russia.", "who": ["Carl Dahl", "Russia"], "met": [{"place": "Hue"}],
     "unnamed": [{"words": "Foreign Minister of Russia", "title": "Foreign Minister", "body": "Russia"}]},
    {"text": "Anna Berg speaks for Russia.", "who": ["Anna Berg", "Russia"],
     "posts": {"Anna Berg": [{"title": "Foreign Minister", "body": "Russia"}]}},
    {"text": "Emil Falk speaks for Russia.", "who": ["Emil Falk", "Russia"],
     "posts": {"Emil Falk": [{"title": "Foreign Minister", "body": "Russia"}]}},
]  # fmt: skip
RECORDS: list[type[Record]] = [Actor, Meeting, Initiative]
SET_BY_HAND = {"status": "cancelled", "name": "An editor's name of 2nd ASEAN Summit", "kind": "ceremony"}

#: what these files hold stands at one web address
ADDRESSES = {"d.txt": "https://example.org/news/1", "e.txt": "http://www.example.org/news/1/?utm_source=feed"}
a_source = st.sampled_from(["a.txt", "b.txt", "c.txt", *ADDRESSES])
a_text = st.integers(0, len(TEXTS) - 1)
a_date = st.sampled_from([None, "2020-01-01", "2020-03-01"])
a_place = st.integers(0, 5)
a_kind = st.sampled_from(RECORDS)
a_review = st.sampled_from([*ReviewState.values])


def nth(rows: models.QuerySet[Any], place: int) -> Any:
    """A row by its place in the order of making, counted round and round; None where there is none."""
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    return rows.get(pk=pks[place % len(pks)]) if pks else None


def take_in(source: str, number: int, published: str | None) -> ImportRun:
    """Import a text in a run of its own."""
    run = ImportRun.objects.create(pipeline_version="test")
    tell(source=source, published=published, url=ADDRESSES.get(source, ""), run=run, **TEXTS[number])
    ImportRun.objects.filter(pk=run.pk).update(status=RunStatus.DONE, articles_new=1)
    run.refresh_from_db()
    return run


class KnowledgeBase(RuleBasedStateMachine):
    """One sequence of steps, in a transaction that is taken back."""

    def __init__(self) -> None:
        super().__init__()
        self._atomic = transaction.atomic()
        self._atomic.__enter__()
        self.user = User.objects.create_user("editor")
        self.decided: dict[tuple[type[Record], int], dict[str, Any]] = {}
        self.rejected: set[tuple[type[Record], int]] = set()

    def teardown(self) -> None:
        try:
            self.comes_back_byte_for_byte()
        finally:
            transaction.set_rollback(True)
            self._atomic.__exit__(None, None, None)

    def comes_back_byte_for_byte(self) -> None:
        """Clause 12: what is exported is read back into an empty base."""
        with tempfile.TemporaryDirectory() as folder:
            first, second = Path(folder, "1.zip"), Path(folder, "2.zip")
            export_archive(first)
            empty_base()
            import_archive(first)
            export_archive(second)
            assert second.read_bytes() == first.read_bytes(), "another archive came out of what was read back"
        self.all_is_well()

    @initialize(source=a_source, number=a_text, published=a_date)
    def begin(self, source: str, number: int, published: str | None) -> None:
        take_in(source, number, published)

    @rule(source=a_source, number=a_text, published=a_date)
    def import_article(self, source: str, number: int, published: str | None) -> None:
        """Clause 4: the same once more writes nothing at all."""
        take_in(source, number, published)
        before = archive_digest()
        run = ImportRun(pipeline_version="never saved")
        tell(source=source, published=published, url=ADDRESSES.get(source, ""), run=run, **TEXTS[number])
        assert archive_digest() == before, "the same article twice wrote something"

    @rule(source=a_source, number=a_text, published=a_date)
    def import_and_undo(self, source: str, number: int, published: str | None) -> None:
        """Clause 3: a run that was undone might as well not have been."""
        before = knowledge_digest()
        undo_run(take_in(source, number, published))
        assert knowledge_digest() == before, "something is left of a run that was undone"

    @rule(number=a_text, published=a_date)
    def import_and_delete(self, number: int, published: str | None) -> None:
        """Clause 9: an article that is deleted takes away what it brought, and nothing else."""
        before = knowledge_digest()
        take_in("another.txt", number, published)
        Article.objects.filter(source="another.txt").delete()
        assert knowledge_digest() == before, "something is left of an article that was deleted"

    @rule(place=a_place)
    def undo_a_run(self, place: int) -> None:
        if run := nth(ImportRun.objects.exclude(status=RunStatus.UNDONE), place):
            undo_run(run)

    @rule(place=a_place, less=st.sampled_from(["", "met", "agreed", "posts"]), back=st.booleans())
    def read_again(self, place: int, less: str, back: bool) -> None:
        """Clauses 3 and 6: another pipeline finds less in an article, or the same; undone, it might not have been."""
        article, before = nth(Article.objects.current(), place), knowledge_digest()
        if article is None:
            return
        raw = raw_article(article.text, source=article.source, published=None)
        text = next(each for each in TEXTS if article.text.endswith(each["text"]))
        gold = {name: value for name, value in text.items() if name not in (less, "text", "unnamed" if less else "")}
        run = ImportRun.objects.create(pipeline_version="test 2", kind=RunKind.REPROCESS)
        found = replace(facts(text["text"], raw, **gold), published=article.published)
        reread_article(article, found, run=run)
        ImportRun.objects.filter(pk=run.pk).update(status=RunStatus.DONE, articles_reread=1)
        if back:
            run.refresh_from_db()
            undo_run(run)
            assert knowledge_digest() == before, "something is left of a reading again that was undone"

    @rule(source=a_source)
    def delete(self, source: str) -> None:
        Article.objects.filter(source=source).delete()

    @rule(source=a_source)
    def delete_the_last_version(self, source: str) -> None:
        Article.objects.filter(source=source).current().delete()

    @rule(model=st.sampled_from([Meeting, Initiative]), place=a_place, field=st.sampled_from([*SET_BY_HAND]))
    def decide(self, model: type[Record], place: int, field: str) -> None:
        record = nth(model._default_manager.filter(merged_into=None), place)
        value = {"kind": "other", "status": "suspended"}.get(field) if model is Initiative else None
        value = value or SET_BY_HAND[field]
        if record is not None:
            setattr(record, field, value)
            record.save()
            decide(record, [field], user=self.user)
            self.decided.setdefault((model, record.pk), {})[field] = value

    @rule(place=a_place, name=st.sampled_from(["Oslo", "Hue", ""]))
    def decide_place(self, place: int, name: str) -> None:
        if record := nth(Meeting.objects.filter(merged_into=None), place):
            record.place = find_places([name])[name_key(name)] if name else None
            record.save()
            decide(record, ["place"], user=self.user)
            self.decided.setdefault((Meeting, record.pk), {})["place"] = record.place

    @rule(model=a_kind, place=a_place, which=a_place)
    def split_off(self, model: type[Record], place: int, which: int) -> None:
        """Clause 7: what an article says of a record is about another, and stays there."""
        record = nth(model._default_manager.filter(merged_into=None), place)
        article = nth(Article.objects.filter(pk__in=record.evidence.values("article")), which) if record else None
        if article is not None:
            with suppress(MergeRefused):
                self._follow([record, split(record, [article], user=self.user)])

    @rule(model=st.sampled_from([Meeting, Initiative]), place=a_place, which=a_place, both=st.booleans())
    def split_sentences_off(self, model: type[Record], place: int, which: int, both: bool) -> None:
        """Clause 7: a sentence of a meeting, or two, are about another, and stay there."""
        record = nth(model._default_manager.filter(merged_into=None), place)
        rows = list(record.evidence.order_by("pk").values_list("pk", flat=True)) if record else []
        if rows:
            first = which % len(rows)
            with suppress(MergeRefused):
                sentences = rows[first : first + 1 + both]
                self._follow([record, split_sentences(record, sentences, user=self.user)])

    @rule(place=a_place)
    def give_back(self, place: int) -> None:
        decision = nth(Decision.objects.filter(brought_by=None), place)
        if decision is not None:
            del self.decided[type(decision.record), decision.object_id][decision.field]
            give_back(decision)

    @rule(model=a_kind, place=a_place, review=a_review)
    def review_record(self, model: type[Record], place: int, review: str) -> None:
        if record := nth(model._default_manager.all(), place):
            model._default_manager.filter(pk=record.pk).update(review=review)
            change = self.rejected.add if review == ReviewState.REJECTED else self.rejected.discard
            change((model, record.pk))

    @rule(table=st.sampled_from(EVIDENCE), place=a_place, review=a_review)
    def review_find(self, table: tuple[Any, str], place: int, review: str) -> None:
        evidence, relation = table
        if row := nth(evidence.objects.all(), place):
            evidence.objects.filter(pk=row.pk).update(review=review)
            follow(Touched(**{relation: {getattr(row, f"{relation}_id")}}), Touched())

    @rule(place=a_place, act=st.sampled_from(["accept", "reject", "choose"]), back=st.booleans())
    def answer_in_the_queue(self, place: int, act: str, back: bool) -> None:
        """Clause 5: every decision of the review queue is kept, and can be taken back as if it had not been."""
        waits = waiting()
        if not waits:
            return
        item, before = waits[place % len(waits)], knowledge_digest()
        choice = item.choices[place % len(item.choices)].value if item.choices else str(item.record.pk)
        with suppress(CannotDecide, MergeRefused):
            given = answer([item], act, choice, user=self.user)
            if back:
                take_back_answers(given, user=self.user)
                assert knowledge_digest() == before, f"{item.key}: {act} was taken back and left something"
        self._follow(item.records)

    @rule(place=a_place)
    def take_an_answer_back(self, place: int) -> None:
        """An answer that other things came after is taken back, or nothing is done."""
        if given := nth(Answer.objects.standing(), place):
            records = [each for each in (given.first, given.second) if each is not None]
            with suppress(CannotDecide):
                take_back_answers([given], user=self.user)
            self._follow(records)

    @rule(place=a_place, which=a_place, back=st.booleans())
    def withdraw_a_value(self, place: int, which: int, back: bool) -> None:
        """Clauses 5 and 6: a value that a person withdrew from a sentence counts for nothing until it is given back."""
        row, before = nth(MeetingEvidence.objects.filter(addition=None), place), knowledge_digest()
        names = sorted(row.values.keys() - {"titles", "topics"}) if row is not None else []
        if not names:
            return
        key = names[which % len(names)]
        if key == "participants":
            actor = Actor.objects.get(pk=row.values[key][0]["actor"])
            key = f"actor {actor.merged_into_id or actor.pk}"
        said = withdraw_value(row, key, user=self.user)
        if back:
            for each in said:
                give_value_back(each, user=self.user)
            assert knowledge_digest() == before, f"{key} was withdrawn and given back, and something is left"

    @rule(place=a_place)
    def give_a_value_back(self, place: int) -> None:
        if said := nth(Misreading.objects.all(), place):
            give_value_back(said, user=self.user)

    def _follow(self, records: Iterable[Any]) -> None:
        """What people decide of these records from now on is what stands there now."""
        for model, pk in ((type(each), each.pk) for each in records if type(each) in RECORDS):
            record: Any = model._default_manager.filter(pk=pk).first()
            decisions = record.decisions.filter(brought_by=None) if record else ()
            self.decided[model, pk] = {each.field: getattr(record, each.field) for each in decisions}
            change = self.rejected.add if record and record.review == ReviewState.REJECTED else self.rejected.discard
            change((model, pk))

    @rule(place=a_place, review=st.sampled_from([ReviewState.CONFIRMED, ReviewState.REJECTED]))
    def review_participant(self, place: int, review: str) -> None:
        shown = Participation.objects.filter(meeting__merged_into=None, actor__merged_into=None)
        if tie := nth(shown, place):
            Participation.objects.filter(pk=tie.pk).update(review=review)

    @rule(place=a_place, review=a_review)
    def review_tenure(self, place: int, review: str) -> None:
        """Clause 8: whom a title without a name means follows what people say of tenures."""
        if tenure := nth(Tenure.objects.all(), place):
            with people_write(self.user), keep_changes(Tenure, [tenure.pk]):
                Tenure.objects.filter(pk=tenure.pk).update(review=review)

    @rule(model=a_kind, one=a_place, other=a_place)
    def merge(self, model: type[Record], one: int, other: int) -> None:
        self._merge(model, one, other)

    @rule(model=a_kind, one=a_place, other=a_place)
    def merge_and_take_back(self, model: type[Record], one: int, other: int) -> None:
        """Clause 7: un-merging gives back exactly what was there."""
        before = knowledge_digest()
        if duplicate := self._merge(model, one, other):
            unmerge(duplicate, user=self.user)
            assert knowledge_digest() == before, "a merge that was taken back left something"

    def _merge(self, model: type[Record], one: int, other: int) -> Record | None:
        records = model._default_manager.all()
        duplicate, survivor = nth(records, one), nth(records, other)
        try:
            if duplicate is not None and survivor is not None:
                merge(duplicate, survivor, user=self.user, force=True)
                return duplicate  # type: ignore[no-any-return]
        except MergeRefused:
            return None
        return None

    @rule(model=a_kind, one=a_place, other=a_place)
    def tell_apart(self, model: type[Record], one: int, other: int) -> None:
        """Clause 7: 'not the same' is remembered, until somebody merges the two after all."""
        first, second = nth(model._default_manager.all(), one), nth(model._default_manager.all(), other)
        if first is None or second is None or first == second:
            return
        try:
            mark_not_same(first, second, user=self.user)
        except MergeRefused:
            return
        with pytest.raises(MergeRefused):
            merge(first, second, user=self.user)

    @rule(place=a_place, what=st.sampled_from(["mention", "spelling", "post", "meeting", "plan"]), known=st.booleans())
    def add_by_hand(self, place: int, what: str, known: bool) -> None:
        """Clauses 5 and 9: what a person reads in an article stays, until he takes it back."""
        article = nth(Article.objects.current(), place)
        actor = nth(Actor.objects.filter(merged_into=None, kind="person"), place)
        if article is None or actor is None:
            return
        who = actor if known else NewActor("person", "Emil Falk")
        start = article.text.index(" ", place) + 1
        adding = Adding(Words(article, start, len(article.text)), self.user)
        with suppress(CannotAdd):
            match what:
                case "mention":
                    adding.mention(who)
                case "spelling":
                    adding.spelling(actor)
                case "post":
                    adding.post(who, title="Envoy", body=None, former=False)
                case "meeting":
                    adding.meeting(people=[(who, "host")], kind="talks", status="held", place="Oslo")
                case "plan":
                    adding.initiative(people=[(who, "")], name="A plan", kind="plan", status="signed")

    @rule(place=a_place)
    def take_back_what_was_added(self, place: int) -> None:
        if addition := nth(Addition.objects.filter(part_of=None), place):
            take_back_addition(addition, user=self.user)

    @precondition(lambda self: Merge.objects.filter(undone_at=None).exists())
    @rule(place=a_place)
    def take_a_merge_back(self, place: int) -> None:
        unmerge(nth(Merge.objects.filter(undone_at=None), place).duplicate, user=self.user)

    @invariant()
    def all_is_well(self) -> None:
        """Clauses 1, 2 and 8: texts, evidence, values, merges, decisions."""
        found = [f"{check}: {problem}" for check, problem in check_base()]
        assert not found, found

    @invariant()
    def people_outrank_the_program(self) -> None:
        """Clauses 5 and 6: what a person set is as he set it, and what he rejected stays rejected."""
        for (model, pk), fields in self.decided.items():
            assert not fields or model._default_manager.filter(pk=pk, **fields).exists(), "a decision was overwritten"
        for model, pk in self.rejected:
            assert model._default_manager.filter(pk=pk, review=ReviewState.REJECTED).exists(), "a reject was lost"
