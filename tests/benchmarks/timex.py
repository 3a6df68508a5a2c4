"""Dates found against dates marked by people: TIMEX values, counted as TempEval-3 counts them.

A marked document is one JSON object a line: `id`, `text`, `document_date` (ISO), `gold`: a list of
`{"start", "end", "value"}` with offsets in code points and TIMEX values ('2020-02-03', '2020-W06', '2020-Q1', 'P3D').
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.extraction.calendar import Interval, unit_of
from kb.edtf import read_edtf

_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
_SEASON = re.compile(r"(\d{4})-(2[1-4])")
_FULL_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Timex:
    """Words that tell a time, with their TIMEX value (empty: none)."""

    start: int
    end: int
    value: str

    @property
    def resolved(self) -> bool:
        """Does the value begin with a full year? Not so 'PRESENT_REF', lengths of time, decades and centuries."""
        return bool(_FULL_YEAR.match(self.value))

    def overlaps(self, other: Timex) -> bool:
        return self.start < other.end and other.start < self.end

    def same_words(self, other: Timex) -> bool:
        return (self.start, self.end) == (other.start, other.end)


def timex_value(edtf: str | None) -> str:
    """The TIMEX value of a date in EDTF: weeks, quarters, halves, decades and seasons have names of their own there."""
    if edtf is None:
        return ""
    season = _SEASON.fullmatch(edtf)
    if season:
        return f"{season[1]}-{_SEASONS[season[2]]}"
    if "/" not in edtf:
        return edtf
    days = read_edtf(edtf)
    return _named(Interval(days.earliest, days.latest), edtf)


def _named(days: Interval, edtf: str) -> str:
    first = days.earliest
    year, week, _ = first.isocalendar()
    names = {
        "week": f"{year}-W{week:02}",
        "weekend": f"{year}-W{week:02}-WE",
        "quarter": f"{first.year}-Q{(first.month + 2) // 3}",
        "half": f"{first.year}-H{(first.month + 5) // 6}",
        "decade": f"{first.year // 10:03}",
        "century": f"{first.year // 100:02}",
    }
    return next((name for unit, name in names.items() if unit_of(unit, first) == days), edtf)


@dataclass
class Score:
    """Counts over documents. Relaxed: the words overlap; strict: they are the same."""

    gold: int = 0
    found: int = 0
    gold_met: int = 0
    found_met: int = 0
    exact: int = 0
    right: int = 0
    errors: list[tuple[str, str, str]] = field(default_factory=list)  # words, value marked, value found

    @property
    def relaxed(self) -> float:
        """F1 of the words."""
        return _f1(_share(self.found_met, self.found), _share(self.gold_met, self.gold))

    @property
    def strict(self) -> float:
        """F1 of the words, counted only where both ends agree."""
        return _f1(_share(self.exact, self.found), _share(self.exact, self.gold))

    @property
    def value_right(self) -> float:
        """The share of the marked dates met whose value is right."""
        return _share(self.right, self.gold_met)

    @property
    def value(self) -> float:
        """TempEval-3's value F1: that of the relaxed words times the share of values right."""
        return self.relaxed * self.value_right

    def figures(self) -> dict[str, float]:
        shares = {name: round(getattr(self, name), 4) for name in ("relaxed", "strict", "value_right", "value")}
        return {"marked": self.gold, "found": self.found, **shares}


def count(score: Score, text: str, gold: Sequence[Timex], found: Sequence[Timex], *, resolved: bool) -> None:
    """Add one document to a score.

    `resolved`: only what has a full year, without the time of day. A date found where something without one is marked
    ('three days') is then neither right nor wrong.
    """
    if resolved:
        undated = [timex for timex in gold if not timex.resolved]
        gold = [timex for timex in gold if timex.resolved]
        found = [timex for timex in found if timex.resolved and (_met(timex, gold) or not _met(timex, undated))]
    score.gold += len(gold)
    score.found += len(found)
    score.found_met += sum(bool(_met(timex, gold)) for timex in found)
    for timex in gold:
        met = _met(timex, found)
        best = max(met, key=lambda other: (timex.same_words(other), _shared(timex, other)), default=None)
        score.gold_met += best is not None
        score.exact += best is not None and timex.same_words(best)
        right = best is not None and _comparable(best, resolved) == _comparable(timex, resolved)
        score.right += right
        if not right:
            score.errors.append((text[timex.start : timex.end], timex.value, best.value if best else "not found"))


def _met(timex: Timex, others: Iterable[Timex]) -> list[Timex]:
    return [other for other in others if timex.overlaps(other)]


def _shared(one: Timex, other: Timex) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _comparable(timex: Timex, resolved: bool) -> str:
    return timex.value.split("T")[0] if resolved else timex.value


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
