"""Limits of data quality: a run that goes wrong is stopped before it publishes.

Two figures are watched: the share of inputs that fail, and how many facts an article brings. A table in the wrong
encoding, a crawler that stored error pages, or a pipeline without its model show in them at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from articles.extraction.facts import ArticleFacts
from articles.models import ImportFailure, ImportRun, RunStatus
from articles.reading import RawArticle, ReadingFailure

#: of fewer inputs a share says little
LEAST = 20
#: so many articles are read and checked before the first of them is published, and again before the next
HELD = 50


class RunStopped(Exception):
    """A limit was passed; the message says which, by how much, and what to do."""


@dataclass(frozen=True)
class Limits:
    """`failed`: the largest share of inputs that may fail (1: any). `drift`: facts an article may be so many times
    more or fewer than in the last run (0: any)."""

    failed: float
    drift: float


class Gate:
    """Counts what a run read, and says when it is to be stopped.

    `expected`: how many facts an article told before, for runs that read articles again; others are compared with
    the last run that was done.
    """

    def __init__(self, limits: Limits | None, *, expected: Callable[[RawArticle], int] | None = None) -> None:
        self._limits, self._expected = limits, expected
        self.held = HELD if limits else 1
        self._read = self._failed = self._told = self._facts = self._facts_before = 0

    def count_known(self) -> None:
        self._read += 1

    def count_failure(self, failure: ReadingFailure) -> None:
        """What failed in the same way in an earlier run says nothing about this one."""
        self._read += 1
        self._failed += (failure.source[:1000], failure.reason) not in self._failed_before if self._limits else 0

    def count_facts(self, raw: RawArticle, facts: ArticleFacts) -> None:
        self.count_told(facts.count())
        if self._limits and self._expected:
            self._facts_before += self._expected(raw)

    def count_told(self, number: int) -> None:
        """An article that tells so many facts."""
        self._read += 1
        self._told += 1
        self._facts += number

    def check(self) -> None:
        """Raise RunStopped where a limit is passed."""
        if self._limits is None:
            return
        if self._read >= LEAST and self._failed > self._limits.failed * self._read:
            raise RunStopped(
                f"{self._failed} of {self._read} inputs failed ({self._failed / self._read:.0%}); the limit is "
                f"{self._limits.failed:.0%} (KB_RUN_MAX_FAILED)"
            )
        usual = self._usual
        if self._limits.drift and usual and self._told >= LEAST:
            now = self._facts / self._told
            if not usual / self._limits.drift <= now <= usual * self._limits.drift:
                before = "before" if self._expected else "in the last run"
                raise RunStopped(
                    f"{now:.1f} facts an article, {usual:.1f} {before}; the limit is {self._limits.drift:g} times more "
                    "or fewer (KB_RUN_MAX_DRIFT)"
                )

    @property
    def _usual(self) -> float:
        """How many facts an article are usual; 0 where that is not known."""
        if self._expected:
            return self._facts_before / self._told if self._told else 0.0
        return self._last_run

    @cached_property
    def _last_run(self) -> float:
        for run in ImportRun.objects.filter(status=RunStatus.DONE).order_by("-pk"):
            if run.articles_written >= LEAST and run.facts:
                return run.facts / run.articles_written
        return 0.0

    @cached_property
    def _failed_before(self) -> set[tuple[str, str]]:
        return set(ImportFailure.objects.open().values_list("source", "reason"))
