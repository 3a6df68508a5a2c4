"""One text: its bytes become a raw article, or a ReadingError with reason and remedy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from articles.reading.checks import refuse_unless_news_text
from articles.reading.decoding import decode
from articles.reading.header import read_header
from articles.reading.raw_article import RawArticle, ReadingError
from articles.reading.titles import display_title

#: a news text of this size would be a book
DEFAULT_MAX_BYTES = 1_000_000


def read_text(
    raw: bytes, *, id: str, source: str, encoding: str | None = None, max_bytes: int = DEFAULT_MAX_BYTES
) -> RawArticle:
    """The article in some bytes: text as decoded, header read. `encoding` is the declared one, if any."""
    refuse_larger(len(raw), max_bytes)
    text, found = decode(raw, declared=encoding)
    return read_decoded(text, raw=raw, encoding=found, id=id, source=source)


def read_decoded(
    text: str,
    *,
    raw: bytes,
    encoding: str,
    id: str,
    source: str,
    published: date | None = None,
    title: str | None = None,
    url: str = "",
) -> RawArticle:
    """The article in a decoded text; `published` and `title`, where given, outrank its own header."""
    refuse_unless_news_text(text)
    header = read_header(text)
    if not text[header.body_start : header.body_end].strip():
        raise ReadingError("nothing but a header: there is no text after it")
    header = replace(
        header,
        published=published or header.published,
        title=(display_title(title, line=True) if title else None) or header.title,
    )
    return RawArticle(id=id, source=source, raw=raw, encoding=encoding, text=text, header=header, url=url)


def refuse_larger(size: int, max_bytes: int) -> None:
    """Raise ReadingError for more than `max_bytes`, before anything is done with them."""
    if size > max_bytes:
        raise ReadingError(
            f"too large: {size / 1e6:.1f} MB, at most {max_bytes / 1e6:.1f} MB are read as one article; "
            "split it into articles, or raise KB_MAX_ARTICLE_BYTES"
        )
