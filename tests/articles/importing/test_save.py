"""Saving articles with their facts."""

from __future__ import annotations

import pytest

from articles.models import ActorEvidence, Article, InitiativeEvidence, MeetingEvidence, TenureEvidence
from kb.models import Actor, Meeting
from tests.articles.gold import load_gold_corpus

pytestmark = pytest.mark.django_db


def test_save_gold_corpus_keeps_every_value_with_its_words() -> None:
    load_gold_corpus(["sa01", "sa02", "sb01", "sb13"])
    assert Article.objects.count() == 4
    assert Meeting.objects.exists() and Actor.objects.filter(name="Russia").count() == 1
    for table in (ActorEvidence, TenureEvidence, MeetingEvidence, InitiativeEvidence):
        for row in table.objects.select_related("article"):
            assert row.quote.strip()
            for name, value in row.values.items():
                for each in value if isinstance(value, list) else [value]:
                    assert row.article.text[each["start"] : each["end"]].strip(), name
