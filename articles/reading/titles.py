"""What a text is called on a page: its title line, else its first sentence, shortened."""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 120
SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][\"”’)]?(?=\s+[\"“‘(]?[^\W\d_a-z])")

PARAGRAPH_END = re.compile(r"\n[ \t\r]{0,20}\n")


def display_title(words: str, *, line: bool = False) -> str | None:
    """A title of at most MAX_LENGTH characters, one line, without control characters; None without words.

    `line`: the words are a title line and no running text, whose first sentence is to be found.
    """
    first = words if line else PARAGRAPH_END.split(words.lstrip(), maxsplit=1)[0]
    one_line = " ".join("".join(char for char in first if not _is_control(char)).split())
    if not line and (match := SENTENCE_END.search(one_line)):
        one_line = one_line[: match.end()]
    return shorten(one_line, MAX_LENGTH) or None


def shorten(words: str, length: int) -> str:
    """Cut after a whole word where possible, with an ellipsis."""
    if len(words) <= length:
        return words
    cut = words[: length - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at > length // 2 else cut).rstrip(" ,;:–—-") + "…"


def _is_control(char: str) -> bool:
    """Control characters and marks that turn the writing direction: they would garble a list of titles."""
    if char.isspace():
        return False
    return unicodedata.category(char) == "Cc" or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
