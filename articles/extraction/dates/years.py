"""Whether a number is a year, a day of a month, or merely counts something."""

from __future__ import annotations

from articles.extraction.dates.context_words import context
from articles.extraction.dates.reading import Reading

#: Below this, a number needs 'in', 'since', 'of' … before it to be a year; so do round ones.
USUAL_YEARS = range(1800, 2101)


def is_year(reading: Reading, position: int) -> bool:
    """Does the number of four digits at this position stand for a year?"""
    before, after = reading.low(position - 1), reading.low(position + 1)
    if after in context("measure_after") or before in context("counted_before") | context("name_before"):
        return False
    if before == "and" and reading.low(position - 3) in context("counted_before"):
        return False  # resolutions 1718 and 1874
    if before in ("in", "since", "during"):
        return True
    return after not in context("counted_after") and (before in context("year_before") or _is_usual(reading, position))


def _is_usual(reading: Reading, position: int) -> bool:
    return reading.atoms[position].value in USUAL_YEARS


def counts_something(reading: Reading, position: int) -> bool:
    """Does the number at this position count what follows ('In March 20 people …') or belong to a time of day?"""
    after = reading.low(position + 1)
    return after in context("counted_after") - {"or", "more"} or after in context("measure_after") - {"per"}
