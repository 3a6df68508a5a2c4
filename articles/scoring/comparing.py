"""When two names, places or dates count as the same."""

from __future__ import annotations

import re
import unicodedata

CHARS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("’‘ʼ`´′", "'"), **dict.fromkeys('."“”„«»', None),
        "đ": "d", "Đ": "D", "ð": "d", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i",
    }
)  # fmt: skip


def norm(name: str | None) -> str:
    """Casefold, strip diacritics, periods, quotes, leading 'the'; unify dashes, apostrophes, spaces."""
    folded = unicodedata.normalize("NFKD", (name or "").translate(CHARS)).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    return re.sub(r"\s*-\s*", "-", " ".join(folded.split())).removeprefix("the ")


def words(name: str | None) -> list[str]:
    """Words of a name in order; hyphens split, possessive 's and 'the' dropped."""
    return [w for w in re.findall(r"\w+", re.sub(r"'s\b|'", "", norm(name))) if w != "the"]


def similarity(a: str | None, b: str | None) -> float:
    """Jaccard similarity of two names' word sets (two empty names: 1)."""
    one, other = set(words(a)), set(words(b))
    return len(one & other) / len(one | other) if one | other else 1.0


def within(a: str | None, b: str | None) -> bool:
    """One place's words stand inside the other's; null equals null."""
    one, other = (f" {' '.join(words(x))} " for x in (a, b))
    return one == other if "  " in (one, other) else one in other or other in one


def interval(edtf: str) -> tuple[str, str]:
    """First and last day as comparable strings: '2020-02' -> ('2020-02-01', '2020-02-31')."""
    ends = (re.sub(r"[~?%.]", "", edtf).split("/") * 2)[:2]
    ends = [re.sub(r"^(\d{4})-(2[1-9]|3\d|4[01])$", r"\1", e) for e in ends]  # season -> its year
    return (
        ends[0].replace("X", "0") + "0000-01-01"[len(ends[0]) :],
        ends[1].replace("X", "9") + "9999-12-31"[len(ends[1]) :],
    )


def dates_overlap(a: str | None, b: str | None) -> bool:
    """Do two EDTF dates share a day? Null overlaps only null."""
    if not a or not b:
        return not a and not b
    (a0, a1), (b0, b1) = interval(a), interval(b)
    return a0 <= b1 and b0 <= a1
