"""Meetings told in one sentence with others: beside them, after them, over a wire, together or one by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts, MeetingFact

Read = Callable[..., ArticleFacts]


def who(facts: ArticleFacts, meeting: MeetingFact) -> set[str]:
    called = {a.id: a.name for a in facts.actors}
    return {called[p.actor] for p in meeting.participants}


def of_kind(facts: ArticleFacts, *kinds: str) -> list[set[str]]:
    return [who(facts, m) for m in facts.meetings if m.kind in kinds]


SUMMIT = "The Kenya-Peru summit opened in Lima on Monday. "


@pytest.mark.parametrize(
    "told",
    [
        "On the margins of the summit, Dutch Prime Minister Piet Bakker held talks with Indian President Asha Rao.",
        "On the sidelines of the summit, Dutch Prime Minister Piet Bakker met Indian President Asha Rao.",
        "Within the framework of the summit, Dutch Prime Minister Piet Bakker met Indian President Asha Rao.",
        "Dutch Prime Minister Piet Bakker and Indian President Asha Rao held talks on the margins of the summit.",
        "Ahead of the summit, Dutch Prime Minister Piet Bakker held talks with Indian President Asha Rao.",
    ],
)
def test_what_takes_place_beside_a_gathering_is_not_the_gathering(facts_of: Read, told: str) -> None:
    facts = facts_of(SUMMIT + told)
    assert {"Piet Bakker", "Asha Rao"} in of_kind(facts, "talks")
    assert len(of_kind(facts, "summit")) == 1


@pytest.mark.parametrize(
    "told",
    [
        "The summit ended on Monday.",
        "At the summit, Kenya and Peru signed a treaty.",
        "The leaders praised the summit.",
    ],
)
def test_the_gathering_itself_is_told_again(facts_of: Read, told: str) -> None:
    assert len(facts_of(SUMMIT + told).meetings) == 1


@pytest.mark.parametrize(
    ("told", "date"),
    [
        (
            "signed the treaty on Monday, two days after his summit with Indian President Asha Rao broke up",
            "2018-06-09",
        ),
        ("signed the treaty on Monday, a week after his talks with Indian President Asha Rao", "2018-06-04"),
        ("spoke on Monday, three days before his meeting with Indian President Asha Rao", "2018-06-14"),
        ("resigned on June 11, two weeks after his talks with Indian President Asha Rao", "2018-05-28"),
        ("came home on Monday, one day after talks with Indian President Asha Rao", "2018-06-10"),
    ],
)
def test_a_day_told_from_another_event(facts_of: Read, told: str, date: str) -> None:
    facts = facts_of(f"Dutch Prime Minister Piet Bakker {told}.")
    assert date in [m.date for m in facts.meetings if "Asha Rao" in who(facts, m)]


@pytest.mark.parametrize(
    ("told", "date"),
    [
        ("signed the treaty on Monday after his talks with Indian President Asha Rao", "2018-06-11"),
        ("signed the treaty on June 11, two months after his talks with Indian President Asha Rao", None),
        ("held talks with Indian President Asha Rao on Monday, two days after his return", "2018-06-11"),
    ],
)
def test_a_day_is_not_told_from_what_is_no_count_of_days(facts_of: Read, told: str, date: str | None) -> None:
    [meeting] = facts_of(f"Dutch Prime Minister Piet Bakker {told}.").meetings
    assert meeting.date == date


@pytest.mark.parametrize(
    "told",
    [
        "Kenya and Peru approved a plan at their second summit, held by video conference on Monday.",
        "Kenya and Peru held their second summit by videoconference on Monday.",
        "Peruvian President Rosa Diaz will join, by video conference, the Kenya-Peru summit on Friday.",
        "The second Kenya-Peru summit was held via video conference on Monday.",
        "Peruvian President Rosa Diaz attended the Kenya-Peru summit via video link on Monday.",
    ],
)
def test_the_medium_of_a_meeting_is_no_meeting(facts_of: Read, told: str) -> None:
    [meeting] = facts_of(told).meetings
    assert meeting.kind == "summit" and meeting.online


@pytest.mark.parametrize(
    "told",
    [
        "Kenyan President Ann Otieno and Peruvian President Rosa Diaz held a video conference on Monday.",
        "At a video conference on Monday, Kenyan President Ann Otieno and Peruvian President Rosa Diaz spoke.",
        "Kenyan President Ann Otieno met Peruvian President Rosa Diaz by video conference on Monday.",
    ],
)
def test_a_video_conference_is_a_meeting_where_nothing_else_is(facts_of: Read, told: str) -> None:
    facts = facts_of(told)
    assert [who(facts, m) for m in facts.meetings] == [{"Ann Otieno", "Rosa Diaz"}]


@pytest.mark.parametrize(
    "told",
    [
        "sat down with Dutch Prime Minister Piet Bakker and with Indian President Asha Rao for three-way talks",
        "held three-way talks with Dutch Prime Minister Piet Bakker and with Indian President Asha Rao",
        "held talks with Dutch Prime Minister Piet Bakker together with Indian President Asha Rao",
        "spoke by telephone with Dutch Prime Minister Piet Bakker, together with Indian President Asha Rao",
        "had trilateral talks with Dutch Prime Minister Piet Bakker and Indian President Asha Rao, and later left",
    ],
)
def test_three_way_talks_are_one_meeting(facts_of: Read, told: str) -> None:
    facts = facts_of(f"Kenyan President Ann Otieno {told} on Monday.")
    assert [who(facts, m) for m in facts.meetings] == [{"Ann Otieno", "Piet Bakker", "Asha Rao"}]


@pytest.mark.parametrize(
    "told",
    [
        "met Dutch Prime Minister Piet Bakker and, separately, Indian President Asha Rao",
        "held talks first with Dutch Prime Minister Piet Bakker and then with Indian President Asha Rao",
        "held bilateral talks with Dutch Prime Minister Piet Bakker and with Indian President Asha Rao",
    ],
)
def test_others_still_meet_one_by_one(facts_of: Read, told: str) -> None:
    facts = facts_of(f"Kenyan President Ann Otieno {told} on Monday.")
    assert len(facts.meetings) == 2
