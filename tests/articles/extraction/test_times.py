"""Several meetings in one sentence: counted, or joined by 'and'; and talks that are not the summit told before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts, MeetingFact

Read = Callable[..., ArticleFacts]
PAIR = {"Ann Otieno", "Piet Bakker"}
BOTH = "Kenyan President Ann Otieno and Dutch Prime Minister Piet Bakker"


def who(facts: ArticleFacts, meeting: MeetingFact) -> set[str]:
    called = {a.id: a.name for a in facts.actors}
    return {called[p.actor] for p in meeting.participants}


@pytest.mark.parametrize(
    ("told", "places", "dates"),
    [
        ("have met twice, in Lima in May and in Jakarta last week", {"Lima", "Jakarta"}, 2),
        ("have met three times: in Lima in 2015, in Jakarta in 2016 and in Hanoi in 2017", {"Lima", "Jakarta", "Hanoi"}, 3),  # noqa: E501
        ("met twice last year, in Lima and Jakarta", {"Lima", "Jakarta"}, 1),
        ("held two meetings in Lima and Jakarta", {"Lima", "Jakarta"}, 1),
        ("met twice, on May 3 in Lima and on May 9 in Jakarta", {"Lima", "Jakarta"}, 2),
    ],
)  # fmt: skip
def test_counted_meetings_are_as_many_as_their_places(facts_of: Read, told: str, places: set[str], dates: int) -> None:
    facts = facts_of(f"{BOTH} {told}.")
    assert [who(facts, m) for m in facts.meetings] == [PAIR] * len(places)
    assert {m.place for m in facts.meetings} == places and len({m.date for m in facts.meetings}) == dates


@pytest.mark.parametrize(
    "told",
    [
        "have met three times this year",
        "met in Lima for two days of talks",
        "held three-way talks with Indian President Asha Rao in Lima, Geneva radio said",
    ],
)
def test_a_number_without_as_many_places_counts_nothing(facts_of: Read, told: str) -> None:
    assert len(facts_of(f"{BOTH} {told}.").meetings) == 1


@pytest.mark.parametrize(
    "told",
    [
        "had a dinner with Indian President Asha Rao and a three-way meeting with her and Peruvian President Rosa Diaz",
        "held talks with Indian President Asha Rao and a meeting with Peruvian President Rosa Diaz",
        "had a meeting with Indian President Asha Rao and talks with Peruvian President Rosa Diaz",
        "held consultations with Indian President Asha Rao and a meeting with Peruvian President Rosa Diaz",
        "had a working lunch with Indian President Asha Rao and talks with Peruvian President Rosa Diaz",
    ],
)
def test_and_between_two_nouns_makes_two_meetings(facts_of: Read, told: str) -> None:
    facts = facts_of(f"Kenyan President Ann Otieno {told} on Monday.")
    assert len(facts.meetings) == 2
    assert "Rosa Diaz" in who(facts, facts.meetings[1])


@pytest.mark.parametrize(
    "told",
    [
        "The talks took an hour and the meeting was cordial.",
        "The meeting was long.",
        "The talks and the food were good.",
    ],
)
def test_and_between_clauses_makes_no_second_meeting(facts_of: Read, told: str) -> None:
    assert len(facts_of(f"{BOTH} held talks in Lima on Monday. {told}").meetings) == 1


SUMMIT = "The ASEAN-Russia summit took place in Hanoi on Wednesday. It adopted a declaration. "


@pytest.mark.parametrize(
    "told",
    [
        f"Later, {BOTH} had the talks that had been put off.",
        f"In the evening {BOTH} held the talks planned since May.",
        f"{BOTH} then had the talks that they had wished for.",
        f"{BOTH} held the long awaited talks on Wednesday.",
        f"At night, {BOTH} held the talks announced on Monday.",
    ],
)
def test_the_talks_of_two_others_are_not_the_summit(facts_of: Read, told: str) -> None:
    facts = facts_of(SUMMIT + told)
    assert PAIR in [who(facts, m) for m in facts.meetings if m.kind == "talks"]


@pytest.mark.parametrize(
    "told",
    [
        "The meeting lasted a day.",
        "The talks were held behind closed doors.",
        f"{BOTH} attended the meeting as guests.",
    ],
)
def test_the_meeting_may_still_be_the_summit(facts_of: Read, told: str) -> None:
    assert [m.kind for m in facts_of(SUMMIT + told).meetings] == ["summit"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"{BOTH} met in Lima on Wednesday and discussed an upcoming summit of Kenya and Peru.", None),
        (f"{BOTH} spoke by phone on Thursday and discussed the forthcoming summit of Kenya and Peru.", None),
        ("Kenyan President Ann Otieno said on Monday that she is preparing a possible summit with Peru.", None),
        (f"{BOTH} said they would attend the upcoming summit of Kenya and Peru on Monday.", "2018-06-18"),
        ("The upcoming summit of Kenya and Peru will open in Lima on 20 June.", "2018-06-20"),
        ("A summit of Kenya and Peru is planned for Friday, her office said on Monday.", "2018-06-15"),
    ],
)
def test_what_is_to_come_is_not_dated_by_the_telling(facts_of: Read, text: str, day: str | None) -> None:
    days = {m.date for m in facts_of(text).meetings if m.kind == "summit"}
    assert days == {day}


def test_a_visit_put_off_is_not_dated_by_putting_it_off(facts_of: Read) -> None:
    put_off = facts_of("Kenyan President Ann Otieno on Wednesday postponed a trip to Peru.")
    kept = facts_of("Kenyan President Ann Otieno postponed a trip to Peru planned for Monday.")
    assert [(m.status, m.date) for m in put_off.meetings] == [("postponed", None)]
    assert [(m.status, m.date) for m in kept.meetings] == [("postponed", "2018-06-18")]
