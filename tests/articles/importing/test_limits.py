"""Limits of data quality: when a run is stopped, and what is left of it."""

from __future__ import annotations

from typing import Any

import pytest

from articles.extraction.facts import ArticleFacts
from articles.importing import limits
from articles.importing.limits import Gate, Limits, RunStopped
from articles.importing.runs import RunSummary, import_articles
from articles.models import Article, ImportFailure, ImportRun, RunStatus
from articles.reading import RawArticle, ReadingFailure
from tests.articles.digest import content
from tests.articles.importing.telling import facts, raw_article

pytestmark = pytest.mark.django_db

LIMITS = Limits(failed=0.3, drift=2.0)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits hold from a few inputs on."""
    monkeypatch.setattr(limits, "LEAST", 6)


def corpus(number: int, *, first: int = 0, rich: bool = True) -> list[RawArticle]:
    words = "Anna Berg and Carl Dahl met." if rich else "It rained."
    return [raw_article(f"{words} No. {n}.", source=f"{n}.txt") for n in range(first, first + number)]


def extract(raw: RawArticle) -> ArticleFacts:
    if "Anna Berg" not in raw.text:
        return facts("", raw)
    return facts("Anna Berg and Carl Dahl met.", raw, who=["Anna Berg", "Carl Dahl"], met=[{}])


def run(inputs: Any, *, limits: Limits | None = LIMITS) -> RunSummary:
    return import_articles(inputs, load_extract=lambda: extract, pipeline_version="test", limits=limits)


def bad(number: int) -> list[ReadingFailure]:
    return [ReadingFailure(f"bad{n}.txt", "empty") for n in range(number)]


def test_limits_stop_a_run_in_which_much_fails() -> None:
    summary = run([*corpus(20), *bad(10)])
    assert summary.stopped.startswith("10 of 30 inputs failed (33%); the limit is 30%")
    assert not Article.objects.exists()
    assert ImportRun.objects.get().status == RunStatus.STOPPED
    assert ImportFailure.objects.count() == 10


@pytest.mark.parametrize(
    "inputs",
    [[*corpus(20), *bad(8)], [*corpus(9), *bad(9)], bad(19)],
    ids=["few fail", "few inputs", "nothing but failures, but few"],
)
def test_limits_let_pass_what_may_happen(inputs: list[Any]) -> None:
    assert run(inputs).stopped == ""


def test_limits_do_not_count_what_failed_before(soon: None) -> None:
    run([*corpus(8), *bad(3)])
    again = [*corpus(2, first=8), *bad(3), *corpus(3)]
    assert run(again).stopped == ""
    ImportFailure.objects.all().delete()
    assert run(again).stopped.startswith("3 of ")


def test_limits_stop_a_run_whose_articles_tell_far_less_than_the_last(soon: None) -> None:
    run(corpus(6))
    before = content()
    summary = run(corpus(6, first=6, rich=False))
    assert summary.stopped.startswith("0.0 facts an article, 3.0 in the last run; the limit is 2 times")
    assert content() == before
    assert run(corpus(6, first=6, rich=False), limits=None).articles["new"] == 6


def test_limits_compare_with_the_last_run_that_was_done(soon: None) -> None:
    run(corpus(6))
    assert run(corpus(6, first=6, rich=False)).stopped
    assert run(corpus(7, first=12)).stopped == ""


def test_limits_take_back_what_a_run_had_written_when_it_goes_wrong_late(
    soon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "HELD", 4)
    before = content()
    summary = run([*corpus(9), *bad(9)])
    assert summary.stopped
    assert summary.to_json()["articles"] == {"new": 0, "unchanged": 0, "changed": 0, "failed": 9}
    assert content() == before
    assert ImportRun.objects.get().status == RunStatus.STOPPED


def test_limits_of_nothing_hold_nothing_back() -> None:
    gate = Gate(None)
    for failure in bad(50):
        gate.count_failure(failure)
    gate.check()
    assert gate.held == 1


def test_limits_can_be_switched_off_one_by_one() -> None:
    gate = Gate(Limits(failed=1.0, drift=0.0))
    for failure in bad(50):
        gate.count_failure(failure)
    gate.check()
    strict = Gate(Limits(failed=0.0, drift=0.0))
    for failure in bad(50):
        strict.count_failure(failure)
    with pytest.raises(RunStopped):
        strict.check()
