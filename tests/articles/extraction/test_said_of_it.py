"""What is said of the meeting told before, which one a noun means, and days that are those of something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]
BOTH = "Kenyan President Ann Otieno met Dutch Prime Minister Piet Bakker in Lima on Monday."


@pytest.mark.parametrize(
    "text",
    [
        "It was their first meeting since the coup in early March.",
        "It was their second meeting since the spring.",
        "This was their first encounter in two years.",
        "It was the first meeting of the two since 2012.",
    ],
)
def test_what_it_was_is_no_meeting_of_its_own(facts_of: Read, text: str) -> None:
    assert len(facts_of(f"{BOTH} {text}").meetings) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The meeting between the two ruling parties in September 2012 had failed.",
        "She recalled the meeting of the two finance ministers in May 2012.",
    ],
)
def test_another_time_behind_the_noun_means_another(facts_of: Read, text: str) -> None:
    found = facts_of(f"{BOTH} {text}").meetings
    assert all(m.date != "2012-09" for m in found[:1]) and len(found[0].evidence) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President Ann Otieno arrived in Lima on Monday ahead of the 7th ASEAN Summit.",
        "Kenyan President Ann Otieno left Nairobi on Monday to attend the 7th ASEAN Summit in Lima.",
        "Kenyan President Ann Otieno said on Monday, prior to the 7th ASEAN Summit, that she would come.",
    ],
)
def test_the_day_before_a_gathering_is_not_its_own(facts_of: Read, text: str) -> None:
    assert [m.date for m in facts_of(text).meetings if m.kind == "summit"] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President Ann Otieno on Monday handed over an invitation to Piet Bakker to pay a state visit to Kenya.",
        "Piet Bakker accepted on Monday an invitation from Ann Otieno to make a state visit to Kenya.",
        "Piet Bakker has been invited to pay an official visit to Kenya.",
    ],
)
def test_who_is_invited_to_pay_a_visit_may_come(facts_of: Read, text: str) -> None:
    assert [(m.kind, m.status, m.date) for m in facts_of(text).meetings] == [("visit", "proposed", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President Ann Otieno paid a visit to Lima on Monday at the invitation of Rosa Diaz.",
        "Kenyan President Ann Otieno is on a visit to Lima at the invitation of Rosa Diaz.",
    ],
)
def test_who_came_by_invitation_came(facts_of: Read, text: str) -> None:
    assert [m.status for m in facts_of(text).meetings] == ["held"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kenyan President Ann Otieno hosted East African leaders in Nairobi on Monday.", "summit"),
        ("Kenyan President Ann Otieno hosts Arab leaders in Nairobi on Friday.", "summit"),
        ("Kenyan President Ann Otieno hosted Arab ministers in Nairobi on Monday.", "ministerial"),
    ],
)
def test_guests_without_a_name_make_a_summit(facts_of: Read, text: str, kind: str) -> None:
    assert [m.kind for m in facts_of(text).meetings] == [kind]


def test_guests_of_no_time_and_place_make_none(facts_of: Read) -> None:
    assert facts_of("Kenyan President Ann Otieno hosted leaders of the opposition.").meetings == ()
