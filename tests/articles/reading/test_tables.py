"""JSON lines and CSV: one article a row, and what is wrong with a row told with its line."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

from articles.reading import ColumnNames, RawArticle, ReadingFailure, read_articles

TEXT = "Hanoi (KBW) – The ministers met."


def read(path: Path, content: str | bytes, **options: object) -> list[RawArticle | ReadingFailure]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_articles([path], **options))  # type: ignore[arg-type]


def told(results: list[RawArticle | ReadingFailure]) -> list[str]:
    """Ids of articles, and reasons of failures after their place."""
    return [
        each.id if isinstance(each, RawArticle) else f"{each.source.rpartition('/')[2]}: {each.reason}"
        for each in results
    ]


def test_tables_json_line_with_all_columns(tmp_path: Path) -> None:
    row = {"id": 7, "text": TEXT, "date": "2020-02-03T10:00:00Z", "title": "They met", "url": "https://kbw.example/7"}
    [article] = read(tmp_path / "wire.jsonl", json.dumps(row))
    assert isinstance(article, RawArticle)
    assert (article.id, article.url) == ("7", "https://kbw.example/7")
    assert article.source.endswith("wire.jsonl#7")
    assert (article.header.published, article.header.title) == (date(2020, 2, 3), "They met")
    assert (article.header.agency, article.header.dateline) == ("KBW", "Hanoi")
    assert article.text == TEXT
    assert json.loads(article.raw) == {key: row[key] for key in ("text", "date", "title", "url")}


def test_tables_csv_with_all_columns(tmp_path: Path) -> None:
    table = 'id,text,date,title,url\nx1,"Hanoi (KBW) – The ministers met,\n\nand talked.",2020-02-03,They met,\n'
    [article] = read(tmp_path / "wire.csv", table)
    assert isinstance(article, RawArticle)
    assert article.id == "x1"
    assert article.text == "Hanoi (KBW) – The ministers met,\n\nand talked."
    assert article.header.published == date(2020, 2, 3)


def test_tables_row_with_nothing_but_text_is_the_text_itself(tmp_path: Path) -> None:
    [article] = read(tmp_path / "wire.jsonl", json.dumps({"text": TEXT}))
    assert isinstance(article, RawArticle)
    assert article.raw == TEXT.encode()
    assert (article.id, article.source.rpartition("/")[2]) == ("wire-1", "wire.jsonl#1")


def test_tables_row_is_known_by_its_id_else_its_address_else_its_number(tmp_path: Path) -> None:
    rows = [{"text": TEXT, "id": "a"}, {"text": TEXT, "url": "http://x.example/b"}, {"text": TEXT}]
    results = read(tmp_path / "wire.jsonl", "\n".join(map(json.dumps, rows)))
    sources = [each.source.split("wire.jsonl#")[1] for each in results]
    assert sources == ["a", "http://x.example/b", "3"]


def test_tables_columns_under_other_names(tmp_path: Path) -> None:
    columns = ColumnNames(text="body", date="pubdate", title="headline", url="link", id="key")
    [article] = read(tmp_path / "w.csv", f"key,body,pubdate,headline,link\n9,{TEXT},2020-02-03,Met,\n", columns=columns)
    assert isinstance(article, RawArticle)
    assert (article.id, article.header.title, article.header.published) == ("9", "Met", date(2020, 2, 3))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables_csv_delimiters_and_encodings(tmp_path: Path, delimiter: str, encoding: str) -> None:
    table = delimiter.join(["id", "text"]) + "\r\n" + delimiter.join(["a", '"Élysée – they met; so, there"']) + "\r\n"
    [article] = read(tmp_path / "wire.csv", table.encode(encoding))
    assert isinstance(article, RawArticle)
    assert article.text == "Élysée – they met; so, there"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{broken", "not a JSON line"),
        ("[1, 2]", "a JSON list, not an object"),
        ("[" * 100_000, "not a JSON line"),
        ('{"text": 1' + "0" * 5000 + "}", "not a JSON line"),
        ('{"title": "no text"}', "column 'text' holds nothing"),
        ('{"text": 12}', "column 'text' holds '12' (int), not a text"),
        ('{"text": ""}', "empty"),
        ('{"text": "They met.", "date": "2020-13-01"}', "bad date in column 'date': '2020-13-01'"),
        ('{"text": "They met.", "date": "yesterday"}', "bad date"),
        ('{"text": "They met.", "date": 20200203}', "bad date"),
        ('{"text": "They met.", "url": "javascript:alert(1)"}', "not a web address: 'javascript:alert(1)'"),
        ('{"text": "They met.", "url": 5}', "not a web address"),
        ('{"text": "They met.", "title": 5}', "column 'title' holds '5' (int)"),
        ('{"text": "They met \\ud800."}', "half a character"),
        ('{"text": "They met.", "id": "\\udfff"}', "half a character"),
        ('{"text": "They\\u0000met."}', "NUL"),
        ('{"text": "They met.", "id": "' + "x" * 500 + '"}', "at most 200"),
        ("caf\xe9".encode("latin-1").decode("latin-1"), "not a JSON line"),
    ],
)
def test_tables_bad_json_line_is_told_with_its_number_and_the_others_go_on(
    tmp_path: Path, row: str, reason: str
) -> None:
    good = json.dumps({"text": TEXT, "id": "good"})
    results = told(read(tmp_path / "w.jsonl", f"{good}\n\n{row}\n{good.replace('good', 'last')}\n"))
    assert [results[0], results[2]] == ["good", "last"]
    assert results[1].startswith("w.jsonl#line 3: ")
    assert reason in results[1]


def test_tables_json_line_that_is_not_utf8(tmp_path: Path) -> None:
    results = told(read(tmp_path / "w.jsonl", b'{"text": "They met."}\n{"text": "caf\xe9"}\n{"text": "They left."}'))
    assert [results[0], results[2]] == ["w-1", "w-3"]
    assert "line 2: not readable as utf-8" in results[1]


def test_tables_enormous_json_line_is_passed_over(tmp_path: Path) -> None:
    rows = [json.dumps({"text": TEXT}), json.dumps({"text": "a" * 5_000}), json.dumps({"text": TEXT})]
    results = told(read(tmp_path / "w.jsonl", "\n".join(rows), max_bytes=1_000))
    assert [results[0], results[2]] == ["w-1", "w-3"]
    assert "line 2: too large" in results[1]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("w.jsonl", '{"body": "They met."}\n{"body": "They left."}', "no column 'text' (columns: 'body')"),
        ("w.csv", "id,body\n1,They met.\n", "no column 'text' (columns: 'id', 'body'): name the one"),
        ("w.csv", "", "no header row"),
        ("w.csv", "id,text\n", "no rows"),
        ("w.jsonl", "", "no rows"),
        ("w.jsonl", "\n\n", "no rows"),
        ("w.csv", b"id,text\n1,a\0b", "binary data"),
    ],
)
def test_tables_that_cannot_be_read_fail_once(tmp_path: Path, name: str, content: str | bytes, reason: str) -> None:
    [failure] = told(read(tmp_path / name, content))
    assert failure.startswith(f"{name}: ")
    assert reason in failure


def test_tables_bad_csv_rows_are_told_and_the_others_go_on(tmp_path: Path) -> None:
    rows = ["id,text,date", "a,They met.,2020-02-03", "b", "c,They met.,soon", "", "d,,", "e,They left.,", '"f",They.']
    results = told(read(tmp_path / "w.csv", "\n".join(rows)))
    assert [results[0], results[4], results[5]] == ["a", "e", "f"]
    assert "line 3: column 'text' holds nothing" in results[1]
    assert "line 4: bad date in column 'date': 'soon'" in results[2]
    assert "line 6: empty" in results[3]


def test_tables_enormous_csv_row_is_passed_over(tmp_path: Path) -> None:
    rows = ["id,text", "a,They met.", f"b,{'x' * 5_000}", f'c,"They met.\n{"y" * 5_000}"', "d,They left."]
    results = told(read(tmp_path / "w.csv", "\n".join(rows), max_bytes=1_000))
    assert [results[0], results[-1]] == ["a", "d"]
    assert "line 3: a row of more than" in results[1]
    assert "line 4: a row of more than" in results[2]


def test_tables_csv_with_an_open_quote_fails_and_says_where(tmp_path: Path) -> None:
    rows = ["id,text", "a,They met.", 'b,"They met.', *[f"c{n},They left again." for n in range(100)]]
    results = told(read(tmp_path / "w.csv", "\n".join(rows), max_bytes=500))
    assert results[0] == "a"
    assert "line 3: not readable as CSV" in results[1]


def test_tables_csv_that_turns_into_another_encoding_fails_and_says_where(tmp_path: Path) -> None:
    results = told(read(tmp_path / "w.csv", b"id,text\na,They met.\nb,They \x81 left.\n", encoding="utf-8"))
    assert results[0].startswith("w.csv")
    assert "not readable as utf-8" in results[0]


def test_tables_json_lines_on_standard_input() -> None:
    stdin = io.BytesIO(b'{"text": "They met.", "id": "a"}\n{"text": "They left."}\n{"nothing": 1}\n')
    results = list(read_articles(["-"], stdin=stdin))
    assert told(results)[:2] == ["a", "stdin-2"]
    assert [each.source for each in results] == ["stdin#a", "stdin#2", "stdin#line 3"]
