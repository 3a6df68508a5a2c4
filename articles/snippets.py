"""The place in an article that a search found, with the words marked.

Which words fit is told here by a rough stem, not by the index: it marks the few texts that a page shows, the same way
on every database, and in the text as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.safestring import SafeString

from articles.models import Article
from articles.reading.header import head_end
from kb.marked_text import Mark, marked_html
from kb.searching.questions import read_question
from kb.searching.terms import Term, without_marks

#: characters of the text that are shown, about a third of them before the first word found
LENGTH = 240
_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?<=...)(?:ies|ied|ing|edly|ed|es|s|ly|e|y|i)$")


def snippet(article: Article, typed: str) -> SafeString:
    """Some words of the text around the first find, each find marked; the beginning where the title has them."""
    head = head_end(article.text)
    finds = [find for find in find_terms(article.text, read_question(typed).spoken) if find[0] >= head]
    first = finds[0][0] if finds else 0
    start, end = _window(article.text, first, article.body_start if not finds or first >= article.body_start else head)
    marks = [Mark(begun, ended, "found-word") for begun, ended in finds]
    shown = marked_html(article.text, marks, start=start, end=end)
    begins = start <= max(head, article.body_start)
    return SafeString(("" if begins else "… ") + shown + (" …" if end < len(article.text) else ""))


def find_terms(text: str, terms: tuple[Term, ...]) -> Iterator[tuple[int, int]]:
    """Spans of the terms in a text, in order."""
    words = [(match.span(), root(match[0])) for match in _WORD.finditer(text)]
    wanted = [tuple(map(root, term.words)) for term in terms]
    for number, ((start, _end), stem) in enumerate(words):
        for roots in wanted:
            if stem == roots[0] and tuple(each for _span, each in words[number : number + len(roots)]) == roots:
                yield start, words[number + len(roots) - 1][0][1]
                break


def root(word: str) -> str:
    """A word without accents and its usual English endings: `Ministries` and `ministry` have one."""
    return _ENDING.sub("", without_marks(word).casefold())


def _window(text: str, first: int, least: int) -> tuple[int, int]:
    """What is shown around a place: from the beginning of a word, at `least` or later, to the end of one."""
    first = max(first, least)
    start = max(first - LENGTH // 3, least)
    if start > least:
        start = text.find(" ", start, first) + 1 or first
    end = min(start + LENGTH, len(text))
    if end < len(text):
        end = max(text.rfind(" ", first, end), first + 1) if " " in text[first:end] else end
    return start, end
