"""Extraction by several processes gives what one gives, in the same order."""

from __future__ import annotations

from typing import Any

import pytest

from articles.importing.extracting import InTurn, Workers, start_each
from articles.importing.extractor import extractor_from_files
from articles.importing.gazetteer import gazetteer_from_files
from articles.reading import RawArticle, ReadingFailure, read_articles
from tests.articles.gold import SAMPLE_CORPUS


def texts(number: int) -> list[RawArticle]:
    files = [SAMPLE_CORPUS / "texts" / f"sa{n:02}.txt" for n in range(1, number + 1)]
    return [each for each in read_articles(files) if isinstance(each, RawArticle)]


def test_extracting_starts_only_so_many_ahead() -> None:
    started: list[str] = []

    class Ahead:
        ahead = 2

        def start(self, raw: RawArticle) -> Any:
            started.append(raw.id)
            return lambda: raw.id

    inputs, seen = texts(5), []
    for each in start_each(inputs, Ahead(), lambda raw: False):
        assert isinstance(each.read, RawArticle)
        seen.append(each.read.id)
        assert len(started) <= len(seen) + 2
    assert seen == started == [raw.id for raw in inputs]


def test_extracting_asks_for_nothing_where_there_is_nothing() -> None:
    failure, [raw] = ReadingFailure("x", "empty"), texts(1)

    def load() -> Any:
        raise AssertionError("nothing is to be extracted")

    started = list(start_each([failure, raw], InTurn(load), lambda raw: True))
    assert [(each.read, each.facts) for each in started] == [(failure, None), (raw, None)]


def test_extracting_by_two_processes_gives_the_facts_of_one_in_the_same_order() -> None:
    inputs, one, broken = texts(5), extractor_from_files(), RawArticle("x", "x", b"", "", None, None)  # type: ignore[arg-type]
    with Workers(2, pipeline="", load_gazetteer=gazetteer_from_files) as workers:
        several = [each.facts() for each in start_each(inputs, workers, lambda raw: False) if each.facts]
        with pytest.raises(AttributeError):
            workers.start(broken)()
    assert several == [one(raw) for raw in inputs]
