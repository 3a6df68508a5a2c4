"""How fast the sample corpus is read, imported, imported again and shown; `make bench` prints the figures.

The budgets are far above what a laptop needs: they catch what became ten times slower, not ten per cent.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.test import Client

from articles.importing.extractor import extractor_from_database, extractor_version
from articles.importing.runs import RunSummary, import_articles
from articles.reading import RawArticle, read_articles
from tests.articles.gold import SAMPLE_CORPUS

pytestmark = pytest.mark.django_db
PAGES = ("/", "/actors/", "/meetings/", "/initiatives/", "/articles/", "/meetings/?q=moscow", "/actors/russia/")
ROUNDS = 5


@contextmanager
def budget(what: str, *, seconds: float, count: int = 1) -> Iterator[None]:
    """Print what the block took, in all and for each of `count`; it must stay within so many seconds for each."""
    begun = time.perf_counter()
    yield
    each = (time.perf_counter() - begun) / count
    print(f"{what:<42}{each * 1000:>10.1f} ms each{1 / each:>10.1f} a second")
    assert each <= seconds


@pytest.fixture
def corpus() -> list[RawArticle]:
    call_command("load_gazetteers")
    return [article for article in read_articles([SAMPLE_CORPUS / "texts"]) if isinstance(article, RawArticle)]


def imported(corpus: list[RawArticle], extract: Callable[..., object]) -> RunSummary:
    return import_articles(corpus, load_extract=lambda: extract, pipeline_version=extractor_version())


def test_corpus_in_and_out(corpus: list[RawArticle], client: Client) -> None:
    print()
    with budget("load pipeline and gazetteer", seconds=30):
        extract = extractor_from_database()
    with budget("extract an article", seconds=2, count=len(corpus)):
        facts = {article.id: extract(article) for article in corpus}
    with budget("save an article with its evidence", seconds=2, count=len(corpus)):
        assert imported(corpus, lambda article: facts[article.id]).articles.total() == len(corpus)
    with budget("find an article unchanged", seconds=0.2, count=len(corpus)):
        assert imported(corpus, extract).records()["updated"] == 0
    for page in PAGES:
        with budget(f"show {page}", seconds=2, count=ROUNDS):
            assert all(client.get(page).status_code == 200 for _ in range(ROUNDS))
