"""The gate: what may fall, and what may not."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

import pytest

from articles.scoring.gate import MAIN, falls
from articles.scoring.score import report

BEFORE: dict[str, Any] = {
    "scores": {
        "actors": {"f1": 0.95}, "posts": {"f1": 0.80}, "posts_all": {"f1": 0.80}, "meetings.date": {"accuracy": 0.9},
        "initiatives": {"f1": None},
    },
    "calibration": {"actors": {"error": 0.01}, "posts": {"error": 0.08}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("section", "figures", "line"),
    [
        ("actors", {"f1": 0.9401}, ""),
        ("actors", {"f1": 0.9399}, "actors: 95.0 -> 94.0 (-1.0 points)"),
        ("actors", {"f1": 1.0}, ""),
        ("meetings.date", {"accuracy": 0.8}, "meetings.date: 90.0 -> 80.0 (-10.0 points)"),
        ("posts_all", {"f1": 0.1}, ""),
        ("initiatives", {"f1": 0.1}, ""),
    ],
)
def test_gate_watches_main_figures(section: str, figures: dict[str, float], line: str) -> None:
    now = copy.deepcopy(BEFORE)
    now["scores"][section] = figures
    assert list(falls(now, BEFORE)) == ([line] if line else [])


@pytest.mark.parametrize(
    ("section", "error", "passes"),
    [("actors", 0.05, True), ("actors", 0.06, False), ("posts", 0.08, True), ("posts", 0.09, False),
     ("meetings", 0.04, True), ("meetings", 0.06, False)],
)  # fmt: skip
def test_gate_watches_confidence(section: str, error: float, passes: bool) -> None:
    now = {**BEFORE, "calibration": {section: {"error": error}}}
    assert (not list(falls(now, BEFORE))) == passes


def test_gate_names_figures_that_there_are() -> None:
    assert set(MAIN) <= report(Counter()).keys()
