"""Inputs by name: files, folders, patterns and standard input, in a stable order."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import pytest

from articles.reading import RawArticle, ReadingError, ReadingFailure, count_articles, read_articles

TEXT = "Hanoi (KBW) – The ministers met."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current directory with articles at several depths, and files that are none."""
    monkeypatch.chdir(tmp_path)
    for name in ("news/b.txt", "news/a.txt", "news/deep/er/c.TXT", "news/d.text", "news/.hidden.txt", "news/e.pdf"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    (tmp_path / "news/table.jsonl").write_text('{"text": "They met."}\n{"text": "They left."}\n', encoding="utf-8")
    return tmp_path


def sources(results: list[RawArticle | ReadingFailure]) -> list[str]:
    return [each.source for each in results]


def test_inputs_folder_is_read_recursively_in_order(folder: Path) -> None:
    assert sources(list(read_articles(["news"]))) == [
        "news/a.txt", "news/b.txt", "news/d.text", "news/deep/er/c.TXT", "news/table.jsonl#1", "news/table.jsonl#2",
    ]  # fmt: skip
    assert count_articles(["news"]) == 6


def test_inputs_are_read_once_however_often_they_are_named(folder: Path) -> None:
    assert sources(list(read_articles(["news/b.txt", "news/*.txt", "news/b.txt"]))) == ["news/b.txt", "news/a.txt"]


def test_inputs_patterns(folder: Path) -> None:
    assert sources(list(read_articles(["news/**/*.TXT"]))) == ["news/deep/er/c.TXT"]


def test_inputs_file_with_any_ending_is_read_when_named(folder: Path) -> None:
    [article] = read_articles(["news/e.pdf"])
    assert isinstance(article, RawArticle)
    assert (article.id, article.source) == ("e", "news/e.pdf")


def test_inputs_outside_the_current_directory_are_known_by_their_whole_path(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "news/deep")
    assert sources(list(read_articles(["../a.txt", "er/c.TXT"]))) == [f"{folder}/news/a.txt", "er/c.TXT"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("nowhere.txt", "no such file or folder"),
        ("nowhere/*.txt", "no file matches this pattern"),
        ("empty", "no articles in this folder"),
    ],
)
def test_inputs_that_are_not_there_are_failures(folder: Path, path: str, reason: str) -> None:
    (folder / "empty").mkdir()
    first, second = read_articles([path, "news/a.txt"])
    assert isinstance(first, ReadingFailure)
    assert first.source == path
    assert first.reason.startswith(reason)
    assert isinstance(second, RawArticle)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("binary.txt", bytes(range(256)) * 10),
        ("html.txt", b"<html><body>The ministers met.</body></html>"),
        ("date.txt", b"date 2020-02-31 They met."),
    ],
)
def test_inputs_bad_file_harms_no_other(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    results = list(read_articles(["news/a.txt", name, "news/b.txt"]))
    assert [type(each) for each in results] == [RawArticle, ReadingFailure, RawArticle]
    assert results[1].source == name


def test_inputs_enormous_file_is_not_read(folder: Path) -> None:
    with (folder / "line.txt").open("wb") as file:
        file.truncate(50_000_000_000)
    begun = time.perf_counter()
    [failure] = read_articles(["line.txt"])
    assert time.perf_counter() - begun < 10
    assert isinstance(failure, ReadingFailure)
    assert failure.reason.startswith("too large: 50000.0 MB, at most 1.0 MB")


def test_inputs_device_without_end_is_not_read_to_its_end() -> None:
    [failure] = read_articles(["/dev/zero"], max_bytes=1000)
    assert isinstance(failure, ReadingFailure)


def test_inputs_file_with_a_name_that_is_not_utf8(folder: Path) -> None:
    name = b"odd-\xff.txt"
    Path(os.fsdecode(name)).write_text(TEXT, encoding="utf-8")
    [failure] = read_articles(["odd*.txt"])
    assert isinstance(failure, ReadingFailure)
    assert (failure.source, failure.reason) == ("odd-\\xff.txt", "the file's name is not UTF-8: rename it")


def test_inputs_dangling_link_is_a_failure(folder: Path) -> None:
    (folder / "news/broken.txt").symlink_to("gone.txt")
    failures = [each for each in read_articles(["news"]) if isinstance(each, ReadingFailure)]
    assert [(each.source, each.reason) for each in failures] == [
        ("news/broken.txt", "cannot be opened: No such file or directory")
    ]


def test_inputs_standard_input_is_one_text() -> None:
    [article] = read_articles(["-", "-"], stdin=io.BytesIO(b"date 2020-02-03 They met."))
    assert isinstance(article, RawArticle)
    assert (article.id, article.source) == ("stdin-1", "stdin-1")


def test_inputs_standard_input_without_text_is_a_failure() -> None:
    [failure] = read_articles(["-"], stdin=io.BytesIO(b""))
    assert failure == ReadingFailure("stdin-1", "empty: there is no text in it")


def test_inputs_declared_encoding(folder: Path) -> None:
    (folder / "serbian.txt").write_bytes("Vučić met Milanović.".encode("cp1250"))
    [article] = read_articles(["serbian.txt"], encoding="windows-1250")
    assert isinstance(article, RawArticle)
    assert (article.text, article.encoding) == ("Vučić met Milanović.", "cp1250")


def test_inputs_unknown_encoding_is_refused_at_once(folder: Path) -> None:
    with pytest.raises(ReadingError, match="unknown encoding 'klingon'"):
        list(read_articles(["news"], encoding="klingon"))
