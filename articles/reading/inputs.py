"""Inputs by name: files, folders, patterns and standard input, one after another, nothing kept in memory."""

from __future__ import annotations

import glob
import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from articles.reading.decoding import known_encoding
from articles.reading.raw_article import ColumnNames, RawArticle, ReadingError, ReadingFailure
from articles.reading.tables import JSON_LINES, TABLES, count_rows, looks_like_json_lines, read_json_lines, read_table
from articles.reading.text import DEFAULT_MAX_BYTES, read_text, refuse_larger

STDIN = "-"
#: what is read out of folders; files named outright may have any ending
SUFFIXES = {".txt", ".text", *TABLES}
#: columns of the database
MAX_SOURCE = 1000


def read_articles(
    paths: Sequence[str | Path],
    *,
    columns: ColumnNames | None = None,
    stdin: BinaryIO | None = None,
    encoding: str | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> Iterator[RawArticle | ReadingFailure]:
    """Every article of the inputs in a stable order; an input that gives none is a failure and harms no other.

    `paths`: files, folders (read recursively), patterns, and `-` for standard input. `encoding` is what
    texts without a byte order mark are declared to be; without it they are UTF-8 or detected.
    """
    columns = columns or ColumnNames()
    declared = known_encoding(encoding) if encoding else None
    for path in expand(paths):
        if isinstance(path, ReadingFailure):
            yield path
        elif path is None:
            yield from _read_stdin(stdin, columns, declared, max_bytes)
        elif path.suffix.lower() in TABLES:
            yield from _read_table_file(path, columns, declared, max_bytes)
        else:
            yield _read_file(path, declared, max_bytes)


def count_articles(paths: Sequence[str | Path]) -> int:
    """How many articles the inputs will give, for a progress bar; standard input counts as one."""
    return sum(
        count_rows(path) if isinstance(path, Path) and path.suffix.lower() in TABLES else 1 for path in expand(paths)
    )


def expand(paths: Sequence[str | Path]) -> Iterator[Path | ReadingFailure | None]:
    """Files of the inputs, each once, those of a folder sorted; None for standard input."""
    seen: set[Path | None] = set()
    for given in paths:
        found: Sequence[Path | None] = [None] if str(given) == STDIN else _files(Path(given))
        if not found:
            yield ReadingFailure(source_of(Path(given)), _nothing_found(Path(given)))
        for path in found:
            if path not in seen:
                seen.add(path)
                yield path


def source_of(path: Path) -> str:
    """The name under which an input is known: relative to the current directory where inside it, else absolute."""
    absolute = Path(os.path.abspath(path))
    cwd = Path.cwd()
    name = absolute.relative_to(cwd) if absolute.is_relative_to(cwd) else absolute
    return os.fsencode(name.as_posix()).decode("utf-8", "backslashreplace")


def _files(path: Path) -> Sequence[Path]:
    if path.is_dir():
        inside = (
            Path(folder, name)
            for folder, folders, names in os.walk(path)
            for name in names
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES
        )
        return sorted(inside)
    if path.exists():
        return [path]
    return [each for name in sorted(glob.glob(str(path), recursive=True)) for each in _files(Path(name))]


def _nothing_found(path: Path) -> str:
    if path.is_dir():
        return f"no articles in this folder: it holds no file that ends in {', '.join(sorted(SUFFIXES))}"
    if glob.has_magic(str(path)):
        return "no file matches this pattern: check the path"
    return "no such file or folder: check the path"


def _read_file(path: Path, encoding: str | None, max_bytes: int) -> RawArticle | ReadingFailure:
    source = source_of(path)
    try:
        _refuse_name(path, source)
        with path.open("rb") as file:
            refuse_larger(os.fstat(file.fileno()).st_size, max_bytes)
            raw = file.read(max_bytes + 1)
        return read_text(raw, id=path.stem, source=source, encoding=encoding, max_bytes=max_bytes)
    except OSError as error:
        return ReadingFailure(source, f"cannot be opened: {error.strerror}")
    except ReadingError as error:
        return ReadingFailure(source, str(error))


def _read_table_file(
    path: Path, columns: ColumnNames, encoding: str | None, max_bytes: int
) -> Iterator[RawArticle | ReadingFailure]:
    source = source_of(path)
    read = read_json_lines if path.suffix.lower() in JSON_LINES else read_table
    try:
        _refuse_name(path, source)
        with path.open("rb") as file:
            yield from read(file, source=source, columns=columns, encoding=encoding, max_bytes=max_bytes)
    except OSError as error:
        yield ReadingFailure(source, f"cannot be opened: {error.strerror}")
    except ReadingError as error:
        yield ReadingFailure(source, str(error))


def _read_stdin(
    stdin: BinaryIO | None, columns: ColumnNames, encoding: str | None, max_bytes: int
) -> Iterator[RawArticle | ReadingFailure]:
    """Standard input: one text, or JSON lines where its first line is an object."""
    if stdin is None:
        raise ValueError("read_articles got '-' without stdin=: pass sys.stdin.buffer")
    start = stdin.read(max_bytes + 1)
    try:
        if looks_like_json_lines(start):
            whole = io.BufferedReader(_Rejoined(start, stdin))
            yield from read_json_lines(
                whole, source="stdin", columns=columns, encoding=encoding, max_bytes=max_bytes, keep=True
            )
        else:
            yield read_text(start, id="stdin-1", source="stdin-1", encoding=encoding, max_bytes=max_bytes)
    except ReadingError as error:
        yield ReadingFailure("stdin-1", str(error), start if 0 < len(start) <= max_bytes else None)


class _Rejoined(io.RawIOBase):
    """A stream whose start was read already."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = io.BytesIO(start), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._start.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _refuse_name(path: Path, source: str) -> None:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise ReadingError("the file's name is not UTF-8: rename it") from None
    if len(source) > MAX_SOURCE:
        raise ReadingError(f"the path has {len(source)} characters, at most {MAX_SOURCE} can be stored: shorten it")
