"""The map: points, the window around them, and labels that cover nothing."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.pictures.projection import HEIGHT, WORLD, Box, Spot, Window, lay_out_map, project, window_around


def test_projection_keeps_the_middle_and_the_edges() -> None:
    assert project(0, 84) == (WORLD / 2, 0)
    assert project(-180, 0)[0] == pytest.approx(0)
    assert project(180, 0)[0] == pytest.approx(WORLD)
    assert project(0, -60)[1] == pytest.approx(HEIGHT)
    east, west = project(100, 50), project(-100, 50)
    assert east[0] + west[0] == pytest.approx(WORLD) and east[1] == west[1]
    assert project(100, 70)[0] < project(100, 10)[0]  # meridians run together towards the poles


SPOTS = st.lists(
    st.builds(
        Spot, st.floats(-179, 179), st.floats(-55, 80), st.integers(1, 90), st.text("abcdef", min_size=3, max_size=12),
        st.none(),
    ),
    min_size=1, max_size=25,
)  # fmt: skip


@given(SPOTS)
def test_projection_window_holds_every_place_and_labels_cover_nothing(spots: list[Spot]) -> None:
    window, symbols = lay_out_map(spots)
    assert len(symbols) == len(spots)
    assert window.x >= 0 and window.x + window.width <= WORLD + 0.2
    size = 13 * window.unit
    labels = []
    for symbol in symbols:
        assert window.x <= symbol.x <= window.x + window.width
        assert window.y - 0.2 <= symbol.y <= window.y + window.height + 0.2
        if symbol.label_x is not None and symbol.label_y is not None:
            width = len(symbol.spot.label) * size * 0.56
            left = symbol.label_x - {"start": 0, "end": width, "middle": width / 2}[symbol.anchor]
            labels.append(Box(left, symbol.label_y - size * 0.8, left + width - 0.02, symbol.label_y + size * 0.2))
    assert not any(one.meets(other) for one, other in combinations(labels, 2))


def test_projection_symbols_grow_with_their_area() -> None:
    _window, (large, small) = lay_out_map([Spot(0, 0, 1, "b", None), Spot(10, 10, 4, "a", None)], smallest=0)
    assert large.spot.label == "a"
    assert large.radius == pytest.approx(2 * small.radius, rel=0.01)


def test_projection_window_is_near_where_places_are() -> None:
    assert window_around([]) == Window(0, 0, WORLD, 443.6)
    near = window_around([project(37.6, 55.7)])
    assert near.width == pytest.approx(WORLD / 3, abs=0.1)
    assert window_around([project(-120, 50), project(140, -30)]).width == WORLD
