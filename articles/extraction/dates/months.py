"""Whether a month's name stands for the month: 'May' and 'March' are also words, 'April' and 'Jan' also persons."""

from __future__ import annotations

from articles.extraction.dates.context_words import context
from articles.extraction.dates.reading import Reading


def is_month_alone(reading: Reading, position: int) -> bool:
    """Does the month's name at this position, without a day or year beside it, stand for the month?"""
    before, after = reading.low(position - 1), reading.text(position + 1)
    if reading.is_symbol(position, "MONTH_NAME"):
        return reading.low(position) not in context("forename") or not _is_name(reading, position)
    in_time = before in context("month_before") or _beside_month(reading, position)
    if reading.is_symbol(position, "MONTH_SHORT"):
        return in_time and not after[:1].isupper()
    if before_is_capital(reading, position):
        return False
    if in_time:
        return not (reading.low(position) == "may" and reading.once(is_person_may))
    if after.lower() in context("march_after"):
        return False
    # 'the May summit', 'a planned May summit'
    return (before in context("determiner") or reading.text(position - 1).islower()) and after[:1].islower()


def before_is_capital(reading: Reading, position: int) -> bool:
    """Does a capitalised word that is no preposition stand before, as in 'Theresa May' or 'Long March'?"""
    before = reading.text(position - 1)
    return before[:1].isupper() and before.lower() not in context("month_before") | context("determiner")


def _is_name(reading: Reading, position: int) -> bool:
    """'April Glaspie', 'June Carter', but 'In June Putin'."""
    after = reading.text(position + 1)
    return after[:1].isupper() and after[1:].islower() and reading.low(position - 1) not in context("month_before")


def _beside_month(reading: Reading, position: int) -> bool:
    """April-May, May to July, May and June."""
    joined = ("DASH", "TO", "AND", "BUT", "COMMA")
    return any(
        any(reading.is_symbol(position + step, name) for name in joined)
        and reading.is_symbol(position + 2 * step, "MONTH_ANY")
        for step in (-1, 1)
    )


def is_person_may(reading: Reading) -> bool:
    """Does the text tell of a person whose surname is May?"""
    return any(
        reading.text(i) == "May" and not reading.is_symbol(i + 1, "DAY_ANY") and _is_surname(reading, i)
        for i in range(1, len(reading))
        if reading.is_symbol(i, "MONTH_WORD")
    )


def _is_surname(reading: Reading, position: int) -> bool:
    before = reading.text(position - 1)
    if before.lower() in context("person_before"):
        return True
    return before[:1].isupper() and before[1:].islower() and before.lower() not in context("month_before")
