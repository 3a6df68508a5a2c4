"""Tables of articles: JSON lines and CSV, one article a row; a bad row is a failure, the others go on."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, Any, BinaryIO

from articles.reading.decoding import BYTE_ORDER_MARKS, SAMPLE_BYTES, detect
from articles.reading.raw_article import ColumnNames, RawArticle, ReadingError, ReadingFailure
from articles.reading.text import read_decoded, refuse_larger

JSON_LINES = {".jsonl", ".ndjson"}
TABLES = {*JSON_LINES, ".csv", ".tsv"}
CHUNK = 1 << 20
MAX_URL = 1000
MAX_ROW_ID = 200

Row = dict[str, Any]


def read_json_lines(
    file: BinaryIO, *, source: str, columns: ColumnNames, encoding: str | None, max_bytes: int, keep: bool = False
) -> Iterator[RawArticle | ReadingFailure]:
    """The articles of a JSON lines file; without the text column in its first row ReadingError.

    `keep`: keep the bytes of lines that cannot be read.
    """
    codec = encoding or "utf-8"
    first = True
    for number, line in enumerate(_lines(file, 2 * max_bytes), 1):
        at = f"{source}#line {number}"
        try:
            row = _json_row(line, codec, 2 * max_bytes, first=first)
            if row is None:
                continue
            if first:
                _require_text_column(list(row), columns)
            first = False
            yield replace(_article(row, number, source, columns, max_bytes), at=at)
        except _WithoutTextColumn:
            raise
        except ReadingError as error:
            first = False
            yield ReadingFailure(at, str(error), line if keep else None)
    if first:
        yield ReadingFailure(source, "empty: the file has no rows")


def read_table(
    file: BinaryIO, *, source: str, columns: ColumnNames, encoding: str | None, max_bytes: int
) -> Iterator[RawArticle | ReadingFailure]:
    """The articles of a CSV file with a header row; ReadingError where that lacks the text column."""
    codec = encoding or _table_encoding(file)
    csv.field_size_limit(max(max_bytes, 1))
    with io.TextIOWrapper(file, encoding=codec, newline="") as decoded:
        yield from _read_rows(_TableLines(decoded, 2 * max_bytes), source, columns, max_bytes)


def _read_rows(
    lines: _TableLines, source: str, columns: ColumnNames, max_bytes: int
) -> Iterator[RawArticle | ReadingFailure]:
    header_line = next(lines, "")
    if not header_line.strip():
        raise ReadingError("empty: the table has no header row")
    delimiter = max(",;\t", key=header_line.count)
    header = next(csv.reader([header_line], delimiter=delimiter), [])
    _require_text_column(header, columns)
    rows = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        at = f"{source}#line {lines.number + 1}"
        before = lines.number
        try:
            cells = next(rows)
            if lines.too_long > before:
                raise ReadingError(f"a row of more than {2 * max_bytes / 1e6:.1f} MB: split it into articles")
            if not any(cells):
                continue
            number += 1
            row = dict(zip(header, cells, strict=False))
            yield replace(_article(row, number, source, columns, max_bytes), at=at)
        except StopIteration:
            if not number:
                yield ReadingFailure(source, "empty: the table has no rows")
            return
        except csv.Error as error:
            yield ReadingFailure(at, f"not readable as CSV ({error}): check the quotes in this row")
        except ReadingError as error:
            yield ReadingFailure(at, str(error))


def looks_like_json_lines(start: bytes) -> bool:
    """Is the first line of some bytes a JSON object?"""
    line = start.removeprefix(codecs.BOM_UTF8).lstrip().split(b"\n", 1)[0]
    if not line.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def count_rows(path: Path) -> int:
    """Rows of a table: its line ends, which in CSV is an upper bound; 1 for a file that cannot be read."""
    try:
        with path.open("rb") as file:
            lines = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(CHUNK), b""))
    except OSError:
        return 1  # reading it will report why
    return max(lines - (path.suffix.lower() not in JSON_LINES), 1)


class _WithoutTextColumn(ReadingError):
    """The table as a whole cannot be read."""


def _require_text_column(found: list[str], columns: ColumnNames) -> None:
    if columns.text not in found:
        names = ", ".join(map(repr, found[:12])) or "none"
        raise _WithoutTextColumn(
            f"no column {columns.text!r} (columns: {names}): name the one that holds the text with --columns text=NAME"
        )


def _json_row(line: bytes, codec: str, limit: int, *, first: bool) -> Row | None:
    refuse_larger(len(line), limit)
    try:
        text = (line.removeprefix(codecs.BOM_UTF8) if first else line).decode(codec).strip()
    except UnicodeDecodeError as error:
        raise ReadingError(f"not readable as {codec} (byte {error.start}): save the file as UTF-8") from None
    if not text:
        return None
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadingError(f"not a JSON line ({error}): write one object a line") from None
    if not isinstance(row, dict):
        raise ReadingError(f"a JSON {type(row).__name__}, not an object: write one object a line")
    return row


def _article(row: Row, number: int, source: str, columns: ColumnNames, max_bytes: int) -> RawArticle:
    """The article of one row. Its raw bytes are the text, or, where the row says more, its columns as JSON."""
    used = {
        name: row[column]
        for name, column in (("date", columns.date), ("title", columns.title), ("url", columns.url))
        if row.get(column) not in (None, "")
    }
    text = _string(row, columns.text)
    url = _url(used.get("url"))
    row_id = row.get(columns.id)
    name = str(row_id) if row_id not in (None, "") else (url or str(number))
    if len(name) > max(MAX_ROW_ID, len(url)):
        raise ReadingError(f"its {columns.id!r} has {len(name)} characters, at most {MAX_ROW_ID} are read: shorten it")
    try:
        raw = _raw(text, used)
        name.encode()
    except UnicodeEncodeError as error:
        raise ReadingError(f"half a character (a lone surrogate, {error.reason}): mend its escapes") from None
    refuse_larger(len(text.encode()), max_bytes)
    return read_decoded(
        text,
        raw=raw,
        encoding="utf-8",
        id=name if row_id not in (None, "") else f"{Path(source).stem}-{number}",
        source=f"{source}#{name}",
        published=_day(used.get("date"), columns.date),
        title=_string(row, columns.title) if "title" in used else None,
        url=url,
    )


def _raw(text: str, used: Row) -> bytes:
    if not used:
        return text.encode()
    return json.dumps({"text": text, **used}, ensure_ascii=False, sort_keys=True, default=str).encode()


def _string(row: Row, column: str) -> str:
    value = row.get(column)
    if not isinstance(value, str):
        what = "nothing" if value is None else f"{str(value)[:40]!r} ({type(value).__name__})"
        raise ReadingError(f"column {column!r} holds {what}, not a text: fill it or remove the row")
    return value


def _url(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or not value.startswith(("http://", "https://")) or len(value) > MAX_URL:
        raise ReadingError(
            f"not a web address: {str(value)[:80]!r}; give one that starts with http:// or https:// "
            f"and has at most {MAX_URL} characters"
        )
    return value


def _day(value: object, column: str) -> date | None:
    """The day of a date or of a date with a time."""
    if value is None:
        return None
    words = str(value).strip()
    try:
        if len(words) == 10 or words[10] in "T ":
            return date.fromisoformat(words[:10])
    except (ValueError, IndexError):
        pass  # reported below, with the value
    raise ReadingError(f"bad date in column {column!r}: {words[:40]!r}; write it as YYYY-MM-DD")


def _lines(file: BinaryIO, limit: int) -> Iterator[bytes]:
    """Lines of a file; of one longer than `limit` only its beginning, which is longer than `limit` too."""
    while line := file.readline(limit + 1):
        yield line
        while len(line) > limit and line[-1:] != b"\n":
            line = file.readline(limit + 1)


class _TableLines:
    """Lines of a table. One longer than `limit` is passed over, all but an odd quote: the row is lost, the table
    is not. `too_long` is the number of the last such line."""

    def __init__(self, file: IO[str], limit: int) -> None:
        self.number = self.too_long = 0
        self._file, self._limit = file, limit

    def __iter__(self) -> _TableLines:
        return self

    def __next__(self) -> str:
        try:
            line = self._file.readline(self._limit + 1)
            if not line:
                raise StopIteration
            self.number += 1
            return self._pass_over(line) if len(line) > self._limit else line
        except UnicodeDecodeError as error:
            raise ReadingError(
                f"not readable as {error.encoding} after line {self.number} ({error.reason}): "
                "save the file as UTF-8 or name its encoding with --encoding"
            ) from None

    def _pass_over(self, line: str) -> str:
        self.too_long = self.number
        quotes = line.count('"')
        while line and line[-1] not in "\r\n":
            line = self._file.readline(self._limit + 1)
            quotes += line.count('"')
        return '"\n' if quotes % 2 else "\n"


def _table_encoding(file: BinaryIO) -> str:
    """Byte order mark, UTF-8 where all of the file is, else what its start looks like."""
    start = file.read(SAMPLE_BYTES)
    file.seek(0)
    for mark, encoding in BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return encoding
    if b"\0" in start:
        raise ReadingError("binary data (NUL bytes): give a CSV file in UTF-8")
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in iter(lambda: file.read(CHUNK), b""):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
        return "utf-8"
    except UnicodeDecodeError:
        return detect(start)
    finally:
        file.seek(0)
