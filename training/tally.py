"""Counts that become shares and F1 values."""

from __future__ import annotations

from collections import Counter
from typing import Any


def bio_spans(labels: list[int], names: tuple[str, ...]) -> set[tuple[int, int, str]]:
    """Spans of a BIO row: an I- without its B- begins one, too."""
    out, start, kind = set(), -1, ""
    for i, index in enumerate([*labels, 0]):
        mark, _, label = names[max(index, 0)].partition("-")
        if start >= 0 and (mark != "I" or label != kind):
            out.add((start, i, kind))
            start = -1
        if mark == "B" or (mark == "I" and start < 0):
            start, kind = i, label
    return out


class Tally:
    """Counts over batches; `report()` gives shares and F1 values."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()

    def share(self, name: str, right: Any, known: Any) -> None:
        self.count[f"{name} right"] += int((right & known).sum())
        self.count[f"{name} of"] += int(known.sum())

    def sets(self, name: str, gold: set, pred: set) -> None:  # type: ignore[type-arg]
        self.count[f"{name} tp"] += len(gold & pred)
        self.count[f"{name} gold"] += len(gold)
        self.count[f"{name} pred"] += len(pred)

    def report(self) -> dict[str, float]:
        out = {}
        for key in self.count:
            name, _, what = key.rpartition(" ")
            if what == "of" and self.count[key]:
                out[name] = round(self.count[f"{name} right"] / self.count[key], 4)
            if what == "gold" and self.count[key]:
                both = self.count[key] + self.count[f"{name} pred"]
                out[f"{name} F"] = round(2 * self.count[f"{name} tp"] / both, 4)
        return out
