"""The row of a run in the database: when it began, how far it is, how it ended, and what failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from articles.importing.processes import this_process
from articles.importing.recognising import ThisImport
from articles.importing.save import ArticleState, SavedArticle
from articles.models import ImportFailure, ImportRun, RunKind, RunStatus
from articles.reading import ReadingFailure

Record = tuple[str, int]
#: what an import counts; `reread` is for runs that read articles again
IMPORTED = (ArticleState.NEW, ArticleState.UNCHANGED, ArticleState.CHANGED)


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
    #: articles that were read and wait to be written
    waiting: int = 0
    warnings: list[str] = field(default_factory=list)
    interrupted: bool = False
    #: why a limit stopped the run, which is then taken back
    stopped: str = ""
    run: ImportRun | None = None
    seconds: float = 0.0
    #: how many of the seconds went into loading the pipeline
    loading: float = 0.0

    @property
    def read(self) -> int:
        """Inputs dealt with so far."""
        return self.articles.total() + len(self.failures) + self.waiting

    def take_in(self, saved: SavedArticle) -> None:
        """Count a written article. Each record counts once: what was created and withdrawn again is neither."""
        self.articles[saved.state.value] += 1
        self.created |= saved.created
        self.withdrawn |= saved.withdrawn - self.created
        self.created -= saved.withdrawn
        self.updated |= saved.updated - self.created
        self.updated -= saved.withdrawn

    def take_back(self) -> None:
        """Nothing that was written stays."""
        for state in (ArticleState.NEW, ArticleState.CHANGED, ArticleState.REREAD):
            self.articles[state.value] = 0
        self.created, self.updated, self.withdrawn = set(), set(), set()
        self.facts = self.waiting = 0

    def records(self) -> dict[str, int]:
        return {name: len(getattr(self, name)) for name in ("created", "updated", "withdrawn")}

    def to_json(self) -> dict[str, Any]:
        """The summary in the form of `import_articles --json`."""
        states = (*IMPORTED, ArticleState.REREAD) if self.articles[ArticleState.REREAD.value] else IMPORTED
        return {
            "articles": {state.value: self.articles[state.value] for state in states} | {"failed": len(self.failures)},
            "records": self.records(),
            "failures": [{"source": failure.source, "reason": failure.reason} for failure in self.failures],
            "seconds": round(self.seconds, 3),
        } | ({"stopped": self.stopped} if self.stopped else {})


class Ledger:
    """The run's row in the database, written only when there is something to tell."""

    def __init__(self, *, pipeline_version: str, options: dict[str, Any], kind: RunKind = RunKind.IMPORT) -> None:
        self._pipeline_version, self._options, self._kind = pipeline_version, options, kind
        self._run: ImportRun | None = None
        self._began = timezone.now()

    def run(self) -> ImportRun:
        """The row, made when the first article is written."""
        if self._run is None:
            self._run = ImportRun.objects.create(
                kind=self._kind, pipeline_version=self._pipeline_version, options=self._options, process=this_process()
            )
            # the run began when its first input was read, not when its first article was written
            self._run.started_at = self._began
            self._run.save(update_fields=["started_at"])
        return self._run

    @property
    def written(self) -> ImportRun | None:
        """The row, where there is one."""
        return self._run

    def this_import(self) -> ThisImport:
        """By what the articles are known that this command brought."""
        return ThisImport(self._run, self._options)

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
        if self._run is None and not summary.stopped and not _is_news(summary.failures):
            # the last run failed in the same way, and stands for this one
            summary.run = _last_run() if summary.failures else None
            return
        run = self.run()
        run.status, run.finished_at, run.message = status, timezone.now(), summary.stopped
        self.note(summary)
        ImportFailure.objects.bulk_create(
            ImportFailure(run=run, source=failure.source[:1000], reason=failure.reason, original=failure.original)
            for failure in summary.failures
        )
        summary.run = run


def _is_news(failures: Iterable[ReadingFailure]) -> bool:
    """Did something fail that did not fail in the same way in the last run?"""
    now = {(failure.source[:1000], failure.reason) for failure in failures}
    return bool(now) and now != _last_failures()


def _last_failures() -> set[tuple[str, str]]:
    last = _last_run()
    return set(last.failures.values_list("source", "reason")) if last else set()


def _last_run() -> ImportRun | None:
    return ImportRun.objects.order_by("-pk").first()
