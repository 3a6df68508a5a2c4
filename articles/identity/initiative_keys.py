"""Keys of initiatives: two parties with a word of the name; one party with two; what has no words, by its time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations

from articles.extraction.lexicon import entries
from articles.identity.initiative_names import PASSING, heads, own_words, proper
from articles.identity.initiatives import NEWS, lasts, period
from articles.identity.keys import Keys, Sides, months_of, shift
from articles.identity.tellings import Party, Telling

#: words of a name that have keys, and those that have keys two by two
MOST_WORDS = 6
MOST_IN_TWOS = 4
#: so many members of an organisation have keys of its initiatives
MOST_MEMBERS = 30
#: the share that one party must have for its side alone to make two lists of parties alike (`initiatives.likeness`)
ONE_SIDED = 0.6


@lru_cache(maxsize=4096)
def initiative_keys(telling: Telling) -> Keys:
    """Keys of an initiative. What has no parties is one with nothing else, and has none."""
    who = telling.parties or telling.near
    alone = len(who) < 2
    pairs = Sides.each(who) if alone else Sides.pairs(who)
    words = rarest_first(own_words(telling))
    by_words, by_time = _by_words(telling, words, pairs, alone=alone), _by_time(telling, bool(words), pairs)
    return Keys.of(by_words.kept | by_time.kept, by_words.sought | by_time.sought)


def rarest_first(words: frozenset[str]) -> list[str]:
    """The words of a name, those last that many names have."""
    return sorted(words, key=lambda word: (word in entries("common_name_words"), -len(word), word))[:MOST_WORDS]


def _by_words(telling: Telling, words: list[str], pairs: Sides, *, alone: bool) -> Keys:
    """Names of several words share two of them; one that has a single word is of the same sort as its like."""
    if not words:
        return Keys(frozenset(), frozenset())
    own, others = ("i1", ("i", "i1")) if len(words) == 1 else ("i", ("i1",))
    kept = {f"{own}|{pair}|{word}|{telling.kind}" for pair in pairs.kept for word in words}
    sought = {f"{mark}|{pair}|{word}|{telling.kind}" for mark in others for pair in pairs.sought for word in words}
    if lasts(telling):
        time = f"{telling.kind}|{telling.date.earliest}|{telling.date.latest}"  # type: ignore[union-attr]
        kept |= {f"t|{pair}|{word}|{time}" for pair in pairs.kept for word in words}
        sought |= {f"t|{pair}|{word}|{time}" for pair in pairs.sought for word in words}
    each, named = Sides.each(telling.parties or telling.near), _named(telling)
    found = [_by_twos("i2", "i2", words, pairs, named), _by_whole(telling, words, each, named)]
    found.append(_by_twos(*(("s1", "s") if alone else ("s", "s1")), words[:MOST_IN_TWOS], each, named))
    return Keys(frozenset(kept).union(*(f.kept for f in found)), frozenset(sought).union(*(f.sought for f in found)))


def _named(telling: Telling) -> Keys:
    """What it is called, as marks: of two that are one, both are called the same, or one has only its own words."""
    called = {"agreement" if head == "statement" else head for head in heads(telling)}
    if not called:
        return Keys(frozenset({"?", "*"}), frozenset({"*"}))
    return Keys(frozenset({*called, "*"}), frozenset({*called, "?"}))


def _by_twos(kept: str, sought: str, words: list[str], sides: Sides, named: Keys) -> Keys:
    """Every two of the words, with sides; under one mark, and as it is sought under another."""
    twos = [" ".join(sorted(two)) for two in combinations(words, 2)]
    return Keys(
        frozenset(f"{kept}|{side}|{two}|{called}" for side in sides.kept for two in twos for called in named.kept),
        frozenset(
            f"{sought}|{side}|{two}|{called}" for side in sides.sought for two in twos for called in named.sought
        ),
    )


def _by_whole(telling: Telling, words: list[str], each: Sides, named: Keys) -> Keys:
    """Equal names: proper ones by whom they are told of, or who stands beside. Others are too common for that
    (*strategic*): most of the parties of the one are those of the other, so that it has hardly any other, or they share
    two (see `_by_words`); of the two, one may stand beside the parties."""
    whole = " ".join(sorted(words))
    if proper(telling):
        around = _around(telling)
        return Keys(
            frozenset(f"e|{side}|{whole}|{called}" for side in each.kept | around for called in named.kept),
            frozenset(f"e|{side}|{whole}|{called}" for side in each.sought | around for called in named.sought),
        )
    own, others = ("e1", ("e1", "e2")) if _one_sided(telling.parties or telling.near) else ("e2", ("e1",))
    kept = {f"{own}|{side}|{whole}|{called}" for side in each.kept for called in named.kept}
    sought = {f"{mark}|{side}|{whole}|{called}" for mark in others for side in each.sought for called in named.sought}
    pairs, beside = Sides.pairs(telling.parties), Sides.between(telling.parties, telling.near)
    kept |= {f"n|{pair}|{whole}" for pair in pairs.kept | beside.kept}
    sought |= {f"n|{pair}|{whole}" for pair in pairs.sought | beside.sought}
    return Keys(frozenset(kept), frozenset(sought))


def _one_sided(parties: Sequence[Party]) -> bool:
    """Do most that are sure to take part stand for one side?"""
    sure: dict[str, float] = defaultdict(float)
    for party in parties:
        for side in {party.token, *party.stands}:
            sure[side] += party.sure
    return max(sure.values(), default=0.0) >= ONE_SIDED * sum(party.sure for party in parties)


def _around(telling: Telling) -> frozenset[str]:
    """Who may be told as a party of what has a proper name: who is named beside, and the members of organisations."""
    beside = {party.token for party in telling.near[:MOST_IN_TWOS]}
    members = (party.members for party in telling.parties if len(party.members) <= MOST_MEMBERS)
    return frozenset(beside.union(*members))


def _by_time(telling: Telling, worded: bool, pairs: Sides) -> Keys:
    """What is called by its sort alone (the joint statement): of the same weeks, the same day, the same period."""
    kept: set[str] = set()
    sought: set[str] = set()
    what = sorted(heads(telling)) or [telling.kind]
    times, around = _times(telling)
    for head in what:
        mark = "h" if worded else "h0"
        kept |= {f"{mark}|{pair}|{head}|{time}" for pair in pairs.kept for time in times}
        for wanted in ("h0",) if worded else ("h", "h0"):
            sought |= {f"{wanted}|{pair}|{head}|{time}" for pair in pairs.sought for time in around}
    own, others = _one_year(telling, what)
    kept |= {f"{own_key}|{pair}" for pair in pairs.kept for own_key in own}
    sought |= {f"{other}|{pair}" for pair in pairs.sought for other in others}
    if not worded:
        # an agreement without a name is one of a few years, a plan or partnership that runs may be one at any time
        lasting = not set(what) & PASSING
        years, near = ([""], [""]) if lasting else _years(telling)
        kept |= {f"h|{pair}|{head}|{year}" for pair in pairs.kept for head in what for year in years}
        sought |= {f"h|{pair}|{head}|{year}" for pair in pairs.sought for head in what for year in near}
    return Keys(frozenset(kept), frozenset(sought))


def _one_year(telling: Telling, what: Sequence[str]) -> tuple[set[str], set[str]]:
    """What is dated by a month or a year finds all of its year; agreements and statements each other, by the day."""
    if telling.date is None or period(telling):
        return set(), set()
    if set(what) & PASSING:
        signed = set() if lasts(telling) else {f"signed|{telling.date.earliest}"}
        return signed, signed
    years = range(telling.date.earliest.year, telling.date.latest.year + 1)
    own = {f"{'yl' if lasts(telling) else 'yd'}|{head}|{year}" for head in what for year in years}
    around = {f"yl|{head}|{year}" for head in what for year in years}
    return own, around | {f"yd|{head}|{year}" for head in what for year in years if lasts(telling)}


def _times(telling: Telling) -> tuple[set[str], set[str]]:
    """When it is told of, its day, its period; and those around."""
    own: set[str] = set()
    around: set[str] = set()
    if day := telling.published:
        own |= {f"m{month}" for month in months_of(day, day)}
        around |= {f"m{month}" for month in months_of(shift(day, -NEWS), shift(day, NEWS))}
    if telling.date and telling.date.earliest == telling.date.latest:
        own.add(f"d{telling.date.earliest}")
    own |= {f"y{year}" for year in telling.name.years}
    if span := period(telling):
        own |= {f"y{year}" for year in range(span.earliest.year, min(span.latest.year, span.earliest.year + 6) + 1)}
    return own, around | own


def _years(telling: Telling) -> tuple[list[str], list[str]]:
    """The years of the article and of its date; and those before and after."""
    days = [telling.published, *((telling.date.earliest, telling.date.latest) if telling.date else ())]
    own = {day.year for day in days if day and day not in (date.min, date.max)}
    return [str(year) for year in own], [str(year + by) for year in own for by in (-1, 0, 1)]
