"""The map: points, the window around them, and labels that cover nothing."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.pictures.projection import (
    HEIGHT,
    WORLD,
    Box,
    Spot,
    Symbol,
    Window,
    lay_out_map,
    place_labels,
    project,
    window_around,
)


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


def a_crowd() -> list[Symbol]:
    """A large circle with small ones close by on every side, as who meets most stands among those he meets."""
    around = [(x, y) for x in range(-150, 151, 20) for y in (-46, -16, 16, 46) if max(abs(x), abs(y)) > 32]
    small = [Symbol(300 + x, 200 + y, 10, Spot(0, 0, 1, "b", None)) for x, y in around]
    return [Symbol(300, 200, 20, Spot(0, 0, 9, "Vladimir Putin", None)), *small]


def test_projection_names_the_largest_in_a_crowd_over_smaller_ones() -> None:
    frame = Window(0, 0, 600, 400)
    assert place_labels(a_crowd(), frame, 12)[0].label_x is None
    large, *small = place_labels(a_crowd(), frame, 12, yielding=0.3)
    assert large.label_x is not None and large.over
    assert not any(each.over and each.label_x is None for each in small)


def test_projection_lets_no_small_name_cover_a_larger_circle() -> None:
    frame = Window(0, 0, 100, 50)
    wide = Symbol(50, 25, 24, Spot(0, 0, 9, "a", None))
    small = Symbol(80, 25, 4, Spot(0, 0, 1, "Nguyen Phu Trong", None))
    _wide, placed = place_labels([wide, small], frame, 12, yielding=0.3)
    assert placed.label_x is None and not placed.over


def test_projection_moves_a_name_that_alone_is_in_the_way_of_another() -> None:
    """One of these has room only where another's name would stand, which another side is left for."""
    circles = [
        Symbol(x, y, radius, Spot(0, 0, 1, label, label))
        for x, y, radius, label in ((101, 69, 12, "A name "), (25, 42, 9, "A name of"), (124, 60, 9, "A name o"))
    ]
    placed = place_labels(circles, Window(0, 0, 150, 90), 12)
    assert all(each.label_x is not None for each in placed)
    boxes = [label_box(each, 12) for each in placed]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))


@given(st.lists(st.tuples(st.integers(20, 300), st.integers(20, 180), st.integers(8, 24)), max_size=14))
def test_projection_names_in_a_crowd_cover_no_name_and_no_larger_circle(crowd: list[tuple[int, int, int]]) -> None:
    circles = [
        Symbol(x, y, radius, Spot(0, 0, 1, "Some name", number))
        for number, (x, y, radius) in enumerate(sorted(crowd, key=lambda each: -each[2]))
    ]
    named = [each for each in place_labels(circles, Window(0, 0, 320, 200), 12, yielding=0.3) if each.label_x]
    boxes = [label_box(each, 12) for each in named]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    for each, box in zip(named, boxes, strict=True):
        for other in circles:
            if other.spot.what != each.spot.what and other.radius >= each.radius:
                r = other.radius - 0.02
                assert not box.meets(Box(other.x - r, other.y - r, other.x + r, other.y + r))


def label_box(symbol: Symbol, size: float) -> Box:
    """The room that a placed label takes, its letters alone."""
    assert symbol.label_x is not None and symbol.label_y is not None
    width = len(symbol.spot.label) * size * 0.6
    left = symbol.label_x - {"start": 0.0, "middle": width / 2, "end": width}[symbol.anchor]
    return Box(left, symbol.label_y - size * 0.9, left + width, symbol.label_y + size * 0.3)
