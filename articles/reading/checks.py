"""Is this an English news text? What is not is refused, with the reason and the remedy."""

from __future__ import annotations

import re
import unicodedata

from articles.reading.raw_article import ReadingError

#: frequent words of English prose that other languages in Latin letters hardly have
STOP_WORDS = frozenset(
    """
    the of and to that with from by are were be been has have this these its it he she they their
    his which who will would not but as into about after between said
    """.split()
)
#: English news has 17 % and more of them, lists of names 10 %, other languages 4 % and less
MIN_STOP_WORDS = 0.07
MIN_WORDS = 30
#: no news text has longer words, not even addresses
MAX_WORD = 5_000
#: languages and markup show in the first characters; the rest of a long text is not looked at
SAMPLE = 20_000
WORD = re.compile(r"[^\W\d_][\w\u0300-\u036f]*")
TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
#: share of a text's characters that may stand inside tags, and so many tags are no markup yet
MAX_MARKUP = 0.15
FEW_TAGS = 4
DOCUMENT_STARTS = ("<!doctype", "<html", "<?xml", "<rss", "<feed", "<head", "<body", "<div", "<article", "<p>")


def refuse_unless_news_text(text: str) -> None:
    """Raise ReadingError for a text without letters, a web page's source, or another language than English."""
    if not text.strip():
        raise ReadingError("empty: there is no text in it")
    if "\0" in text:
        raise ReadingError(f"contains a NUL character (position {text.index(chr(0))}): remove it")
    _refuse_data(text)
    sample = text[:SAMPLE]
    if not any(map(str.isalpha, sample)) and not any(map(str.isalpha, text)):
        raise ReadingError("no letters: there is no text to read in it")
    _refuse_markup(sample)
    _refuse_other_language(sample)


def english_share(text: str) -> float:
    """Share of English stop words among the words of a text (0-1)."""
    words = WORD.findall(text.casefold())
    return sum(word in STOP_WORDS for word in words) / len(words) if words else 0.0


def _refuse_data(text: str) -> None:
    longest = max(map(len, text.split()))
    if longest > MAX_WORD:
        raise ReadingError(
            f"not a text: it has a word of {longest:,} characters, as encoded data do; import its text alone"
        )


def _refuse_markup(text: str) -> None:
    if text.lstrip("\ufeff \t\r\n")[:20].lower().startswith(DOCUMENT_STARTS):
        raise ReadingError("HTML or XML markup: save the page's text as plain text (.txt) and import that")
    tags = TAG.findall(text)
    inside = sum(map(len, tags))
    if len(tags) > FEW_TAGS and inside > MAX_MARKUP * len(text):
        raise ReadingError(
            f"HTML or XML markup ({inside / len(text):.0%} of it are tags): "
            "save the page's text as plain text (.txt) and import that"
        )


def _refuse_other_language(text: str) -> None:
    letters = [char for char in text if char.isalpha()]
    foreign = sum(char > "\u024f" and not _is_latin(char) for char in letters)
    # a short text may be a foreign name with a date; one without any Latin letter is no English, however short
    if (letters and foreign == len(letters)) or (len(letters) >= MIN_WORDS and foreign > len(letters) / 2):
        raise ReadingError(
            f"not English: {foreign / len(letters):.0%} of its letters are not Latin; only English texts are read"
        )
    words = WORD.findall(text)
    share = english_share(text)
    if len(words) >= MIN_WORDS and share < MIN_STOP_WORDS:
        raise ReadingError(
            f"not English: {share:.0%} of its words are English stop words ({MIN_STOP_WORDS:.0%} or more expected); "
            "only English texts are read"
        )


def _is_latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith(("LATIN", "FULLWIDTH LATIN"))
