"""Titles without a name at meetings that several persons may have had then: which of them was it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kb.holders import Sought, find_holders
from kb.models import Actor, Meeting, Participation, ReviewState
from kb.models.querysets import other_end
from kb.reviewing.items import Choice, Item, Sort, page_of, title_of

#: a meeting, and the post and body of a title at it
_Title = tuple[int, str, int]


def unnamed_holders(among: Q | None, *, most: int) -> Iterator[Item]:
    """One item a meeting and title, and no more than `most`. `among`: which meetings are looked at; None: none."""
    if among is None:
        return
    meetings = Meeting.objects.visible().filter(among)
    rows = other_end(other_end(Meeting, "evidence"), "sought").objects.filter(found__gt=1)
    rows = rows.exclude(evidence__review=ReviewState.REJECTED).select_related("evidence", "body")
    rows = rows.filter(evidence__meeting__in=meetings).order_by("evidence__meeting", "pk")
    seen: set[_Title] = set()
    # titles that are answered stay among the rows: only what is open is counted
    for title, item in (each for some in _portions(rows, most) for each in _open_items(some, meetings)):
        if title not in seen:
            seen.add(title)
            yield item
        if len(seen) == most:
            return


def _portions(rows: QuerySet[Any], size: int) -> Iterator[list[Any]]:
    for start in count(0, size):
        some = list(rows[start : start + size])
        yield some
        if len(some) < size:
            return


def _open_items(rows: Sequence[Any], meetings: QuerySet[Meeting]) -> Iterator[tuple[_Title, Item]]:
    """What is still to be answered of some rows, by meeting and title."""
    asked = {row.pk: Sought(row.post, row.body_id, row.first, row.last) for row in rows}
    found = find_holders(set(asked.values()))
    persons = Actor.objects.visible().in_bulk({term.person for terms in found.values() for term in terms})
    there = {row.evidence.meeting_id for row in rows}
    ties = _ties(there, persons)
    records = meetings.with_display().in_bulk(there)
    for row in rows:
        meeting = row.evidence.meeting_id
        people = [persons[term.person] for term in found[asked[row.pk]] if term.person in persons]
        here = {person.pk: ties.get((meeting, person.pk)) for person in people}
        open_ones = [person for person in people if here[person.pk] is None]
        if any(review not in (None, ReviewState.REJECTED) for review in here.values()) or not open_ones:
            continue  # one of them takes part anyway, or a person said that none of them does
        yield (meeting, row.post, row.body_id), _item(records[meeting], row, open_ones)


def _ties(meetings: set[int], persons: dict[int, Actor]) -> dict[tuple[int, int], str]:
    """What is said of these persons at these meetings, by both."""
    if not persons:
        return {}
    rows = Participation.objects.filter(meeting__in=meetings, actor__in=persons)
    return {(meeting, actor): review for meeting, actor, review in rows.values_list("meeting", "actor", "review")}


def _item(meeting: Meeting, row: Any, people: list[Actor]) -> Item:
    words = row.evidence.values["titles"]
    title = next((each["title"] for each in words if each["start"] == row.start), row.post)
    said = {"title": title, "body": row.body.name}
    return Item(
        key=f"holder-meeting-{meeting.pk}-t{row.pk}",
        sort=Sort.HOLDER,
        kind="meeting",
        records=(meeting,),
        why=_("The text names only the title (%(title)s, %(body)s); several persons had that post around then.") % said,
        doubt=0.7,
        field="title",
        choices=tuple(Choice(str(each.pk), title_of(each), page_of(each)) for each in people),
        candidates=tuple(people),
        acceptable=False,
    )
