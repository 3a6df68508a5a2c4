"""Topics from articles: the union of what they tell, each with its words; what a person set stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from articles.extraction.facts import Source, Span, TopicFact
from articles.importing.save import save_article
from articles.importing.withdraw import withdraw_article
from articles.models import Article, ImportRun, MeetingEvidence
from kb.models import Decision, Meeting
from kb.values import TOPICS, Told, decide
from tests.articles.importing.telling import facts, raw_article

pytestmark = pytest.mark.django_db
TEXT = "Putin met Xi in Moscow on oil and tariffs. They parted."


def tell_topics(source: str, **words: str) -> Article:
    """Import TEXT with a meeting about these topics, each told by its words."""
    raw = raw_article(TEXT, source=source, published=f"2020-02-0{3 + len(source)}")
    told = facts(TEXT, raw, who=["Putin", "Xi"], met=[{}])
    topics = tuple(
        TopicFact(topic.replace("_", "-"), Source(_span(raw.text, said), "topic-words", 0.75))
        for topic, said in words.items()
    )
    meetings = tuple(replace(meeting, topics=topics) for meeting in told.meetings)
    run = ImportRun.objects.get_or_create(pipeline_version="test")[0]
    return save_article(raw, replace(told, meetings=meetings), run=run).article


def _span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def entry(article: Article) -> dict[str, Any]:
    return MeetingEvidence.objects.filter(article=article).order_by("start")[0].values["topics"]  # type: ignore[no-any-return]


def test_topics_are_stored_with_the_words_of_each() -> None:
    article = tell_topics("a", trade="tariffs", energy="oil")
    told = entry(article)
    assert told["value"] == "energy trade" and set(told["words"]) == {"energy", "trade"}
    assert article.text[slice(*told["words"]["energy"])] == "oil"
    assert article.text[told["start"] : told["end"]] == "tariffs"
    assert Meeting.objects.get().topics == "energy trade"


def test_topics_of_a_meeting_are_those_of_all_its_articles() -> None:
    tell_topics("a", trade="tariffs")
    second = tell_topics("bb", energy="oil")
    assert Meeting.objects.get().topics == "energy trade"
    withdraw_article(second)
    assert Meeting.objects.get().topics == "trade"


def test_topics_that_nobody_knows_are_left_out() -> None:
    tell_topics("a", energy="oil", fishing="tariffs")
    assert Meeting.objects.get().topics == "energy"


def test_topics_that_a_person_set_stay() -> None:
    tell_topics("a", trade="tariffs")
    meeting = Meeting.objects.get()
    Meeting.objects.update(topics="space")
    Decision.objects.create(record=meeting, field="topics", value="space")
    tell_topics("bb", energy="oil")
    assert Meeting.objects.get().topics == "space"


def test_topics_do_not_depend_on_the_order() -> None:
    some, others = Told("energy trade", 1, None), Told("climate", 2, None)
    assert decide([some, others], TOPICS) == decide([others, some], TOPICS) == "climate energy trade"
    assert decide([], TOPICS) is None
