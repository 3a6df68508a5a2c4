"""Titles without a name: whose they are the article does not tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

#: text → the titles without a name, each with its body, and whether it takes part in a meeting
FOUND = [
    ("Jan Smit held talks with the Russian Foreign Minister in Moscow on Tuesday.", ["Foreign Minister, Russia, met"]),
    ("Vietnam's Defence Minister Le Van Tam received the Kenyan president in Hanoi.", ["president, Kenya, met"]),
    ("Le Van Tam met Indonesia's foreign minister in Hanoi on Friday.", ["foreign minister, Indonesia, met"]),
    ("Jan Smit met with the Prime Minister of India in New Delhi on Monday.", ["Prime Minister, India, met"]),
    ("Jan Smit met Le Van Tam. The Russian Foreign Minister praised the ties.", ["Foreign Minister, Russia"]),
]
#: 'her Russian counterpart' has the title of the person whose counterpart it is
COUNTERPARTS = [
    (
        "Kenyan Foreign Minister Ann Otieno met her Russian counterpart in Moscow on Tuesday.",
        ["Foreign Minister, Russia, met"],
    ),
    (
        "Kenyan President Ann Otieno came to Hanoi. She held talks with her Vietnamese counterpart on Friday.",
        ["President, Vietnam, met"],
    ),
]
#: sentences that have no title without a name, and why
NOT_FOUND = [
    ("Russian Foreign Minister Ivan Petrov met Jan Smit in Moscow.", "the name is beside it"),
    ("Ivan Petrov, the Russian Foreign Minister, met Jan Smit in Moscow.", "the name is before it"),
    ("Russian Foreign Minister Ivan Petrov came. Jan Smit met the Russian Foreign Minister.", "named before"),
    ("Jan Smit met the Russian Foreign Minister. Foreign Minister Ivan Petrov of Russia smiled.", "named later"),
    ("Jan Smit met a Kenyan minister in Nairobi.", "any of several"),
    ("Jan Smit met the Russian and Kenyan foreign ministers in Moscow.", "two of them"),
    ("Jan Smit met the former Kenyan president in Nairobi.", "no present holder"),
    ("Ivan Petrov was sworn in as Russian president. Jan Smit met him.", "says what he is"),
    ("Le Van Tam met Jan Smit as term president of ASEAN.", "says what somebody is"),
    ("Jan Smit called the Kenyan president's office.", "an office"),
    ("The foreign minister met Jan Smit.", "no body is told"),
    ("Jan Smit met his Russian counterpart in Moscow.", "it is not told what he is"),
    ("ASEAN Secretary General Lim Jock Hoi met his Russian counterpart in Moscow.", "no country has such a one"),
    (
        "Kenyan Foreign Minister Ann Otieno and Dutch Prime Minister Piet Bakker met their Russian counterparts.",
        "counterparts of several",
    ),
    (
        "Kenyan President Ann Otieno told Dutch Foreign Minister Jan Smit of her Russian counterpart.",
        "a counterpart of one of two",
    ),
    ("Kenyan Foreign Minister Ann Otieno met her Russian counterpart Ivan Petrov.", "the counterpart is named"),
]


def told(facts: ArticleFacts) -> list[str]:
    names = {actor.id: actor.name for actor in facts.actors}
    return [f"{each.title}, {names[each.body]}{', met' if each.meetings else ''}" for each in facts.unnamed]


@pytest.mark.parametrize(("text", "found"), FOUND, ids=[text for text, _ in FOUND])
def test_unnamed_holders_are_found_with_their_body(
    facts_of: Callable[..., ArticleFacts], text: str, found: list[str]
) -> None:
    facts = facts_of(text)
    assert told(facts) == found
    for each in facts.unnamed:
        assert each.title in each.source.span.of(text)


@pytest.mark.parametrize(("text", "found"), COUNTERPARTS, ids=[text for text, _ in COUNTERPARTS])
def test_unnamed_holders_are_counterparts_of_a_person(
    facts_of: Callable[..., ArticleFacts], text: str, found: list[str]
) -> None:
    facts = facts_of(text)
    assert told(facts) == found
    assert facts.unnamed[0].source.span.of(text).endswith("counterpart")


@pytest.mark.parametrize(("text", "why"), NOT_FOUND, ids=[why for _, why in NOT_FOUND])
def test_unnamed_holders_are_left_out(facts_of: Callable[..., ArticleFacts], text: str, why: str) -> None:
    assert told(facts_of(text)) == []


def test_unnamed_holders_are_no_part_of_the_json(facts_of: Callable[..., ArticleFacts]) -> None:
    facts = facts_of(FOUND[0][0])
    assert facts.unnamed
    assert "Foreign Minister" not in str(facts.to_json("a"))
    assert [actor.name for actor in facts.actors if actor.kind == "person"] == ["Jan Smit"]
