"""What a record's field says when articles differ.

The written rule: what people set; then what more sources say; then the more exact; then the later
article. People's word is kept by whoever calls: a field with a decision is not decided here at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.edtf import read_edtf
from kb.models.topics import join_topics
from kb.names import name_key


@dataclass(frozen=True)
class Told:
    """One article's word on one field."""

    value: Any
    article: int
    published: date | None
    confidence: float = 1.0


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
    the exact one too, as `2020-02` does for `2020-02-03`. `latest_first`: values follow upon each other, so
    that the later article goes before the number of sources (planned, then held). `combine`: the values do not
    exclude each other: what goes first is made of all of them.
    """

    exactness: Callable[[Any], float] = equally_exact
    supports: Callable[[Any, Any], bool] = only_itself
    latest_first: bool = False
    combine: Callable[[Iterable[Any]], Any] | None = None


def decide(told: Iterable[Told], rule: FieldRule | None = None) -> Any:
    """The value that goes first, whatever the order of the sources; None when nobody says anything."""
    rule = rule or FieldRule()
    votes = [vote for vote in told if vote.value is not None]
    if not votes:
        return None
    if rule.combine is not None:
        return rule.combine(vote.value for vote in votes)
    return max({vote.value for vote in votes}, key=lambda value: _weight(value, votes, rule))


def _weight(value: Any, votes: list[Told], rule: FieldRule) -> tuple[Any, ...]:
    own = [vote for vote in votes if vote.value == value]
    sources = len({vote.article for vote in votes if rule.supports(vote.value, value)})
    latest = max(vote.published or date.min for vote in own)
    surest = max(vote.confidence for vote in own)
    rest = (rule.exactness(value), latest, surest, str(value))
    return (latest, sources, *rest) if rule.latest_first else (sources, *rest)


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


def not_other(value: str) -> float:
    """`other` and the plain participant say least."""
    return float(value not in ("other", "participant", "attendee"))


def topics_within(general: str, exact: str) -> bool:
    """Are all of some topics among others?"""
    return set(general.split()) <= set(exact.split())


def all_topics(told: Iterable[str]) -> str:
    """The topics of all sources."""
    return join_topics(topic for topics in told for topic in topics.split())


NAME = FieldRule(exactness=len, supports=words_within)
KIND = FieldRule(exactness=not_other)
DATE = FieldRule(exactness=date_exactness, supports=date_within)
STATUS = FieldRule(latest_first=True)
ROLE = FieldRule(exactness=not_other)
PLACE = FieldRule()
ONLINE = FieldRule()
TOPICS = FieldRule(supports=topics_within, combine=all_topics)
