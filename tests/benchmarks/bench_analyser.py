"""How many words a second the analyser reads, beside spaCy's tokenizer, and what our own steps add; `make bench`.

All on one core and the same texts (the sample corpus), in turns within one run; of each the fastest round counts.
`steps_share`: the time of the steps after the pipeline as a share of the pipeline's.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date

import spacy

from articles.extraction import extract
from articles.extraction.pipeline import load_pipeline
from articles.importing.gazetteer import gazetteer_from_files
from tests.articles.gold import SAMPLE_CORPUS

PUBLISHED = date(2020, 2, 3)
ROUNDS = 3
#: words a second that the pipeline must read
FLOOR = 1_000


def test_analyser_words_a_second() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((SAMPLE_CORPUS / "texts").glob("*.txt"))]
    blank, nlp, gazetteer = spacy.blank("en"), load_pipeline(), gazetteer_from_files()
    words = sum(not token.is_space for doc in blank.pipe(texts) for token in doc)
    tasks: dict[str, Callable[[], object]] = {
        "blank": lambda: list(blank.pipe(texts)),
        "pipeline": lambda: list(nlp.pipe(texts)),
        "extract": lambda: [extract(text, published=PUBLISHED, nlp=nlp, gazetteer=gazetteer) for text in texts],
    }
    for task in tasks.values():  # matchers and caches are built once, not measured
        task()
    seconds = {name: min(_seconds(task) for _ in range(ROUNDS)) for name, task in tasks.items()}
    figures: dict[str, float] = {f"{name}_words_per_second": round(words / s) for name, s in seconds.items()}
    figures["steps_share"] = round((seconds["extract"] - seconds["pipeline"]) / seconds["pipeline"], 3)
    print("\n" + json.dumps({"texts": len(texts), "words": words, **figures}))
    assert figures["pipeline_words_per_second"] >= FLOOR


def _seconds(task: Callable[[], object]) -> float:
    started = time.process_time()
    task()
    return time.process_time() - started
