"""All rules of the grammar of dates."""

from __future__ import annotations

from functools import cache

from articles.extraction.dates.reading import RuleBook
from articles.extraction.dates.rules_days import DAY_RULES
from articles.extraction.dates.rules_relative import RELATIVE_RULES
from articles.extraction.dates.rules_weekdays import WEEKDAY_RULES
from articles.extraction.dates.rules_years import YEAR_RULES


@cache
def rule_book() -> RuleBook:
    """The rules, in the order in which they are preferred where they find equally long dates."""
    return RuleBook((*DAY_RULES, *YEAR_RULES, *RELATIVE_RULES, *WEEKDAY_RULES))
