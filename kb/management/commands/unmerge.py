"""`manage.py unmerge KIND DUPLICATE`: a merge is taken back."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.management.records import KINDS, add_who_and_why, find_record, find_user
from kb.merging.merges import unmerge
from kb.merging.objections import MergeRefused


class Command(BaseCommand):
    help = (
        "Take a merge back: the duplicate is a record again, with all that is its own. What was found while they were "
        "merged goes to the record that it names; what people wrote meanwhile stays where they wrote it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=KINDS)
        parser.add_argument("duplicate", help="last part of the address of the record that was merged")
        add_who_and_why(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        duplicate = find_record(options["kind"], options["duplicate"])
        try:
            merged = unmerge(duplicate, user=find_user(options["user"]), reason=options["reason"])
        except MergeRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"“{duplicate}” and “{merged.survivor}” are two records again.")
