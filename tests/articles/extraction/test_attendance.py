"""Who was at the meeting that the text spoke of before: told by verbs that need no meeting beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts, MeetingFact

Read = Callable[..., ArticleFacts]
TALKS = "Kenyan President Ann Otieno and Dutch Prime Minister Piet Bakker held talks in Geneva on Monday."
FORUM = "The Lima Forum on Oceans was held in Lima on Monday. Peruvian President Rosa Diaz opened the forum."


def who(facts: ArticleFacts, meeting: MeetingFact) -> set[str]:
    called = {a.id: a.name for a in facts.actors}
    return {called[p.actor] for p in meeting.participants}


@pytest.mark.parametrize(
    "sentence",
    [
        "Norwegian Foreign Minister Lars Berg chaired it.",
        "Norwegian Foreign Minister Lars Berg presided.",
        "Norwegian Foreign Minister Lars Berg led his country's delegation.",
        "Norwegian Foreign Minister Lars Berg joined by video.",
        "Norwegian Foreign Minister Lars Berg also attended.",
        "Norwegian Foreign Minister Lars Berg addressed the participants.",
        "Norwegian Foreign Minister Lars Berg delivered opening remarks.",
        "Norwegian Foreign Minister Lars Berg told the delegates that fish stocks were falling.",
        "Norwegian Foreign Minister Lars Berg stood in for his prime minister.",
        "Norwegian Foreign Minister Lars Berg was among the speakers.",
        "It was organised by Norwegian Foreign Minister Lars Berg.",
        "The host was Norwegian Foreign Minister Lars Berg.",
        "Also in attendance was Norwegian Foreign Minister Lars Berg.",
        "Among the attendees were Norwegian Foreign Minister Lars Berg and Kenyan President Ann Otieno.",
        "The dignitaries included Norwegian Foreign Minister Lars Berg.",
    ],
)
def test_attendance_at_the_meeting_spoken_of(facts_of: Read, sentence: str) -> None:
    facts = facts_of(f"{FORUM} {sentence}")
    assert any("Lars Berg" in who(facts, m) for m in facts.meetings), [who(facts, m) for m in facts.meetings]


@pytest.mark.parametrize(
    "sentence",
    [
        "Norwegian Foreign Minister Lars Berg told reporters that he had no news.",
        "Norwegian Foreign Minister Lars Berg chairs a committee of his parliament at home.",
        "Norwegian Foreign Minister Lars Berg gave no reason for his silence.",
    ],
)
def test_attendance_of_nobody_else(facts_of: Read, sentence: str) -> None:
    facts = facts_of(f"{TALKS} {sentence}")
    assert not any("Lars Berg" in who(facts, m) for m in facts.meetings)


def test_attendance_is_of_what_was_held_not_of_what_is_planned(facts_of: Read) -> None:
    facts = facts_of(
        "The Lima Forum on Oceans was held in Lima on Monday. It agreed on a naval exercise of Kenya and Peru, which "
        "will take place in July. Peruvian President Rosa Diaz presided over the forum. "
        "Norwegian Foreign Minister Lars Berg took part for his country."
    )
    there = {m.kind: who(facts, m) for m in facts.meetings}
    assert "Lars Berg" in there["conference"] and "Lars Berg" not in there.get("exercise", set())


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President Ann Otieno held talks with Dutch Prime Minister Piet Bakker in Geneva on Monday. "
        "In the evening, Otieno had talks with Peruvian President Rosa Diaz.",
        "Kenyan President Ann Otieno received Dutch Prime Minister Piet Bakker in Nairobi on Monday. "
        "She also received Peruvian President Rosa Diaz.",
    ],
)
def test_two_persons_each_and_not_the_same_are_two_meetings(facts_of: Read, text: str) -> None:
    facts = facts_of(text)
    assert [who(facts, m) for m in facts.meetings] == [{"Ann Otieno", "Piet Bakker"}, {"Ann Otieno", "Rosa Diaz"}]


@pytest.mark.parametrize(
    "told",
    [
        "met separately with Dutch Prime Minister Piet Bakker and Peruvian President Rosa Diaz on Monday",
        "met Dutch Prime Minister Piet Bakker and, separately, Peruvian President Rosa Diaz on Monday",
        "received in turn Dutch Prime Minister Piet Bakker and Peruvian President Rosa Diaz on Monday",
        "held bilateral talks with Dutch Prime Minister Piet Bakker and with Peruvian President Rosa Diaz",
        "spoke by telephone first with Dutch Prime Minister Piet Bakker and then with Peruvian President Rosa Diaz",
    ],
)
def test_one_word_may_tell_of_several_meetings(facts_of: Read, told: str) -> None:
    facts = facts_of(f"Kenyan President Ann Otieno {told}.")
    assert [who(facts, m) for m in facts.meetings] == [{"Ann Otieno", "Piet Bakker"}, {"Ann Otieno", "Rosa Diaz"}]


@pytest.mark.parametrize(
    "told",
    [
        "had a trilateral meeting with Dutch Prime Minister Piet Bakker and Peruvian President Rosa Diaz on Monday",
        "met together with Dutch Prime Minister Piet Bakker and Peruvian President Rosa Diaz on Monday",
        "held a meeting with Dutch Prime Minister Piet Bakker and Peruvian President Rosa Diaz on Monday",
        "attended a conference with Dutch Prime Minister Piet Bakker and Peruvian President Rosa Diaz in Lima",
    ],
)
def test_several_may_sit_together(facts_of: Read, told: str) -> None:
    facts = facts_of(f"Kenyan President Ann Otieno {told}.")
    assert [who(facts, m) for m in facts.meetings] == [{"Ann Otieno", "Piet Bakker", "Rosa Diaz"}]


def test_each_of_several_meetings_has_its_day(facts_of: Read) -> None:
    facts = facts_of(
        "Kenyan President Ann Otieno had separate talks with Dutch Prime Minister Piet Bakker on Monday and with "
        "Peruvian President Rosa Diaz on Tuesday."
    )
    assert len({m.date for m in facts.meetings}) == 2 == len(facts.meetings)


def test_separate_calls_are_weighed_apart(facts_of: Read) -> None:
    facts = facts_of(
        "Kenyan President Ann Otieno had telephoned Dutch Prime Minister Piet Bakker and Peruvian President Rosa Diaz "
        "separately on Monday."
    )
    assert sorted(map(sorted, (who(facts, m) for m in facts.meetings))) == [
        ["Ann Otieno", "Piet Bakker"],
        ["Ann Otieno", "Rosa Diaz"],
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kenya suggested a fund at last year's Kenya-Peru summit in Lima.", "held"),
        ("Kenya proposed a treaty during the Kenya-Peru summit in Lima in May.", "held"),
        ("Kenya has proposed a Kenya-Peru summit in Lima in July.", "proposed"),
        ("Kenyan President Ann Otieno proposed a meeting with Dutch Prime Minister Piet Bakker.", "proposed"),
    ],
)
def test_what_is_suggested_there_is_not_the_meeting(facts_of: Read, text: str, status: str) -> None:
    assert {m.status for m in facts_of(text).meetings} == {status}


JOURNEY = "Peruvian President Rosa Diaz will pay an official visit to Kenya from May 12 to 15."


@pytest.mark.parametrize(
    "sentence",
    [
        "Trade Minister Luis Prado and Energy Minister Ana Soto are to travel with the President.",
        "Trade Minister Luis Prado and Energy Minister Ana Soto are travelling with her.",
        "Trade Minister Luis Prado and Energy Minister Ana Soto are part of the delegation.",
        "Her delegation includes Trade Minister Luis Prado and Energy Minister Ana Soto.",
        "The delegation is made up of Trade Minister Luis Prado and Energy Minister Ana Soto.",
    ],
)
def test_who_travels_with_a_visitor_is_on_the_visit(facts_of: Read, sentence: str) -> None:
    facts = facts_of(f"{JOURNEY} {sentence}")
    (visit,) = facts.meetings
    assert {"Rosa Diaz", "Luis Prado", "Ana Soto"} <= who(facts, visit)


@pytest.mark.parametrize(
    "sentence",
    [
        "Trade Minister Luis Prado said that he would travel with a light bag.",
        "The programme includes a speech on Trade Minister Luis Prado's reform.",
        "Trade Minister Luis Prado and Energy Minister Ana Soto are members of parliament.",
    ],
)
def test_who_does_not_travel_with_a_visitor_is_not_on_the_visit(facts_of: Read, sentence: str) -> None:
    facts = facts_of(f"{JOURNEY} {sentence}")
    assert not any("Luis Prado" in who(facts, m) for m in facts.meetings if m.kind == "visit" and m.date)


def test_who_also_spoke_there(facts_of: Read) -> None:
    facts = facts_of(f"{FORUM} Norwegian Foreign Minister Lars Berg also spoke there.")
    assert any("Lars Berg" in who(facts, m) for m in facts.meetings)
