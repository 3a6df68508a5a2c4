"""What speaks for and against a reading, weighed: logistic regressions over named figures.

`weights.json` holds their weights, fitted to annotated texts by `manage.py fit_scales` (docs/extraction.md).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WEIGHTS = Path(__file__).parent / "weights.json"
#: a share is taken for no less and no more, so that its log odds stay finite
LEAST, MOST = 0.02, 0.98

Figures = Mapping[str, float]


class WeightsError(ValueError):
    """The file of weights cannot be used; the message names it and the remedy."""


@dataclass(frozen=True)
class Scale:
    """Weighs the figures of one question; `enough`: the likelihood from which the answer is yes."""

    weights: Figures
    enough: float

    def likelihood(self, figures: Figures) -> float:
        """The share right among readings with these figures."""
        # exact, so that the order of the figures, which may hang on a set's, changes no digit
        odds = math.fsum(self.weights.get(name, 0.0) * figure for name, figure in figures.items())
        return 1 / (1 + math.exp(-max(min(odds, 30.0), -30.0)))


def log_odds(share: float) -> float:
    share = min(max(share, LEAST), MOST)
    return math.log(share / (1 - share))


@cache
def scale(question: str) -> Scale:
    """The fitted scale of a question: 'taking part' or 'told at all'."""
    try:
        row = json.loads(WEIGHTS.read_text(encoding="utf-8"))[question]
        return Scale(row["weights"], row["enough"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(
            f"{WEIGHTS} is broken ({error!r}): restore it from the repository or run `manage.py fit_scales`."
        ) from error
