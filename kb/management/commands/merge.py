"""`manage.py merge KIND DUPLICATE SURVIVOR`: two records are one."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.management.records import add_records, add_who_and_why, find_record, who_and_why
from kb.merging.merges import mark_not_same, merge
from kb.merging.objections import MergeRefused
from kb.merging.preview import Preview, preview_merge


class Command(BaseCommand):
    help = (
        "Merge a duplicate into the record that it is: its evidence and names count for the survivor, its address "
        "leads there. `unmerge` takes it back. Records are named by the last part of their address."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_records(parser, "duplicate", "survivor")
        parser.add_argument("--dry-run", action="store_true", help="say what would move, and change nothing")
        parser.add_argument("--force", action="store_true", help="merge although something speaks against it")
        parser.add_argument("--not-same", action="store_true", help="do not merge: remember that these are two")
        add_who_and_why(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        duplicate, survivor = find_record(options, "duplicate"), find_record(options, "survivor")
        who = who_and_why(options)
        try:
            if options["not_same"]:
                mark_not_same(duplicate, survivor, **who)
                self.stdout.write(f"“{duplicate}” and “{survivor}” are not the same, and are not proposed again.")
                return
            for line in told(preview_merge(duplicate, survivor)):
                self.stdout.write(line)
            if not options["dry_run"]:
                merge(duplicate, survivor, force=options["force"], **who)
                self.stdout.write(f"“{duplicate}” is merged into “{survivor}”; `unmerge` takes it back.")
        except MergeRefused as refused:
            raise CommandError(f"{refused} --force merges all the same, where that can be done.") from refused


def told(preview: Preview) -> list[str]:
    """A preview in lines."""
    moves = preview.moves
    lines = [f"{moves.sentences} sentences of {moves.articles} articles would count for “{preview.survivor}”."]
    for what, names in (("Names", moves.names), ("Posts", moves.posts), ("Who takes part", moves.people)):
        if names:
            lines.append(f"{what}: {', '.join(names)}.")
    if moves.meetings or moves.initiatives:
        lines.append(f"Meetings: {moves.meetings}, initiatives: {moves.initiatives}.")
    lines += [f"{change.label}: {change.before or '—'} → {change.after or '—'}" for change in preview.changes]
    return lines + [f"Against it: {objection.text}" for objection in preview.objections]
