"""Numbers over time as columns side by side: one for each of a few series in each month, quarter or year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, FOOT, LEFT = 960.0, 200.0, 26.0, 34.0
_PATTERNS = {1: "M Y", 3: "M Y", 12: "Y"}


@dataclass(frozen=True)
class Column:
    x: float
    y: float
    width: float
    height: float
    series: int
    number: int
    first: date
    last: date


@dataclass(frozen=True)
class Stretch:
    """A month, quarter or year, with the middle of its columns; `written` says whether its name has room."""

    x: float
    first: date
    last: date
    pattern: str
    numbers: tuple[int, ...]
    written: bool


@dataclass(frozen=True)
class Columns:
    columns: tuple[Column, ...]
    stretches: tuple[Stretch, ...]
    most: int
    width: float = WIDTH
    height: float = HEIGHT
    foot: float = HEIGHT - FOOT
    left: float = LEFT
    words: float = HEIGHT - 8


def stretches(first: date, last: date, *, most: int = 24) -> tuple[int, list[tuple[date, date]]]:
    """The period in months, quarters, years or decades: as few months each as make at most `most` of them."""
    whole = (last.year - first.year) * 12 + last.month - first.month + 1
    months = next((step for step in (1, 3, 12, 60, 120) if whole <= step * most), 1200)
    number = first.year * 12 + first.month - 1
    number -= number % months
    parts = []
    while number <= last.year * 12 + last.month - 1:
        after = date((number + months) // 12, (number + months) % 12 + 1, 1)
        parts.append((date(number // 12, number % 12 + 1, 1), date.fromordinal(after.toordinal() - 1)))
        number += months
    return months, parts


def lay_out_columns(series: Sequence[Sequence[date]], period: tuple[date, date]) -> Columns:
    """Columns of how many days of each series fall into each stretch of the period, from the first that has any to the
    last."""
    months, parts = stretches(*period)
    counts = [
        tuple(sum(1 for day in days if first <= day <= last) for days in series) for first, last in parts
    ]  # fmt: skip
    filled = [place for place, numbers in enumerate(counts) if any(numbers)] or [0]
    shown = slice(filled[0], filled[-1] + 1)
    parts, counts = parts[shown], counts[shown]
    most = max((number for numbers in counts for number in numbers), default=0) or 1
    step = (WIDTH - LEFT) / len(parts)
    width = min(step * 0.8 / max(len(series), 1), 26)
    every = max(1, -(-len(parts) // 14))
    top = HEIGHT - FOOT - 16
    columns, names = [], []
    for place, ((first, last), numbers) in enumerate(zip(parts, counts, strict=True)):
        middle = LEFT + step * (place + 0.5)
        names.append(
            Stretch(round(middle, 1), first, last, _PATTERNS.get(months, "Y"), numbers, place % every == 0)
        )  # fmt: skip
        for which, number in enumerate(numbers):
            if number:
                height = round(top * number / most, 1)
                x = middle + width * (which - len(series) / 2)
                columns.append(
                    Column(round(x, 1), HEIGHT - FOOT - height, round(width - 1, 1), height, which, number, first, last)
                )
    return Columns(tuple(columns), tuple(names), most)
