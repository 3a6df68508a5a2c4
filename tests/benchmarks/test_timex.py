"""Counting dates found against dates marked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks.dates import main
from tests.benchmarks.timex import Score, Timex, count, timex_value

TEXT = "On Monday, 3 February 2020, they met for three days; in May they had spoken, and in 2019 written."


@pytest.mark.parametrize(
    ("edtf", "value"),
    [
        ("2020-02-03", "2020-02-03"),
        ("2020", "2020"),
        ("2020-02-03/2020-02-09", "2020-W06"),
        ("2019-12-30/2020-01-05", "2020-W01"),
        ("2020-02-08/2020-02-09", "2020-W06-WE"),
        ("2020-04/2020-06", "2020-Q2"),
        ("2020-07/2020-12", "2020-H2"),
        ("1990/1999", "199"),
        ("1801/1900", "18"),
        ("2020-22", "2020-SU"),
        ("2020-02-03/2020-02-05", "2020-02-03/2020-02-05"),
        (None, ""),
    ],
)
def test_timex_value(edtf: str | None, value: str) -> None:
    assert timex_value(edtf) == value


def _timex(words: str, value: str) -> Timex:
    start = TEXT.index(words)
    return Timex(start, start + len(words), value)


GOLD = [
    _timex("Monday, 3 February 2020", "2020-02-03T10:00"),
    _timex("three days", "P3D"),
    _timex("May", "2019-05"),
    _timex("2019", "2019"),
]


def test_count_takes_time_of_day_and_lengths_out_of_what_is_resolved() -> None:
    found = [
        _timex("3 February 2020", "2020-02-03"),
        _timex("three days", "2020"),
        _timex("May", "2020-05"),
        _timex("written", "2018"),
    ]
    score = Score()
    count(score, TEXT, GOLD, found, resolved=True)
    # three are marked and three found that count; two of these meet, one has the marked words and one the right value
    assert (score.gold, score.found, score.gold_met, score.exact, score.right) == (3, 3, 2, 1, 1)
    assert score.relaxed == pytest.approx(2 / 3)
    assert score.strict == pytest.approx(1 / 3)
    assert score.value == pytest.approx(1 / 3)
    assert score.errors == [("May", "2019-05", "2020-05"), ("2019", "2019", "not found")]


def test_count_of_all_compares_whole_values() -> None:
    score = Score()
    count(score, TEXT, GOLD, GOLD, resolved=False)
    assert score.figures() == {
        "marked": 4, "found": 4, "relaxed": 1.0, "strict": 1.0, "value_right": 1.0, "value": 1.0,
    }  # fmt: skip


def test_main_scores_marked_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = [{"start": 3, "end": 26, "value": "2020-02-03"}, {"start": 84, "end": 88, "value": "2019"}]
    rows = {"id": "a", "text": TEXT, "document_date": "2020-02-10", "gold": gold}
    marked = tmp_path / "marked.jsonl"
    marked.write_text(json.dumps(rows) + "\n", encoding="utf-8")
    assert main([str(marked), "--at-least", "1", "--rounds", "1"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["texts"] == 1
    assert figures["resolved"]["marked"] == 2
    assert figures["resolved"] == {
        "marked": 2, "found": 3, "relaxed": 0.8, "strict": 0.8, "value_right": 1.0, "value": 0.8,
    }  # fmt: skip
