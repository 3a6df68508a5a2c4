"""What the review queue shows of articles themselves: additions by hand whose words a correction took away; and what
was misread where sources differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.importing.adding import CannotAdd
from articles.importing.lost import attach, came_by_it_alone, detach, old_sentence, places_now
from articles.importing.withdrawing_values import give_value_back, withdraw_value
from articles.models import Addition, Article, Misreading
from kb.citations import sentence_around, value_in_words
from kb.date_words import say_day
from kb.marked_text import Mark, marked_html
from kb.models import Actor, ReviewState
from kb.names import name_key
from kb.reviewing.deciding import ELSEWHERE, CannotDecide, Elsewhere, Step, set_fields
from kb.reviewing.doubts import FINDERS
from kb.reviewing.items import Choice, Item, Passage, Sort
from kb.reviewing.looked_at import MOST, Only


def take_part_in_the_queue() -> None:
    """Lost additions are found and decided here; of values that differ, those that are misread are withdrawn here."""
    FINDERS[Sort.LOST] = lost_additions
    ELSEWHERE[Sort.LOST] = Elsewhere(_accept, _drop, _choose, {"attach": _undo_attach})
    ELSEWHERE[Sort.DIFFERS] = Elsewhere(reject=_withdraw, undo={"withdraw": _undo_withdraw})


def lost_additions(only: Only) -> Iterator[Item]:
    """Additions whose words are not in the present version of their article; what belongs to one comes after it."""
    lost = Addition.objects.lost().select_related("article", "user", "tenure__person", "tenure__post__body")
    if only is not None:
        wanted = Q(pk__in=())
        for kind, pks in only.items():
            wanted |= Q(**{f"{kind}__in": pks}) | Q(**{f"{kind}__merged_into__in": pks} if kind != "tenure" else {})
        lost = lost.filter(wanted)
    waiting = [each for each in lost.order_by("pk")[:MOST] if each.part_of_id is None or not _is_lost(each.part_of_id)]
    guids = {each.article.guid for each in waiting}
    present = {article.guid: article for article in Article.objects.current().filter(guid__in=guids)}
    for each in waiting:
        if each.article.guid in present:
            yield _item(each, present[each.article.guid])


def _is_lost(pk: int) -> bool:
    return bool(Addition.objects.lost().filter(pk=pk).exists())


def _item(addition: Addition, article: Article) -> Item:
    record = addition.record
    shown = getattr(record, "merged_into", None) or record
    places = places_now(addition, article)
    choices = tuple(Choice(f"{start}-{end}", Truncator(article.text[start:end]).chars(80)) for start, end in places)
    told = {"who": addition.user or _("Somebody"), "when": say_day(localtime(addition.added_at))}
    same = bool(places) and article.text[slice(*places[0])] == addition.quote
    why = {
        True: _("%(who)s read this in the article on %(when)s. The corrected text has these words several times."),
        False: _("%(who)s read this in the article on %(when)s. The corrected text has not these words any more."),
    }[same]
    first = places[0] if places else (addition.start, addition.start)
    edit = {"start": first[0], "end": first[1], "what": addition.kind}
    return Item(
        key=f"lost-{addition.relation}-{record.pk}-{addition.pk}",
        sort=Sort.LOST,
        kind="actor" if addition.relation == "tenure" else addition.relation,
        records=(shown,),
        why=why % told,
        doubt=0.93,
        proposed=addition,
        choices=choices,
        read=_read(addition),
        passages=(_then(addition), *(_now(article, *each) for each in zip(places, choices, strict=True))),
        acceptable=len(places) == 1,
        edit=f"{reverse('articles:add', args=[article.slug])}?{urlencode(edit if places else {})}",
    )  # fmt: skip


def _read(addition: Addition) -> str:
    """What the person read in the words, in a line."""
    record, said = addition.record, addition.values
    if addition.relation in ("actor", "tenure"):
        return str(addition.get_kind_display())
    told = [value_in_words(record, name, each["value"]) for name, each in said.items() if isinstance(each, dict)]
    pks = [tie["actor"] for ties in ("participants", "parties") for tie in said.get(ties, ())]
    who = Actor.objects.filter(pk__in=pks).order_by("pk").values_list("name", flat=True) if pks else ()
    return " · ".join(filter(None, [*told, ", ".join(who)]))


def _then(addition: Addition) -> Passage:
    return _passage(_("It was read in"), addition.article, *old_sentence(addition), addition.start, addition.end)


def _now(article: Article, place: tuple[int, int], choice: Choice) -> Passage:
    first, _end = sentence_around(article.text, place[0], place[0] + 1)
    _start, last = sentence_around(article.text, place[1] - 1, place[1])
    return _passage(_("Now the text says"), article, first, max(last, place[1]), *place, choice=choice)


def _passage(
    label: str, article: Article, start: int, end: int, first: int, last: int, choice: Choice | None = None
) -> Passage:
    """A sentence (`start` to `end`) with some of its words marked."""
    quote = marked_html(article.text, [Mark(first, last, "value")], start=start, end=end)
    return Passage(label, quote, article, article.get_absolute_url(), choice)


def _accept(item: Item, **who: Any) -> list[Step]:
    return _choose(item, item.choices[0].value, **who)


def _choose(item: Item, value: str, *, user: AbstractBaseUser, reason: str = "") -> list[Step]:
    addition: Addition = item.proposed
    start, _sep, end = value.partition("-")
    article = Article.objects.current().get(guid=addition.article.guid)
    try:
        added = attach(addition, article, (int(start), int(end)), user=user, reason=reason)
    except CannotAdd as refused:
        raise CannotDecide(str(refused)) from refused
    return [{"did": "attach", "model": Addition._meta.label, "pk": added.pk}]


def _drop(item: Item, *, user: AbstractBaseUser, reason: str = "") -> list[Step]:
    """It counts for nothing any more, with what belongs to it and is lost too; a record that came by it alone goes."""
    steps = []
    for each in (item.proposed, *Addition.objects.lost().filter(part_of=item.proposed)):
        alone = came_by_it_alone(each)
        steps.append(set_fields(each, user, review=ReviewState.REJECTED))
        if alone:
            steps.append(set_fields(each.record, user, review=ReviewState.REJECTED))
    return steps


def _undo_attach(step: Step, user: AbstractBaseUser) -> None:
    added = Addition.objects.filter(pk=step["pk"]).first()
    if added is None or not added.replaces.exists():
        raise CannotDecide(_("Somebody changed it in the meantime: nothing was done."))
    detach(added)


def _withdraw(item: Item, *, user: AbstractBaseUser, reason: str = "") -> list[Step]:
    """The values that are not shown are misread: they are withdrawn from their sentences."""
    others = {name_key(choice.value) for choice in item.choices}
    rows = item.record.evidence.visible().filter(addition=None).select_related("article")
    wrong = [row for row in rows if name_key(str((row.values.get(item.field) or {}).get("value", ""))) in others]
    said = []
    for row in wrong:
        row.refresh_from_db(fields=["values", "misread"])
        if item.field in row.values:
            label = capfirst(str(item.record._meta.get_field(item.field).verbose_name))
            told = f"{label}: {value_in_words(item.record, item.field, row.values[item.field]['value'])}"
            said += withdraw_value(row, item.field, user=user, told=told, reason=reason)
    if not said:
        raise CannotDecide(_("A person read this in the text: take it back on the page of the article."))
    return [{"did": "withdraw", "model": Misreading._meta.label, "pk": each.pk} for each in said]


def _undo_withdraw(step: Step, user: AbstractBaseUser) -> None:
    said = Misreading.objects.filter(pk=step["pk"]).first()
    if said is None:
        raise CannotDecide(_("Somebody took this back already."))
    give_value_back(said, user=user)
