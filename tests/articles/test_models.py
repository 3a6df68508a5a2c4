"""Articles and evidence: what the database refuses, and what a row can tell about itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from articles.models import ActorEvidence, Article, ImportRun, MeetingEvidence
from kb.models import Actor, Meeting

pytestmark = pytest.mark.django_db


def article(slug: str = "one", **columns: Any) -> Article:
    usual = {"source": "a.txt", "slug": slug, "checksum": "0" * 64, "title": "They met", "text": "Anna 🤝 Carl met."}
    return Article.objects.create(**{**usual, **columns})


def mention(**columns: Any) -> ActorEvidence:
    usual = {"start": 0, "end": 4, "rule": "name", "pipeline_version": "test", "confidence": 0.9}
    return ActorEvidence.objects.create(**{**usual, **columns})


def anna() -> Actor:
    return Actor.objects.create(kind="person", name="Anna", slug="anna")


def two_mentions() -> None:
    where, who = article(), anna()
    mention(article=where, actor=who)
    mention(article=where, actor=who)


REFUSED: dict[str, Callable[[], Any]] = {
    "a version twice": lambda: [article(slug, is_current=False) for slug in "ab"],
    "two current versions": lambda: [article(str(version), version=version) for version in (1, 2)],
    "an empty span": lambda: mention(article=article(), actor=anna(), start=4, end=4),
    "a span that ends before it begins": lambda: mention(article=article(), actor=anna(), start=4, end=2),
    "a span before the text": lambda: mention(article=article(), actor=anna(), start=-1),
    "a confidence above one": lambda: mention(article=article(), actor=anna(), confidence=1.1),
    "a confidence below nought": lambda: mention(article=article(), actor=anna(), confidence=-0.1),
    "no known review state": lambda: mention(article=article(), actor=anna(), review="maybe"),
    "a mention twice": two_mentions,
    "a run of no known status": lambda: ImportRun.objects.create(pipeline_version="test", status="dreaming"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_models_database_refuses(what: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        REFUSED[what]()


def test_models_evidence_quotes_its_article_by_code_points() -> None:
    row = mention(article=article(), actor=anna(), start=7, end=11)
    assert (row.quote, str(row), row.anchor) == ("Carl", "Carl", "s7-11")
    assert row.get_absolute_url().endswith("#s7-11")


def test_models_deleted_record_takes_its_evidence_with_it() -> None:
    meeting = Meeting.objects.create(kind="talks", status="held", slug="talks")
    MeetingEvidence.objects.create(
        article=article(), meeting=meeting, start=0, end=4, rule="x", pipeline_version="test", confidence=1, fact="m1"
    )
    meeting.delete()
    assert not MeetingEvidence.objects.exists()
    assert Article.objects.count() == 1


def test_models_old_versions_are_not_current() -> None:
    article("old", is_current=False)
    new = article("new", version=2)
    assert list(Article.objects.current()) == [new]
