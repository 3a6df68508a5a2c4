"""The domain corpus as examples: which styles are held out, and how its texts are cut."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import spacy

from articles.extraction.sentences import sentence_bounds
from articles.reading.header import read_header
from training.examples import DomainReader, Example
from training.markup import read_corpus

CORPUS = Path(__file__).parent / "corpus"
#: whole styles, never trained on: they tell how the analyser reads agencies that it has not seen
HELD_OUT_STYLES: frozenset[str] = frozenset(
    {"bernama-like", "yonhap-like", "gulf-agency", "caucasus-agency", "dpa-like", "press-release", "mediation-report"}
)


def body(text: str) -> tuple[int, int]:
    """The part of a text that is analysed: all but its dateline and end mark."""
    header = read_header(text)
    return header.body_start, header.body_end


def read_domain(*, held_out: bool) -> list[Example]:
    return read_files(sorted(CORPUS.glob("*.txt")), held_out=held_out)


def read_files(paths: Iterable[Path], *, held_out: bool) -> list[Example]:
    """The documents of some files of the corpus: those of the held-out styles, or the others."""
    nlp = spacy.blank("en")
    nlp.add_pipe(sentence_bounds.__name__)
    reader = DomainReader(nlp, body)
    return [
        reader.example(document)
        for path in paths
        for document in read_corpus(path)
        if (document.head["style"] in HELD_OUT_STYLES) == held_out
    ]
