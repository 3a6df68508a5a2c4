"""Posts whose words stand apart, or between two names, or inside the name of a body."""

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
        ("The deputy Russian foreign minister, Ivan Petrov, spoke.", "Ivan Petrov",
         [("deputy foreign minister", "Russia")]),
        ("Special US envoy Amos Clark spoke.", "Amos Clark", [("Special envoy", "United States")]),
        ("Acting Peruvian Prime Minister Rosa Diaz spoke.", "Rosa Diaz", [("Acting Prime Minister", "Peru")]),
        ("Rosa Diaz, the former acting Peruvian president, spoke.", "Rosa Diaz", [("acting president", "Peru")]),
        ("First Deputy Kenyan Prime Minister Ann Otieno spoke.", "Ann Otieno",
         [("First Deputy Prime Minister", "Kenya")]),
        ("The first Kenyan president, Ann Otieno, spoke.", "Ann Otieno", [("president", "Kenya")]),
        ("A new Kenyan minister, Ann Otieno, spoke.", "Ann Otieno", [("minister", "Kenya")]),
        ("The visiting Kenyan minister, Ann Otieno, spoke.", "Ann Otieno", [("minister", "Kenya")]),
    ],
)  # fmt: skip
def test_words_of_a_title_before_the_adjective_of_its_country(
    facts_of: Read, text: str, person: str, posts: Posts
) -> None:
    assert posts_of(facts_of(text), person) == posts


PERU, GHANA, KENYA = ("Ambassador", "Peru"), ("Ambassador", "Ghana"), ("Ambassador", "Kenya")


@pytest.mark.parametrize(
    "text",
    [
        "There were the Ambassador of Kenya, Ann Otieno, the Ambassador of Ghana, Yaw Mensa, and the Ambassador of "
        "Peru, Luis Vega.",
        "They were Ann Otieno, Ambassador of Kenya, Yaw Mensa, Ambassador of Ghana, and Luis Vega, Ambassador of Peru.",
        "There were Ann Otieno, the Ambassador of Kenya, Yaw Mensa, the Ambassador of Ghana, and Luis Vega, the "
        "Ambassador of Peru.",
        "The Ambassadors of Kenya (Ann Otieno), Ghana (Yaw Mensa) and Peru (Luis Vega) were there.",
        "He received the Ambassadors of Kenya, Ann Otieno, of Ghana, Yaw Mensa, and of Peru, Luis Vega.",
        "Ambassadors Ann Otieno, Yaw Mensa and Luis Vega, of Kenya, Ghana and Peru respectively, were there.",
        "Ann Otieno (Kenya), Yaw Mensa (Ghana) and Luis Vega (Peru), the three Ambassadors, were there.",
    ],
)
def test_titles_and_names_take_turns(facts_of: Read, text: str) -> None:
    facts = facts_of(text)
    found = [posts_of(facts, name) for name in ("Ann Otieno", "Yaw Mensa", "Luis Vega")]
    assert found == [[KENYA], [GHANA], [PERU]]


@pytest.mark.parametrize(
    ("text", "person", "posts"),
    [
        ("The ministers of Kenya, Ann Otieno said, and of Peru would come.", "Ann Otieno", []),
        ("The ministers of Kenya, Ann Otieno, and Peru met.", "Ann Otieno", [("minister", "Kenya")]),
    ],
)
def test_one_name_behind_a_body_makes_no_row(facts_of: Read, text: str, person: str, posts: Posts) -> None:
    assert posts_of(facts_of(text), person) == posts


@pytest.mark.parametrize(
    ("text", "person", "posts"),
    [
        ("Kenyan Foreign Minister Ann Otieno came with Defence Minister Musa Juma. Otieno met her Peruvian counterpart "
         "Luis Vega.", "Luis Vega", [("Foreign Minister", "Peru")]),
        ("Kenyan Foreign Minister Ann Otieno thanked Indian President Asha Roy. Otieno will see her Peruvian "
         "counterpart, Luis Vega.", "Luis Vega", [("Foreign Minister", "Peru")]),
        ("Kenyan Foreign Minister Ann Otieno spoke. Defence Minister Musa Juma met his Peruvian counterpart Luis Vega.",
         "Luis Vega", [("Defence Minister", "Peru")]),
    ],
)  # fmt: skip
def test_a_counterpart_has_the_title_of_whose_he_is(facts_of: Read, text: str, person: str, posts: Posts) -> None:
    assert posts_of(facts_of(text), person) == posts


@pytest.mark.parametrize(
    ("text", "person", "posts"),
    [
        ("UN High Commissioner for Refugees Ivo Brandt spoke in Kenya.", "Ivo Brandt",
         [("High Commissioner for Refugees", "UN")]),
        ("The UN Secretary-General's Special Envoy for Peru, Ivo Brandt, spoke.", "Ivo Brandt",
         [("Special Envoy for Peru", "UN")]),
    ],
)  # fmt: skip
def test_who_serves_a_chief_has_not_the_chiefs_post(facts_of: Read, text: str, person: str, posts: Posts) -> None:
    assert posts_of(facts_of(text), person) == posts


def test_a_body_called_like_its_head_stays_a_body(facts_of: Read) -> None:
    facts = facts_of("The UN High Commissioner for Refugees, which has an office in Kenya, thanked Peru.")
    assert "UN High Commissioner for Refugees" in [a.name for a in facts.actors if a.kind == "organisation"]


def test_a_monarchs_number_is_part_of_the_name(facts_of: Read) -> None:
    facts = facts_of("King Ludo III of Kenya came. King Ludo met Queen Asha II of India and General Luis Vega.")
    assert [a.name for a in facts.actors if a.kind == "person"] == ["Ludo III", "Asha II", "Luis Vega"]
