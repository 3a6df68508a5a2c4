"""Whom 'the two leaders', 'all three', 'the four ministers' mean; who accompanies; for whom others stand in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from spacy.language import Language

from articles.extraction import analyse
from articles.extraction.facts import ArticleFacts
from articles.extraction.gazetteer import Gazetteer

Read = Callable[..., ArticleFacts]
LEADERS = "Kenyan President Ann Otieno and Dutch Prime Minister Piet Bakker met in Geneva on Monday."
DEPUTIES = "Deputy Prime Ministers Juma Karanja of Kenya and Anke Smit of the Netherlands met in Nairobi on Tuesday."
THREE = "The mediators are Irish diplomat Sean Kelly, former Peruvian President Rosa Diaz and Kenyan envoy Lars Berg."


def who(facts_of: Read, text: str, words: str) -> set[str]:
    """Those who take part in the meetings that a sentence with these words tells of."""
    facts = facts_of(text)
    called = {a.id: a.name for a in facts.actors}
    told = [m for m in facts.meetings if any(words in text[s.start : s.end] for s in m.evidence)]
    return {called[p.actor] for m in told for p in m.participants}


@pytest.mark.parametrize(
    "sentence",
    [
        "Indian President Karin Frei had received the two leaders in Jakarta in March.",
        "Indian President Karin Frei received both leaders in Jakarta in March.",
        "In March, the two leaders met Indian President Karin Frei in Basel.",
    ],
)
def test_groups_leaders_are_those_at_the_head(facts_of: Read, sentence: str) -> None:
    found = who(facts_of, f"{LEADERS} {DEPUTIES} {sentence}", "Karin Frei")
    assert {"Ann Otieno", "Piet Bakker", "Karin Frei"} <= found
    assert not {"Juma Karanja", "Anke Smit"} & found


@pytest.mark.parametrize(
    "sentence",
    [
        "All three took part in the talks with the rebels in Accra on Tuesday.",
        "The three diplomats held talks with the Ghanaian government in Accra on Tuesday.",
        "Ghanaian President Ali Deby received all three in Accra on Tuesday for talks.",
    ],
)
def test_groups_of_three_are_the_last_list_of_three(facts_of: Read, sentence: str) -> None:
    assert {"Sean Kelly", "Rosa Diaz", "Lars Berg"} <= who(facts_of, f"{THREE} {sentence}", "Accra")


@pytest.mark.parametrize(
    "sentence",
    [
        "The three countries signed a treaty in Accra on Tuesday.",
        "The four diplomats of Ghana held talks in Accra on Tuesday.",
    ],
)
def test_groups_of_others_are_not_that_list(nlp: Language, gazetteer: Gazetteer, sentence: str) -> None:
    read = analyse(f"{THREE} {sentence}", published=date(2018, 6, 14), nlp=nlp, gazetteer=gazetteer)
    groups = [{read.cast.actors[a].name for a in u.actors} for u in read.scene.units if u.kind == "group"]
    assert not any("Sean Kelly" in group for group in groups)


@pytest.mark.parametrize("words", ["Accompanying her were", "Joining her were", "She was accompanied by"])
def test_groups_who_accompanies(facts_of: Read, words: str) -> None:
    visit = "Kenyan President Ann Otieno paid a visit to Peru on Monday."
    company = f"{words} Trade Minister Juma Karanja and Energy Minister Amina Noor."
    assert {"Juma Karanja", "Amina Noor"} <= who(facts_of, f"{visit} {company}", "paid a visit")


MINISTRIES = (
    "The head of ASEAN arrived in Lima on Monday for talks with Peruvian officials. "
    "Meetings with the Finance Ministry, the Finance Ministry's staff and the Energy Ministry are planned. "
    "The Finance Ministry and the Energy Ministry gave no details. "
)


@pytest.mark.parametrize(
    ("before", "sentence", "sides"),
    [
        (MINISTRIES, "The two sides have been partners since 2015.", {"ASEAN", "Peru"}),
        (MINISTRIES, "Both sides want to sign a plan.", {"ASEAN", "Peru"}),
        (MINISTRIES, "A plan was adopted by the two sides.", {"ASEAN", "Peru"}),
        (
            "Kenyan and Dutch officials met on Monday. The Interior Ministry said the Defence Ministry knew of it; "
            "the Defence Ministry had asked the Interior Ministry. ",
            "The two parties agreed on a date.",
            {"Kenya", "Netherlands"},
        ),
        (
            "Brazil and Ghana reopened the line. The Transport Ministry asked the Health Ministry, and the Transport "
            "Ministry thanked the Health Ministry. ",
            "Trade between the two sides grew.",
            {"Brazil", "Ghana"},
        ),
        # ministries that are the only two told of, a body with a name of its own, and countries told of most
        ("The Health Ministry wrote to the Transport Ministry. ", "The two sides will talk.",
         {"Health Ministry", "Transport Ministry"}),
        ("Peru and the European Commission had differed. Peru gave in. ", "The two sides will talk.",
         {"Peru", "European Commission"}),
        ("Indonesia and Laos spoke, the Foreign Ministry said. ", "The two sides will talk.", {"Indonesia", "Laos"}),
    ],
)  # fmt: skip
def test_groups_of_sides_are_states_and_blocs_before_ministries(
    nlp: Language, gazetteer: Gazetteer, before: str, sentence: str, sides: set[str]
) -> None:
    read = analyse(before + sentence, published=date(2018, 6, 14), nlp=nlp, gazetteer=gazetteer)
    (group,) = (u for u in read.scene.units if u.kind == "group")
    assert {read.cast.actors[a].name for a in group.actors} == sides


def test_groups_two_pms_are_prime_ministers(facts_of: Read) -> None:
    text = (
        "Kenyan PM Ann Otieno will visit India, said Foreign Minister Lars Berg of Peru. "
        "Lars Berg met Indian PM Asha Roy. The two PMs held talks in Basel in May."
    )
    assert who(facts_of, text, "The two PMs") == {"Ann Otieno", "Asha Roy"}


def test_groups_two_leaders_are_those_of_the_sentence_before(facts_of: Read) -> None:
    text = (
        "Kenyan President Ann Otieno met Dutch Prime Minister Piet Bakker in Geneva on Monday. Ann Otieno and Piet "
        "Bakker spoke of fish. Later, Ann Otieno and Indian President Karin Frei shook hands. "
        "The two leaders attended a summit in Lima in May."
    )
    assert who(facts_of, text, "in Lima in May") == {"Ann Otieno", "Karin Frei"}
