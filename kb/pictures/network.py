"""Actors and their ties as a drawing: a force-directed layout with a fixed seed, fitted into a frame.

The layout is T. Fruchterman's and E. Reingold's (1991) as networkx computes it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx

SEED = 7
ROUNDS = 60
#: the weight of what holds groups together, of which one meeting has two
FAINT = 1.0
WIDTH, HEIGHT = 960.0, 560.0


@dataclass(frozen=True)
class Tie:
    """Two actors by key, and how often they met."""

    one: int
    other: int
    number: int


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    tie: Tie


@dataclass(frozen=True)
class Node:
    x: float
    y: float
    radius: float
    key: int


@dataclass(frozen=True)
class Network:
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    width: float = WIDTH
    height: float = HEIGHT


def count_pairs(rows: Iterable[tuple[int, int]]) -> list[Tie]:
    """How often each two of the actors take part in one meeting. `rows`: keys of meeting and actor."""
    together: dict[int, list[int]] = defaultdict(list)
    for meeting, actor in rows:
        together[meeting].append(actor)
    numbers: Counter[tuple[int, int]] = Counter()
    for actors in together.values():
        numbers.update(combinations(sorted(set(actors)), 2))
    return [Tie(one, other, number) for (one, other), number in sorted(numbers.items())]


def count_shared(attended: Mapping[int, Iterable[int]]) -> list[Tie]:
    """The same of some actors, by the keys of the meetings that each takes part in."""
    meetings = {actor: frozenset(keys) for actor, keys in sorted(attended.items())}
    numbers = ((one, other, len(meetings[one] & meetings[other])) for one, other in combinations(meetings, 2))
    return [Tie(*each) for each in numbers if each[2]]


def positions(keys: Sequence[int], ties: Iterable[Tie], *, centre: int | None = None) -> dict[int, tuple[float, float]]:
    """Where each actor stands between -1 and 1, the same each time; `centre` stands in the middle."""
    graph: Any = nx.Graph()
    graph.add_nodes_from(sorted(keys))
    graph.add_weighted_edges_from((tie.one, tie.other, 1 + tie.number**0.5) for tie in ties)
    _hold_together(graph)
    start: dict[str, Any] = {}
    if centre in graph and len(graph) > 1:
        ring = nx.circular_layout(graph.subgraph(key for key in graph if key != centre))
        start = {"pos": {**ring, centre: (0.0, 0.0)}, "fixed": [centre]}
    spread = nx.spring_layout(graph, seed=SEED, iterations=ROUNDS, k=1.6 / max(len(graph), 1) ** 0.5, **start)
    return {key: (round(float(x), 4), round(float(y), 4)) for key, (x, y) in spread.items()}


def _hold_together(graph: Any) -> None:
    """A faint tie from each group that meets none of the others to the largest one, for the layout alone: without, the
    two push each other to the ends of the picture, and two thirds of it stay empty."""
    groups = sorted(map(sorted, nx.connected_components(graph)), key=lambda group: (-len(group), group))
    busiest = [max(group, key=lambda key: (graph.degree(key, weight="weight"), -key)) for group in groups]
    graph.add_edges_from(((busiest[0], other) for other in busiest[1:]), weight=FAINT)


def draw_network(
    placed: Mapping[int, tuple[float, float]],
    ties: Iterable[Tie],
    sizes: Mapping[int, int],
    *,
    margin: float = 70,
    height: float = HEIGHT,
) -> Network:
    """Nodes and lines in the frame; areas of nodes and widths of lines follow the numbers of meetings."""
    spots = _fit(placed, margin, height)
    most = max(sizes.values(), default=1)
    nodes = tuple(
        Node(*spots[key], round(8 + 16 * (sizes.get(key, 0) / max(most, 1)) ** 0.5, 1), key) for key in sorted(spots)
    )
    drawn = sorted(ties, key=lambda tie: (tie.number, tie.one, tie.other))
    thickest = max((tie.number for tie in drawn), default=1)
    lines = tuple(
        Line(*spots[tie.one], *spots[tie.other], round(0.8 + 6 * (tie.number / thickest) ** 0.7, 1), tie)
        for tie in drawn
        if tie.one in spots and tie.other in spots
    )
    return Network(nodes, lines, height=height)


def _fit(placed: Mapping[int, tuple[float, float]], margin: float, height: float) -> dict[int, tuple[float, float]]:
    """Positions stretched to the frame. Crowds are loosened: half of a coordinate is its place in the order of all."""
    if len(placed) < 2:
        return {key: (WIDTH / 2, height / 2) for key in placed}
    across = _spread({key: x for key, (x, _) in placed.items()})
    down = _spread({key: y for key, (_, y) in placed.items()})
    return {
        key: (
            round(margin + (WIDTH - 2 * margin) * across[key], 1),
            round(margin / 2 + (height - margin) * down[key], 1),
        )
        for key in placed
    }


def _spread(values: Mapping[int, float]) -> dict[int, float]:
    """Values between 0 and 1, half by size and half by rank."""
    ordered = sorted(values, key=lambda key: (values[key], key))
    least, most = values[ordered[0]], values[ordered[-1]]
    whole = (most - least) or 1.0
    return {key: ((values[key] - least) / whole + rank / (len(ordered) - 1)) / 2 for rank, key in enumerate(ordered)}
