"""Which arcs hold: the network's role for two mentions, weighed with how sure the mentions and the text's graph are.

The heads for mentions, for arcs in a sentence, and the graph over the whole text are learnt side by side and know
nothing of each other's doubts. An arc is no surer than the mentions that it joins, and likelier where the graph tells
the same. The weights come with the model (`training/fit_arcs.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from articles.extraction.readings import TAKING_PART, Arc, Mention, Reading
from articles.extraction.weighing import Figures, Scale, log_odds

#: longer spans are no surer
MOST_WORDS = 8


def likely_arcs(arcs: Sequence[Arc], reading: Reading, scale: Scale | None) -> Iterator[Arc]:
    """Of `arcs`, those that hold; `reading` has the mentions and members of the text.

    A model without weights for its arcs has no `scale`: its arcs hold where the network holds them likelier than none.
    """
    if scale is None:
        yield from (arc for arc in arcs if arc.confidence > arc.against)
        return
    for arc, speaks in weighed_arcs(arcs, reading):
        if scale.likelihood(speaks) > scale.enough:
            yield arc


def weighed_arcs(arcs: Sequence[Arc], reading: Reading) -> Iterator[tuple[Arc, Figures]]:
    """Each arc with what speaks for it."""
    rows = {m.anchor: m for layer in (reading.posts, reading.events) for m in layer}
    columns = {m.anchor: m for layer in (reading.anaphora, reading.names) for m in layer}
    members: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
    for member in reading.members:
        members[member.row, member.column][member.role] = member.confidence
    for arc in arcs:
        yield arc, _figures(arc, rows[arc.row], columns[arc.column], members.get((arc.row, arc.column), {}))


def _figures(arc: Arc, row: Mention, column: Mention, told: Mapping[str, float]) -> Figures:
    """`told`: by role, the likelihoods that the graph gives the two mentions."""
    kin = (*TAKING_PART, "member") if arc.role in (*TAKING_PART, "party") else (arc.role,)
    voices = {
        "sure": log_odds(arc.confidence),
        "not-none": log_odds(arc.confidence / (arc.confidence + arc.against)),
        "row": log_odds(row.confidence),
        "column": log_odds(column.confidence),
        "member": log_odds(max((told.get(role, 0.0) for role in kin), default=0.0)),
        "any-member": log_odds(sum(told.values())),
        "words": min(row.end - row.start, MOST_WORDS) / MOST_WORDS,
    }
    of = row.label.partition("_")[0].lower()  # a post's arcs are another question than a meeting's
    voices = {f"{name}:{of}": value for name, value in voices.items()}
    return {"bias": 1.0, **voices, f"from:{row.label}": 1.0, f"as:{arc.role}": 1.0, f"to:{column.label}": 1.0}
