"""Records that need not ask all of their evidence to know what they say after one more article.

A new record says what its one telling says. A known record says the same as before where one more article repeats it: a
source more for the value that goes first makes no other value go first (`kb/values.py`). So the cost of an article does
not grow with how often its records were told before. `check_kb` compares both with the written rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from articles.importing.evidence import EvidenceRow
from articles.importing.places import main_place
from articles.importing.settle import MEETING, EventType
from kb.models import Actor, Participation, ReviewState
from kb.names import name_key
from kb.values import ROLE, Told, decide

#: values from which more follows than they say
_MORE = {"name", "titles"}
#: the rows that an article tells of each record
Rows = Mapping[int, Sequence[EvidenceRow]]


def settle_new(event: EventType, told: Rows, actors: Collection[Actor]) -> set[int]:
    """Write the ties of new records, each told of once, whose values are written already; those that are settled.

    Nothing is done where it takes more: where actors are merged, and where a meeting has a name, which may put it in a
    series, or a title without a name, which somebody may be known to have had.
    """
    if event is MEETING:
        told = {record: rows for record, rows in told.items() if not any(row.values.keys() & _MORE for row in rows)}
    if not told or any(actor.merged_into_id for actor in actors):
        return set()
    there = {actor.pk for actor in actors}
    ties = []
    for record, rows in told.items():
        roles: dict[int, list[Told]] = defaultdict(list)
        for tie in _ties(event, rows):
            roles[tie["actor"]].append(Told(tie.get("role", ""), 0, None, tie["confidence"]))
        for actor in sorted(roles.keys() & there):
            role = decide(roles[actor], ROLE) if event.tie is Participation else None
            columns = {f"{event.relation}_id": record, "actor_id": actor} | ({"role": role} if role else {})
            columns["confidence"] = max(each.confidence for each in roles[actor])
            ties.append(event.tie(**columns, review=ReviewState.MACHINE))
    event.tie.objects.bulk_create(ties)
    return set(told)


def repeated(event: EventType, told: Rows) -> set[int]:
    """Those of the records that say already all that one more article tells of them."""
    if not told:
        return set()
    ties: dict[int, dict[int, Any]] = defaultdict(dict)
    for tie in event.tie.objects.filter(**{f"{event.relation}__in": told}):
        ties[getattr(tie, f"{event.relation}_id")][tie.actor_id] = tie
    # one of which all was rejected says what that was, until an article says anything of it
    counting = event.evidence.objects.filter(**{event.relation: OuterRef("pk")}).exclude(review=ReviewState.REJECTED)
    records = event.model.objects.filter(Exists(counting), pk__in=told)
    records = records.select_related("place") if "place" in event.rules else records
    return {each.pk for each in records if all(_says(event, each, ties[each.pk], row) for row in told[each.pk])}


def _says(event: EventType, record: Any, ties: Mapping[int, Any], row: EvidenceRow) -> bool:
    """Does the record say what the row says?"""
    if "titles" in row.values:
        return False
    values = {name: row.values[name]["value"] for name in event.rules.keys() & row.values.keys()}
    return all(_shows(record, name, value) for name, value in values.items() if value is not None) and all(
        _is_tied(ties.get(tie["actor"]), tie) for tie in _ties(event, [row])
    )


def _shows(record: Any, name: str, value: Any) -> bool:
    if name == "place":
        key = name_key(value)
        return record.place is not None and record.place.key == (main_place(key) or (key, ""))[0]
    if name == "topics":
        return set(value.split()) <= set(record.topics.split())
    return bool(getattr(record, name) == value)


def _is_tied(tie: Any, told: Mapping[str, Any]) -> bool:
    """Is there a tie that one more word for it leaves as it is?"""
    if tie is None or tie.own_actor_id is not None:
        return False
    if tie.review != ReviewState.MACHINE:
        return True
    role = told.get("role", "")
    return getattr(tie, "role", role) == role and tie.confidence is not None and tie.confidence >= told["confidence"]


def _ties(event: EventType, rows: Iterable[EvidenceRow]) -> Iterable[dict[str, Any]]:
    return (tie for row in rows for tie in row.values.get(event.ties, ()))
