"""The written rule: more sources, then the more exact, then the later article; status by the later article."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.values import (
    DATE,
    KIND,
    NAME,
    PLACE,
    ROLE,
    RULES,
    STATUS,
    FieldRule,
    Reason,
    Told,
    decide,
    values_of,
    weigh,
    with_decision,
)

MAY, JUNE, JULY = date(2020, 5, 1), date(2020, 6, 1), date(2020, 7, 1)


@pytest.mark.parametrize(
    ("rule", "told", "value"),
    [
        (PLACE, [], None),
        (PLACE, [(None, 1, MAY)], None),
        (PLACE, [("Hanoi", 1, MAY)], "Hanoi"),
        (PLACE, [("Hanoi", 1, MAY), (None, 2, JUNE), (None, 3, JUNE)], "Hanoi"),
        # more sources: articles count, not rows
        (PLACE, [("Hanoi", 1, MAY), ("Hanoi", 2, MAY), ("Hue", 3, JUNE)], "Hanoi"),
        (PLACE, [("Hanoi", 1, MAY), ("Hanoi", 1, MAY), ("Hue", 3, JUNE)], "Hue"),
        # the later article
        (PLACE, [("Hanoi", 1, MAY), ("Hue", 2, JUNE)], "Hue"),
        (PLACE, [("Hanoi", 1, None), ("Hue", 2, MAY)], "Hue"),
        # an exact date speaks for itself, and a general one for it too
        (DATE, [("2020-02", 1, MAY), ("2020-02", 2, MAY), ("2020-02-03", 3, MAY)], "2020-02-03"),
        (DATE, [("2020", 1, JUNE), ("2020-02-03", 2, MAY)], "2020-02-03"),
        (DATE, [("2020-02-02/2020-02-04", 1, MAY), ("2020-02-03", 2, MAY)], "2020-02-03"),
        (DATE, [("2020-02-03", 1, MAY), ("2020-02-04", 2, JUNE)], "2020-02-04"),
        (DATE, [("2020-02-03", 1, MAY), ("2020-02-03", 2, MAY), ("2020-02-04", 3, JUNE)], "2020-02-03"),
        (DATE, [("2020-03", 1, JUNE), ("2020-02-03", 2, MAY)], "2020-02-03"),
        # a fuller name has the shorter one's sources
        (NAME, [("Summit", 1, MAY), ("ASEAN Summit", 2, MAY)], "ASEAN Summit"),
        (NAME, [("the ASEAN Summit", 1, MAY), ("ASEAN summit", 2, MAY), ("ASEAN summit", 3, MAY)], "the ASEAN Summit"),
        (KIND, [("other", 1, JUNE), ("talks", 2, MAY)], "talks"),
        (KIND, [("other", 1, JUNE), ("other", 2, JUNE), ("talks", 3, MAY)], "other"),
        (ROLE, [("participant", 1, JUNE), ("host", 2, MAY)], "host"),
        # a status follows upon another
        (STATUS, [("planned", 1, MAY), ("planned", 2, MAY), ("held", 3, JUNE)], "held"),
        (STATUS, [("held", 1, MAY), ("planned", 2, None)], "held"),
        (STATUS, [("held", 1, MAY), ("planned", 2, MAY), ("held", 3, MAY)], "held"),
        # what came about is not undone by a later word of a plan
        (STATUS, [("held", 1, MAY), ("planned", 2, JUNE), ("proposed", 3, JUNE)], "held"),
        (STATUS, [("held", 1, None), ("planned", 2, JUNE)], "held"),
        (STATUS, [("planned", 1, MAY), ("proposed", 2, JUNE)], "planned"),
        (STATUS, [("held", 1, MAY), ("postponed", 2, JUNE)], "held"),
        (STATUS, [("signed", 1, MAY), ("negotiating", 2, JUNE)], "signed"),
        (STATUS, [("completed", 1, MAY), ("planned", 2, JUNE)], "completed"),
        (STATUS, [("ongoing", 1, MAY), ("signed", 2, JUNE)], "ongoing"),
        (STATUS, [("completed", 1, MAY), ("ongoing", 2, JUNE)], "ongoing"),
        # but by a stop that is told later, unless more articles tell that it was held
        (STATUS, [("held", 1, MAY), ("cancelled", 2, JUNE)], "cancelled"),
        (STATUS, [("held", 1, MAY), ("held", 2, MAY), ("cancelled", 3, JUNE)], "held"),
        (STATUS, [("cancelled", 1, MAY), ("cancelled", 2, MAY), ("held", 3, JUNE)], "held"),
        (STATUS, [("cancelled", 1, MAY), ("planned", 2, JUNE)], "planned"),
        (STATUS, [("ongoing", 1, MAY), ("ongoing", 2, MAY), ("suspended", 3, JUNE)], "suspended"),
        (STATUS, [("ongoing", 1, MAY), ("suspended", 2, JUNE), ("signed", 3, JUNE)], "suspended"),
        (STATUS, [("negotiating", 1, MAY), ("suspended", 2, MAY), ("signed", 3, JUNE)], "signed"),
        # not the alphabet: of one day the furthest on
        (STATUS, [("held", 1, MAY), ("cancelled", 2, MAY)], "held"),
        (STATUS, [("cancelled", 1, MAY), ("planned", 2, MAY)], "cancelled"),
        (STATUS, [("postponed", 1, MAY), ("planned", 2, MAY)], "postponed"),
        (STATUS, [("ongoing", 1, MAY), ("suspended", 2, MAY)], "ongoing"),
        # one more name that says other words in another order is another name
        (
            NAME,
            [("partnership to a strategic level", 1, MAY), ("strategic partnership", 2, JUNE)],
            "partnership to a strategic level",
        ),
        (
            NAME,
            [
                ("partnership to a strategic level", 1, MAY),
                ("strategic partnership", 2, MAY),
                ("strategic partnership", 3, JUNE),
            ],
            "strategic partnership",
        ),
        (
            NAME,
            [("ASEAN-Russia Summit", 1, MAY), ("ASEAN-Russia Summit", 2, MAY), ("20th Russia-ASEAN Summit", 3, MAY)],
            "20th Russia-ASEAN Summit",
        ),
    ],
)
def test_values_follow_the_written_rule(rule: FieldRule, told: list[tuple[Any, int, date | None]], value: Any) -> None:
    for order in permutations(told):
        assert decide((Told(*each) for each in order), rule) == value


def test_values_of_equal_weight_go_to_the_surer_source_and_never_depend_on_the_order() -> None:
    sure, unsure = Told("Hue", 1, MAY, 0.9), Told("Hanoi", 2, MAY, 0.4)
    assert decide([sure, unsure]) == decide([unsure, sure]) == "Hue"
    equal = Told("Hanoi", 2, MAY, 0.9)
    assert decide([sure, equal]) == decide([equal, sure])


@pytest.mark.parametrize(
    ("rule", "told", "reason", "winning", "supporting", "dissenting"),
    [
        (PLACE, [("Hue", 1, MAY)], Reason.ONLY, 1, {1}, []),
        (PLACE, [("Hue", 1, MAY), ("Hue", 2, MAY), ("Hanoi", 3, JUNE)], Reason.SOURCES, 2, {1, 2}, [3]),
        (PLACE, [("Hà Nội", 1, MAY), ("Ha Noi", 2, JUNE)], Reason.LATER, 2, {1, 2}, []),
        (PLACE, [("Hue", 1, MAY), ("Hanoi", 2, JUNE)], Reason.LATER, 2, {2}, [1]),
        (DATE, [("2020-02", 1, JUNE), ("2020-02-03", 2, MAY)], Reason.SOURCES, 2, {1, 2}, []),
        (DATE, [("2020-03", 1, JUNE), ("2020-02-03", 2, MAY)], Reason.EXACT, 2, {2}, [1]),
        (NAME, [("Summit", 1, MAY), ("ASEAN Summit", 2, MAY)], Reason.SOURCES, 2, {1, 2}, []),
        (KIND, [("other", 1, JUNE), ("talks", 2, MAY)], Reason.EXACT, 2, {2}, []),
        (KIND, [("call", 1, JUNE), ("talks", 2, MAY)], Reason.LATER, 1, {1}, [2]),
        (STATUS, [("planned", 1, MAY), ("planned", 2, MAY), ("held", 3, JUNE)], Reason.LATER, 3, {3}, [2, 1]),
        (STATUS, [("held", 1, MAY), ("planned", 2, JUNE)], Reason.FURTHER, 1, {1}, [2]),
        (STATUS, [("planned", 1, MAY), ("held", 2, JUNE), ("proposed", 3, JULY)], Reason.FURTHER, 2, {2}, [1, 3]),
        (STATUS, [("ongoing", 1, MAY), ("signed", 2, JUNE)], Reason.FURTHER, 1, {1}, []),
        (
            NAME,
            [("strategic partnership", 1, MAY), ("partnership to a strategic level", 2, MAY)],
            Reason.EXACT,
            2,
            {2},
            [],
        ),
    ],
)
def test_values_say_what_decided_and_who_says_otherwise(
    rule: FieldRule,
    told: list[tuple[Any, int, date | None]],
    reason: Reason,
    winning: int,
    supporting: set[int],
    dissenting: list[int],
) -> None:
    for order in permutations(told):
        verdict = weigh((Told(*each) for each in order), rule)
        assert verdict is not None and verdict.winning is not None
        assert (verdict.reason, verdict.winning.article) == (reason, winning)
        assert {vote.article for vote in verdict.supporting} == supporting
        assert [vote.article for vote in verdict.dissenting] == dissenting


def test_values_rest_on_the_surest_sentence() -> None:
    verdict = weigh([Told("Hue", 1, MAY, 0.9, "a"), Told("Hue", 2, JUNE, 0.6, "b"), Told("Hanoi", 3, JUNE, 1.0, "c")])
    assert verdict is not None and verdict.winning is not None
    assert (verdict.confidence, verdict.winning.evidence) == (0.9, "a")
    assert [vote.evidence for vote in verdict.dissenting] == ["c"]


def test_values_that_people_set_outrank_all_sources() -> None:
    told = {"place": [Told("Hue", 1, MAY), Told("Hue", 2, JUNE)], "kind": [Told("call", 1, MAY)]}
    verdicts = values_of(RULES["meeting"], told, {"place": "Hanoi", "name": ""})
    place, kind, name = verdicts["place"], verdicts["kind"], verdicts["name"]
    assert place is not None and kind is not None and name is not None
    assert (place.value, place.reason, place.confidence, place.winning) == ("Hanoi", Reason.PERSON, 1.0, None)
    assert [vote.article for vote in place.dissenting] == [2, 1]
    assert (kind.value, kind.reason) == ("call", Reason.ONLY)
    assert (name.value, name.dissenting) == ("", ())
    assert verdicts["status"] is None
    assert verdicts.keys() == RULES["meeting"].keys()


def test_values_that_people_emptied_have_all_sources_against_them() -> None:
    assert [vote.article for vote in with_decision(None, [Told("Hue", 1, MAY)], PLACE).dissenting] == [1]


_LIVES = {
    "meeting": ["proposed", "planned", "postponed", "held", "cancelled"],
    "initiative": ["proposed", "negotiating", "planned", "signed", "ongoing", "completed", "suspended"],
}


@st.composite
def lives(draw: st.DrawFn) -> list[Told]:
    statuses = draw(st.sampled_from(list(_LIVES.values())))
    days = st.none() | st.dates(MAY, MAY + timedelta(days=5))
    votes = draw(st.lists(st.tuples(st.sampled_from(statuses), days, st.sampled_from([0.5, 0.9])), max_size=7))
    return [Told(status, number, day, confidence) for number, (status, day, confidence) in enumerate(votes)]


@settings(max_examples=150, deadline=None)
@given(votes=lives(), shuffled=st.randoms(use_true_random=False), day=st.dates(MAY, MAY + timedelta(days=5)))
def test_values_of_a_life_never_depend_on_the_order_and_are_not_undone_by_what_repeats_them(
    votes: list[Told], shuffled: Random, day: date
) -> None:
    status = decide(votes, STATUS)
    others = shuffled.sample(votes, len(votes))
    assert decide(others, STATUS) == status
    if status is not None:
        assert decide([*votes, Told(status, 99, day, 0.7)], STATUS) == status
    told = {vote.value for vote in votes}
    if told & {"held", "signed", "ongoing", "completed"}:
        assert status not in {"proposed", "negotiating", "planned", "postponed"}
