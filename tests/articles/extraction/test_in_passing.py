"""Meetings told in passing by everyday verbs: told by telephone, is expected in, went on to, exchanged views."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]


def told(facts: ArticleFacts) -> list[tuple[str, frozenset[str]]]:
    called = {a.id: a.name for a in facts.actors if a.kind == "person"}
    return [(m.kind, frozenset(called[p.actor] for p in m.participants if p.actor in called)) for m in facts.meetings]


BOTH = frozenset({"Ann Otieno", "Karin Frei"})
ONE = frozenset({"Ann Otieno"})


@pytest.mark.parametrize(
    ("text", "meeting"),
    [
        (
            "Kenyan President Ann Otieno told Indian President Karin Frei by telephone that he would come.",
            ("call", BOTH),
        ),
        ("Kenyan President Ann Otieno informed Karin Frei of India by phone on Monday.", ("call", BOTH)),
        ("On Monday Kenyan President Ann Otieno assured Karin Frei by telephone of her help.", ("call", BOTH)),
        ("Kenyan President Ann Otieno is expected in Lima on Friday.", ("visit", ONE)),
        ("Kenyan President Ann Otieno is due in Lima next week.", ("visit", ONE)),
        ("On Monday Kenyan President Ann Otieno went on to Lima.", ("visit", ONE)),
        ("Kenyan President Ann Otieno made a stopover in Lima on Monday.", ("visit", ONE)),
    ],
)
def test_in_passing_is_a_meeting(facts_of: Read, text: str, meeting: tuple[str, frozenset[str]]) -> None:
    assert meeting in told(facts_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President Ann Otieno told reporters by telephone that she would come.",
        "The report of Kenyan President Ann Otieno is expected in June.",
        "Kenyan President Ann Otieno went on to praise the farmers.",
        "Kenyan President Ann Otieno spoke on Monday to reporters.",
    ],
)
def test_in_passing_is_none(facts_of: Read, text: str) -> None:
    assert told(facts_of(text)) == []
