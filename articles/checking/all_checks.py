"""All checks, in the order in which one finding may explain the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from articles.checking import consistency, following, series, texts
from articles.checking.problems import Problem

Check = Callable[..., Iterator[Problem]]
#: what each check is called, and whether it can mend what it finds
CHECKS: dict[str, tuple[Check, bool]] = {
    "references": (consistency.check_references, True),
    "texts": (texts.check_articles, False),
    "evidence": (texts.check_evidence, False),
    "additions": (texts.check_additions, False),
    "misreadings": (texts.check_misreadings, False),
    "merges": (consistency.check_merges, False),
    "keys": (consistency.check_keys, True),
    "series": (series.check_series, True),
    "values": (following.check_values, True),
    "decisions": (consistency.check_decisions, False),
    "dates": (consistency.check_dates, True),
    "tenures": (consistency.check_tenures, False),
    "addresses": (consistency.check_slugs, False),
    "runs": (consistency.check_runs, False),
    "places": (consistency.check_places, True),
}


def check_base(*, fix: bool = False, only: tuple[str, ...] = tuple(CHECKS)) -> Iterator[tuple[str, Problem]]:
    """Everything that is off, with the name of the check that found it; with `fix`, what can safely be mended is."""
    for name in only:
        check, mends = CHECKS[name]
        for problem in (partial(check, fix=True) if fix and mends else check)():
            yield name, problem
