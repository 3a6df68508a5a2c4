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
