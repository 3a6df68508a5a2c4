"""Posts that a text tells without a name: of those known to have them, of pairs by what the text tells of both."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]
Posts = list[tuple[str, str | None]]


def posts_of(facts: ArticleFacts, name: str) -> Posts:
    called = {a.id: a.name for a in facts.actors}
    person = next(a for a in facts.actors if a.name == name)
    return [(p.title, called[p.body] if p.body else None) for p in person.posts]


@pytest.mark.parametrize(
    ("text", "person", "posts"),
    [
        ("The foreign ministers of Peru and Ghana met in Lima. Yaw Mensa spoke of gold.", "Yaw Mensa",
         [("foreign minister", "Ghana")]),
        ("The foreign ministers met in Lima on Monday. Kenya had sent a deputy, while Ghana's Yaw Mensa came himself.",
         "Yaw Mensa", [("foreign minister", "Ghana")]),
        ("The visit of the Ghanaian foreign minister ended in Lima on Monday. Peru had invited Yaw Mensa in May.",
         "Yaw Mensa", [("foreign minister", "Ghana")]),
        ("Ghana's minister of foreign affairs is expected in Lima. Last week Yaw Mensa was in Nairobi.", "Yaw Mensa",
         [("minister of foreign affairs", "Ghana")]),
        ("The presidents of Kenya and Peru will meet in May. The date was settled when Johan Smit was in Lima.",
         "Johan Smit", [("president", "Kenya")]),
        ("Next come the foreign and defence ministers. Yaw Mensa of Ghana will be in Lima on Monday.", "Yaw Mensa",
         [("foreign minister", "Ghana")]),
    ],
)  # fmt: skip
def test_a_post_told_without_a_name_is_of_whom_it_is_known(
    facts_of: Read, text: str, person: str, posts: Posts
) -> None:
    assert posts_of(facts_of(text), person) == posts


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ghana's Yaw Mensa spoke in Lima. The Kenyan president listened.", "Yaw Mensa"),  # another post
        ("The foreign ministers of Peru and Kenya met. They spoke of Ghana and of Yaw Mensa.", "Yaw Mensa"),
        ("The foreign minister of Ghana, Ann Otieno, came to Lima. She praised Yaw Mensa.", "Yaw Mensa"),  # it is hers
        ("Ghana left the dispute to its foreign ministers of old. Later Yaw Mensa spoke.", "Yaw Mensa"),
        ("The Dutch foreign minister came. Abena Darko of Ghana received him.", "Abena Darko"),  # in office no more
    ],
)
def test_what_is_known_of_a_person_alone_gives_no_post(facts_of: Read, text: str, person: str) -> None:
    assert posts_of(facts_of(text), person) == []


@pytest.mark.parametrize(
    ("text", "person", "posts"),
    [
        ("Kenyan President Ann Otieno and Peruvian President Rosa Diaz met. Their foreign ministers, Musa Juma and "
         "Luis Vega, were there.", "Luis Vega", [("foreign minister", "Peru")]),
        ("Kenyan President Ann Otieno and Peruvian President Rosa Diaz met. Their foreign ministers, Musa Juma and "
         "Luis Vega, were there.", "Musa Juma", [("foreign minister", "Kenya")]),
        ("Kenyan Prime Minister Ann Otieno came to Peru. Kenya and Peru have a commission. Kenya buys copper from "
         "Peru. It was chaired by the two prime ministers, Otieno and Rosa Diaz.", "Rosa Diaz",
         [("prime minister", "Peru")]),
        ("The commission met. The two prime ministers, Ann Otieno and Rosa Diaz, flew over Ghana.", "Rosa Diaz",
         [("prime minister", None)]),
    ],
)  # fmt: skip
def test_two_who_share_a_title_are_of_two_countries(facts_of: Read, text: str, person: str, posts: Posts) -> None:
    assert posts_of(facts_of(text), person) == posts


def test_names_in_the_next_sentence_are_no_row_of_a_title(facts_of: Read) -> None:
    facts = facts_of("Next are the defence ministers. Asha Roy and Liam Byrne will meet Rosa Diaz of Peru.")
    assert posts_of(facts, "Asha Roy") == []


@pytest.mark.parametrize("dateline", ["NAIROBI/Kenya", "Nairobi"])
def test_a_dateline_of_city_and_country_is_home(facts_of: Read, dateline: str) -> None:
    text = (
        "A session in Nairobi was put off at the wish of Peru. Peru and Peru's Rosa Diaz gave no reason to Kenya. "
        "Foreign Minister Musa Juma spoke with her."
    )
    assert posts_of(facts_of(text, dateline=dateline), "Musa Juma") == [("Foreign Minister", "Kenya")]
