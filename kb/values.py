"""What a record's field says when articles differ.

The written rule: what people set; then what more sources say; then the more exact; then the later
article. People's word is kept by whoever calls: a field with a decision is not decided here at all. What people read
in an article by hand goes before what the program read; a status is what the later article says, whoever read it, but
that what came about is not undone by a later word of a plan (`kb/life_cycle.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from kb.comparisons import (
    all_topics,
    date_exactness,
    date_within,
    name_within,
    not_other,
    same_or_within,
    same_words,
    says_least,
    topics_within,
)
from kb.life_cycle import Spoken, how_far, in_order, may_both_be_true

#: the rule of what a person read in a text
BY_PERSON = "person"


@dataclass(frozen=True)
class Told:
    """One article's word on one field, as `rule` read it; `evidence` is the row whose sentence says it."""

    value: Any
    article: int
    published: date | None
    confidence: float = 1.0
    evidence: Any = None
    rule: str = ""


class Reason(StrEnum):
    """What decided between values, in the order of the written rule."""

    PERSON = "person"
    READ = "read"
    ONLY = "only"
    TOGETHER = "together"
    FURTHER = "further"
    SOURCES = "sources"
    EXACT = "exact"
    LATER = "later"
    SURER = "surer"
    ORDER = "order"


class _Weight(NamedTuple):
    """What speaks for a value, in the order of the written rule."""

    further: int
    followed: date
    sources: int
    exactness: float
    latest: date
    surest: float
    order: Any


_REASONS = (
    Reason.FURTHER, Reason.LATER, Reason.SOURCES, Reason.EXACT, Reason.LATER, Reason.SURER, Reason.ORDER,
)  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """What a field says, and why.

    `confidence` is that of its surest source (1 where a person decided). `winning` is the sentence it rests on
    first: the surest, then the latest, of those that say it as it is; `supporting` are all that speak for it,
    `dissenting` all that say what cannot be true beside it, the weightiest first.
    """

    value: Any
    reason: Reason
    confidence: float
    winning: Told | None
    supporting: tuple[Told, ...] = ()
    dissenting: tuple[Told, ...] = ()


def equally_exact(value: Any) -> float:
    """No value says more than another."""
    return 0.0


def only_itself(general: Any, exact: Any) -> bool:
    """A source supports no value but its own."""
    return bool(general == exact)


@dataclass(frozen=True)
class FieldRule:
    """How one field is decided.

    `exactness`: more of it goes first. `supports(general, exact)`: a source of the general value speaks for
    the exact one too, as `2020-02` does for `2020-02-03`. `says_nothing`: a value that contradicts no other.
    `latest_first`: values follow upon each other, so that the later article goes before the number of sources
    (planned, then held). `rank`: how far on a value is among all that are told, each with its days; more of it goes
    before everything else. `both_true`: values that contradict each other no more than those that support each other.
    `order`: what decides where nothing else does. `combine`: the values do not exclude each other: what goes first is
    made of all of them.
    """

    exactness: Callable[[Any], float] = equally_exact
    supports: Callable[[Any, Any], bool] = only_itself
    says_nothing: Callable[[Any], bool] = lambda value: False
    latest_first: bool = False
    rank: Callable[[Any, Mapping[Any, Spoken]], int] = lambda value, told: 0
    both_true: Callable[[Any, Any], bool] = only_itself
    order: Callable[[Any], Any] = str
    combine: Callable[[Iterable[Any]], Any] | None = None

    def agree(self, one: Any, other: Any) -> bool:
        """Can both be true?"""
        if self.combine is not None:
            return True
        vague = self.says_nothing(one) or self.says_nothing(other)
        return vague or self.supports(one, other) or self.supports(other, one) or self.both_true(one, other)


def decide(told: Iterable[Told], rule: FieldRule | None = None) -> Any:
    """The value that goes first, whatever the order of the sources; None when nobody says anything."""
    rule = rule or FieldRule()
    votes = [vote for vote in told if vote.value is not None]
    if rule.combine is not None:
        return rule.combine(vote.value for vote in votes) if votes else None
    weights = _weights(_heard(votes, rule), rule)
    return max(weights, key=lambda value: weights[value], default=None)


def _heard(votes: list[Told], rule: FieldRule) -> list[Told]:
    """The votes that count: people's own readings go before the program's. Where values follow upon each other, they
    do so in their own articles only."""
    by_people = [vote for vote in votes if vote.rule == BY_PERSON]
    if not by_people:
        return votes
    articles = {vote.article for vote in by_people}
    others = [vote for vote in votes if vote.article not in articles] if rule.latest_first else []
    return by_people + others


def weigh(told: Iterable[Told], rule: FieldRule | None = None) -> Verdict | None:
    """The value that goes first, with what speaks for it and against it; None when nobody says anything."""
    rule = rule or FieldRule()
    votes = [vote for vote in told if vote.value is not None]
    if not votes:
        return None
    if rule.combine is not None:
        reason = Reason.TOGETHER if len({vote.value for vote in votes}) > 1 else Reason.ONLY
        return _verdict(rule.combine(vote.value for vote in votes), reason, votes, rule)
    heard = _heard(votes, rule)
    weights = _weights(heard, rule)
    first, *others = sorted(weights, key=lambda value: weights[value], reverse=True)
    alone = Reason.READ if len(heard) < len(votes) else Reason.ONLY
    reason = _reason(weights[first], [weights[other] for other in others]) if others else alone
    return _verdict(first, reason, votes, rule)


def with_decision(value: Any, told: Iterable[Told], rule: FieldRule | None = None) -> Verdict:
    """The verdict on a field that a person set: his value, with what articles say for it and against it."""
    return _verdict(value, Reason.PERSON, [vote for vote in told if vote.value is not None], rule or FieldRule())


def values_of(
    rules: Mapping[str, FieldRule], told: Mapping[str, Iterable[Told]], decided: Mapping[str, Any]
) -> dict[str, Verdict | None]:
    """What each field of a record says: a function of its evidence and of what people decided, of nothing else."""
    return {
        name: with_decision(decided[name], told.get(name, ()), rule)
        if name in decided
        else weigh(told.get(name, ()), rule)
        for name, rule in rules.items()
    }


def _verdict(value: Any, reason: Reason, votes: list[Told], rule: FieldRule) -> Verdict:
    weights = _weights(votes, rule)
    weightiest = sorted(votes, key=lambda vote: (*weights[vote.value], *_standing(vote)), reverse=True)
    # a value that is made of several is said by all of them
    own = votes if rule.combine is not None else [vote for vote in votes if vote.value == value]
    winning = max(own, key=_standing, default=None)
    by_person = reason is Reason.PERSON
    return Verdict(
        value=value,
        reason=reason,
        confidence=1.0 if by_person else max(vote.confidence for vote in own),
        winning=winning,
        supporting=tuple(vote for vote in weightiest if value is not None and rule.supports(vote.value, value)),
        dissenting=tuple(vote for vote in weightiest if value is None or not rule.agree(vote.value, value)),
    )


def _standing(vote: Told) -> tuple[Any, ...]:
    """Among sources of one value: the surest, then the latest; the number of the article keeps the order fixed."""
    return vote.confidence, vote.published or date.min, vote.article


def _weights(votes: list[Told], rule: FieldRule) -> dict[Any, _Weight]:
    own: dict[Any, list[Told]] = defaultdict(list)
    for vote in votes:
        own[vote.value].append(vote)
    days = {value: _spoken(those) for value, those in own.items()}
    # values are few, votes may be thousands
    articles = {value: {vote.article for vote in those} for value, those in own.items()}
    return {
        value: _Weight(
            further=rule.rank(value, days),
            followed=days[value].last if rule.latest_first else date.min,
            sources=len(set().union(*(articles[other] for other in own if rule.supports(other, value)))),
            exactness=rule.exactness(value),
            latest=days[value].last,
            surest=max(vote.confidence for vote in those),
            order=rule.order(value),
        )
        for value, those in own.items()
    }


def _spoken(votes: list[Told]) -> Spoken:
    days = [vote.published or date.min for vote in votes]
    return Spoken(min(days), max(days), len({vote.article for vote in votes}))


def _reason(first: _Weight, others: list[_Weight]) -> Reason:
    """The first thing in which it differs from the weightiest other; where it is further on than a later word, that."""
    behind = [other for other in others if other.further < first.further]
    if any(other.followed > first.followed for other in behind):
        return Reason.FURTHER
    if others[0] in behind and first.latest > others[0].latest:
        return Reason.LATER
    return next(reason for reason, one, other in zip(_REASONS, first, others[0], strict=True) if one != other)


NAME = FieldRule(exactness=len, supports=name_within, both_true=same_or_within)
KIND = FieldRule(exactness=not_other, says_nothing=says_least)
DATE = FieldRule(exactness=date_exactness, supports=date_within)
FORMER = FieldRule(latest_first=True)
STATUS = FieldRule(latest_first=True, rank=how_far, both_true=may_both_be_true, order=in_order)
ROLE = FieldRule(exactness=not_other, says_nothing=says_least)
PLACE = FieldRule(supports=same_words)
ONLINE = FieldRule()
TOPICS = FieldRule(supports=topics_within, combine=all_topics)

#: of each kind of event, how each of its fields is decided
RULES: dict[str, dict[str, FieldRule]] = {
    "meeting": {
        "kind": KIND, "name": NAME, "status": STATUS, "date_edtf": DATE, "place": PLACE, "online": ONLINE,
        "topics": TOPICS,
    },
    "initiative": {"kind": KIND, "name": NAME, "status": STATUS, "date_edtf": DATE, "topics": TOPICS},
}  # fmt: skip
