"""Pairs of records that may be one, the most likely first, without those that people told apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from kb.models import Actor, Initiative, Meeting, Merge, NotSame, Record
from kb.suggestions.blocks import Pairs, actor_pairs, initiative_pairs, meeting_pairs
from kb.suggestions.likeness import LIKELY, Likeness, actor_likeness, initiative_likeness, meeting_likeness
from kb.suggestions.traits import actor_traits, initiative_traits, meeting_traits


@dataclass(frozen=True)
class Suggestion:
    """Two records that may be one: how likely (0 to 1, for the order alone), and why."""

    first: Any
    second: Any
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Way:
    """How duplicates of one kind are looked for."""

    traits: Callable[[Collection[int] | None], Mapping[int, Any]]
    pairs: Callable[[Iterable[Any]], Pairs]
    likeness: Callable[[Any, Any], Likeness | None]


WAYS: dict[type[Record], _Way] = {
    Actor: _Way(actor_traits, actor_pairs, actor_likeness),
    Meeting: _Way(meeting_traits, meeting_pairs, meeting_likeness),
    Initiative: _Way(initiative_traits, initiative_pairs, initiative_likeness),
}


def suggested_duplicates(model: type[Record], *, most: int | None = 50, least: float = LIKELY) -> list[Suggestion]:
    """The likeliest pairs of actors, meetings or initiatives. Reads the whole kind: a list for a queue, not for a page
    of each record."""
    way = WAYS[model]
    traits = way.traits(None)
    return _alike(model, traits, way.pairs(traits.values()), most=most, least=least)


def suggested_among(model: type[Record], pairs: Pairs) -> list[Suggestion]:
    """Those of some pairs that may still be one."""
    if not pairs:
        return []
    traits = WAYS[model].traits({pk for pair in pairs for pk in pair})
    there = {pair for pair in pairs if traits.keys() >= set(pair)}
    return _alike(model, traits, there, most=None, least=LIKELY)


def _alike(
    model: type[Record], traits: Mapping[int, Any], pairs: Pairs, *, most: int | None, least: float
) -> list[Suggestion]:
    found = []
    for first, second in pairs - _told_apart(model):
        likeness = WAYS[model].likeness(traits[first], traits[second])
        if likeness is not None and likeness.score >= least:
            found.append((-likeness.score, first, second, likeness))
    found.sort(key=lambda pair: pair[:3])
    return _with_records(model, found[:most])


def _told_apart(model: type[models.Model]) -> Pairs:
    """Pairs that are not the same, and those whose merge was taken back, by the records that they count for."""
    kind = ContentType.objects.get_for_model(model)
    pairs = set(NotSame.objects.filter(content_type=kind).values_list("first_id", "second_id"))
    undone = Merge.objects.filter(content_type=kind, undone_at__isnull=False)
    pairs |= set(undone.values_list("duplicate_id", "survivor_id"))
    into = dict(model._default_manager.filter(merged_into__isnull=False).values_list("pk", "merged_into"))
    shown = ((into.get(one, one), into.get(other, other)) for one, other in pairs)
    return {(min(pair), max(pair)) for pair in shown}


def _with_records(model: Any, found: list[tuple[float, int, int, Likeness]]) -> list[Suggestion]:
    wanted = {pk for _, first, second, _ in found for pk in (first, second)}
    records = model.objects.filter(pk__in=wanted)
    by_pk = {record.pk: record for record in (records if model is Actor else records.with_display())}
    return [Suggestion(by_pk[one], by_pk[other], like.score, like.reasons) for _, one, other, like in found]
