"""Score extraction against gold facts, by record type and field."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.identity.from_files import known_from_files
from articles.management.extractors import load_from_files, load_version
from articles.scoring.evaluation import Evaluation, EvaluationError, changes, evaluate
from articles.scoring.identity import evaluate_links, links_errors, links_table
from articles.scoring.score import table

CORPUS = Path(settings.BASE_DIR) / "articles" / "sample_corpus"
ACCURACY = Path(settings.BASE_DIR) / "docs" / "accuracy.json"


class Command(BaseCommand):
    help = (
        "Score extraction against gold facts: precision, recall and F1 of actors, posts, meetings, initiatives and "
        "their participants, the share right of single fields, and the change against docs/accuracy.json."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--texts", type=Path, default=CORPUS / "texts", metavar="DIR", help="folder of texts")
        parser.add_argument("--gold", type=Path, default=CORPUS / "gold", metavar="DIR", help="folder of gold facts")
        parser.add_argument("--only", default="*", metavar="GLOB", help="score only the files whose name fits")
        parser.add_argument(
            "--links",
            action="store_true",
            help="score identity instead: which facts of different articles are one actor, meeting or initiative, "
            "against the links.json beside the gold folder",
        )
        parser.add_argument("--errors", action="store_true", help="list misses, extras and differences per file")
        parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
        parser.add_argument("--save", action="store_true", help="write the figures to docs/accuracy.json")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["links"]:
            self._score_links(options)
            return
        try:
            result = evaluate(options["texts"], options["gold"], load_from_files(), only=options["only"])
        except EvaluationError as error:
            raise CommandError(str(error)) from error
        document = {"pipeline": load_version(), "files": len(result.errors), "scores": result.figures}
        if options["json"]:
            self.stdout.write(json.dumps(document, ensure_ascii=False))
        else:
            self._print(result, errors=options["errors"], compare=_is_sample_corpus(options))
        if options["save"]:
            self._save(document, options)

    def _score_links(self, options: dict[str, Any]) -> None:
        links = options["gold"].parent / "links.json"
        try:
            gold, reports = evaluate_links(
                options["texts"], options["gold"], links, known_from_files(), load_from_files()
            )
        except EvaluationError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            figures = {facts: report.figures() for facts, report in reports.items()}
            self.stdout.write(json.dumps({"pipeline": load_version(), "links": figures}, ensure_ascii=False))
            return
        for facts, report in reports.items() if options["errors"] else ():
            self.stdout.write("\n".join([f"=== {facts} facts", *links_errors(gold, report)]))
        self.stdout.write("\n".join(links_table(reports)))

    def _print(self, result: Evaluation, *, errors: bool, compare: bool) -> None:
        for name, lines in result.errors.items() if errors else ():
            self.stdout.write("\n".join([f"=== {name}", *lines]))
        self.stdout.write(f"{len(result.errors)} files, pipeline {load_version()}")
        self.stdout.write("\n".join(table(result.figures)))
        if compare and ACCURACY.is_file():
            moved = changes(result.figures, json.loads(ACCURACY.read_text(encoding="utf-8"))["scores"])
            lines = [f"{section:<28}{points:+6.1f} points" for section, points in moved.items()]
            self.stdout.write("\n".join(["against docs/accuracy.json:", *(lines or ["no change"])]))

    def _save(self, document: dict[str, Any], options: dict[str, Any]) -> None:
        if not _is_sample_corpus(options):
            raise CommandError(
                "--save keeps the figures of the whole sample corpus: leave out --texts, --gold and --only."
            )
        ACCURACY.parent.mkdir(exist_ok=True)
        ACCURACY.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
        self.stdout.write(f"Figures written to {ACCURACY}.")


def _is_sample_corpus(options: dict[str, Any]) -> bool:
    return options["gold"] == CORPUS / "gold" and options["texts"] == CORPUS / "texts" and options["only"] == "*"
