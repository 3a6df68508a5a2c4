"""`manage.py suggest_duplicates KIND`: records that may be one, the most likely first."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kb.labels import record_label
from kb.management.records import KINDS, add_records
from kb.suggestions.duplicates import suggested_duplicates


class Command(BaseCommand):
    help = (
        "List pairs of records that may be one, the most likely first, with the reasons. Pairs that people told apart "
        "are left out. Nothing is changed: `merge` merges, and `merge --not-same` remembers that two are two."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_records(parser)
        parser.add_argument("--most", type=int, default=50, help="how many pairs (default: %(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        pairs = suggested_duplicates(KINDS[options["kind"]], most=options["most"])
        for pair in pairs:
            labels = " | ".join(f"{record_label(record)} ({record.slug})" for record in (pair.first, pair.second))
            self.stdout.write(f"{pair.score:.2f}  {labels}: {', '.join(pair.reasons)}")
        if not pairs:
            self.stdout.write("No two look like one.")
