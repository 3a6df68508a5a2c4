"""Where ties stand when their records or actors are merged, as a table of short cases."""

from __future__ import annotations

import pytest

from articles.importing.tie_places import place_ties

#: record 2 is merged into 1, and actor 8 into 7
_COUNTS = {(record, actor): (1, 7) for record in (1, 2) for actor in (7, 8)}


@pytest.mark.parametrize(
    ("told", "people", "shown", "expected"),
    [
        # one that counts elsewhere is shown there
        ({(2, 8)}, {}, set(), {(2, 8): (1, 7)}),
        # what is told of the very two is shown, whatever stood there
        ({(1, 7), (2, 7)}, {}, {(2, 7)}, {(1, 7): (1, 7), (2, 7): (2, 7)}),
        # else the first, so that the order of coming does not matter
        ({(1, 8), (2, 7)}, {}, {(2, 7)}, {(1, 8): (1, 7), (2, 7): (2, 7)}),
        # people's word goes before what is told of the very two, which then has no place
        ({(1, 7)}, {(2, 7): "confirmed"}, set(), {(2, 7): (1, 7)}),
        ({(1, 7)}, {(2, 7): "rejected"}, {(2, 7)}, {(2, 7): (1, 7)}),
        ({(2, 7)}, {(1, 7): "rejected"}, set(), {(1, 7): (1, 7), (2, 7): (2, 7)}),
        # what they see already goes before what they confirmed elsewhere
        (set(), {(1, 8): "confirmed", (2, 7): "rejected"}, {(2, 7)}, {(1, 8): (1, 8), (2, 7): (1, 7)}),
        # what they rejected elsewhere, out of sight, stays so, and hides nothing
        ({(1, 7)}, {(2, 7): "rejected"}, set(), {(1, 7): (1, 7), (2, 7): (2, 7)}),
        ({(1, 8)}, {(2, 7): "rejected"}, set(), {(1, 8): (1, 7), (2, 7): (2, 7)}),
        (set(), {(2, 7): "rejected"}, set(), {(2, 7): (2, 7)}),
    ],
)
def test_tie_places(
    told: set[tuple[int, int]],
    people: dict[tuple[int, int], str],
    shown: set[tuple[int, int]],
    expected: dict[tuple[int, int], tuple[int, int]],
) -> None:
    counts_for = {own: _COUNTS[own] for own in told | people.keys()}
    assert place_ties(counts_for, people, shown, {}) == expected


@pytest.mark.parametrize("first", [8, 9])
def test_tie_places_are_the_same_where_keys_are_others(first: int) -> None:
    """8 and 9 are merged into 7, and nothing is told of 7: the name decides, not which of them has the lower key."""
    names = {(1, pk): ("", "anna" if pk == first else "berg") for pk in (8, 9)}
    placed = place_ties({(1, 8): (1, 7), (1, 9): (1, 7)}, {}, set(), names)
    assert placed == {(1, first): (1, 7), (1, 17 - first): (1, 17 - first)}
