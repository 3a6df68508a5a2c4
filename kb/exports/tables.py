"""Lists as CSV, one line a record, streamed: no list is held in memory whole."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

#: what makes a cell begin a formula in spreadsheets
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: stands between the values of a cell that holds several
BETWEEN = "; "


@dataclass(frozen=True)
class Cell:
    """A column of a table: its value for a record, and what it means, for the page that explains the tables."""

    value: Callable[[Any], Any]
    about: Any


class _Line:
    """What csv writes into: each line is handed back instead of being kept."""

    def write(self, line: str) -> str:
        return line


def csv_lines(records: Iterable[Any], columns: Mapping[str, Cell]) -> Iterator[str]:
    """The head and one line a record; `columns` by their heads. UTF-8 with its mark, for spreadsheets."""
    writer = csv.writer(_Line())
    yield "\N{ZERO WIDTH NO-BREAK SPACE}" + str(writer.writerow(columns))
    for record in records:
        yield str(writer.writerow([cell(column.value(record)) for column in columns.values()]))


def cell(value: Any) -> str:
    """A value as text. Texts of strangers that spreadsheets would run as formulas get an apostrophe before them."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def together(values: Iterable[Any]) -> str:
    """Several values in one cell."""
    return BETWEEN.join(map(str, values))


def yes_or_no(value: bool) -> str:
    return "yes" if value else "no"
