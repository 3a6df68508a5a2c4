"""Undoing a run: the knowledge base is then as if the run had not been.

What its articles alone told goes, what they told with others stays, and what people decided since stays. A version
that the run corrected is current again with the evidence that it had. It is done in portions, each whole: an undo
that was interrupted is finished by asking for it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from articles.importing.additions import place_additions
from articles.importing.earlier import restore_reading, spoken_of
from articles.importing.processes import is_at_work
from articles.importing.withdraw import Outcome, Touched, follow, regrouped, reviewed_quotes, take_back_evidence
from articles.models import (
    Addition,
    Article,
    EarlierReading,
    ImportFailure,
    ImportRun,
    Misreading,
    RunKind,
    RunStatus,
)
from kb.models import ReviewState

#: so many articles are taken back in one transaction
PORTION = 50
#: a kept reading, and what people said since of the words in it
_Reading = tuple[EarlierReading, dict[tuple[str, int, str], str]]
REVIEWED = (ReviewState.CONFIRMED, ReviewState.REJECTED)


class CannotUndo(ValueError):
    """A run that cannot be undone; the message says why, and what to do."""


@dataclass
class UndoSummary:
    """What an undo did: articles taken out, articles that say again what they said before, records by (table, pk)."""

    articles_removed: int = 0
    articles_restored: int = 0
    updated: set[tuple[str, int]] = field(default_factory=set)
    withdrawn: set[tuple[str, int]] = field(default_factory=set)
    restored: set[tuple[str, int]] = field(default_factory=set)
    interrupted: bool = False

    @property
    def done(self) -> int:
        return self.articles_removed + self.articles_restored

    def to_json(self) -> dict[str, dict[str, int]]:
        return {
            "articles": {"removed": self.articles_removed, "restored": self.articles_restored},
            "records": {
                "restored": len(self.restored),
                "updated": len(self.updated - self.withdrawn - self.restored),
                "withdrawn": len(self.withdrawn),
            },
        }


def refuse_undo(run: ImportRun) -> None:
    """Raise CannotUndo for a run of which nothing is to be undone, or that is still at work."""
    if run.status == RunStatus.UNDONE:
        raise CannotUndo(f"Run {run.pk} was undone already, on {run.undone_at:%Y-%m-%d %H:%M}.")
    if run.status == RunStatus.RUNNING and is_at_work(run):
        raise CannotUndo(f"Run {run.pk} is still at work: wait for its end, or interrupt it with Ctrl-C first.")


def count_to_undo(run: ImportRun) -> int:
    """How many articles an undo has to deal with."""
    return (run.earlier_readings if run.kind == RunKind.REPROCESS else run.articles).count()


def undo_run(
    run: ImportRun,
    *,
    user: AbstractBaseUser | None = None,
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[UndoSummary], None] = lambda summary: None,
) -> UndoSummary:
    """Undo a run, or what is left of one whose undo was interrupted; asks `stop` between portions."""
    with transaction.atomic():
        refuse_undo(_locked(run))
        _set_undoing(run)
    summary = take_back_run(run, stop=stop, progress=progress)
    if not summary.interrupted:
        _close(run, user)
    run.refresh_from_db()
    return summary


@transaction.atomic
def _close(run: ImportRun, user: AbstractBaseUser | None) -> None:
    """The run is undone, by whoever came to the end of it first."""
    if _locked(run).status != RunStatus.UNDONE:
        ImportFailure.objects.filter(taken_in_by=run).update(taken_in_by=None)
        ImportRun.objects.filter(pk=run.pk).update(status=RunStatus.UNDONE, undone_at=timezone.now(), undone_by=user)


def _locked(run: ImportRun) -> ImportRun:
    """The run as it is now; two who undo it at once take turns from here to the end of the transaction."""
    return ImportRun.objects.select_for_update().get(pk=run.pk)


def _set_undoing(run: ImportRun) -> None:
    ImportRun.objects.filter(pk=run.pk).exclude(status=RunStatus.UNDONE).update(status=RunStatus.UNDOING)


def take_back_run(
    run: ImportRun,
    *,
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[UndoSummary], None] = lambda summary: None,
) -> UndoSummary:
    """Take back what the run wrote, portion by portion."""
    _set_undoing(run)
    summary = UndoSummary()
    for _ in _portions(run, summary):
        progress(summary)
        if stop():
            summary.interrupted = True
            break
    return summary


def _portions(run: ImportRun, summary: UndoSummary) -> Iterator[None]:
    """Take back portion after portion until nothing of the run is left."""
    undo = _undo_reread if run.kind == RunKind.REPROCESS else _undo_articles
    more = True
    while more:
        with transaction.atomic():
            more = undo(_locked(run), summary)
        yield


def _undo_articles(run: ImportRun, summary: UndoSummary) -> bool:
    """Take out some articles that the run brought, the last ones first; False when none is left."""
    articles = list(run.articles.order_by("-pk")[:PORTION])
    plain = _plain(articles)
    # those with nothing but what was read in them go at once: one by one took three times as long
    taken_back = take_back_evidence(plain, keeping=())
    Article.objects.filter(pk__in=[article.pk for article in plain]).delete()
    readings = []
    for article in articles:
        reading = None if article in plain else _remove(article, run, taken_back)
        summary.articles_removed += 1
        readings += [reading] if reading else []
    _restore(readings, taken_back, summary)
    return len(articles) == PORTION


def _plain(articles: Sequence[Article]) -> list[Article]:
    """Those without another version, and of which people neither added nor withdrew anything."""
    guids = [article.guid for article in articles]
    versions = Counter(Article.objects.filter(guid__in=guids).values_list("guid", flat=True))
    worked_on = {
        *Addition.objects.filter(article__guid__in=guids).values_list("article__guid", flat=True),
        *Misreading.objects.filter(source__in=guids).values_list("source", flat=True),
    }
    return [article for article in articles if versions[article.guid] == 1 and article.guid not in worked_on]


def _remove(article: Article, run: ImportRun, taken_back: Touched) -> _Reading | None:
    """Take out one version of an article; the reading of the one before it, where that is current again."""
    earlier = run.earlier_readings.filter(article__guid=article.guid).exclude(article__run=run)
    reading = earlier.select_related("article").order_by("-article__version").first()
    reviewed = reviewed_quotes(article.guid) if reading else {}
    followed_by = article.earlier_readings.exclude(run=run).order_by("-pk").first()
    was_current = article.is_current
    taken_back.add(take_back_evidence([article], keeping=()))
    article.delete()
    if reading and was_current:
        Article.objects.filter(pk=reading.article_id).update(is_current=True)
        taken_back.add(take_back_evidence([reading.article], keeping=REVIEWED))
        return reading, reviewed
    if reading and followed_by:
        # it is now the version after this one that took the place of the one before
        reading.run_id = followed_by.run_id
        reading.save(update_fields=["run"])
    return None


def _undo_reread(run: ImportRun, summary: UndoSummary) -> bool:
    """Give some articles the evidence that they had before the run read them again; False when none is left."""
    readings = list(run.earlier_readings.select_related("article").order_by("-pk")[:PORTION])
    taken_back, last = Touched(), []
    for reading in readings:
        later = reading.article.earlier_readings.filter(pk__gt=reading.pk).order_by("pk").first()
        if later:
            # what took this run's place goes back, when it is undone, to what this run took the place of
            later.told, later.pipeline_version = reading.told, reading.pipeline_version
            later.save(update_fields=["told", "pipeline_version"])
            reading.delete()
        else:
            last.append((reading, reviewed_quotes(reading.article.guid)))
            taken_back.add(take_back_evidence([reading.article], keeping=REVIEWED))
    _restore(last, taken_back, summary)
    return len(readings) == PORTION


def _restore(readings: Sequence[_Reading], taken_back: Touched, summary: UndoSummary) -> None:
    """Write kept evidence again, and bring all records in line.

    What the run alone brought goes first, so that what comes back is not taken for it.
    """
    coming_back = Touched()
    for reading, _ in readings:
        coming_back.add(spoken_of(reading))
    gone = taken_back.without(coming_back)
    _count(follow(gone, gone, staying=coming_back.actor), summary)
    made = set[tuple[str, int]]()
    for reading, reviewed in readings:
        restored = restore_reading(reading, reviewed)
        taken_back.add(restored.spoken_of)
        taken_back.add(place_additions(reading.article))
        made |= restored.created
        summary.articles_restored += 1
        reading.delete()
    summary.restored |= made
    _count(follow(taken_back, regrouped(taken_back, made)), summary)


def _count(outcome: Outcome, summary: UndoSummary) -> None:
    summary.updated |= outcome.updated
    summary.withdrawn |= outcome.withdrawn
