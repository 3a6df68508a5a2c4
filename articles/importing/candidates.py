"""Known meetings and initiatives that an article's facts may be: few queries an article, however much is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from articles.extraction.facts import InitiativeFact, MeetingFact
from articles.importing.events import PRECISE, Event, score_initiatives, score_meetings
from articles.importing.matching import Score, match_one_to_one
from kb.edtf import Interval, read_edtf
from kb.merging.belongings import owned_by, survivors
from kb.models import Initiative, Meeting, Participation, Party, Record, ReviewState
from kb.names import name_key


def identify_meetings(facts: Sequence[MeetingFact], actors: Mapping[str, int]) -> dict[str, int]:
    """Known meetings by fact id; a fact without one is a new meeting, or one that cannot be told from others."""
    told = {
        fact.id: Event(
            kind=fact.kind,
            key=name_key(fact.name or ""),
            date=read_edtf(fact.date) if fact.date else None,
            actors=frozenset(actors[each.actor] for each in fact.participants),
            place=name_key(fact.place or ""),
        )
        for fact in facts
    }
    known = _known_meetings(told.values())
    return _match(Meeting, told, known, score_meetings)


def identify_initiatives(facts: Sequence[InitiativeFact], actors: Mapping[str, int]) -> dict[str, int]:
    """Known initiatives by fact id; a fact without one is a new initiative, or one that cannot be told from others."""
    told = {
        fact.id: Event(
            kind=fact.kind,
            key=name_key(fact.name),
            date=read_edtf(fact.date) if fact.date else None,
            actors=frozenset(actors[actor] for actor, _ in fact.parties),
        )
        for fact in facts
    }
    known = _known_initiatives(told.values())
    return _match(Initiative, told, known, score_initiatives)


def _match(
    model: type[Record],
    told: Mapping[str, Event],
    known: Mapping[int, Event],
    score: Callable[[Event, Event], Score | None],
) -> dict[str, int]:
    """Known records by fact. Of records that are merged into one a fact is the one that it matches best, else this."""
    shown = {pk: pk for pk in known} | survivors(model, known)
    best: dict[tuple[str, int], tuple[Score, bool, int]] = {}
    for fact, event in told.items():
        for pk, other in known.items():
            if (how_well := score(event, other)) is not None:
                key = (fact, shown[pk])
                best[key] = max(best.get(key, ((), False, 0)), (how_well, shown[pk] == pk, pk))
    matched = match_one_to_one({key: how_well for key, (how_well, _, _) in best.items()})
    return {fact: best[fact, record][2] for fact, record in matched.items()}


def _known_meetings(told: Iterable[Event]) -> dict[int, Event]:
    """Meetings of the same names, and those near in time of the same people."""
    told = list(told)
    wanted = Q(key__in={event.key for event in told if event.key})
    people = {actor for event in told for actor in event.actors}
    shared = Participation.objects.filter(meeting=OuterRef("pk"), actor__in=people)
    for event in told:
        if event.date and event.actors and event.date.latest - event.date.earliest <= PRECISE:
            wanted |= _near(event.date) & Exists(shared)
    return _events(Meeting.objects.filter(wanted).select_related("place"), Participation, "meeting")


def _known_initiatives(told: Iterable[Event]) -> dict[int, Event]:
    keys = {event.key for event in told}
    return _events(Initiative.objects.filter(key__in=keys), Party, "initiative") if keys else {}


def _near(period: Interval) -> Q:
    """Precise dates that share a day with the period: a narrow piece of the index."""
    earliest = period.earliest - min(PRECISE, period.earliest - date.min)
    return Q(date_earliest__range=(earliest, period.latest), date_latest__gte=period.earliest)


def _events(records: QuerySet[Any], ties: Any, relation: str) -> dict[int, Event]:
    found = {record.pk: record for record in records}
    people = defaultdict(set)
    rows = ties.objects.filter(owned_by(relation, list(found))).exclude(review=ReviewState.REJECTED)
    whose = Coalesce(f"own_{relation}", relation)
    for record, actor in rows.values_list(whose, Coalesce("actor__merged_into", "actor")):
        people[record].add(actor)
    return {pk: _event(record, frozenset(people[pk])) for pk, record in found.items()}


def _event(record: Any, actors: frozenset[int]) -> Event:
    place = getattr(record, "place", None)
    return Event(
        kind=record.kind,
        key=record.key,
        date=Interval(record.date_earliest, record.date_latest) if record.date_edtf else None,
        actors=actors,
        place=place.key if place else "",
        visible=record.review != ReviewState.REJECTED,
    )
