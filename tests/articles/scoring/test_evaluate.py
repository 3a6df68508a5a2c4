"""The command `evaluate`: figures, errors, other folders, and the change against the committed figures."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.management.commands import evaluate as command
from articles.management.commands.evaluate import ACCURACY
from articles.scoring.evaluation import changes

TEXT = " date 2018-06-14 Lima (KNA) – Kenya and Peru agreed.\n"
GOLD = {
    "actors": [
        {"id": "a", "kind": "country", "name": "Kenya", "surface": ["Kenya"]},
        {"id": "b", "kind": "country", "name": "Brazil", "surface": ["Brazil"]},
    ],
    "meetings": [], "initiatives": [],
}  # fmt: skip


@pytest.fixture
def folders(tmp_path: Path) -> list[str]:
    (tmp_path / "texts").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "texts" / "t1.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "gold" / "t1.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return ["--texts", str(tmp_path / "texts"), "--gold", str(tmp_path / "gold")]


def run(*options: str) -> str:
    out = io.StringIO()
    call_command("evaluate", *options, stdout=out)
    return out.getvalue()


def test_evaluate_scores_other_folders(folders: list[str]) -> None:
    scores = json.loads(run(*folders, "--json"))["scores"]
    assert (scores["actors"]["tp"], scores["actors"]["pred"], scores["actors"]["gold"]) == (1, 2, 2)


def test_evaluate_lists_errors_by_file(folders: list[str]) -> None:
    shown = run(*folders, "--errors")
    assert "=== t1" in shown and "missed  country Brazil" in shown and "extra   country Peru" in shown
    assert shown.index("date 2018-06-14 Lima (KNA) – Kenya and Peru agreed.") < shown.index("extra   country Peru")
    assert "(no sentence)\n    actors      missed  country Brazil" in shown
    assert "against docs/accuracy.json" not in shown


def test_evaluate_says_how_confidence_keeps_its_word(folders: list[str]) -> None:
    figures = json.loads(run(*folders, "--json"))["calibration"]["actors"]
    assert figures["facts"] == 2 and 0.3 < figures["error"] < 0.6
    assert "actors" in run(*folders).split("as extraction gives it")[1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (["--only", "x*"], "No gold file fits"),
        (["--texts", "/nowhere"], "No text /nowhere/t1.txt"),
        (["--save"], "whole sample corpus"),
        (["--check"], "whole sample corpus"),
        (["--calibrate"], "whole sample corpus"),
    ],
)
def test_evaluate_says_what_is_missing(folders: list[str], change: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run(*folders, *change)


def test_evaluate_names_faulty_gold(folders: list[str]) -> None:
    Path(folders[3], "t1.json").write_text('{"actors": [{"kind": "person"}]}', encoding="utf-8")
    with pytest.raises(CommandError, match=r"t1\.json: faulty annotation: KeyError"):
        run(*folders)


def test_evaluate_committed_figures_are_of_the_whole_corpus() -> None:
    committed = json.loads(ACCURACY.read_text(encoding="utf-8"))
    assert committed["files"] == 60 and committed["scores"]["actors"]["f1"] > 0.9
    assert {section: figures["error"] <= 0.05 for section, figures in committed["calibration"].items()} == (
        dict.fromkeys(("actors", "posts", "meetings", "initiatives"), True)
    )


@pytest.fixture
def corpus(folders: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The small folders in the place of the sample corpus, with figures and curves of their own."""
    monkeypatch.setattr(command, "CORPUS", tmp_path)
    monkeypatch.setattr(command, "ACCURACY", tmp_path / "accuracy.json")
    monkeypatch.setattr(command, "CURVES", tmp_path / "confidence.json")
    return tmp_path


def test_evaluate_keeps_figures_and_shows_the_change(folders: list[str], corpus: Path) -> None:
    with pytest.raises(CommandError, match="no figures to hold these against"):
        run(*folders, "--check")
    run(*folders, "--save")
    assert "No main figure fell" in run(*folders, "--check")
    gold = json.loads((corpus / "gold" / "t1.json").read_text(encoding="utf-8"))
    gold["actors"][1] |= {"name": "Peru", "surface": ["Peru"]}
    (corpus / "gold" / "t1.json").write_text(json.dumps(gold), encoding="utf-8")
    shown = run(*folders, "--save")
    assert next(line for line in shown.splitlines() if line.startswith("actors ")).endswith("+50.0")
    (corpus / "gold" / "t1.json").write_text(json.dumps(GOLD), encoding="utf-8")
    with pytest.raises(CommandError, match=r"actors: 100\.0 -> 50\.0 \(-50\.0 points\)(.|\n)*evaluate --save"):
        run(*folders, "--check")


def test_evaluate_writes_curves(folders: list[str], corpus: Path) -> None:
    run(*folders, "--calibrate")
    written = json.loads((corpus / "confidence.json").read_text(encoding="utf-8"))
    assert written["articles"] == 1 and set(written["curves"]) == {"actors"}


def test_evaluate_changes_in_points() -> None:
    before = {"actors": {"f1": 0.9}, "meetings.date": {"accuracy": 0.5}, "posts": {"f1": None}}
    now = {"actors": {"f1": 0.95}, "meetings.date": {"accuracy": 0.5}, "posts": {"f1": 0.4}, "new": {"f1": 1.0}}
    assert changes(now, before) == {"actors": pytest.approx(5)}
