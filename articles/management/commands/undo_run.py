"""Undo an import run as a whole."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.importing.rehearsal import rehearsal
from articles.importing.undo import CannotUndo, UndoSummary, count_to_undo, undo_run
from articles.management.progress import INTERRUPTED, HowFar, count_of, interrupt_politely, show_progress
from articles.management.runs import find_run
from articles.models import ImportRun


class Command(BaseCommand):
    help = (
        "Undo an import run: the knowledge base is then as if it had not been. What other articles say stays, "
        "what people decided stays, and of a corrected article the version before is current again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, metavar="RUN", help="number of the run, as `/runs/` lists it")
        parser.add_argument("--dry-run", action="store_true", help="do everything, report it, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        run = find_run(options["run"])
        try:
            if options["dry_run"]:
                with rehearsal():
                    summary = self._undo(run, options)
            else:
                summary = self._undo(run, options)
        except CannotUndo as error:
            raise CommandError(str(error)) from error
        self.stdout.write("\n".join(tell_undone(run, summary, dry_run=options["dry_run"])))
        if summary.interrupted:
            raise CommandError(
                f"Interrupted: run {run.pk} is undone in part; the same command undoes the rest.",
                returncode=INTERRUPTED,
            )

    def _undo(self, run: ImportRun, options: dict[str, Any]) -> UndoSummary:
        begun, total, quiet = time.monotonic(), count_to_undo(run), options["verbosity"] == 0
        with (
            interrupt_politely() as stop,
            show_progress(self.stderr, total, what="Undoing", quiet=quiet) as tell,
        ):
            return undo_run(
                run, stop=stop, progress=lambda undone: tell(HowFar(undone.done, 0, time.monotonic() - begun))
            )


def tell_undone(run: ImportRun, summary: UndoSummary, *, dry_run: bool) -> list[str]:
    """What an undo did, or would do."""
    told = summary.to_json()
    articles, records = told["articles"], told["records"]
    return [
        f"Run {run.pk} would be undone (dry run):" if dry_run else f"Run {run.pk}, undone:",
        f"  {count_of(articles['removed'], 'article')} taken out, "
        f"{count_of(articles['restored'], 'article')} back to what they said before",
        f"  {count_of(records['withdrawn'], 'record')} withdrawn, {records['restored']} back again, "
        f"{records['updated']} with other values",
    ]
