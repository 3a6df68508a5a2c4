"""What is known of records that may be duplicates: a few queries, however many records there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Q

from kb.models import Actor, ActorName, Initiative, Meeting, Participation, Party, Tenure
from kb.suggestions.likeness import ActorTraits, EventTraits


def actor_traits(pks: Collection[int] | None = None) -> dict[int, ActorTraits]:
    """Of all visible actors that something tells of, or of some of them, by key."""
    wanted = _among("pk", pks)
    rows = Actor.objects.visible().in_use().filter(wanted, undecided=False)
    rows = rows.values_list("pk", "kind", "country", "gazetteer_key")
    actors = {pk: (kind, {country} - {None}, key is not None) for pk, kind, country, key in rows}
    spelt = ActorName.objects.visible().filter(_among("actor", pks), kind__in=("name", "acronym"))
    names = _grouped(spelt, "actor", "key")
    posts, served = defaultdict(set), defaultdict(set)
    tenures = (
        Tenure.objects.visible()
        .filter(_among("person", pks))
        .values_list("person", "post__title_key", "post__body", "post__body__kind", "post__body__country")
    )
    for person, title, body, kind, country in tenures:
        posts[person].add((title, body))
        served[person] |= {body if kind == "country" else country} - {None}
    met = _counterparts(pks)
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


def meeting_traits(pks: Collection[int] | None = None) -> dict[int, EventTraits]:
    """Of all visible meetings, or of some of them, by key."""
    columns = ("pk", "kind", "key", "date_earliest", "date_latest", "place__key")
    rows = Meeting.objects.visible().filter(_among("pk", pks)).values_list(*columns)
    return _events(rows, Participation.objects.visible().filter(_among("meeting", pks)), "meeting")


def initiative_traits(pks: Collection[int] | None = None) -> dict[int, EventTraits]:
    """Of all visible initiatives, or of some of them, by key."""
    columns = ("pk", "kind", "key", "date_earliest", "date_latest")
    rows = Initiative.objects.visible().filter(_among("pk", pks)).values_list(*columns)
    return _events(rows, Party.objects.visible().filter(_among("initiative", pks)), "initiative")


def _among(column: str, pks: Collection[int] | None) -> Q:
    """Rows of these records; of all where none are named."""
    return Q() if pks is None else Q(**{f"{column}__in": pks})


def _events(rows: Any, ties: Any, relation: str) -> dict[int, EventTraits]:
    actors = _grouped(ties, relation, "actor")
    return {
        pk: EventTraits(pk, kind, key, frozenset(actors[pk]), earliest, latest, (place[0] or "") if place else "")
        for pk, kind, key, earliest, latest, *place in rows
    }


def _counterparts(pks: Collection[int] | None) -> dict[int, set[int]]:
    """With whom each actor met."""
    met: dict[int, set[int]] = defaultdict(set)
    ties = Participation.objects.visible()
    if pks is not None:
        ties = ties.filter(meeting__in=ties.filter(actor__in=pks).values("meeting"))
    for people in _grouped(ties, "meeting", "actor").values():
        if len(people) <= 20:
            for actor in people:
                met[actor] |= people - {actor}
    return met


def _grouped(rows: Any, by: str, what: str) -> dict[int, set[Any]]:
    groups: dict[int, set[Any]] = defaultdict(set)
    for key, value in rows.order_by().values_list(by, what):
        groups[key].add(value)
    return groups
