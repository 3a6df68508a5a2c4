"""Signings told by their verb, with who signs and where or when; and what is signed at a meeting told anyway."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]
BOTH = "Kenyan President Ann Otieno and Dutch Prime Minister Piet Bakker"


def told(facts: ArticleFacts) -> list[tuple[str, str, str | None, frozenset[str]]]:
    called = {a.id: a.name for a in facts.actors}
    return [(m.kind, m.status, m.place, frozenset(called[p.actor] for p in m.participants)) for m in facts.meetings]


PAIR = frozenset({"Ann Otieno", "Piet Bakker"})
STATES = frozenset({"Kenya", "Netherlands"})


@pytest.mark.parametrize(
    ("text", "meeting"),
    [
        (f"{BOTH} signed a tax treaty in Lima on May 3.", ("ceremony", "held", "Lima", PAIR)),
        (f"{BOTH} signed the fisheries agreement on Monday.", ("ceremony", "held", None, PAIR)),
        ("Kenya and the Netherlands signed a tax treaty in Lima in 2012.", ("ceremony", "held", "Lima", STATES)),
        ("Kenya signed a tax treaty with the Netherlands in Lima in May.", ("ceremony", "held", "Lima", STATES)),
        (f"{BOTH} are to sign a tax treaty in Lima on Friday.", ("ceremony", "planned", "Lima", PAIR)),
        (f"{BOTH} put their names to the accord in Lima last week.", ("ceremony", "held", "Lima", PAIR)),
        (f"{BOTH} initialled the protocol in Jakarta on Monday.", ("ceremony", "held", "Jakarta", PAIR)),
        (f"{BOTH} exchanged instruments of ratification in Lima.", ("ceremony", "held", "Lima", PAIR)),
        ("The treaty was signed in Lima by Ann Otieno and Piet Bakker.", ("ceremony", "held", "Lima", PAIR)),
        (f"The pact, which {BOTH} signed in Lima in May, is not in force.", ("ceremony", "held", "Lima", PAIR)),
    ],
)
def test_signings_are_meetings(facts_of: Read, text: str, meeting: tuple[str, str, str, frozenset[str]]) -> None:
    assert told(facts_of(text)) == [meeting]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and the Netherlands signed a tax treaty in 2012.",
        "Kenya and the Netherlands signed a loan agreement on Monday.",
        "The convention was signed in Lima in 2012.",
        "Kenyan President Ann Otieno signed the budget in Nairobi on Monday.",
        "It is five years since Kenya and the Netherlands signed a tax treaty.",
    ],
)
def test_signings_without_sides_or_circumstances_are_none(facts_of: Read, text: str) -> None:
    assert told(facts_of(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{BOTH} signed a tax treaty at a summit in Lima on May 3.",
        f"At their meeting in Lima {BOTH} signed a tax treaty on May 3.",
        f"{BOTH} held talks in Lima on May 3. They signed a tax treaty there.",
        "Kenyan President Ann Otieno visited Lima on May 3, where she and Piet Bakker signed a tax treaty.",
        f"{BOTH} signed a tax treaty on May 3 on the sidelines of the forum in Lima.",
    ],
)
def test_what_is_signed_at_a_meeting_is_none_beside_it(facts_of: Read, text: str) -> None:
    assert "ceremony" not in {kind for kind, *_ in told(facts_of(text))}


def test_signings_in_two_places_are_two(facts_of: Read) -> None:
    facts = facts_of(
        "Kenya and the Netherlands signed a tax treaty in Lima in May. In Jakarta Ann Otieno and Piet Bakker attended "
        "the signing of five memorandums on Monday."
    )
    assert [m.place for m in facts.meetings] == ["Lima", "Jakarta"]


@pytest.mark.parametrize(
    "text",
    [
        f"{BOTH} will hold talks in the days to come.",
        "Kenyan President Ann Otieno is likely to hold talks with Piet Bakker.",
        f"{BOTH} are expected to have a meeting.",
    ],
)
def test_two_who_hold_talks_are_enough(facts_of: Read, text: str) -> None:
    assert [(kind, who) for kind, _, _, who in told(facts_of(text))] == [("talks", PAIR)]
