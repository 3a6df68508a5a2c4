"""Print the facts of articles as JSON, one object a line; the database is not touched."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.management.extractors import load_from_files
from articles.reading import ReadingError, ReadingFailure, read_articles


class Command(BaseCommand):
    help = (
        "Print the facts of articles as JSON, one object a line: .txt files, .jsonl and .csv tables, folders, "
        "patterns, or '-' for standard input. Needs no database. Inputs that cannot be read are named on "
        "standard error, and the command ends with exit code 1."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="FILE", help="file, folder, pattern, or - for standard input")
        parser.add_argument("--encoding", help="encoding of texts that are not UTF-8 (detected without this option)")
        parser.add_argument("--mentions", action="store_true", help="list every date and name of the texts, too")

    def handle(self, *args: Any, **options: Any) -> None:
        facts_of = load_from_files(mentions=options["mentions"])
        failures = 0
        try:
            articles = read_articles(
                options["paths"], stdin=sys.stdin.buffer, encoding=options["encoding"],
                max_bytes=settings.KB_MAX_ARTICLE_BYTES,
            )  # fmt: skip
            for article in articles:
                if isinstance(article, ReadingFailure):
                    failures += 1
                    self.stderr.write(f"{article.source}: {article.reason}")
                else:
                    self.stdout.write(json.dumps(facts_of(article).to_json(article.id), ensure_ascii=False))
        except ReadingError as error:
            raise CommandError(str(error)) from error
        if failures:
            raise CommandError(f"{failures} of the inputs could not be read; the reasons stand above.")
