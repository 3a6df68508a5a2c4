"""Splitting a record: what some articles say of it is about another, and stays so when they are imported again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext as _

from kb.decisions import decide
from kb.merging.belongings import Moved, own_pk
from kb.merging.merges import mark_not_same, regrouped
from kb.merging.objections import MergeRefused
from kb.models import Actor, ActorName, Initiative, Meeting, Record, ReviewState, Split, Tenure
from kb.models.querysets import other_end
from kb.names import name_key
from kb.slugs import free_slug

#: what a new record has from the old one until its own evidence is asked
_COPIED = (
    "kind",
    "name",
    "status",
    "date_edtf",
    "date_earliest",
    "date_latest",
    "place",
    "online",
    "topics",
    "series",
    "ordinal",
    "country",
)
_TIES = ((Meeting, "participants"), (Initiative, "parties"))


@transaction.atomic
def split(
    record: Record,
    articles: Collection[models.Model],
    *,
    name: str = "",
    user: AbstractBaseUser | None = None,
    reason: str = "",
) -> Any:
    """Take what these articles say of a record out of it, into a new record; gives the new one.

    The two are not the same from now on. Merging the new one into the old takes it back; meetings and initiatives that
    were one by an actor's names alone part with him, and stay two until people merge them, too.
    """
    kind = str(record._meta.model_name)
    rows = _told(record).filter(article__in=articles)
    return _take_out(record, list(rows), list(articles), name=name, user=user, reason=reason, kind=kind)


@transaction.atomic
def split_sentences(
    record: Record,
    sentences: Collection[int],
    *,
    name: str = "",
    user: AbstractBaseUser | None = None,
    reason: str = "",
) -> Any:
    """Take some sentences, by the keys of their evidence, out of a meeting or initiative, into a new record.

    Later versions of their articles, and later readings, leave these words with the new one.
    """
    kind = str(record._meta.model_name)
    rows = _with_copies(record, sentences)
    _part_facts(record, rows)
    return _take_out(record, rows, [], name=name, user=user, reason=reason, kind=kind)


def _told(record: Record) -> Any:
    """The evidence of a record, in its order."""
    evidence = other_end(type(record), "evidence").objects.filter(**{str(record._meta.model_name): record})
    return evidence.select_related("article").order_by("pk")


def _with_copies(record: Record, sentences: Collection[int]) -> list[Any]:
    """The rows of some sentences; of a merged record also those by which its duplicates tell the same words."""
    every, wanted = list(_told(record)), set(sentences)
    spans = {_span(row) for row in every if row.pk in wanted}
    return [row for row in every if _span(row) in spans]


def _span(row: Any) -> tuple[int, int, int]:
    return row.article_id, row.start, row.end


def _move(evidence: Any, rows: Iterable[Any], kind: str, new: Record) -> None:
    """Point rows to the new record. Words that a duplicate tells too are told once there, as an import would write
    them: by the first row."""
    first: dict[tuple[Any, ...], int] = {}
    again = [row.pk for row in rows if first.setdefault((*_span(row), row.addition_id), row.pk) != row.pk]
    evidence.filter(pk__in=again).delete()
    evidence.filter(pk__in=first.values()).update(**{kind: new, f"own_{kind}": None})


def _move_misreadings(rows: Iterable[Any], kind: str, new: Record) -> None:
    """What people withdrew from these sentences stays withdrawn."""
    misreadings = other_end(type(new), "misreadings").objects
    for row in rows:
        about = {kind: own_pk(row, kind), "source": row.article.guid, "quote": row.quote}
        misreadings.filter(**about).update(**{kind: new})


def _name_in_misreadings(whose: Collection[int], new: Actor, articles: Collection[models.Model]) -> None:
    """That somebody took no part by the words of these articles is said of the new actor."""
    misreadings = other_end(Actor, "misreadings").objects
    sources = {article.guid for article in articles}  # type: ignore[attr-defined]
    misreadings.filter(actor__in=whose, source__in=sources).update(actor=new)


def _part_facts(record: Record, rows: Collection[Any]) -> None:
    """Sentences of one fact of an article that go to two records are two facts."""
    for row in rows:
        others = _told(record).filter(article=row.article_id, fact=row.fact).exclude(pk__in=[each.pk for each in rows])
        if others.exists():
            type(row).objects.filter(pk=row.pk).update(fact=parted_fact(row.fact))


def parted_fact(fact: str) -> str:
    """What the part of a fact is called that was taken out of it."""
    return fact if fact.endswith("/2") else f"{fact[:18]}/2"


def _take_out(
    record: Record,
    rows: Collection[Any],
    articles: Collection[models.Model],
    *,
    name: str,
    user: AbstractBaseUser | None,
    reason: str,
    kind: str,
) -> Any:
    evidence = other_end(type(record), "evidence").objects
    if record.merged_into_id is not None:
        raise MergeRefused(_("“%(one)s” is merged. Take the merge back first.") % {"one": record})
    if not rows:
        raise MergeRefused(_("These articles say nothing of “%(one)s”.") % {"one": record})
    if not evidence.filter(**{kind: record}).exclude(pk__in=[row.pk for row in rows]).exists():
        raise MergeRefused(
            _("All that is known of “%(one)s” is in these articles: nothing would stay.") % {"one": record}
        )
    new = _new_record(record, name.strip(), user)
    _remember(record, new, rows, user=user, reason=reason)
    if not isinstance(record, Actor):
        _move_misreadings(rows, kind, new)
    _move(evidence, rows, kind, new)
    moved = Moved()
    moved.add(kind, {record.pk, new.pk})
    if isinstance(record, Actor):
        whose = {own_pk(row, "actor") for row in rows} | {record.pk}
        _keep_names_apart(record, new, rows)
        _hand_over(whose, new, articles, moved)
    regrouped.send(sender=type(record), moved=moved)
    mark_not_same(record, new, user=user, reason=reason)
    new.refresh_from_db()
    return new


def _new_record(record: Record, name: str, user: AbstractBaseUser | None) -> Any:
    """A record like the old one, confirmed: a person said that it is one."""
    columns = {column: getattr(record, column) for column in _COPIED if hasattr(record, column)}
    new = type(record)(**columns, review=ReviewState.CONFIRMED)
    new.name = name or new.name
    new.slug = free_slug(type(record), name or record.slug)
    new.save()
    if user is not None and (name or isinstance(record, Actor)):
        decide(new, ["name"], user=user)
    return new


def _remember(record: Record, new: Record, rows: Iterable[Any], *, user: AbstractBaseUser | None, reason: str) -> None:
    """One row for the words of each find."""
    kind = str(record._meta.model_name)
    said = {(own_pk(row, kind), row.article.guid, row.quote) for row in rows}
    content_type = ContentType.objects.get_for_model(type(record))
    Split.objects.filter(content_type=content_type, into_id=record.pk, source__in={each[1] for each in said}).delete()
    for own, source, quote in sorted(said):
        key = {"content_type": content_type, "record_id": own, "source": source, "quote": quote}
        Split.objects.update_or_create(**key, defaults={"into_id": new.pk, "user": user, "reason": reason})


def _keep_names_apart(record: Actor, new: Actor, rows: Iterable[Any]) -> None:
    """Names that both have lead imports to the old one, as before; a name of its own leads to the new one."""
    taken = set(record.names.visible().values_list("key", flat=True))
    told = {row.values["name"]["value"] for row in rows if "name" in row.values}
    for text in sorted({*told, new.name}):
        shared = name_key(text) in taken
        review = ReviewState.REJECTED if shared else ReviewState.CONFIRMED
        ActorName.objects.create(actor=new, text=text, review=review)


def _hand_over(whose: Collection[int], new: Actor, articles: Collection[models.Model], moved: Moved) -> None:
    """Ties and posts that these articles gave the old actor are the new one's."""
    for model, ties in _TIES:
        kind = str(model._meta.model_name)
        for row in other_end(model, "evidence").objects.filter(article__in=articles):
            told = [*row.values.get(ties, ()), *row.misread.get(ties, ())]
            if his := [tie for tie in told if tie["actor"] in whose]:
                for tie in his:
                    tie["actor"] = new.pk
                row.save(update_fields=["values", "misread"])
                moved.renamed.setdefault(kind, set()).add(getattr(row, f"{kind}_id"))
    _name_in_misreadings(whose, new, articles)
    posts = other_end(Tenure, "evidence").objects.filter(article__in=articles).select_related("tenure")
    for row in posts.filter(models.Q(tenure__person__in=whose) | models.Q(tenure__own_person__in=whose)):
        held = Tenure.objects.get_or_create(
            person=new, post=row.tenure.post, term=row.tenure.term, defaults={"review": ReviewState.MACHINE}
        )[0]
        moved.add("tenure", {row.tenure_id, held.pk})
        row.tenure, row.own_tenure = held, None
        row.save(update_fields=["tenure", "own_tenure"])
