"""Read articles again that an older version of the pipeline read."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.importing.reread import Selection, reprocess, version_order
from articles.importing.runs import RunSummary
from articles.management.extractors import load_version
from articles.management.progress import count_of
from articles.management.running import add_run_options, as_asked, print_outcome
from articles.management.summaries import end_with
from kb.edtf import EdtfError, read_edtf


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
        versions.add_argument(
            "--version-below", type=version, default="", metavar="V", help="only those of older versions than V"
        )
        versions.add_argument(
            "--version", type=version, default="", metavar="V", help="only those of exactly this version"
        )
        parser.add_argument("--agency", default="", help="only those of this agency")
        parser.add_argument("--since", type=first_day, metavar="DATE", help="published on that day or later")
        parser.add_argument("--until", type=last_day, metavar="DATE", help="published on that day or earlier")
        add_run_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        summary = self._reprocess(options)
        print_outcome(self, options, summary)
        if summary.failures and not (summary.interrupted or summary.stopped):
            raise CommandError(
                f"{count_of(len(summary.failures), 'article')} failed and kept the evidence they had; the same command "
                "tries them again."
            )
        end_with(summary, dry_run=options["dry_run"])

    def _reprocess(self, options: dict[str, Any]) -> RunSummary:
        selection = Selection(
            load_version(), below=options["version_below"], version=options["version"], agency=options["agency"],
            since=options["since"], until=options["until"],
        )  # fmt: skip
        kept = {name: options[name] for name in ("version_below", "version", "agency")}
        kept |= {name: options[name] and options[name].isoformat() for name in ("since", "until")}
        with as_asked(self, options, selection.articles().count(), what="Reading again") as how:
            return reprocess(selection, options=kept, **how)


def version(text: str) -> str:
    """Versions are compared by their numbers, so one without any is a slip."""
    if not version_order(text):
        raise ArgumentTypeError(f"{text!r} is no version; the page of a run says its own, such as {load_version()}")
    return text


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
