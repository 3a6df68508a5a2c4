"""Gold and predicted documents in one form, and the sentences of their text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from articles.scoring.comparing import norm

Span = tuple[int, int]
#: list of records in a document → the key of their members
MEMBERS = {"meetings": "participants", "initiatives": "parties"}

STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|\n[^\S\n]*\n")
ABBREVIATION = re.compile(
    r"\b([A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sen|Rep|Gov|St|No|vs|etc|e\.g|i\.e"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)


class AnchorError(ValueError):
    """Words of a gold anchor that do not stand in the text so many times."""


@dataclass(frozen=True)
class ScoredActor:
    id: str
    kind: str | None
    name: str
    surfaces: frozenset[str]
    posts: tuple[Mapping[str, Any], ...]
    optional: bool


@dataclass(frozen=True)
class ScoredRecord:
    """A meeting or initiative; `who`: actor id → role (None for parties)."""

    id: str
    kind: str | None
    name: str | None
    status: str | None
    date: str | None
    place: str | None
    online: bool
    who: Mapping[str, str | None]
    who_optional: frozenset[str]
    optional: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Document:
    actors: tuple[ScoredActor, ...]
    records: Mapping[str, tuple[ScoredRecord, ...]]


def sentences(text: str) -> list[Span]:
    """Spans of sentences: a stop before a capital or figure ends one, and so does a blank line."""
    spans, start = [], 0
    for m in STOP.finditer(text):
        after = text[m.end() :].lstrip()[:2].lstrip("\"'“‘([")
        blank = m.group().startswith("\n")
        if blank or not (after[:1].islower() or ABBREVIATION.search(text[start : m.end()])):
            spans.append((start, m.end()))
            start = m.end()
    spans.append((start, len(text)))
    trimmed = [
        (a + len(text[a:b]) - len(text[a:b].lstrip()), b - len(text[a:b]) + len(text[a:b].rstrip())) for a, b in spans
    ]
    return [(a, b) for a, b in trimmed if a < b]


def anchor_span(text: str, surface: str, n: int) -> Span:
    """Span of the n-th occurrence (from 1) of `surface`."""
    at = -1
    for _ in range(n):
        at = text.find(surface, at + 1)
        if at < 0:
            raise AnchorError(f"anchor not found: {surface!r} #{n}")
    return at, at + len(surface)


def read_document(doc: Mapping[str, Any], text: str, *, gold: bool) -> Document:
    """Bring a gold (surface/anchors) or predicted (mentions/evidence) document into one form."""
    return Document(
        tuple(_actor(a, text, gold) for a in doc.get("actors") or []),
        {
            part: tuple(_record(r, n, key, text, gold) for n, r in enumerate(doc.get(part) or [], 1))
            for part, key in MEMBERS.items()
        },
    )


def _spans(record: Mapping[str, Any], key: str) -> list[Span]:
    return [(s["start"], s["end"]) for s in record.get(key) or []]


def _actor(a: Mapping[str, Any], text: str, gold: bool) -> ScoredActor:
    surface = a.get("surface") or [] if gold else [text[s:e] for s, e in _spans(a, "mentions")]
    return ScoredActor(
        a["id"], a.get("kind"), a.get("name") or "", frozenset({norm(s) for s in surface} - {""}),
        tuple(a.get("posts") or []), gold and bool(a.get("optional")),
    )  # fmt: skip


def _record(r: Mapping[str, Any], n: int, key: str, text: str, gold: bool) -> ScoredRecord:
    who = [x if isinstance(x, dict) else {"actor": x} for x in r.get(key) or []]
    if gold:
        who += [{"actor": x, "optional": True} for x in r.get("parties_optional") or []]
    optional = frozenset(x["actor"] for x in who if gold and x.get("optional"))
    return ScoredRecord(
        id=r.get("id", f"#{n}"), kind=r.get("kind"), name=r.get("name"), status=r.get("status"), date=r.get("date"),
        place=r.get("place"), online=bool(r.get("online")),
        who={x["actor"]: x.get("role") for x in who if x["actor"] not in optional},
        who_optional=optional, optional=gold and bool(r.get("optional")),
        spans=tuple(anchor_span(text, *x) for x in r["anchors"]) if gold else tuple(_spans(r, "evidence")),
    )  # fmt: skip
