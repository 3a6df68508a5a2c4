"""Rows that belong to records, and which record they count for.

Whose a row is never changes. It counts for the record that its own is merged into, if the place there is free: two
names of one spelling, or two ties to one meeting, are one row of the survivor, and the other stays out of sight with
its duplicate. `arrange` works out where rows stand from whose they are, and from nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import F, Q

from kb.models import Actor, ActorName, Initiative, Meeting, Participation, Party, Post, ReviewState, Tenure
from kb.models.querysets import other_end

#: rows looked at in one go
_CHUNK = 500


@dataclass(frozen=True)
class Belonging:
    """A table whose rows belong to records: the columns that say so, and what else makes a row the only one."""

    model: type[models.Model]
    columns: tuple[str, ...]
    beside: tuple[str, ...] = ()


NAMES = Belonging(ActorName, ("actor",), ("text",))
PARTICIPATIONS = Belonging(Participation, ("meeting", "actor"))
PARTIES = Belonging(Party, ("initiative", "actor"))
POSTS = Belonging(Post, ("body",), ("title_key",))
TENURES = Belonging(Tenure, ("person", "post"), ("term",))

#: what belongs to a record of each kind, by which of its columns
OF: dict[type[models.Model], tuple[tuple[Belonging, str], ...]] = {
    Actor: ((NAMES, "actor"), (PARTICIPATIONS, "actor"), (PARTIES, "actor")),
    Meeting: ((PARTICIPATIONS, "meeting"),),
    Initiative: ((PARTIES, "initiative"),),
}


@dataclass
class Moved:
    """Records whose values have to follow after rows found their place: primary keys by kind (`actor`, `tenure`, …).

    `parted`: those that stand for themselves again, and go where nothing tells of them any more. `renamed`: meetings
    and initiatives, likewise, whose words name another actor now, and may be others by that.
    """

    pks: dict[str, set[int]] = field(default_factory=dict)
    parted: set[int] = field(default_factory=set)
    renamed: dict[str, set[int]] = field(default_factory=dict)

    def add(self, kind: str, pks: Iterable[int]) -> None:
        self.pks.setdefault(kind, set()).update(pks)


def survivors(model: type[models.Model], pks: Iterable[int]) -> dict[int, int]:
    """Which records those of the keys are merged into; the others are not in it."""
    merged = model._default_manager.filter(pk__in=set(pks), merged_into__isnull=False)
    return dict(merged.values_list("pk", "merged_into"))


def own_pk(row: Any, column: str) -> int:
    """The record that a row belongs to."""
    own = getattr(row, f"own_{column}_id")
    return int(own if own is not None else getattr(row, f"{column}_id"))


def owned_by(column: str, pks: Collection[int]) -> Q:
    """Rows that belong to these records, wherever they count."""
    return Q(**{f"own_{column}": None, f"{column}__in": pks}) | Q(**{f"own_{column}__in": pks})


def arrange(model: type[models.Model], pks: Collection[int]) -> Moved:
    """Bring all that belongs to these records to where it counts now; what has to follow."""
    moved = Moved()
    kind = str(model._meta.model_name)
    moved.add(kind, pks)
    moved.add(kind, survivors(model, pks).values())
    for belonging, column in OF[model]:
        slots = _arrange(belonging, owned_by(column, pks)).values()
        if belonging.columns[0] != kind and len(belonging.columns) > 1:
            # who is in what role follows from all that tell of an actor
            moved.add(belonging.columns[0], {slot[0] for slot in slots})
    if model is Actor:
        arrange_tenures(pks, moved)
    arrange_evidence(model, pks)
    return moved


def arrange_tenures(actors: Collection[int], moved: Moved) -> None:
    """Posts of bodies, then tenures in them and of persons, then the words that tell of these tenures."""
    posts = set(_arrange(POSTS, owned_by("body", actors)))
    tenures = set(_arrange(TENURES, owned_by("person", actors) | owned_by("post", posts)))
    moved.add("tenure", tenures | place_tenure_evidence(tenures))


def arrange_new_tenures(tenures: Collection[int]) -> dict[int, int]:
    """Bring tenures that were just found, and their posts, to where they count; the tenure that each counts for."""
    posts = set(Tenure.objects.filter(pk__in=tenures).values_list("post", flat=True))
    _arrange(POSTS, Q(pk__in=posts))
    _arrange(TENURES, Q(pk__in=tenures))
    return standing_tenures(tenures)


def make_way(belonging: Belonging, places: Collection[_Slot]) -> set[int]:
    """Those that duplicates have lent to these places go home, since a row comes whose place it is; which these are."""
    lent = [row for slot, row in _taken(belonging, places).items() if _home(belonging, row) != slot]
    _write(belonging, [(row, _home(belonging, row)) for row in lent])
    return {row.pk for row in lent}


def arrange_holders(posts: Collection[int], tenures: Collection[int] = ()) -> set[int]:
    """Bring tenures, and those of posts that have moved, to where they count; those whose words are others now."""
    if not posts and not tenures:
        return set()
    return place_tenure_evidence(set(_arrange(TENURES, owned_by("post", posts) | Q(pk__in=tenures))))


def remove_tenures(tenures: Collection[Tenure]) -> set[int]:
    """Delete tenures that no words are about, and their posts where nobody else holds them; the tenures that come in
    the places of what goes, or whose words are others now.

    Where nobody is merged into the person or the body nothing comes in their places: these go at once. `tenures`: with
    their posts fetched.
    """
    concerned = {pk for tenure in tenures for pk in (tenure.person_id, tenure.post.body_id)}
    having = set(Actor._base_manager.filter(merged_into__in=concerned).values_list("merged_into", flat=True))
    alone = [
        each
        for each in tenures
        if having.isdisjoint((each.person_id, each.post.body_id))
        and each.own_person_id is each.own_post_id is each.post.own_body_id is None
    ]
    Tenure.objects.filter(pk__in=[each.pk for each in alone]).delete()
    posts = {each.post_id for each in alone}
    held = {pk for both in Tenure.objects.filter(post__in=posts).values_list("post", "own_post") for pk in both}
    held.update(Tenure.objects.filter(own_post__in=posts).values_list("own_post", flat=True))
    Post.objects.filter(pk__in=posts - held).delete()
    gone = {each.pk for each in alone}
    return set[int]().union(*(_remove_tenure(each) for each in tenures if each.pk not in gone))


def _remove_tenure(tenure: Tenure) -> set[int]:
    """Delete one behind or before which others may stand; as `remove_tenures`."""
    tenure.refresh_from_db()  # another that went may have moved it
    own_post, shown_post = own_pk(tenure, "post"), tenure.post
    same_post = Q(post=shown_post) | Q(post__in=_behind(shown_post))
    same_person = Q(person=tenure.person_id) | Q(person__merged_into=tenure.person_id)
    behind = set(Tenure.objects.filter(same_post, same_person, term=tenure.term).values_list("pk", flat=True))
    other_end(Tenure, "evidence").objects.filter(tenure=tenure).update(tenure=F("own_tenure"), own_tenure=None)
    tenure.delete()
    moved = arrange_holders((), behind - {tenure.pk}) if len(behind) > 1 else set()
    return moved | _remove_post(own_post)


def _remove_post(pk: int) -> set[int]:
    """Delete a post that nobody holds, unless it is another's that somebody does; as `remove_tenures`."""
    if Tenure.objects.filter(owned_by("post", [pk])).exists():
        return set()
    post = Post.objects.get(pk=pk)
    behind = set(_behind(post).values_list("pk", flat=True))
    Tenure.objects.filter(post=post).update(post=F("own_post"), own_post=None)
    post.delete()
    _arrange(POSTS, Q(pk__in=behind))
    return arrange_holders(behind)


def _behind(post: Post) -> models.QuerySet[Post]:
    """The posts that this one is shown for: of bodies that are merged into its body."""
    return Post.objects.filter(title_key=post.title_key, body__merged_into=post.body_id or 0)


def place_tenure_evidence(tenures: Collection[int]) -> set[int]:
    """Words that tell a tenure count for the one that stands in its place; the tenures that these are, and those that
    they counted for until now."""
    evidence = other_end(Tenure, "evidence").objects
    before = set(evidence.filter(own_tenure__in=tenures).values_list("tenure", flat=True))
    stands = standing_tenures(tenures)
    for own, standing in stands.items():
        _point(evidence, "tenure", own, standing)
    return before | set(stands.values())


def standing_tenures(tenures: Iterable[int]) -> dict[int, int]:
    """For each tenure the one that is shown for it: itself, unless it stays out of sight behind another."""
    rows = list(Tenure.objects.filter(pk__in=set(tenures)))
    targets = _targets(TENURES, rows)
    at = _taken(TENURES, targets.values())
    return {row.pk: at[targets[row.pk]].pk if targets[row.pk] in at else row.pk for row in rows}


def arrange_evidence(model: type[models.Model], pks: Collection[int]) -> None:
    """Evidence of a record counts for the one that it is merged into."""
    evidence, kind = other_end(model, "evidence").objects, str(model._meta.model_name)
    into = survivors(model, pks)
    for pk in sorted(pks):
        _point(evidence, kind, pk, into.get(pk, pk))


def _point(evidence: Any, kind: str, own: int, counts_for: int) -> None:
    columns = {kind: counts_for, f"own_{kind}": None if own == counts_for else own}
    evidence.filter(owned_by(kind, [own])).exclude(**columns).update(**columns)


#: the columns and what is beside them: only one row may have it
_Slot = tuple[Any, ...]


def _arrange(belonging: Belonging, whose: Q) -> dict[int, _Slot]:
    """Put rows where they count; the place that each of them stands or counts at."""
    pks = list(belonging.model._default_manager.filter(whose).order_by("pk").values_list("pk", flat=True))
    done: dict[int, _Slot] = {}
    for start in range(0, len(pks), _CHUNK):
        rows = list(belonging.model._default_manager.filter(pk__in=pks[start : start + _CHUNK]).order_by("pk"))
        done |= _arrange_some(belonging, rows)
    return done


def _arrange_some(belonging: Belonging, rows: list[Any]) -> dict[int, _Slot]:
    targets = _targets(belonging, rows)
    # a place in the midst of a move is nobody's: those that leave go home first
    leaving = [row for row in rows if _slot(belonging, row) != targets[row.pk]]
    _write(belonging, [(row, _home(belonging, row)) for row in leaving])
    taken = {slot: row.pk for slot, row in _taken(belonging, targets.values()).items()}
    placed = []
    for row in sorted(leaving, key=_rank):
        if taken.setdefault(targets[row.pk], row.pk) == row.pk:
            placed.append((row, targets[row.pk]))
    _write(belonging, placed)
    return targets


def _rank(row: Any) -> tuple[bool, int]:
    """What people said goes first."""
    return getattr(row, "review", "") == ReviewState.MACHINE, row.pk


def _home(belonging: Belonging, row: Any) -> _Slot:
    beside = (getattr(row, name) for name in belonging.beside)
    return (*(_own(row, column) for column in belonging.columns), *beside)


def _slot(belonging: Belonging, row: Any) -> _Slot:
    beside = (getattr(row, name) for name in belonging.beside)
    return (*(getattr(row, f"{column}_id") for column in belonging.columns), *beside)


def _own(row: Any, column: str) -> int | None:
    own = getattr(row, f"own_{column}_id")
    return own if own is not None else getattr(row, f"{column}_id")


def _targets(belonging: Belonging, rows: Collection[Any]) -> dict[int, _Slot]:
    """Where each row counts, by its key."""
    into = {
        column: _counts_for(_model_of(belonging, column), {_own(row, column) for row in rows} - {None})
        for column in belonging.columns
    }
    homes = {row.pk: _home(belonging, row) for row in rows}
    width = len(belonging.columns)
    return {
        pk: (*(into[column].get(own, own) for column, own in zip(belonging.columns, home, strict=False)), *home[width:])
        for pk, home in homes.items()
    }


def _model_of(belonging: Belonging, column: str) -> type[models.Model]:
    return other_end(belonging.model, column)  # type: ignore[no-any-return]


def _counts_for(model: type[models.Model], pks: Collection[Any]) -> Mapping[int, int]:
    if model is not Post:
        return survivors(model, pks)
    posts = list(Post.objects.filter(pk__in=pks))
    targets = _targets(POSTS, posts)
    at = _taken(POSTS, targets.values())
    return {post.pk: at[targets[post.pk]].pk for post in posts if targets[post.pk] in at}


def _taken(belonging: Belonging, slots: Iterable[_Slot]) -> dict[_Slot, Any]:
    """The rows that stand in these places."""
    slots = set(slots)
    names = (*belonging.columns, *belonging.beside)
    wanted = Q()
    for position, name in enumerate(names):
        values = {slot[position] for slot in slots}
        some = Q(**{f"{name}__in": values - {None}})
        wanted &= some | Q(**{name: None}) if None in values else some
    rows = belonging.model._default_manager.filter(wanted) if slots else ()
    return {slot: row for row in rows if (slot := _slot(belonging, row)) in slots}


def _write(belonging: Belonging, places: Collection[tuple[Any, _Slot]]) -> None:
    """Each row to its place, with a word whose it is where that is another's."""
    for row, slot in places:
        own = {column: _own(row, column) for column in belonging.columns}
        for column, counts_for in zip(belonging.columns, slot, strict=False):
            setattr(row, f"{column}_id", counts_for)
            setattr(row, f"own_{column}_id", None if own[column] == counts_for else own[column])
    columns = [name for column in belonging.columns for name in (column, f"own_{column}")]
    if places:
        belonging.model._default_manager.bulk_update([row for row, _ in places], columns)
