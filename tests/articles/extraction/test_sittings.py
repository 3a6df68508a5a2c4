"""The sitting of a gathering and the gathering are told as one; a sitting of a body stands by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

#: each tells of one meeting, though a verb, a sitting and a gathering are in it
AS_ONE = [
    "Vietnamese Prime Minister Le Van Tam and Kenyan President Ann Otieno met in Nairobi on Friday for the plenary "
    "session of a summit marking ten years of ties.",
    "The presidents of Peru and Brazil met in Lima on Tuesday for the closing session of the regional summit.",
    "The foreign ministers of Kenya and Ghana met in Accra on Monday for the annual ministerial meeting.",
    "Indonesian President Budi Santoso spoke at the opening session of the conference in Jakarta on Wednesday.",
    "The leaders of Laos and Vietnam met in Hanoi on Monday for the final session of the annual conference.",
]
#: each tells of two
APART = [
    "Vietnamese Prime Minister Le Van Tam met Kenyan President Ann Otieno in Nairobi on Friday, before the summit "
    "that opens there on Saturday.",
    "The presidents of Peru and Brazil met in Lima on Tuesday, a day after the summit of the African Union in Accra.",
    "The foreign ministers of Kenya and Ghana met in Accra on Monday and will attend a conference in Lima in July.",
]


def _told(facts: ArticleFacts) -> list[tuple[str, str | None]]:
    return [(meeting.kind, meeting.date) for meeting in facts.meetings]


@pytest.mark.parametrize("text", AS_ONE)
def test_a_sitting_and_its_gathering_are_one(text: str, facts_of: Callable[..., ArticleFacts]) -> None:
    assert len(_told(facts_of(text))) == 1, _told(facts_of(text))


@pytest.mark.parametrize("text", APART)
def test_other_gatherings_stay_apart(text: str, facts_of: Callable[..., ArticleFacts]) -> None:
    assert len(_told(facts_of(text))) == 2, _told(facts_of(text))
