"""Score extraction against gold facts, by record type and field, and its confidence."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.extraction.confidence import CURVES, curves
from articles.identity.from_files import known_from_files
from articles.management.extractors import load_from_files, load_version
from articles.scoring.calibration import (
    Given,
    calibration_figures,
    calibration_table,
    cross_validated,
    fit_curves,
)
from articles.scoring.evaluation import Evaluation, EvaluationError, changes, evaluate
from articles.scoring.gate import falls
from articles.scoring.identity import evaluate_links, links_errors, links_table
from articles.scoring.score import table

CORPUS = Path(settings.BASE_DIR) / "articles" / "sample_corpus"
ACCURACY = Path(settings.BASE_DIR) / "docs" / "accuracy.json"


class Command(BaseCommand):
    help = (
        "Score extraction against gold facts: precision, recall and F1 of actors, posts, meetings, initiatives and "
        "their participants, the share right of single fields, the change of each against docs/accuracy.json, and "
        "whether confidence keeps its word. docs/extraction.md says how to read the figures."
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
        parser.add_argument("--errors", action="store_true", help="list misses, extras and differences by sentence")
        parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
        parser.add_argument("--save", action="store_true", help="accept the figures: write them to docs/accuracy.json")
        parser.add_argument(
            "--check", action="store_true", help="fail where a main figure fell by more than one point (make test)"
        )
        parser.add_argument(
            "--calibrate", action="store_true", help="fit the curves of confidence anew and write them for extraction"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["links"]:
            self._score_links(options)
            return
        whole = _is_sample_corpus(options)
        if not whole and (options["save"] or options["calibrate"] or options["check"]):
            raise CommandError(
                "--save, --calibrate and --check are about the whole sample corpus: leave out --texts, --gold and "
                "--only."
            )
        try:
            result = evaluate(options["texts"], options["gold"], load_from_files(calibrate=False), only=options["only"])
        except EvaluationError as error:
            raise CommandError(str(error)) from error
        if options["calibrate"]:
            self._write_curves(result)
        document = _document(result, cross_validate=whole)
        if options["json"]:
            self.stdout.write(json.dumps(document, ensure_ascii=False))
        else:
            self._print(result, document, errors=options["errors"], compare=whole)
        if options["check"]:
            self._check(document)
        if options["save"]:
            ACCURACY.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
            self.stdout.write(f"Figures written to {ACCURACY}.")

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

    def _print(self, result: Evaluation, document: dict[str, Any], *, errors: bool, compare: bool) -> None:
        for name, sentences in result.errors.items() if errors else ():
            self.stdout.write(f"=== {name}")
            for each in sentences:
                lines = [each.sentence or "(no sentence)", *(f"    {line}" for line in each.lines)]
                self.stdout.write("\n".join(lines))
        self.stdout.write(f"{document['files']} files, pipeline {document['pipeline']}")
        before = _committed() if compare else None
        moved = changes(document["scores"], before["scores"]) if before else None
        if before:
            self.stdout.write(f"change: in points against docs/accuracy.json (pipeline {before['pipeline']})")
        self.stdout.write("\n".join(table(document["scores"], moved)))
        how = "each article's facts by curves fitted without it" if compare else "as extraction gives it"
        self.stdout.write(f"\nDoes confidence keep its word? ({how})")
        self.stdout.write("\n".join(calibration_table(document["calibration"])))

    def _check(self, document: dict[str, Any]) -> None:
        before = _committed()
        if before is None:
            raise CommandError(f"There are no figures to hold these against: write {ACCURACY} with `evaluate --save`.")
        if fell := list(falls(document, before)):
            raise CommandError(
                "\n".join(
                    [
                        "Extraction got worse than docs/accuracy.json says:",
                        *(f"  {line}" for line in fell),
                        "See what went wrong: .venv/bin/python manage.py evaluate --errors",
                        "After a new analyser or new rules, fit confidence anew: … evaluate --calibrate",
                        "To accept the new figures: .venv/bin/python manage.py evaluate --save, and commit them "
                        "with the reason.",
                    ]
                )
            )
        self.stdout.write("No main figure fell by more than one point.")

    def _write_curves(self, result: Evaluation) -> None:
        rows = {
            section: {"bias": curve.bias, "rough": curve.rough, "weights": dict(curve.weights)}
            for section, curve in fit_curves(result.judged).items()
        }
        written = {"pipeline": load_version(), "articles": len(result.errors), "curves": rows}
        CURVES.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        curves.cache_clear()
        self.stdout.write(f"Curves of confidence written to {CURVES}.")


def _document(result: Evaluation, *, cross_validate: bool) -> dict[str, Any]:
    """The figures as they are printed and kept."""
    given = {}
    for section in dict.fromkeys(j.fact.section for j in result.judged):
        judged = [j for j in result.judged if j.fact.section == section]
        given[section] = (
            cross_validated(judged)
            if cross_validate
            else [Given(curves()[section].of(j.fact), j.right) for j in judged]
        )
    return {
        "pipeline": load_version(),
        "files": len(result.errors),
        "scores": result.figures,
        "calibration": calibration_figures(given),
    }


def _committed() -> dict[str, Any] | None:
    """The figures of docs/accuracy.json, if there are any."""
    return json.loads(ACCURACY.read_text(encoding="utf-8")) if ACCURACY.is_file() else None


def _is_sample_corpus(options: dict[str, Any]) -> bool:
    return options["gold"] == CORPUS / "gold" and options["texts"] == CORPUS / "texts" and options["only"] == "*"
