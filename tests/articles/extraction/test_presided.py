"""Bodies told by their head's post alone; names with initials written as one; forms of address that are no name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]


def names(facts: ArticleFacts, kind: str) -> set[str]:
    return {a.name for a in facts.actors if a.kind == kind}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The Speaker of the Jogorku, Ann Otieno, met Kenyan President Karin Frei.", "Jogorku"),
        ("Kenyan President Karin Frei met Ann Otieno, Speaker of the Riigikogu.", "Riigikogu"),
        ("Ann Otieno, the Chairwoman of the Verkhovna Rada, spoke in Nairobi.", "Verkhovna Rada"),
        ("The President of the Seimas, Ann Otieno, arrived in Nairobi.", "Seimas"),
        ("Kenya invited the Chairman of the Majilis, Ann Otieno, to Nairobi.", "Majilis"),
    ],
)
def test_presided_body_behind_its_head(facts_of: Read, text: str, body: str) -> None:
    facts = facts_of(text)
    called = {a.id: a.name for a in facts.actors}
    person = next(a for a in facts.actors if a.name == "Ann Otieno")
    assert [called[p.body] if p.body else None for p in person.posts] == [body]


@pytest.mark.parametrize(
    "text",
    [
        "The President of the Netherlands, Ann Otieno, spoke.",
        "Ann Otieno, Director of the Trade and Industry Department, spoke.",
        "The leader of the Kenyan delegation, Ann Otieno, spoke.",
        "Ann Otieno, leader of the Middle East team, spoke.",
    ],
)
def test_presided_country_or_department_is_none(facts_of: Read, text: str) -> None:
    assert not {"Netherlands", "Trade", "Trade and Industry", "Middle East"} & names(facts_of(text), "organisation")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Prime Minister B.Ganbold received Kenyan President Ann Otieno in Nairobi.", "B.Ganbold"),
        ("Kenyan President Ann Otieno met Foreign Minister Ts.Dorjsuren.", "Ts.Dorjsuren"),
        ("Ann Otieno, the Kenyan President, met India's S.K. Menon in Lima.", "S.K. Menon"),
        ("Kenyan President Ann Otieno met Prime Minister B.Ganbold. Mr Ganbold thanked her.", "B.Ganbold"),
        ("President Ts.Dorjsuren arrived in Nairobi. Kenya gave a dinner for Ts.Dorjsuren.", "Ts.Dorjsuren"),
    ],
)
def test_persons_initial_written_as_one_with_the_name(facts_of: Read, text: str, name: str) -> None:
    assert names(facts_of(text), "person") - {"Ann Otieno"} == {name}


@pytest.mark.parametrize("text", ["Mr.Smith met Ann Otieno.", "It rained.Then he left.", "The U.S.Senate met."])
def test_persons_no_initial_is_split_off(nlp: Callable[[str], list[str]], text: str) -> None:
    assert not {"Mr.S", "d.", "It."} & {str(token) for token in nlp(text)}


def test_persons_miss_is_no_name(facts_of: Read) -> None:
    text = "Kenyan Foreign Minister Ann Otieno spoke. Miss Otieno had flown to Lima on Monday."
    assert names(facts_of(text), "person") == {"Ann Otieno"}
