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


def posts(facts: ArticleFacts) -> set[tuple[str, str, str | None]]:
    called = {a.id: a.name for a in facts.actors}
    return {(a.name, p.title.lower(), called[p.body] if p.body else None) for a in facts.actors for p in a.posts}


ENVOYS = {("Ann Otieno", "ambassador", "Kenya"), ("Rosa Diaz", "ambassador", "Peru"),
          ("Lars Berg", "ambassador", "India")}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "He met Ambassadors Ann Otieno (Kenya), Rosa Diaz (Peru) and Lars Berg (India) on Monday.",
        "He met Ambassadors Ann Otieno of Kenya, Rosa Diaz of Peru and Lars Berg of India on Monday.",
        "He met three ambassadors on Monday: Ann Otieno of Kenya, Rosa Diaz of Peru and Lars Berg of India.",
        "He met three ambassadors on Monday. They were Ann Otieno (Kenya), Rosa Diaz (Peru) and Lars Berg (India).",
        "He met three ambassadors. They are Ann Otieno – Kenya, Rosa Diaz – Peru, Lars Berg – India.",
    ],
)
def test_posts_of_ambassadors_listed_with_their_countries(facts_of: Read, text: str) -> None:
    assert posts(facts_of(text)) >= ENVOYS


def test_posts_of_one_title_within_the_sentence_of_the_list(facts_of: Read) -> None:
    facts = facts_of(
        "The foreign ministers met in Geneva, with Kenya's Ann Otieno and Peru's Rosa Diaz joining by video."
    )
    assert listed(facts) == {("Ann Otieno", "foreign minister", "Kenya"), ("Rosa Diaz", "foreign minister", "Peru")}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        # whom the envoys meet, another post, a country told with the rest
        ("Envoys flew to Geneva on Monday. Ann Otieno of Kenya, Rosa Diaz of Peru and Lars Berg of India were there.",
         set()),
        ("He met Ambassadors Ann Otieno (Kenya), Rosa Diaz (Peru) and High Commissioner Lars Berg of Ghana on Monday.",
         {("Ann Otieno", "ambassador", "Kenya"), ("Rosa Diaz", "ambassador", "Peru"),
          ("Lars Berg", "high commissioner", "Ghana")}),
        ("The presidents of Kenya and Peru, General Ann Otieno and Rosa Diaz, met in Geneva on Monday.",
         {("Ann Otieno", "president", "Kenya"), ("Rosa Diaz", "president", "Peru")}),
    ],
)  # fmt: skip
def test_posts_beside_a_list(facts_of: Read, text: str, kept: set[tuple[str, str, str | None]]) -> None:
    assert {p for p in posts(facts_of(text)) if p[1] != "general"} == kept
