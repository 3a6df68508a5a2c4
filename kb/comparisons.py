"""When two values of a field say the same, or one says more than the other."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb.edtf import read_edtf
from kb.models.topics import join_topics
from kb.names import name_key

#: the sides of a name, in whatever order it names them: `Russia-ASEAN`
_COMPOUND = re.compile(r"\w+(?:[-\u2010-\u2014]\w+)+")


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


def name_within(general: str, exact: str) -> bool:
    """Is the exact name the general one with more said? Its words stand there in their order, but for the sides of a
    compound: `ASEAN-Russia Summit` is in `20th Russia-ASEAN Summit`, `strategic partnership` is not in `partnership
    to a strategic level`."""
    words = iter(_in_order(exact))
    return all(word in words for word in _in_order(general))


def _in_order(name: str) -> list[str]:
    return name_key(_COMPOUND.sub(lambda found: " ".join(sorted(name_key(found[0]).split())), name)).split()


def same_or_within(one: str, other: str) -> bool:
    """Names of which one has all words of the other contradict each other in nothing."""
    return words_within(one, other) or words_within(other, one)


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
