"""A database filled with the gold facts of the sample corpus.

gold_articles(["sa01", …])       (RawArticle, ArticleFacts) of the sample corpus
load_gold_corpus(["sa01", …])    imports them (all without a list) and gives back the run
correct("sa01")                  imports a second version of it
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import articles
from articles.extraction.facts import ArticleFacts
from articles.importing.save import save_article
from articles.models import ImportRun, RunStatus
from articles.reading import RawArticle, read_text
from articles.scoring.gold_facts import RULE, facts_from_gold

__all__ = ["correct", "gold_articles", "load_gold_corpus"]
SAMPLE_CORPUS = Path(articles.__file__).parent / "sample_corpus"


def gold_articles(ids: Iterable[str] | None = None) -> Iterator[tuple[RawArticle, ArticleFacts]]:
    """Articles of the sample corpus, by id or all, with their gold facts."""
    for name in sorted(ids or (path.stem for path in (SAMPLE_CORPUS / "gold").glob("*.json"))):
        raw = read_text((SAMPLE_CORPUS / "texts" / f"{name}.txt").read_bytes(), id=name, source=f"gold/{name}.txt")
        gold = json.loads((SAMPLE_CORPUS / "gold" / f"{name}.json").read_text(encoding="utf-8"))
        yield raw, facts_from_gold(raw.text, gold)


def load_gold_corpus(ids: Iterable[str] | None = None) -> ImportRun:
    """Import articles of the sample corpus with their gold facts into the database."""
    run = ImportRun.objects.create(pipeline_version=RULE)
    for raw, facts in gold_articles(ids):
        save_article(raw, facts, run=run)
    run.status = RunStatus.DONE
    run.save()
    return run


def correct(article: str) -> None:
    """The article comes a second time, with a sentence more."""
    for raw, facts in gold_articles([article]):
        text = f"{raw.text.rstrip()} Both sides were content.\n"
        corrected = replace(raw, text=text, raw=text.encode())
        save_article(corrected, facts, run=ImportRun.objects.earliest("pk"))
