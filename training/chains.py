"""Linear-chain conditional random fields (Lafferty et al. 2001) over the BIO labels of all layers at once.

What is annotated may be exact, half known (a names corpus tells PER, ORG, LOC but no dates) or unknown: each word
admits a set of labels, and the loss is the likelihood of all the paths through these sets (Tsuboi et al. 2008). Chains
end with their sentences.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.examples import IGNORE
from training.labels import LAYERS

BLOCKED = -1e4
MOST = max(map(len, LAYERS.values()))


def followers(labels: tuple[str, ...]) -> Tensor:
    """(MOST, MOST): 0 where a label may follow another, BLOCKED where not: `I-X` follows `B-X` and `I-X` alone."""
    out = torch.full((MOST, MOST), BLOCKED)
    for j, after in enumerate(labels):
        for i, before in enumerate(labels):
            if after[0] != "I" or (before != "O" and before[2:] == after[2:]):
                out[i, j] = 0.0
    return out


def beginnings(labels: tuple[str, ...]) -> Tensor:
    """(MOST,): 0 where a label may begin a sentence, else BLOCKED."""
    out = torch.full((MOST,), BLOCKED)
    out[: len(labels)] = torch.tensor([BLOCKED if label[0] == "I" else 0.0 for label in labels])
    return out


class Chains(nn.Module):
    """One chain a layer; their tensors are padded to the layer of most labels, so that one pass serves all."""

    def __init__(self) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(len(LAYERS), MOST, MOST))
        self.register_buffer("rules", torch.stack([followers(x) for x in LAYERS.values()]), persistent=False)
        self.register_buffer("starts", torch.stack([beginnings(x) for x in LAYERS.values()]), persistent=False)

    def following(self) -> Tensor:
        """Scores (layers, MOST, MOST) of the second label after the first."""
        return self.transitions.float() + self.rules

    def log_sums(self, scores: Tensor, sentence: Tensor) -> Tensor:
        """Log of the summed scores of all paths: (…, layers). `scores`: (…, words, layers, MOST)."""
        following, real = self.following(), sentence >= 0
        begins = torch.ones_like(real)
        begins[:, 1:] = sentence[:, 1:] != sentence[:, :-1]
        begins, real = begins[..., None, None], real[..., None, None]
        reached = self.starts + scores[..., 0, :, :]
        for n in range(1, scores.shape[-3]):
            inside = (reached[..., :, None] + following).logsumexp(-2)
            fresh = reached.logsumexp(-1, keepdim=True) + self.starts
            stepped = torch.where(begins[:, n], fresh, inside) + scores[..., n, :, :]
            reached = torch.where(real[:, n], stepped, reached)
        return reached.logsumexp(-1)

    def best(self, scores: Tensor, sentence: Tensor) -> Tensor:
        """The best path (Viterbi): label indexes (batch, words, layers). Padded words get the label 0."""
        following = self.following()
        begins = torch.ones_like(sentence, dtype=torch.bool)
        begins[:, 1:] = sentence[:, 1:] != sentence[:, :-1]
        reached, back = self.starts + scores[:, 0], []
        for n in range(1, scores.shape[1]):
            inside, whence = (reached[..., :, None] + following).max(-2)
            ended, last = reached.max(-1, keepdim=True)
            fresh = begins[:, n, None, None]
            back.append(torch.where(fresh, last.expand_as(whence), whence))
            reached = torch.where(fresh, ended + self.starts, inside) + scores[:, n]
        path = [reached.argmax(-1)]
        for whence in reversed(back):
            path.append(whence.gather(-1, path[-1][..., None])[..., 0])
        return torch.stack(path[::-1], 1).masked_fill((sentence < 0)[..., None], 0)


def padded(layers: dict[str, Tensor]) -> Tensor:
    """Scores (batch, words, labels) of each layer as one tensor (batch, words, layers, MOST)."""
    wide = [torch.nn.functional.pad(layers[name].float(), (0, MOST - len(x))) for name, x in LAYERS.items()]
    return torch.stack(wide, 2)


def admitted(spans: dict[str, Tensor], names_allowed: Tensor) -> tuple[Tensor, Tensor]:
    """Which labels each word admits: (batch, words, layers, MOST), and which are known exactly: (batch, words, layers).

    `names_allowed`: what the general layer's labels admit in the names layer, where that is not annotated itself.
    """
    sets, exact = [], []
    for name, labels in LAYERS.items():
        target = spans[name]
        known = target != IGNORE
        allowed = torch.zeros((*target.shape, MOST), dtype=torch.bool, device=target.device)
        allowed[..., : len(labels)] = ~known[..., None]
        allowed.scatter_(-1, target.clamp(min=0)[..., None], True)
        if name == "names":
            allowed[..., : len(labels)] &= known[..., None] | names_allowed
        sets.append(allowed)
        exact.append(known)
    return torch.stack(sets, 2), torch.stack(exact, 2)
