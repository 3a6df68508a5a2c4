"""The values of one row of evidence in words, as the editing desk shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.models import Evidence
from kb.citations import TIED, cited_values
from kb.models import Actor, Initiative, Meeting


def values_in_words(evidence: Evidence, about: str) -> Iterator[tuple[str, str, str, float]]:
    """What each value is, how it was read, by which rule, how surely (0-1). `about`: the field of the record."""
    record, values = getattr(evidence, about), evidence.values
    actors = Actor.objects.in_bulk(list(_actors_of(values)))
    if isinstance(record, Meeting | Initiative):
        for value in cited_values(record, values, actors):
            yield capfirst(value.label), value.shown, value.rule, value.confidence
        return
    labels = {"kind": _("kind"), "name": _("name"), "title": _("title"), "body": _("body"), "former": _("former")}
    for name, entry in values.items():
        said = entry["value"]
        if name == "body":
            said = actors[said].name if said in actors else "—"
        elif isinstance(said, bool):
            said = _("yes") if said else _("no")
        yield capfirst(labels.get(name, name)), str(said), entry["rule"], entry["confidence"]


def _actors_of(values: Mapping[str, Any]) -> Iterator[int]:
    for name, entry in values.items():
        if name in TIED:
            yield from (tie["actor"] for tie in entry)
        elif name == "titles":
            yield from (title["body"] for title in entry if title["body"])
        elif name == "body" and entry["value"]:
            yield entry["value"]
