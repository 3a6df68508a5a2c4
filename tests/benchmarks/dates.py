"""How well and how fast the grammar of dates reads, on one core.

    python -m tests.benchmarks.dates [FILE …] [--analysed] [--errors]

A `.jsonl` file holds documents in which people marked the dates (its form: tests/benchmarks/timex.py): the dates found
are scored against them, all of them and those with a full year alone (`resolved`). Any other file is a text, whose
dates are only counted; a folder stands for its `.txt` files, and without files the sample corpus is read. It prints one
JSON object, with the words read a second beside the tokenizer; exit code 1 below the floor of `--at-least`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import spacy
from spacy.tokens import Doc

from articles.extraction.dates import DateMention, find_dates
from articles.extraction.mention_lists import date_expressions
from articles.extraction.pipeline import load_pipeline
from tests.benchmarks.timex import Score, Timex, count, timex_value

SAMPLE = Path(__file__).parents[2] / "articles" / "sample_corpus" / "texts"
PUBLISHED = date(2020, 2, 3)
FLOOR = 50_000


@dataclass(frozen=True)
class Document:
    """A text with its day of publication, and the dates marked in it (None: not marked)."""

    text: str
    published: date
    marked: tuple[Timex, ...] | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code tells whether the floor was reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=[SAMPLE])
    parser.add_argument("--rounds", type=int, default=5, help="the fastest of so many rounds counts (default 5)")
    parser.add_argument("--at-least", type=int, default=FLOOR, help=f"words a second (default {FLOOR:,})")
    parser.add_argument("--analysed", action="store_true", help="read with the trained analyser, as an import does")
    parser.add_argument("--errors", action="store_true", help="print each date with a full year that is not right")
    options = parser.parse_args(arguments)
    documents = [document for path in options.files or [SAMPLE] for document in read_documents(path)]
    tokenizer = load_pipeline() if options.analysed else spacy.blank("en")
    started = time.perf_counter()
    docs = [tokenizer(document.text) for document in documents]
    tokenizing = time.perf_counter() - started
    seconds, found = min((_round(docs, documents) for _ in range(options.rounds)), key=lambda timed: timed[0])
    words = sum(len(doc) for doc in docs)
    rate = round(words / seconds)
    figures = {
        "texts": len(docs),
        "words": words,
        "dates": sum(len(mentions) for mentions in found),
        "words_per_second": rate,
        "tokenizer_words_per_second": round(words / tokenizing),
    }
    print(json.dumps(figures | _scores(documents, found, errors=options.errors)))
    return 0 if rate >= options.at_least else 1


def read_documents(path: Path) -> Iterator[Document]:
    """The documents of a folder of texts, of a text, or of a file of marked ones."""
    if path.is_dir():
        for text in sorted(path.glob("*.txt")):
            yield from read_documents(text)
    elif path.suffix == ".jsonl":
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            marked = tuple(Timex(told["start"], told["end"], told["value"] or "") for told in row["gold"])
            yield Document(row["text"], date.fromisoformat(row["document_date"]), marked)
    else:
        yield Document(path.read_text(encoding="utf-8"), PUBLISHED)


def _round(docs: Sequence[Doc], documents: Sequence[Document]) -> tuple[float, list[list[DateMention]]]:
    started = time.process_time()
    found = [find_dates(doc, published=document.published) for doc, document in zip(docs, documents, strict=True)]
    return time.process_time() - started, found


def _scores(
    documents: Sequence[Document], found: Sequence[Sequence[DateMention]], *, errors: bool
) -> dict[str, dict[str, float]]:
    """The scores of all marked dates and of those with a full year; nothing where none are marked."""
    scores = {"all": Score(), "resolved": Score()}
    for document, mentions in zip(documents, found, strict=True):
        if document.marked is None:
            continue
        told = [
            Timex(expression.span.start, expression.span.end, timex_value(expression.edtf))
            for expression in date_expressions(mentions)
        ]
        for name, score in scores.items():
            count(score, document.text, document.marked, told, resolved=name == "resolved")
    for words, value, other in scores["resolved"].errors if errors else ():
        print(f"{words!r}: {value}, found {other}", file=sys.stderr)
    return {name: score.figures() for name, score in scores.items() if score.gold}


if __name__ == "__main__":
    sys.exit(main())
