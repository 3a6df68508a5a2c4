"""The mentions of annotated texts as nodes of the mention graph, seen by a trained first network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import torch
from torch import Tensor

from articles.extraction.encoding import WINDOW_PIECES
from articles.extraction.mention_graph import KINDS, LAYERS, Nodes, nodes_of, pair_figures
from articles.extraction.readings import ROLES, anchor_of
from training.batches import Batcher
from training.examples import IGNORE, Example, windows
from training.labels import LAYERS as LABELS
from training.labels import RELATIONS
from training.network import Network
from training.tally import bio_spans
from training.train import veiled

Pairs = dict[tuple[int, int], int]


@dataclass
class Graph:
    """A text's `n` nodes with their pairs' figures (n, n, figures), and the answers: labels of members (n, n; IGNORE
    where nothing is asked) and whether the column is what the row means (1, 0, or IGNORE)."""

    id: str
    nodes: Nodes
    pairs: Tensor
    members: Tensor
    same: Tensor


class GraphReader:
    """`hidden`: share of word pieces that are hidden from the network, since what it learnt by heart it sees better
    than it will see any other text."""

    def __init__(self, network: Network, batcher: Batcher, *, hidden: float = 0.0, seed: int = 0) -> None:
        self.network, self.batcher, self.hidden = network.eval(), batcher, hidden
        self.random = torch.Generator().manual_seed(seed)

    def graphs(self, examples: Iterable[Example]) -> Iterator[Graph]:
        for example in examples:
            mentions = _mentions(example)
            if mentions and example.members:
                yield self._graph(example, mentions)

    def _graph(self, example: Example, mentions: list[tuple[int, int, int, int]]) -> Graph:
        anchors = [at for *_, at in mentions]
        cuts, seen = [0], []
        for window in windows(example, self.batcher.encoder, WINDOW_PIECES):
            start, end = cuts[-1], cuts[-1] + len(window.words)
            seen.append(self._seen(window, sorted({at - start for at in anchors if start <= at < end})))
            cuts.append(end)
        number = np.searchsorted(cuts, anchors, side="right") - 1
        rows = [sorted({a for a, n in zip(anchors, number, strict=True) if n == k}) for k in range(len(seen))]
        sentence = example.sentence_of()
        nodes = nodes_of(
            [kind for _, _, kind, _ in mentions],
            [sentence[at] for at in anchors],
            number.tolist(),
            [[w.lower() for w in example.words[a:b]] for a, b, *_ in mentions],
            [rows[n].index(at) for at, n in zip(anchors, number, strict=True)],
            seen,
        )
        members, same = _answers(example, mentions)
        return Graph(example.id, nodes, torch.from_numpy(pair_figures(nodes)),
                     _square(members, len(mentions)), _square(same, len(mentions)))  # fmt: skip

    @torch.no_grad()
    def _seen(self, window: Example, anchors: list[int]) -> tuple[np.ndarray, np.ndarray]:
        batch = self.batcher.batch([window])
        if self.hidden:
            batch = veiled(batch, self.random, hidden=self.hidden)
        words = self.network.words(batch.ids, batch.shapes, batch.positions, batch.part, batch.first)
        there = self.network.in_context(words, batch.sentence)[:, anchors]
        return there[0].numpy(), self.network.relation(there, there)[0].softmax(-1).numpy()


def _mentions(example: Example) -> list[tuple[int, int, int, int]]:
    """(start, end, kind, anchor) of all mentions, as the product orders them."""
    spans = {layer: list(bio_spans(example.spans[layer], LABELS[layer])) for layer in LAYERS if layer in example.spans}
    names = [(a, b) for a, b, _ in spans.get("names", ())]
    return sorted(
        (a, b, KINDS.index((layer, label)), anchor_of(a, b, names) if layer in ("posts", "events") else a)
        for layer, found in spans.items()
        for a, b, label in found
    )


def _answers(example: Example, mentions: list[tuple[int, int, int, int]]) -> tuple[Pairs, Pairs]:
    """Members, and what means the same, by pairs of nodes."""
    at: dict[int, list[int]] = defaultdict(list)
    for n, (*_, anchor) in enumerate(mentions):
        at[anchor].append(n)
    layer = [KINDS[kind][0] for _, _, kind, _ in mentions]
    members, same = Pairs(), Pairs()
    for (i, j), label in example.members.items():
        for a in at.get(i, ()):
            members |= {
                (a, b): label for b in at.get(j, ()) if layer[a] == "events" and layer[b] in ("names", "anaphora")
            }
    for (i, j), label in example.relations.items():
        if j < i and RELATIONS[label] in ("none", "same"):
            found = ((a, b) for a in at.get(i, ()) for b in at.get(j, ()))
            same |= {(a, b): int(RELATIONS[label] == "same") for a, b in found if _can_be_same(mentions, a, b)}
    return members, same


def _can_be_same(mentions: list[tuple[int, int, int, int]], row: int, column: int) -> bool:
    layer, label = KINDS[mentions[row][2]]
    beside, other = KINDS[mentions[column][2]]
    if layer == "anaphora":
        return beside == "names" and other in ROLES["GROUP"]["same"]
    return layer == beside == "events" and other in ROLES[label]["same"]


def _square(pairs: Pairs, size: int) -> Tensor:
    out = torch.full((size, size), IGNORE)
    for pair, label in pairs.items():
        out[pair] = label
    return out


def by_size(graphs: list[Graph], many: int) -> list[list[Graph]]:
    """Batches of about equally large graphs."""
    order = sorted(graphs, key=lambda g: len(g.nodes.kinds))
    return [[g for _, g in row] for _, row in groupby(enumerate(order), key=lambda pair: pair[0] // many)]
