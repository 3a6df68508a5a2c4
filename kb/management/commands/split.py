"""`manage.py split KIND RECORD ARTICLE…`: what some articles say of a record is about another."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.management.records import add_records, add_who_and_why, find_record, who_and_why
from kb.merging.objections import MergeRefused
from kb.merging.preview import taken_back
from kb.merging.splits import split
from kb.models import Actor
from kb.models.querysets import other_end


class Command(BaseCommand):
    help = (
        "Take what some articles say of a record out of it, into a new record, and remember it when they are imported "
        "again. Records and articles are named by the last part of their addresses."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_records(parser, "record")
        parser.add_argument("articles", nargs="+", metavar="article")
        parser.add_argument("--name", default="", help="name of the new record; none: that of the old one")
        parser.add_argument("--dry-run", action="store_true", help="say what would be taken out, and change nothing")
        add_who_and_why(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        record = find_record(options, "record")
        table = other_end(other_end(Actor, "evidence"), "article")
        articles = list(table.objects.filter(slug__in=options["articles"]))
        if missing := set(options["articles"]) - {article.slug for article in articles}:
            raise CommandError(f"There is no article with the address {', '.join(sorted(missing))}.")
        who = who_and_why(options)
        try:
            if options["dry_run"]:
                with taken_back():
                    new = split(record, articles, name=options["name"], **who)
                    said = f"{new.evidence.count()} sentences would be those of a new record, “{new}”."
            else:
                new = split(record, articles, name=options["name"], **who)
                said = f"{new.evidence.count()} sentences are those of {new.slug} now."
        except MergeRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(said)
