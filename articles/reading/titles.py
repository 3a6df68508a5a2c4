"""What a text is called on a page: its title line, else its first sentence, shortened."""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 120
SENTENCE_END = re.compile(r"(?P<word>[^\s.]{0,20})[.!?][\"”’)]?(?=\s+[\"“‘(]?[^\W\d_a-z])")
#: words whose full stop ends no sentence; nor does that of an initial (U.S.)
ABBREVIATIONS = frozenset(
    "Mr Mrs Ms Dr Prof Gen Col Lt Sen Rep Gov St No Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
)
PARAGRAPH_END = re.compile(r"\n[ \t\r]{0,20}\n")


def display_title(words: str, *, line: bool = False) -> str | None:
    """A title of at most MAX_LENGTH characters, one line, without control characters; None without words.

    `line`: the words are a title line and no running text, whose first sentence is to be found.
    """
    first = words if line else PARAGRAPH_END.split(words.lstrip(), maxsplit=1)[0]
    one_line = " ".join("".join(char for char in first if not _is_control(char)).split())
    return shorten(one_line if line else _first_sentence(one_line), MAX_LENGTH) or None


def shorten(words: str, length: int) -> str:
    """Cut after a whole word where possible, with an ellipsis."""
    if len(words) <= length:
        return words
    cut = words[: length - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at > length // 2 else cut).rstrip(" ,;:–—-") + "…"


def _first_sentence(words: str) -> str:
    for match in SENTENCE_END.finditer(words):
        word = match["word"].lstrip('(“"')
        if word not in ABBREVIATIONS and not (len(word) == 1 and word.isupper()):
            return words[: match.end()]
    return words


def _is_control(char: str) -> bool:
    """Control characters and marks that turn the writing direction: they would garble a list of titles."""
    if char.isspace():
        return False
    return unicodedata.category(char) == "Cc" or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
