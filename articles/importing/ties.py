"""Who takes part in meetings and initiatives, by what their evidence says.

Evidence names actors as it found them. Where some of them are merged into one, one tie is shown for all; the ties of
the duplicates stay out of sight, so that taking the merge back finds them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from kb.models import Actor, Participation, ReviewState
from kb.values import ROLE, Told, decide

#: a record and an actor
_Pair = tuple[int, int]


def settle_ties(table: type[Any], relation: str, told: Mapping[int, Mapping[int, list[Told]]]) -> set[int]:
    """Write the ties of records; those that changed. `told`: the sources for each actor, by the record.

    Ties that a person confirmed, rejected or made stay as they are.
    """
    into = _counts_for(actor for ties in told.values() for actor in ties)
    wanted = _Wanted(told, into)
    ties = list(table.objects.filter(**{f"{relation}__in": told}).order_by("pk"))
    shown = {_pair(tie, relation): tie for tie in ties}
    own = {(pair[0], tie.own_actor_id or tie.actor_id): tie for pair, tie in shown.items()}
    gone = [tie for pair, tie in shown.items() if tie.review == ReviewState.MACHINE and pair not in wanted.roles]
    new = [
        table(**{f"{relation}_id": record, "actor_id": actor}, own_actor_id=whose, review=ReviewState.MACHINE)
        for (record, actor), whose in wanted.whose.items()
        if (record, actor) not in shown and (record, whose or actor) not in own
    ]
    raised = [
        (own[record, whose], actor)
        for (record, actor), whose in wanted.whose.items()
        if whose and (record, actor) not in shown and (record, whose) in own
    ]
    changed = {_pair(tie, relation)[0] for tie in (*gone, *new)} | _raise(raised, relation)
    if gone:
        table.objects.filter(pk__in=[tie.pk for tie in gone]).delete()
    kept = [tie for tie in ties if tie not in gone and tie.review == ReviewState.MACHINE]
    changed |= _write_told([*kept, *new], relation, wanted)
    if new:
        table.objects.bulk_create(new)
    return changed


class _Wanted:
    """The ties that there should be: their roles, how sure the surest source of each is, and whose each new one would
    be (None: its actor's).

    For every actor a tie of what it counts for, and where several count for one, a tie out of sight for each other.
    """

    def __init__(self, told: Mapping[int, Mapping[int, list[Told]]], into: Mapping[int, int]) -> None:
        self.roles: dict[_Pair, str] = {}
        self.surest: dict[_Pair, float] = {}
        self.whose: dict[_Pair, int | None] = {}
        for record, ties in told.items():
            groups = defaultdict(list)
            for actor in sorted(ties.keys() & into.keys()):
                groups[into[actor]].append(actor)
            for shown, actors in groups.items():
                self._add(record, shown, actors, ties)

    def _add(self, record: int, shown: int, actors: list[int], ties: Mapping[int, list[Told]]) -> None:
        first = shown if shown in actors else actors[0]
        for actor in actors:
            if actor != shown:
                self._hear((record, actor), ties[actor])
                if actor != first:
                    self.whose[record, actor] = None
        self._hear((record, shown), [told for actor in actors for told in ties[actor]])
        self.whose[record, shown] = None if first == shown else first

    def _hear(self, pair: _Pair, told: list[Told]) -> None:
        self.roles[pair] = decide(told, ROLE) or ""
        self.surest[pair] = max(each.confidence for each in told)


def _counts_for(actors: Iterable[int]) -> dict[int, int]:
    """The actor that each of them counts for; those that are gone are not in it."""
    rows = Actor.objects.filter(pk__in=set(actors)).values_list("pk", "merged_into")
    return {pk: merged_into or pk for pk, merged_into in rows}


def _pair(tie: Any, relation: str) -> _Pair:
    return getattr(tie, f"{relation}_id"), tie.actor_id


def _raise(ties: Iterable[tuple[Any, int]], relation: str) -> set[int]:
    """Ties that stood behind another that is gone now are shown in its place; their records."""
    records = set()
    for tie, actor in ties:
        tie.own_actor_id, tie.actor_id = tie.actor_id, actor
        tie.save(update_fields=["actor", "own_actor"])
        records.add(_pair(tie, relation)[0])
    return records


def _write_told(ties: Iterable[Any], relation: str, wanted: _Wanted) -> set[int]:
    """Give ties what is told of them, and write those that are in the database already; the records of these."""
    changed = []
    for tie in ties:
        pair = _pair(tie, relation)
        told: dict[str, Any] = {"confidence": wanted.surest.get(pair, tie.confidence)}
        if isinstance(tie, Participation):
            told["role"] = wanted.roles.get(pair) or tie.role
        if any(getattr(tie, name) != value for name, value in told.items()):
            changed.append(tie)
            for name, value in told.items():
                setattr(tie, name, value)
    known = [tie for tie in changed if tie.pk]
    if known:
        fields = ["role", "confidence"] if isinstance(known[0], Participation) else ["confidence"]
        type(known[0])._default_manager.bulk_update(known, fields)
    return {_pair(tie, relation)[0] for tie in known}
