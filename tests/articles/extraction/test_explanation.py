"""Explanations: every find of a sentence with its rule, what came of it, and how a fact got its confidence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from spacy.language import Language

from articles.extraction import Analysis, analyse, extract
from articles.extraction.explanation import (
    MENTIONS,
    TRIGGERS,
    VALUES,
    Line,
    SentenceExplained,
    explain,
    explain_confidence,
)
from articles.extraction.facts import Span
from articles.extraction.gazetteer import Gazetteer

HEAD = " date 2018-06-14 Nairobi (KNA) – "
MET = "Kenyan President Ann Otieno met Dutch Prime Minister Piet Bakker in Nairobi on Monday."
SIGNED = "Kenya and the Netherlands signed a memorandum of understanding on energy."
VAGUE = "The talks were useful."
Reader = Callable[[str], Analysis]


@pytest.fixture
def analysed(nlp: Language, gazetteer: Gazetteer) -> Reader:
    """The analysis of a body behind HEAD."""

    def read(body: str) -> Analysis:
        return analyse(
            HEAD + body, published=date(2018, 6, 14), nlp=nlp, gazetteer=gazetteer, dateline="Nairobi",
            body=Span(len(HEAD), len(HEAD + body)),
        )  # fmt: skip

    return read


def found(sentence: SentenceExplained, section: str, what: str) -> list[Line]:
    return [line for line in sentence.lines if (line.section, line.what) == (section, what)]


def test_explanation_tells_mentions_triggers_and_values_of_a_sentence(analysed: Reader) -> None:
    (sentence,) = explain(analysed(MET))
    assert sentence.text == MET and "nsubj→met" in sentence.syntax
    assert [line.words for line in found(sentence, MENTIONS, "person")] == ["Ann Otieno", "Piet Bakker"]
    (day,) = found(sentence, MENTIONS, "date")
    assert (day.words, day.read_as) == ("Monday", "2018-06-11 (day, counted from published)")
    (trigger,) = found(sentence, TRIGGERS, "meeting")
    assert (trigger.words, trigger.rule) == ("met", "verb “met” needs “pair”")
    assert trigger.read_as.startswith("talks, held, 2018-06-11") and trigger.read_as.endswith("→ m1")
    assert found(sentence, TRIGGERS, "analyser")
    assert [line.read_as for line in found(sentence, VALUES, "m1 place")] == ["Nairobi"]
    assert {line.read_as.split(" ", 1)[1] for line in found(sentence, VALUES, "m1 participant")} <= {
        "Ann Otieno", "Piet Bakker",
    }  # fmt: skip


def test_explanation_spans_are_the_words_of_the_text(analysed: Reader) -> None:
    text = f"{MET} {SIGNED}"
    for sentence in explain(analysed(text)):
        assert sentence.span.of(HEAD + text) == sentence.text
        assert all(line.span.of(HEAD + text) == line.words and line.rule for line in sentence.lines)


def test_explanation_tells_what_came_of_an_undertaking(analysed: Reader) -> None:
    (sentence,) = explain(analysed(SIGNED))
    (phrase,) = found(sentence, TRIGGERS, "initiative")
    assert phrase.read_as == "agreement → i1" and phrase.rule.startswith("described")
    assert [line.read_as for line in found(sentence, VALUES, "i1 topic")] == ["energy"]


def test_explanation_tells_what_was_dropped(analysed: Reader) -> None:
    (sentence,) = explain(analysed(VAGUE))
    dropped = [line.read_as for line in found(sentence, TRIGGERS, "meeting")]
    assert dropped and all("→ no record" in line for line in dropped)


def test_explanation_of_confidence_ends_where_extraction_does(
    analysed: Reader, nlp: Language, gazetteer: Gazetteer
) -> None:
    analysis = analysed(f"{MET} {SIGNED}")
    facts = extract(
        analysis.text, published=date(2018, 6, 14), nlp=nlp, gazetteer=gazetteer, dateline="Nairobi",
        body=Span(len(HEAD), len(analysis.text)),
    )  # fmt: skip
    explained = {fact.id: fact for fact in explain_confidence(analysis)}
    records = [*facts.actors, *facts.meetings, *facts.initiatives]
    assert {record.id: record.confidence for record in records} == {r.id: explained[r.id].confidence for r in records}
    post = next(fact for fact in explained.values() if fact.words == "Ann Otieno: President")
    assert post.signals == ("post-titled", "present") and 0 < post.rough < 1


def test_explanation_of_an_empty_text_is_empty(analysed: Reader) -> None:
    assert [line for sentence in explain(analysed("")) for line in sentence.lines] == []
