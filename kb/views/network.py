"""Who meets whom among the filtered meetings, as a network of those who meet most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from heapq import nsmallest
from typing import Any

from django.core.cache import cache

from kb.models import Actor, Participation
from kb.models.keys import keys_in
from kb.pictures.network import HEIGHT, Network, Tie, count_shared, draw_network, positions
from kb.pictures.projection import Spot, Symbol, Window, labels_from_far, place_labels

#: a layout follows from its ties alone: what is kept under them is never wrong, only unused in the end
KEPT = 7 * 24 * 3600
#: how much of a smaller node the name of a larger one leaves free, where it finds no other room
RIMS = 0.35


def network_of(attended: Mapping[int, Collection[int]], top: int) -> dict[str, Any]:
    """The `top` actors who take part in most meetings, with their ties; the rest as a number.

    `attended`: the keys of the meetings by the key of each actor who takes part.
    """
    seen = attended.keys() - Actor.objects.hidden().values_list("pk", flat=True)
    sizes = {key: len(attended[key]) for key in nsmallest(top, seen, key=lambda key: (-len(attended[key]), key))}
    pairs = count_shared({key: attended[key] for key in sizes})
    actors = Actor.objects.with_acronyms().in_bulk(sizes)
    tied = {key for tie in pairs for key in (tie.one, tie.other)}
    picture = drawn([key for key in sizes if key in tied], pairs, sizes)
    return {
        "network": picture,
        "nodes": labelled(picture, actors, sizes),
        "far": from_far(picture, actors, sizes),
        "alone": [actors[key] for key in sizes if key not in tied],
        "lines": [(line, actors[line.tie.one], actors[line.tie.other]) for line in picture.lines],
        "ties": [
            (actors[tie.one], actors[tie.other], tie.number) for tie in sorted(pairs, key=lambda tie: -tie.number)
        ],
        "folded": len(seen) - len(sizes),
    }


def ego_of(actor: Actor, others: Sequence[Actor], meetings: Collection[int]) -> dict[str, Any]:
    """The actor in the middle of those whom it meets most (`others`, each with `shared`), with their own ties.

    `meetings`: the keys of those that count.
    """
    sizes = {actor.pk: max((other.shared for other in others), default=1)}
    sizes |= {other.pk: other.shared for other in others}
    rows = Participation.objects.visible().filter(keys_in("meeting", meetings), actor__in=list(sizes)).order_by()
    attended: defaultdict[int, list[int]] = defaultdict(list)
    for meeting, key in rows.values_list("meeting", "actor"):
        attended[key].append(meeting)
    pairs = count_shared(attended)
    named = {other.pk: other for other in (actor, *others)}
    picture = drawn(list(sizes), pairs, sizes, centre=actor.pk, height=420)
    return {
        "network": picture,
        "nodes": labelled(picture, named, sizes),
        "far": from_far(picture, named, sizes),
        "lines": [(line, named[line.tie.one], named[line.tie.other]) for line in picture.lines],
    }


def labelled(picture: Network, actors: Mapping[int, Actor], sizes: Mapping[int, int]) -> list[tuple[Any, Actor, int]]:
    """Nodes as symbols with actors and numbers; names cover no name, and of other nodes the rims of smaller ones."""
    frame = Window(0, 0, picture.width, picture.height)
    placed = place_labels(_circles(picture, actors, sizes), frame, 12, yielding=RIMS)
    return [(symbol, actors[symbol.spot.what], symbol.spot.number) for symbol in placed]


def from_far(picture: Network, actors: Mapping[int, Actor], sizes: Mapping[int, int]) -> list[Symbol]:
    """The same with the few names that are read where the whole picture fits a telephone."""
    return labels_from_far(_circles(picture, actors, sizes), Window(0, 0, picture.width, picture.height))


def _circles(picture: Network, actors: Mapping[int, Actor], sizes: Mapping[int, int]) -> list[Symbol]:
    """The nodes as symbols, the largest first."""
    return [
        Symbol(node.x, node.y, node.radius, Spot(0, 0, sizes[node.key], _short(actors[node.key]), node.key))
        for node in sorted(picture.nodes, key=lambda node: (-node.radius, node.key))
    ]


def _short(actor: Actor, most: int = 26) -> str:
    """The acronym of a body, which finds room where its name does not; else the name, cut where it is long."""
    name = getattr(actor, "acronym", None) or actor.name
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def drawn(
    keys: Sequence[int],
    ties: Sequence[Tie],
    sizes: dict[int, int],
    *,
    centre: int | None = None,
    height: float = HEIGHT,
) -> Network:
    """The network laid out; the layout is kept in the cache under what it follows from."""
    said = repr((sorted(keys), [(tie.one, tie.other, tie.number) for tie in ties], centre))
    key = f"network:{sha256(said.encode()).hexdigest()}"
    placed = cache.get(key)
    if placed is None:
        placed = positions(keys, ties, centre=centre)
        cache.set(key, placed, KEPT)
    return draw_network(placed, ties, sizes, height=height)
