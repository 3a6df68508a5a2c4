"""What meetings and initiatives are about, by the words of their sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from articles.extraction import lexicon
from articles.extraction.facts import ArticleFacts, MeetingFact
from articles.extraction.topics import NONE, topics

Reader = Callable[..., ArticleFacts]
MET = "Kenyan President Ann Otieno met Dutch Prime Minister Piet Bakker in Nairobi on Monday to discuss "


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("trade.", ["trade"]),
        ("tariffs and fisheries.", ["trade", "agriculture"]),
        ("food security.", ["agriculture"]),
        ("nuclear power plants.", ["energy"]),
        ("nuclear weapons.", ["disarmament"]),
        ("the fight against human trafficking, climate change and anti-terrorism.",
         ["crime", "climate", "counter-terrorism"]),
        ("the COVID-19 pandemic.", ["health"]),
        ("Counter-Terrorism and DISASTER RELIEF.", ["counter-terrorism", "disaster-management"]),
        ("a road map for their ties.", []),
        ("the security environment.", []),
        ("the weather.", []),
    ],
)  # fmt: skip
def test_topics_of_a_meeting(facts_of: Reader, subject: str, told: list[str]) -> None:
    (meeting,) = facts_of(MET + subject).meetings
    assert [t.topic for t in meeting.topics] == told


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan Trade Minister Ann Otieno met Dutch Prime Minister Piet Bakker in Nairobi on Monday.",
        "Ann Otieno, Kenyan Minister of Energy, met Dutch Prime Minister Piet Bakker in Nairobi on Monday.",
        "Kenyan President Ann Otieno met Piet Bakker of the World Trade Organization in Nairobi on Monday.",
        "Rice was dear. " + MET + "their families. Oil was cheap.",
    ],
)
def test_topics_not_of_titles_names_and_other_sentences(facts_of: Reader, text: str) -> None:
    facts = facts_of(text)
    assert len(facts.meetings) == 1 and facts.meetings[0].topics == ()


def test_topics_rest_on_their_words(facts_of: Reader) -> None:
    text = MET + "oil, gas and natural gas."
    (topic,) = facts_of(text).meetings[0].topics
    assert (topic.topic, topic.source.span.of(text), topic.source.rule) == ("energy", "oil", "topic-words")


def test_topics_of_an_initiative_are_those_of_its_name(facts_of: Reader) -> None:
    text = "On Monday Kenya and Peru signed a memorandum of understanding on energy and an agreement on tourism."
    told = {i.name: [(t.topic, t.source.rule) for t in i.topics] for i in facts_of(text).initiatives}
    assert told == {
        "memorandum of understanding on energy": [("energy", "topic-in-name")],
        "agreement on tourism": [("tourism", "topic-in-name")],
    }


def test_topics_stand_in_the_json(facts_of: Reader) -> None:
    assert facts_of(MET + "trade.").to_json("a")["meetings"][0]["topics"] == ["trade"]
    assert MeetingFact("m1", "talks", None, "held", None, None, False, (), (), 0.5).topics == ()


def test_topics_lexicon_is_whole() -> None:
    keys = [topic.key for topic in topics()]
    words = [row["words"] for row in lexicon.rows("topic_words")]
    assert len(keys) == len(set(keys)) == 27 and len(words) == len(set(words))
    assert {row["topic"] for row in lexicon.rows("topic_words")} == {*keys, NONE}
    assert all(t.name and t.definition.endswith(".") for t in topics())
    assert all(word == word.lower() and "-" not in word for word in words)


def test_topics_are_defined_in_the_documentation() -> None:
    told = (Path(__file__).parents[3] / "docs" / "facts.md").read_text(encoding="utf-8")
    assert all(f"| `{t.key}` | {t.name} | {t.definition} |" in told for t in topics())
