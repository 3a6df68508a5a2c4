"""Does confidence keep its word? Reliability of confidences held against gold, and the curves that give them.

The curves are logistic regressions with a ridge (Hoerl & Kennard 1970; Platt 1999 for the use), fitted by Newton's
method. What is reported is cross-validated: each article's facts get the curve that was fitted without them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from articles.extraction.confidence import SECTIONS, Curve, Unsettled

Array = NDArray[np.float64]
FOLDS = 10
BINS = 10
#: how much weights are drawn towards none; the fit takes the one that cross-validates best
RIDGES = (0.3, 1.0, 3.0, 10.0)
#: the bias is hardly drawn at all
FREE = 1e-6
STEPS, SETTLED = 60, 1e-8


@dataclass(frozen=True)
class Judged:
    """A predicted fact, in which article, and whether it is right."""

    article: str
    fact: Unsettled
    right: bool


@dataclass(frozen=True)
class Given:
    """A confidence that a fact was given, and whether the fact is right."""

    confidence: float
    right: bool


def fit_curves(judged: Sequence[Judged]) -> dict[str, Curve]:
    """A curve for each section of which there are facts."""
    by_section = {section: [j for j in judged if j.fact.section == section] for section in SECTIONS}
    return {section: fit(facts, best_ridge(facts)) for section, facts in by_section.items() if facts}


def fit(judged: Sequence[Judged], ridge: float) -> Curve:
    """The curve that makes these outcomes most likely, its weights drawn towards none by `ridge`.

    A rough confidence that turned out to point the wrong way is left out: more of it must never count against a fact.
    """
    signals = sorted({signal for j in judged for signal in j.fact.signals})
    rows = np.array([[1.0, j.fact.odds, *(float(s in j.fact.signals) for s in signals)] for j in judged])
    right = np.array([float(j.right) for j in judged])
    penalty = np.diag([FREE, *[ridge] * (rows.shape[1] - 1)])
    weights = newton(rows, right, penalty)
    if weights[1] < 0:
        rows[:, 1] = 0
        weights = newton(rows, right, penalty)
    bias, rough, *rest = (round(float(w), 4) for w in weights)
    return Curve(bias, rough, dict(zip(signals, rest, strict=True)))


def newton(rows: Array, right: Array, penalty: Array) -> Array:
    """The weights of a logistic regression with a ridge, by Newton's method."""
    weights: Array = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (share - right) + penalty @ weights
        bend = (rows.T * (share * (1 - share))) @ rows + penalty
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < SETTLED:
            break
    return weights


def best_ridge(judged: Sequence[Judged]) -> float:
    """The ridge with the smallest cross-validated calibration error."""
    return min(RIDGES, key=lambda ridge: calibration_error(reliability(cross_validated(judged, ridge))))


def cross_validated(judged: Sequence[Judged], ridge: float | None = None) -> list[Given]:
    """The confidence of each fact by a curve that never saw its article."""
    ridge = ridge or best_ridge(judged)
    articles = sorted({j.article for j in judged})
    folds = [set(articles[n::FOLDS]) for n in range(min(FOLDS, len(articles)))]
    out = []
    for held_out in folds:
        seen = [j for j in judged if j.article not in held_out]
        curve = fit(seen or judged, ridge)
        out += [Given(curve.of(j.fact), j.right) for j in judged if j.article in held_out]
    return out


@dataclass(frozen=True)
class Bin:
    """The facts with a confidence from `low` up to `high`: their number, mean confidence, and share right."""

    low: float
    high: float
    number: int
    confidence: float
    right: float


def reliability(given: Sequence[Given]) -> list[Bin]:
    """The facts in bins of equal width; empty ones are left out."""
    bins: dict[int, list[Given]] = {}
    for each in given:
        bins.setdefault(min(int(each.confidence * BINS), BINS - 1), []).append(each)
    return [
        Bin(
            n / BINS,
            (n + 1) / BINS,
            len(held),
            sum(g.confidence for g in held) / len(held),
            sum(g.right for g in held) / len(held),
        )
        for n, held in sorted(bins.items())
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: the mean distance of confidence from share right, weighted by numbers."""
    number = sum(b.number for b in bins)
    return sum(abs(b.confidence - b.right) * b.number for b in bins) / number if number else 0.0


def calibration_figures(given: Mapping[str, Sequence[Given]]) -> dict[str, Any]:
    """By section: facts, calibration error and bins, as `docs/accuracy.json` keeps them."""
    out = {}
    for section, each in given.items():
        bins = reliability(each)
        out[section] = {
            "facts": len(each),
            "error": round(calibration_error(bins), 4),
            "bins": [
                {"low": b.low, "high": b.high, "facts": b.number, "confidence": round(b.confidence, 3),
                 "right": round(b.right, 3)}
                for b in bins
            ],
        }  # fmt: skip
    return out


def calibration_table(figures: Mapping[str, Any]) -> Iterator[str]:
    """The figures as lines of text."""
    yield f"{'confidence':<28}{'given':>9} {'facts':>6} {'mean':>6} {'right':>6}"
    for section, found in figures.items():
        for n, b in enumerate(found["bins"]):
            given = f"{b['low']:.1f}-{b['high']:.1f}"
            yield f"{section if not n else '':<28}{given:>9} {b['facts']:6} {b['confidence']:6.2f} {b['right']:6.2f}"
        yield f"{'  expected calibration error':<28}{'':>9} {found['facts']:6} {found['error']:6.3f}"
