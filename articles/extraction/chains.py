"""The best path through BIO labels: what one word is told to be depends on the word before it (Viterbi 1967).

Word by word the likeliest label may leave a mention without its beginning ('[United] States'); of all sequences that
BIO allows, the best is taken instead. The scores of one label after another are learnt with the network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
BLOCKED = -1e4


@dataclass(frozen=True)
class Chains:
    """The chains of all layers, padded to the layer of most labels, so that one pass serves all.

    `following`: (layers, most, most), the second label's score after the first; `beginning`: (layers, most), at a
    sentence's start.
    """

    layers: Mapping[str, Sequence[str]]
    following: Array
    beginning: Array

    @classmethod
    def of(cls, labels: Mapping[str, Any]) -> Chains:
        """The chains of a model's labels; a model without learnt `transitions` has BIO's rules alone."""
        layers: Mapping[str, Sequence[str]] = labels["layers"]
        most = max(map(len, layers.values()))
        following = np.full((len(layers), most, most), BLOCKED)
        beginning = np.full((len(layers), most), BLOCKED)
        for n, (name, layer) in enumerate(layers.items()):
            learnt = labels.get("transitions", {}).get(name)
            for j, after in enumerate(layer):
                beginning[n, j] = BLOCKED if after.startswith("I-") else 0.0
                for i, before in enumerate(layer):
                    if not after.startswith("I-") or before[2:] == after[2:]:
                        following[n, i, j] = learnt[i][j] if learnt else 0.0
        return cls(layers, following, beginning)

    def padded(self, scores: Mapping[str, Array]) -> Array:
        """The layers' scores (words, labels) as one array (words, layers, most)."""
        wide = [
            np.pad(scores[name], ((0, 0), (0, self.beginning.shape[1] - len(layer))), constant_values=BLOCKED)
            for name, layer in self.layers.items()
        ]
        return np.stack(wide, 1)

    def best(self, scores: Array, sentence: Array) -> dict[str, Array]:
        """Label index of each word in each layer. `scores`: (words, layers, most); `sentence`: number of each word's
        sentence, rising from 0. Sentences are gone through side by side, since each is a chain of its own."""
        grid, place, lengths = _by_sentence(scores, sentence)
        back = np.zeros(grid.shape, dtype=np.intp)
        itself = np.arange(grid.shape[-1])
        reached = self.beginning + grid[0]
        for t in range(1, len(grid)):
            moves = reached[..., :, None] + self.following
            going_on = (lengths > t)[:, None, None]
            back[t] = np.where(going_on, moves.argmax(-2), itself)
            reached = np.where(going_on, moves.max(-2) + grid[t], reached)
        path = np.empty(grid.shape[:-1], dtype=np.intp)
        path[-1] = reached.argmax(-1)
        for t in range(len(grid) - 1, 0, -1):
            path[t - 1] = np.take_along_axis(back[t], path[t][..., None], -1)[..., 0]
        chosen = path[place, sentence]
        return {name: chosen[:, n] for n, name in enumerate(self.layers)}

    def shares(self, scores: Array, sentence: Array) -> dict[str, Array]:
        """The likelihood (words, labels) of each label at each word, over all paths (forward-backward algorithm)."""
        grid, place, lengths = _by_sentence(scores, sentence)
        told = np.exp(grid - grid.max(-1, keepdims=True))
        step, begin = np.exp(self.following), np.exp(self.beginning)
        ahead, behind = np.empty_like(told), np.ones_like(told)
        ahead[0] = _normal(begin * told[0])
        for t in range(1, len(told)):
            ahead[t] = _normal((ahead[t - 1][..., None, :] @ step)[..., 0, :] * told[t])
        for t in range(len(told) - 2, -1, -1):
            going_on = (lengths > t + 1)[:, None, None]
            reached = (step @ (behind[t + 1] * told[t + 1])[..., :, None])[..., 0]
            behind[t] = np.where(going_on, _normal(reached), 1.0)
        both = _normal(ahead * behind)[place, sentence]
        return {name: both[:, n, : len(layer)] for n, (name, layer) in enumerate(self.layers.items())}


def _by_sentence(scores: Array, sentence: Array) -> tuple[Array, Array, Array]:
    """Scores as (longest sentence, sentences, …), each word's place in its sentence, and the sentences' lengths."""
    lengths = np.bincount(sentence)
    place = np.arange(len(sentence)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    grid = np.zeros((lengths.max(), len(lengths), *scores.shape[1:]))
    grid[place, sentence] = scores
    return grid, place, lengths


def _normal(weights: Array) -> Array:
    total: Array = weights / weights.sum(-1, keepdims=True)
    return total
