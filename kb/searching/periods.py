"""Times in a query: `February 2020`, `since 2018`, `2-4 February`, `from 2018 to 2020`, `2020-02-03`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kb.edtf import EdtfError, read_edtf
from kb.searching.terms import Term
from kb.searching.words import months, plain, small_words

_YEAR = re.compile(r"(19|20)\d\d")
_MONTH = re.compile(r"1[0-2]|0?[1-9]")
_DAY = re.compile(r"(3[01]|[12]\d|0?[1-9])(st|nd|rd|th)?")
#: Vietnamese writes month and year with a word before the number: tháng 2 năm 2020
_MONTH_WORD, _YEAR_WORD = "thang", "nam"


@dataclass(frozen=True)
class Period:
    """A time that is asked for: days from the first to the last (None: open), or a month of whatever year.

    `bound`: what somebody wrote as a limit (`since 2018`); a year without that can be part of a name, too.
    """

    terms: tuple[Term, ...] = field(compare=False)
    first: date | None = None
    last: date | None = None
    month: int = 0
    day: int = 0
    bound: bool = False

    def __str__(self) -> str:
        return " ".join(term.typed for term in self.terms)

    @property
    def words(self) -> tuple[Term, ...]:
        """Its terms without small words: `2020` of `in 2020`."""
        return tuple(term for term in self.terms if plain(str(term)) not in small_words())


@dataclass
class _Reading:
    """What was read of the terms from a place on."""

    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    sure: bool = True
    #: the last year of a range of years
    last_year: int = 0


def read_periods(terms: Sequence[Term], named: frozenset[int]) -> tuple[list[Period], set[int]]:
    """The times among the terms, and the places of the terms that tell them. Terms that name somebody tell none."""
    tokens = [() if at in named or term.quoted else tuple(map(plain, term.words)) for at, term in enumerate(terms)]
    periods: list[Period] = []
    used: set[int] = set()
    at, between = 0, False
    while at < len(tokens):
        before = small_words().get(tokens[at - 1][0], None) if at and len(tokens[at - 1]) == 1 else None
        reading = _read(tokens, at)
        if reading is None or not (reading.sure or before is not None):
            at += 1
            continue
        role = "until" if between and periods else {"between": "since"}.get(before or "", before or "")
        begin = at - 1 if before is not None else at
        periods.append(_period(terms[begin : reading.end], reading, role))
        used |= set(range(begin, reading.end))
        between, at = before == "between", reading.end
    return periods, used


def _read(tokens: Sequence[tuple[str, ...]], at: int) -> _Reading | None:
    """A time that begins at a place, or None."""
    token = tokens[at]
    if len(token) > 1:
        return _read_digits(token, at + 1)
    reading = _read_month(tokens, at)
    if reading:
        return reading
    if _word(tokens, at) == _YEAR_WORD and _YEAR.fullmatch(_word(tokens, at + 1)):
        return _Reading(at + 2, year=int(_word(tokens, at + 1)))
    return _Reading(at + 1, year=int(token[0])) if token and _YEAR.fullmatch(token[0]) else None


def _read_digits(token: tuple[str, ...], end: int) -> _Reading | None:
    """`2020-02-03`, `2020-02`, `2016-2020`."""
    if not all(part.isascii() and part.isdigit() for part in token) or not _YEAR.fullmatch(token[0]):
        return None
    if len(token) == 2 and _YEAR.fullmatch(token[1]):
        return _Reading(end, year=int(token[0]), last_year=int(token[1])) if token[0] <= token[1] else None
    try:
        read_edtf("-".join((token[0], *(part.zfill(2) for part in token[1:]))))
    except EdtfError:
        return None
    return _Reading(end, int(token[0]), int(token[1]), int(token[2]) if len(token) > 2 else 0)


def _read_month(tokens: Sequence[tuple[str, ...]], at: int) -> _Reading | None:
    """`3 February 2020`, `Feb. 3rd, 2020`, `February`, `thang 2 nam 2020`."""
    day = 0
    if _DAY.fullmatch(_word(tokens, at)) and (_month(tokens, at + 1)):
        day, at = _number(_word(tokens, at)), at + 1
    found = _month(tokens, at)
    if not found:
        return None
    month, sure, at = found
    if not day and _DAY.fullmatch(_word(tokens, at)):
        day, at = _number(_word(tokens, at)), at + 1
    year = 0
    if _word(tokens, at) == _YEAR_WORD and _YEAR.fullmatch(_word(tokens, at + 1)):
        at += 1
    if _YEAR.fullmatch(_word(tokens, at)):
        year, at = int(_word(tokens, at)), at + 1
    return _Reading(at, year, month, day, sure or bool(day or year))


def _month(tokens: Sequence[tuple[str, ...]], at: int) -> tuple[int, bool, int] | None:
    """The month named at a place, whether it is one for sure, and where it ends."""
    word, number = _word(tokens, at), _word(tokens, at + 1)
    if word == _MONTH_WORD and _MONTH.fullmatch(number):
        return int(number), True, at + 2
    return (*months()[word], at + 1) if word in months() else None


def _word(tokens: Sequence[tuple[str, ...]], at: int) -> str:
    """The single word at a place; nothing where there is none, or several."""
    return tokens[at][0] if at < len(tokens) and len(tokens[at]) == 1 else ""


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _period(terms: Sequence[Term], reading: _Reading, role: str) -> Period:
    """The days that a reading means, opened at one end where a word before it says so."""
    if not reading.year:
        return Period(tuple(terms), month=reading.month, day=reading.day)
    parts = [f"{reading.year:04}", f"{reading.month:02}", f"{reading.day:02}"]
    try:
        days = read_edtf("-".join(parts[: 3 if reading.day else 2 if reading.month else 1]))
    except EdtfError:  # 31 February is no day: what is meant is the month
        days = read_edtf("-".join(parts[:2]))
    last = date(reading.last_year, 12, 31) if reading.last_year else days.latest
    return Period(
        tuple(terms),
        first=None if role == "until" else days.earliest,
        last=None if role == "since" else last,
        bound=role in ("since", "until"),
    )
