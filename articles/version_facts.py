"""Which facts two versions of an article tell differently, as far as what the older one told was kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.models import Article, EarlierReading, InitiativeEvidence, MeetingEvidence
from kb.citations import TIED, value_in_words
from kb.labels import initiative_label, meeting_label
from kb.models import Actor, Initiative, Meeting, ReviewState

_EVIDENCE: dict[str, tuple[Any, Any]] = {
    "meeting": (MeetingEvidence, Meeting),
    "initiative": (InitiativeEvidence, Initiative),
}


@dataclass
class _Told:
    """What a version tells of one record: values by field, and who is tied to it."""

    name: str = ""
    values: dict[str, set[Any]] = field(default_factory=dict)
    actors: set[int] = field(default_factory=set)

    def add(self, values: Mapping[str, Any]) -> None:
        for name, entry in values.items():
            if name in TIED:
                self.actors |= {tie["actor"] for tie in entry}
            else:
                self.values.setdefault(name, set()).add(entry["value"])


@dataclass(frozen=True)
class ValueChange:
    """A field that the versions tell differently; empty where one tells nothing of it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class FactChange:
    """A record that the versions tell differently. `record` is None where it is no longer there to be shown."""

    kind: str
    label: str
    record: Any
    went: bool = False
    came: bool = False
    values: tuple[ValueChange, ...] = ()


def fact_changes(before: Article, after: Article) -> list[FactChange] | None:
    """The meetings and initiatives that two versions tell differently; None where it was not kept what one told."""
    old, new = _told_by(before), _told_by(after)
    if old is None or new is None:
        return None
    records = {
        kind: {
            record.pk: record for record in model.objects.visible().with_display().filter(pk__in=_pks(kind, old, new))
        }
        for kind, (_evidence, model) in _EVIDENCE.items()
    }
    names = dict(Actor.objects.filter(pk__in=_actors(old, new)).values_list("pk", "name"))
    keys = sorted(old.keys() | new.keys())
    changes = (_change(key, old.get(key), new.get(key), records[key[0]].get(key[1]), names) for key in keys)
    return [change for change in changes if change is not None]


def _records(model: Any, pks: set[int]) -> dict[int, Any]:
    return {record.pk: record for record in model.objects.visible().with_display().filter(pk__in=pks)}


_Key = tuple[str, int]


def _told_by(article: Article) -> dict[_Key, _Told] | None:
    """What a version tells: its evidence, or what was kept of it when another version took its place."""
    if article.is_current:
        return _of_evidence(article)
    kept = EarlierReading.objects.filter(article=article).order_by("pk").last()
    if kept is None:
        return None
    told: dict[_Key, _Told] = {}
    for kind in _EVIDENCE:
        for each in kept.told.get(kind, ()):
            one = told.setdefault((kind, each["counts_for"]), _Told(each["name"] or each["kind"]))
            for row in each["rows"]:
                one.add(row["values"])
    return told


def _of_evidence(article: Article) -> dict[_Key, _Told]:
    told: dict[_Key, _Told] = {}
    for kind, (evidence, _model) in _EVIDENCE.items():
        rows = evidence.objects.filter(article=article).exclude(review=ReviewState.REJECTED)
        for pk, values in rows.order_by("pk").values_list(kind, "values"):
            told.setdefault((kind, pk), _Told()).add(values)
    return told


def _change(
    key: _Key, old: _Told | None, new: _Told | None, record: Any, names: Mapping[int, str]
) -> FactChange | None:
    kind = key[0]
    label = _label(record) if record is not None else capfirst((old or new or _Told()).name) or _("a deleted record")
    if old is None or new is None:
        return FactChange(kind, label, record, went=new is None, came=old is None)
    values = tuple(_values(kind, old, new, names))
    return FactChange(kind, label, record, values=values) if values else None


def _label(record: Any) -> str:
    return meeting_label(record) if isinstance(record, Meeting) else initiative_label(record)


def _values(kind: str, old: _Told, new: _Told, names: Mapping[int, str]) -> Iterator[ValueChange]:
    model = _EVIDENCE[kind][1]
    for name in model.MACHINE_FIELDS:
        if name != "topics" and (before := old.values.get(name, set())) != (after := new.values.get(name, set())):
            words = [
                ", ".join(sorted(value_in_words(model, name, value) for value in each)) for each in (before, after)
            ]
            if words[0] != words[1]:
                yield ValueChange(capfirst(str(model._meta.get_field(name).verbose_name)), words[0], words[1])
    if old.actors != new.actors:
        gone, came = old.actors - new.actors, new.actors - old.actors
        yield ValueChange(
            _("Who takes part"), *(", ".join(sorted(names[pk] for pk in each if pk in names)) for each in (gone, came))
        )


def _pks(kind: str, *told: Mapping[_Key, _Told]) -> set[int]:
    return {pk for each in told for which, pk in each if which == kind}


def _actors(*told: Mapping[_Key, _Told]) -> set[int]:
    return {pk for each in told for one in each.values() for pk in one.actors}
