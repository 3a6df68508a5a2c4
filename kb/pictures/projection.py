"""The map: where a longitude and a latitude stand, which part of the world to show, and what can be labelled.

The Natural Earth projection by its polynomials (B. Šavrič, B. Jenny, T. Patterson, D. Petrovič and L. Hurni: A
polynomial equation for the Natural Earth projection, 2011). `kb/static/kb/land.svg` is drawn in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import cos, pi, radians, sin, sqrt
from typing import Any

#: the size of letters, in units of a picture of 960
LETTERS = 15.0
#: and where the picture is as wide as a telephone
FAR_LETTERS = 28.0
#: the drawing of the land: its width, and the latitudes at which it is cut
WORLD = 1000.0
NORTH, SOUTH = 84.0, -60.0
#: angles over the horizon at which labels may begin that find no room at the sides, above or below
_TURNS = tuple(radians(angle) for angle in (20, 40, 60, 75))
_K = WORLD / 2 / (pi * 0.8707)


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees to units of the drawing of the land, from its upper left corner."""
    phi2 = radians(latitude) ** 2
    phi4 = phi2 * phi2
    across = 0.8707 - 0.131979 * phi2 + phi4 * (-0.013791 + phi4 * (0.003971 * phi2 - 0.001529 * phi4))
    return WORLD / 2 + _K * radians(longitude) * across, _down(NORTH) - _down(latitude)


def _down(latitude: float) -> float:
    phi = radians(latitude)
    phi2 = phi * phi
    phi4 = phi2 * phi2
    return _K * phi * (1.007226 + phi2 * (0.015085 + phi4 * (-0.044475 + 0.028874 * phi2 - 0.005916 * phi4)))


HEIGHT = _down(NORTH) - _down(SOUTH)


@dataclass(frozen=True)
class Window:
    """The part of the world that a map shows."""

    x: float
    y: float
    width: float
    height: float

    @property
    def unit(self) -> float:
        """How much of the world is as wide as one unit of a picture of 960."""
        return self.width / 960


def window_around(
    points: Sequence[tuple[float, float]], *, shape: float = HEIGHT / WORLD, least: float = WORLD / 3
) -> Window:
    """The smallest part of the world that has all points well inside; at least `least` wide, never more than all."""
    if not points:
        return Window(0, 0, WORLD, round(WORLD * shape, 1))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width = max((max(xs) - min(xs)) * 1.3, (max(ys) - min(ys)) * 1.4 / shape, least)
    if width > WORLD * 0.8:
        return Window(0, 0, WORLD, round(WORLD * shape, 1))
    height = width * shape
    x = min(max((min(xs) + max(xs) - width) / 2, 0), WORLD - width)
    y = min(max((min(ys) + max(ys) - height) / 2, 0), HEIGHT - height)
    return Window(round(x, 1), round(y, 1), round(width, 1), round(height, 1))


@dataclass(frozen=True)
class Spot:
    """A place on the map with what is to be counted there."""

    longitude: float
    latitude: float
    number: int
    label: str
    what: Any


@dataclass(frozen=True)
class Symbol:
    """A place as drawn: a circle whose area follows the number, and its label where there is room for it."""

    x: float
    y: float
    radius: float
    spot: Spot
    label_x: float | None = None
    label_y: float | None = None
    anchor: str = "start"
    #: does the label lie over smaller circles? Then it is drawn after them
    over: bool = False


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def lay_out_map(
    spots: Iterable[Spot], *, largest: float = 22, smallest: float = 5, size: float = LETTERS, least: float = WORLD / 3
) -> tuple[Window, list[Symbol]]:
    """The window and the symbols, large ones first so that small ones lie upon them.

    `largest`, `smallest` (radii) and `size` (of letters) are in units of a picture of 960, whatever part of the
    world it shows.
    """
    ordered = sorted(spots, key=lambda spot: (-spot.number, spot.label))
    points = [project(spot.longitude, spot.latitude) for spot in ordered]
    window = window_around(points, least=least)
    most = max((spot.number for spot in ordered), default=1)
    circles = [
        Symbol(round(x, 2), round(y, 2), round(window.unit * radius_of(spot.number, most, smallest, largest), 2), spot)
        for spot, (x, y) in zip(ordered, points, strict=True)
    ]
    return window, place_labels(circles, window, size * window.unit)


def radius_of(number: int, most: int, smallest: float, largest: float) -> float:
    """A radius so that areas are in proportion to numbers, from a smallest one that can still be hit."""
    return max(smallest, largest * sqrt(number / max(most, 1)))


def place_labels(
    circles: Sequence[Symbol], window: Window, size: float, *, bare: float = 1, yielding: float | None = None
) -> list[Symbol]:
    """Labels right, left, below or above their circles (in the middle, else to a side), covering no circle or label.

    `bare`: how much of a circle stays free of labels, as a share of its radius. `yielding`: how much of a smaller
    circle does where the label of a larger one finds room nowhere else, so that what matters most is named in a crowd;
    then a label may also stand upon its own circle.

    The width of a label is reckoned with letters that are 0.6 of their size wide on the average, with room around it.
    """
    crowd = _Crowd(
        circles, Box(window.x, window.y, window.x + window.width, window.y + window.height), size, bare, yielding
    )
    for number in range(len(circles)):
        if not crowd.name(number):
            crowd.name_by_moving(number)
    return [crowd.labelled(number) for number in range(len(circles))]


@dataclass
class _Crowd:
    """Circles, and where the labels of some of them stand so far, by their places in the row."""

    circles: Sequence[Symbol]
    frame: Box
    size: float
    bare: float
    yielding: float | None
    sides: dict[int, _Side] = field(default_factory=dict)

    def name(self, number: int) -> bool:
        """Give a circle its label where one of its sides is free of circles and of labels."""
        labels = [side.box for place, side in self.sides.items() if place != number]
        for sides, taken in self._offers(number):
            if found := _free_side(sides, [*labels, *taken], self.frame):
                self.sides[number] = found
                return True
        return False

    def name_by_moving(self, number: int) -> bool:
        """The same where one label alone is in the way, and finds room on another side of its own circle."""
        for sides, taken in self._offers(number):
            for side in sides:
                in_the_way = [place for place, other in self.sides.items() if other.box.meets(side.box)]
                if len(in_the_way) == 1 and _free_side([side], taken, self.frame):
                    before = self.sides[in_the_way[0]]
                    self.sides[number] = side
                    if self.name(in_the_way[0]):
                        return True
                    self.sides[in_the_way[0]] = before
                    del self.sides[number]
        return False

    def labelled(self, number: int) -> Symbol:
        circle, side = self.circles[number], self.sides.get(number)
        if side is None:
            return circle
        return replace(circle, label_x=round(side.x, 2), label_y=round(side.y, 2), anchor=side.anchor, over=side.over)

    def _offers(self, number: int) -> Iterator[tuple[Iterator[_Side], list[Box]]]:
        """Sides where a circle's label may stand, each time with what of the circles it may not cover."""
        circle = self.circles[number]
        yield _beside(circle, self.size), [_middle(each, self.bare) for each in self.circles]
        if self.yielding is None:
            return
        others = (each for place, each in enumerate(self.circles) if place != number)
        free = [_middle(each, self.yielding if each.radius < circle.radius else self.bare) for each in others]
        yield _over(_beside(circle, self.size)), [*free, _middle(circle, self.bare)]
        yield _over(_upon(circle, self.size)), free


def _middle(circle: Symbol, share: float) -> Box:
    part = circle.radius * share
    return Box(circle.x - part, circle.y - part, circle.x + part, circle.y + part)


@dataclass(frozen=True)
class _Side:
    """Where a label may stand: its base line, and the room that it takes."""

    x: float
    y: float
    anchor: str
    box: Box
    #: may it lie over smaller circles?
    over: bool = False


def _over(sides: Iterable[_Side]) -> Iterator[_Side]:
    return (replace(side, over=True) for side in sides)


def _sides(circle: Symbol, size: float, offers: Iterable[tuple[float, float, str]]) -> Iterator[_Side]:
    width = len(circle.spot.label) * size * 0.6
    for x, y, anchor in offers:
        before = {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        box = Box(x - before - size * 0.2, y - size * 0.95, x - before + width + size * 0.2, y + size * 0.35)
        yield _Side(x, y, anchor, box)


def _beside(circle: Symbol, size: float) -> Iterator[_Side]:
    gap = circle.radius + size * 0.3
    below, above, level = circle.y + gap + size * 0.8, circle.y - gap - size * 0.1, circle.y + size * 0.35
    at_sides = ((circle.x + gap, level, "start"), (circle.x - gap, level, "end"))
    middle = ((circle.x, below, "middle"), (circle.x, above, "middle"))
    aside = ((circle.x, y, anchor) for y in (above, below) for anchor in ("start", "end"))
    return _sides(circle, size, (*at_sides, *middle, *aside, *_turned(circle, size)))


def _turned(circle: Symbol, size: float) -> Iterator[tuple[float, float, str]]:
    """On a round of the circle in steps: whom the plain sides have no room for often finds some between them."""
    gap = circle.radius + size * 0.3
    for up, turn in product((1, -1), _TURNS):
        x, y = gap * cos(turn), circle.y - up * (gap + size * 0.3) * sin(turn) + size * 0.35
        yield circle.x + x, y, "start"
        yield circle.x - x, y, "end"


def _upon(circle: Symbol, size: float) -> Iterator[_Side]:
    return _sides(circle, size, [(circle.x, circle.y + size * 0.35, "middle")])


def _free_side(sides: Iterable[_Side], taken: Sequence[Box], frame: Box) -> _Side | None:
    for side in sides:
        if _inside(side.box, frame) and not any(side.box.meets(other) for other in taken):
            return side
    return None


def labels_from_far(symbols: Sequence[Symbol], window: Window) -> list[Symbol]:
    """The symbols with labels in letters large enough for a drawing that is as wide as a telephone."""
    unnamed = [replace(symbol, label_x=None, label_y=None, anchor="start") for symbol in symbols]
    return place_labels(unnamed, window, FAR_LETTERS * window.unit, bare=0.3)


def _inside(box: Box, frame: Box) -> bool:
    return box.left >= frame.left and box.right <= frame.right and box.top >= frame.top and box.bottom <= frame.bottom
