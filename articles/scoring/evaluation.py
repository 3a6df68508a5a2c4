"""Extraction scored on a folder of texts with gold facts."""

from __future__ import annotations

import fnmatch
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from articles.extraction.confidence import unsettled
from articles.extraction.facts import ArticleFacts
from articles.reading import RawArticle, read_text
from articles.scoring.calibration import Judged
from articles.scoring.documents import Span, sentences
from articles.scoring.score import Count, Report, Score, report


class EvaluationError(ValueError):
    """Texts or gold that cannot be scored; the message names the file and the remedy."""


@dataclass
class SentenceErrors:
    """A sentence of a text in one line, empty where errors belong to none, and what went wrong in it."""

    sentence: str
    lines: list[str]


@dataclass
class Evaluation:
    """The counts over all files; of each file its error lines by sentence; every fact that counts, judged."""

    count: Count = field(default_factory=Counter)
    errors: dict[str, list[SentenceErrors]] = field(default_factory=dict)
    judged: list[Judged] = field(default_factory=list)

    @property
    def figures(self) -> Report:
        return report(self.count)


def evaluate(texts: Path, gold: Path, facts_of: Callable[[RawArticle], ArticleFacts], *, only: str = "*") -> Evaluation:
    """Extract from every text that has gold and hold the facts against it; `only`: a pattern for the files' names.

    `facts_of` gives facts with their rough confidences (`calibrate=False`), which the judgements carry.
    """
    files = sorted(path for path in gold.glob("*.json") if fnmatch.fnmatch(path.stem, only))
    if not files:
        raise EvaluationError(
            f"No gold file fits {gold / (only + '.json')}; name a folder with --gold, a pattern with --only."
        )
    result = Evaluation()
    for path in files:
        article = _read(texts / f"{path.stem}.txt")
        facts = facts_of(article)
        score = _score(article, path, facts)
        result.count.update(score.count)
        result.errors[path.stem] = list(_by_sentence(score))
        counted = (each for each in unsettled(facts) if (each.section, each.id) in score.right)
        result.judged += [Judged(path.stem, each, score.right[each.section, each.id]) for each in counted]
    return result


def _by_sentence(score: Score) -> Iterator[SentenceErrors]:
    """The errors of a text under the sentences they belong to, in the order of the text."""
    spans = sentences(score.text)
    found: dict[Span, list[str]] = {}
    for line, at in zip(score.errors, score.places, strict=True):
        span = next((s for s in spans if s[0] <= at < s[1]), (-1, -1))
        found.setdefault(span, []).append(line)
    for span, lines in sorted(found.items()):
        yield SentenceErrors(" ".join(score.text[slice(*span)].split()) if span[0] >= 0 else "", lines)


def _read(path: Path) -> RawArticle:
    if not path.is_file():
        raise EvaluationError(f"No text {path} for its gold file; name the folder of texts with --texts.")
    return read_text(path.read_bytes(), id=path.stem, source=path.name)


def _score(article: RawArticle, gold: Path, facts: ArticleFacts) -> Score:
    try:
        return Score(article.text, json.loads(gold.read_text(encoding="utf-8")), facts.to_json(article.id))
    except (KeyError, TypeError, ValueError) as error:
        raise EvaluationError(f"{gold}: faulty annotation: {type(error).__name__} {error}") from error


def changes(now: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, float]:
    """Section → change of its F1 or share right against earlier figures, in points, where both are defined."""
    out = {}
    for section, figures in now.items():
        new, old = (main_figure(x) for x in (figures, before.get(section, {})))
        if new is not None and old is not None and abs(new - old) >= 0.0005:
            out[section] = 100 * (new - old)
    return out


def main_figure(figures: Mapping[str, Any]) -> float | None:
    """F1, or the share right of a field."""
    value = figures.get("f1", figures.get("accuracy"))
    return None if value is None else float(value)
