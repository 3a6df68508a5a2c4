"""What a run did, as commands print it and end by it."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import CommandError
from rich.console import Console
from rich.table import Table

from articles.importing.ledger import RunSummary
from articles.importing.limits import Limits
from articles.management.progress import INTERRUPTED, HowFar, count_of, printable

#: so many warnings are listed
LISTED = 20


def limits_of(*, force: bool) -> Limits | None:
    """The limits of the settings; none for who knows better."""
    return None if force else Limits(failed=settings.KB_RUN_MAX_FAILED, drift=settings.KB_RUN_MAX_DRIFT)


def how_far(summary: RunSummary) -> HowFar:
    """The rate counts from when the pipeline was loaded."""
    return HowFar(summary.read, len(summary.failures), summary.seconds - summary.loading)


def print_summary(console: Console, summary: RunSummary, *, dry_run: bool) -> None:
    """What the run did, as a table, and every failure with its reason."""
    told = summary.to_json()
    table = Table(title="Would be imported (dry run)" if dry_run else "Imported", title_justify="left")
    table.add_column("")
    table.add_column("number", justify="right")
    for what in ("articles", "records"):
        for name, number in told[what].items():
            table.add_row(f"{what} {name}", str(number))
    table.add_row("seconds", f"{summary.seconds:.1f}")
    console.print(table)
    if summary.failures:
        console.print("Failed:")
    for failure in summary.failures:
        console.print(f"  {printable(failure.source)}: {printable(failure.reason)}", markup=False, highlight=False)


def print_warnings(console: Console, summary: RunSummary) -> None:
    """What was taken in, but not all of it; the first lines of a long list."""
    for line in summary.warnings[:LISTED]:
        console.print(f"Warning: {printable(line)}", markup=False, highlight=False)
    if len(summary.warnings) > LISTED:
        console.print(f"… and {len(summary.warnings) - LISTED} warnings more.", highlight=False)


def end_with(summary: RunSummary, *, dry_run: bool) -> None:
    """Raise CommandError where not everything went well."""
    if summary.interrupted:
        again = "run the same command again for the rest."
        raise CommandError(f"Interrupted: what was done before stays; {again}", returncode=INTERRUPTED)
    if summary.stopped:
        kept = "Nothing of this run was kept" if not dry_run else "A true run would keep nothing"
        raise CommandError(
            f"Stopped by a limit: {summary.stopped}. {kept}. Look at the inputs and at the failures; if all is as it "
            "should be, give --force."
        )
    if summary.failures:
        failed = count_of(len(summary.failures), "article")
        raise CommandError(f"{failed} failed. {retry_line(summary, dry_run=dry_run)}")


def retry_line(summary: RunSummary, *, dry_run: bool) -> str:
    """The command that tries the failed inputs again, once they are mended."""
    if dry_run or summary.run is None:
        return "Mend them and import them again."
    return f"Once they are mended, try only these again: python manage.py import_articles --retry {summary.run.pk}"
