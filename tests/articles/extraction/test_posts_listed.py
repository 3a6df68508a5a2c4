"""Posts told once for all who are then listed with their countries."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]


def listed(facts: ArticleFacts) -> set[tuple[str, str, str | None]]:
    called = {a.id: a.name for a in facts.actors}
    return {
        (a.name, p.title, called[p.body] if p.body else None)
        for a in facts.actors for p in a.posts if p.source.rule == "post-of-group"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "persons"),
    [
        ("Ann Otieno of Kenya and Peru's Rosa Diaz spoke on Monday.", {"Ann Otieno", "Rosa Diaz"}),
        ("Kenya's Ann Otieno and Peru's Rosa Diaz spoke on Monday.", {"Ann Otieno", "Rosa Diaz"}),
        ("Ann Otieno of Kenya and Rosa Diaz of Peru spoke on Monday.", {"Ann Otieno", "Rosa Diaz"}),
        ("Kenya's Ann Otieno, India's Lars Berg and Peru's Rosa Diaz were there.",
         {"Ann Otieno", "Lars Berg", "Rosa Diaz"}),
        ("Kenya's Ann Otieno, Lars Berg of India and Peru's Rosa Diaz were there.",
         {"Ann Otieno", "Lars Berg", "Rosa Diaz"}),
    ],
)  # fmt: skip
def test_posts_of_those_listed_with_their_countries(facts_of: Read, sentence: str, persons: set[str]) -> None:
    facts = facts_of(f"The prime ministers of the bloc met in Geneva. {sentence}")
    assert {(name, title) for name, title, _ in listed(facts)} == {(p, "prime minister") for p in persons}


@pytest.mark.parametrize(
    "text",
    [
        # each alone, a title whose holders are named, the guests of a meeting of others
        "The prime ministers met in Geneva. He called Kenya's Ann Otieno on Monday and Peru's Rosa Diaz on Friday.",
        "Interior ministers Lars Berg and Sean Kelly met in Geneva. Kenya's Ann Otieno and Peru's Rosa Diaz spoke.",
        "A meeting of foreign ministers is due in Geneva. Guests are Ann Otieno of Kenya and Rosa Diaz of Peru.",
        "The prime ministers met in Geneva. Kenya's Ann Otieno spoke.",
    ],
)
def test_posts_of_no_list(facts_of: Read, text: str) -> None:
    assert listed(facts_of(text)) == set()
