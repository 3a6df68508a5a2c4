"""What speaks against taking two records for one. A person can overrule most of it; some cannot be done at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _

from kb.labels import dated_label
from kb.models import Actor, Initiative, Meeting, NotSame, Record, ReviewState

#: dates of one occasion, announced and moved, are rarely told further apart
APART = timedelta(days=300)


class MergeRefused(Exception):
    """Two records were not taken for one; the text says why, and what can be done."""


@dataclass(frozen=True)
class Objection:
    """`final`: no word of a person helps."""

    text: str
    final: bool = False


def objections(duplicate: Record, survivor: Record) -> list[Objection]:
    """What speaks against merging `duplicate` into `survivor`."""
    if type(duplicate) is not type(survivor):
        return [Objection(_("An actor, a meeting and an initiative are never one."), final=True)]
    if duplicate.pk == survivor.pk:
        return [Objection(_("A record cannot be merged into itself."), final=True)]
    return [*_of_pointers(duplicate, survivor), *_of_people(duplicate, survivor), *_of_values(duplicate, survivor)]


def _of_pointers(duplicate: Record, survivor: Record) -> Iterator[Objection]:
    if duplicate.merged_into_id is not None:
        text = _("“%(one)s” is merged into “%(other)s” already. Take that merge back first.")
        yield Objection(text % {"one": dated_label(duplicate), "other": dated_label(duplicate.merged_into)}, final=True)
    elif survivor.merged_into_id == duplicate.pk:
        text = _("“%(other)s” is merged into “%(one)s”. Take that merge back first.")
        yield Objection(text % {"one": dated_label(duplicate), "other": dated_label(survivor)}, final=True)


def _of_people(duplicate: Record, survivor: Record) -> Iterator[Objection]:
    if not_same(duplicate, survivor):
        yield Objection(_("Somebody said that these two are not the same."))
    for record in (duplicate, survivor):
        if record.review == ReviewState.REJECTED:
            yield Objection(_("“%(record)s” was rejected.") % {"record": dated_label(record)})


def _of_values(duplicate: Record, survivor: Record) -> Iterator[Objection]:
    if isinstance(duplicate, Actor) and isinstance(survivor, Actor):
        yield from _of_actors(duplicate, survivor)
    elif isinstance(duplicate, Meeting | Initiative) and isinstance(survivor, Meeting | Initiative):
        yield from _of_dates(duplicate, survivor)


def _of_actors(duplicate: Actor, survivor: Actor) -> Iterator[Objection]:
    if duplicate.kind != survivor.kind:
        kinds = {"one": duplicate.get_kind_display(), "other": survivor.get_kind_display()}
        yield Objection(_("One is a %(one)s, the other a %(other)s.") % kinds)
    if duplicate.gazetteer_key and survivor.gazetteer_key:
        yield Objection(_("The gazetteer knows them as two."))
    elif duplicate.gazetteer_key:
        yield Objection(_("The gazetteer knows “%(one)s”: merge the other into it instead.") % {"one": duplicate})
    if duplicate.country_id and survivor.country_id and duplicate.country_id != survivor.country_id:
        countries = {"one": duplicate.country, "other": survivor.country}
        yield Objection(_("One is of %(one)s, the other of %(other)s.") % countries)


def _of_dates(duplicate: Meeting | Initiative, survivor: Meeting | Initiative) -> Iterator[Objection]:
    some, others = (duplicate, survivor) if _first_day(duplicate) <= _first_day(survivor) else (survivor, duplicate)
    if not (some.date_latest and others.date_earliest) or some.date_latest >= others.date_earliest:
        return
    if others.date_earliest - some.date_latest > APART:
        dates = {"one": some.date_edtf, "other": others.date_edtf}
        yield Objection(_("Their dates are far apart: %(one)s and %(other)s.") % dates)


def _first_day(event: Meeting | Initiative) -> str:
    return event.date_earliest.isoformat() if event.date_earliest else ""


def pair_of(one: Record, other: Record) -> dict[str, object]:
    """The columns of a pair, the smaller key first."""
    first, second = sorted((one.pk, other.pk))
    return {"content_type": ContentType.objects.get_for_model(type(one)), "first_id": first, "second_id": second}


def not_same(one: Record, other: Record) -> bool:
    """Did somebody say that these two, or records merged into them, are two?"""
    model = type(one)
    groups = [_group(model, record) for record in (one, other)]
    said = NotSame.objects.filter(content_type=ContentType.objects.get_for_model(model))
    within = models.Q(first_id__in=groups[0], second_id__in=groups[1])
    return said.filter(within | models.Q(first_id__in=groups[1], second_id__in=groups[0])).exists()


def _group(model: type[Record], record: Record) -> list[int]:
    duplicates = model._default_manager.filter(merged_into=record.pk).values_list("pk", flat=True)
    return [record.pk, *duplicates]
