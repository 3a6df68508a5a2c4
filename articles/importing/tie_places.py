"""Where ties stand, when several are one because their records or actors are merged. Pure: no query, nothing written.

A tie is of a record and an actor, and stands there, unless one of them is merged: then it counts for those that they
are merged into. Of all that count for the same two, one is shown there; the others stay where they are, out of sight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from kb.models import ReviewState

#: a record and an actor
Pair = tuple[int, int]


def place_ties(
    counts_for: Mapping[Pair, Pair],
    people: Mapping[Pair, str],
    shown: Collection[Pair],
    names: Mapping[Pair, tuple[str, str]],
) -> dict[Pair, Pair]:
    """Where each tie stands, by whose it is; one that is not in it has no place, and is not needed.

    `counts_for`: of all ties that there may be, the two that each counts for. `people`: what people said of ties (their
    review). `shown`: the ties that stand in the place of others already. `names`: what tells ties apart in every
    copy of a base, where keys are others; none for a record or actor that is not merged.
    """
    one: dict[Pair, list[Pair]] = defaultdict(list)
    for own in sorted(counts_for):
        one[counts_for[own]].append(own)
    return dict(each for place, owns in one.items() for each in _placed(place, owns, people, shown, names))


def _placed(
    place: Pair,
    owns: Sequence[Pair],
    people: Mapping[Pair, str],
    shown: Collection[Pair],
    names: Mapping[Pair, tuple[str, str]],
) -> Iterator[tuple[Pair, Pair]]:
    """People's word goes first: of the very two; then what they see already, be it a rejection; then what they
    confirmed. What they rejected elsewhere, out of sight, stays so. Then comes what is told of the very two."""
    seen = [own for own in owns if own == place or own in shown or people.get(own) != ReviewState.REJECTED]
    first = min(
        seen,
        default=None,
        key=lambda own: (
            own not in people or own != place,
            own not in people or own not in shown,
            own not in people,
            own != place,
            names.get(own, ("", "")),
            own,
        ),
    )
    for own in owns:
        if own == first:
            yield own, place
        elif own != place or own in people:
            yield own, own
