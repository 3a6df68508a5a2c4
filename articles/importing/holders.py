"""Titles without a name in the evidence of meetings, and who held the post then: votes for those who take part.

Evidence says which title, of which body, when. Who had that post is worked out from the tenures whenever a meeting
is settled, so that it follows from what is known, whatever came first; where a tenure changes, the meetings that ask
for its post in its days are settled anew. `HolderSought` are the rows by which they are found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from articles.models import HolderSought
from kb.holders import AROUND, BY_TENURE, Sought, Term, find_holders, moved_by, post_class, sought, term_of
from kb.models import Post, Tenure
from kb.values import Told


@dataclass(frozen=True, eq=False)
class TitleTold:
    """A title without a name as a row of evidence has it."""

    evidence: int
    entry: Mapping[str, Any]
    article: int
    published: date | None

    @property
    def asks(self) -> Sought | None:
        return sought(self.entry["title"], self.entry["body"], self.entry["on"])


def holders_told(told: Mapping[int, Collection[TitleTold]]) -> dict[int, dict[int, list[Told]]]:
    """By meeting, a vote for each person who alone held such a post then; what is asked for is written down.

    `told`: the titles without a name by meeting.
    """
    asked = {(record, title): title.asks for record, titles in told.items() for title in titles}
    found = find_holders({each for each in asked.values() if each})
    _write_sought({title: each for (_, title), each in asked.items()}, found)
    votes: dict[int, dict[int, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for (record, title), each in asked.items():
        terms = found[each] if each else []
        if len(terms) == 1:
            entry = title.entry
            sure = round(entry["confidence"] * BY_TENURE, 4)
            vote = Told(entry["role"], title.article, title.published, sure, rule=entry["rule"])
            votes[record][terms[0].own].append(vote)
    return votes


def _write_sought(asked: Mapping[TitleTold, Sought | None], found: Mapping[Sought, list[Term]]) -> None:
    """Bring the rows of these titles in line."""
    if not asked:
        return
    wanted = {(title.evidence, title.entry["start"], each.post): each for title, each in asked.items() if each}
    rows = HolderSought.objects.filter(evidence__in={title.evidence for title in asked})
    there = {(row.evidence_id, row.start, row.post): row for row in rows}
    if gone := [row.pk for key, row in there.items() if key not in wanted]:
        HolderSought.objects.filter(pk__in=gone).delete()
    changed = []
    for key, each in wanted.items():
        columns = {"body_id": each.body, "first": each.first, "last": each.last, "found": len(found[each])}
        row = there.get(key)
        if row is not None and any(getattr(row, name) != value for name, value in columns.items()):
            changed.append(row)
            for name, value in columns.items():
                setattr(row, name, value)
    HolderSought.objects.bulk_update(changed, ["body", "first", "last", "found"])
    HolderSought.objects.bulk_create(
        HolderSought(
            evidence_id=evidence, start=start, post=post, body_id=each.body, first=each.first, last=each.last,
            found=len(found[each]),
        )
        for (evidence, start, post), each in wanted.items()
        if (evidence, start, post) not in there
    )  # fmt: skip


@dataclass(frozen=True)
class Held:
    """A tenure as holders are looked up by it; `term` is None where nothing tells when it was."""

    post: str
    body: int
    term: Term | None


def held_by(tenures: Iterable[Tenure]) -> dict[int, Held]:
    """Those of the tenures that a title without a name may mean, by their keys; each with its `post`."""
    found = {}
    for tenure in tenures:
        post, body = post_class(tenure.post.title), tenure.post.body_id
        if post is not None and body is not None:
            found[tenure.pk] = Held(post, body, term_of(tenure))
    return found


def held_in(pks: Collection[int]) -> dict[int, Held]:
    """The same of tenures by their keys."""
    return held_by(Tenure.objects.filter(pk__in=pks).select_related("post")) if pks else {}


@dataclass(frozen=True)
class Window:
    """Days on which another may be known now to have held a post."""

    post: str
    body: int
    first: date
    last: date


def whole(held: Iterable[Held]) -> Iterator[Window]:
    """All days that a tenure may speak of."""
    for each in held:
        if each.term is not None:
            first, last = moved_by(each.term.first, -AROUND), moved_by(each.term.last, AROUND)
            yield Window(each.post, each.body, first, last)


def at_any_time(posts: Iterable[Post]) -> Iterator[Window]:
    """All days in some posts."""
    for post in posts:
        if (known := post_class(post.title)) and post.body_id is not None:
            yield Window(known, post.body_id, date.min, date.max)


def changed(before: Mapping[int, Held], after: Mapping[int, Held]) -> Iterator[Window]:
    """The days on which what tenures say is not what they said."""
    for pk in before.keys() | after.keys():
        old, new = before.get(pk), after.get(pk)
        if old == new:
            continue
        if old is None or new is None or old.term is None or new.term is None or _elsewhere(old, new):
            yield from whole(each for each in (old, new) if each)
            continue
        ends = ((old.term.first, new.term.first), (old.term.last, new.term.last))
        for one, other in (sorted(pair) for pair in ends if pair[0] != pair[1]):
            yield Window(new.post, new.body, moved_by(one, -AROUND), moved_by(other, AROUND))


def _elsewhere(old: Held, new: Held) -> bool:
    """Is it another post, or another person's, or known otherwise?"""
    assert old.term and new.term
    kinds = ((term.person, term.own, term.seen_first, term.seen_last) for term in (old.term, new.term))
    return (old.post, old.body) != (new.post, new.body) or len(set(kinds)) > 1


def meetings_asking(windows: Iterable[Window]) -> set[int]:
    """The meetings with a title without a name for one of these posts, in its days."""
    wanted = [
        Q(post=each.post, first__lte=each.last, last__gte=each.first)
        & (Q(body=each.body) | Q(body__merged_into=each.body))
        for each in set(windows)
    ]
    return _meetings(reduce(or_, wanted)) if wanted else set()


def meetings_of_bodies(bodies: Collection[int]) -> set[int]:
    """The meetings with a title without a name for any post of these bodies."""
    return _meetings(Q(body__in=bodies)) if bodies else set()


def _meetings(which: Q) -> set[int]:
    return set(HolderSought.objects.filter(which).values_list("evidence__meeting", flat=True))
