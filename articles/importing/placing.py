"""Tellings get their records: those that are known, and new ones; what is told elsewhere moves along where it must."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.extraction.facts import InitiativeFact, MeetingFact
from articles.identity.neighbours import At
from articles.importing.neighbourhood import likening_of
from articles.importing.places import find_places
from articles.importing.regroup import (
    Plan,
    apply_moves,
    keys_of_records,
    plan,
    touched_by_people,
    write_keys,
)
from articles.importing.settle import EventType, date_columns
from articles.importing.told_before import Stored, read_stored
from articles.importing.waiting import write_candidates
from articles.models import Article, Misreading
from kb.models.topics import join_topics
from kb.names import name_key
from kb.slugs import free_slug, slug_of

#: letters of the number behind an address that two records would have
_MARK = 5
#: characters of an address that leave room for a hyphen and the mark in what `slug_of` takes: of 112, the mark of two
#: consultations of the same three bodies was cut off
_BEFORE_MARK = 106


@dataclass
class Placed:
    """`records`: by id of the new facts. `created`: new records; `changed`: whose evidence is another now; `lost`:
    those of them that some tellings left; `held`: those of them that people touched.

    `told_once`: new records that nothing but one new fact tells of; `told_again`: known ones of which one more fact
    tells, and nothing else is changed.
    """

    records: dict[str, int] = field(default_factory=dict)
    created: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    lost: set[int] = field(default_factory=set)
    held: set[int] = field(default_factory=set)
    told_once: set[int] = field(default_factory=set)
    told_again: set[int] = field(default_factory=set)


def place_tellings(
    event: EventType,
    new: Sequence[Stored],
    *,
    around: Collection[int] = (),
    previous: Collection[int] = (),
    restored: Collection[int] = (),
) -> Placed:
    """Find or make the record of each new telling, and bring order among the records of `around` and near by.

    `previous`: records that an earlier version of the article told of; what nothing else claims goes to them.
    `restored`: records that were made again just now, with what an article told of them before.
    """
    if not new and not around:
        return Placed()
    planned = plan(event, new, around, previous, restored)
    if new and (previous or planned.before):
        own = new[0].telling.article.rpartition("#")[0]
        _keep_previous(event, planned, {*previous, *planned.before}, own)
    before = {each.record for _, group in planned.groups for each in group if each.record is not None}
    made = _make_records(event, planned)
    planned.groups = [(record if record is not None else made[id(group)], group) for record, group in planned.groups]
    gained, lost = apply_moves(event, planned)
    placed = Placed(created=set(made.values()), lost=lost, held=planned.held)
    for record, group in planned.groups:
        assert record is not None
        placed.records |= {each.telling.fact: record for each in group if each.record is None}
    there = {record for record, _ in planned.groups if record in around}
    placed.changed = gained | lost | set(placed.records.values()) | there
    once = {record: group[0] for record, group in planned.groups if len(group) == 1 and record is not None}
    placed.told_once = {record for record, told in once.items() if record in placed.created and told.record is None}
    placed.told_again = set(placed.records.values()) - placed.created - gained - lost - there
    changed = [(record, group) for record, group in planned.groups if record in placed.changed and record is not None]
    write_keys(event, changed, new=placed.created, often=planned.often)
    write_candidates(event, planned, placed.changed)
    # the words of an article that is read again, or of its new version, leave the address as it was made
    same = planned.held | planned.before | set(previous)
    known = [(record, group) for record, group in changed if record in before and record not in same]
    _give_addresses(event, [each for each in known if each[0] in around or _first_is_new(*each)])
    return placed


def _keep_previous(event: EventType, planned: Plan, previous: Collection[int], source: str) -> None:
    """What a new version of an article tells belongs to the records of the version before, as far as keys agree."""
    taken = {record for record, group in planned.groups if any(_told_by_others(each, source) for each in group)}
    free = set(previous) - taken
    if not free or all(record is not None for record, _ in planned.groups):
        return
    keys = keys_of_records(event, free)
    loose = [group for record, group in planned.groups if record is None]
    wishes = []
    for number, group in enumerate(loose):
        wanted = {key for each in group for key in likening_of(event).keys(each.telling).kept}
        wishes += [(-len(wanted & had), pk, number) for pk, had in keys.items() if wanted & had or wanted == had]
    wishes += [(0, pk, number) for pk, number in _by_misread_sentences(event, free, loose, source)]
    given: dict[int, int] = {}
    for _, pk, number in sorted(wishes):
        if number not in given and pk not in given.values():
            given[number] = pk
            planned.give(loose[number], pk)


def _by_misread_sentences(
    event: EventType, records: Collection[int], groups: Sequence[Sequence[Stored]], source: str
) -> Iterator[tuple[int, int]]:
    """Records with the number of the one group that tells by a sentence from which people withdrew a value of the
    record: with that value its keys went, and nothing else leads there."""
    said = Misreading.objects.filter(source=source, **{f"{event.relation}__in": records})
    quotes = defaultdict(set)
    for record, quote in said.values_list(event.relation, "quote"):
        quotes[record].add(quote)
    told = [_quotes(group) for group in groups] if quotes else []
    for record, wanted in sorted(quotes.items()):
        telling = [number for number, its in enumerate(told) if its & wanted]
        if len(telling) == 1:
            yield record, telling[0]


def _quotes(group: Iterable[Stored]) -> set[str]:
    """The sentences by which an article tells it now."""
    new = [each for each in group if each.record is None]
    texts = dict(Article.objects.filter(pk__in={each.article for each in new}).values_list("pk", "text"))
    return {span.of(texts[each.article]) for each in new for span in each.fact.evidence}


def _told_by_others(stored: Stored, source: str) -> bool:
    """Does another article tell it, not an earlier version of this one?"""
    return stored.record is not None and stored.telling.article.rpartition("#")[0] != source


def _make_records(event: EventType, planned: Plan) -> dict[int, int]:
    """New records for groups without one; their primary keys by the identity of the group."""
    groups = [group for record, group in planned.groups if record is None]
    if not groups:
        return {}
    firsts = [group[0] for group in groups]
    places = find_places(each.fact.place for each in firsts if isinstance(each.fact, MeetingFact) and each.fact.place)
    records = [event.model(**_columns(event, each.fact, places)) for each in firsts]
    for record, slug in zip(records, _addresses(event, firsts), strict=True):
        record.slug = slug
    event.model.objects.bulk_create(records)
    return {id(group): record.pk for group, record in zip(groups, records, strict=True)}


def _columns(event: EventType, fact: MeetingFact | InitiativeFact, places: Mapping[str, Any]) -> dict[str, Any]:
    """What a record is made with; all of it follows from its evidence afterwards."""
    columns: dict[str, Any] = {
        "kind": fact.kind,
        "status": fact.status,
        "name": fact.name or "",
        "key": name_key(fact.name or ""),
        "topics": join_topics(told.topic for told in fact.topics),
        **date_columns(fact.date),
    }
    if isinstance(fact, MeetingFact):
        columns |= {"online": fact.online, "place": places[name_key(fact.place)] if fact.place else None}
    return columns


def _addresses(event: EventType, firsts: Sequence[Stored]) -> list[str]:
    """An address for each new record: the words of its first telling, and a mark where another has them."""
    wanted = [slug_of(event.model, each.words) for each in firsts]
    taken = set(event.model._base_manager.filter(slug__in=wanted).values_list("slug", flat=True))
    found: list[str] = []
    for slug, each in zip(wanted, firsts, strict=True):
        if slug in taken:
            slug = _make_way(event, slug, each)
        found.append(slug)
        taken.add(slug)
    return found


def _make_way(event: EventType, slug: str, first: Stored) -> str:
    """The address for a telling whose words another record has: the earlier telling has them without a mark."""
    other = event.model._base_manager.filter(slug=slug).first()
    if other is None or _told_before(event, other.pk, first):  # or another one of these new records
        return _marked(event, slug, first)
    stored, too_many = read_stored(event, [other.pk])
    if too_many or not stored or touched_by_people(event, [other.pk]):
        return _marked(event, slug, first)
    oldest = min(stored, key=lambda each: each.age)
    if oldest.age < first.age or slug_of(event.model, oldest.words) != slug:
        return _marked(event, slug, first)
    event.model._base_manager.filter(pk=other.pk).update(slug=_marked(event, slug, oldest))
    return slug


def _told_before(event: EventType, record: int, first: Stored) -> bool:
    """Is it plain that the record was told earlier? Then there is no need to read all that is told of it."""
    rows = event.evidence.objects.filter(**{event.relation: record, f"own_{event.relation}": None})
    day = first.telling.published
    return day is not None and rows.filter(article__published__lt=day).exists()


def _marked(event: EventType, slug: str, first: Stored) -> str:
    """The address with a mark that follows from where the record is told first; numbered in the end."""
    return free_slug(event.model, mark_of(slug, first.telling.at))


def _give_addresses(event: EventType, groups: Iterable[tuple[int, Sequence[Stored]]]) -> None:
    """The address of a record that only the program made follows its first telling, where that is another one now."""
    firsts = {record: group[0] for record, group in groups}
    if not firsts:
        return
    slugs = dict(event.model._base_manager.filter(pk__in=firsts).values_list("pk", "slug"))
    for record, first in firsts.items():
        wanted = slug_of(event.model, first.words)
        if slugs.get(record) in (wanted, mark_of(wanted, first.telling.at)):
            continue
        there = event.model._base_manager.filter(slug=wanted).exclude(pk=record).exists()
        event.model._base_manager.filter(pk=record).update(slug=f"moving-{record}")
        address = _make_way(event, wanted, first) if there else wanted
        event.model._base_manager.filter(pk=record).update(slug=address)


def _first_is_new(record: int, group: Sequence[Stored]) -> bool:
    """Was the first telling, or one that may have been it, told elsewhere or not at all before?"""
    return any(each.record != record for each in group)


def mark_of(slug: str, at: At) -> str:
    """The address with a mark, by where it is told. A long one is cut at a word's end, so that the mark has room."""
    if len(slug) > _BEFORE_MARK:
        slug = slug[: _BEFORE_MARK + 1].rpartition("-")[0] or slug[:_BEFORE_MARK]
    return f"{slug}-{hashlib.sha256('|'.join(at).encode()).hexdigest()[:_MARK]}"
