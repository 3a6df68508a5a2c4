"""The nouns of undertakings and the kinds that they tell, from the lexicons."""

from __future__ import annotations

from functools import cache

from articles.extraction import lexicon
from articles.extraction.words import plain


@cache
def nouns() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """First word → (words, kind, needs), longest first."""
    out: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in lexicon.rows("initiative_nouns"):
        words = tuple(row["noun"].split())
        out.setdefault(words[0], []).append((words, row["kind"], row["needs"]))
    for same in out.values():
        same.sort(key=lambda n: -len(n[0]))
    return out


@cache
def _head_nouns() -> dict[str, str]:
    """The noun that an undertaking's words are about ('memorandum' of 'memorandum of cooperation') → kind."""
    tables = (("initiative_nouns", "noun"), ("initiative_kinds", "words"))
    listed = [
        (row[column].partition(" of ")[0], row["kind"]) for table, column in tables for row in lexicon.rows(table)
    ]
    return {words.split()[-1]: kind for words, kind in reversed(listed)}


def head_kind(word: str) -> str:
    return _head_nouns().get(word) or _head_nouns().get(word.removesuffix("s"), "")


def initiative_kind(words: str) -> str:
    padded = f" {plain(words)} "
    return next((r["kind"] for r in lexicon.rows("initiative_kinds") if f" {r['words']} " in padded), "other")
