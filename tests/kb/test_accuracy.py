"""The public page of figures: what is committed, in plain words and a picture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from kb.accuracy import SIDE, Dot, measured, read_accuracy, within
from tests.kb.strict_html import StrictHtml

FIGURES = Path(settings.BASE_DIR) / "docs" / "accuracy.json"


def test_accuracy_page_shows_the_committed_figures_without_a_query(client: Client) -> None:
    page = client.get(reverse("kb:accuracy")).content.decode()
    read, html = read_accuracy(FIGURES), StrictHtml(page)
    assert read is not None and html.wrongs == []
    assert f"{read.files} articles" in page and read.pipeline in page
    assert page.count("<svg viewBox") == page.count('role="img"') == 4
    assert page.count("<circle") == sum(len(picture.dots) for picture in read.pictures)
    assert 'href="/accuracy/"' in client.get(reverse("kb:accuracy")).content.decode().split("<footer")[1]


def test_accuracy_reads_shares_as_hundredths(tmp_path: Path) -> None:
    document = json.loads(FIGURES.read_text(encoding="utf-8"))
    document["scores"]["meetings"] |= {"p": 0.925, "r": None}
    document["scores"]["meetings.place"] = {"accuracy": 0.666, "ok": 2, "of": 3}
    document["scores"]["meetings.online"] = {"accuracy": None, "ok": 0, "of": 0}
    read = read_accuracy(_written(tmp_path, document))
    assert read is not None
    meetings = next(row for row in read.found if row.label == "Meetings")
    assert (meetings.recall, meetings.precision, meetings.people, meetings.part) == (None, 92, 99, False)
    fields = {share.label: (share.right, share.of) for share in read.fields[0][1]}
    assert fields["place"] == (67, 3) and "online or not" not in fields


@pytest.mark.parametrize(
    ("right", "of", "between"), [(81, 100, (72, 87)), (0, 10, (0, 28)), (10, 10, (72, 100)), (0, 0, (0, 100))]
)
def test_accuracy_says_between_what_a_share_may_be(right: int, of: int, between: tuple[int, int]) -> None:
    assert within(right, of) == between


def test_accuracy_of_how_many_stands_beside_each_share(client: Client) -> None:
    read = read_accuracy(FIGURES)
    assert read is not None
    page = client.get(reverse("kb:accuracy")).content.decode()
    for row in read.found:
        least, most = row.precision_within
        assert f"{least}–{most} of {row.named:,}" in page and least <= (row.precision or 0) <= most


def test_accuracy_in_a_line_follows_the_file(tmp_path: Path) -> None:
    path = _written(tmp_path, json.loads(FIGURES.read_text(encoding="utf-8")))
    line, read = measured(path), read_accuracy(path)
    assert line is not None and read is not None and (line.files, line.people) == (read.files, 78)
    assert line.real == next(row.precision for row in read.found if row.label == "Meetings")
    assert measured(tmp_path / "none.json") is None


def test_accuracy_draws_a_dot_for_each_group(tmp_path: Path) -> None:
    document = json.loads(FIGURES.read_text(encoding="utf-8"))
    bins = [
        {"low": 0.5, "high": 0.6, "facts": 1, "confidence": 0.55, "right": 0.0},
        {"low": 0.9, "high": 1.0, "facts": 99, "confidence": 0.95, "right": 1.0},
    ]
    document["calibration"] = {"posts": {"facts": 100, "error": 0.0555, "bins": bins}}
    read = read_accuracy(_written(tmp_path, document))
    assert read is not None
    (picture,) = read.pictures
    assert (picture.label, picture.facts, picture.error) == ("Posts", 100, 5.5)
    assert picture.dots[0] == Dot(110, SIDE, 4, "1 fact given 50–60%: 0% of them right", "50–60%", 1, 0)
    assert (picture.dots[1].x, picture.dots[1].y) == (190, 0) and picture.dots[1].radius == pytest.approx(15.9)


def test_accuracy_without_figures_says_so(client: Client, tmp_path: Path, settings: Any) -> None:
    settings.BASE_DIR = tmp_path
    assert read_accuracy(tmp_path / "none.json") is None
    assert "No figures yet" in client.get(reverse("kb:accuracy")).content.decode()


def _written(folder: Path, document: dict[str, Any]) -> Path:
    path = folder / "accuracy.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path
