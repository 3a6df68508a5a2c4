"""Print the facts of articles as JSON, one object a line; the database is not touched."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.extraction.explanation import explain, explain_confidence
from articles.management.explaining import console_for, print_confidence, print_sentences
from articles.management.extractors import load_analyser, load_from_files
from articles.reading import RawArticle, ReadingError, ReadingFailure, read_articles


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
        parser.add_argument(
            "--explain",
            action="store_true",
            help="show, in place of the JSON, every sentence with what was found in it, by which rule, what came of it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        show = self._explaining() if options["explain"] else self._as_json(mentions=options["mentions"])
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
                    show(article)
        except ReadingError as error:
            raise CommandError(str(error)) from error
        if failures:
            raise CommandError(f"{failures} of the inputs could not be read; the reasons stand above.")

    def _as_json(self, *, mentions: bool) -> Callable[[RawArticle], None]:
        facts_of = load_from_files(mentions=mentions)

        def show(article: RawArticle) -> None:
            self.stdout.write(json.dumps(facts_of(article).to_json(article.id), ensure_ascii=False))

        return show

    def _explaining(self) -> Callable[[RawArticle], None]:
        analyse, console = load_analyser(), console_for(self.stdout._out)

        def show(article: RawArticle) -> None:
            analysis = analyse(article)
            published = article.header.published or "an unknown day"
            console.rule(f"{article.id}, published on {published}", characters="═")
            print_sentences(console, explain(analysis))
            print_confidence(console, explain_confidence(analysis))

        return show
