"""The domain corpus as examples: which styles are held out, and how its texts are cut."""

from __future__ import annotations

import re
from pathlib import Path

import spacy

from training.examples import DomainReader, Example
from training.markup import read_corpus

CORPUS = Path(__file__).parent / "corpus"
#: whole styles, never trained on: they tell how the analyser reads agencies that it has not seen
HELD_OUT_STYLES: frozenset[str] = frozenset()
DATELINE = re.compile(
    r"^.{0,90}?(?:\([^()\n]{2,20}\)\s*[-–—]+\s|\. ?/[A-Z ]+/\.?\s|^[A-ZÀ-Ý][A-ZÀ-Ý ,./'-]{2,40}:\s|\s[—–]\s|[A-Z]\s-\s)"
)


def body(text: str) -> tuple[int, int]:
    """The part of a text that is analysed: all but its dateline."""
    match = DATELINE.match(text.split("\n", 1)[0])
    return (match.end() if match else 0), len(text)


def read_domain(*, held_out: bool) -> list[Example]:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    reader = DomainReader(nlp, body)
    return [
        reader.example(document)
        for path in sorted(CORPUS.glob("*.txt"))
        for document in read_corpus(path)
        if (document.head["style"] in HELD_OUT_STYLES) == held_out
    ]
