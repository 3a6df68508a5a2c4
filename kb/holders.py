"""Who held a post on some days, by the tenures of the base: whom a title without a name means.

Articles tell when somebody has a post by calling him so; between the first and the last of these days he held it, and
for a little while before and after, unless another did. Only what one person holds at a time tells whom a title means,
and only what texts tell plainly, or a person confirmed, is a tenure here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from kb.edtf import EdtfError, Interval, read_edtf
from kb.gazetteers import read_titles
from kb.models import Actor, ReviewState, Tenure
from kb.names import name_key

#: so long before the first and after the last text that calls him so is somebody taken to have a post already or still
AROUND = timedelta(days=60)
#: an event of more days than this may have seen several holders
LONGEST = timedelta(days=45)
#: how sure a holder is beside somebody who is named: of 72 posts that articles of the sample corpus give by name, and
#: that the other articles tell a holder of at that time, this was the same person in 71
BY_TENURE = 0.9
#: ranks of which there is one in a body
_SOLE = ("head_of_state", "head_of_government", "minister")
_ALSO_SOLE = ("Secretary General", "Director General", "Foreign Policy Chief")
#: words of titles that several have at a time, or that say nothing of the office
_SHARED = frozenset(
    "deputy vice co senior member first second federal union cabinet coordinating plenipotentiary attached"
    " without at in to".split()
)
_SHARED_TITLES = frozenset(
    ("minister", "minister mentor", "state minister", "attorney general", "lord privy seal", "chief minister",
     "chief secretary", "solicitor general", "state councilor", "vice chancellor", "co prince")
)  # fmt: skip


@dataclass(frozen=True, order=True)
class Sought:
    """A title without a name: the post by the key of its title's class, its body, and the days of the event."""

    post: str
    body: int
    first: date
    last: date


@dataclass(frozen=True)
class Term:
    """Somebody in a post: from the first to the last day known, which a person or text stated or (`seen`) texts imply.

    `person`: who it counts for; `own`: whose it is, where that one is merged into another.
    """

    person: int
    own: int
    first: date
    last: date
    seen_first: bool = True
    seen_last: bool = True

    def holds(self, days: Sought) -> bool:
        """Certainly on all of the days?"""
        return self.first <= days.first and days.last <= self.last

    def may_hold(self, days: Sought) -> bool:
        """Possibly on one of the days?"""
        first = moved_by(self.first, -AROUND) if self.seen_first else self.first
        last = moved_by(self.last, AROUND) if self.seen_last else self.last
        return first <= days.last and days.first <= last


def moved_by(day: date, by: timedelta) -> date:
    """A day earlier or later, as far as there are such days."""
    return day + by if date.min + AROUND < day < date.max - AROUND else day


def sought(title: str, body: int, days: str) -> Sought | None:
    """What is asked of a title without a name; None where several may hold such a post, or the days are too many."""
    post, when = post_class(title), _interval(days)
    if post is None or when is None or when.latest - when.earliest > LONGEST:
        return None
    return Sought(post, body, when.earliest, when.latest)


@cache
def _classes() -> Mapping[str, str]:
    """Every spelling of a title that one person of a body has, with the key of its line in the gazetteer."""
    rows = (row for row in read_titles() if row.level in _SOLE or row.title in _ALSO_SOLE)
    sole = [(name_key(row.title), row) for row in rows]
    return {
        name_key(spelling): key
        for key, row in sole
        if key not in _SHARED_TITLES
        for spelling in (row.title, *row.variants)
        if _SHARED.isdisjoint(name_key(spelling).split())
    }


@cache
def _spellings() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for spelling, key in _classes().items():
        found[key].add(spelling)
    return {key: frozenset(spellings) for key, spellings in found.items()}


def post_class(title: str) -> str | None:
    """The key that all spellings of a title share ('Foreign Minister', 'Minister for Foreign Affairs'); None for one
    that several may have at a time ('Deputy Minister'), or that the gazetteer does not know.

    >>> post_class("Minister for Foreign Affairs")
    'foreign minister'
    """
    return _classes().get(name_key(title))


def spellings_of(post: str) -> frozenset[str]:
    """The keys of all titles of a class; none where the gazetteer has it no more."""
    return _spellings().get(post, frozenset())


def find_holders(asked: Collection[Sought]) -> dict[Sought, list[Term]]:
    """The terms of those who held each post on its days: one where it is clear who; several, or none, where not."""
    if not asked:
        return {}
    counts_for = dict(Actor.objects.filter(pk__in={each.body for each in asked}).values_list("pk", "merged_into"))
    terms = _terms({post for each in asked for post in spellings_of(each.post)}, counts_for)
    return {each: choose(terms[each.post, counts_for.get(each.body) or each.body], each) for each in asked}


def holders_of(told: Iterable[Mapping[str, Any]]) -> dict[tuple[Any, ...], int]:
    """Whom the titles without a name among values of evidence mean, by `unnamed_key`; only where that is clear."""
    titles = {unnamed_key(title): title for values in told for title in values.get("titles", ())}
    asked = {key: sought(title["title"], title["body"], title["on"]) for key, title in titles.items()}
    found = find_holders({each for each in asked.values() if each})
    alone = {each: terms[0].own for each, terms in found.items() if len(terms) == 1}
    return {key: alone[each] for key, each in asked.items() if each in alone}


def unnamed_key(title: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a title without a name asks: the same wherever it stands."""
    return title["title"], title["body"], title["on"]


def choose(terms: Collection[Term], days: Sought) -> list[Term]:
    """Those who held the post on the days: the one who certainly did, else all who may have; each person once."""
    by_person = {term.person: term for term in sorted(terms, key=_order) if term.may_hold(days)}
    certain = [term for term in terms if term.holds(days)]
    if len({term.person for term in certain}) == 1:
        return [min(certain, key=_order)]
    return [by_person[person] for person in sorted(by_person)]


def _order(term: Term) -> tuple[int, date]:
    return term.own, term.first


def _terms(titles: Collection[str], bodies: Mapping[int, int | None]) -> dict[tuple[str, int], list[Term]]:
    """The terms in these posts, by the class of their title and their body."""
    shown = {merged or pk for pk, merged in bodies.items()}
    rows = Tenure.objects.filter(post__title_key__in=titles, post__body__in=shown, person__merged_into=None)
    rows = rows.exclude(review=ReviewState.REJECTED).told_plainly()
    found: dict[tuple[str, int], list[Term]] = defaultdict(list)
    for row in rows.select_related("post").order_by("pk"):
        if (term := term_of(row)) and (post := post_class(row.post.title)):
            found[post, row.post.body_id].append(term)
    return found


def term_of(tenure: Any) -> Term | None:
    """When a tenure is known to have been held; None where nothing tells."""
    start, end = _interval(tenure.start), _interval(tenure.end)
    first = start.earliest if start else tenure.seen_from
    last = end.latest if end else tenure.seen_until
    if start and not end and not tenure.former:
        last = date.max  # still in office
    if first is None and last is None:
        return None
    first, last = first or last, last or first
    if last < first:
        return None
    person, own = tenure.person_id, tenure.own_person_id or tenure.person_id
    return Term(person, own, first, last, seen_first=start is None, seen_last=end is None and last != date.max)


def _interval(edtf: str) -> Interval | None:
    """The days of a date; None where it says none that can be read."""
    try:
        return read_edtf(edtf) if edtf else None
    except EdtfError:
        return None
