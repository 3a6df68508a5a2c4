"""The best tree over a sentence's head scores.

Maximum spanning arborescence with a single root: greedy where that is already a tree, else Chu & Liu (1965),
Edmonds (1967).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating[Any]]
Heads = NDArray[np.int64]

#: roots that are tried when the greedy choice is no tree; one in very long sentences, to bound the time
ROOTS_TRIED = 3
LONG = 100
BLOCKED = np.float32(-1e9)


def best_heads(scores: Scores) -> Heads:
    """Heads of a sentence of n words: `scores` is (n, n + 1), column 0 the root, column h + 1 the word h.

    Returns the index of each word's head among the sentence's words, -1 for its one root.
    """
    n = len(scores)
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    scores = scores.copy()
    scores[np.arange(n), np.arange(n) + 1] = BLOCKED
    heads: Heads = scores.argmax(1) - 1
    if (heads < 0).sum() == 1 and _cycle(heads) is None:
        return heads
    best, best_total = heads, -np.inf
    for root in np.argsort(-scores[:, 0])[: ROOTS_TRIED if n <= LONG else 1]:
        rooted = scores.copy()
        rooted[np.arange(n) != root, 0] = BLOCKED
        rooted[root, 1:] = BLOCKED
        tree = _arborescence(_square(rooted))
        total = float(rooted[np.arange(n), tree].sum())
        if total > best_total:
            best, best_total = tree - 1, total
    return best


def _square(scores: Scores) -> Scores:
    """Scores (n + 1, n + 1) of head (row) and dependent (column), the root first."""
    square = np.full((len(scores) + 1, len(scores) + 1), BLOCKED, dtype=np.float64)
    square[:, 1:] = scores.T
    return square


def _cycle(heads: Heads) -> list[int] | None:
    """The words of one cycle, or None."""
    state = np.zeros(len(heads), dtype=np.int8)  # 0 new, 1 on the way, 2 done
    for start in range(len(heads)):
        path, at = [], start
        while at >= 0 and state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if at >= 0 and state[at] == 1:
            return path[path.index(at) :]
        state[path] = 2
    return None


def _arborescence(scores: Scores) -> Heads:
    """Head (row) of every node but the root, node 0; the result leaves the root out."""
    n = len(scores)
    scores = scores.copy()
    np.fill_diagonal(scores, BLOCKED)
    heads: Heads = scores.argmax(0)
    heads[0] = -1
    cycle = _cycle(heads)
    if cycle is None:
        return np.asarray(heads[1:])
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.array(cycle)
    kept = scores[heads[members], members]
    small = np.full((len(outside) + 1, len(outside) + 1), BLOCKED)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    entering = scores[np.ix_(outside, members)] - kept[None]
    leaving = scores[np.ix_(members, outside)]
    small[:-1, -1] = entering.max(1)
    small[-1, :-1] = leaving.max(0)
    solved = np.concatenate([[-1], _arborescence(small)])
    out = heads.copy()
    source = outside[solved[-1]]
    broken = members[entering[solved[-1]].argmax()]
    out[broken] = source
    for at, node in enumerate(outside):
        if node:
            out[node] = members[leaving[:, at].argmax()] if solved[at] == len(outside) else outside[solved[at]]
    return np.asarray(out[1:])
