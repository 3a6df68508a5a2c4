"""Token ranges as spans of the article's text."""

from __future__ import annotations

from spacy.tokens import Doc

from articles.extraction.facts import Span


def text_span(doc: Doc, start: int, end: int, offset: int) -> Span:
    """The words of a token range, blank space and line breaks at its ends left out; `offset` of the doc in the text."""
    while end - start > 1 and doc[end - 1].is_space:
        end -= 1
    while end - start > 1 and doc[start].is_space:
        start += 1
    words = doc[start:end]
    return Span(offset + words.start_char, offset + words.end_char)
