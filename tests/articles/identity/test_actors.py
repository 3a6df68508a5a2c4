"""Which forms of actors are one, whatever order they come in."""

from __future__ import annotations

import random

import pytest

from articles.identity.actors import identify_forms
from tests.articles.identity.telling import form


def grouped(*forms: object) -> list[list[int]]:
    """The groups as places in the list, in any order of import."""
    outcomes = []
    for seed in range(4):
        shuffled = list(forms)
        random.Random(seed).shuffle(shuffled)
        found = identify_forms(shuffled)  # type: ignore[arg-type]
        places = ([n for n, each in enumerate(forms) if each in group] for group in found.groups)
        outcomes.append(sorted(places))
    assert all(outcome == outcomes[0] for outcome in outcomes)
    return outcomes[0]


@pytest.mark.parametrize(
    ("who", "groups"),
    [
        (["Sergei Lavrov = Foreign Minister/Russia", "Sergey Lavrov"], [[0, 1]]),
        (["Alexander Ivanov = Ambassador/Russia", "Alexander Ivanov = coach/Ukraine"], [[0], [1]]),
        # one who serves nobody waits between two of his name
        (["Ivan Ivanov = Minister/Russia", "Ivan Ivanov = Minister/Ukraine", "Ivan Ivanov"], [[0], [1], [2]]),
        (["Ivan Ivanov = Minister/Russia", "Ivan Ivanov = Minister/Russia+Envoy/UN", "Ivan Ivanov"], [[0, 1, 2]]),
        (["Michael Tene = Deputy Head/ASEAN", "Robert Michael Tene = Deputy Head/ASEAN"], [[0, 1]]),
        (["Michael Tene = spokesman/Indonesia", "Robert Michael Tene = Deputy Head/ASEAN"], [[0], [1]]),
        (["Putin = President/Russia", "Vladimir Putin = President/Russia"], [[0, 1]]),
        (["Wang = Minister/Laos", "Wang = Envoy/Laos"], [[0], [1]]),
        (["Wang", "Wang Yi"], [[0], [1]]),
        (
            ["George Bush = President/United States", "George W. Bush = President/United States",
             "George H. W. Bush = President/United States"],
            [[0], [1], [2]],
        ),
        (["Russian Foreign Ministry", "Ministry of Foreign Affairs of Russia"], [[0, 1]]),
        (["Russian Foreign Ministry", "Foreign Ministry of Qatar"], [[0], [1]]),
    ],
)  # fmt: skip
def test_actors_one_or_several(who: list[str], groups: list[list[int]]) -> None:
    assert grouped(*map(form, who)) == groups


def test_actors_between_two_wait_with_both() -> None:
    one, other, nobody = map(form, ("Ivan Ivanov = Minister/Russia", "Ivan Ivanov = Minister/Ukraine", "Ivan Ivanov"))
    assert identify_forms([nobody, other, one]).waiting == {nobody: frozenset({one, other})}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Russia said so. The Interior Ministry", None),
        ("Police in Russia and the Interior Ministry", "country:RU"),
        ("Vietnam and Russia told the Interior Ministry", "country:RU"),
    ],
)
def test_actors_general_names_belong_to_the_country_of_their_sentence(text: str, country: str | None) -> None:
    told = form("Interior Ministry, Russia, Vietnam" if "Vietnam" in text else "Interior Ministry, Russia", text)
    assert told.countries == ({country} if country else {"country:RU"})


def test_actors_acronym_is_the_body_that_texts_explain() -> None:
    text = "The Mekong Grain Centre (MGC) opened. The MGC said"
    long = form("Mekong Grain Centre", text)
    assert long.short == frozenset()
    told = form("Mekong Grain Centre (MGC)", text)
    short = form("MGC Centre")
    assert told.short == {"mgc"}
    assert grouped(told, short) == [[0], [1]]
