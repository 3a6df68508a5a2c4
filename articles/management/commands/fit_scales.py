"""Fit the scales with which extraction weighs its readings anew, to texts with gold facts."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.extraction.weighing import WEIGHTS, scale
from articles.management.extractors import load_analyser, load_version
from articles.scoring.documents import AnchorError
from articles.scoring.scales import fitted, judgements


class Command(BaseCommand):
    help = (
        "Fit the scales of extraction (who takes part, whether words tell of a meeting at all) to texts with gold "
        "facts that the analyser was not trained on, and write them to articles/extraction/weights.json."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folders", nargs="+", type=Path, metavar="DIR", help="folders with texts/ and gold/ in them"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        analyse, judged = load_analyser(), []
        for folder in options["folders"]:
            if not any((folder / "gold").glob("*.json")):
                raise CommandError(f"No gold in {folder / 'gold'}: name folders with texts/ and gold/ in them.")
            try:
                judged += judgements(folder / "texts", folder / "gold", analyse, each=self._tell)
            except (OSError, ValueError, AnchorError) as error:
                raise CommandError(f"{folder}: {error}") from error
        try:
            scales = fitted(judged)
        except ValueError as error:
            raise CommandError(str(error)) from error
        rows = {question: {"enough": s.enough, "weights": s.weights} for question, s in scales.items()}
        written = {"pipeline": load_version(), "readings": len(judged), **rows}
        WEIGHTS.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        scale.cache_clear()
        self.stdout.write(f"Scales fitted to {len(judged):,} readings written to {WEIGHTS}.")

    def _tell(self, name: str) -> None:
        self.stdout.write(name, ending=" ")
        self.stdout.flush()
