"""An import as a run: one input after another, with counts and failures; one bad article harms no other."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.db import InterfaceError, OperationalError, transaction

from articles.extraction.facts import ArticleFacts
from articles.importing.claims import Busy
from articles.importing.extracting import Extract, Extracting, InTurn, Started, start_each
from articles.importing.ledger import Ledger, RunSummary
from articles.importing.limits import Gate, Limits, RunStopped
from articles.importing.processes import close_killed_runs
from articles.importing.recognising import recognise
from articles.importing.rehearsal import rehearsal
from articles.importing.save import ArticleState, SavedArticle, save_article
from articles.importing.undo import take_back_run
from articles.models import ImportRun, RunKind, RunStatus
from articles.reading import RawArticle, ReadingFailure

__all__ = ["RunSummary", "Work", "carry_out", "import_articles"]

logger = logging.getLogger(__name__)

LoadExtract = Callable[[], Extract]
#: where nothing is caught: without a database or processes, or where another does the work by now, no article would
#: fare better
_NOBODY_S_FAULT = (OperationalError, InterfaceError, BrokenProcessPool, Busy)
#: what stands on standard input cannot be read a second time
STANDARD_INPUT = "stdin"


def import_articles(
    inputs: Iterable[RawArticle | ReadingFailure],
    *,
    load_extract: LoadExtract | None = None,
    extracting: Extracting | None = None,
    pipeline_version: str,
    kind: RunKind = RunKind.IMPORT,
    options: dict[str, Any] | None = None,
    limits: Limits | None = None,
    dry_run: bool = False,
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[RunSummary], None] = lambda summary: None,
) -> RunSummary:
    """Import everything that was read; asks `stop` between articles and tells `progress` after each.

    `load_extract` gives the function from an article to its facts, and is asked when the first one is needed;
    `extracting` takes its place where others extract. With `limits` articles are held back until they are checked.
    A dry run does all of it and takes it back, so that it counts what a true run would count.
    """
    if extracting is None:
        if load_extract is None:
            raise TypeError("import_articles() needs load_extract or extracting: nobody would extract.")
        extracting = InTurn(load_extract)
    work = Work(
        inputs, extracting, Ledger(pipeline_version=pipeline_version, options=options or {}, kind=kind), Gate(limits)
    )
    return carry_out(work, dry_run=dry_run, stop=stop, progress=progress)


def _save(raw: RawArticle, facts: ArticleFacts, run: ImportRun) -> SavedArticle:
    return save_article(raw, facts, run=run)


@dataclass
class Work:
    """What a run does: its inputs, who extracts, what is passed over as known, and how an article is written."""

    inputs: Iterable[RawArticle | ReadingFailure]
    extracting: Extracting
    ledger: Ledger
    gate: Gate
    is_known: Callable[[RawArticle], bool] | None = None
    save: Callable[[RawArticle, ArticleFacts, ImportRun], SavedArticle] = _save
    summary: RunSummary = field(default_factory=RunSummary)
    #: articles that were read, and wait until so many of them are that they can be judged
    held: list[tuple[RawArticle, ArticleFacts]] = field(default_factory=list)

    def recognises(self, raw: RawArticle) -> bool:
        """Is the text there already?"""
        return recognise(raw, self.ledger.this_import()).state is ArticleState.UNCHANGED


def carry_out(
    work: Work,
    *,
    dry_run: bool = False,
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[RunSummary], None] = lambda summary: None,
) -> RunSummary:
    """Do the work, as a run with a beginning and an end."""
    summary, begun = work.summary, time.monotonic()
    if not dry_run:
        close_killed_runs()
    with rehearsal() if dry_run else nullcontext():
        status = RunStatus.FAILED
        try:
            _work_through(work, stop, lambda: progress(_timed(summary, begun)))
            status = RunStatus.INTERRUPTED if summary.interrupted else RunStatus.DONE
        except KeyboardInterrupt:
            summary.interrupted, status = True, RunStatus.INTERRUPTED
        except RunStopped as reason:
            summary.stopped, status = str(reason), RunStatus.STOPPED
            _take_back(work)
        finally:
            summary.waiting = 0
            work.ledger.close(_timed(summary, begun), status)
    return summary


def _timed(summary: RunSummary, begun: float) -> RunSummary:
    summary.seconds = time.monotonic() - begun
    return summary


def _work_through(work: Work, stop: Callable[[], bool], tell: Callable[[], None]) -> None:
    for started in start_each(work.inputs, _Timed(work.extracting, work.summary), work.is_known or work.recognises):
        if stop():
            work.summary.interrupted = True
            break
        _extract_one(work, started)
        if len(work.held) >= work.gate.held:
            _publish(work)
        tell()
    _publish(work)


@dataclass
class _Timed:
    """Counts the time that loading the pipeline takes."""

    extracting: Extracting
    summary: RunSummary

    @property
    def ahead(self) -> int:
        return self.extracting.ahead

    def start(self, raw: RawArticle) -> Callable[[], ArticleFacts]:
        begun = time.monotonic()
        started = self.extracting.start(raw)
        self.summary.loading += time.monotonic() - begun
        return started


def _extract_one(work: Work, started: Started) -> None:
    read = started.read
    if isinstance(read, ReadingFailure):
        work.summary.failures.append(read)
        work.gate.count_failure(read)
    elif started.facts is None:
        work.summary.articles[ArticleState.UNCHANGED.value] += 1
        work.gate.count_known()
    else:
        facts = _harmless(work, read, started.facts)
        if facts is not None:
            work.gate.count_facts(read, facts)
            work.held.append((read, facts))
            work.summary.waiting += 1


def _publish(work: Work) -> None:
    """Write the articles that were held back, if the run may go on."""
    work.gate.check()
    for raw, facts in work.held:
        work.summary.waiting -= 1
        _harmless(work, raw, lambda raw=raw, facts=facts: _save_one(work, raw, facts))  # type: ignore[misc]
    work.held.clear()


def _harmless(work: Work, raw: RawArticle, do: Callable[[], Any]) -> Any:
    """The boundary between articles: whatever is wrong with one, the others go on, and it is reported."""
    try:
        return do()
    except _NOBODY_S_FAULT:
        raise
    except Exception as error:
        logger.exception("Article %s could not be imported.", raw.source)
        reason = f"could not be imported ({type(error).__name__}: {error}); the log tells where"
        original = raw.raw if raw.source.startswith(STANDARD_INPUT) else None
        failure = ReadingFailure(raw.source, reason, original)
        work.summary.failures.append(failure)
        work.gate.count_failure(failure)
        return None


def _save_one(work: Work, raw: RawArticle, facts: ArticleFacts) -> None:
    # the row is there before what it counts: neither an article that fails nor a crash takes it away
    summary, run = work.summary, work.ledger.run()
    with transaction.atomic():
        saved = work.save(raw, facts, run)
        summary.take_in(saved)
        summary.facts += facts.count()
        work.ledger.note(summary)
    if raw.header.published is None:
        summary.warnings.append(f"{raw.source}: no publication date; relative dates in it stay open")
    summary.warnings.extend(f"{raw.source}: left out {line}" for line in saved.left_out)


def _take_back(work: Work) -> None:
    """A run that was stopped leaves nothing but its row."""
    if work.ledger.written is not None:
        take_back_run(work.ledger.written)
    work.summary.take_back()
