"""The command `extract`: facts as JSON lines, without a database."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

TEXT = " date 2018-06-14 Nairobi (KNA) – Kenyan President Ann Otieno met Dutch Prime Minister Piet Bakker in Nairobi.\n"


def run(*paths: str) -> tuple[list[dict[str, object]], str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("extract", *paths, stdout=out, stderr=err)
    except CommandError as error:
        err.write(str(error))
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def test_extract_command_prints_one_object_a_line(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    articles, errors = run(str(tmp_path / "one.txt"), str(tmp_path / "two.txt"))
    assert [a["id"] for a in articles] == ["one", "two"] and errors == ""
    assert articles[0]["published"] == "2018-06-14" and articles[0]["dateline"] == "Nairobi"
    assert {k: v for k, v in articles[0].items() if k != "id"} == {k: v for k, v in articles[1].items() if k != "id"}


def test_extract_command_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(TEXT.encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    articles, errors = run("-")
    assert [a["id"] for a in articles] == ["stdin-1"] and errors == ""


def test_extract_command_goes_on_after_a_failure_and_ends_with_an_error(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    articles, errors = run(str(tmp_path / "empty.txt"), str(tmp_path / "nowhere.txt"), str(tmp_path / "good.txt"))
    assert [a["id"] for a in articles] == ["good"]
    assert "empty.txt" in errors and "nowhere.txt" in errors and "2 of the inputs could not be read" in errors


def test_extract_command_lists_mentions_on_request(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (plain,), _ = run(str(tmp_path / "one.txt"))
    (listed,), _ = run(str(tmp_path / "one.txt"), "--mentions")
    assert "mentions" not in plain
    assert {k: v for k, v in listed.items() if k != "mentions"} == plain
    assert list(listed["mentions"]) == ["dates", "persons", "organisations", "countries", "places"]  # type: ignore[call-overload]


def test_extract_command_explains_every_sentence(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    out = io.StringIO()
    call_command("extract", "--explain", str(tmp_path / "one.txt"), stdout=out)
    shown = out.getvalue()
    assert "one, published on 2018-06-14" in shown and "confidence of the facts" in shown
    assert "Kenyan President Ann Otieno met Dutch Prime Minister Piet Bakker in Nairobi." in shown
    assert "→ m1" in shown and "verb “met”" in shown and "\x1b[" not in shown
