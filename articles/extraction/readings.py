"""What the analyser's network says beyond tags and trees: mentions with their traits, and arcs between them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from articles.extraction.chains import Chains

Array = NDArray[Any]

#: members less likely than this are left out
LEAST = 0.04
#: arcs less likely than this are not weighed
LEAST_ARC = 0.05
TAKING_PART = ("participant", "host", "chair", "attendee")
ACTORS = frozenset({"PERSON", "ORG", "COUNTRY", "GROUP"})
#: which roles an arc may have: kind of its row -> role -> labels of its column
MEETING_ROLES = {
    **dict.fromkeys(("participant", "host", "chair", "attendee"), ACTORS),
    "place": frozenset({"PLACE", "COUNTRY", "ORG"}),
    "date": frozenset({"DATE"}),
    "same": frozenset({"MEETING", "MEETING_TRIGGER"}),
}
INITIATIVE_ROLES = {
    "party": ACTORS,
    "date": frozenset({"DATE"}),
    "same": frozenset({"INITIATIVE", "INITIATIVE_TRIGGER"}),
}
ROLES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "MEETING": MEETING_ROLES,
    "MEETING_TRIGGER": MEETING_ROLES,
    "INITIATIVE": INITIATIVE_ROLES,
    "INITIATIVE_TRIGGER": INITIATIVE_ROLES,
    "POST": {"person": frozenset({"PERSON"}), "body": frozenset({"COUNTRY", "ORG", "GROUP"})},
    "PERSON": {"same": frozenset({"PERSON"})},
    "GROUP": {"same": frozenset({"PERSON", "ORG", "COUNTRY"})},
}


@dataclass(frozen=True)
class Mention:
    """A span of words (token indexes, end exclusive) that the network marked.

    `anchor`: the token that speaks for it; `traits`: task -> (label, probability); `confidence`: the least sure
    word's probability.
    """

    start: int
    end: int
    label: str
    anchor: int
    confidence: float
    traits: Mapping[str, tuple[str, float]]


@dataclass(frozen=True)
class Arc:
    """From the anchor of a mention to that of another: `role` is one of the model's relations.

    `against`: how likely the network holds it that the two have nothing to do with each other.
    """

    row: int
    column: int
    role: str
    confidence: float
    against: float = 0.0


@dataclass(frozen=True)
class Reading:
    """Mentions by layer, in the order of the text, and their arcs; token indexes are the doc's.

    `members`: from an event's mention to any mention in the text that takes part in it, or is its place or date, with
    the likelihood of that; `arcs` stand within a sentence, but for those to what means the `same`, which point back.
    """

    posts: tuple[Mention, ...] = ()
    events: tuple[Mention, ...] = ()
    anaphora: tuple[Mention, ...] = ()
    names: tuple[Mention, ...] = ()
    general: tuple[Mention, ...] = ()
    arcs: tuple[Arc, ...] = ()
    members: tuple[Arc, ...] = ()


def reading_of(doc: Doc) -> Reading:
    """What the analyser read; nothing where the pipeline has another or none."""
    reading: Reading | None = doc._.reading if doc.has_extension("reading") else None
    return reading or Reading()


@dataclass(frozen=True)
class WindowReading:
    """One window: its reading without what goes beyond it, and how the network sees its `n` anchors.

    `position`: the token of an anchor → its row in `vectors` (n, width) and in `relations` (n, n, labels; shares).
    """

    reading: Reading
    position: Mapping[int, int]
    vectors: Array
    relations: Array


def decode(
    out: Mapping[str, Array], labels: Mapping[str, Any], chains: Chains, tokens: Array, sentence: Array
) -> WindowReading:
    """One window's scores as a reading. `tokens`: the doc's index of each word; `sentence`: number of its sentence."""
    scores = chains.padded(out)
    chosen, shares = chains.best(scores, sentence), chains.shares(scores, sentence)
    spans = {name: list(_spans(chosen[name], shares[name], layer)) for name, layer in labels["layers"].items()}
    names = [(a, b) for a, b, *_ in spans["names"]]
    traits = {name: _softmax(out[name]) for name in labels["traits"]}
    found = {
        name: tuple(
            Mention(
                int(tokens[a]),
                int(tokens[b - 1]) + 1,
                label,
                int(tokens[at]),
                p,
                _traits(name, label, at, traits, labels["traits"]),
            )
            for a, b, label, p in layer
            for at in [anchor_of(a, b, names) if name in ("posts", "events") else a]
        )
        for name, layer in spans.items()
    }
    place = {int(token): n for n, token in enumerate(tokens)}
    anchors = np.array(sorted({place[m.anchor] for layer in found.values() for m in layer}), dtype=np.intp)
    relations = _softmax(out["relations"][np.ix_(anchors, anchors)])
    position = {int(tokens[at]): n for n, at in enumerate(anchors)}
    arcs = _arcs(relations, labels["relations"], found, position, sentence[anchors])
    return WindowReading(Reading(**found, arcs=tuple(arcs), members=()), position, out["seen"][anchors], relations)


def joined(readings: Sequence[Reading]) -> Reading:
    """The readings of a text's windows as one."""
    return Reading(**{f.name: tuple(x for r in readings for x in getattr(r, f.name)) for f in fields(Reading)})


def _softmax(scores: Array) -> Array:
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Array = raised / raised.sum(-1, keepdims=True)
    return shares


def _spans(chosen: Array, shares: Array, labels: Sequence[str]) -> Iterator[tuple[int, int, str, float]]:
    """Spans of a BIO layer as (start, end, label, confidence); `chosen`: the path; `shares`: likelihoods."""
    marks = [labels[i][0] for i in chosen]
    for start in (i for i, mark in enumerate(marks) if mark == "B"):
        end = next((i for i in range(start + 1, len(marks)) if marks[i] != "I"), len(marks))
        yield start, end, labels[chosen[start]][2:], float(shares[np.arange(start, end), chosen[start:end]].min())


def anchor_of(start: int, end: int, names: Sequence[tuple[int, int]]) -> int:
    """The first word of a span that no name inside it covers, else its first (as in training)."""
    covered = {i for a, b in names if a < end and start < b for i in range(a, b)}
    return next((i for i in range(start, end) if i not in covered), start)


def _traits(
    layer: str, label: str, at: int, shares: Mapping[str, Array], names: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, float]]:
    wanted: tuple[str, ...] = ()
    if layer == "posts":
        wanted = ("former",)
    elif label.startswith("MEETING"):
        wanted = ("meeting_kind", "meeting_status", "online")
    elif label.startswith("INITIATIVE"):
        wanted = ("initiative_kind", "initiative_status")
    return {
        name.partition("_")[2] or name: (names[name][int(best)], float(shares[name][at, best]))
        for name in wanted
        for best in [shares[name][at].argmax()]
    }


def _arcs(
    relations: Array,
    roles: Sequence[str],
    found: Mapping[str, Sequence[Mention]],
    position: Mapping[int, int],
    sentence: Array,
) -> Iterator[Arc]:
    """The most likely role of each pair of mentions of a sentence that can have one, however unlikely it is."""
    rows = [m for name in ("posts", "events") for m in found[name]]
    columns = [m for name in ("names", "anaphora") for m in found[name]]
    index = {role: n for n, role in enumerate(roles)}
    seen: set[tuple[int, int]] = set()
    for row in rows:
        i = position[row.anchor]
        for column in columns:
            j = position[column.anchor]
            if sentence[i] != sentence[j]:
                continue
            allowed = [
                index[role] for role, kinds in ROLES[row.label].items() if column.label in kinds and role != "same"
            ]
            if not allowed or (i, j) in seen:
                continue
            best = max(allowed, key=lambda role: relations[i, j, role])
            if relations[i, j, best] >= LEAST_ARC:
                seen.add((i, j))
                yield Arc(
                    row.anchor, column.anchor, roles[best], float(relations[i, j, best]), float(relations[i, j, 0])
                )


def courtesies(doc: Doc, names: Container[int]) -> dict[int, int]:
    """Tokens of a person's name as the network reads it that the rules leave out of the name, such as 'Shaikh' and
    'Dr', which its arcs may stand upon: each with a token that is in the name."""
    out: dict[int, int] = {}
    for mention in reading_of(doc).names:
        inner = next((i for i in range(mention.start, mention.end) if i in names), None)
        if mention.label == "PERSON" and inner is not None:
            out |= {i: inner for i in range(mention.start, mention.end) if i not in names}
    return out
