"""Where sources differ on posts: two persons in a post of which there is one, or one person in two ranks of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kb.citations import Citation, mention_html
from kb.differing import MOST_QUOTED, Difference, Side, shown_because
from kb.holders import AROUND, post_class
from kb.models import Tenure
from kb.models.querysets import other_end
from kb.names import name_key
from kb.values import FieldRule, Reason, Told, Verdict, weigh

#: words that make another rank of the same post
_RANKS = frozenset("deputy vice acting first assistant under former designate elect interim".split())


def post_differences(
    tenures: Iterable[Tenure], articles: Collection[int] | None = None, *, of: int | None = None
) -> list[Difference]:
    """The posts on which articles contradict each other: in these `articles` alone, which tell of one occasion, else at
    a time: one article tells the one between two that tell the other, not long before and after. `of`: where only
    those of one person are asked for.

    The tenures come with their persons and posts. Nothing is asked where none of them exclude each other.
    """
    questions = [each for each in _questions(tenures) if of is None or of in each.persons]
    questions = [each for each in questions if articles is not None or each.meet()]
    if not questions:
        return []
    told = _told({tenure.pk for each in questions for tenure in each.tenures}, articles)
    for each in questions:
        each.hear(told, at_once=articles is not None)
    doubtful = [each for each in questions if each.verdict is not None]
    quoted = _quotes(vote for each in doubtful for votes in each.sides().values() for vote in votes[:MOST_QUOTED])
    return [each.difference(quoted, alone=of is not None) for each in doubtful]


def rivals_of(tenures: Iterable[Tenure]) -> list[Tenure]:
    """What others held of the posts of which there is one, while texts saw these in them; one query, or none."""
    asked = Q()
    for each in tenures:
        if each.seen_from and each.seen_until and not each.former and post_class(each.post.title):
            days = Q(seen_from__lte=each.seen_until + AROUND, seen_until__gte=each.seen_from - AROUND)
            asked |= Q(post=each.post_id) & days & ~Q(person=each.person_id)
    if not asked:
        return []
    return list(Tenure.objects.visible().told_plainly().filter(asked).select_related("person", "post__body"))


class _Question:
    """Tenures of which only one can be true at a time: of several persons in one post (`by` person), or of several
    ranks of one (`by` post)."""

    def __init__(self, tenures: Sequence[Tenure], by: str) -> None:
        self.tenures, self._by = tenures, by
        self.verdict: Verdict | None = None
        self._votes: list[Told] = []

    @property
    def persons(self) -> set[int]:
        return {tenure.person_id for tenure in self.tenures}

    def meet(self) -> bool:
        """Do the days touch on which texts see two of them?"""
        return any(
            _touch(*pair) for pair in combinations(self.tenures, 2) if self._value(pair[0]) != self._value(pair[1])
        )

    def _value(self, tenure: Tenure) -> int:
        return int(getattr(tenure, f"{self._by}_id"))

    def hear(self, told: Mapping[int, Sequence[Told]], *, at_once: bool) -> None:
        """Take in what contradicts each other. A source that tells of two contradicts nobody on them: the one has
        followed the other, say."""
        of_value: dict[int, list[Told]] = defaultdict(list)
        for tenure in self.tenures:
            of_value[self._value(tenure)] += [
                replace(vote, value=self._value(tenure)) for vote in told.get(tenure.pk, ())
            ]
        for pair in combinations(sorted(of_value), 2):
            one, other = (of_value[value] for value in pair)
            if {vote.article for vote in one} & {vote.article for vote in other}:
                continue
            self._votes += one + other if at_once else _at_a_time(one, other)
        self._votes = list(dict.fromkeys(self._votes))
        if len({vote.value for vote in self._votes}) > 1:
            self.verdict = weigh(self._votes, FieldRule(order=lambda value: -value))

    def sides(self) -> dict[int, list[Told]]:
        """One vote of each article by what it tells, what is shown first."""
        sides: dict[int, dict[int, Told]] = {}
        if self.verdict is not None:
            for vote in (*self.verdict.supporting, *self.verdict.dissenting):
                sides.setdefault(vote.value, {}).setdefault(vote.article, vote)
        return {value: list(votes.values()) for value, votes in sides.items()}

    def difference(self, quoted: Mapping[int, Citation], *, alone: bool) -> Difference:
        """The sides, each with some of its sentences, by the rows of evidence; `alone`: on the page of one person."""
        post, reason = self.tenures[0].post, self.verdict.reason if self.verdict else Reason.ONLY
        if self._by == "person":
            label = capfirst(f"{post.title}, {post.body.name}" if post.body else post.title)
            words = {tenure.person_id: tenure.person.name for tenure in self.tenures}
        else:
            # on the person's own page it is clear whose
            label = _("Post") if alone else _("Post of %(name)s") % {"name": self.tenures[0].person.name}
            words = {tenure.post_id: tenure.post.title for tenure in self.tenures}
        sides = (
            Side(words[value], tuple(quoted[vote.evidence] for vote in votes[:MOST_QUOTED]), len(votes))
            for value, votes in self.sides().items()
        )
        return Difference(f"post {post.pk}", label, shown_because("post", reason), tuple(sides))


def _questions(tenures: Iterable[Tenure]) -> list[_Question]:
    """The tenures that exclude each other."""
    in_post: dict[Any, list[Tenure]] = defaultdict(list)
    of_person: dict[Any, list[Tenure]] = defaultdict(list)
    for tenure in {tenure.pk: tenure for tenure in tenures}.values():
        if tenure.post.body_id and (post := post_class(tenure.post.title)):
            in_post[post, tenure.post.body_id].append(tenure)
        words = frozenset(name_key(tenure.post.title).split()) - _RANKS
        if words:
            of_person[tenure.person_id, tenure.post.body_id, words].append(tenure)
    found = [_Question(each, "person") for each in in_post.values() if len({tenure.person_id for tenure in each}) > 1]
    return found + [
        _Question(each, "post") for each in of_person.values() if len({_rank(tenure) for tenure in each}) > 1
    ]


def _rank(tenure: Tenure) -> frozenset[str]:
    return _RANKS & set(name_key(tenure.post.title).split())


def _touch(one: Tenure, other: Tenure) -> bool:
    if None in (one.seen_from, one.seen_until, other.seen_from, other.seen_until):
        return False
    return bool(one.seen_from <= other.seen_until and other.seen_from <= one.seen_until)  # type: ignore[operator]


def _told(tenures: Collection[int], articles: Collection[int] | None) -> Mapping[int, list[Told]]:
    """What articles tell of tenures as present ones."""
    rows = other_end(Tenure, "evidence").objects.visible().filter(tenure__in=tenures)
    if articles is not None:
        rows = rows.filter(article__in=articles)
    told: dict[int, list[Told]] = defaultdict(list)
    columns = ("pk", "tenure_id", "article_id", "article__published", "confidence", "values", "rule")
    for pk, tenure, article, published, confidence, values, rule in rows.order_by("pk").values_list(*columns):
        if not (values.get("former") or {}).get("value"):
            told[tenure].append(Told(tenure, article, published, confidence, pk, rule))
    return told


def _quotes(votes: Iterable[Told]) -> dict[int, Citation]:
    rows = other_end(Tenure, "evidence").objects.select_related("article")
    found = rows.in_bulk([vote.evidence for vote in votes])
    return {pk: Citation(0, row, mention_html(row), ()) for pk, row in found.items()}


def _at_a_time(one: Sequence[Told], other: Sequence[Told]) -> list[Told]:
    """The votes that contradict each other: each between two of the other side, not long before and after."""
    between = _between(one, other), _between(other, one)
    days = [vote.published for votes in between for vote in votes if vote.published]
    if not days:
        return []
    first, last = min(days) - AROUND, max(days) + AROUND
    return [vote for vote in (*one, *other) if vote.published and first <= vote.published <= last]


def _between(votes: Iterable[Told], around: Iterable[Told]) -> list[Told]:
    days = sorted({vote.published for vote in around if vote.published})
    return [vote for vote in votes if vote.published and _surrounds(days, vote.published, 2 * AROUND)]


def _surrounds(days: Sequence[date], day: date, most: timedelta) -> bool:
    before = max((each for each in days if each <= day), default=None)
    after = min((each for each in days if each >= day), default=None)
    return before is not None and after is not None and after - before <= most
