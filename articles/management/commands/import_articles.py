"""Import articles from files, folders, tables and standard input."""

from __future__ import annotations

import contextlib
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import asdict, fields
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.importing.retrying import Retry
from articles.importing.runs import RunSummary, import_articles
from articles.management.extractors import load_version
from articles.management.running import add_run_options, as_asked, print_outcome
from articles.management.runs import find_run
from articles.management.summaries import end_with
from articles.models import RunKind
from articles.reading import (
    ColumnNames,
    RawArticle,
    ReadingError,
    ReadingFailure,
    count_articles,
    read_again,
    read_articles,
)


class Command(BaseCommand):
    help = (
        "Import articles: .txt files, .jsonl and .csv tables, folders of them, patterns, or '-' for standard input. "
        "What was imported before is left alone; a changed text becomes a new version."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", metavar="PATH", help="file, folder, pattern, or - for standard input")
        parser.add_argument(
            "--retry",
            type=int,
            metavar="RUN",
            help="in the place of paths: only what failed in that run",
        )
        add_run_options(parser)
        parser.add_argument(
            "--columns", default="", metavar="NAME=COLUMN,…",
            help="what a table's columns are called: text=body,date=pubdate,title=headline,url=link,id=key",
        )  # fmt: skip
        parser.add_argument("--encoding", help="encoding of texts that are not UTF-8 (detected without this option)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            summary = self._retry(options) if options["retry"] else self._read_and_import(options)
        except ReadingError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(
                f"The database cannot be used ({error}): check DATABASE_URL, and run `python manage.py migrate` first. "
                "What was imported before this stays."
            ) from error
        print_outcome(self, options, summary)
        end_with(summary, dry_run=options["dry_run"])

    def _read_and_import(self, options: dict[str, Any]) -> RunSummary:
        paths = options["paths"]
        if not paths:
            raise CommandError("Name the files or folders to import, - for standard input, or --retry RUN.")
        inputs = read_articles(
            paths,
            columns=read_columns(options["columns"]),
            stdin=sys.stdin.buffer if "-" in paths else None,
            encoding=options["encoding"],
            max_bytes=settings.KB_MAX_ARTICLE_BYTES,
        )
        kept = {name: options[name] for name in ("paths", "columns", "encoding")} | {"folder": os.getcwd()}
        return self._import(inputs, count_articles(paths), options, kept, kind=RunKind.IMPORT)

    def _retry(self, options: dict[str, Any]) -> RunSummary:
        if options["paths"] or options["columns"] or options["encoding"]:
            raise CommandError("--retry reads what failed as it was read then: leave out paths and other options.")
        run = find_run(options["retry"])
        if run.kind == RunKind.REPROCESS:
            raise CommandError(f"Run {run.pk} read articles again: `reprocess` tries those that failed once more.")
        if run.kind == RunKind.UPLOAD:
            raise CommandError(f"Run {run.pk} read what came by the browser: give the mended texts on the site.")
        kept = run.options
        retry = Retry(
            run,
            partial(
                read_again,
                columns=read_columns(kept.get("columns") or ""),
                encoding=kept.get("encoding"),
                max_bytes=settings.KB_MAX_ARTICLE_BYTES,
            ),
        )
        with _in_folder(kept.get("folder")):
            kept = {**kept, "retry": run.pk}
            # what failed may well fail again: that says nothing about the run
            options = {**options, "force": True}
            summary = self._import(retry.inputs(), retry.count(), options, kept, kind=RunKind.RETRY)
        if not options["dry_run"]:
            retry.settle()
        return summary

    def _import(
        self,
        inputs: Iterable[RawArticle | ReadingFailure],
        total: int,
        options: dict[str, Any],
        kept: dict[str, Any],
        *,
        kind: RunKind,
    ) -> RunSummary:
        with as_asked(self, options, total, what="Importing") as how:
            return import_articles(inputs, pipeline_version=load_version(), kind=kind, options=kept, **how)


def _in_folder(folder: str | None) -> contextlib.AbstractContextManager[Any]:
    """Work in the folder that the names of a run's files are relative to."""
    if folder is None or not os.path.isdir(folder):
        return contextlib.nullcontext()
    return contextlib.chdir(folder)


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
