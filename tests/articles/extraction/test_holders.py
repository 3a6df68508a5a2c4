"""'The foreign ministers of A and B met': the persons where the article names them, else their countries."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]
NAMED = "Kenyan Foreign Minister Ann Otieno spoke of a new start. Her Peruvian counterpart, Luis Prado, agreed."


def who(facts: ArticleFacts, n: int = 0) -> set[str]:
    called = {a.id: a.name for a in facts.actors}
    return {called[p.actor] for p in facts.meetings[n].participants}


@pytest.mark.parametrize(
    "lead",
    [
        "The foreign ministers of Kenya and Peru met in Geneva on Monday.",
        "The foreign ministers of Kenya and Peru held talks in Geneva on Monday.",
        "The Kenyan and Peruvian foreign ministers met in Geneva on Monday.",
        "The foreign ministers of Peru and Kenya will meet in Geneva on May 12.",
        "Foreign ministers from Kenya and Peru held talks in Geneva on Monday.",
    ],
)
def test_ministers_named_later_take_part_themselves(facts_of: Read, lead: str) -> None:
    assert who(facts_of(f"{lead} {NAMED}")) == {"Ann Otieno", "Luis Prado"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # nobody is named
        ("The foreign ministers of Kenya and Peru met in Geneva on Monday.", {"Kenya", "Peru"}),
        # others are
        (
            "The trade ministers of Kenya and Peru met in Geneva on Monday. "
            "Kenyan Finance Minister Ann Otieno did not comment.",
            {"Kenya", "Peru"},
        ),
        # the holders before
        (
            "The foreign ministers of Kenya and Peru met in Geneva on Monday. "
            "Former Kenyan Foreign Minister Ann Otieno wrote a book on trade.",
            {"Kenya", "Peru"},
        ),
    ],
)
def test_countries_stand_where_no_holder_is_named(facts_of: Read, text: str, expected: set[str]) -> None:
    assert who(facts_of(text)) == expected
