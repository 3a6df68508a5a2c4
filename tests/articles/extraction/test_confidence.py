"""Confidence as a share right: rough confidences and signals through the curves that come with the program."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from spacy.language import Language

from articles.extraction import confidence, extract
from articles.extraction.confidence import LEAST, MOST, SECTIONS, Curve, CurvesError, Unsettled, curves, unsettled
from articles.extraction.facts import ArticleFacts
from articles.extraction.gazetteer import Gazetteer

TEXT = (
    "Kenyan President Ann Otieno met Dutch Prime Minister Piet Bakker in Nairobi on Monday. "
    "They signed a memorandum of understanding on fisheries."
)
FLAT = Curve(0.0, 1.0, {"good": 1.0, "bad": -1.0})


def fact(rough: float, *signals: str) -> Unsettled:
    return Unsettled("meetings", "m1", rough, signals)


@pytest.mark.parametrize(
    ("rough", "signals", "share"),
    [(0.5, (), 0.5), (0.8, (), 0.8), (0.5, ("good",), 0.731), (0.5, ("bad",), 0.269), (0.5, ("good", "bad"), 0.5),
     (0.5, ("unheard of",), 0.5), (1.0, ("good",), MOST), (0.0, ("bad",), LEAST)],
)  # fmt: skip
def test_confidence_adds_up_odds(rough: float, signals: tuple[str, ...], share: float) -> None:
    assert FLAT.of(fact(rough, *signals)) == pytest.approx(share, abs=0.001)


def test_confidence_curves_come_for_every_kind_of_fact() -> None:
    assert set(curves()) == set(SECTIONS)
    assert all(curve.rough >= 0 for curve in curves().values())


def test_confidence_rises_with_the_rough_one() -> None:
    for curve in curves().values():
        shares = [curve.of(fact(rough / 20)) for rough in range(1, 20)]
        assert shares == sorted(shares)


def test_confidence_of_every_fact_is_that_of_its_curve(nlp: Language, gazetteer: Gazetteer) -> None:
    rough, settled = (
        extract(TEXT, published=date(2018, 6, 14), nlp=nlp, gazetteer=gazetteer, calibrate=calibrate)
        for calibrate in (False, True)
    )
    wanted = [round(curves()[each.section].of(each), 3) for each in unsettled(rough)]
    assert {each.section for each in unsettled(rough)} == set(SECTIONS)
    assert wanted == [round(share, 3) for share in shares(settled)]


def shares(facts: ArticleFacts) -> Iterator[float]:
    for actor in facts.actors:
        yield actor.confidence
        yield from (post.source.confidence for post in actor.posts)
    yield from (record.confidence for record in (*facts.meetings, *facts.initiatives))


def test_confidence_stands_in_the_json(facts_of: Callable[..., ArticleFacts]) -> None:
    out = json.loads(json.dumps(facts_of(TEXT).to_json("a")))
    told = [
        *out["actors"],
        *out["meetings"],
        *out["initiatives"],
        *(p for a in out["actors"] for p in a.get("posts", ())),
    ]
    assert told and all(LEAST <= each["confidence"] <= MOST for each in told)


def test_confidence_without_usable_curves_names_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confidence, "CURVES", tmp_path / "none.json")
    curves.cache_clear()
    try:
        with pytest.raises(CurvesError, match="evaluate --calibrate"):
            curves()
    finally:
        curves.cache_clear()
