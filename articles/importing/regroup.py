"""Which record each telling belongs to, worked out anew where a new article touches what is known.

The tellings that share a key with the new ones are grouped again, old and new together, so that the outcome is the
same in whatever order articles come. Tellings move between records that only the program made; what people touched
stays as it is, and only gains.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Exists, OuterRef, Q

from articles.identity.neighbours import At
from articles.identity.occasions import IdentifiedTellings, identify_neighbours
from articles.importing.neighbourhood import Neighbourhood, keys_table, likening_of
from articles.importing.settle import EVENTS, EventType
from articles.importing.told_before import Stored, read_whole
from articles.models import Misreading
from kb.merging.belongings import survivors
from kb.models import Decision, Merge, NotSame, ReviewState, Split


@dataclass
class Plan:
    """Groups of tellings with the record of each (None: to be made), and the records that all this is about."""

    groups: list[tuple[int | None, list[Stored]]] = field(default_factory=list)
    held: set[int] = field(default_factory=set)
    #: those of which so much is told that they stay as they are
    often: set[int] = field(default_factory=set)
    waiting: Mapping[At, frozenset[At]] = field(default_factory=dict)
    #: records of which the article told before it was read again, by words that people reviewed
    before: set[int] = field(default_factory=set)

    def give(self, group: list[Stored], record: int) -> None:
        """A group without a record gets one, with what else belongs to that."""
        group += [each for pk, others in self.groups if pk == record for each in others]
        others = [each for each in self.groups if each[0] != record and each[1] is not group]
        self.groups = [*others, (record, group)]

    def moves(self) -> Iterable[tuple[Stored, int]]:
        """Tellings that leave their record for another one that is there."""
        for record, group in self.groups:
            for stored in group:
                if stored.record is not None and record is not None and stored.record != record:
                    yield stored, record


def plan(
    event: EventType,
    new: Sequence[Stored],
    around: Collection[int] = (),
    previous: Collection[int] = (),
    restored: Collection[int] = (),
) -> Plan:
    """Group new tellings with those that they are linked with; `around`, `previous`: records that are to be looked at
    as well. Those of `restored` were not there until now: they may be what people touched meanwhile."""
    view = Neighbourhood(event, new, {*around, *previous})
    again = view.told_again()
    linked, known = view.linked_all(but=again), view.by_record(view.stored)
    grown = [{at, *known[record]} for at, record in again.items()]
    if any(group & linked for group in grown):
        grown, linked = [], view.linked_all()
    groups = view.by_record(linked.union(*grown))
    touched = touched_by_people(event, {*around, *groups} - view.often)
    held = touched | view.often
    together = [ats for record, ats in groups.items() if record in held]
    # what people touched takes in no other record that is there: were the article that links the two taken back, nobody
    # could tell any more what had come by it
    others = groups.keys() - held.union(restored) if touched else ()
    settled = {at for record in others for at in groups[record]}
    found = identify_neighbours(view.near, linked, together, settled)
    found = replace(found, groups=(*found.groups, *map(frozenset, grown)))
    return Plan(_records(found, view.stored.values(), held), held, view.often, found.waiting, view.before)


def _records(
    found: IdentifiedTellings, stored: Iterable[Stored], held: Collection[int]
) -> list[tuple[int | None, list[Stored]]]:
    """The record of each group: the one that people touched, else the one that most of the group belongs to."""
    by_at = {each.telling.at: each for each in stored}
    groups = [sorted((by_at[at] for at in group), key=lambda each: each.age) for group in found.groups]
    wishes = []
    for number, group in enumerate(groups):
        for record, count in Counter(each.record for each in group if each.record is not None).items():
            wishes.append((record not in held, -count, group[0].age, record, number))
    records: dict[int, int] = {}
    for *_, record, number in sorted(wishes):
        if number not in records and record not in records.values():
            records[number] = record
    return [(records.get(number), group) for number, group in enumerate(groups)]


def touched_by_people(event: EventType, pks: Collection[int]) -> set[int]:
    """Records that people confirmed, rejected, merged, parted or changed: they keep what they have."""
    if not pks:
        return set()
    rows = event.model._base_manager.filter(pk__in=pks)
    said = _said_by_people(event.relation, ContentType.objects.get_for_model(event.model).pk)
    return set(rows.filter(said).values_list("pk", flat=True))


@cache
def _said_by_people(relation: str, kind: int) -> Q:
    """What makes a record one that people touched; made once, since it takes longer to make than to ask."""
    event = next(each for each in EVENTS if each.relation == relation)
    ties = event.tie.objects.filter(_of(relation)).exclude(review=ReviewState.MACHINE)
    evidence = event.evidence.objects.filter(_of(relation)).exclude(review=ReviewState.MACHINE)
    said = [
        Exists(Decision.objects.filter(content_type=kind, object_id=OuterRef("pk"))),
        Exists(ties),
        Exists(evidence),
        Exists(Misreading.objects.filter(**{relation: OuterRef("pk")})),
        *(
            Exists(table.objects.filter(content_type=kind, **{column: OuterRef("pk")}))
            for table, columns in _PAIRS
            for column in columns
        ),
    ]
    return reduce(or_, said, ~Q(review=ReviewState.MACHINE) | ~Q(note="") | Q(merged_into__isnull=False))


_PAIRS: tuple[tuple[Any, tuple[str, str]], ...] = (
    (Merge, ("duplicate_id", "survivor_id")),
    (NotSame, ("first_id", "second_id")),
    (Split, ("record_id", "into_id")),
)


def _of(relation: str) -> Q:
    return Q(**{relation: OuterRef("pk")}) | Q(**{f"own_{relation}": OuterRef("pk")})


def write_keys(
    event: EventType,
    groups: Iterable[tuple[int, Iterable[Stored]]],
    *,
    new: Collection[int] = (),
    often: Collection[int] = (),
) -> None:
    """Bring the keys of records in line with their tellings; `new` records have none yet. Of those told `often` not
    all tellings are at hand, and no key is taken away."""
    table, keys_of = keys_table(event), likening_of(event).keys
    wanted = {pk: {key for each in group for key in keys_of(each.telling).kept} for pk, group in groups}
    there: dict[int, dict[str, int]] = defaultdict(dict)
    asked = Q(**{f"{event.relation}__in": wanted.keys() - {*new, *often}})
    for pk in wanted.keys() & often:
        asked |= Q(**{event.relation: pk}, key__in=wanted[pk])
    if wanted.keys() - set(new):
        for pk, record, key in table.objects.filter(asked).values_list("pk", event.relation, "key"):
            there[record][key] = pk
    gone = [row for record, rows in there.items() for key, row in rows.items() if key not in wanted[record]]
    if gone:
        table.objects.filter(pk__in=gone).delete()
    table.objects.bulk_create(
        table(**{f"{event.relation}_id": record, "key": key})
        for record, keys in wanted.items()
        for key in sorted(keys - there[record].keys())
    )


def rebuild_keys(event: EventType) -> None:
    """The keys of all records anew, from what articles tell of them."""
    keys_table(event).objects.all().delete()
    told = event.model._base_manager.filter(evidence__isnull=False).distinct()
    pks = list(told.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), _REBUILT):
        groups = defaultdict(list)
        for each in read_whole(event, pks[start : start + _REBUILT]):
            groups[each.record].append(each)
        write_keys(event, [(pk, group) for pk, group in groups.items() if pk is not None], new=pks)


def rebuild_missing_keys(**signal: Any) -> None:
    """After migrations: keys that a migration took away since they are made otherwise now."""
    tables = set(connection.introspection.table_names())
    for event in EVENTS:
        there = {event.evidence._meta.db_table, keys_table(event)._meta.db_table} <= tables
        if there and event.evidence.objects.exists() and not keys_table(event).objects.exists():
            rebuild_keys(event)


#: records whose keys are made at once
_REBUILT = 10


def keys_of_records(event: EventType, pks: Collection[int]) -> dict[int, set[str]]:
    """The keys of each of these records."""
    keys: dict[int, set[str]] = {pk: set() for pk in pks}
    rows = keys_table(event).objects.filter(**{f"{event.relation}__in": pks})
    for record, key in rows.values_list(event.relation, "key"):
        keys[record].add(key)
    return keys


def apply_moves(event: EventType, planned: Plan) -> tuple[set[int], set[int]]:
    """Move evidence between records; the records that gained some, and those that lost some. What a merged record gains
    counts for the one that it is merged into."""
    gained: dict[int, list[Q]] = defaultdict(list)
    lost = set()
    for stored, record in planned.moves():
        gained[record].append(Q(article=stored.article, fact=stored.telling.fact, **{event.relation: stored.record}))
        lost.add(stored.record)
    into = survivors(event.model, gained) if gained else {}
    for record, which in gained.items():
        rows = event.evidence.objects.filter(reduce(or_, which), **{f"own_{event.relation}": None})
        own = record if record in into else None
        rows.update(**{event.relation: into.get(record, record), f"own_{event.relation}": own})
    return {*gained, *into.values()}, {record for record in lost if record is not None}
