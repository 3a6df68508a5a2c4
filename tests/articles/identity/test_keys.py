"""Keys: two tellings that may be one find each other, both ways, and few others do."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.identity.forms import forms_of
from articles.identity.from_files import known_from_files
from articles.identity.initiative_keys import rarest_first
from articles.identity.keys import MOST_KEY, own_side
from articles.identity.occasions import INITIATIVES, MEETINGS, Likening
from articles.identity.tellings import Party, Telling, initiative_tellings, meeting_tellings
from tests.articles.gold import gold_articles
from tests.articles.identity.telling import agreed, met
from tests.articles.identity.test_initiatives import ONE as ONE_INITIATIVE
from tests.articles.identity.test_meetings import ONE as ONE_MEETING

LAVROV = "Sergei Lavrov = Foreign Minister/Russia"
WANG = "Wang Yi = Foreign Minister/Vietnam"
#: meetings of one week or year that have nothing to do with each other, though they share words, sides or days
STRANGERS = [
    # other people of the same two sides
    (met("1", "2020-02-05", f"{LAVROV}, {WANG}", date="2020-02-04"),
     met("2", "2020-02-05", "Ivan Gor = Premier/Russia, Anna Berg = Premier/Vietnam", date="2020-02-04")),
    # the same two, weeks later
    (met("1", "2020-02-05", f"{LAVROV}, {WANG}", date="2020-02-04"),
     met("2", "2020-03-05", f"{LAVROV}, {WANG}", date="2020-03-04")),
    # the same person with two others on one day
    (met("1", "2020-02-05", f"{LAVROV}, {WANG}", date="2020-02-04"),
     met("2", "2020-02-05", f"{LAVROV}, Anna Berg = Minister/Laos", date="2020-02-04")),
    # the words of a name, of other sides
    (met("1", "2020-02-05", "Russia, Laos", date="2020-02", kind="consultation", name="Commission on Trade"),
     met("2", "2020-02-05", "Qatar, Vietnam", date="2020-02", kind="consultation", name="Commission on Trade")),
    # days that both know
    (met("1", "2020-02-05", "Russia, ASEAN", date="2020-02-04", kind="summit"),
     met("2", "2020-11-05", "Russia, ASEAN", date="2020-11-04", kind="summit")),
]  # fmt: skip


def find(likening: Likening, one: Telling, other: Telling) -> tuple[bool, bool]:
    """Does one find the other, and the other the one?"""
    mine, others = likening.keys(one), likening.keys(other)
    return not mine.sought.isdisjoint(others.kept), not others.sought.isdisjoint(mine.kept)


@pytest.fixture(scope="module")
def gold() -> dict[str, list[Telling]]:
    known, told = known_from_files(), {"meetings": [], "initiatives": []}  # type: ignore[var-annotated]
    for raw, facts in gold_articles():
        forms = forms_of(facts, raw.text, known)
        told["meetings"] += meeting_tellings(raw.id, facts, raw.text, forms, known)
        told["initiatives"] += initiative_tellings(raw.id, facts, raw.text, forms, known)
    return told


@pytest.mark.parametrize(("one", "other"), ONE_MEETING)
def test_keys_of_one_meeting_find_each_other(one: tuple, other: tuple) -> None:  # type: ignore[type-arg]
    first, second = (
        met("12"[n], *who, takes=next(iter(t), None), **said) for n, (who, said, *t) in enumerate((one, other))
    )
    assert find(MEETINGS, first, second) == (True, True)


@pytest.mark.parametrize(("one", "other"), ONE_INITIATIVE)
def test_keys_of_one_initiative_find_each_other(one: tuple, other: tuple) -> None:  # type: ignore[type-arg]
    (day, name, said), (later, other_name, also) = one, other
    first = agreed("1", day, "Russia, ASEAN", name, **said)
    assert find(INITIATIVES, first, agreed("2", later, "ASEAN, Russia", other_name, **also)) == (True, True)


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_keys_of_strangers_do_not_meet(one: Telling, other: Telling) -> None:
    assert find(MEETINGS, one, other) == (False, False)


@pytest.mark.parametrize(("part", "likening"), [("meetings", MEETINGS), ("initiatives", INITIATIVES)])
def test_keys_find_both_ways_all_that_is_one_in_the_gold(
    part: str, likening: Likening, gold: dict[str, list[Telling]]
) -> None:
    found = [(pair, find(likening, *pair)) for pair in combinations(gold[part], 2)]
    alike = [ways for pair, ways in found if any(ways) and likening.likeness(*pair) is not None]
    assert len(alike) > 80
    assert all(there and back for there, back in alike)
    assert sum(any(ways) for _, ways in found) < 0.02 * len(found)
    assert all(len(key) <= MOST_KEY for each in gold[part] for key in likening.keys(each).kept)


@given(st.permutations(["kim", "jong", "un"]), st.integers(0, 1))
def test_keys_of_a_person_know_no_order_and_no_joined_syllables(words: list[str], joined: int) -> None:
    whole = [words[0], words[1] + words[2]] if joined else words
    parties = [Party(f"person:{' '.join(each)}", "person") for each in (whole, ["jong", "kim", "un"])]
    assert len({own_side(party) for party in parties}) == 1


def test_keys_begin_with_the_rarest_words() -> None:
    assert rarest_first(frozenset({"trade", "security", "argyle"}))[0] == "argyle"
