"""The lexicons: words and patterns of English that the steps go by, as data files in `lexicons/`.

A `.txt` file is a list, one entry a line; a `.tsv` file is a table with a header line. `#` begins a comment.
Entries are matched in lower case unless the file's head says otherwise.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "lexicons"


class LexiconError(ValueError):
    """A lexicon file that cannot be used; the message names file, line and remedy."""


def _lines(name: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate((FOLDER / name).read_text(encoding="utf-8").splitlines(), 1):
        line = line.split("#", 1)[0].rstrip()
        if line.strip():
            yield number, line


@cache
def entries(name: str) -> frozenset[str]:
    """The entries of the list `lexicons/<name>.txt`, several a line where a comma divides them."""
    return frozenset(entry.strip() for _, line in _lines(f"{name}.txt") for entry in line.split(",") if entry.strip())


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of the table `lexicons/<name>.tsv`, each as {column: value}; a missing value is empty."""
    lines = list(_lines(f"{name}.tsv"))
    header = [column.strip() for column in lines[0][1].split("\t")]
    table = []
    for number, line in lines[1:]:
        values = [value.strip() for value in next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))]
        if len(values) > len(header):
            raise LexiconError(
                f"lexicons/{name}.tsv line {number}: {len(values)} values for {len(header)} columns;"
                " divide columns by one tab each"
            )
        table.append(dict(zip(header, values + [""] * (len(header) - len(values)), strict=True)))
    return tuple(table)


@cache
def phrases(name: str) -> frozenset[tuple[str, ...]]:
    """The entries of the list `name` as tuples of words."""
    return frozenset(tuple(entry.split()) for entry in entries(name))


@cache
def longest(name: str) -> int:
    """The number of words in the longest entry of the list `name`."""
    return max(len(words) for words in phrases(name))
