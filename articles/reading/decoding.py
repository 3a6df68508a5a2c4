"""Bytes to text: a byte order mark first, then the declared encoding, UTF-8, and a detected one."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from articles.reading.raw_article import ReadingError

#: UTF-32 before UTF-16: its little-endian mark begins with UTF-16's
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: first bytes of files that are often taken for texts
FILE_TYPES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a rich-text document"),
)
#: encodings in which English-language news is stored; detection chooses among them
ONE_BYTE = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp1258", "iso8859_2", "mac_roman"]
TWO_BYTES = ["gb18030", "big5", "shift_jis", "euc_kr"]
#: in so few bytes above ASCII any two look like a character of a two-byte encoding
TOO_FEW_FOR_TWO = 60
#: words in typographic quotes and dashes, and letters with the usual accents: what Windows-1252 looks like
WINDOWS_1252 = set("‘’“”–—…•€£§©®°·«»¿¡ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŠšŽžŒœß\xa0")
#: accented letters seldom stand three in a row in a language that Windows-1252 is made for
ACCENTS_IN_A_ROW = re.compile(r"[À-ÿ]{3}")
SAMPLE_BYTES = 64_000


def decode(raw: bytes, *, declared: str | None = None) -> tuple[str, str]:
    """The text of some bytes and the name of its encoding; ReadingError where they are no text."""
    _refuse_other_files(raw)
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return _decode_as(raw, encoding), encoding
    if b"\0" in raw:
        raise ReadingError(
            f"binary data (a NUL byte at position {raw.index(0)}): give a text file, "
            "or save UTF-16 text with a byte order mark"
        )
    if declared:
        return _decode_as(raw, declared), codecs.lookup(declared).name
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = detect(raw[:SAMPLE_BYTES])
        return _decode_as(raw, encoding), encoding


def detect(sample: bytes) -> str:
    """The encoding of bytes that are not UTF-8: Windows-1252 where it reads like one, else the best guess."""
    try:
        western = sample.decode("cp1252")
        if {char for char in western if char > "\x7f"} <= WINDOWS_1252 and not ACCENTS_IN_A_ROW.search(western):
            return "cp1252"
    except UnicodeDecodeError:
        pass  # five bytes mean nothing in Windows-1252: it is another encoding
    above_ascii = sum(byte > 0x7F for byte in sample)
    candidates = ONE_BYTE if above_ascii < TOO_FEW_FOR_TWO else ONE_BYTE + TWO_BYTES
    best = from_bytes(sample, cp_isolation=candidates).best()
    if best is None:
        raise ReadingError(
            "unreadable: neither UTF-8 nor any encoding that could be detected; "
            "save the file as UTF-8 or name its encoding with --encoding"
        )
    return best.encoding


def known_encoding(name: str) -> str:
    """The name of an encoding as Python knows it; ReadingError for an unknown one."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise ReadingError(f"unknown encoding {name!r}: name one such as utf-8, cp1252, gb18030") from None


def _decode_as(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"not readable as {encoding} (byte {error.start}: {error.reason}): "
            "save the file as UTF-8 or name its encoding with --encoding"
        ) from None


def _refuse_other_files(raw: bytes) -> None:
    for start, name in FILE_TYPES:
        if raw.startswith(start):
            raise ReadingError(f"this is {name}, not a text: save its text as a .txt file in UTF-8")
