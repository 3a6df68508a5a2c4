"""What is known of records that may be duplicates: a few queries, however many records there are."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from kb.models import Actor, ActorName, Initiative, Meeting, Participation, Party, Tenure
from kb.suggestions.likeness import ActorTraits, EventTraits


def actor_traits() -> dict[int, ActorTraits]:
    """Of all visible actors that something tells of, by key."""
    rows = (
        Actor.objects.visible().in_use().filter(undecided=False).values_list("pk", "kind", "country", "gazetteer_key")
    )
    actors = {pk: (kind, {country} - {None}, key is not None) for pk, kind, country, key in rows}
    names = _grouped(ActorName.objects.visible().filter(kind__in=("name", "acronym")), "actor", "key")
    posts, served = defaultdict(set), defaultdict(set)
    tenures = Tenure.objects.visible().values_list(
        "person", "post__title_key", "post__body", "post__body__kind", "post__body__country"
    )
    for person, title, body, kind, country in tenures:
        posts[person].add((title, body))
        served[person] |= {body if kind == "country" else country} - {None}
    met = _counterparts()
    return {
        pk: ActorTraits(
            pk,
            kind,
            tuple(sorted(names[pk])),
            frozenset(home or served[pk]),
            frozenset(post for post in posts[pk] if post[1] is not None),
            frozenset(met[pk]),
            known,
        )
        for pk, (kind, home, known) in actors.items()
    }


def meeting_traits() -> dict[int, EventTraits]:
    """Of all visible meetings, by key."""
    columns = ("pk", "kind", "key", "date_earliest", "date_latest", "place__key")
    return _events(Meeting.objects.visible().values_list(*columns), Participation, "meeting")


def initiative_traits() -> dict[int, EventTraits]:
    """Of all visible initiatives, by key."""
    columns = ("pk", "kind", "key", "date_earliest", "date_latest")
    return _events(Initiative.objects.visible().values_list(*columns), Party, "initiative")


def _events(rows: Any, ties: Any, relation: str) -> dict[int, EventTraits]:
    actors = _grouped(ties.objects.visible(), relation, "actor")
    return {
        pk: EventTraits(pk, kind, key, frozenset(actors[pk]), earliest, latest, (place[0] or "") if place else "")
        for pk, kind, key, earliest, latest, *place in rows
    }


def _counterparts() -> dict[int, set[int]]:
    """With whom each actor met."""
    met: dict[int, set[int]] = defaultdict(set)
    for people in _grouped(Participation.objects.visible(), "meeting", "actor").values():
        if len(people) <= 20:
            for actor in people:
                met[actor] |= people - {actor}
    return met


def _grouped(rows: Any, by: str, what: str) -> dict[int, set[Any]]:
    groups: dict[int, set[Any]] = defaultdict(set)
    for key, value in rows.order_by().values_list(by, what):
        groups[key].add(value)
    return groups
