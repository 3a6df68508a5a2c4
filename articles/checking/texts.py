"""Articles are what came in, and evidence stands in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from articles.checking.problems import Problem, named, row_name
from articles.importing.additions import row_of
from articles.importing.misread import TABLES, MisreadIn, whole, without_places
from articles.importing.withdraw import EVIDENCE
from articles.models import Addition, Article, Misreading
from kb.merging.belongings import own_pk
from kb.models import Actor, ReviewState

#: articles looked at in one go
_CHUNK = 200
_IMPORT_AGAIN = "delete the article, which takes back all that it said, and import it again"
_TIES = ("participants", "parties")


def check_articles() -> Iterator[Problem]:
    """Each text is the one that came in, by its checksum."""
    for article in Article.objects.order_by("pk").iterator(chunk_size=_CHUNK):
        if hashlib.sha256(_raw(article)).hexdigest() != article.checksum:
            yield Problem(row_name(article), "the text is not the one that was imported", _IMPORT_AGAIN)


def _raw(article: Article) -> bytes:
    if article.original is not None:
        return bytes(article.original)
    return article.text.encode(article.encoding, errors="replace")


def check_evidence() -> Iterator[Problem]:
    """The spans of evidence are words of the text, it is of a current version, and the actors it names are there."""
    articles = Article.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=_CHUNK)
    chunk: list[int] = []
    for pk in articles:
        chunk.append(pk)
        if len(chunk) == _CHUNK:
            yield from _check_some(chunk)
            chunk = []
    yield from _check_some(chunk)


def check_additions() -> Iterator[Problem]:
    """What a person added are the words of the text that he chose, and so is the evidence that follows from it."""
    for addition in Addition.objects.select_related("article").order_by("pk").iterator(chunk_size=_CHUNK):
        name = f"addition {addition.number} to {row_name(addition.article)}"
        row = row_of(addition)
        typed = addition.article.text[addition.start : addition.end]
        if typed != addition.quote or (row is not None and row.quote != addition.quote):
            yield Problem(name, f"its words are not {addition.quote!r} in the text", "take it back, and add again")
        if addition.record is None:
            yield Problem(name, "it speaks of no record", "take it back, and add again")


def check_misreadings() -> Iterator[Problem]:
    """What people withdrew from a sentence counts for nothing there, and nothing else was set apart."""
    for relation, table in TABLES.items():
        with_some = table.objects.exclude(misread={}).select_related("article")
        about = Misreading.objects.filter(**{f"{relation}__isnull": False})
        sources = set(about.values_list("source", flat=True))
        told = table.objects.filter(article__guid__in=sources).select_related("article")
        for row in {row.pk: row for row in (*with_some, *told)}.values():
            every = MisreadIn(row.article.guid).columns(
                relation, own_pk(row, relation), row.quote, whole(row.values, row.misread)
            )
            if row.addition_id is None and without_places(every["misread"]) != without_places(row.misread):
                what = f"withdrawn of {row.start}-{row.end} is {sorted(row.misread)}, and people withdrew otherwise"
                yield Problem(row_name(row.article), what, "withdraw the value once more on the record's page")


def _check_some(articles: list[int]) -> Iterator[Problem]:
    texts = {article.pk: article for article in Article.objects.filter(pk__in=articles)}
    for table, relation in EVIDENCE:
        rows = list(table.objects.filter(article__in=articles).order_by("pk"))
        actors = _actors_there(rows)
        for row in rows:
            for what in _wrong(row, texts[row.article_id], actors):
                record = table._meta.get_field(relation).related_model
                about = named(record, getattr(row, f"{relation}_id"))
                yield Problem(
                    f"{row_name(texts[row.article_id])}, {row.start}-{row.end}, on {about}", what, _IMPORT_AGAIN
                )


def _actors_there(rows: list[Any]) -> set[int]:
    pks = {pk for row in rows for pk in _actors_of(row.values)}
    return set(Actor.objects.filter(pk__in=pks).values_list("pk", flat=True))


def _actors_of(values: Mapping[str, Any]) -> Iterator[int]:
    for name in _TIES:
        yield from (tie["actor"] for tie in values.get(name, ()))
    yield from (title["body"] for title in values.get("titles", ()))


def _wrong(row: Any, article: Article, actors: set[int]) -> Iterator[str]:
    if not _is_words(article.text, row.start, row.end):
        yield "its span is no words of the text"
    for name, start, end in _spans(row.values):
        if not _is_words(article.text, start, end):
            yield f"the span of {name} ({start}-{end}) is no words of the text"
    if not article.is_current and row.review != ReviewState.REJECTED:
        yield "it is of a version of the article that was replaced"
    if missing := sorted(set(_actors_of(row.values)) - actors):
        yield f"it names actors that are not there (number {', '.join(map(str, missing))})"


def _spans(values: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    for name, value in values.items():
        for each in value if isinstance(value, list) else [value]:
            yield name, each["start"], each["end"]


def _is_words(text: str, start: int, end: int) -> bool:
    return 0 <= start < end <= len(text) and bool(text[start:end].strip())
