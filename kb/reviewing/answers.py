"""What people answered in the queue, kept for good: given once, taken back by whoever gave it, named in histories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.merging.objections import MergeRefused
from kb.models import Answer, Tenure
from kb.models.history import people_write
from kb.reviewing.deciding import CannotDecide, Step, accept, choose, reject, take_back
from kb.reviewing.items import Item
from kb.reviewing.queue import Mending
from kb.reviewing.words import Said, in_words, said_of

#: what can be done with an item, by the name of the button
ACTS: dict[str, Callable[..., list[Step]]] = {
    "accept": lambda item, value, **who: accept(item, **who),
    "reject": lambda item, value, **who: reject(item, **who),
    "choose": choose,
}


@transaction.atomic
def answer(
    items: Sequence[Item], act: str, value: str = "", *, user: AbstractBaseUser, reason: str = ""
) -> list[Answer]:
    """Decide about some items at once, all of them or none; the answers, by which this is taken back."""
    answers: list[Answer] = []
    with Mending([item.key for item in items]) as mended, people_write(user, reason=reason) as word:
        for item in items:
            said = said_of(item, act, value)
            steps = ACTS[act](item, value, user=user, reason=reason)
            answers.append(_answer(item, act, said, steps))
    for place, each in enumerate(answers):
        each.user, each.decided_at, each.reason = word.user, word.at, word.reason  # type: ignore[assignment]
        each.batch = answers[0] if place else None
        # an item that the decision about another one settled comes back with it
        each.undo["gone"] = mended.gone if not place else []
        each.save()
    return answers


def _answer(item: Item, act: str, said: Said, steps: list[Step]) -> Answer:
    others = [record.pk for record in item.records[1:]]
    others += [step["into"] for step in steps if step["did"] == "merge" and step["pk"] == item.record.pk]
    return Answer(
        sort=item.sort,
        act=act,
        content_type=ContentType.objects.get_for_model(type(item.record)),
        first_id=item.record.pk,
        second_id=others[0] if others else None,
        field=item.field,
        title=said.title,
        value=said.value,
        undo={"item": item.key, "steps": steps},
    )


def of_batch(given: Answer) -> list[Answer]:
    """The answers that were given at once with this one, the first one first; itself alone, where it was alone."""
    first = given.batch or given
    return [first, *first.others.order_by("pk")]


def take_back_answers(answers: Sequence[Answer], *, user: AbstractBaseUser) -> None:
    """Undo answers, the last one first: all of it, or nothing, with CannotDecide saying why; that is kept, too."""
    try:
        _take_back(answers, user)
    except (CannotDecide, MergeRefused) as refused:
        Answer.objects.standing().filter(pk__in=[each.pk for each in answers]).update(refused=str(refused))
        raise CannotDecide(str(refused)) from refused


@transaction.atomic
def _take_back(answers: Sequence[Answer], user: AbstractBaseUser) -> None:
    answers = _still_standing(answers)
    back = [row for each in answers for row in each.undo.get("gone", [])]
    keys = [each.item for each in answers]
    with (
        Mending([*keys, *(row["key"] for row in back)], back),
        people_write(user, reason=_("Undone in the review queue.")) as word,
    ):
        for each in reversed(answers):
            take_back(each.undo["steps"], user=user)
            each.undone_at, each.undone_by, each.refused = word.at, word.user, ""  # type: ignore[assignment]
            each.undo = {"item": each.item}
            each.save(update_fields=["undone_at", "undone_by", "refused", "undo"])


def _still_standing(answers: Sequence[Answer]) -> list[Answer]:
    """Those that nobody has taken back, also since they were read; two who take one back at once take turns."""
    rows = Answer.objects.standing().select_for_update().filter(pk__in=[each.pk for each in answers])
    standing = set(rows.order_by("pk").values_list("pk", flat=True))
    if not standing:
        raise CannotDecide(_("Somebody took this back already."))
    return [each for each in answers if each.pk in standing]


def told(given: Answer) -> str:
    """What was decided, in a line."""
    return in_words(given.sort, given.act, given.title, given.value)


def told_at_once(answers: Sequence[Answer]) -> str:
    """What was decided about one item, or about several at once."""
    if len(answers) == 1:
        return told(answers[0])
    said = _("Rejected: %(title)s") if answers[0].act == "reject" else _("Accepted: %(title)s")
    return said % {"title": ngettext("%d item", "%d items", len(answers)) % len(answers)}


def answers_about(record: Any) -> list[Answer]:
    """All that was answered about a record, and about the posts of a person."""
    found = Answer.objects.about(type(record), [record.pk])
    if hasattr(record, "tenures"):
        found |= Answer.objects.about(Tenure, list(record.tenures.values_list("pk", flat=True)))
    return list(found.select_related("user", "undone_by"))
