"""What people decide about items of the queue. Every decision leaves steps that can be kept as JSON, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.decisions import decide, give_back, given_back
from kb.labels import called
from kb.merging.merges import mark_not_same, merge, merge_of, unmerge
from kb.merging.values import set_value
from kb.models import Actor, Decision, Meeting, NotSame, Participation, Place, Record, ReviewState
from kb.models.history import keep_changes, people_write, program_writes
from kb.names import name_key
from kb.reviewing.items import Item, Sort
from kb.reviewing.words_of_people import CannotDecide as CannotDecide
from kb.reviewing.words_of_people import Step as Step
from kb.reviewing.words_of_people import give_back_word, keep, standing_decision, undo_give_back, undo_keep
from kb.slugs import free_slug

#: what each sort calls accepting and rejecting; nothing where it cannot be done
ACCEPT = {
    Sort.UNDECIDED: gettext_lazy("One of its own"),
    Sort.HOLDER: "",
    Sort.UNSURE: gettext_lazy("Accept"),
    Sort.DIFFERS: gettext_lazy("Keep what is shown"),
    Sort.NOW: gettext_lazy("Take what articles say"),
    Sort.PAIR: gettext_lazy("Merge"),
    Sort.NEW: gettext_lazy("Accept"),
    Sort.LOST: gettext_lazy("Attach to the new words"),
}
REJECT = {
    Sort.UNDECIDED: gettext_lazy("Reject"),
    Sort.HOLDER: gettext_lazy("None of them"),
    Sort.UNSURE: gettext_lazy("Reject"),
    Sort.DIFFERS: gettext_lazy("The rest is misread"),
    Sort.NOW: gettext_lazy("Keep as it was set"),
    Sort.PAIR: gettext_lazy("Not the same"),
    Sort.NEW: gettext_lazy("Reject"),
    Sort.LOST: gettext_lazy("Drop it"),
}


@dataclass(frozen=True)
class Elsewhere:
    """How items are decided in another package, as far as they are; `undo`: how each of its steps is taken back."""

    accept: Callable[..., list[Step]] | None = None
    reject: Callable[..., list[Step]] | None = None
    choose: Callable[..., list[Step]] | None = None
    undo: dict[str, Callable[[Step, AbstractBaseUser], None]] = dataclass_field(default_factory=dict)


#: sorts that other packages decide, or something of them
ELSEWHERE: dict[Sort, Elsewhere] = {}
_HERE = Elsewhere()


@transaction.atomic
def accept(item: Item, *, user: AbstractBaseUser, reason: str = "") -> list[Step]:
    """What the program thinks is right. Of a pair, the record that articles know better stays."""
    with people_write(user, reason=reason):
        if not item.acceptable:
            raise CannotDecide(_("Choose one of several."))
        if elsewhere := ELSEWHERE.get(item.sort, _HERE).accept:
            return elsewhere(item, user=user, reason=reason)
        match item.sort:
            case Sort.UNDECIDED if item.kind == "actor":
                return [set_fields(item.record, user, review=ReviewState.CONFIRMED, undecided=False)]
            case Sort.UNDECIDED:
                return [_tell_apart(item.record, each, user, reason) for each in item.candidates]
            case Sort.UNSURE | Sort.NEW:
                return [set_fields(item.record, user, review=ReviewState.CONFIRMED)]
            case Sort.DIFFERS:
                return [_decide(item, user, reason)]
            case Sort.NOW:
                return [give_back_word(_decision_of(item))]
        survivor, duplicate = in_order_of_merging(item)
        return [_merge(duplicate, survivor, user, reason)]


@transaction.atomic
def reject(item: Item, *, user: AbstractBaseUser, reason: str = "") -> list[Step]:
    """What the program thinks is wrong. Of a pair: they are two; of what articles now say: the person's word stays; of
    values that differ: those that are not shown are misread."""
    with people_write(user, reason=reason):
        if elsewhere := ELSEWHERE.get(item.sort, _HERE).reject:
            return elsewhere(item, user=user, reason=reason)
        match item.sort:
            case Sort.UNDECIDED | Sort.UNSURE | Sort.NEW:
                return [set_fields(item.record, user, review=ReviewState.REJECTED)]
            case Sort.PAIR:
                return [_tell_apart(*item.records, user, reason)]
            case Sort.NOW:
                return [keep(_decision_of(item))]
            case Sort.HOLDER:
                return [_tie(item.record, each, user, ReviewState.REJECTED) for each in item.candidates]
        raise CannotDecide(_("There is nothing to reject."))


@transaction.atomic
def choose(item: Item, value: str, *, user: AbstractBaseUser, reason: str = "") -> list[Step]:
    """Another value of the field, or the actor that is meant, by the value of one of the item's choices; of a pair,
    the key of the record that stays."""
    with people_write(user, reason=reason):
        if item.sort == Sort.PAIR:
            survivor = next((each for each in item.records if str(each.pk) == value), None)
            if survivor is not None:
                duplicate = next(each for each in item.records if each.pk != survivor.pk)
                return [_merge(duplicate, survivor, user, reason)]
        elif value in {choice.value for choice in item.choices}:
            if elsewhere := ELSEWHERE.get(item.sort, _HERE).choose:
                return elsewhere(item, value, user=user, reason=reason)
            if item.sort == Sort.UNDECIDED:
                chosen = next(each for each in item.candidates if str(each.pk) == value)
                return [_merge(item.record, chosen, user, reason)]
            if item.sort == Sort.HOLDER:
                chosen = next(each for each in item.candidates if str(each.pk) == value)
                return [_tie(item.record, chosen, user, ReviewState.CONFIRMED)]
            return [_decide(item, user, reason, value)]
    raise CannotDecide(_("This is not among the choices any more."))


def in_order_of_merging(item: Item) -> tuple[Any, Any]:
    """Of a pair, the record that stays: that of the gazetteer, the confirmed one, that of more sentences, the older."""

    def weight(record: Any) -> tuple[Any, ...]:
        known = bool(getattr(record, "gazetteer_key", None))
        return known, record.review == ReviewState.CONFIRMED, record.evidence.visible().count(), -record.pk

    survivor, duplicate = sorted(item.records, key=weight, reverse=True)
    return survivor, duplicate


@transaction.atomic
def take_back(steps: Sequence[Step], *, user: AbstractBaseUser) -> None:
    """Undo a decision by its steps, the last one first; all of it or nothing."""
    with people_write(user, reason=_("Undone in the review queue.")):
        undo = _UNDO | {did: act for elsewhere in ELSEWHERE.values() for did, act in elsewhere.undo.items()}
        for step in reversed(steps):
            undo[step["did"]](step, user)


def set_fields(record: Any, user: AbstractBaseUser, **after: Any) -> Step:
    """Write some columns of a row, as they are now to what they are to be."""
    model = type(record)
    before = {name: getattr(record, name) for name in after}
    _write(model, record.pk, user, before, after)
    return {"did": "fields", "model": model._meta.label, "pk": record.pk, "before": before, "after": after}


def _write(
    model: type[models.Model], pk: int, user: AbstractBaseUser, before: dict[str, Any], after: dict[str, Any]
) -> None:
    rows = model._default_manager.filter(pk=pk, **before)
    said = "; ".join(f"{name}: {before[name]} → {after[name]}" for name in after if before[name] != after[name])
    LogEntry.objects.log_actions(user.pk, called(rows), CHANGE, f"Review queue: {said}.")
    fields = after | ({"updated_at": timezone.now()} if hasattr(model, "updated_at") else {})
    with keep_changes(model, [pk]):
        if not rows.update(**fields):
            raise CannotDecide(_("Somebody changed it in the meantime: nothing was done."))


def _undo_fields(step: Step, user: AbstractBaseUser) -> None:
    model = apps.get_model(step["model"])
    _write(model, step["pk"], user, step["after"], step["before"])
    if issubclass(model, Record) and step["before"].get("review") == ReviewState.MACHINE:
        record: Any = model._default_manager.get(pk=step["pk"])
        if not record.evidence.exists():  # the articles that told of it are gone by now, and so it goes too
            with program_writes():
                given_back.send(sender=model, record=record)


def _merge(duplicate: Any, survivor: Any, user: AbstractBaseUser, reason: str) -> Step:
    merged = merge(duplicate, survivor, user=user, reason=reason)
    pks = {"pk": duplicate.pk, "into": survivor.pk, "merge": merged.pk}
    return {"did": "merge", "model": type(duplicate)._meta.label, **pks}


def _undo_merge(step: Step, user: AbstractBaseUser) -> None:
    """As if it had not been: the merge itself goes too, since one that was taken back tells the two apart."""
    duplicate = apps.get_model(step["model"])._default_manager.filter(pk=step["pk"]).first()
    merged = merge_of(duplicate) if duplicate else None
    if merged is None or merged.survivor_id != step["into"]:
        raise CannotDecide(_("This merge was taken back already."))
    unmerge(duplicate, user=user).delete()


def _tell_apart(one: Any, other: Any, user: AbstractBaseUser, reason: str) -> Step:
    return {"did": "not same", "pk": mark_not_same(one, other, user=user, reason=reason).pk}


def _undo_not_same(step: Step, user: AbstractBaseUser) -> None:
    if not NotSame.objects.filter(pk=step["pk"]).delete()[0]:
        raise CannotDecide(_("Somebody took this back already."))


def _tie(meeting: Meeting, person: Actor, user: AbstractBaseUser, review: str) -> Step:
    """A person's word that somebody takes part, or does not."""
    tie, made = Participation.objects.get_or_create(meeting=meeting, actor=person, defaults={"review": review})
    if not made:
        raise CannotDecide(_("Somebody changed it in the meantime: nothing was done."))
    LogEntry.objects.log_actions(
        user.pk, called(Meeting.objects.filter(pk=meeting.pk)), CHANGE, f"Review queue: {person}: {review}."
    )
    return {"did": "tie", "model": Participation._meta.label, "pk": tie.pk, "review": review}


def _undo_tie(step: Step, user: AbstractBaseUser) -> None:
    tie = Participation.objects.filter(pk=step["pk"], review=step["review"]).first()
    if tie is None:
        raise CannotDecide(_("Somebody changed it in the meantime: nothing was done."))
    meeting, person = tie.meeting, tie.actor
    tie.delete()
    with program_writes():  # articles may tell by now who it was, and nothing of whom it was thought to be
        given_back.send(sender=Meeting, record=meeting)
        given_back.send(sender=Actor, record=person)


def _decide(item: Item, user: AbstractBaseUser, reason: str, value: str | None = None) -> Step:
    """Make a value of the field the user's word: one that articles tell, or the one that is shown."""
    record = item.record
    if value is not None:
        fields = set_value(record, item.field, _stored(item.field, value))
        record.save(update_fields=[*fields, "updated_at"])
    decide(record, [item.field], user=user)
    decision = record.decisions.get(field=item.field)
    Decision.objects.filter(pk=decision.pk).update(reason=reason)
    return {"did": "decide", "pk": decision.pk}


def _stored(field: str, told: str) -> Any:
    """A value that articles tell, as decisions keep it."""
    if field == "online":
        return told == "True"
    if field != "place":
        return told
    place = Place.objects.filter(key=name_key(told)).first()
    return (place or Place.objects.create(name=told, slug=free_slug(Place, told))).pk


def _undo_decide(step: Step, user: AbstractBaseUser) -> None:
    give_back(standing_decision(step["pk"]))


def _decision_of(item: Item) -> Decision:
    return standing_decision(item.record.decisions.values_list("pk", flat=True).filter(field=item.field).first() or 0)


_UNDO = {
    "fields": _undo_fields,
    "merge": _undo_merge,
    "not same": _undo_not_same,
    "decide": _undo_decide,
    "give back": undo_give_back,
    "keep": undo_keep,
    "tie": _undo_tie,
}
