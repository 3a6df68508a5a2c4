"""The written rule: more sources, then the more exact, then the later article; status by the later article."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from articles.importing.values import DATE, KIND, NAME, PLACE, ROLE, STATUS, FieldRule, Told, decide

MAY, JUNE = date(2020, 5, 1), date(2020, 6, 1)


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
