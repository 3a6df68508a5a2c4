"""How many words a second the grammar of dates reads, on one core, beside the tokenizer.

    python -m tests.benchmarks.dates [FILE …]

Without files it reads the sample corpus. It prints one JSON object; exit code 1 below the floor of `--at-least`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import spacy
from spacy.tokens import Doc

from articles.extraction.dates import find_dates

SAMPLE = Path(__file__).parents[2] / "articles" / "sample_corpus" / "texts"
PUBLISHED = date(2020, 2, 3)
FLOOR = 50_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code tells whether the floor was reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5, help="the fastest of so many rounds counts (default 5)")
    parser.add_argument("--at-least", type=int, default=FLOOR, help=f"words a second (default {FLOOR:,})")
    options = parser.parse_args(arguments)
    texts = [path.read_text(encoding="utf-8") for path in options.files or sorted(SAMPLE.glob("*.txt"))]
    tokenizer = spacy.blank("en")
    started = time.perf_counter()
    docs = [tokenizer(text) for text in texts]
    tokenizing = time.perf_counter() - started
    seconds, found = min(_round(docs) for _ in range(options.rounds))
    words = sum(len(doc) for doc in docs)
    rate = round(words / seconds)
    figures = {
        "texts": len(docs),
        "words": words,
        "dates": found,
        "words_per_second": rate,
        "tokenizer_words_per_second": round(words / tokenizing),
    }
    print(json.dumps(figures))
    return 0 if rate >= options.at_least else 1


def _round(docs: Sequence[Doc]) -> tuple[float, int]:
    started = time.process_time()
    found = sum(len(find_dates(doc, published=PUBLISHED)) for doc in docs)
    return time.process_time() - started, found


if __name__ == "__main__":
    sys.exit(main())
