"""What must not get worse: figures held against the committed ones, with the remedy where one fell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from articles.scoring.evaluation import changes, main_figure

#: figures that the gate watches; the others follow from them
MAIN = (
    "actors", "actors.person", "actors.country", "actors.organisation", "posts",
    "meetings", "meetings.strict", "meetings.participants", "meetings.kind", "meetings.status", "meetings.date",
    "meetings.place", "meetings.online",
    "initiatives", "initiatives.strict", "initiatives.parties",
)  # fmt: skip
#: how many points a figure may fall
TOLERANCE = 1.0
#: calibration errors up to here pass whatever they were before
CALIBRATED = 0.05


def falls(now: Mapping[str, Any], before: Mapping[str, Any]) -> Iterator[str]:
    """A line about each main figure that fell too far; both are documents as `docs/accuracy.json` keeps them."""
    moved = changes(now["scores"], before["scores"])
    for section in MAIN:
        if moved.get(section, 0.0) < -TOLERANCE:
            was, is_ = (main_figure(document["scores"][section]) for document in (before, now))
            yield f"{section}: {100 * (was or 0):.1f} -> {100 * (is_ or 0):.1f} ({moved[section]:+.1f} points)"
    for section, found in now["calibration"].items():
        was = before.get("calibration", {}).get(section, {}).get("error", 0.0)
        if found["error"] > max(CALIBRATED, was):
            yield f"calibration error of {section}: {was:.3f} -> {found['error']:.3f} (at most {CALIBRATED} is wanted)"
