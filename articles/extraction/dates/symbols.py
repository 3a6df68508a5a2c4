"""Words as symbols: what each token can be in a date, so that rules are patterns over symbols.

A text becomes a string with one character for each word (a token, or a part of one such as the `19` of `19–20`),
which the rules search with ordinary regular expressions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from itertools import count
from typing import NamedTuple

from articles.extraction import lexicon

#: Agencies close a report with it, and the tokenizer leaves it on the last word: 'next year./.'
END_MARK = "./."
#: Bare numbers of four digits in this range can be years.
YEARS = range(1000, 2101)

#: Symbols of numbers, and of what is no part of a date; all others come from the lexicon `dates_words.tsv`.
OTHER, BREAK = "OTHER", "BREAK"
_COMPUTED = (
    OTHER,
    BREAK,
    "COMMA",
    "DAY_NUMBER",
    "SHORT_YEAR",
    "ZERO_LED",
    "YEAR_NUMBER",
    "NUMBER",
    "ORDINAL_NUMBER",
    "DECADE_NUMBER",
    "NUMERIC_DATE",
    "UNCLEAR_DATE",
)
#: Symbols that stand for any of several.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "MONTH_ANY": ("MONTH_NAME", "MONTH_WORD", "MONTH_SHORT"),
    "WEEKDAY": ("WEEKDAY_NAME", "WEEKDAY_SHORT"),
    "DAY_ANY": ("DAY_NUMBER", "ZERO_LED", "ORDINAL_NUMBER"),
    "DIGITS2": ("DAY_NUMBER", "ZERO_LED", "SHORT_YEAR"),
    "COUNT": ("DAY_NUMBER", "SHORT_YEAR", "NUMBER", "NUMBER_WORD", "A", "VAGUE", "DOZEN"),
    "ORDINAL": ("ORDINAL_NUMBER", "ORDINAL_WORD"),
    "PREPOSITION": ("IN", "ON"),
    "LISTING": ("AND", "BUT", "COMMA"),
    "WEEKLY": ("WEEK", "WEEKEND"),
    "NTH": ("ORDINAL_NUMBER", "ORDINAL_WORD", "FINAL", "LAST"),
    "YEAR_PART": ("QUARTER_CODE", "HALF_CODE"),
    "WHICH": ("LAST", "PAST", "PREVIOUS", "NEXT", "COMING", "FOLLOWING", "THIS", "CURRENT", "THAT", "SAME"),
    "UNIT": ("DAY", "WEEKEND", "WEEK", "FORTNIGHT", "MONTH", "QUARTER", "YEAR", "DECADE", "CENTURY"),
    "UNITS": ("DAYS", "WEEKENDS", "WEEKS", "FORTNIGHTS", "MONTHS", "QUARTERS", "YEARS", "DECADES", "CENTURIES"),
    "DAYTIME_ANY": ("DAYTIME", "NIGHT"),
    "COUNTED": (
        "DAY",
        "WEEKEND",
        "WEEK",
        "FORTNIGHT",
        "MONTH",
        "QUARTER",
        "YEAR",
        "DECADE",
        "CENTURY",
        "DAYS",
        "WEEKENDS",
        "WEEKS",
        "FORTNIGHTS",
        "MONTHS",
        "QUARTERS",
        "YEARS",
        "DECADES",
        "CENTURIES",
    ),
    "SEASON_ANY": ("SEASON", "FALL"),
    "DECADE_ANY": ("DECADE_NUMBER", "DECADE_WORD"),
}


class Atom(NamedTuple):
    """A word or part of one: its symbol, its value (month 1-12, year, count …), its offsets in the token."""

    symbol: str
    value: int
    start: int
    end: int


class _Entry(NamedTuple):
    symbol: str
    value: int
    case: str


@cache
def symbol_characters() -> Mapping[str, str]:
    """Each symbol's own character; a group's are those of all its members."""
    names = dict.fromkeys([*_COMPUTED, *(row["symbol"] for row in lexicon.rows("dates_words"))])
    # the private use area: no character of the text can be mistaken for a symbol
    characters = {name: chr(code) for name, code in zip(names, count(0xE000), strict=False)}
    for group, members in GROUPS.items():
        characters[group] = "".join(characters[member] for member in members)
    return characters


@cache
def _words() -> Mapping[str, _Entry]:
    table: dict[str, _Entry] = {}
    for row in lexicon.rows("dates_words"):
        for word in row["words"].split(","):
            table[word.strip()] = _Entry(row["symbol"], int(row["value"]), row["case"])
    return table


@lru_cache(maxsize=100_000)
def atoms_of(text: str) -> tuple[Atom, ...]:
    """The atoms of one token: mostly one, several where dashes join dates ('mid-2016', '19–20', 'FY2020')."""
    if text.endswith(END_MARK) and len(text) > len(END_MARK):
        word = text.removesuffix(END_MARK)
        return (*atoms_of(word), _atom(BREAK, 0, len(word), END_MARK))
    return _parts(text) or (_atom(OTHER, 0, 0, text),)


def is_time_word(word: str) -> bool:
    """Is the word, in lower case, a unit of time, a weekday, a month or a season?"""
    entry = _words().get(word)
    return entry is not None and any(entry.symbol in GROUPS[group] for group in _TIMES)


_TIMES = ("UNIT", "UNITS", "WEEKDAY", "MONTH_ANY", "SEASON_ANY")


def _atom(symbol: str, value: int, start: int, text: str) -> Atom:
    return Atom(symbol_characters()[symbol], value, start, start + len(text))


def _parts(text: str, start: int = 0) -> tuple[Atom, ...]:
    single = _single(text)
    if single is not None:
        return (_atom(*single, start, text),)
    for pattern in _JOINED:
        match = pattern.fullmatch(text)
        if match:
            return _joined(match, start)
    return ()


def _single(text: str) -> tuple[str, int] | None:
    if text == ",":
        return "COMMA", 0
    if text.isspace():
        return BREAK, 0
    entry = _words().get(text.lower().replace("’", "'"))
    if entry and (not entry.case or text[0].isupper()):
        return entry.symbol, entry.value
    return _number(text) if any(character.isdigit() for character in text) else None


def _joined(match: re.Match[str], start: int) -> tuple[Atom, ...]:
    atoms: list[Atom] = []
    for group in range(1, (match.lastindex or 0) + 1):
        part = _parts(match[group], start + match.start(group))
        if not part:
            return ()
        atoms.extend(part)
    return tuple(atoms)


#: Tokens that hold several words of a date.
_JOINED = (
    re.compile(r"(.{2,}?)([-–—‐‑−])(.{1,})"),  # mid-2016, 18th-19th, Mar-2020
    re.compile(r"(\d)([-–—‐‑−])(.{1,})"),  # 3–5, 3rd–5th
    re.compile(r"([12]\d{3})(/)(\d\d|[12]\d{3})"),  # 2013/14
    re.compile(r"([A-Z][a-z]{2,3}\.)(\d{1,2})"),  # Nov.3
    re.compile(r"(FY)([12]\d{3})"),
)


def _number(text: str) -> tuple[str, int] | None:
    for pattern, read in _NUMBERS:
        match = pattern.fullmatch(text)
        if match:
            return read(match)
    return None


def _digits(match: re.Match[str]) -> tuple[str, int]:
    value, length = int(match[0]), len(match[0])
    if length == 4 and value in YEARS:
        return "YEAR_NUMBER", value
    if length == 2 and match[0][0] == "0":
        return "ZERO_LED", value
    if length <= 2 and value:
        return ("DAY_NUMBER" if value <= 31 else "SHORT_YEAR"), value
    return "NUMBER", value


def _decade(match: re.Match[str]) -> tuple[str, int]:
    value = int(match[1])
    return "DECADE_NUMBER", value if value > 99 else 1900 + value


def _numeric_date(match: re.Match[str]) -> tuple[str, int]:
    """3.2.2020 puts the day first; 3/2/2020 is the second of March or the third of February: not to be told."""
    first, mark, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
    readings = {_ordinal(year, second, first)}
    if mark != ".":
        readings.add(_ordinal(year, first, second))
    readings.discard(0)
    return ("NUMERIC_DATE", readings.pop()) if len(readings) == 1 else ("UNCLEAR_DATE" if readings else "NUMBER", 0)


def _year_first(match: re.Match[str]) -> tuple[str, int]:
    ordinal = _ordinal(int(match[1]), int(match[3]), int(match[4]))
    return ("NUMERIC_DATE", ordinal) if ordinal else ("NUMBER", 0)


def _ordinal(year: int, month: int, day: int) -> int:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return 0


_NUMBERS = (
    (re.compile(r"[0-9]{1,9}"), _digits),
    (re.compile(r"([0-9]{1,3})(?:st|nd|rd|th)", re.IGNORECASE), lambda match: ("ORDINAL_NUMBER", int(match[1]))),
    (re.compile(r"['’]?([12][0-9]{2}0|[2-9]0)['’]?s"), _decade),
    (re.compile(r"([0-3]?[0-9])([./-])([01]?[0-9])\2([12][0-9]{3})"), _numeric_date),
    (re.compile(r"([01]?[0-9])(/)([0-3]?[0-9])\2([12][0-9]{3})"), _numeric_date),
    (re.compile(r"([12][0-9]{3})([./-])([01]?[0-9])\2([0-3]?[0-9])"), _year_first),
    (re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*"), lambda match: ("NUMBER", int(match[0].replace(",", "")))),
    (re.compile(r"[0-9][0-9.,]*"), lambda match: ("NUMBER", 0)),
)
