"""Merging records and taking that back, and the word that two records are not the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.merging.belongings import arrange
from kb.merging.objections import MergeRefused, objections, pair_of
from kb.merging.values import bring_back, lend_decisions, values_of
from kb.models import Merge, NotSame, Record

#: sent with `moved` after rows found their place: values of records follow what counts for them now
regrouped = Signal()


@transaction.atomic
def merge(
    duplicate: Record,
    survivor: Record,
    *,
    user: AbstractBaseUser | None = None,
    reason: str = "",
    force: bool = False,
) -> Merge:
    """Take `duplicate` for `survivor`, and so for the record that this is merged into. No user: the program's word.

    Refused where something speaks against it, unless forced; what cannot be done is refused also then. That somebody
    said they are not the same is overruled by that, and holds again when the merge is taken back.
    """
    _see_pointers(duplicate, survivor)
    against = [each for each in objections(duplicate, survivor) if each.final or not force]
    if against:
        raise MergeRefused(" ".join(each.text for each in against))
    kind = ContentType.objects.get_for_model(type(duplicate))
    merged = Merge.objects.create(
        content_type=kind,
        duplicate_id=duplicate.pk,
        survivor_id=survivor.pk,
        user=user,
        reason=reason,
        before=values_of(survivor),
    )
    _regroup(type(duplicate), {duplicate.pk})
    duplicate.refresh_from_db()
    return merged


@transaction.atomic
def unmerge(duplicate: Record, *, user: AbstractBaseUser | None = None, reason: str = "") -> Merge:
    """Take the merge of a duplicate back: everything that belongs to it goes home, and values follow.

    What was found since goes to the record that it was found to be; what people wrote since stays where they did.
    A record of which no article tells any more, and no person said anything, goes.
    """
    merged = merge_of(duplicate)
    if merged is None:
        raise MergeRefused(_("“%(record)s” is not merged.") % {"record": duplicate})
    merged.undone_at, merged.undone_by, merged.undone_reason = timezone.now(), user, reason
    merged.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    bring_back(merged, _standing(type(duplicate)))
    _regroup(type(duplicate), {duplicate.pk}, parted={duplicate.pk, merged.survivor_id})
    if type(duplicate)._default_manager.filter(pk=duplicate.pk).exists():
        duplicate.refresh_from_db()
    return merged


@transaction.atomic
def mark_not_same(one: Record, other: Record, *, user: AbstractBaseUser | None = None, reason: str = "") -> NotSame:
    """Remember that two records that look alike are two."""
    if type(one) is not type(other) or one.pk == other.pk:
        raise MergeRefused(_("Only two records of one kind can be told apart."))
    if one.pk == other.merged_into_id or other.pk == one.merged_into_id:
        raise MergeRefused(_("They are merged. Take the merge back first."))
    said = {"user": user, "reason": reason}
    return NotSame.objects.get_or_create(**pair_of(one, other), defaults=said)[0]


def merge_of(duplicate: Record) -> Merge | None:
    """The merge by which a record is a duplicate, if it is one."""
    return _standing(type(duplicate)).filter(duplicate_id=duplicate.pk).first()


def _see_pointers(duplicate: Record, survivor: Record) -> None:
    """What the two are merged into now, whatever it was when they were read: merges in a circle would have no end."""
    if type(duplicate) is not type(survivor):
        return
    rows = type(duplicate)._default_manager.select_for_update().filter(pk__in=[duplicate.pk, survivor.pk])
    into = dict(rows.order_by("pk").values_list("pk", "merged_into"))
    for record in (duplicate, survivor):
        if record.pk not in into:
            raise MergeRefused(_("Somebody changed it in the meantime: nothing was done."))
        record.merged_into_id = into[record.pk]


def _standing(model: type[models.Model]) -> models.QuerySet[Merge]:
    """The merges of a kind of record that nobody took back."""
    return Merge.objects.filter(content_type=ContentType.objects.get_for_model(model), undone_at=None)


def _regroup(model: type[Record], changed: Collection[int], *, parted: Collection[int] = ()) -> None:
    """Point records to the ends of their chains, and bring what belongs to them to where it counts now."""
    before = set(model._default_manager.filter(pk__in=changed).values_list("merged_into", flat=True)) - {None}
    group = _group(model, {*changed, *before})
    ends = {pk: _end(pk, group) for pk in group}
    now = timezone.now()
    for end in set(ends.values()):
        pks = [pk for pk, its in ends.items() if its == end and pk != end]
        model._default_manager.filter(pk__in=pks).exclude(merged_into=end).update(merged_into=end, updated_at=now)
    free = [pk for pk, end in ends.items() if pk == end]
    model._default_manager.filter(pk__in=free, merged_into__isnull=False).update(merged_into=None, updated_at=now)
    model._default_manager.filter(pk__in={ends[pk] for pk in changed} | before).update(updated_at=now)
    lend_decisions(_standing(model).filter(duplicate_id__in=group), model)
    moved = arrange(model, {pk for pk in group if ends[pk] != pk} | set(changed))
    moved.add(str(model._meta.model_name), {*ends.values(), *before})
    moved.parted.update(parted)
    regrouped.send(sender=model, moved=moved)


def _group(model: type[Record], pks: Iterable[int]) -> dict[int, int | None]:
    """All records that merges tie to these, each with the one that it was merged into."""
    into: dict[int, int] = {}
    seen: set[int] = set()
    ahead = set(pks)
    while ahead:
        seen |= ahead
        merges = _standing(model).filter(models.Q(duplicate_id__in=ahead) | models.Q(survivor_id__in=ahead))
        pairs = dict(merges.values_list("duplicate_id", "survivor_id"))
        into |= pairs
        ahead = {*pairs, *pairs.values()} - seen
    return {pk: into.get(pk) for pk in seen}


def _end(pk: int, group: Mapping[int, int | None]) -> int:
    """The last of the chain. Merges have no circles: a survivor is never merged into its own duplicate."""
    while (into := group.get(pk)) is not None:
        pk = into
    return pk
