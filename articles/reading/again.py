"""Inputs that could not be read, or not be taken in, are read once more: they and no others."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from articles.reading.inputs import read_articles
from articles.reading.raw_article import ColumnNames, RawArticle, ReadingError, ReadingFailure
from articles.reading.tables import TABLES, looks_like_json_lines, read_json_lines
from articles.reading.text import DEFAULT_MAX_BYTES, read_text

#: a row of a table: the file, and what it is called in it
ROW = re.compile(rf"(?P<table>.+(?:{'|'.join(map(re.escape, sorted(TABLES)))}))#.+", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Failed:
    """An input that failed: its name, and its bytes where they stood on standard input."""

    source: str
    original: bytes | None = None


class _Options(TypedDict):
    columns: ColumnNames
    encoding: str | None
    max_bytes: int


def read_again(
    failed: Sequence[Failed],
    *,
    columns: ColumnNames | None = None,
    encoding: str | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> Iterator[tuple[Failed, RawArticle | ReadingFailure]]:
    """Each failed input with what it gives now, by the options that it was read by.

    Of a table only the rows that failed are read; one that is no longer there fails with that reason.
    """
    options: _Options = {"columns": columns or ColumnNames(), "encoding": encoding, "max_bytes": max_bytes}
    rows: dict[str, dict[str, Failed]] = {}
    for each in failed:
        if each.original is not None:
            yield each, _read_kept(each, **options)
        elif each.source.startswith("stdin"):
            yield each, ReadingFailure(each.source, "it came on standard input and was not kept: give it once more")
        elif row := ROW.fullmatch(each.source):
            rows.setdefault(row["table"], {})[each.source] = each
        else:
            for read in read_articles([each.source], **options):
                yield each, read
    for table, wanted in rows.items():
        yield from _read_rows(table, wanted, **options)


def _read_rows(
    table: str, wanted: dict[str, Failed], *, columns: ColumnNames, encoding: str | None, max_bytes: int
) -> Iterator[tuple[Failed, RawArticle | ReadingFailure]]:
    missing = dict(wanted)
    for read in read_articles([table], columns=columns, encoding=encoding, max_bytes=max_bytes):
        names = (read.source, read.at) if isinstance(read, RawArticle) else (read.source,)
        if isinstance(read, ReadingFailure) and read.source == table:
            # the table as a whole cannot be read any more
            yield from ((each, ReadingFailure(each.source, read.reason)) for each in wanted.values())
            return
        for each in {missing.pop(name) for name in names if name in missing}:
            yield each, read
    for each in missing.values():
        yield each, ReadingFailure(each.source, "no such row in the table any more: it was taken out or renamed")


def _read_kept(
    failed: Failed, *, columns: ColumnNames, encoding: str | None, max_bytes: int
) -> RawArticle | ReadingFailure:
    """A text from standard input, or a line of JSON of it, as it was kept."""
    source, original = failed.source, failed.original or b""
    try:
        if "#" not in source and not looks_like_json_lines(original):
            return read_text(original, id=source, source=source, encoding=encoding, max_bytes=max_bytes)
        whole = io.BytesIO(original)
        read = next(iter(read_json_lines(whole, source="stdin", columns=columns, encoding=encoding,
                                         max_bytes=max_bytes)))  # fmt: skip
    except ReadingError as error:
        return ReadingFailure(source, str(error), original)
    if isinstance(read, ReadingFailure):
        return ReadingFailure(source, read.reason, original)
    return replace(read, source=source)
