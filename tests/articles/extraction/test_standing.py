"""Initiatives that are standing bodies or dialogues of several sides. Published on Thursday 14 June 2018."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]


def mechanisms(facts: ArticleFacts) -> dict[str, str]:
    return {i.name: i.status for i in facts.initiatives if i.kind == "mechanism"}


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [
        ("Kenya and Peru praised the work of their joint trade commission.", "joint trade commission", "ongoing"),
        ("The Kenyan-Peruvian Joint Commission on Fisheries met in Lima on Monday.",
         "Kenyan-Peruvian Joint Commission on Fisheries", "ongoing"),
        ("The commission on the border between Kenya and Uganda has not met since 2015.",
         "commission on the border between Kenya and Uganda", "ongoing"),
        ("Kenya and Uganda are to convene their Permanent Joint Commission in July.",
         "Permanent Joint Commission", "ongoing"),
        ("Kenya and Peru will set up a joint working group on oceans.", "joint working group on oceans", "planned"),
        ("The first round of the consultations on maritime security between Kenya and Peru was held in Lima.",
         "consultations on maritime security between Kenya and Peru", "ongoing"),
        ("Kenya and Peru welcomed the dialogue on cyber security, which began last year.",
         "dialogue on cyber security", "ongoing"),
        ("The second session of the Kenya-Peru Strategic Dialogue ended in Lima on Monday.",
         "Kenya-Peru Strategic Dialogue", "ongoing"),
    ],
)  # fmt: skip
def test_what_stands_between_its_sides(facts_of: Read, text: str, name: str, status: str) -> None:
    assert mechanisms(facts_of(text)) == {name: status}


@pytest.mark.parametrize(
    "text",
    [
        "The foreign affairs committee of the Kenyan parliament heard the minister on Monday.",
        "The European Commission welcomed the decision of Kenya and Peru.",
        "Kenya speaks for the bloc in its dialogue with Peru.",
        "The two presidents held a dialogue on the sidelines of the summit in Lima.",
        "The consultations between the Kenyan parties, which began in Lima on Monday, go on.",
        "Kenya and Peru called for dialogue and urged restraint.",
        "Members of the organising committee met Kenyan reporters.",
    ],
)
def test_what_stands_between_no_sides(facts_of: Read, text: str) -> None:
    assert mechanisms(facts_of(text)) == {}


def test_a_noun_that_others_follow_is_no_dialogue(facts_of: Read) -> None:
    found = facts_of("The Kenya-Peru Dialogue Partnership Fund paid for the meeting of experts in Lima on Monday.")
    assert [i.kind for i in found.initiatives] == ["fund"]


def test_a_sitting_that_is_planned_leaves_its_body_standing(facts_of: Read) -> None:
    found = facts_of(
        "Kenya and Peru will hold the second meeting of their Joint Higher Committee in August."
    ).initiatives
    assert [(i.name, i.status, i.date) for i in found] == [("Joint Higher Committee", "ongoing", None)]
    assert {len(i.parties) for i in found} == {2}
