"""Read articles again that an older version of the pipeline read."""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console

from articles.importing.reread import Selection, reprocess
from articles.importing.runs import RunSummary
from articles.management.commands.import_articles import extracting_by
from articles.management.extractors import load_version
from articles.management.progress import count_of, interrupt_politely, show_progress
from articles.management.summaries import end_with, how_far, limits_of, print_summary, print_warnings
from kb.edtf import EdtfError, read_edtf

AGAIN = "run the same command again for the rest."


class Command(BaseCommand):
    help = (
        "Read articles again that another version of the pipeline read: their evidence is replaced, what people "
        "decided stays. Without options all that were not read by the version of today."
    )

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        """In other commands `--version` prints Django's."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **options)

    def add_arguments(self, parser: ArgumentParser) -> None:
        versions = parser.add_mutually_exclusive_group()
        versions.add_argument("--version-below", default="", metavar="V", help="only those of older versions than V")
        versions.add_argument("--version", default="", metavar="V", help="only those of exactly this version")
        parser.add_argument("--agency", default="", help="only those of this agency")
        parser.add_argument("--since", type=first_day, metavar="DATE", help="published on that day or later")
        parser.add_argument("--until", type=last_day, metavar="DATE", help="published on that day or earlier")
        parser.add_argument("--json", action="store_true", help="print nothing but the summary, as one JSON object")
        parser.add_argument("--dry-run", action="store_true", help="do everything, report it, and write nothing")
        parser.add_argument("--force", action="store_true", help="go on where the limits of a run would stop it")
        parser.add_argument("--workers", type=int, default=1, metavar="N", help="so many processes read the texts")

    def handle(self, *args: Any, **options: Any) -> None:
        summary = self._reprocess(options)
        if options["json"]:
            self.stdout.write(json.dumps(summary.to_json(), ensure_ascii=False))
        else:
            print_summary(Console(file=self.stdout, soft_wrap=True), summary, dry_run=options["dry_run"])
        print_warnings(Console(file=self.stderr, soft_wrap=True), summary)
        if summary.failures and not (summary.interrupted or summary.stopped):
            raise CommandError(
                f"{count_of(len(summary.failures), 'article')} failed and kept the evidence they had; the same command "
                "tries them again."
            )
        end_with(summary, again=AGAIN, dry_run=options["dry_run"])

    def _reprocess(self, options: dict[str, Any]) -> RunSummary:
        selection = Selection(
            load_version(), below=options["version_below"], version=options["version"], agency=options["agency"],
            since=options["since"], until=options["until"],
        )  # fmt: skip
        kept = {name: options[name] for name in ("version_below", "version", "agency")}
        kept |= {name: options[name] and options[name].isoformat() for name in ("since", "until")}
        quiet = options["verbosity"] == 0
        with (
            extracting_by(options["workers"]) as extracting,
            interrupt_politely() as stop,
            show_progress(self.stderr, selection.articles().count(), what="Reading again", quiet=quiet) as progress,
        ):
            return reprocess(
                selection,
                extracting=extracting,
                options=kept,
                limits=limits_of(force=options["force"]),
                dry_run=options["dry_run"],
                stop=stop,
                progress=lambda summary: progress(how_far(summary)),
            )


def first_day(text: str) -> date:
    return _day(text)[0]


def last_day(text: str) -> date:
    return _day(text)[1]


def _day(text: str) -> tuple[date, date]:
    """The first and last day of `2020-02-03`, `2020-02` or `2020`."""
    try:
        days = read_edtf(text)
    except EdtfError as error:
        raise ArgumentTypeError(str(error)) from error
    return days.earliest, days.latest
