"""Inputs that are no files here: bytes with the name that they had elsewhere, read by the same rules."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePath

from articles.reading.raw_article import ColumnNames, RawArticle, ReadingError, ReadingFailure
from articles.reading.tables import JSON_LINES, TABLES, read_json_lines, read_table
from articles.reading.text import DEFAULT_MAX_BYTES, read_text


def read_named(
    raw: bytes, *, name: str, source: str, max_bytes: int = DEFAULT_MAX_BYTES
) -> Iterator[RawArticle | ReadingFailure]:
    """The articles in some bytes: a table's rows where the name ends like a table's, else one text.

    `source`: what stands for the path that a file would have.
    """
    suffix = PurePath(name).suffix.lower()
    try:
        if suffix in TABLES:
            read = read_json_lines if suffix in JSON_LINES else read_table
            yield from read(io.BytesIO(raw), source=source, columns=ColumnNames(), encoding=None, max_bytes=max_bytes)
        else:
            yield read_text(raw, id=PurePath(name).stem or name, source=source, max_bytes=max_bytes)
    except ReadingError as error:
        yield ReadingFailure(source, str(error))
