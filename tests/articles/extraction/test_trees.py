"""The best tree over head scores, against trying every tree."""

from itertools import product

import numpy as np
import pytest

from articles.extraction.trees import best_heads


def is_tree(heads):
    def reaches_root(i):
        for _ in range(len(heads) + 1):
            if i < 0:
                return True
            i = heads[i]
        return False

    return sum(h < 0 for h in heads) == 1 and all(reaches_root(i) for i in range(len(heads)))


def total(scores, heads):
    return sum(scores[i][h + 1] for i, h in enumerate(heads))


@pytest.mark.parametrize("seed", range(30))
def test_trees_best_heads_is_the_best_tree(seed):
    rng = np.random.default_rng(seed)
    n = 1 + seed % 3  # with three words or fewer every root is tried
    scores = rng.normal(size=(n, n + 1)).astype(np.float32)
    heads = best_heads(scores)
    trees = [h for h in product(*[[h for h in range(-1, n) if h != i] for i in range(n)]) if is_tree(h)]
    assert is_tree(heads)
    assert total(scores, heads) == pytest.approx(max(total(scores, h) for h in trees))


@pytest.mark.parametrize("n", [8, 40, 200])
def test_trees_best_heads_gives_one_root_and_no_cycle(n):
    scores = np.random.default_rng(n).normal(size=(n, n + 1)).astype(np.float32)
    assert is_tree(best_heads(scores))


def test_trees_best_heads_of_nothing_is_empty():
    assert len(best_heads(np.zeros((0, 1), dtype=np.float32))) == 0


def test_trees_best_heads_keeps_the_scores():
    scores = np.zeros((3, 4), dtype=np.float32)
    best_heads(scores)
    assert not scores.any()
