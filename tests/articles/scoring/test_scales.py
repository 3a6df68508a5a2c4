"""Scales fitted to readings that gold confirms or not, and the command that writes them."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.extraction import weighing
from articles.extraction.initiatives import weighed
from articles.extraction.meetings import apart, membership, telling
from articles.extraction.weighing import Scale
from articles.scoring.scales import Judgement, fitted

QUESTIONS = {membership.QUESTION, telling.QUESTION, apart.QUESTION, weighed.TOLD, weighed.PARTY}
TRUE = Scale({"bias": -0.5, "good": 1.5, "bad": -1.5}, 0.5)
TEXT = """date 2020-02-05

LIMA -- Kenyan Foreign Minister Ann Otieno met Dutch Prime Minister Piet Bakker in Lima on Monday. Kenya signed a
treaty on oceans with Peru.

Talks are useful, Rosa Diaz said. On Tuesday Otieno met separately with Piet Bakker and Rosa Diaz.
"""
GOLD = {
    "id": "x1",
    "actors": [
        {"id": "a1", "kind": "person", "name": "Ann Otieno", "surface": ["Ann Otieno"]},
        {"id": "a2", "kind": "person", "name": "Piet Bakker", "surface": ["Piet Bakker"]},
        {"id": "a3", "kind": "person", "name": "Rosa Diaz", "surface": ["Rosa Diaz"]},
        {"id": "a4", "kind": "country", "name": "Kenya", "surface": ["Kenya", "Kenyan"]},
        {"id": "a5", "kind": "country", "name": "Peru", "surface": ["Peru"]},
    ],
    "meetings": [
        {
            "id": "m1", "kind": "talks", "name": None, "status": "held", "date": "2020-02-03", "place": "Lima",
            "anchors": [["met", 1]], "participants": [{"actor": "a1"}, {"actor": "a2"}],
        },
        *(
            {
                "id": f"m{n}", "kind": "talks", "name": None, "status": "held", "date": "2020-02-04", "place": None,
                "anchors": [["met", 2]], "participants": [{"actor": "a1"}, {"actor": f"a{n}"}],
            }
            for n in (2, 3)
        ),
    ],
    "initiatives": [
        {
            "id": "i1", "kind": "agreement", "name": "treaty on oceans", "status": "signed", "date": None,
            "anchors": [["treaty", 1]], "parties": ["a4", "a5"],
        }
    ],
}  # fmt: skip


def drawn(number: int) -> list[Judgement]:
    """Readings that are right as often as TRUE says."""
    rnd = random.Random(3)
    out = []
    for _ in range(number):
        figures = {"bias": 1.0, "good": float(rnd.random() < 0.5), "bad": float(rnd.random() < 0.5)}
        for question in sorted(QUESTIONS):
            out.append(Judgement(question, figures, rnd.random() < TRUE.likelihood(figures)))
    return out


def test_scales_are_found_again() -> None:
    scales = fitted(drawn(3000))
    assert set(scales) == QUESTIONS
    for found in scales.values():
        assert dict(found.weights) == pytest.approx(dict(TRUE.weights), abs=0.25)


def test_scales_leave_out_what_is_seen_seldom() -> None:
    rare = Judgement(telling.QUESTION, {"bias": 1.0, "rare": 1.0}, True)
    assert "rare" not in fitted([*drawn(50), rare])[telling.QUESTION].weights


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("texts", "gold"):
        (tmp_path / name).mkdir()
    (tmp_path / "texts" / "x1.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "gold" / "x1.json").write_text(json.dumps(GOLD), encoding="utf-8")
    monkeypatch.setattr("articles.management.commands.fit_scales.WEIGHTS", tmp_path / "weights.json")
    return tmp_path


def test_fit_scales_writes_all_scales(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("articles.scoring.scales.SELDOM", 1)
    call_command("fit_scales", folder)
    written = json.loads((folder / "weights.json").read_text(encoding="utf-8"))
    assert written["readings"] >= 4 and set(written) >= QUESTIONS
    assert "x1" in capsys.readouterr().out
    assert weighing.scale(membership.QUESTION).weights  # the scales in use are untouched


def test_fit_scales_wants_more_than_a_text(folder: Path) -> None:
    with pytest.raises(CommandError, match="too few"):
        call_command("fit_scales", folder)


def test_fit_scales_wants_gold(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No gold in"):
        call_command("fit_scales", tmp_path)


def test_fit_scales_names_a_faulty_file(folder: Path) -> None:
    (folder / "gold" / "x1.json").write_text("{", encoding="utf-8")
    with pytest.raises(CommandError, match=str(folder)):
        call_command("fit_scales", folder)
    assert not (folder / "weights.json").exists()
