"""What a merge or a split would do, seen before it is done: it is done and taken back at once, and compared. And what
each of two that are merged would have again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kb.citations import mention_html, value_in_words
from kb.merging.belongings import owned_by
from kb.merging.merges import merge
from kb.merging.objections import Objection, objections
from kb.models import Actor, ActorName, Initiative, Meeting, Record, Tenure
from kb.models.querysets import other_end

#: so many names of each kind a preview lists
MOST_LISTED = 12


@dataclass(frozen=True)
class Moves:
    """What belongs to the duplicate, and counts for the survivor afterwards."""

    sentences: int
    articles: int
    names: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    meetings: int = 0
    initiatives: int = 0
    people: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FieldChange:
    """A field of the survivor whose value would become another one."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Preview:
    """A merge before it is done. Nothing is in `changes` where it cannot be done at all."""

    duplicate: Record
    survivor: Record
    objections: list[Objection]
    moves: Moves
    changes: list[FieldChange]

    @property
    def impossible(self) -> bool:
        return any(objection.final for objection in self.objections)


def preview_merge(duplicate: Record, survivor: Record) -> Preview:
    """What merging would do."""
    against = objections(duplicate, survivor)
    moves = moves_of(duplicate)
    if any(objection.final for objection in against):
        return Preview(duplicate, survivor, against, moves, [])
    before = shown_values(survivor)
    with taken_back():
        merge(type(duplicate)._default_manager.get(pk=duplicate.pk), survivor, force=True)
        merged = type(survivor)._default_manager.get(pk=survivor.pk)
        after = shown_values(merged)
    changes = [FieldChange(name, before[name], after[name]) for name in before if before[name] != after[name]]
    return Preview(duplicate, survivor, against, moves, changes)


@contextmanager
def taken_back() -> Iterator[None]:
    """Everything inside is seen and never kept."""
    with transaction.atomic():
        inside = transaction.savepoint()
        yield
        transaction.savepoint_rollback(inside)


def shown_values(record: Record) -> dict[str, str]:
    """The fields that a program may write, and who takes part, in words."""
    values = {
        capfirst(str(record._meta.get_field(name).verbose_name)): value_in_words(record, name, _plain(record, name))
        for name in record.MACHINE_FIELDS
    }
    return values | {capfirst(name): value for name, value in _people(record).items()}


def _plain(record: Record, name: str) -> object:
    value = getattr(record, name)
    return "" if value is None else value


def _people(record: Record) -> dict[str, str]:
    if not isinstance(record, Meeting | Initiative):
        return {}
    ties = (record.participations if isinstance(record, Meeting) else record.party_set).visible()
    return {_("who takes part"): ", ".join(sorted(map(str, ties.select_related("actor"))))}


def moves_of(duplicate: Record) -> Moves:
    """All that belongs to a record that is not merged yet."""
    evidence = duplicate.evidence.visible()  # type: ignore[attr-defined]
    counts = {"sentences": evidence.count(), "articles": evidence.values("article").distinct().count()}
    if not isinstance(duplicate, Actor):
        people = next(iter(_people(duplicate).values()))
        return Moves(**counts, people=people.split(", ") if people else [])
    tenures = duplicate.tenures.visible().select_related("post__body")
    return Moves(
        **counts,
        names=list(duplicate.names.visible().values_list("text", flat=True)[:MOST_LISTED]),
        posts=[str(tenure.post) for tenure in tenures[:MOST_LISTED]],
        meetings=_events(duplicate, "participations"),
        initiatives=_events(duplicate, "party_set"),
    )


@dataclass(frozen=True)
class Own:
    """What is a record's own, wherever it counts: by this two of one name are told apart. `sentence`: the newest one
    that tells of it, and its row of evidence."""

    what: str
    sentences: int
    articles: int
    names: list[str]
    posts: list[str]
    sentence: SafeString | None
    evidence: object | None


def own_of(record: Record) -> Own:
    """What a record has by itself, be it merged or what another is merged into."""
    rows = other_end(type(record), "evidence").objects.visible()
    rows = rows.filter(owned_by(str(record._meta.model_name), [record.pk])).select_related("article")
    newest = rows.order_by(F("article__published").desc(nulls_last=True), "article", "start").first()
    names, posts = [], []
    what = [str(record.get_kind_display())]  # type: ignore[attr-defined]
    if isinstance(record, Actor):
        what += [record.country.name] if record.country else []
        own = ActorName.objects.visible().filter(owned_by("actor", [record.pk]))
        names = list(own.values_list("text", flat=True)[:MOST_LISTED])
        held = Tenure.objects.visible().filter(owned_by("person", [record.pk])).select_related("post__body")
        posts = list(dict.fromkeys(str(tenure.post) for tenure in held[:MOST_LISTED]))
    return Own(
        " · ".join([*what, *filter(None, [record.note])]),  # type: ignore[attr-defined]
        rows.count(),
        rows.values("article").distinct().count(),
        names,
        posts,
        mention_html(newest) if newest else None,
        newest,
    )


def _events(actor: Actor, relation: str) -> int:
    return int(other_end(Actor, relation).objects.visible().filter(actor=actor).count())
