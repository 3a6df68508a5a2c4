"""What a record's field says when articles differ.

The written rule: what people set; then what more sources say; then the more exact; then the later
article. People's word is kept by whoever calls: a field with a decision is not decided here at all. What people read
in an article by hand goes before what the program read; a status is what the later article says, whoever read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kb.edtf import read_edtf
from kb.models.topics import join_topics
from kb.names import name_key

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
    SOURCES = "sources"
    EXACT = "exact"
    LATER = "later"
    SURER = "surer"
    ORDER = "order"


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
    (planned, then held). `combine`: the values do not exclude each other: what goes first is made of all of them.
    """

    exactness: Callable[[Any], float] = equally_exact
    supports: Callable[[Any, Any], bool] = only_itself
    says_nothing: Callable[[Any], bool] = lambda value: False
    latest_first: bool = False
    combine: Callable[[Iterable[Any]], Any] | None = None

    def agree(self, one: Any, other: Any) -> bool:
        """Can both be true?"""
        if self.combine is not None:
            return True
        vague = self.says_nothing(one) or self.says_nothing(other)
        return vague or self.supports(one, other) or self.supports(other, one)


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
    weights = _weights(votes, rule)
    if not weights:
        return None
    if rule.combine is not None:
        reason = Reason.TOGETHER if len(weights) > 1 else Reason.ONLY
        return _verdict(rule.combine(vote.value for vote in votes), reason, votes, rule)
    heard = _heard(votes, rule)
    weights = _weights(heard, rule)
    first, *others = sorted(weights, key=lambda value: weights[value], reverse=True)
    alone = Reason.READ if len(heard) < len(votes) else Reason.ONLY
    reason = _reason(weights[first], weights[others[0]], rule) if others else alone
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


def _weights(votes: list[Told], rule: FieldRule) -> dict[Any, tuple[Any, ...]]:
    return {value: _weight(value, votes, rule) for value in {vote.value for vote in votes}}


def _weight(value: Any, votes: list[Told], rule: FieldRule) -> tuple[Any, ...]:
    own = [vote for vote in votes if vote.value == value]
    sources = len({vote.article for vote in votes if rule.supports(vote.value, value)})
    latest = max(vote.published or date.min for vote in own)
    surest = max(vote.confidence for vote in own)
    rest = (rule.exactness(value), latest, surest, str(value))
    return (latest, sources, *rest) if rule.latest_first else (sources, *rest)


def _reason(first: tuple[Any, ...], second: tuple[Any, ...], rule: FieldRule) -> Reason:
    """The first thing in which two weights differ."""
    order = [Reason.SOURCES, Reason.EXACT, Reason.LATER, Reason.SURER, Reason.ORDER]
    order = [Reason.LATER, *order] if rule.latest_first else order
    return next(reason for reason, one, other in zip(order, first, second, strict=True) if one != other)


def date_exactness(edtf: str) -> float:
    """The fewer days a date may mean, the more exact."""
    interval = read_edtf(edtf)
    return -(interval.latest - interval.earliest).days


def date_within(general: str, exact: str) -> bool:
    """Does the exact date lie inside the general one?"""
    outer, inner = read_edtf(general), read_edtf(exact)
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def words_within(general: str, exact: str) -> bool:
    """Are all words of the general name in the exact one?"""
    return set(name_key(general).split()) <= set(name_key(exact).split())


def same_words(one: str, other: str) -> bool:
    """One name in two spellings (`Hà Nội`, `Ha Noi`)."""
    return name_key(one) == name_key(other)


def says_least(value: str) -> bool:
    """Is it the value for what is nothing in particular?"""
    return value in ("other", "participant", "attendee")


def not_other(value: str) -> float:
    """`other` and the plain participant say least."""
    return float(not says_least(value))


def topics_within(general: str, exact: str) -> bool:
    """Are all of some topics among others?"""
    return set(general.split()) <= set(exact.split())


def all_topics(told: Iterable[str]) -> str:
    """The topics of all sources."""
    return join_topics(topic for topics in told for topic in topics.split())


NAME = FieldRule(exactness=len, supports=words_within)
KIND = FieldRule(exactness=not_other, says_nothing=says_least)
DATE = FieldRule(exactness=date_exactness, supports=date_within)
STATUS = FieldRule(latest_first=True)
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
