"""From a raw article to its facts, with a pipeline that is loaded when the first article needs it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from spacy.language import Language

from articles.extraction import extract
from articles.extraction.facts import ArticleFacts, Span
from articles.extraction.gazetteer import Gazetteer
from articles.extraction.pipeline import load_pipeline
from articles.importing.gazetteer import gazetteer_from_database
from articles.reading import RawArticle


def extractor() -> Callable[[RawArticle], ArticleFacts]:
    """A function that extracts with what the knowledge base knows at its first call."""

    @cache
    def tools() -> tuple[Language, Gazetteer]:
        return load_pipeline(), gazetteer_from_database()

    def facts_of(raw: RawArticle) -> ArticleFacts:
        nlp, gazetteer = tools()
        header = raw.header
        return extract(
            raw.text,
            published=header.published,
            nlp=nlp,
            gazetteer=gazetteer,
            agency=header.agency,
            dateline=header.dateline,
            body=Span(header.body_start, header.body_end),
        )

    return facts_of
