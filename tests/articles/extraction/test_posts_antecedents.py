"""Posts whose bodies the words before tell: 'its', 'whose', hosts who receive, the body just told of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]


def rules_of(facts: ArticleFacts, name: str) -> list[tuple[str, str | None, str]]:
    called = {a.id: a.name for a in facts.actors}
    person = next(a for a in facts.actors if a.name == name)
    return [(p.title, called[p.body] if p.body else None, p.source.rule) for p in person.posts]


ANTECEDENT = "post-of-antecedent"


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("Kenya was not represented. Its High Commissioner in Lima, Ann Otieno, spoke.",
         ("High Commissioner", "Kenya", ANTECEDENT)),
        ("The Coral Reef Commission was asked for help; its executive director, Ann Otieno, agreed.",
         ("executive director", "Coral Reef Commission", ANTECEDENT)),
        ("Peru was represented by a minister and India by its ambassador, Ann Otieno.",
         ("ambassador", "India", ANTECEDENT)),
        ("The encounter drew criticism from Kenya, whose under secretary for trade, Ann Otieno, was there.",
         ("under secretary for trade", "Kenya", ANTECEDENT)),
        ("The Coral Reef Commission praised Peru. Its new secretary general, Ann Otieno, spoke.",
         ("secretary general", "Coral Reef Commission", ANTECEDENT)),
    ],
)  # fmt: skip
def test_posts_body_before_its(facts_of: Read, text: str, post: tuple[str, str, str]) -> None:
    assert rules_of(facts_of(text), "Ann Otieno") == [post]


@pytest.mark.parametrize(
    "text",
    [
        # where it is, an adjective, another paragraph
        "The guests came to Kenya. Its ambassador, Ann Otieno, spoke.",
        "The Kenyan embassy was closed. Its ambassador, Ann Otieno, spoke.",
        "Kenya was not represented.\n\nIts ambassador, Ann Otieno, spoke.",
    ],
)
def test_posts_no_body_before_its(facts_of: Read, text: str) -> None:
    assert ANTECEDENT not in {rule for _, _, rule in rules_of(facts_of(text), "Ann Otieno")}


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("In Nairobi he was received by Foreign Minister Ann Otieno. Kenya and Peru are partners.",
         ("Foreign Minister", "Kenya", "post-of-host")),
        ("Peru's premier went to Nairobi, where he was welcomed by President Ann Otieno. Kenya is near.",
         ("President", "Kenya", "post-of-host")),
        # 'for' tells a side only behind words for acting
        ("At the signing Foreign Minister Ann Otieno, tired but happy, signed on behalf of Kenya.",
         ("Foreign Minister", "Kenya", "post-side")),
        ("Foreign Minister Ann Otieno received the plan for Kenya. Peru is near. Peru is far. Peru waits.",
         ("Foreign Minister", "Peru", "post-of-main-country")),
        # the only body just told of
        ("Lima saw the Coral Reef Commission sit on Monday. Deputy Secretary-General Ann Otieno spoke.",
         ("Deputy Secretary-General", "Coral Reef Commission", "post-of-only-body")),
        ("The Coral Reef Commission is in Lima. Executive Director Ann Otieno spoke.",
         ("Executive Director", "Coral Reef Commission", "post-of-only-body")),
        # two of them, or in another paragraph
        ("The Coral Reef Commission met the Volta Committee. Executive Director Ann Otieno spoke.",
         ("Executive Director", None, "post-bare")),
        ("The Coral Reef Commission is in Lima.\n\nExecutive Director Ann Otieno spoke.",
         ("Executive Director", None, "post-bare")),
        # not among the companions
        ("Kenyan Minister Rosa Diaz, accompanied by Liam Byrne, later called on Ambassador Ann Otieno in Lima.",
         ("Ambassador", None, "post-bare")),
        # some of a region hold no one post
        ("South American foreign ministers met on Monday.", None),
    ],
)  # fmt: skip
def test_posts_bodies_from_the_words_around(
    facts_of: Read, text: str, post: tuple[str, str | None, str] | None
) -> None:
    if post is None:
        text += " Ann Otieno of Peru, Asha Roy of Chile and Liam Byrne of Brazil attended."
    assert rules_of(facts_of(text), "Ann Otieno") == ([post] if post else [])


def test_posts_short_title_is_no_other_post(facts_of: Read) -> None:
    text = "The Principal Secretary for Foreign Affairs of Kenya, Ann Otieno, spoke. Principal Secretary Otieno left."
    assert [post[:2] for post in rules_of(facts_of(text), "Ann Otieno")] == [
        ("Principal Secretary for Foreign Affairs", "Kenya")
    ]


@pytest.mark.parametrize(
    ("text", "dateline", "post"),
    [
        # a country behind the holder, another's post behind that
        ("President Rosa Diaz of Kenya, who chairs the Coral Reef Commission, met Ann Otieno of Peru, the African "
         "Union's mediator.", None, ("mediator", "African Union")),
        ("The Coral Reef Commission left Lima, and their chief, Ann Otieno, stayed.", None,
         ("chief", "Coral Reef Commission")),
        ("Kenyan Vice-President Rosa Diaz met her counterpart from Lima, Ann Otieno. Peru is near.", None,
         ("Vice-President", "Peru")),
        ("Peru elected Ann Otieno as the first secretary general of the Coral Reef Commission.", None,
         ("secretary general", "Coral Reef Commission")),
        ("Kenyan First Deputy Prime Minister Ann Otieno spoke.", None, ("First Deputy Prime Minister", "Kenya")),
        ("Ann Otieno, first secretary of the Coral Reef Commission, spoke.", None,
         ("first secretary", "Coral Reef Commission")),
        # the two bodies of a row, their acronyms between
        ("The Coral Reef Commission (CRC) and the African Union (AU) met. The two secretaries general, Rosa Diaz and "
         "Ann Otieno, spoke.", None, ("secretaries general", "African Union")),
        # home, of two countries in one row
        ("Peru and Kenya will begin talks on trade, Trade Minister Ann Otieno said.", "Nairobi",
         ("Trade Minister", "Kenya")),
        # the dateline's place with its country
        ("Farm Minister Ann Otieno spoke. Kenya waits.", "Nairobi, Kenya", ("Farm Minister", "Kenya")),
        # money is no country
        ("The damage is 900 million US dollars. Trade Minister Ann Otieno waits. Kenya is poor.", "Nairobi",
         ("Trade Minister", "Kenya")),
    ],
)  # fmt: skip
def test_posts_told_before_or_at_home(facts_of: Read, text: str, dateline: str | None, post: tuple[str, str]) -> None:
    told = [found[:2] for found in rules_of(facts_of(text, dateline=dateline), "Ann Otieno")]
    assert told == [(post[0].replace("secretaries", "secretary"), post[1])]


AU = "African Union"


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        # a joint envoy is the envoy of each
        ("Ann Otieno, envoy of the African Union and the European Union, spoke.",
         [("envoy", AU), ("envoy", "European Union")]),
        ("The mediator of the Coral Reef Commission and the African Union, Ann Otieno, spoke.",
         [("mediator", "Coral Reef Commission"), ("mediator", AU)]),
        # what somebody is, of a body before the word
        ("Ann Otieno has been the African Union's mediator since May.", [("mediator", AU)]),
        ("Kenyan President Ann Otieno, this year's chair of the African Union, spoke.",
         [("President", "Kenya"), ("chair", AU)]),
        ("African Union delegate Ann Otieno spoke.", [("delegate", AU)]),
        # one body only: another is no part of the list
        ("Ann Otieno, envoy of the African Union, and the European Union spoke.", [("envoy", AU)]),
        ("The envoy of the African Union, Ann Otieno, and the European Union spoke.", [("envoy", AU)]),
        # the head of a body is of no country
        ("Ann Otieno of Kenya was chosen as executive secretary.", [("executive secretary", None)]),
    ],
)  # fmt: skip
def test_posts_of_bodies(facts_of: Read, text: str, posts: list[tuple[str, str | None]]) -> None:
    assert [found[:2] for found in rules_of(facts_of(text), "Ann Otieno")] == posts


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("Rosa Diaz spent Monday in the Kenyan capital. She held talks with Foreign Minister Ann Otieno.",
         [("Foreign Minister", "Kenya")]),
        ("The guests from Lima were in the Kenyan capital. They had discussions with President Ann Otieno.",
         [("President", "Kenya")]),
        # no pronoun, no talks, not in the capital: nobody is told to be at home there
        ("Rosa Diaz spent Monday in the Kenyan capital. Talks with Foreign Minister Ann Otieno failed. Peru waits.",
         [("Foreign Minister", None)]),
        ("Rosa Diaz came from the Kenyan capital. She held talks with Foreign Minister Ann Otieno. Peru waits.",
         [("Foreign Minister", None)]),
        # the shrine before the king's title is another title's
        ("Custodian of the Two Holy Mosques King Ann Otieno spoke.", [("King", None)]),
    ],
)  # fmt: skip
def test_posts_at_home_in_the_capital(facts_of: Read, text: str, posts: list[tuple[str, str | None]]) -> None:
    assert [found[:2] for found in rules_of(facts_of(text), "Ann Otieno")] == posts
