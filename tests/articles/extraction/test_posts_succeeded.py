"""Posts handed on from one to another, and bodies told before a title in longer words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]
Told = tuple[str, str | None, bool]


def posts_of(facts: ArticleFacts, name: str) -> list[Told]:
    called = {a.id: a.name for a in facts.actors}
    person = next(a for a in facts.actors if a.name == name)
    return [(p.title, called[p.body] if p.body else None, p.former) for p in person.posts]


FORMER, PRESENT = ("Foreign Minister", "Kenya", True), ("Foreign Minister", "Kenya", False)


@pytest.mark.parametrize(
    ("sentence", "post"),
    [
        ("Her predecessor, Lars Berg, spoke on Monday.", FORMER),
        ("Her immediate predecessor, Dr Lars Berg, spoke on Monday.", FORMER),
        ("Otieno's predecessor Lars Berg spoke on Monday.", FORMER),
        ("The minister's predecessor, Lars Berg, spoke on Monday.", FORMER),
        ("Lars Berg, her predecessor, spoke on Monday.", FORMER),
        ("Her predecessor in that office, Lars Berg, spoke on Monday.", FORMER),
        ("Lars Berg, whom Otieno has replaced, spoke on Monday.", FORMER),
        ("Otieno, who succeeded Lars Berg, spoke on Monday.", FORMER),
        ("Lars Berg was succeeded by Otieno on Monday.", FORMER),
        ("Her successor, Lars Berg, will be sworn in on Monday.", PRESENT),
    ],
)
def test_posts_of_predecessors_and_successors(facts_of: Read, sentence: str, post: Told) -> None:
    facts = facts_of(f"Kenyan Foreign Minister Ann Otieno flew to Lima on Sunday. {sentence}")
    assert posts_of(facts, "Lars Berg") == [post]


@pytest.mark.parametrize(
    ("sentence", "posts"),
    [
        # a thing, nobody's, a post of his own
        ("The predecessor of the pact was signed by Lars Berg.", []),
        ("A successor, said Lars Berg, is to be found.", []),
        ("A new pact replaced the old one, Lars Berg said.", []),
        ("Her predecessor, Peruvian Ambassador Lars Berg, spoke.", [("Ambassador", "Peru", False)]),
    ],
)
def test_posts_handed_to_nobody(facts_of: Read, sentence: str, posts: list[Told]) -> None:
    facts = facts_of(f"Kenyan Foreign Minister Ann Otieno flew to Lima on Sunday. {sentence}")
    assert posts_of(facts, "Lars Berg") == posts


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("On Monday World Food Programme (WFP) chief Ann Otieno spoke.", "World Food Programme"),
        ("The World Health Organization (WHO) head Ann Otieno spoke.", "World Health Organization"),
        ("The African Union (AU) Commissioner Ann Otieno spoke.", "African Union"),
        ("The programme (old) chief Ann Otieno spoke.", None),
    ],
)
def test_posts_body_before_its_acronym(facts_of: Read, text: str, body: str | None) -> None:
    assert [b for _, b, _ in posts_of(facts_of(text), "Ann Otieno")] == [body]


def test_posts_of_hosts_in_two_cities(facts_of: Read) -> None:
    facts = facts_of(
        "The minister went to Kenya and Peru. In Nairobi he held talks with President Ann Otieno, and in Lima with "
        "Prime Minister Rosa Diaz."
    )
    assert posts_of(facts, "Ann Otieno") == [("President", "Kenya", False)]
    assert posts_of(facts, "Rosa Diaz") == [("Prime Minister", "Peru", False)]


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("Ann Otieno, Minister of Trade, and Lars Berg, Peru's Ambassador to India, spoke.", None),
        ("Trade Minister Ann Otieno, Speaker Rosa Diaz and the Peruvian envoy Lars Berg spoke.", None),
    ],
)
def test_posts_not_of_the_next_title(facts_of: Read, text: str, post: str | None) -> None:
    assert [b for _, b, _ in posts_of(facts_of(text), "Ann Otieno")] == [post]
