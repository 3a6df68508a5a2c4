"""The network of the mention graph: a small transformer whose attention is biased by what is known of each pair.

Graph transformers with biases by pairs: Ying et al. 2021. Pairs of mentions: biaffine attention (Dozat & Manning 2017),
beside what the pair's figures say by themselves.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from articles.extraction.mention_graph import FAR, KINDS
from training.labels import MEMBERS, RELATIONS
from training.network import WIDTH as SEEN
from training.network import with_one

WIDTH, HEADS, DEEP, INNER, PAIR = 128, 4, 2, 256, 64
#: figures of a pair (`pair_figures`), and which of them are the first network's
FIGURES = 2 * FAR + 1 + 2 * len(RELATIONS) + 5
RELATED = slice(2 * FAR + 1, -5)
HIDDEN_FIGURES = 48


class PairBiasedLayer(nn.Module):
    """Mentions look at one another (pre-norm transformer layer)."""

    def __init__(self, drop: float) -> None:
        super().__init__()
        self.attention_norm, self.norm = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.bias = nn.Linear(FIGURES, HEADS)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, pairs: Tensor, blocked: Tensor) -> Tensor:
        size, length, _ = x.shape
        y = self.attention_norm(x)
        heads = (size, length, HEADS, WIDTH // HEADS)
        q, k, v = (part(y).view(heads).transpose(1, 2) for part in (self.query, self.key, self.value))
        scores = (q * (WIDTH // HEADS) ** -0.5) @ k.transpose(2, 3) + self.bias(pairs).permute(0, 3, 1, 2)
        shares = self.drop((scores + blocked).softmax(-1))
        x = x + self.drop(self.out((shares @ v).transpose(1, 2).reshape(size, length, WIDTH)))
        return x + self.drop(self.outer(F.gelu(self.inner(self.norm(x)))))


class MentionNetwork(nn.Module):
    """Scores (batch, n, n, labels) of members, and (batch, n, n) of the column being what the row means."""

    def __init__(self, drop: float = 0.25) -> None:
        super().__init__()
        self.seen_norm, self.seen = nn.LayerNorm(SEEN), nn.Linear(SEEN, WIDTH)
        self.kinds = nn.Embedding(len(KINDS), WIDTH)
        self.layers = nn.ModuleList(PairBiasedLayer(drop) for _ in range(DEEP))
        self.norm = nn.LayerNorm(WIDTH)
        self.row, self.column = nn.Linear(WIDTH, PAIR), nn.Linear(WIDTH, PAIR)
        self.weight = nn.Parameter(torch.randn(len(MEMBERS) + 1, PAIR + 1, PAIR + 1) * 0.02)
        self.figures = nn.Sequential(
            nn.Linear(FIGURES, HIDDEN_FIGURES), nn.GELU(), nn.Linear(HIDDEN_FIGURES, len(MEMBERS) + 1)
        )
        self.drop = nn.Dropout(drop)

    def forward(self, vectors: Tensor, kinds: Tensor, pairs: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """`vectors` (batch, n, SEEN), `kinds` (batch, n), `pairs` (batch, n, n, FIGURES), `mask` (batch, n)."""
        blocked = torch.zeros_like(mask, dtype=vectors.dtype).masked_fill(~mask, -1e4)[:, None, None]
        x = self.seen(self.drop(self.seen_norm(vectors))) + self.kinds(kinds)
        for layer in self.layers:
            x = layer(x, pairs, blocked)
        x = self.norm(x)
        row, column = (with_one(self.drop(F.gelu(part(x)))) for part in (self.row, self.column))
        scores = row[:, None] @ self.weight[None] @ column[:, None].transpose(2, 3)
        scores = scores.permute(0, 2, 3, 1) + self.figures(pairs)
        return scores[..., :-1], scores[..., -1]
