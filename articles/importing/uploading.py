"""An upload, a stretch at a time, so that no request takes long: first its texts are read and nothing is kept; then
they are imported as one run. Each text is one transaction, and whatever ends a request, the next goes on after it."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from articles.extraction.facts import ArticleFacts
from articles.importing.claims import Claim, claimed
from articles.importing.extracting import Extract, InTurn
from articles.importing.ledger import Ledger, RunSummary
from articles.importing.limits import Gate, Limits, RunStopped
from articles.importing.processes import this_process
from articles.importing.recognising import ArticleState, find_article
from articles.importing.runs import LoadExtract, Work, carry_out
from articles.importing.save import SavedArticle, save_article
from articles.importing.staging import found_as_json, staged_article
from articles.models import ImportRun, RunKind, RunStatus, Upload, UploadedText
from articles.models.uploads import TextState
from articles.reading import RawArticle, ReadingFailure

logger = logging.getLogger(__name__)

#: a stretch ends after so many seconds or texts, whichever comes first
SECONDS, MOST_TEXTS = 6.0, 20
#: what is kept of the summary between two stretches
_SETS = ("created", "updated", "withdrawn")


@dataclass
class Stretch:
    """How much one request does."""

    seconds: float = SECONDS
    texts: int = MOST_TEXTS
    _ends: float = field(init=False)
    _done: int = 0

    def __post_init__(self) -> None:
        self._ends = time.monotonic() + self.seconds

    def over(self) -> bool:
        """Is it over? Asked before each text; the first is always done."""
        self._done += 1
        return self._done > self.texts or (self._done > 1 and time.monotonic() > self._ends)


def read_on(upload: Upload, load_extract: LoadExtract, stretch: Stretch) -> None:
    """Read the next texts, and keep what was found in each for the preview. Busy where another request does."""
    with claimed(upload) as claim:
        extract: Extract | None = None
        for row in upload.texts.filter(state=TextState.WAITING).iterator(chunk_size=1):
            if stretch.over():
                break
            claim.renew()
            raw = staged_article(row)
            known = find_article(raw)
            if known.state is ArticleState.UNCHANGED:
                _mark(row, state=TextState.KNOWN, article=known.article)
                continue
            extract = extract or load_extract()
            told = _read_one(raw, extract, replaces=known.state is ArticleState.CHANGED)
            # whoever has taken over reads it once more, and marks it
            claim.renew()
            _mark(row, **told)


def _read_one(raw: RawArticle, extract: Extract, *, replaces: bool) -> dict[str, Any]:
    """What a text is marked with. The boundary between texts: whatever is wrong with one, the others go on, and it is
    reported."""
    try:
        found = found_as_json(raw, extract(raw))
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("Text %s could not be read.", raw.source)
        reason = f"could not be read ({type(error).__name__}: {error}); the log tells where"
        return {"state": TextState.FAILED, "reason": reason}
    return {"state": TextState.READ, "found": found | {"replaces": replaces}}


def check_limits(upload: Upload, limits: Limits) -> str:
    """Why the upload should not be imported, by the limits of a run; nothing where it may be."""
    gate = Gate(limits)
    for row in upload.texts.defer("raw", "read"):
        if row.state == TextState.FAILED:
            gate.count_failure(ReadingFailure(row.source, row.reason))
        elif row.state == TextState.READ:
            gate.count_told(row.found.get("facts", 0))
        else:
            gate.count_known()
    try:
        gate.check()
    except RunStopped as reason:
        return str(reason)
    return ""


def import_on(upload: Upload, load_extract: LoadExtract, stretch: Stretch, *, pipeline_version: str) -> None:
    """Import the next texts, by the run that the first of them began. Busy where another request does."""
    with claimed(upload) as claim:
        if upload.finished_at or (upload.run and upload.run.status in (RunStatus.UNDOING, RunStatus.UNDONE)):
            return
        Upload.objects.filter(pk=upload.pk, begun_at=None).update(begun_at=timezone.now())
        rows = _Rows(upload, claim)
        names = list(upload.texts.values_list("name", flat=True)[:200])
        ledger = UploadLedger(upload, claim, pipeline_version=pipeline_version, names=names)
        work = Work(
            rows.inputs(), InTurn(_once(load_extract)), ledger, Gate(None), rows.is_known, rows.save, _so_far(upload)
        )
        failed_before = len(work.summary.failures)
        ledger.go_on()
        carry_out(work, stop=stretch.over)
        claim.renew()
        rows.mark_failed(work.summary.failures[failed_before:])
        if not work.summary.interrupted:
            _finish(upload)


def _once(load: LoadExtract) -> LoadExtract:
    loaded: list[Extract] = []

    def get() -> Extract:
        if not loaded:
            loaded.append(load())
        return loaded[0]

    return get


def _finish(upload: Upload) -> None:
    """What became an article, or cannot, need not wait any more."""
    upload.texts.update(raw=b"", read={})
    Upload.objects.filter(pk=upload.pk).update(finished_at=timezone.now())


def _so_far(upload: Upload) -> RunSummary:
    """What the stretches before this one did."""
    kept = upload.counted
    summary = RunSummary(articles=Counter(kept.get("articles", {})), facts=kept.get("facts", 0))
    for name in _SETS:
        setattr(summary, name, {(table, pk) for table, pk in kept.get(name, [])})
    summary.articles[ArticleState.UNCHANGED.value] = upload.texts.filter(state=TextState.KNOWN).count()
    failed = upload.texts.filter(state=TextState.FAILED).values_list("source", "reason")
    summary.failures = [ReadingFailure(source, reason) for source, reason in failed]
    return summary


class UploadLedger(Ledger):
    """The row of a run that several requests work on: between them it is interrupted, and its counts are kept."""

    def __init__(self, upload: Upload, claim: Claim, *, pipeline_version: str, names: list[str]) -> None:
        super().__init__(pipeline_version=pipeline_version, options={"paths": names}, kind=RunKind.UPLOAD)
        self._upload, self._claim, self._run = upload, claim, upload.run

    def go_on(self) -> None:
        """The run is at work again, in this process."""
        if self._run is not None:
            self._run.status, self._run.process, self._run.finished_at = RunStatus.RUNNING, this_process(), None
            self._run.active_at = timezone.now()
            self._run.save()

    def run(self) -> ImportRun:
        """The row, made with the first text; the upload knows it from then on, so that the next request goes on with
        it whatever ends this one."""
        if self.written is None:
            with transaction.atomic():
                self._claim.hold()
                run = super().run()
                run.started_by = self._upload.user
                run.save(update_fields=["started_by"])
                Upload.objects.filter(pk=self._upload.pk).update(run=run)
        return super().run()

    def note(self, summary: RunSummary) -> None:
        super().note(summary)
        if not self._claim.lost:
            counted = {name: sorted(getattr(summary, name)) for name in _SETS}
            kept = counted | {"articles": dict(summary.articles), "facts": summary.facts}
            Upload.objects.filter(pk=self._upload.pk).update(run=self.run(), counted=kept)

    def close(self, summary: RunSummary, status: RunStatus) -> None:
        """Failures are written once, at the end. A run that another request works on by now is that one's to close."""
        if self._claim.lost and Upload.objects.filter(pk=self._upload.pk).exists():
            return
        if status == RunStatus.DONE:
            super().close(summary, status)
        elif self.written is not None:
            run = self.run()
            run.status, run.finished_at = status, timezone.now()
            self.note(summary)


@dataclass
class _Rows:
    """The texts that are ready, as inputs of a run; each is marked with what became of it."""

    upload: Upload
    claim: Claim
    _by_source: dict[str, UploadedText] = field(default_factory=dict)

    def inputs(self) -> Iterator[RawArticle]:
        for row in self.upload.texts.filter(state=TextState.READ).iterator(chunk_size=1):
            self.claim.renew()
            raw = staged_article(row)
            self._by_source[raw.source] = row
            yield raw

    def is_known(self, raw: RawArticle) -> bool:
        known = find_article(raw)
        if known.state is not ArticleState.UNCHANGED:
            return False
        _mark(self._by_source[raw.source], state=TextState.KNOWN, article=known.article)
        return True

    def save(self, raw: RawArticle, facts: ArticleFacts, run: ImportRun) -> SavedArticle:
        self.claim.hold()
        saved = save_article(raw, facts, run=run)
        _mark(self._by_source[raw.source], state=TextState.SAVED, article=saved.article)
        return saved

    def mark_failed(self, failures: list[ReadingFailure]) -> None:
        for failure in failures:
            _mark(self._by_source[failure.source], state=TextState.FAILED, reason=failure.reason)


def _mark(row: UploadedText, *, state: TextState, **columns: object) -> None:
    UploadedText.objects.filter(pk=row.pk).update(state=state, **columns)
