"""The sentences that a brief cites, numbered in the order of its lines: for each record the one that says most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from kb.citations import agrees, quote_html
from kb.models import Initiative, Meeting
from kb.models.querysets import other_end

#: fields that a line of a brief tells
_TOLD = ("date_edtf", "status", "kind")


@dataclass(frozen=True)
class Source:
    number: int
    evidence: Any
    quote: SafeString
    #: the number of the first sentence of the same article, which names it; None for that one
    named_at: int | None = None


@dataclass
class Sources:
    """All that is cited, and the number by which each record is."""

    all: list[Source] = field(default_factory=list)
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)

    def number_of(self, record: Meeting | Initiative) -> int | None:
        return self.numbers.get(_key(record))


def cite_lines(lines: Iterable[Meeting | Initiative | None]) -> Sources:
    """Number the sentences for the records of some lines, in their order. A record that no article tells has none."""
    records: dict[tuple[str, int], Meeting | Initiative] = {_key(record): record for record in lines if record}
    rows = {**_rows(records, Meeting), **_rows(records, Initiative)}
    sources, seen = Sources(), {}
    named: dict[int, int] = {}
    for key in records:
        if row := rows.get(key):
            place = (row.article_id, row.start, row.end)
            if place not in seen:
                seen[place] = len(sources.all) + 1
                sources.all.append(Source(seen[place], row, quote_html(row), named.get(row.article_id)))
                named.setdefault(row.article_id, seen[place])
            sources.numbers[key] = seen[place]
    return sources


def _rows(
    records: dict[tuple[str, int], Meeting | Initiative], model: type[Meeting] | type[Initiative]
) -> dict[tuple[str, int], Any]:
    """Of each record of a model, the row of evidence to cite, with its article."""
    name = model._meta.model_name or ""
    keys = [key for kind, key in records if kind == name]
    if not keys:
        return {}
    evidence = other_end(model, "evidence").objects
    found = evidence.visible().filter(**{f"{name}__in": keys}).order_by("article", "start", "pk")
    best: dict[int, tuple[tuple[int, float], int]] = {}
    for pk, record, values, confidence in found.values_list("pk", name, "values", "confidence"):
        rank = (_agreement(records[name, record], values), confidence)
        if record not in best or rank > best[record][0]:
            best[record] = (rank, pk)
    chosen = (
        evidence.filter(pk__in=[pk for _, pk in best.values()]).select_related("article").defer("article__original")
    )
    return {(name, getattr(row, f"{name}_id")): row for row in chosen}


def _agreement(record: Meeting | Initiative, values: dict[str, Any]) -> int:
    """How many values of the line a row gives."""
    given = (name for name in _TOLD if name in values and values[name]["value"])
    return sum(1 for name in given if agrees(name, values[name]["value"], getattr(record, name)))


def _key(record: Meeting | Initiative) -> tuple[str, int]:
    return record._meta.model_name or "", record.pk
