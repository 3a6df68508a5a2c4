"""Initiatives: named and described, with kind, status, time and parties. Published on Thursday 14 June 2018."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]


@pytest.mark.parametrize(
    ("text", "name", "kind", "status"),
    [
        ("Kenya and Peru signed a memorandum of understanding on fisheries on Monday.",
         "memorandum of understanding on fisheries", "agreement", "signed"),
        ("Kenya and Peru will sign a free trade agreement in July.", "free trade agreement", "agreement", "planned"),
        ("Kenya and Peru are negotiating a free trade agreement.", "free trade agreement", "agreement", "negotiating"),
        ("Kenya and Peru adopted the Lima Declaration on Oceans.", "Lima Declaration on Oceans", "agreement", "signed"),
        ("The Kenya-Peru Action Plan for the 2016-2020 period has seen progress.",
         "Kenya-Peru Action Plan for the 2016-2020 period", "plan", "ongoing"),
        ("Kenya and Peru praised their strategic partnership.", "strategic partnership", "partnership", "ongoing"),
        ("The Kenya-Peru Cooperation Fund pays for it.", "Kenya-Peru Cooperation Fund", "fund", "ongoing"),
        ("Kenya and Peru suspended the Treaty on Friendship and Cooperation.",
         "Treaty on Friendship and Cooperation", "agreement", "suspended"),
        ("Kenya and Peru proposed a joint working group on oceans.", "joint working group on oceans", "mechanism",
         "proposed"),
    ],
)  # fmt: skip
def test_initiatives(facts_of: Read, text: str, name: str, kind: str, status: str) -> None:
    found = {i.name: (i.kind, i.status) for i in facts_of(text).initiatives}
    assert found == {name: (kind, status)}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("A treaty between Kenya and Peru was signed in May.", {"Kenya", "Peru"}),
        ("Kenya signed a treaty on oceans with Peru.", {"Kenya", "Peru"}),
        ("The Kenya-ASEAN Action Plan was adopted.", {"Kenya", "ASEAN"}),
        ("Kenyan President Ann Otieno and Peruvian President Rosa Diaz signed a treaty on oceans.", {"Kenya", "Peru"}),
    ],
)
def test_initiatives_parties(facts_of: Read, text: str, parties: set[str]) -> None:
    facts = facts_of(text)
    called = {a.id: a.name for a in facts.actors}
    (initiative,) = facts.initiatives
    assert {called[actor] for actor, _ in initiative.parties} == parties


@pytest.mark.parametrize(
    "text",
    [
        "No agreement was reached.",
        "They stressed the importance of cooperation.",
        "Kenya wants peace.",
        "He has a plan.",
    ],
)
def test_initiatives_none(facts_of: Read, text: str) -> None:
    assert facts_of(text).initiatives == ()


def test_initiatives_told_twice_are_one(facts_of: Read) -> None:
    text = "Kenya and Peru signed a treaty on oceans on Monday. Under the treaty, both will patrol."
    (initiative,) = facts_of(text).initiatives
    assert len(initiative.evidence) == 2 and initiative.date == "2018-06-11"
