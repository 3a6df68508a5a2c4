"""Reading: files, folders, tables and standard input become raw articles with their headers."""

from articles.reading.again import Failed, read_again
from articles.reading.inputs import count_articles, read_articles
from articles.reading.named import read_named
from articles.reading.raw_article import ColumnNames, Header, RawArticle, ReadingError, ReadingFailure
from articles.reading.text import DEFAULT_MAX_BYTES, read_text
from articles.reading.web_addresses import canonical_address

__all__ = [
    "DEFAULT_MAX_BYTES",
    "ColumnNames",
    "Failed",
    "Header",
    "RawArticle",
    "ReadingError",
    "ReadingFailure",
    "canonical_address",
    "count_articles",
    "read_again",
    "read_articles",
    "read_named",
    "read_text",
]
