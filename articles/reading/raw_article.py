"""What reading gives: a text with its header, before anything is extracted from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


class ReadingError(ValueError):
    """An input that cannot be read as an article; the message names what, the value and the remedy."""


@dataclass(frozen=True)
class Header:
    """What the head and tail of a wire text say: `body_start`/`body_end` are code-point offsets of the text
    between header line, dateline and end mark (the part that is analysed)."""

    published: date | None
    agency: str | None
    dateline: str | None
    title: str | None
    body_start: int
    body_end: int


@dataclass(frozen=True)
class RawArticle:
    """`text` is the input as decoded, nothing stripped; `raw` its bytes as they came in.

    `at`: where a row of a table stands, by which it is named when it cannot be read (`wire.csv#line 7`).
    """

    id: str
    source: str
    raw: bytes
    encoding: str
    text: str
    header: Header
    url: str = ""
    at: str = ""


@dataclass(frozen=True)
class ReadingFailure:
    """An input that gave no article: its name, and the reason with its remedy in plain words.

    `original`: its bytes, where they cannot be read a second time (standard input).
    """

    source: str
    reason: str
    original: bytes | None = None


@dataclass(frozen=True)
class ColumnNames:
    """What the columns of tables are called."""

    id: str = "id"
    text: str = "text"
    date: str = "date"
    title: str = "title"
    url: str = "url"
