"""A person withdraws one value of one sentence, or gives it back; what the record says follows from what is left."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from articles.importing.given_back import follow_alone
from articles.importing.misread import TABLES, TIES, Wrong
from articles.models import MeetingEvidence, Misreading
from kb.merging.belongings import own_pk, owned_by, survivors
from kb.models import Actor
from kb.models.history import keep_changes, people_write, program_writes


class CannotWithdraw(ValueError):
    """The value was not withdrawn; the message says why."""


@transaction.atomic
def withdraw_value(row: Any, key: str, *, user: AbstractBaseUser, told: str = "", reason: str = "") -> list[Misreading]:
    """The sentence of this row of evidence does not say so: `key` names the value as pages do (`date_edtf`,
    `actor 12`, `topic trade`). What the record says follows from what is left."""
    relation = "meeting" if isinstance(row, MeetingEvidence) else "initiative"
    record = getattr(row, relation)
    same = record.evidence.select_for_update().filter(
        article=row.article_id, start=row.start, end=row.end, addition=None
    )
    made = []
    with people_write(user, reason=reason):
        for each in same:
            for wrong in _named(each.values, key):
                made.append(_withdraw(each, relation, wrong, user, told, reason))
        if not made:
            raise CannotWithdraw(_("This sentence does not give this value any more: nothing was done."))
        _follow(record, {said.value for said in made if said.field == "place"})
    return made


def _withdraw(row: Any, relation: str, wrong: Wrong, user: AbstractBaseUser, told: str, reason: str) -> Misreading:
    said = Misreading.objects.create(
        source=row.article.guid, quote=row.quote, field=wrong.field, value=wrong.value, actor_id=wrong.actor,
        told=told or wrong.value, user=user, reason=reason, **{f"{relation}_id": own_pk(row, relation)},
    )  # fmt: skip
    for each in _rows_of(said):
        values, misread = dict(each.values), dict(each.misread)
        if wrong.moved(values, misread):
            type(each).objects.filter(pk=each.pk).update(values=values, misread=misread)
    return said


def withdrawn_as(row: Any, key: str) -> list[Misreading]:
    """What people said of a value of this sentence, by the name that pages have for it."""
    relation = "meeting" if isinstance(row, MeetingEvidence) else "initiative"
    same = getattr(row, relation).evidence.filter(article=row.article_id, start=row.start, end=row.end)
    return [
        said
        for each in same.select_related("article")
        for wrong in _named(each.misread, key)
        for said in Misreading.objects.filter(
            **{relation: own_pk(each, relation)}, source=each.article.guid, quote=each.quote, field=wrong.field,
            value=wrong.value, actor=wrong.actor,
        )
    ]  # fmt: skip


def _named(values: Mapping[str, Any], key: str) -> list[Wrong]:
    """The values of a row that a page calls so; an actor also by one that is merged into it."""
    name, _sep, rest = key.partition(" ")
    if name == "topic":
        return [Wrong("topics", rest)] if rest in values.get("topics", {}).get("words", {}) else []
    if name == "actor":
        ties = [(field, tie["actor"]) for field in TIES for tie in values.get(field, ())]
        into = survivors(Actor, {actor for _field, actor in ties})
        return [Wrong(field, actor=actor) for field, actor in ties if str(into.get(actor, actor)) == rest]
    entry = values.get(key)
    return [Wrong(key, str(entry["value"]))] if isinstance(entry, dict) and key != "topics" else []


@transaction.atomic
def give_value_back(said: Misreading, *, user: AbstractBaseUser, reason: str = "") -> None:
    """The sentence says so after all."""
    record = said.record
    wrong = Wrong(said.field, said.value, said.actor_id)
    with people_write(user, reason=reason):
        for row in _rows_of(said):
            values, misread = dict(row.values), dict(row.misread)
            if wrong.moved(misread, values, back=True):
                type(row).objects.filter(pk=row.pk).update(values=values, misread=misread)
        said.delete()
        _follow(getattr(record, "merged_into", None) or record)


def _rows_of(said: Misreading) -> list[Any]:
    """The rows that a misreading is about: those of its sentence, in the versions that have evidence."""
    rows = TABLES[said.relation].objects.filter(
        owned_by(said.relation, [said.record.pk]), article__guid=said.source, addition=None
    )
    # two who withdraw values of one sentence at once take turns: each writes all of its values
    rows = rows.select_related("article").select_for_update(of=("self",)).order_by("pk")
    return [row for row in rows if row.quote == said.quote]


def _follow(record: Any, places: Collection[str] = ()) -> None:
    """The record's values follow; versions of it show what changed by that."""
    with keep_changes(type(record), [record.pk]), program_writes():
        follow_alone(record, places)
