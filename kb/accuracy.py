"""How often extraction is right, in the words and pictures of the public page; the figures are docs/accuracy.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy, ngettext

#: what is looked for: its section, what it is called, whether it is part of the one above it, and how often two
#: careful people agree on it (docs/facts.md, last section), in hundredths
FOUND = (
    ("actors", gettext_lazy("Actors"), False, 99),
    ("actors.person", gettext_lazy("persons"), True, None),
    ("actors.country", gettext_lazy("countries"), True, None),
    ("actors.organisation", gettext_lazy("organisations"), True, None),
    ("posts", gettext_lazy("Posts of persons"), False, 96),
    ("meetings", gettext_lazy("Meetings"), False, 99),
    ("meetings.participants", gettext_lazy("who takes part"), True, 95),
    ("meetings.strict", gettext_lazy("date, status and people all right"), True, 78),
    ("initiatives", gettext_lazy("Initiatives"), False, 100),
    ("initiatives.parties", gettext_lazy("parties"), True, None),
    ("initiatives.strict", gettext_lazy("date, status and parties all right"), True, 89),
)
#: the fields of what was found
FIELDS = (
    ("meetings", gettext_lazy("Meetings"), ("kind", "status", "date", "place", "online")),
    ("initiatives", gettext_lazy("Initiatives"), ("kind", "status", "date", "name")),
)
FIELD_NAMES = {
    "kind": gettext_lazy("kind"),
    "status": gettext_lazy("status"),
    "date": gettext_lazy("date, exactly"),
    "place": gettext_lazy("place"),
    "online": gettext_lazy("online or not"),
    "name": gettext_lazy("name"),
}
PICTURES = (
    ("actors", gettext_lazy("Actors")),
    ("posts", gettext_lazy("Posts")),
    ("meetings", gettext_lazy("Meetings")),
    ("initiatives", gettext_lazy("Initiatives")),
)
#: standard deviations that hold 95 in 100
_Z = 1.96
#: side of a picture's square in its own units, and the radii of the smallest and the greatest dot
SIDE, LEAST_DOT, MOST_DOT = 200, 4, 16


@dataclass(frozen=True)
class Row:
    """A line of the table of what was found; shares in hundredths, None where nothing was looked for.

    `there`, `named`: of how many the shares are; `recall_within`, `precision_within`: between what they may be.
    """

    label: str
    part: bool
    recall: int | None
    precision: int | None
    people: int | None
    there: int
    named: int
    recall_within: tuple[int, int]
    precision_within: tuple[int, int]


@dataclass(frozen=True)
class Share:
    """A field of what was found: the share right in hundredths, of how many."""

    label: str
    right: int
    of: int


@dataclass(frozen=True)
class Dot:
    """Facts given about the same confidence, as a dot: its place in the picture, and what it says in words."""

    x: float
    y: float
    radius: float
    title: str
    given: str
    facts: int
    right: int


@dataclass(frozen=True)
class Picture:
    """Confidence against share right of one kind of fact; `error` in points: the mean distance between the two."""

    label: str
    facts: int
    error: float
    dots: list[Dot]


@dataclass(frozen=True)
class Accuracy:
    """All figures of the page."""

    files: int
    pipeline: str
    found: list[Row]
    fields: list[tuple[str, list[Share]]]
    pictures: list[Picture]


def read_accuracy(path: Path) -> Accuracy | None:
    """The figures as the page shows them; None without a file."""
    if not path.is_file():
        return None
    document = json.loads(path.read_text(encoding="utf-8"))
    scores, calibration = document["scores"], document.get("calibration", {})
    return Accuracy(
        document["files"],
        document["pipeline"],
        [_row(scores[section], str(label), part, people) for section, label, part, people in FOUND],
        [(str(label), list(_shares(scores, part, names))) for part, label, names in FIELDS],
        [_picture(calibration[section], str(label)) for section, label in PICTURES if section in calibration],
    )


@dataclass(frozen=True)
class Measured:
    """How far meetings may be relied on, in hundredths: are real, have all values right; and what people reach."""

    files: int
    real: int
    all_right: int
    people: int


def measured(path: Path) -> Measured | None:
    """The figures in a line, as they stand beside what people take along; None without a file."""
    return _measured(path, path.stat().st_mtime_ns) if path.is_file() else None


@lru_cache(maxsize=2)
def _measured(path: Path, changed: int) -> Measured:
    """Read once for each state of the file."""
    document = json.loads(path.read_text(encoding="utf-8"))
    scores, people = document["scores"], {section: agreed for section, _label, _part, agreed in FOUND}
    shares = [_hundredths(scores[section]["p"]) or 0 for section in ("meetings", "meetings.strict")]
    return Measured(document["files"], *shares, people["meetings.strict"] or 100)


def _row(figures: Mapping[str, Any], label: str, part: bool, people: int | None) -> Row:
    right, there, named = figures["tp"], figures["gold"], figures["pred"]
    shares = _hundredths(figures["r"]), _hundredths(figures["p"])
    return Row(label, part, *shares, people, there, named, within(right, there), within(right, named))


def within(right: int, of: int) -> tuple[int, int]:
    """Between which shares, in hundredths, the true one is 95 times in 100: E. B. Wilson's score interval (1927)."""
    if not of:
        return 0, 100
    share, spread = right / of, _Z * _Z / of
    middle = (share + spread / 2) / (1 + spread)
    reach = _Z / (1 + spread) * (share * (1 - share) / of + spread / of / 4) ** 0.5
    return round(100 * (middle - reach)), round(100 * (middle + reach))


def _shares(scores: Mapping[str, Any], part: str, names: tuple[str, ...]) -> list[Share]:
    fields = ((name, scores[f"{part}.{name}"]) for name in names)
    return [Share(str(FIELD_NAMES[name]), round(100 * f["accuracy"]), f["of"]) for name, f in fields if f["of"]]


def _picture(figures: Mapping[str, Any], label: str) -> Picture:
    return Picture(
        label, figures["facts"], round(100 * figures["error"], 1), [_dot(b, figures["facts"]) for b in figures["bins"]]
    )


def _dot(held: Mapping[str, Any], facts: int) -> Dot:
    """A dot whose area grows with its facts."""
    given = f"{round(100 * held['low'])}–{round(100 * held['high'])}%"
    right = round(100 * held["right"])
    said = ngettext(
        "%(facts)d fact given %(given)s: %(right)d%% of them right",
        "%(facts)d facts given %(given)s: %(right)d%% of them right",
        held["facts"],
    )
    return Dot(
        x=round(SIDE * held["confidence"], 1),
        y=round(SIDE * (1 - held["right"]), 1),
        radius=round(max(LEAST_DOT, MOST_DOT * (held["facts"] / facts) ** 0.5), 1),
        title=said % {"facts": held["facts"], "given": given, "right": right},
        given=given,
        facts=held["facts"],
        right=right,
    )


def _hundredths(share: float | None) -> int | None:
    return None if share is None else round(100 * share)
