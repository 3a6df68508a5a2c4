"""What people added by hand stands in the present version of its article: at the place where its words are found again.

A row of evidence that follows from an addition is never written by the program: where the text changes it is lifted,
with all that became of it (a merge, a split, a review), and placed in the new text. An addition whose words are not
there, or not at one place alone, has no row; it is kept, and people see it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.db.models import Max

from articles.importing.touched import EVIDENCE, Touched
from articles.models import Addition, Article
from kb.merging.belongings import own_pk, standing_tenures, survivors
from kb.models import Actor, ReviewState
from kb.values import BY_PERSON

#: so many characters before and after its words tell an addition's place from others
_AROUND = 200
_TABLES = {relation: table for table, relation in EVIDENCE}
_TIES = ("participants", "parties")


def lift_additions(article: Article) -> Touched:
    """Take the rows of additions out of a version of an article; the records that they spoke of."""
    touched = Touched()
    if not Addition.objects.exists():
        return touched
    for table, relation in EVIDENCE:
        rows = list(table.objects.filter(article=article, addition__isnull=False).select_related("addition"))
        touched.add_places(row.values for row in rows)
        for row in rows:
            getattr(touched, relation).update({getattr(row, f"{relation}_id"), own_pk(row, relation)})
            addition = row.addition
            kept = {f"{relation}_id": own_pk(row, relation), "values": without_spans(row.values), "review": row.review}
            # by the program: it is no change of what the person said
            Addition.objects.filter(pk=addition.pk).update(**kept)
        table.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return touched


def place_additions(article: Article) -> Touched:
    """Give all additions of the article's versions that have no row one in this version, where their words are."""
    touched = Touched()
    additions = Addition.objects.filter(article__guid=article.guid, replaced_by=None).select_related("article")
    for addition in additions.order_by("pk"):
        if row_of(addition) is not None:
            continue
        start = find_again(addition.article.text, addition.start, addition.end, article.text)
        if start is not None:
            row = write_row(addition, article, start)
            getattr(touched, addition.relation).update(
                {getattr(row, f"{addition.relation}_id"), own_pk(row, addition.relation)}
            )
    return touched


def release_additions(article: Article) -> Touched:
    """Before a version of an article goes: what was added at it goes with it, unless a later version has its words.

    Records that came by these additions are the program's again, and go where nothing else tells of them. A spelling
    stays: it is the person's word on the actor.
    """
    touched = Touched()
    for addition in article.additions.order_by("number"):
        row = row_of(addition)
        if row is not None and row.article_id != article.pk:
            _move(addition, row)
        else:
            touch_told(touched, addition)
            getattr(touched, addition.relation).add(getattr(addition, f"{addition.relation}_id"))
            _hand_over(addition) if addition.replaced_by_id else unmake_record(addition)
            addition.delete()
    return touched


def touch_told(touched: Touched, addition: Addition) -> None:
    """Who takes part by the words of an addition, and where: it may be all that holds on to them."""
    touched.actor |= {tie["actor"] for name in _TIES for tie in addition.values.get(name, ())}
    touched.add_places([addition.values])


def _hand_over(addition: Addition) -> None:
    """What took the place of an addition that goes has brought its record from now on."""
    if addition.made_record:
        Addition.objects.filter(pk=addition.replaced_by_id).update(made_record=True)


def unmake_record(addition: Addition) -> None:
    """The record that came by an addition is no more than what is told of it, unless it came by another one too."""
    record = addition.record
    others = record.additions.exclude(pk=addition.pk).filter(made_record=True)
    if addition.made_record and record.review == ReviewState.CONFIRMED and not others.exists():
        type(record)._base_manager.filter(pk=record.pk).update(review=ReviewState.MACHINE)


def _move(addition: Addition, row: Any) -> None:
    """The addition counts as one of the version where its words stand now."""
    number = next_number(row.article)
    place = {"article": row.article, "start": row.start, "end": row.end, "number": number}
    Addition.objects.filter(pk=addition.pk).update(**place)
    if hasattr(row, "fact"):
        addition.refresh_from_db()
        row.fact = addition.fact
        row.save(update_fields=["fact"])


def next_number(article: Article) -> int:
    """The number of the next addition to a version of an article."""
    return int(article.additions.aggregate(last=Max("number"))["last"] or 0) + 1


def row_of(addition: Addition) -> Any:
    """The row of evidence that follows from an addition; None where its words are not in the present text."""
    return _TABLES[addition.relation].objects.filter(addition=addition).first()


def rows_of(additions: Collection[Addition]) -> dict[int, Any]:
    """The rows of evidence that follow from several additions, by their keys."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for addition in additions:
        wanted[addition.relation].append(addition.pk)
    return {
        row.addition_id: row
        for relation, pks in wanted.items()
        for row in _TABLES[relation].objects.filter(addition__in=pks).select_related("article")
    }


def write_row(addition: Addition, article: Article, start: int) -> Any:
    """The row of evidence of an addition whose words begin at `start` of this version. From here on a review is the
    row's: the addition keeps none beside it, so that the same is known however often it was lifted and placed."""
    relation, end = addition.relation, start + len(addition.quote)
    own = getattr(addition, f"{relation}_id")
    counts_for = _standing(relation)([own]).get(own, own)
    fact = {"fact": addition.fact} if relation in ("meeting", "initiative") else {}
    row = _TABLES[relation].objects.create(
        article=article,
        start=start,
        end=end,
        values=with_spans(addition.values, start, end),
        rule=BY_PERSON,
        confidence=1.0,
        review=addition.review,
        addition=addition,
        **{f"{relation}_id": counts_for, f"own_{relation}_id": own if own != counts_for else None},
        **fact,
    )
    if addition.review != ReviewState.CONFIRMED:
        Addition.objects.filter(pk=addition.pk).update(review=ReviewState.CONFIRMED)
    return row


def _standing(relation: str) -> Callable[[Iterable[int]], Mapping[int, int]]:
    if relation == "tenure":
        return standing_tenures
    model = _TABLES[relation]._meta.get_field(relation).related_model
    return lambda pks: survivors(model, pks)


def with_spans(values: Mapping[str, Any], start: int, end: int) -> dict[str, Any]:
    """The values of an addition as evidence keeps them; actors who are gone by now take part no more."""
    source = {"start": start, "end": end, "rule": BY_PERSON, "confidence": 1.0}
    spanned: dict[str, Any] = {}
    for name, value in values.items():
        if name in _TIES:
            pks = {tie["actor"] for tie in value}
            there = set(Actor.objects.filter(pk__in=pks).values_list("pk", flat=True))
            spanned[name] = [{**tie, **source} for tie in value if tie["actor"] in there]
        else:
            spanned[name] = {**value, **source}
    return spanned


def without_spans(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row as an addition keeps them."""
    dropped = ("start", "end", "rule", "confidence")

    def plain(value: Mapping[str, Any]) -> dict[str, Any]:
        return {name: each for name, each in value.items() if name not in dropped}

    return {name: [*map(plain, value)] if name in _TIES else plain(value) for name, value in values.items()}


def find_again(text: str, start: int, end: int, other: str) -> int | None:
    """Where the words `text[start:end]` stand in another version of the text; None where no place is theirs.

    Where they stand several times, it is the place whose surroundings are the likest: as many equal characters before
    and after as possible. Equal places are not chosen between.

    >>> find_again("He met Ann. Ann left.", 12, 15, "Yesterday he met Ann. Ann left.")
    22
    >>> find_again("Ann left.", 0, 3, "Anna left.") is None
    True
    """
    quote = text[start:end]
    places = [found.start() for found in re.finditer(rf"(?<!\w){re.escape(quote)}(?!\w)", other)]
    alike = {place: _alike(text, start, other, place, len(quote)) for place in places}
    best = [place for place in places if alike[place] == max(alike.values())]
    return best[0] if len(best) == 1 else None


def _alike(text: str, start: int, other: str, place: int, length: int) -> int:
    """How many characters around the words are the same, before and after together."""
    before = zip(reversed(text[max(0, start - _AROUND) : start]), reversed(other[:place][-_AROUND:]), strict=False)
    after = zip(text[start + length :][:_AROUND], other[place + length :][:_AROUND], strict=False)
    return _run(before) + _run(after)


def _run(pairs: Iterable[tuple[str, str]]) -> int:
    number = 0
    for one, other in pairs:
        if one != other:
            break
        number += 1
    return number
