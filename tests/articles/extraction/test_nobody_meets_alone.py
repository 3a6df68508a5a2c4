"""Of talks of two sides both are kept where the verb that goes with them names both, whatever weighing makes of one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]


def takes_part(facts: ArticleFacts) -> list[set[str]]:
    """The names at each meeting."""
    called = {a.id: a.name for a in facts.actors}
    return [{called[p.actor] for p in m.participants} for m in facts.meetings]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Peru's delegation held talks with Ghana's President Nana Boateng in Lima on Monday.",
            {"Peru", "Nana Boateng"},
        ),
        ("Brazil and Kenya's President Yoweri Okello held talks in Brasilia on Friday.", {"Brazil", "Yoweri Okello"}),
        (
            "The Dutch government held talks with the president of Ghana, Ali Konate, in The Hague on Saturday.",
            {"Netherlands", "Ali Konate"},
        ),
        (
            "Indonesia's delegation held talks with Indian Prime Minister Bimal Khanna in New Delhi on Thursday.",
            {"Indonesia", "Bimal Khanna"},
        ),
        (
            "Peru's government held consultations with the president of Kenya, Joao Lourenco, in Nairobi on Sunday.",
            {"Peru", "Joao Lourenco"},
        ),
    ],
)
def test_who_holds_talks_does_not_hold_them_alone(facts_of: Read, text: str, sides: set[str]) -> None:
    assert takes_part(facts_of(text)) == [sides]


@pytest.mark.parametrize(
    ("text", "stranger"),
    [
        (
            "Peru praised the talks that Indian Foreign Minister Karim Haddad held with Marta Rossi in New Delhi.",
            "Peru",
        ),
        (
            "Brazil's President Juan Rojas held talks with Ghana's President Nana Boateng in Brasilia, Peru said.",
            "Peru",
        ),
        ("Laos hosted no one when Ghana's Joseph Okello held talks with Ann Otieno in Nairobi on Monday.", "Laos"),
    ],
)
def test_others_named_beside_are_left_out(facts_of: Read, text: str, stranger: str) -> None:
    assert all(stranger not in names and len(names) > 1 for names in takes_part(facts_of(text)))
