"""Words that queries have beside names: those of every sentence, of time, and of kinds of events.

`small_words.csv`: words that are left out unless a name has them; some open or close a time (`since 2018`).
`kind_words.csv`: words that ask for a kind of meeting or initiative without being its name (`visited`).
`months.csv`: names of months; those that are not `sure` mean one only beside a day or year, or after a word of time.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from kb.searching.terms import without_marks

_FOLDER = Path(__file__).resolve().parent


@cache
def small_words() -> dict[str, str]:
    """Word → what it does before a time: `since`, `until`, `between` or nothing."""
    return {plain(row["word"]): row["role"] for row in _rows("small_words.csv")}


@cache
def kind_words() -> dict[str, tuple[str, ...]]:
    """Word → the kinds of meetings or initiatives that it may ask for."""
    return {plain(row["word"]): tuple(row["kinds"].split()) for row in _rows("kind_words.csv")}


@cache
def months() -> dict[str, tuple[int, bool]]:
    """Word → the month it means, and whether it means that wherever it stands."""
    return {plain(row["word"]): (int(row["month"]), row["sure"] == "yes") for row in _rows("months.csv")}


def plain(word: str) -> str:
    """A word as it is compared with these: without accents and capitals, in its own letters."""
    return without_marks(word).casefold()


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
