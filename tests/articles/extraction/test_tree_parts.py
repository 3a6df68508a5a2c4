"""Who takes part in a meeting, by the dependency tree. Published on Thursday 14 June 2018."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from articles.extraction.facts import ArticleFacts
from articles.extraction.meetings.tree_parts import subjects

Read = Callable[..., ArticleFacts]

A, B = "Kenyan President Ann Otieno", "Dutch Prime Minister Piet Bakker"
BOTH = {"Ann Otieno": "participant", "Piet Bakker": "participant"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"{B}, received by {A} on Monday, smiled.", {"Ann Otieno": "host", "Piet Bakker": "participant"}),
        (f"After a long flight {A} at last met {B} on Monday.", BOTH),
        (f"Talks were held in Lima on Monday between {A} and {B}.", BOTH),
        (f"{A}, who flew in late, hosted {B} on Monday.", {"Ann Otieno": "host", "Piet Bakker": "participant"}),
        (f"{A} agreed to meet {B} in Lima in July.", BOTH),
        # left alone: who only speaks of it, who is named in another clause, who is wished well
        (f"{A} met {B} on Monday, Rosa Diaz said.", BOTH),
        (f"{A} met {B} on Monday while Rosa Diaz was ill.", BOTH),
        (f"{A} met {B} on Monday and praised Rosa Diaz.", BOTH),
    ],
)  # fmt: skip
def test_tree_parts_of_a_meeting(facts_of: Read, text: str, parts: dict[str, str]) -> None:
    facts = facts_of(text)
    called = {a.id: a.name for a in facts.actors}
    assert {called[p.actor]: p.role for p in facts.meetings[0].participants} == parts


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Otieno met Bakker.", "met", ["Otieno"]),
        ("Otieno arrived and met Bakker.", "met", ["Otieno"]),
        ("Otieno wants to meet Bakker.", "meet", ["Otieno"]),
        ("It rained.", "rained", ["It"]),
    ],
)
def test_tree_parts_subjects_are_shared(nlp: Language, text: str, verb: str, subject: list[str]) -> None:
    doc = nlp(text)
    assert [t.text for t in subjects(next(t for t in doc if t.text == verb))] == subject
