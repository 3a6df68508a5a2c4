"""Lexicons: data files that load whole, and say where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.extraction import lexicon
from articles.extraction.meetings.status import ORDER

TABLES = [p.stem for p in sorted(lexicon.FOLDER.glob("*.tsv")) if not p.stem.startswith("dates")]
LISTS = [p.stem for p in sorted(lexicon.FOLDER.glob("*.txt")) if not p.stem.startswith("dates")]
MEETING_KINDS = set("talks call visit summit ministerial consultation conference ceremony exercise other".split())
INITIATIVE_KINDS = set("agreement plan partnership fund programme mechanism project campaign other".split())


@pytest.mark.parametrize("name", TABLES)
def test_lexicon_tables_load_with_a_comment(name: str) -> None:
    rows = lexicon.rows(name)
    assert rows and all(next(iter(row.values())) for row in rows)
    assert "#" in (lexicon.FOLDER / f"{name}.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LISTS)
def test_lexicon_lists_load_with_a_comment(name: str) -> None:
    assert lexicon.entries(name)
    assert (lexicon.FOLDER / f"{name}.txt").read_text(encoding="utf-8").startswith("#")


@pytest.mark.parametrize(
    ("table", "column", "allowed"),
    [
        ("meeting_verbs", "kind", MEETING_KINDS),
        ("meeting_nouns", "kind", MEETING_KINDS),
        ("event_kinds", "kind", MEETING_KINDS),
        ("initiative_nouns", "kind", INITIATIVE_KINDS),
        ("initiative_kinds", "kind", INITIATIVE_KINDS),
        ("name_heads", "kind", {"organisation", "event", "initiative", "country"}),
        ("status_cues", "status", set(ORDER)),
        ("status_cues", "where", {"before", "after", "near", "adjacent"}),
        ("title_modifiers", "effect", {"part", "former", "drop"}),
        ("support_verbs", "role", {"host", "chair", "participant", "attendee"}),
    ],
)
def test_lexicon_values_are_known(table: str, column: str, allowed: set[str]) -> None:
    assert {row[column] for row in lexicon.rows(table)} <= allowed


def test_lexicon_names_the_faulty_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "wrong.tsv").write_text("word\tkind\n# fine\nmet\ttalks\textra\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    with pytest.raises(lexicon.LexiconError, match=r"lexicons/wrong\.tsv line 3: 3 values for 2 columns"):
        lexicon.rows("wrong")
