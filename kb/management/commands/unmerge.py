"""`manage.py unmerge KIND DUPLICATE`: a merge is taken back."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.management.records import add_records, add_who_and_why, find_record, who_and_why
from kb.merging.merges import unmerge
from kb.merging.objections import MergeRefused


class Command(BaseCommand):
    help = (
        "Take a merge back: the duplicate is a record again, with all that is its own. What was found while they were "
        "merged goes to the record that it names; what people wrote meanwhile stays where they wrote it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_records(parser, "duplicate")
        add_who_and_why(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        duplicate = find_record(options, "duplicate")
        try:
            merged = unmerge(duplicate, **who_and_why(options))
        except MergeRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"“{duplicate}” and “{merged.survivor}” are two records again.")
