"""What every mention of a text is to every event in it: a small network over the mentions of the whole text.

The analyser's first network reads windows of a text word by word; this one goes from mention to mention, as far as the
text runs. Each sees all others, biased by what is known of the two (a transformer whose attention is biased by pairs,
after Ying et al. 2021): how many sentences lie between them, what the first network makes of them, whether they share
words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from articles.extraction.readings import LEAST, ROLES, TAKING_PART, Arc, Mention, WindowReading

Array = NDArray[Any]

#: layer and label of what is a node; the order is the network's
KINDS = (
    ("names", "PERSON"),
    ("names", "ORG"),
    ("names", "COUNTRY"),
    ("names", "PLACE"),
    ("names", "DATE"),
    ("posts", "POST"),
    ("events", "MEETING"),
    ("events", "MEETING_TRIGGER"),
    ("events", "INITIATIVE"),
    ("events", "INITIATIVE_TRIGGER"),
    ("anaphora", "PERSON"),
    ("anaphora", "GROUP"),
)
LAYERS = tuple(dict.fromkeys(layer for layer, _ in KINDS))
#: sentences, and mentions, beyond which distances are alike
FAR, MANY_BETWEEN = 5, 8
#: shorter words are shared by chance
SHORTEST_WORD = 3
#: mentions read at once; a longer text is read in stretches that overlap by half
STRETCH = 192


@dataclass(frozen=True)
class Nodes:
    """The mentions of a text, in its order. `n` of them:

    `kinds`: index into KINDS; `sentence`, `window`: numbers of where they stand; `words`: lower-cased;
    `vectors` (n, width) and `relations` (n, n, labels): how the first network sees them, and what it makes of two of
    one window (shares; zero between windows).
    """

    kinds: Array
    sentence: Array
    window: Array
    words: Sequence[Sequence[str]]
    vectors: Array
    relations: Array

    def stretch(self, start: int, end: int) -> Nodes:
        part = slice(start, end)
        return Nodes(self.kinds[part], self.sentence[part], self.window[part], self.words[part],
                     self.vectors[part], self.relations[part, part])  # fmt: skip


def pair_figures(nodes: Nodes) -> Array:
    """What is known of each two mentions: (n, n, figures)."""
    apart = np.clip(nodes.sentence[:, None] - nodes.sentence, -FAR, FAR) + FAR
    together = nodes.window[:, None] == nodes.window
    last = np.array([words[-1] for words in nodes.words])
    telling = [{w for w in words if len(w) >= SHORTEST_WORD} for words in nodes.words]
    shared = np.array([[bool(one & other) for other in telling] for one in telling])
    place = np.arange(len(nodes.words))
    order = np.clip(place[:, None] - place, -MANY_BETWEEN, MANY_BETWEEN) / MANY_BETWEEN
    single = (together, last[:, None] == last, shared, order, np.abs(order))
    return np.concatenate(
        [
            np.eye(2 * FAR + 1)[apart],
            nodes.relations,
            nodes.relations.transpose(1, 0, 2),
            *(figure[..., None] for figure in single),
        ],
        axis=-1,
    ).astype(np.float32)


def gathered(windows: Sequence[WindowReading], words: Sequence[str], sentence: Array) -> tuple[list[Mention], Nodes]:
    """The mentions of a text's windows as nodes. `words`: lower-cased; `sentence`: its number, by token of the doc."""
    rows = [
        (KINDS.index((layer, mention.label)), number, mention)
        for number, window in enumerate(windows)
        for layer in LAYERS
        for mention in getattr(window.reading, layer)
    ]
    rows.sort(key=lambda row: (row[2].start, row[2].end, row[0]))
    mentions = [mention for *_, mention in rows]
    seen = [(window.vectors, window.relations) for window in windows]
    at = [windows[number].position[mention.anchor] for _, number, mention in rows]
    return mentions, nodes_of(
        [kind for kind, *_ in rows],
        [int(sentence[m.anchor]) for m in mentions],
        [number for _, number, _ in rows],
        [words[m.start : m.end] for m in mentions],
        at,
        seen,
    )


def nodes_of(
    kinds: Sequence[int],
    sentence: Sequence[int],
    window: Sequence[int],
    words: Sequence[Sequence[str]],
    at: Sequence[int],
    seen: Sequence[tuple[Array, Array]],
) -> Nodes:
    """Nodes put together. `at`: each one's row in what its window has `seen`: vectors, and shares of relations."""
    number, row = np.array(window, dtype=np.int64), np.array(at, dtype=np.intp)
    vectors = np.zeros((len(kinds), seen[0][0].shape[-1]), dtype=np.float32)
    relations = np.zeros((len(kinds), len(kinds), seen[0][1].shape[-1]), dtype=np.float32)
    for n, (there, between) in enumerate(seen):
        inside = np.flatnonzero(number == n)
        vectors[inside] = there[row[inside]]
        relations[np.ix_(inside, inside)] = between[np.ix_(row[inside], row[inside])]
    return Nodes(np.array(kinds, dtype=np.int64), np.array(sentence, dtype=np.int64), number, words, vectors, relations)


class MentionGraph:
    """The network, run by ONNX Runtime. `roles`: the labels of members, in its order, the first one for none."""

    def __init__(self, path: Path, roles: Sequence[str], options: onnxruntime.SessionOptions) -> None:
        self.roles = roles
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def read(self, mentions: Sequence[Mention], nodes: Nodes) -> tuple[list[Arc], list[Arc]]:
        """Members of the events, and arcs that point back to what means the same."""
        members: list[Arc] = []
        same: list[Arc] = []
        half = STRETCH // 2
        for start in range(0, max(len(mentions) - half, 1), half):
            part = slice(start, start + STRETCH)
            figures = nodes.stretch(start, start + STRETCH)
            if not any(KINDS[k][0] in ("events", "anaphora") for k in figures.kinds):
                continue
            feed = {"vectors": figures.vectors, "kinds": figures.kinds, "pairs": pair_figures(figures)}
            shares, back = self.session.run(["members", "same"], feed)
            known = half if start else 0  # what the stretch before has told already
            members += _members(mentions[part], figures, shares, self.roles, known)
            same += _same(mentions[part], figures, back, known)
        return members, same


def _members(
    mentions: Sequence[Mention], nodes: Nodes, shares: Array, roles: Sequence[str], known: int
) -> Iterator[Arc]:
    """What each name or anaphor is to each event: taking part (in the likeliest role), its place, its date."""
    index = {role: n for n, role in enumerate(roles)}
    layers = [KINDS[k][0] for k in nodes.kinds]
    columns = [j for j, layer in enumerate(layers) if layer in ("names", "anaphora")]
    for i in (i for i, layer in enumerate(layers) if layer == "events"):
        row = mentions[i]
        groups = (TAKING_PART, ("place",), ("date",)) if row.label.startswith("MEETING") else (("party",), ("date",))
        for j in columns:
            if i < known and j < known:
                continue
            for group in groups:
                if mentions[j].label not in ROLES[row.label][group[0]]:
                    continue
                likely = float(sum(shares[i, j, index[role]] for role in group))
                if likely >= LEAST:
                    role = max(group, key=lambda role: shares[i, j, index[role]])
                    yield Arc(row.anchor, mentions[j].anchor, role, likely)


def _same(mentions: Sequence[Mention], nodes: Nodes, back: Array, known: int) -> Iterator[Arc]:
    """From an event's mention or an anaphor to what it means, where that is likelier than not."""
    layers = [KINDS[k][0] for k in nodes.kinds]
    for i in (i for i, layer in enumerate(layers) if layer in ("events", "anaphora")):
        kinds = ROLES[mentions[i].label]["same"]
        for j, column in enumerate(mentions):
            earlier = column.anchor < mentions[i].anchor and layers[j] != "anaphora"
            if earlier and column.label in kinds and back[i, j] > 0.5 and not (i < known and j < known):
                yield Arc(mentions[i].anchor, column.anchor, "same", float(back[i, j]))
