"""What all commands have that take many articles into the base: their options, who reads the texts, what they print."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from articles.importing.extracting import Extracting, InTurn
from articles.importing.extractor import workers_from_database
from articles.importing.runs import RunSummary
from articles.management.extractors import load_from_database
from articles.management.progress import interrupt_politely, show_progress
from articles.management.summaries import how_far, limits_of, print_summary, print_warnings


def add_run_options(parser: ArgumentParser) -> None:
    """How a run is done, whatever it is about."""
    parser.add_argument("--json", action="store_true", help="print nothing but the summary, as one JSON object")
    parser.add_argument("--dry-run", action="store_true", help="do everything, report it, and write nothing")
    parser.add_argument("--force", action="store_true", help="go on where the limits of a run would stop it")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="so many processes read the texts")


@contextmanager
def as_asked(command: BaseCommand, options: Mapping[str, Any], total: int, *, what: str) -> Iterator[dict[str, Any]]:
    """What `import_articles` and `reprocess` take from the options, while a line shows how far of `total` they are."""
    with (
        _extracting_by(options["workers"]) as extracting,
        interrupt_politely() as stop,
        show_progress(command.stderr, total, what=what, quiet=options["verbosity"] == 0) as progress,
    ):
        yield {
            "extracting": extracting,
            "limits": limits_of(force=options["force"]),
            "dry_run": options["dry_run"],
            "stop": stop,
            "progress": lambda summary: progress(how_far(summary)),
        }


@contextmanager
def _extracting_by(workers: int) -> Iterator[Extracting]:
    """This process, or so many others."""
    if workers < 1:
        raise CommandError(f"--workers {workers}: give the number of processes, 1 or more.")
    if workers == 1:
        yield InTurn(cache(load_from_database))
        return
    with workers_from_database(workers) as processes:
        yield processes


def print_outcome(command: BaseCommand, options: Mapping[str, Any], summary: RunSummary) -> None:
    """The summary on standard output, as a table or as JSON; warnings beside it."""
    if options["json"]:
        command.stdout.write(json.dumps(summary.to_json(), ensure_ascii=False))
    else:
        print_summary(Console(file=command.stdout, soft_wrap=True), summary, dry_run=options["dry_run"])
    print_warnings(Console(file=command.stderr, soft_wrap=True), summary)
