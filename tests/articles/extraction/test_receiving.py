"""Who receives whom: told by words, by the place, or by the visit in whose course a meeting falls."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

#: text → the hosts of its talks
RECEIVED = [
    (
        "Kenyan President Ann Otieno arrived in Vietnam on Monday for a three-day visit. "
        "She then met Prime Minister Le Van Tam of Vietnam.",
        {"Le Van Tam"},
    ),
    (
        "Dutch Prime Minister Piet Bakker is on an official visit to Indonesia. "
        "He held talks with Indonesian President Budi Santoso and, separately, with Indonesian Speaker Rina Wijaya.",
        {"Budi Santoso", "Rina Wijaya"},
    ),
    (
        "Peruvian Foreign Minister Ana Quispe will visit Kenya next week. "
        "She is to meet Kenyan President Ann Otieno.",
        {"Ann Otieno"},
    ),
    (
        "Vietnamese Prime Minister Le Van Tam paid an official visit to Laos on June 12. "
        "He met Khamla Souvan, chairman of the Lao Front for National Construction.",
        {"Khamla Souvan"},
    ),
    (
        "Chilean President Juan Rojas met Kenyan President Ann Otieno in Mombasa on Tuesday. "
        "Kenyan Foreign Minister Grace Wanjiru also attended.",
        {"Ann Otieno"},
    ),
]  # fmt: skip
#: text → why nobody is its host
MET = [
    (
        "Kenyan President Ann Otieno arrived in Vietnam on Monday for a three-day visit. "
        "In April she met Vietnamese Prime Minister Le Van Tam in Paris.",
        "told of another place",
    ),
    (
        "Dutch Prime Minister Piet Bakker is on an official visit to Indonesia. "
        "Last year Kenyan President Ann Otieno met Indonesian President Budi Santoso.",
        "not the visitor",
    ),
    (
        "Peruvian Foreign Minister Ana Quispe will visit Kenya next week. "
        "On Monday she met Kenyan Foreign Minister Grace Wanjiru.",
        "before the visit",
    ),
    (
        "Vietnamese Prime Minister Le Van Tam paid an official visit to Laos on June 12. "
        "He met UN Secretary-General Karl Lund on Thursday.",
        "a guest of another body",
    ),
]  # fmt: skip


def _hosts(facts: ArticleFacts) -> set[str]:
    names = {actor.id: actor.name for actor in facts.actors}
    return {names[p.actor] for m in facts.meetings if m.kind == "talks" for p in m.participants if p.role == "host"}


@pytest.mark.parametrize(("text", "hosts"), RECEIVED)
def test_the_one_at_home_receives(text: str, hosts: set[str], facts_of: Callable[..., ArticleFacts]) -> None:
    assert _hosts(facts_of(text)) == hosts


@pytest.mark.parametrize(("text", "why"), MET)
def test_nobody_receives_elsewhere(text: str, why: str, facts_of: Callable[..., ArticleFacts]) -> None:
    assert _hosts(facts_of(text)) == set(), why
