"""An import as a run: one input after another, with counts and failures; one bad article harms no other."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from articles.extraction.facts import ArticleFacts
from articles.importing.processes import close_killed_runs, this_process
from articles.importing.save import ArticleState, SavedArticle, find_article, save_article
from articles.models import ImportFailure, ImportRun, RunStatus
from articles.reading import RawArticle, ReadingFailure

logger = logging.getLogger(__name__)

Record = tuple[str, int]
Extract = Callable[[RawArticle], ArticleFacts]
LoadExtract = Callable[[], Extract]


@dataclass
class RunSummary:
    """What a run did. `warnings`: what was taken in, but not all of it."""

    articles: Counter[str] = field(default_factory=Counter)
    created: set[Record] = field(default_factory=set)
    updated: set[Record] = field(default_factory=set)
    withdrawn: set[Record] = field(default_factory=set)
    failures: list[ReadingFailure] = field(default_factory=list)
    #: actors, meetings and initiatives found in the articles that were written
    facts: int = 0
    warnings: list[str] = field(default_factory=list)
    interrupted: bool = False
    seconds: float = 0.0
    #: how many of the seconds went into loading the pipeline
    loading: float = 0.0

    @property
    def read(self) -> int:
        """Inputs dealt with so far."""
        return self.articles.total() + len(self.failures)

    def take_in(self, saved: SavedArticle) -> None:
        """Count a written article. Each record counts once: what was created and withdrawn again is neither."""
        self.articles[saved.state.value] += 1
        self.created |= saved.created
        self.withdrawn |= saved.withdrawn - self.created
        self.created -= saved.withdrawn
        self.updated |= saved.updated - self.created
        self.updated -= saved.withdrawn

    def records(self) -> dict[str, int]:
        return {name: len(getattr(self, name)) for name in ("created", "updated", "withdrawn")}

    def to_json(self) -> dict[str, Any]:
        """The summary in the form of `import_articles --json`."""
        return {
            "articles": {state.value: self.articles[state.value] for state in ArticleState}
            | {"failed": len(self.failures)},
            "records": self.records(),
            "failures": [{"source": failure.source, "reason": failure.reason} for failure in self.failures],
            "seconds": round(self.seconds, 3),
        }


class Ledger:
    """The run's row in the database, written only when there is something to tell."""

    def __init__(self, *, pipeline_version: str, options: dict[str, Any]) -> None:
        self._pipeline_version, self._options = pipeline_version, options
        self._run: ImportRun | None = None

    def run(self) -> ImportRun:
        """The row, made when the first article is written."""
        if self._run is None:
            self._run = ImportRun.objects.create(
                pipeline_version=self._pipeline_version, options=self._options, process=this_process()
            )
        return self._run

    def note(self, summary: RunSummary) -> None:
        """Write how far the run is: what a run that is killed leaves behind has its true counts."""
        run = self.run()
        run.active_at = timezone.now()
        for state in ArticleState:
            setattr(run, f"articles_{state.value}", summary.articles[state.value])
        run.articles_failed, run.facts = len(summary.failures), summary.facts
        for name, count in summary.records().items():
            setattr(run, f"records_{name}", count)
        run.save()

    def close(self, summary: RunSummary, status: RunStatus) -> None:
        """Write counts and failures; nothing where no article was written and all failures are known."""
        if self._run is None and (not summary.failures or _known_failures() == _pairs(summary.failures)):
            return
        run = self.run()
        run.status, run.finished_at = status, timezone.now()
        self.note(summary)
        ImportFailure.objects.bulk_create(
            ImportFailure(run=run, source=failure.source[:1000], reason=failure.reason) for failure in summary.failures
        )


def import_articles(
    inputs: Iterable[RawArticle | ReadingFailure],
    *,
    load_extract: LoadExtract,
    pipeline_version: str,
    options: dict[str, Any] | None = None,
    dry_run: bool = False,
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[RunSummary], None] = lambda summary: None,
) -> RunSummary:
    """Import everything that was read; asks `stop` between articles and tells `progress` after each.

    `load_extract` gives the function from an article to its facts, and is asked when the first one is needed.
    A dry run does all of it and takes it back, so that it counts what a true run would count.
    """
    summary = RunSummary()
    ledger = Ledger(pipeline_version=pipeline_version, options=options or {})
    begun = time.monotonic()
    if not dry_run:
        close_killed_runs()
    with _taken_back(dry_run):
        status = RunStatus.FAILED
        try:
            for read in inputs:
                if stop():
                    summary.interrupted = True
                    break
                _import_one(read, load_extract, ledger, summary)
                summary.seconds = time.monotonic() - begun
                progress(summary)
            status = RunStatus.INTERRUPTED if summary.interrupted else RunStatus.DONE
        except KeyboardInterrupt:
            summary.interrupted, status = True, RunStatus.INTERRUPTED
        finally:
            summary.seconds = time.monotonic() - begun
            ledger.close(summary, status)
    return summary


@contextmanager
def _taken_back(dry_run: bool) -> Iterator[None]:
    """Everything inside is written for good, or in a dry run not at all."""
    if not dry_run:
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _import_one(
    read: RawArticle | ReadingFailure, load_extract: LoadExtract, ledger: Ledger, summary: RunSummary
) -> None:
    if isinstance(read, ReadingFailure):
        summary.failures.append(read)
        return
    if find_article(read).state is ArticleState.UNCHANGED:
        summary.articles[ArticleState.UNCHANGED.value] += 1
        return
    # outside of what is caught: without a pipeline no article would fare better
    begun = time.monotonic()
    extract = load_extract()
    summary.loading += time.monotonic() - begun
    try:
        _save_one(read, extract, ledger, summary)
    except (OperationalError, InterfaceError):
        raise  # the database is gone or locked: no article would fare better
    except Exception as error:
        # the boundary between articles: whatever is wrong with one, the others go on, and it is reported
        logger.exception("Article %s could not be imported.", read.source)
        reason = f"could not be imported ({type(error).__name__}: {error}); the log tells where"
        summary.failures.append(ReadingFailure(read.source, reason))


def _save_one(raw: RawArticle, extract: Extract, ledger: Ledger, summary: RunSummary) -> None:
    facts = extract(raw)
    with transaction.atomic():
        saved = save_article(raw, facts, run=ledger.run())
        summary.take_in(saved)
        summary.facts += facts.count()
        ledger.note(summary)
    if raw.header.published is None:
        summary.warnings.append(f"{raw.source}: no publication date; relative dates in it stay open")
    summary.warnings.extend(f"{raw.source}: left out {line}" for line in saved.left_out)


def _pairs(failures: Iterable[ReadingFailure]) -> set[tuple[str, str]]:
    return {(failure.source[:1000], failure.reason) for failure in failures}


def _known_failures() -> set[tuple[str, str]]:
    """What failed in the last run, which a run that only fails the same way need not repeat."""
    last = ImportRun.objects.order_by("-pk").first()
    return set(last.failures.values_list("source", "reason")) if last else set()
