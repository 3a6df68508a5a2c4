"""A visit told by where somebody was, and calls from several."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]
ANN = "Kenyan President Ann Otieno"


def told(facts: ArticleFacts) -> list[tuple[str, str | None]]:
    return [(m.kind, m.place) for m in facts.meetings]


@pytest.mark.parametrize(
    "text",
    [
        f"{ANN} was in Lima from May 3 to 5 at the invitation of Rosa Diaz.",
        f"{ANN} was in Lima in May and has asked to come back.",
        f"{ANN}, who was in Lima last week, praised the roads.",
        f"{ANN} is in Lima on a three-day visit.",
        f"{ANN} praised the roads on Friday. She had been in Lima in May.",
    ],
)
def test_who_was_somewhere_made_a_visit(facts_of: Read, text: str) -> None:
    assert told(facts_of(text)) == [("visit", "Lima")]


@pytest.mark.parametrize(
    "text",
    [
        f"{ANN} was in Nairobi on Monday.",
        f"{ANN} was in doubt on Monday.",
        "The roads of Kenya were in Lima in 2012.",
        "The embassy was in Lima in 2012.",
        f"{ANN} said that the money was in Lima on Monday.",
    ],
)
def test_what_was_somewhere_made_none(facts_of: Read, text: str) -> None:
    assert told(facts_of(text)) == []


def test_where_somebody_is_talks_take_place(facts_of: Read) -> None:
    facts = facts_of(f"{ANN}, who is in Peru this week, held talks with Peruvian President Rosa Diaz on Monday.")
    assert ("talks", "Peru") in told(facts)


@pytest.mark.parametrize(
    "calls",
    [
        "phone calls from Piet Bakker and Rosa Diaz on Monday",
        "phone calls from Dutch Prime Minister Piet Bakker and from Peruvian President Rosa Diaz",
        "telephone calls from the Prime Minister of the Netherlands, Piet Bakker, and the President of Peru, Rosa Diaz",
    ],
)
def test_calls_from_several_are_one_each(facts_of: Read, calls: str) -> None:
    facts = facts_of(f"{ANN} received {calls}.")
    called = {a.id: a.name for a in facts.actors}
    assert [{called[p.actor] for p in m.participants} for m in facts.meetings] == [
        {"Ann Otieno", "Piet Bakker"},
        {"Ann Otieno", "Rosa Diaz"},
    ]
    assert {m.kind for m in facts.meetings} == {"call"}


@pytest.mark.parametrize(
    "text",
    [
        f"{ANN} left Nairobi on Saturday to visit Peru.",
        f"{ANN} arrived in Lima on Monday for a three-day visit.",
        f"{ANN} flew to Lima on Monday on an official visit.",
        f"{ANN} travelled to Lima on Monday for a working visit to Peru.",
    ],
)
def test_the_journey_and_its_visit_are_one(facts_of: Read, text: str) -> None:
    assert [m.kind for m in facts_of(text).meetings] == ["visit"]


@pytest.mark.parametrize(
    "text",
    [
        f"{ANN} spoke by telephone with Piet Bakker on Monday about the war in Peru.",
        f"{ANN} and Piet Bakker talked by phone on Monday about the conference in Lima.",
    ],
)
def test_a_call_takes_place_nowhere(facts_of: Read, text: str) -> None:
    assert [m.place for m in facts_of(text).meetings if m.kind == "call"] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Piet Bakker met Rosa Diaz on May 3. The meeting took place on the sidelines of the 7th ASEAN Summit.",
        "Piet Bakker met Rosa Diaz on May 3. The talks were held on the margins of the 7th ASEAN Summit in Lima.",
    ],
)
def test_a_meeting_beside_a_summit_is_not_the_summit(facts_of: Read, text: str) -> None:
    assert {"talks", "summit"} <= {m.kind for m in facts_of(text).meetings}


def test_related_meetings_are_none(facts_of: Read) -> None:
    facts = facts_of(f"{ANN} attended the 7th ASEAN Summit and related meetings in Lima on May 3.")
    assert [m.kind for m in facts.meetings] == ["summit"]


def test_later_this_year_is_to_come(facts_of: Read) -> None:
    facts = facts_of(
        "Kenya was invited to the 9th Lima Dialogue Conference and the World Fishing Forum later this year."
    )
    assert {m.status for m in facts.meetings} <= {"planned", "proposed"}
