"""Who takes part where the words around 'met' and 'meeting' are easily misread."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts, MeetingFact

Read = Callable[..., ArticleFacts]
TALKS = "Kenyan President Ann Otieno and Dutch Prime Minister Piet Bakker held talks in Geneva on Monday."


def who(facts: ArticleFacts, meeting: MeetingFact) -> set[str]:
    called = {a.id: a.name for a in facts.actors}
    return {called[p.actor] for p in meeting.participants}


def at(facts: ArticleFacts, kind: str) -> set[str]:
    """Everybody at the meetings of a kind."""
    return {name for m in facts.meetings if m.kind == kind for name in who(facts, m)}


@pytest.mark.parametrize(
    "told",
    [
        "said that meetings were planned with Peruvian President Rosa Diaz and Brazilian President Hugo Soto on Friday",
        "said that meetings with Peruvian President Rosa Diaz and Brazilian President Hugo Soto would follow on Friday",
        "announced that separate meetings had been arranged with Peruvian President Rosa Diaz on Friday",
        "told reporters that meetings with Peruvian President Rosa Diaz were due on Friday",
        "confirmed that meetings were scheduled with Peruvian President Rosa Diaz for Friday",
    ],
)
def test_that_before_a_plural_points_back_at_nothing(facts_of: Read, told: str) -> None:
    facts = facts_of(f"{TALKS} Otieno {told}.")
    [first, *others] = facts.meetings
    assert who(facts, first) == {"Ann Otieno", "Piet Bakker"}
    assert any("Rosa Diaz" in who(facts, m) for m in others)


@pytest.mark.parametrize("noun", ["That meeting lasted", "That encounter lasted", "The talks lasted"])
def test_that_before_a_singular_still_points_back(facts_of: Read, noun: str) -> None:
    facts = facts_of(f"{TALKS} {noun} three hours.")
    assert [len(m.evidence) for m in facts.meetings] == [2]


DRILL = (
    "The Kenya-Peru naval exercise began in Mombasa on Monday. "
    "Dutch Defence Minister Piet Bakker visited Mombasa on Monday. "
)


@pytest.mark.parametrize(
    "told",
    [
        "Ghana and Brazil sent ships.",
        "Ghana and Brazil sent observers.",
        "Ghana and Brazil also took part.",
        "Ghana and Brazil were represented as well.",
        "Ghana and Brazil also attended.",
    ],
)
def test_attended_is_what_people_gather_for_not_a_visit(facts_of: Read, told: str) -> None:
    facts = facts_of(DRILL + told)
    assert not {"Ghana", "Brazil"} & at(facts, "visit")
    assert {"Ghana", "Brazil"} <= at(facts, "exercise")


@pytest.mark.parametrize(
    "told",
    [
        "He was accompanied by Trade Minister Jan Smit.",
        "Accompanying him was Trade Minister Jan Smit.",
        "Trade Minister Jan Smit accompanied him.",
    ],
)
def test_company_still_belongs_to_a_visit(facts_of: Read, told: str) -> None:
    facts = facts_of(f"Dutch Prime Minister Piet Bakker visited Kenya on Monday. {told}")
    assert all("Piet Bakker" in who(facts, m) for m in facts.meetings if m.kind == "visit")


@pytest.mark.parametrize(
    "told",
    [
        "Dutch Prime Minister Piet Bakker had spoken of a Kenya-Peru summit planned for October in Lima.",
        "Dutch Prime Minister Piet Bakker had told the press of a Kenya-Peru summit planned for October in Lima.",
        "Dutch Prime Minister Piet Bakker has written about a Kenya-Peru summit planned for October.",
        "Dutch Prime Minister Piet Bakker wants to keep the door open for a Kenya-Peru summit in Lima in October.",
        "Dutch Prime Minister Piet Bakker has read of the Kenya-Peru summit in Lima in October.",
    ],
)
def test_helping_verbs_and_adjectives_carry_no_meeting(facts_of: Read, told: str) -> None:
    """The analyser may still think him there; that the verb tells it is wrong."""
    rules = {p.source.rule for m in facts_of(told).meetings for p in m.participants}
    assert not [rule for rule in rules if "subject-of" in rule]


@pytest.mark.parametrize(
    "told",
    [
        "Dutch Prime Minister Piet Bakker has had two meetings with Peruvian President Rosa Diaz in Lima.",
        "Dutch Prime Minister Piet Bakker had a meeting with Peruvian President Rosa Diaz in Lima on Monday.",
        "Dutch Prime Minister Piet Bakker had called a meeting with Peruvian President Rosa Diaz in Lima on Monday.",
    ],
)
def test_the_same_verbs_carry_a_meeting(facts_of: Read, told: str) -> None:
    assert at(facts_of(told), "talks") == {"Piet Bakker", "Rosa Diaz"}


@pytest.mark.parametrize(
    "told",
    [
        "At yesterday's meeting with the ASEAN foreign ministers, Berg recalled the first summit.",
        "Meetings with the ministers of Peru are planned for Friday as well.",
        "Berg had a meeting with the trade ministers of Peru on Monday.",
        "A meeting with the foreign ministers of Peru is on his programme for Friday.",
        "Berg will have talks with representatives of Peru on Friday.",
    ],
)
def test_who_meets_does_not_meet_alone(facts_of: Read, told: str) -> None:
    facts = facts_of(f"Ghanaian Foreign Minister Lars Berg arrived in Lima on Monday. {told}")
    meetings = [who(facts, m) for m in facts.meetings if m.kind not in ("visit", "summit")]
    assert any({"Peru", "ASEAN"} & names for names in meetings), meetings


def test_the_one_spoken_of_before_is_a_side(facts_of: Read) -> None:
    facts = facts_of(
        "Kenyan President Ann Otieno will attend the summit in Lima on Friday, her spokesman said. Meetings with Dutch "
        "Prime Minister Piet Bakker, Peruvian President Rosa Diaz and Brazilian President Hugo Soto are on the "
        "programme, he said."
    )
    talks = sorted(sorted(who(facts, m)) for m in facts.meetings if m.kind == "talks")
    assert talks == [["Ann Otieno", "Hugo Soto"], ["Ann Otieno", "Piet Bakker"], ["Ann Otieno", "Rosa Diaz"]]


@pytest.mark.parametrize(
    "told",
    [
        "Berg met Dutch Prime Minister Piet Bakker on Monday, the ministry of Peru said.",
        "Berg and Dutch Prime Minister Piet Bakker held talks on Monday, envoys of Peru said.",
        "Berg telephoned Dutch Prime Minister Piet Bakker on Monday about the elections in Peru.",
    ],
)
def test_two_sides_need_no_third(facts_of: Read, told: str) -> None:
    facts = facts_of(f"Ghanaian Foreign Minister Lars Berg spoke in Oslo on Monday. {told}")
    assert not any("Peru" in who(facts, m) for m in facts.meetings)
