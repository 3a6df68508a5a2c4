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
        lengths = np.bincount(sentence)
        place = np.arange(len(sentence)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        grid = np.zeros((lengths.max(), len(lengths), *scores.shape[1:]))
        grid[place, sentence] = scores
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
