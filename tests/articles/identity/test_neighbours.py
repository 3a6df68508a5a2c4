"""What one more telling is compared with: what it is linked with, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from articles.identity.neighbours import Neighbours
from articles.identity.occasions import INITIATIVES, MEETINGS, identify_neighbours, identify_tellings
from tests.articles.identity.telling import agreed, met

STRATEGIC = {"kind": "partnership", "status": "ongoing"}
#: two chains of meetings, and one meeting by itself
FIRST = [met(f"a{n}", "2020-02-05", "Russia, ASEAN", date="2020-02-04", kind="summit") for n in range(3)]
SECOND = [met(f"b{n}", "2020-05-05", "Russia, ASEAN", date="2020-05-04", kind="summit") for n in range(2)]
ALONE = met("c", "2020-02-05", "Russia, Laos", date="2020-02-04")


def test_neighbours_that_are_linked_are_found_from_likeness_to_likeness() -> None:
    near = Neighbours(MEETINGS, [*FIRST, *SECOND, ALONE])
    assert near.linked([FIRST[0].at], {}) == {each.at for each in FIRST}
    assert near.linked([ALONE.at], {}) == {ALONE.at}


def test_neighbours_come_along_with_what_they_are_told_with() -> None:
    near = Neighbours(MEETINGS, [*FIRST, *SECOND, ALONE])
    along = {FIRST[1].at: [ALONE.at]}
    assert near.linked([FIRST[0].at], along) == {*(each.at for each in FIRST), ALONE.at}
    assert near.linked([FIRST[0].at], {}, ends=[FIRST[0].at]) == {FIRST[0].at}


def test_neighbours_linked_are_grouped_as_among_all() -> None:
    tellings = [*FIRST, *SECOND, ALONE]
    near, whole = Neighbours(MEETINGS, tellings), set(identify_tellings(tellings, MEETINGS).groups)
    for each in tellings:
        linked = near.linked([each.at], {})
        assert set(identify_neighbours(near, linked).groups) == {group for group in whole if group & linked}


def test_neighbours_are_compared_once_and_only_where_they_matter() -> None:
    asked = []

    def likeness(*pair: object) -> float | None:
        asked.append(pair)
        return MEETINGS.likeness(*pair)  # type: ignore[arg-type]

    near = Neighbours(replace(MEETINGS, likeness=likeness), [*FIRST, *SECOND, ALONE])
    identify_neighbours(near, near.linked([FIRST[0].at], {}))
    assert len(asked) == len({tuple(map(id, pair)) for pair in asked}) == len(FIRST)


def test_neighbours_of_a_common_name_are_not_all_that_one_side_has() -> None:
    """A state has a strategic partnership with each of many: one more is not looked for among them."""
    others = ["Laos", "India", "Japan", "Qatar"]
    told = [agreed(other, "2020-02-05", f"Russia, {other}", "strategic partnership", **STRATEGIC) for other in others]
    keys = [INITIATIVES.keys(each) for each in told]
    assert all(one.sought.isdisjoint(other.kept) for one, other in product(keys, keys) if one is not other)
    alone = INITIATIVES.keys(agreed("x", "2020-02-05", "Russia", "strategic partnership", **STRATEGIC))
    assert not any(alone.sought.isdisjoint(other.kept) or other.sought.isdisjoint(alone.kept) for other in keys)
