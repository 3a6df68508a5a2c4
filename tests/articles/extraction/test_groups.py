"""Whom 'the two leaders', 'all three', 'the four ministers' mean; who accompanies; for whom others stand in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]
LEADERS = "Kenyan President Ann Otieno and Dutch Prime Minister Piet Bakker met in Geneva on Monday."
DEPUTIES = "Deputy Prime Ministers Juma Karanja of Kenya and Anke Smit of the Netherlands met in Nairobi on Tuesday."
THREE = "The mediators are Irish diplomat Sean Kelly, former Peruvian President Rosa Diaz and Kenyan envoy Lars Berg."


def who(facts_of: Read, text: str, words: str) -> set[str]:
    """Those who take part in the meetings that a sentence with these words tells of."""
    facts = facts_of(text)
    called = {a.id: a.name for a in facts.actors}
    told = [m for m in facts.meetings if any(words in text[s.start : s.end] for s in m.evidence)]
    return {called[p.actor] for m in told for p in m.participants}


@pytest.mark.parametrize(
    "sentence",
    [
        "Indian President Karin Frei had received the two leaders in Jakarta in March.",
        "Indian President Karin Frei received both leaders in Jakarta in March.",
        "In March, the two leaders met Indian President Karin Frei in Basel.",
    ],
)
def test_groups_leaders_are_those_at_the_head(facts_of: Read, sentence: str) -> None:
    found = who(facts_of, f"{LEADERS} {DEPUTIES} {sentence}", "Karin Frei")
    assert {"Ann Otieno", "Piet Bakker", "Karin Frei"} <= found
    assert not {"Juma Karanja", "Anke Smit"} & found


@pytest.mark.parametrize(
    "sentence",
    [
        "All three took part in the talks with the rebels in Accra on Tuesday.",
        "The three diplomats held talks with the Ghanaian government in Accra on Tuesday.",
        "Ghanaian President Ali Deby received all three in Accra on Tuesday for talks.",
    ],
)
def test_groups_of_three_are_the_last_list_of_three(facts_of: Read, sentence: str) -> None:
    assert {"Sean Kelly", "Rosa Diaz", "Lars Berg"} <= who(facts_of, f"{THREE} {sentence}", "Accra")


@pytest.mark.parametrize(
    "sentence",
    [
        "The three countries signed a treaty in Accra on Tuesday.",
        "The four diplomats of Ghana held talks in Accra on Tuesday.",
    ],
)
def test_groups_of_others_are_not_that_list(facts_of: Read, sentence: str) -> None:
    assert "Sean Kelly" not in who(facts_of, f"{THREE} {sentence}", "Accra")


@pytest.mark.parametrize("words", ["Accompanying her were", "Joining her were", "She was accompanied by"])
def test_groups_who_accompanies(facts_of: Read, words: str) -> None:
    visit = "Kenyan President Ann Otieno paid a visit to Peru on Monday."
    company = f"{words} Trade Minister Juma Karanja and Energy Minister Amina Noor."
    assert {"Juma Karanja", "Amina Noor"} <= who(facts_of, f"{visit} {company}", "paid a visit")
