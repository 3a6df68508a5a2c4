"""The countries of two who share a title without bodies: 'the two prime ministers, X and Y'."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from articles.extraction.mentions import Mention
from articles.extraction.names.actors import Cast
from articles.extraction.post_bodies import Found
from articles.extraction.post_rows import AND, PAIR, Holder
from articles.extraction.words import sentence_start

CONFIDENCE = 0.7
#: person's actor id → the country that is told or known of him
CountryOf = Callable[[str], str | None]


def body_in_pair(cast: Cast, holder: Holder, country_of: CountryOf) -> Found | None:
    """The country of one of a pair: that of his chief ('Manning and Arthur met. Their foreign ministers, X and Y'), his
    own, or of the two that the article is about the one that the other is not of."""
    if holder.rule != "post-of-pair":
        return None
    chiefs = [country_of(chief) for chief in _chiefs(cast, holder)] if holder.title.possessive else []
    if len(chiefs) == len(holder.row) == len({*chiefs} - {None}):
        body = chiefs[holder.row.index(holder.start)]
    else:
        body = country_of(cast.at[holder.start][1]) or _left(cast, holder, country_of)
    return (body, holder.rule, CONFIDENCE) if body else None


def _left(cast: Cast, holder: Holder, country_of: CountryOf) -> str | None:
    others = {country_of(cast.at[start][1]) for start in holder.row if start != holder.start}
    sides = {*cast.main_pair()}
    left = sides - others
    return left.pop() if sides & others and len(left) == 1 else None


def _chiefs(cast: Cast, holder: Holder) -> list[str]:
    """The two persons named last side by side before 'their', in its sentence or the one before, or the only two."""
    first = sentence_start(cast.doc, holder.title.start)
    begin = sentence_start(cast.doc, first - 1) if first else 0
    named = [held for start, held in sorted(cast.at.items()) if begin <= start < holder.title.start]
    people = [(mention, actor) for mention, actor in named if mention.kind == "person"]
    pairs = [(one[1], other[1]) for one, other in pairwise(people) if _is_joined(cast, one[0], other[0])]
    only = [*dict.fromkeys(actor for _, actor in people)]
    return [*pairs[-1]] if pairs else only if len(only) == PAIR else []


def _is_joined(cast: Cast, one: Mention, other: Mention) -> bool:
    between = [t.lower_ for t in cast.doc[one.end : other.start]]
    return 0 < len(between) <= PAIR and all(word in AND for word in between)
