"""Runs: counts, failures, dry runs, interruptions; one bad article harms no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError

from articles.extraction.facts import ArticleFacts
from articles.importing import runs
from articles.importing.runs import RunSummary, import_articles
from articles.importing.save import save_article
from articles.models import Article, ImportFailure, ImportRun, RunStatus
from articles.reading import RawArticle, ReadingFailure
from kb.models import Actor, Meeting
from tests.articles.importing.telling import facts, raw_article

pytestmark = pytest.mark.django_db

WHO = ["Anna Berg", "Carl Dahl"]
TEXTS = {"a.txt": "Anna Berg and Carl Dahl met.", "b.txt": "Carl Dahl met Anna Berg.", "c.txt": "Anna Berg left."}


def extract(raw: RawArticle) -> ArticleFacts:
    text = raw.text.partition(" ")[2].partition(" ")[2] if raw.text.startswith("date") else raw.text
    if "Carl Dahl" not in raw.text:
        return facts(text, raw, who=["Anna Berg"])
    return facts(text, raw, who=WHO, met=[{}])


def articles(**changed: str) -> list[RawArticle]:
    return [raw_article(text, source=source) for source, text in (TEXTS | changed).items()]


def run(inputs: Any, **options: Any) -> RunSummary:
    return import_articles(inputs, load_extract=lambda: extract, pipeline_version="test", **options)


def test_runs_count_articles_and_records() -> None:
    summary = run(articles())
    assert summary.to_json() | {"seconds": 0} == {
        "articles": {"new": 3, "unchanged": 0, "changed": 0, "failed": 0},
        "records": {"created": 3, "updated": 0, "withdrawn": 0},
        "failures": [],
        "seconds": 0,
    }
    written = ImportRun.objects.get()
    assert (written.status, written.articles_new, written.records_created) == (RunStatus.DONE, 3, 3)
    assert written.finished_at is not None
    assert written.articles.count() == 3


def test_runs_of_the_same_corpus_write_nothing_the_second_time() -> None:
    run(articles())
    before = [list(table.objects.values()) for table in (Article, Actor, Meeting, ImportRun)]
    summary = run(articles())
    assert summary.to_json()["articles"] == {"new": 0, "unchanged": 3, "changed": 0, "failed": 0}
    assert [list(table.objects.values()) for table in (Article, Actor, Meeting, ImportRun)] == before


def test_runs_do_not_load_the_pipeline_for_what_is_unchanged() -> None:
    run(articles())

    def load() -> Any:
        raise AssertionError("nothing is to be extracted")

    assert import_articles(articles(), load_extract=load, pipeline_version="test").articles["unchanged"] == 3


def test_runs_count_changes_and_withdrawals() -> None:
    run(articles())
    changed = {"a.txt": "Anna Berg left early.", "b.txt": "Anna Berg left late."}
    summary = run([raw_article(text, source=source) for source, text in changed.items()])
    assert summary.to_json()["articles"] == {"new": 0, "unchanged": 0, "changed": 2, "failed": 0}
    assert summary.records() == {"created": 0, "updated": 0, "withdrawn": 2}


def test_runs_report_failures_and_go_on() -> None:
    def fragile(raw: RawArticle) -> ArticleFacts:
        if raw.source == "b.txt":
            raise ValueError("a sentence that no one foresaw")
        return extract(raw)

    inputs = [ReadingFailure("bad.txt", "empty"), *articles()]
    summary = import_articles(inputs, load_extract=lambda: fragile, pipeline_version="test")
    assert summary.articles["new"] == 2
    assert [failure.source for failure in summary.failures] == ["bad.txt", "b.txt"]
    assert "ValueError: a sentence that no one foresaw" in summary.failures[1].reason
    assert ImportRun.objects.get().articles_failed == 2
    assert set(ImportFailure.objects.values_list("source", flat=True)) == {"bad.txt", "b.txt"}


def test_runs_have_a_row_of_their_own_before_their_first_article_whatever_becomes_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A first article that fails takes no row away, which another process could get instead."""
    there: list[int] = []

    def save(raw: RawArticle, *args: Any, **kwargs: Any) -> Any:
        if raw.source == "a.txt":
            raise ValueError("nobody foresaw this")
        return save_article(raw, *args, **kwargs)

    def somebody_else(summary: RunSummary) -> None:
        there.append(ImportRun.objects.filter(status=RunStatus.RUNNING, pipeline_version="test").count())
        if len(there) == 1:
            ImportRun.objects.create(pipeline_version="somebody else's")

    monkeypatch.setattr(runs, "save_article", save)
    summary = run(articles(), progress=somebody_else)
    assert there == [1, 1, 1] and [failure.source for failure in summary.failures] == ["a.txt"]
    assert set(ImportRun.objects.values_list("pipeline_version", "articles_new", "articles_failed")) == {
        ("test", 2, 1), ("somebody else's", 0, 0),
    }  # fmt: skip
    assert summary.run is not None and summary.run.articles.count() == 2


def test_runs_that_only_fail_as_before_write_nothing() -> None:
    inputs = [ReadingFailure("bad.txt", "empty"), *articles()]
    run(inputs)
    run(inputs)
    assert ImportRun.objects.count() == 1
    run([ReadingFailure("bad.txt", "binary data"), *articles()])
    assert ImportRun.objects.count() == 2


def test_runs_stop_when_the_pipeline_does_not_load() -> None:
    def load() -> Any:
        raise OSError("no such model")

    with pytest.raises(OSError, match="no such model"):
        import_articles(articles(), load_extract=load, pipeline_version="test")
    assert not Article.objects.exists()


def test_runs_stop_when_the_database_is_gone() -> None:
    def extract_without_database(raw: RawArticle) -> ArticleFacts:
        raise OperationalError("server closed the connection")

    with pytest.raises(OperationalError):
        import_articles(articles(), load_extract=lambda: extract_without_database, pipeline_version="test")


def test_runs_dry_count_the_same_and_write_nothing() -> None:
    dry = run(articles(), dry_run=True)
    assert not Article.objects.exists()
    assert not Actor.objects.exists()
    assert not ImportRun.objects.exists()
    true = run(articles())
    assert dry.to_json() | {"seconds": 0} == true.to_json() | {"seconds": 0}


def test_runs_stop_between_articles_when_asked() -> None:
    done = 0

    def count(summary: RunSummary) -> None:
        nonlocal done
        done = summary.read

    summary = run(articles(), stop=lambda: done >= 2, progress=count)
    assert summary.interrupted
    assert Article.objects.count() == 2
    assert ImportRun.objects.get().status == RunStatus.INTERRUPTED
    assert run(articles()).to_json()["articles"] == {"new": 1, "unchanged": 2, "changed": 0, "failed": 0}


def test_runs_interrupted_inside_an_article_leave_nothing_of_it() -> None:
    def interrupt(raw: RawArticle) -> ArticleFacts:
        if raw.source == "b.txt":
            raise KeyboardInterrupt
        return extract(raw)

    summary = import_articles(articles(), load_extract=lambda: interrupt, pipeline_version="test")
    assert summary.interrupted
    assert [article.source for article in Article.objects.all()] == ["a.txt"]
    assert ImportRun.objects.get().status == RunStatus.INTERRUPTED


def test_runs_warn_of_articles_without_a_date_and_of_facts_left_out() -> None:
    def odd(raw: RawArticle) -> ArticleFacts:
        return facts(raw.text, raw, who=WHO, met=[{"date": "soon"}])

    text = TEXTS["a.txt"]
    summary = import_articles([raw_article(text, published=None)], load_extract=lambda: odd, pipeline_version="test")
    assert summary.articles["new"] == 1
    assert summary.warnings[0] == "a.txt: no publication date; relative dates in it stay open"
    assert summary.warnings[1].startswith("a.txt: left out meeting 'm1': 'soon' is no date in EDTF")


def test_runs_read_their_inputs_one_by_one() -> None:
    seen: list[int] = []

    def inputs() -> Iterator[RawArticle]:
        for raw in articles():
            seen.append(Article.objects.count())
            yield raw

    run(inputs())
    assert seen == [0, 1, 2]


ORDERS: list[Callable[[list[RawArticle]], list[RawArticle]]] = [lambda x: x, lambda x: x[::-1], lambda x: x[1:] + x[:1]]


@pytest.mark.parametrize("order", ORDERS)
def test_runs_end_in_the_same_values_whatever_the_order(order: Callable[[list[RawArticle]], list[RawArticle]]) -> None:
    run(order(articles()))
    assert sorted(Actor.objects.values_list("name", flat=True)) == WHO
    assert list(Meeting.objects.values_list("kind", "status", "date_edtf")) == [("talks", "held", "2020-02-03")]
    assert sorted(Article.objects.values_list("source", flat=True)) == sorted(TEXTS)
