"""Calibration: curves found again from what they gave, reliability by bins, and the error they make."""

from __future__ import annotations

import random

import pytest

from articles.extraction.confidence import Curve, Unsettled
from articles.scoring.calibration import (
    Bin,
    Given,
    Judged,
    best_ridge,
    calibration_error,
    calibration_figures,
    calibration_table,
    cross_validated,
    fit,
    fit_curves,
    reliability,
)

TRUE = Curve(0.3, 0.5, {"good": 1.2, "bad": -1.5})


def drawn(number: int, seed: int = 1) -> list[Judged]:
    """Facts of 20 articles, right as often as TRUE says."""
    rnd = random.Random(seed)
    facts = [
        Unsettled(
            "meetings", f"m{n}", rnd.choice((0.3, 0.6, 0.9)), tuple(s for s in ("good", "bad") if rnd.random() < 0.4)
        )
        for n in range(number)
    ]
    return [Judged(f"a{n % 20}", each, rnd.random() < TRUE.of(each)) for n, each in enumerate(facts)]


def test_calibration_finds_the_curve_again() -> None:
    curve = fit(drawn(4000), 0.3)
    found = [curve.bias, curve.rough, curve.weights["good"], curve.weights["bad"]]
    assert found == pytest.approx([0.3, 0.5, 1.2, -1.5], abs=0.2)


def test_calibration_is_good_on_articles_that_the_curve_never_saw() -> None:
    given = cross_validated(drawn(2000))
    assert len(given) == 2000 and calibration_error(reliability(given)) < 0.03
    rough = [Given(j.fact.rough, j.right) for j in drawn(2000)]
    assert calibration_error(reliability(rough)) > 0.1


def test_calibration_never_counts_rough_confidence_against_a_fact() -> None:
    upside_down = [Judged(f"a{n}", Unsettled("posts", str(n), 0.9 if n % 2 else 0.2, ()), not n % 2) for n in range(40)]
    curve = fit(upside_down, 1.0)
    assert curve.rough == 0 and curve.of(upside_down[0].fact) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("outcome", [True, False])
def test_calibration_takes_facts_that_are_all_alike(outcome: bool) -> None:
    judged = [Judged(f"a{n}", Unsettled("actors", str(n), 0.9, ("person",)), outcome) for n in range(30)]
    share = fit(judged, best_ridge(judged)).of(judged[0].fact)
    assert share > 0.95 if outcome else share < 0.05


def test_calibration_fits_only_what_there_is() -> None:
    assert set(fit_curves(drawn(60))) == {"meetings"}
    assert len(cross_validated(drawn(3))) == 3


def test_calibration_bins_and_error() -> None:
    given = [Given(0.85, True), Given(0.85, False), Given(0.25, False), Given(1.0, True)]
    assert reliability(given) == [
        Bin(0.2, 0.3, 1, 0.25, 0.0), Bin(0.8, 0.9, 2, 0.85, 0.5), Bin(0.9, 1.0, 1, 1.0, 1.0),
    ]  # fmt: skip
    assert calibration_error(reliability(given)) == pytest.approx((0.25 + 2 * 0.35 + 0) / 4)
    assert calibration_error([]) == 0


def test_calibration_table_names_every_section() -> None:
    figures = calibration_figures({"meetings": [Given(0.85, True)], "posts": [Given(0.5, False)]})
    assert figures["meetings"] == {
        "facts": 1, "error": 0.15, "bins": [{"low": 0.8, "high": 0.9, "facts": 1, "confidence": 0.85, "right": 1.0}],
    }  # fmt: skip
    lines = "\n".join(calibration_table(figures))
    assert "meetings" in lines and "0.8-0.9      1   0.85   1.00" in lines and "expected calibration error" in lines
