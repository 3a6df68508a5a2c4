"""A story that goes on tells the time once: later meetings of the same people in plain past have it, too."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]


def days(facts: ArticleFacts) -> list[str | None]:
    return [m.date for m in facts.meetings]


@pytest.mark.parametrize(
    ("first", "following"),
    [
        ("arrived in Lima on May 3.", "She met Peruvian President Rosa Diaz."),
        ("met Rosa Diaz in Lima on May 3.", "Otieno held talks with Dutch Prime Minister Piet Bakker."),
        ("visited Lima on May 3.", "She praised the city. She was received by Peruvian President Rosa Diaz."),
        ("received Rosa Diaz in Nairobi on May 3.", "She saw Piet Bakker in Nairobi."),
        ("held talks with Rosa Diaz on May 3.", "Otieno called on Dutch Prime Minister Piet Bakker."),
    ],
)
def test_the_time_of_the_story_goes_on(facts_of: Read, first: str, following: str) -> None:
    found = days(facts_of(f"Kenyan President Ann Otieno {first} {following}"))
    assert len(found) == 2 and found[0] == found[1] is not None


@pytest.mark.parametrize(
    "following",
    [
        "She had met Peruvian President Rosa Diaz.",
        "She has met Peruvian President Rosa Diaz.",
        "She last met Peruvian President Rosa Diaz in Jakarta.",
        "She will meet Peruvian President Rosa Diaz.",
        "In Jakarta she met Indonesian President Rosa Diaz.",
        "Piet Bakker met Peruvian President Rosa Diaz.",
    ],
)
def test_another_time_is_left_open(facts_of: Read, following: str) -> None:
    facts = facts_of(f"Kenyan President Ann Otieno arrived in Lima on May 3. {following}")
    assert len(facts.meetings) == 2 and days(facts)[1] is None
