"""The sentences that an item of the queue rests on, each with its article and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils.safestring import SafeString

from kb.citations import cite, mention_html, quote_html
from kb.labels import shown_actors
from kb.models import Actor, Tenure
from kb.reviewing.items import Item

#: sentences shown of each record
MOST = 3


@dataclass(frozen=True)
class Sentence:
    quote: SafeString
    evidence: Any
    says: str = ""


@dataclass(frozen=True)
class Told:
    """A record of an item with its sentences; `more` are not shown."""

    record: Any
    title: str
    url: str
    sentences: list[Sentence]
    more: int


def told_of(item: Item) -> list[Told]:
    """Each record of the item with what articles tell: of a field in question, the sentences that give it."""
    told = []
    for record, (title, url) in zip(item.records, item.titles, strict=True):
        sentences = _sentences(record, item.field)
        told.append(Told(record, title, url, sentences[:MOST], max(len(sentences) - MOST, 0)))
    return told


def _sentences(record: Any, field: str) -> list[Sentence]:
    rows = record.evidence.visible().select_related("article").defer("article__original")
    rows = list(rows.order_by(F("article__published").desc(nulls_last=True), "article", "start", "pk")[:60])
    if isinstance(record, Actor):
        return [Sentence(mention_html(row), row) for row in rows]
    if isinstance(record, Tenure):
        return [Sentence(quote_html(row), row) for row in rows]
    citations = cite(record, rows, shown_actors(record))
    if not field:
        return [Sentence(citation.quote, citation.evidence) for citation in citations.all]
    given = citations.by_key.get(field, ())
    return [Sentence(citation.quote, citation.evidence, value.shown) for citation, value in given]
