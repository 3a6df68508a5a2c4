"""What people did to a record, step by step: who changed what, when and why, with the values before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.edtf_display import display_edtf
from kb.merging.titles import title_of_duplicate
from kb.models import (
    Actor,
    ActorName,
    Answer,
    Initiative,
    Meeting,
    Membership,
    Merge,
    NotSame,
    Participation,
    Party,
    Place,
    Post,
    Record,
    ReviewState,
    Tenure,
    Topic,
)
from kb.models.querysets import other_end
from kb.reviewing.answers import answers_about, told

#: tables whose rows are part of a record, and by which column
PARTS: dict[type[models.Model], tuple[tuple[type[models.Model], str], ...]] = {
    Actor: ((ActorName, "actor"), (Tenure, "person"), (Membership, "from_actor")),
    Meeting: ((Participation, "meeting"),),
    Initiative: ((Party, "initiative"),),
}


ADDED = {
    ActorName: gettext_lazy("Added name"),
    Tenure: gettext_lazy("Added post"),
    Participation: gettext_lazy("Added participant"),
    Party: gettext_lazy("Added party"),
    Membership: gettext_lazy("Added member"),
}
#: what is taken away rather than rejected
TAKEN_AWAY = {Membership: gettext_lazy("Member")}


@dataclass(frozen=True)
class Change:
    """A value that became another one; one of them is empty where something was added or taken away."""

    label: str
    before: str = ""
    after: str = ""


@dataclass
class Step:
    """What one person did at once. One that left versions can be restored; the latest is what stands now; one may
    have made the record. `answered`: what was decided in the review queue, where it was done there."""

    at: datetime
    user: Any
    reason: str
    changes: list[Change] = field(default_factory=list)
    has_versions: bool = False
    made_it: bool = False
    is_latest: bool = False
    answered: str = ""
    #: the step of an answer that wrote this row: `merge 12`
    wrote: str = ""

    @property
    def moment(self) -> str:
        """Names the step: when it was, to the microsecond."""
        return self.at.isoformat()


def steps_of(record: Record | Place) -> list[Step]:
    """All that people did to a record and to what is part of it, or to a place, the latest first."""
    versions = list(_versions(type(record), "id", record.pk))
    parts = [row for model, column in _parts(type(record)) for row in _versions(model, column, record.pk)]
    shown = _Shown([*versions, *parts])
    steps: dict[tuple[datetime, Any], Step] = {}
    for before, after in _pairs([*versions, *parts]):
        if changes := shown.changes(before, after, part=after.instance_type is not type(record)):
            step = steps.setdefault((after.history_date, after.history_user_id), _step(after))
            step.changes += changes
            step.made_it |= after.history_type == "+" and after.instance_type is type(record)
    every = [*steps.values()]
    if isinstance(record, Record):
        every += _merges(record)
        every += [step for given in answers_about(record) for step in _answered(given, every)]
    ordered = sorted(every, key=lambda step: step.at, reverse=True)
    if ordered:
        ordered[0].is_latest = True
    return ordered


def before_people(steps: Collection[Step]) -> datetime | None:
    """A moment before anybody changed the record: it was as read from articles. None where a person made it, or
    changed nothing."""
    first = min((step.at for step in steps if step.has_versions), default=None)
    made = any(step.made_it for step in steps)
    return None if first is None or made else first - timedelta(microseconds=1)


def _parts(kind: type[Record | Place]) -> Iterator[tuple[type[models.Model], str]]:
    """Tables of what is part of a record, and what people read of it in articles by hand."""
    if kind is Place:
        return
    yield from PARTS[kind]
    yield other_end(kind, "additions"), str(kind._meta.model_name)
    if kind is not Actor:
        yield other_end(kind, "misreadings"), str(kind._meta.model_name)


def _versions(model: Any, column: str, pk: int) -> Iterable[Any]:
    rows = model.history.model.objects.filter(**{column: pk}).select_related("history_user")
    return rows.order_by("history_date", "history_id")


def _step(version: Any) -> Step:
    return Step(version.history_date, version.history_user, version.history_change_reason or "", has_versions=True)


def _pairs(versions: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Every version that a person made, with the one before it."""
    rows: dict[tuple[Any, int], list[Any]] = defaultdict(list)
    for version in versions:
        rows[version.instance_type, version.id].append(version)
    for each in rows.values():
        for before, after in zip([None, *each], each, strict=False):
            if after.history_user_id is not None:
                yield before, after


class _Shown:
    """Values as people read them; rows that they point to are fetched once."""

    def __init__(self, versions: Iterable[Any]) -> None:
        wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        for version in versions:
            for each in version.tracked_fields:
                if each.is_relation and (pk := getattr(version, each.attname)) is not None:
                    wanted[each.related_model].add(pk)
        self._names = {
            (model, row.pk): str(row)
            for model, pks in wanted.items()
            for row in model._base_manager.filter(pk__in=pks).select_related(*(["body"] if model is Post else []))
        }

    def changes(self, before: Any, after: Any, *, part: bool) -> list[Change]:
        """What a version changed."""
        name = self._name(after) if part else ""
        if after.history_type == "-":
            if label := TAKEN_AWAY.get(after.instance_type):
                return [Change(str(label), before=name)]
            what = _("deleted") if after.instance_type in ADDED or not part else _("Taken back")
            return [Change(what, before=name or str(after.id))]
        if before is None or before.history_type == "-":
            if part and getattr(after, "review", "") == ReviewState.REJECTED:
                # what another was put in the place of, kept so that it does not come back: no doing of its own
                return []
            return [Change(_part_label(after), after=name)] if part else self._fields(None, after, "")
        return self._fields(before, after, f"{name}: " if name else "")

    def _fields(self, before: Any, after: Any, prefix: str) -> list[Change]:
        changes = []
        for each in after.tracked_fields:
            was, now = (self._value(each, version) if version is not None else "" for version in (before, after))
            if was != now:
                label = str(each.verbose_name)
                changes.append(Change(f"{prefix}{label}" if prefix else capfirst(label), was, now))
        return changes

    def _name(self, version: Any) -> str:
        """What a part is called: the name, the actor, or the post."""
        if told := getattr(version.instance_type, "in_history", None):
            return str(told(version)[0])
        for each in version.tracked_fields:
            if each.name in ("text", "post", "quote", "to_actor"):
                return self._value(each, version)
        actor = next(each for each in version.tracked_fields if each.name == "actor")
        return self._value(actor, version)

    def _value(self, field: Any, version: Any) -> str:
        value = getattr(version, field.attname)
        if value in (None, ""):
            return ""
        if field.is_relation:
            return self._names.get((field.related_model, value), _("a deleted record"))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if field.name == "date_edtf":
            return display_edtf(value)
        if field.name == "review":
            return ReviewState(value).in_history
        if field.name == "topics":
            return ", ".join(str(Topic(topic).label) for topic in value.split() if topic in Topic.values)
        return str(dict(field.flatchoices).get(value, value))


def _part_label(version: Any) -> str:
    if told := getattr(version.instance_type, "in_history", None):
        return str(told(version)[1])
    label = ADDED.get(version.instance_type)
    return str(label) if label else _("Added from an article (%(kind)s)") % {"kind": version.get_kind_display()}


def _merges(record: Record) -> Iterator[Step]:
    """Merges of the record, merges taken back, and those that it was told apart from."""
    kind = ContentType.objects.get_for_model(type(record))
    tied = Q(duplicate_id=record.pk) | Q(survivor_id=record.pk)
    for merged in Merge.objects.filter(tied, content_type=kind).select_related("user", "undone_by"):
        one, other = title_of_duplicate(merged.duplicate), title_of_duplicate(merged.survivor)
        done = Change(_("Merged"), one, other)
        yield Step(merged.decided_at, merged.user, merged.reason, [done], wrote=f"merge {merged.pk}")
        if merged.undone_at:
            undone = Change(_("Merge taken back"), other, one)
            yield Step(merged.undone_at, merged.undone_by, merged.undone_reason, [undone])
    pairs = NotSame.objects.filter(Q(first_id=record.pk) | Q(second_id=record.pk), content_type=kind)
    for pair in pairs.select_related("user"):
        other = pair.second if pair.first_id == record.pk else pair.first
        apart = Change(_("Not the same"), after=title_of_duplicate(other))
        yield Step(pair.decided_at, pair.user, pair.reason, [apart], wrote=f"not same {pair.pk}")


def _answered(given: Answer, steps: Iterable[Step]) -> Iterator[Step]:
    """What was answered in the review queue stands with the steps that it led to; else it is a step of its own."""
    wrote = {f"{step['did']} {step.get('merge', step.get('pk'))}" for step in given.undo.get("steps", ())}
    label = _("Review queue")
    acts = [(given.decided_at, given.user, told(given), given.reason)]
    if given.undone_at is not None:
        acts.append((given.undone_at, given.undone_by, _("Taken back. %(title)s") % {"title": told(given)}, ""))
    for at, user, said, reason in acts:
        led_to = [step for step in steps if (step.at, step.user) == (at, user) or step.wrote in wrote]
        for step in led_to:
            step.answered = said
        if not led_to:
            yield Step(at, user, reason, [Change(label, after=said)])
