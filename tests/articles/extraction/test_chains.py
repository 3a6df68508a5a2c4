"""The best path through BIO labels."""

from itertools import product

import numpy as np
import pytest

from articles.extraction.chains import Chains

LABELS = {"layers": {"names": ["O", "B-PLACE", "I-PLACE", "B-ORG", "I-ORG"], "posts": ["O", "B-POST", "I-POST"]}}


def scores(*rows: tuple[float, ...]) -> dict[str, np.ndarray]:
    """Scores of the names layer; nothing is a post."""
    return {"names": np.array(rows), "posts": np.array([[9.0, 0.0, 0.0]] * len(rows))}


def path(rows: dict[str, np.ndarray], sentence: list[int], labels: dict = LABELS) -> list[str]:
    chains = Chains.of(labels)
    best = chains.best(chains.padded(rows), np.array(sentence))
    assert not best["posts"].any()
    return [LABELS["layers"]["names"][i] for i in best["names"]]


def test_a_mention_keeps_its_beginning() -> None:
    """'United States': the first word alone looks like nothing, the second like the rest of a name."""
    rows = scores((1.0, 0.8, 0, 0, 0), (0, 0, 2.0, 0, 0), (3.0, 0, 0, 0, 0))
    assert path(rows, [0, 0, 0]) == ["B-PLACE", "I-PLACE", "O"]


def test_a_mention_is_of_one_kind() -> None:
    rows = scores((0, 1.1, 0, 1.0, 0), (0, 0, 0.2, 0, 3.0), (0, 0, 0, 0, 2.0))
    assert path(rows, [0, 0, 0]) == ["B-ORG", "I-ORG", "I-ORG"]


def test_no_mention_runs_into_the_next_sentence() -> None:
    rows = scores((0, 2.0, 0, 0, 0), (0, 0.4, 5.0, 0, 0))
    assert path(rows, [0, 0]) == ["B-PLACE", "I-PLACE"]
    assert path(rows, [0, 1]) == ["B-PLACE", "B-PLACE"]


def test_learnt_scores_of_one_label_after_another_count() -> None:
    rows = scores((0, 2.0, 0, 0, 0), (1.0, 0, 0.9, 0, 0))
    favour = [[0.0] * 5 for _ in range(5)]
    favour[1][2] = 1.0
    assert path(rows, [0, 0]) == ["B-PLACE", "O"]
    assert path(rows, [0, 0], {**LABELS, "transitions": {"names": favour}}) == ["B-PLACE", "I-PLACE"]


@pytest.mark.parametrize("seed", range(4))
def test_no_allowed_path_is_better(seed: int) -> None:
    """Against all paths, tried one by one, over sentences of different lengths."""
    rng = np.random.default_rng(seed)
    sentence, labels = [0, 0, 0, 1, 2, 2], LABELS["layers"]["names"]
    rows = {"names": rng.normal(size=(6, 5)), "posts": np.array([[9.0, 0, 0]] * 6)}
    chains = Chains.of(LABELS)

    def worth(chosen: tuple[int, ...]) -> float:
        total = 0.0
        for n, label in enumerate(chosen):
            begins = n == 0 or sentence[n] != sentence[n - 1]
            total += chains.beginning[0, label] if begins else chains.following[0, chosen[n - 1], label]
            total += rows["names"][n, label]
        return total

    best = max(product(range(5), repeat=6), key=worth)
    assert path(rows, sentence) == [labels[i] for i in best]


def test_shares_are_those_of_all_paths() -> None:
    """Against all paths, weighed one by one."""
    rng, sentence = np.random.default_rng(5), [0, 0, 0, 1, 1]
    rows = {"names": rng.normal(size=(5, 5)), "posts": rng.normal(size=(5, 3))}
    chains = Chains.of({**LABELS, "transitions": {"names": rng.normal(size=(5, 5)).tolist()}})
    found = chains.shares(chains.padded(rows), np.array(sentence))["names"]
    want = np.zeros((5, 5))
    for path in product(range(5), repeat=5):
        worth = sum(rows["names"][n, label] for n, label in enumerate(path))
        for n, label in enumerate(path):
            begins = n == 0 or sentence[n] != sentence[n - 1]
            worth += chains.beginning[0, label] if begins else chains.following[0, path[n - 1], label]
        want[range(5), path] += np.exp(worth)
    assert found == pytest.approx(want / want.sum(1, keepdims=True), abs=1e-9)
