"""Which meetings and initiatives are between two actors, each with all who act for it: one answer for every page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from kb.models import Actor
from kb.models.keys import keys_in
from kb.models.querysets import other_end
from kb.relations.sides import Side, pairs_of, side_of, sides_of, sides_of_pairs

#: of how many meetings the last is looked for; more in a row of people who had no post by then are not expected
MOST_LOOKED_AT = 20


@dataclass(frozen=True)
class Ties:
    """What two have with each other: in how many events, and the date of the latest meeting held."""

    number: int
    last: str


def events_of_sides(actors: Sequence[Actor], events: Any) -> set[int]:
    """Keys of the events in which each two of the actors have somebody; of one actor, those with anybody of its side.

    `events`: a queryset of meetings or of initiatives.
    """
    if len(actors) == 1:
        return events_of(side_of(actors[0]), events)
    found = [_between(*sides_of(one, other), events) for one, other in combinations(actors, 2)]
    return set.intersection(*found)


def ties_with(
    actor: Actor, others: Sequence[Actor], meetings: Any, today: date, *, own: Collection[int]
) -> dict[int, Ties]:
    """What an actor has with each of some others, by their keys, as briefs count.

    `meetings`: a queryset; `own`: the keys of those of them in which the actor itself takes part.
    """
    sides = dict(zip((other.pk for other in others), sides_of_pairs([(actor, other) for other in others]), strict=True))
    ours = frozenset().union(*(one.members for one, _ in sides.values()))
    theirs = frozenset().union(*(other.members for _, other in sides.values()))
    columns = ("pk", "date_earliest", "date_latest", "date_edtf", "status")
    of_ours = meetings.filter(keys_in("pk", own)) if ours == {actor.pk} else meetings.tied_to(ours)
    shared = of_ours.tied_to(theirs).order_by().values_list(*columns)
    rows = {pk: (first, last, edtf, status) for pk, first, last, edtf, status in shared}
    came = came_to(meetings.model, rows)
    attended: defaultdict[int, set[int]] = defaultdict(set)
    for meeting, actors in came.items():
        for key in actors:
            attended[key].add(meeting)
    ties = {}
    for other, (one, opposite) in sides.items():
        candidates = set().union(*(attended[key] for key in opposite.members))
        met = [pk for pk in candidates if pairs_of(one, opposite, rows[pk][:2], came[pk])]
        held = [(first, last, pk) for pk in met for first, last, _, status in [rows[pk]] if status == "held" and first]
        latest = max((each for each in held if each[0] <= today), default=None)
        ties[other] = Ties(len(met), rows[latest[2]][2] if latest else "")
    return ties


def last_held(actor: Actor, meetings: Any, today: date) -> Any:
    """The latest meeting held, on a known date until today, that anybody of an actor's side came to; None for none.

    `meetings`: a queryset. A country is told to have met where its minister did.
    """
    side = side_of(actor)
    held = meetings.tied_to(side.members).filter(status="held", date_earliest__lte=today)
    days = held.order_by("-date_earliest", "-pk").values_list("pk", "date_earliest", "date_latest")
    latest = {pk: (first, last) for pk, first, last in days[:MOST_LOOKED_AT]}
    came = came_to(meetings.model, latest)
    found = next((pk for pk, on in latest.items() if any(side.counts(key, *on) for key in came[pk])), None)
    return meetings.filter(pk=found).first() if found else None


def numbers_together(actors: Sequence[Actor], events: Any) -> list[tuple[Actor, Actor, int]]:
    """How many of the events each two of some actors have with each other, as briefs count. `events`: a queryset."""
    # pair by pair: what all of them have is twenty times as much
    pairs = sides_of_pairs(list(combinations(actors, 2)))
    return [(one.actor, other.actor, len(_between(one, other, events))) for one, other in pairs]


def came_to(model: Any, events: Mapping[int, Any] | Sequence[int] | set[int]) -> dict[int, list[int]]:
    """Who is tied to each of some events, by the keys of both."""
    name = model._meta.model_name
    ties = other_end(model, model.objects.all().ties).objects.visible().filter(keys_in(name, events))
    came: dict[int, list[int]] = defaultdict(list)
    for event, actor in ties.order_by("pk").values_list(name, "actor"):
        came[event].append(actor)
    return came


def events_of(side: Side, events: Any) -> set[int]:
    """Keys of the events in which anybody of a side takes part."""
    rows = _days(events.tied_to(side.members))
    came = came_to(events.model, rows)
    return {pk for pk, days in rows.items() if any(side.counts(actor, *days) for actor in came[pk])}


def those_of(side: Side, events: Any) -> list[Any]:
    """Of the events (a queryset of records, or of rows with key and days), those in which anybody of a side is."""
    found = list(events)
    came = came_to(events.model, [event.pk for event in found])
    days = ((event, (event.date_earliest, event.date_latest)) for event in found)
    return [event for event, on in days if any(side.counts(actor, *on) for actor in came[event.pk])]


def _between(one: Side, other: Side, events: Any) -> set[int]:
    rows = _days(events.tied_to(one.members).tied_to(other.members))
    came = came_to(events.model, rows)
    return {pk for pk, days in rows.items() if pairs_of(one, other, days, came[pk])}


def _days(events: Any) -> dict[int, tuple[date | None, date | None]]:
    rows = events.order_by().values_list("pk", "date_earliest", "date_latest")
    return {pk: (first, last) for pk, first, last in rows}
