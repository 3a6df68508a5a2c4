"""Who takes part in meetings and initiatives, by what their evidence says.

A tie is whose words tell it: of the record and the actor that they are about, also where these are merged into others.
Which ties there are, whose they are, and which of them is shown where several are one, follows from the evidence and
from people's word: so a merge can be taken back at any time, and an undo ends where it began.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from articles.importing.persons_word import with_persons_word
from articles.importing.tie_places import Pair, place_ties
from kb.models import Actor, Participation, ReviewState
from kb.models.querysets import other_end
from kb.values import ROLE, Told, decide

#: what is told of ties, by the record and the actor that the words themselves are about
Sources = Mapping[int, Mapping[int, list[Told]]]


def settle_ties(table: type[Any], relation: str, told: Mapping[int, Sources]) -> set[int]:
    """Write the ties of records; those that changed. `told`: what is told, by the record that it counts for.

    Ties that a person confirmed, rejected or made stay as they are.
    """
    family = _Family(table, relation, told)
    wanted = _Wanted(family, told)
    changed = _clear(family, wanted) | _move(family, wanted)
    new = [
        table(**family.columns(own, at), review=ReviewState.MACHINE)
        for own, at in wanted.at.items()
        if own not in family.ties
    ]
    changed |= {family.at(tie)[0] for tie in new}
    kept = [family.ties[own] for own in wanted.at.keys() & family.ties.keys()]
    changed |= _write_told([*(tie for tie in kept if tie.review == ReviewState.MACHINE), *new], family, wanted)
    if new:
        table.objects.bulk_create(new)
    return changed & told.keys()


class _Family:
    """Records and those that are merged into them, with the ties of all (`ties`, by whose they are)."""

    def __init__(self, table: type[Any], relation: str, records: Collection[int]) -> None:
        self.table, self.relation = table, relation
        self._model = other_end(table, relation)
        duplicates = self._model.objects.filter(merged_into__in=records)
        #: for each record the one that it counts for
        merged = list(duplicates.values_list("pk", "merged_into", "slug"))
        self.into = {pk: pk for pk in records} | {pk: into for pk, into, _ in merged}
        self.slugs = {pk: slug for pk, _, slug in merged}
        rows = table.objects.filter(**{f"{relation}__in": self.into}).order_by("pk")
        self.ties: dict[Pair, Any] = {self.own(tie): tie for tie in rows}

    def own(self, tie: Any) -> Pair:
        return getattr(tie, f"own_{self.relation}_id") or self.at(tie)[0], tie.own_actor_id or tie.actor_id

    def at(self, tie: Any) -> Pair:
        return getattr(tie, f"{self.relation}_id"), tie.actor_id

    def columns(self, own: Pair, at: Pair) -> dict[str, int | None]:
        """Where a tie stands, and whose it is where that is another's."""
        whose = [mine if mine != there else None for mine, there in zip(own, at, strict=True)]
        names = (f"{self.relation}_id", "actor_id", f"own_{self.relation}_id", "own_actor_id")
        return dict(zip(names, (*at, *whose), strict=True))

    def held(self, records: Collection[int]) -> set[int]:
        """Those of the records of which, or of whose ties, a person said something: where nothing is told of one, it
        stays as it is."""
        ties = {record for (record, _), tie in self.ties.items() if tie.review != ReviewState.MACHINE}
        return with_persons_word(self._model, records, also_merged=False) | (ties & set(records))


class _Wanted:
    """The ties that there should be: where each stands (`at`), by whose it is, with what is told there."""

    def __init__(self, family: _Family, told: Mapping[int, Sources]) -> None:
        heard = {record: ties for sources in told.values() for record, ties in sources.items()}
        self._told = {(record, actor): said for record, ties in heard.items() for actor, said in ties.items()}
        people = {own: tie.review for own, tie in family.ties.items() if tie.review != ReviewState.MACHINE}
        silent = family.held(family.into.keys() - heard.keys())
        there = [own for own in family.ties if own in people or own[0] in silent]
        actors, slugs = _counts_for(actor for _, actor in (*self._told, *there))
        counts_for = {
            (record, actor): (family.into[record], actors[actor])
            for record, actor in (*self._told, *there)
            if actor in actors
        }
        shown = [own for own, tie in family.ties.items() if family.at(tie) == counts_for.get(own) != own]
        names = {own: (family.slugs.get(own[0], ""), slugs.get(own[1], "")) for own in counts_for}
        self.at = place_ties(counts_for, people, shown, names)
        self._together: dict[Pair, list[Told]] = {}
        for own, place in counts_for.items():
            self._together.setdefault(place, []).extend(self._told.get(own, ()))

    def told_of(self, own: Pair, at: Pair) -> list[Told]:
        """What is told of a tie: of all that it is shown for, or where it is out of sight, of itself."""
        return self._together[at] if at in self._together else self._told.get(own, [])


def _counts_for(actors: Iterable[int]) -> tuple[dict[int, int], dict[int, str]]:
    """The actor that each of them counts for, and the slugs of those that are merged; those that are gone are not in
    it."""
    rows = list(Actor.objects.filter(pk__in=set(actors)).values_list("pk", "merged_into", "slug"))
    return {pk: into or pk for pk, into, _ in rows}, {pk: slug for pk, into, slug in rows if into}


def _clear(family: _Family, wanted: _Wanted) -> set[int]:
    """Take away the program's ties that nothing tells any more; their records."""
    gone = [tie for own, tie in family.ties.items() if tie.review == ReviewState.MACHINE and own not in wanted.at]
    if gone:
        family.table.objects.filter(pk__in=[tie.pk for tie in gone]).delete()
    return {family.at(tie)[0] for tie in gone}


def _move(family: _Family, wanted: _Wanted) -> set[int]:
    """Bring ties to where they stand now, those that make room first; the records concerned."""
    moved = [own for own, at in wanted.at.items() if own in family.ties and family.at(family.ties[own]) != at]
    records = set()
    for own in sorted(moved, key=lambda own: wanted.at[own] != own):
        tie, columns = family.ties[own], family.columns(own, wanted.at[own])
        records |= {family.at(tie)[0], wanted.at[own][0]}
        for name, value in columns.items():
            setattr(tie, name, value)
        tie.save(update_fields=list(columns))
    return records


def _write_told(ties: Iterable[Any], family: _Family, wanted: _Wanted) -> set[int]:
    """Give ties what is told of them, and write those that are in the database already; the records of these."""
    changed = []
    for tie in ties:
        own, at = family.own(tie), family.at(tie)
        if not (sources := wanted.told_of(own, at)):
            continue
        told: dict[str, Any] = {"confidence": max(each.confidence for each in sources)}
        if isinstance(tie, Participation):
            told["role"] = decide(sources, ROLE) or tie.role
        if any(getattr(tie, name) != value for name, value in told.items()):
            changed.append(tie)
            for name, value in told.items():
                setattr(tie, name, value)
    known = [tie for tie in changed if tie.pk]
    if known:
        fields = ["role", "confidence"] if isinstance(known[0], Participation) else ["confidence"]
        family.table._default_manager.bulk_update(known, fields)
    return {family.at(tie)[0] for tie in known}
