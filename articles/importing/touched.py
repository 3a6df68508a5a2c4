"""The tables of evidence, and which records some of it spoke of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.models import ActorEvidence, InitiativeEvidence, MeetingEvidence, TenureEvidence

#: evidence tables and the name of the record that their rows speak of
EVIDENCE: tuple[tuple[type[Any], str], ...] = (
    (ActorEvidence, "actor"),
    (TenureEvidence, "tenure"),
    (MeetingEvidence, "meeting"),
    (InitiativeEvidence, "initiative"),
)


@dataclass
class Touched:
    """Records that some evidence spoke of: their values may have to follow, or they lost what they rest on."""

    actor: set[int] = field(default_factory=set)
    tenure: set[int] = field(default_factory=set)
    meeting: set[int] = field(default_factory=set)
    initiative: set[int] = field(default_factory=set)
    #: names of the places that it told
    places: set[str] = field(default_factory=set)
    #: actors whose names it told, also where they are merged into others
    named: set[int] = field(default_factory=set)

    def add(self, others: Touched) -> None:
        for _, relation in EVIDENCE:
            getattr(self, relation).update(getattr(others, relation))
        self.places |= others.places
        self.named |= others.named

    def add_places(self, values: Iterable[Mapping[str, Any]]) -> None:
        """Remember the places that rows of evidence tell, by their values."""
        self.places.update(each["place"]["value"] for each in values if each.get("place"))

    def without(self, others: Touched) -> Touched:
        left = {relation: getattr(self, relation) - getattr(others, relation) for _, relation in EVIDENCE}
        return Touched(**left, places=self.places)
