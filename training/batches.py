"""Windows as padded tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from articles.extraction.encoding import WordEncoder
from training.examples import ALLOWED, IGNORE, Example
from training.labels import LAYERS, TRAITS, UPOS


@dataclass
class Batch:
    """`ids`, `shapes`, `positions`, `part`: (batch, pieces); `first`, `sentence` and word-wise targets: (batch, words),
    IGNORE where padded or unknown; `head`: 0 for the root, else 1 + index; `allowed`: (batch, words, labels of the
    names layer), True for what a label of the general layer admits; `relations`, `members`: (batch, words, words)."""

    ids: Tensor
    shapes: Tensor
    positions: Tensor
    part: Tensor
    first: Tensor
    sentence: Tensor
    pos: Tensor
    tag: Tensor
    head: Tensor
    dep: Tensor
    spans: dict[str, Tensor]
    allowed: Tensor
    traits: dict[str, Tensor]
    relations: Tensor
    members: Tensor

    def to(self, device: str) -> Batch:
        move = lambda x: {k: v.to(device) for k, v in x.items()} if isinstance(x, dict) else x.to(device)  # noqa: E731
        return Batch(**{k: move(v) for k, v in vars(self).items()})


def _allowed_table() -> Tensor:
    """(labels of general + 1, labels of names): what each general label admits; the last row (unknown) admits all."""
    general, names = LAYERS["general"], LAYERS["names"]
    table = torch.zeros(len(general) + 1, len(names), dtype=torch.bool)
    table[-1] = True
    for g, label in enumerate(general):
        mark, _, kind = label.rpartition("-")
        for n, name in enumerate(names):
            if label == "O":
                table[g, n] = name == "O" or name[2:] in ALLOWED["O"]
            else:
                table[g, n] = name[:1] == mark and name[2:] in ALLOWED[kind]
    return table


ALLOWED_TABLE = _allowed_table()


class Batcher:
    def __init__(self, encoder: WordEncoder, tags: Sequence[str], labels: Sequence[str]) -> None:
        self.encoder = encoder
        self.tags = {t: i for i, t in enumerate(tags)}
        self.labels = {t: i for i, t in enumerate(labels)}

    def batches(self, examples: list[Example], pieces: int, shuffle: random.Random | None = None) -> Iterator[Batch]:
        """Batches of about equally long windows, at most `pieces` pieces with padding."""
        jitter = shuffle.random if shuffle else float
        order = sorted(examples, key=lambda x: len(x.words) + 12 * jitter())
        groups: list[list[Example]] = [[]]
        longest = 0
        for x in order:
            size = sum(len(self.encoder.pieces(w)) for w in x.words) + 2 * len(x.sentence_starts)
            longest = max(longest, size)
            if groups[-1] and longest * (len(groups[-1]) + 1) > pieces:
                groups.append([])
                longest = size
            groups[-1].append(x)
        if shuffle:
            shuffle.shuffle(groups)
        for group in groups:
            if group:
                yield self.batch(group)

    def batch(self, group: list[Example]) -> Batch:
        views = [self.encoder.window(x.words, x.sentence_of()) for x in group]
        longest = max(len(x.words) for x in group)

        def padded(rows: Sequence[Sequence[int]], fill: int) -> Tensor:
            width = max(len(r) for r in rows)
            return torch.tensor([[*map(int, r), *[fill] * (width - len(r))] for r in rows])

        def targets(rows: Sequence[Sequence[int]]) -> Tensor:
            return torch.tensor([[*r, *[IGNORE] * (longest - len(r))] for r in rows])

        spans = {name: targets([x.spans.get(name, []) for x in group]) for name in LAYERS}

        def pairs(rows: Sequence[dict[tuple[int, int], int]]) -> Tensor:
            out = torch.full((len(group), longest, longest), IGNORE)
            for n, row in enumerate(rows):
                for (i, j), label in row.items():
                    out[n, i, j] = label
            return out

        trait = lambda x, name: [x.traits.get(name, {}).get(i, IGNORE) for i in range(len(x.words))]  # noqa: E731
        general = spans["general"]
        allowed = ALLOWED_TABLE[torch.where((general < 0), len(LAYERS["general"]), general)]
        return Batch(
            padded([v.ids for v in views], 0),
            padded([v.shapes for v in views], 0),
            padded([v.positions for v in views], 0),
            padded([v.part for v in views], -1),
            padded([v.first for v in views], 0),
            padded([v.sentence for v in views], -1),
            targets([[UPOS.index(p) for p in x.pos] for x in group]),
            targets([[self.tags.get(t, IGNORE) for t in x.tag] for x in group]),
            targets([[0 if h == i else h + 1 for i, h in enumerate(x.head)] for x in group]),
            targets([[self.labels[d] for d in x.dep] for x in group]),
            spans,
            allowed,
            {name: targets([trait(x, name) for x in group]) for name in TRAITS},
            pairs([x.relations for x in group]),
            pairs([x.members for x in group]),
        )
