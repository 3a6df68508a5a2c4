"""From a raw article to its facts: the pipeline with a gazetteer, loaded once for many articles."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from articles.extraction import Analysis, analyse
from articles.extraction.facts import ArticleFacts
from articles.extraction.pipeline import load_pipeline, pipeline_version
from articles.importing.extracting import Workers, extract_facts, told_by_header
from articles.importing.gazetteer import gazetteer_from_database, gazetteer_from_files
from articles.reading import RawArticle


def extractor_from_files(*, mentions: bool = False, calibrate: bool = True) -> Callable[[RawArticle], ArticleFacts]:
    """A function that extracts with the gazetteers of the repository: no database is asked.

    `mentions`: with every name and date of the text. `calibrate`: confidences as shares right.
    """
    nlp, gazetteer = load_pipeline(settings.KB_SPACY_PIPELINE), gazetteer_from_files()
    return lambda raw: extract_facts(raw, nlp, gazetteer, mentions=mentions, calibrate=calibrate)


def analyser_from_files() -> Callable[[RawArticle], Analysis]:
    """As `extractor_from_files`, with all that the steps found on the way."""
    nlp, gazetteer = load_pipeline(settings.KB_SPACY_PIPELINE), gazetteer_from_files()
    return lambda raw: analyse(raw.text, nlp=nlp, gazetteer=gazetteer, **told_by_header(raw))


def extractor_from_database() -> Callable[[RawArticle], ArticleFacts]:
    """A function that extracts with what the knowledge base knows now."""
    nlp, gazetteer = load_pipeline(settings.KB_SPACY_PIPELINE), gazetteer_from_database()
    return lambda raw: extract_facts(raw, nlp, gazetteer)


def extractor_version() -> str:
    """What evidence records of the extractor."""
    return pipeline_version(settings.KB_SPACY_PIPELINE)


def workers_from_database(count: int) -> Workers:
    """So many processes that extract with what the knowledge base knows now."""
    return Workers(count, pipeline=settings.KB_SPACY_PIPELINE, load_gazetteer=gazetteer_from_database)
