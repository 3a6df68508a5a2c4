"""The words that titles are made of, as the lexicons have them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.words import is_hyphen


@dataclass(frozen=True)
class HeadWords:
    """A title's head in the lexicon: `words` without hyphens; `addressed`: takes 'to …' or 'for …'."""

    words: tuple[str, ...]
    addressed: bool
    kind: str
    plural: bool
    country: str | None = None
    #: as it must be written, of a title told by its capitals ('PM')
    spelled: str | None = None


@cache
def heads() -> dict[str, list[HeadWords]]:
    """First word → the heads that begin with it, longest first; plurals as well."""
    out: dict[str, list[HeadWords]] = {}
    for row in lexicon.rows("title_heads"):
        words = tuple(row["head"].split())
        for form in (words, _plural(words)):
            head = HeadWords(form, row["addressed"] == "to", row["class"], form != words, row["country"] or None)
            out.setdefault(form[0], []).append(head)
    for short in abbreviations():
        for letters in (short, f"{short}s"):
            head = HeadWords((letters.lower(),), False, "body", letters != short, spelled=letters)
            out.setdefault(letters.lower(), []).append(head)
    for same in out.values():
        same.sort(key=lambda h: -len(h.words))
    return out


@cache
def abbreviations() -> dict[str, str]:
    """'PM' → 'Prime Minister'."""
    return {row["abbreviation"]: row["title"] for row in lexicon.rows("title_abbreviations")}


def spelled_out(words: str) -> str:
    """A title in words: 'Deputy PM' → 'Deputy Prime Minister', 'PMs' → 'Prime Ministers'."""
    return " ".join(abbreviations().get(w) or _spelled_plural(w) or w for w in words.split())


def _spelled_plural(word: str) -> str | None:
    long = abbreviations().get(word[:-1]) if word.endswith("s") else None
    return f"{long}s" if long else None


def _plural(words: tuple[str, ...]) -> tuple[str, ...]:
    """'Secretaries General', 'Foreign Ministers'."""
    i = 0 if len(words) > 1 and words[-1] in ("general", "state", "staff") else len(words) - 1
    word = words[i]
    plural = f"{word[:-1]}ies" if word.endswith("ry") else f"{word[:-3]}men" if word.endswith("man") else f"{word}s"
    return (*words[:i], plural, *words[i + 1 :])


@cache
def _singulars() -> dict[str, str]:
    """Plural word of a title → its singular."""
    pairs = (
        zip(_plural(tuple(r["head"].split())), r["head"].split(), strict=True) for r in lexicon.rows("title_heads")
    )
    return {plural: word for pair in pairs for plural, word in pair if plural != word}


def singular(words: str) -> str:
    """'Prime Ministers' → 'Prime Minister', 'Secretaries General' → 'Secretary General'."""
    out = []
    for word in words.split():
        one = _singulars().get(word.lower(), word)
        out.append(one.title() if one is not word and word[0].isupper() else one)
    return " ".join(out)


@cache
def modifiers() -> dict[str, str]:
    """Word before a head → its effect: part, former or drop."""
    return {row["word"]: row["effect"] for row in lexicon.rows("title_modifiers")}


def read_words(doc: Doc, i: int, words: tuple[str, ...]) -> int | None:
    """Token after `words` read from `i`, hyphens passed over; None if they do not stand there."""
    for n, word in enumerate(words):
        if n and i < len(doc) and is_hyphen(doc[i]):
            i += 1
        if i >= len(doc) or doc[i].lower_.replace("’", "'") != word:
            return None
        i += 1
    return i
