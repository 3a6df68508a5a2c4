"""Import articles from files, folders, tables and standard input."""

from __future__ import annotations

import json
import shlex
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import asdict, fields
from functools import cache
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from rich.console import Console
from rich.table import Table

from articles.importing.runs import RunSummary, import_articles
from articles.management.extractors import load_from_database, load_version
from articles.management.progress import (
    INTERRUPTED,
    HowFar,
    count_of,
    interrupt_politely,
    printable,
    show_progress,
)
from articles.reading import ColumnNames, ReadingError, count_articles, read_articles

#: so many warnings are listed, and so many failed sources named for a new attempt
LISTED = 20


class Command(BaseCommand):
    help = (
        "Import articles: .txt files, .jsonl and .csv tables, folders of them, patterns, or '-' for standard input. "
        "What was imported before is left alone; a changed text becomes a new version."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="file, folder, pattern, or - for standard input")
        parser.add_argument("--json", action="store_true", help="print nothing but the summary, as one JSON object")
        parser.add_argument("--dry-run", action="store_true", help="do everything, report it, and write nothing")
        parser.add_argument(
            "--columns", default="", metavar="NAME=COLUMN,…",
            help="what a table's columns are called: text=body,date=pubdate,title=headline,url=link,id=key",
        )  # fmt: skip
        parser.add_argument("--encoding", help="encoding of texts that are not UTF-8 (detected without this option)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            summary = self._import(options)
        except ReadingError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(
                f"The database cannot be used ({error}): check DATABASE_URL, and run `python manage.py migrate` first. "
                "What was imported before this stays."
            ) from error
        if options["json"]:
            self.stdout.write(json.dumps(summary.to_json(), ensure_ascii=False))
        else:
            print_summary(Console(file=self.stdout, soft_wrap=True), summary, dry_run=options["dry_run"])
        print_warnings(Console(file=self.stderr, soft_wrap=True), summary)
        if summary.interrupted:
            raise CommandError(
                "Interrupted: what was imported before stays; run the same command again for the rest.",
                returncode=INTERRUPTED,
            )
        if summary.failures:
            raise CommandError(f"{count_of(len(summary.failures), 'article')} failed. {retry_line(summary, options)}")

    def _import(self, options: dict[str, Any]) -> RunSummary:
        paths = options["paths"]
        inputs = read_articles(
            paths,
            columns=read_columns(options["columns"]),
            stdin=sys.stdin.buffer if "-" in paths else None,
            encoding=options["encoding"],
            max_bytes=settings.KB_MAX_ARTICLE_BYTES,
        )
        quiet = options["verbosity"] == 0
        total = count_articles(paths)
        with (
            interrupt_politely() as stop,
            show_progress(self.stderr, total, what="Importing", quiet=quiet) as progress,
        ):
            return import_articles(
                inputs,
                load_extract=cache(load_from_database),
                pipeline_version=load_version(),
                options={name: options[name] for name in ("paths", "columns", "encoding")},
                dry_run=options["dry_run"],
                stop=stop,
                progress=lambda summary: progress(how_far(summary)),
            )


def read_columns(given: str) -> ColumnNames:
    """`text=body,date=pubdate` as column names; CommandError for anything else."""
    known = [field.name for field in fields(ColumnNames)]
    names = asdict(ColumnNames())
    for pair in filter(None, given.split(",")):
        name, equals, column = pair.strip().partition("=")
        if name not in known or not equals or not column:
            raise CommandError(f"--columns: {pair!r} is not NAME=COLUMN with a NAME out of {', '.join(known)}.")
        names[name] = column
    return ColumnNames(**names)


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


def retry_line(summary: RunSummary, options: Mapping[str, Any]) -> str:
    """The command that tries the failed inputs again, read by the same options, once they are mended."""
    files = dict.fromkeys(failure.source.split("#", 1)[0] for failure in summary.failures)
    named = [shlex.quote(printable(source)) for source in files if not source.startswith("stdin")]
    if not named:
        return "Mend them and import them again."
    read_by = [f"--{name} {shlex.quote(options[name])}" for name in ("columns", "encoding") if options[name]]
    more = " …" if len(named) > LISTED else ""
    return f"To try only these again: python manage.py import_articles {' '.join([*read_by, *named[:LISTED]])}{more}"
