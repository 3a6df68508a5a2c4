"""How alike two records are: a score from 0 to 1 and the reasons for it.

No distance between names tells people apart, so names only bring a pair up; posts, countries and counterparts move it,
and what two records cannot share takes it down again. The weights are set by hand, to order a list for people.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rapidfuzz import fuzz

#: names less alike than this are not proposed for their names
ALIKE = 0.82
#: pairs below this are not proposed
LIKELY = 0.55
#: so many days apart two tellings of one occasion may be dated
NEAR = 31


@dataclass(frozen=True)
class ActorTraits:
    """What is known of an actor. `names`: name keys; `posts`: titles and bodies; `in_gazetteer`: told apart there."""

    pk: int
    kind: str
    names: tuple[str, ...]
    countries: frozenset[int] = frozenset()
    posts: frozenset[tuple[str, int | None]] = frozenset()
    counterparts: frozenset[int] = frozenset()
    in_gazetteer: bool = False


@dataclass(frozen=True)
class EventTraits:
    """What is known of a meeting or initiative. `key`: name key; `place`: key of the place."""

    pk: int
    kind: str
    key: str
    actors: frozenset[int]
    earliest: date | None = None
    latest: date | None = None
    place: str = ""


@dataclass(frozen=True)
class Likeness:
    """`score` from 0 to 1; reasons for and against, in words."""

    score: float
    reasons: tuple[str, ...]


@dataclass
class _Tally:
    score: float
    reasons: list[str] = field(default_factory=list)

    def add(self, weight: float, reason: str) -> None:
        self.score += weight
        self.reasons.append(reason)

    def likeness(self) -> Likeness:
        return Likeness(round(min(max(self.score, 0.0), 1.0), 3), tuple(self.reasons))


def actor_likeness(one: ActorTraits, other: ActorTraits) -> Likeness | None:
    """How alike two actors are; None where their kinds or names rule it out."""
    if one.kind != other.kind or (one.in_gazetteer and other.in_gazetteer):
        return None
    alike = max((names_alike(some, more, one.kind) for some in one.names for more in other.names), default=0.0)
    if alike < ALIKE:
        return None
    tally = _Tally(0.75 * alike, [_("their names are alike (%d %%)") % round(alike * 100)])
    if one.posts & other.posts:
        tally.add(0.25, _("they held the same post"))
    if one.countries & other.countries:
        tally.add(0.1, _("they are of one country"))
    elif one.countries and other.countries:
        tally.add(-0.35, _("they are of different countries"))
    shared = one.counterparts & other.counterparts
    if shared:
        tally.add(0.05 * min(len(shared), 3), _("they met the same people"))
    if other.pk in one.counterparts:
        tally.add(-0.4, _("they met each other"))
    return tally.likeness()


def names_alike(one: str, other: str, kind: str) -> float:
    """How alike two name keys are, from 0 to 1, whatever the order of their words.

    A person's given names count for themselves: `george w bush` and `george h w bush` differ in little that matters to
    a distance, and `angela merkel` is `merkel` with one name less.
    """
    some, more = sorted(one.split()), sorted(other.split())
    if some == more:
        return 1.0
    whole = fuzz.ratio(" ".join(some), " ".join(more)) / 100
    if kind != "person":
        return whole
    fewer, longer = sorted((some, more), key=len)
    matched = _matched(fewer, longer)
    if len(fewer) == 1:
        return 0.84 * matched if len(longer) > 1 else matched
    return max(0.0, matched - 0.04 * (len(longer) - len(fewer)))


def _matched(fewer: list[str], longer: list[str]) -> float:
    """The worst of the best matches of each word: one word without a like makes another person."""
    free, worst = list(longer), 1.0
    for word in sorted(fewer, key=len, reverse=True):
        best = max(free, key=lambda each: _words_alike(word, each))
        worst = min(worst, _words_alike(word, best))
        free.remove(best)
    return worst


def _words_alike(one: str, other: str) -> float:
    """An initial stands for its name, though not for sure."""
    if one != other and min(len(one), len(other)) == 1:
        return 0.9 if one[0] == other[0] else 0.0
    return fuzz.ratio(one, other) / 100


def meeting_likeness(one: EventTraits, other: EventTraits) -> Likeness | None:
    """How alike two meetings are; None where dates or names rule it out."""
    apart = days_apart(one, other)
    numbers = _numbers(one.key), _numbers(other.key)
    if (apart is not None and apart > NEAR) or (all(numbers) and numbers[0] != numbers[1]):
        return None
    tally = _Tally(0.0)
    _add_people(tally, one, other, 0.4)
    if apart is not None:
        close = 1 - apart / NEAR
        tally.add(0.3 * close, _("same date") if not apart else _("dates near each other"))
    if one.key and other.key:
        alike = fuzz.token_set_ratio(one.key, other.key) / 100
        tally.add(0.3 * alike if alike >= ALIKE else -0.2, _("names alike") if alike >= ALIKE else _("other names"))
    if one.kind == other.kind:
        tally.add(0.15, _("same kind"))
    if one.place and other.place:
        same = one.place == other.place
        tally.add(0.15 if same else -0.15, _("same place") if same else _("other places"))
    return tally.likeness()


def initiative_likeness(one: EventTraits, other: EventTraits) -> Likeness | None:
    """How alike two initiatives are; None where their names rule it out.

    A name of one word (`Cooperation`, `Statement`) is within many others and says little: who and when have to agree.
    """
    alike = fuzz.token_sort_ratio(one.key, other.key) / 100
    one_word = min(len(one.key.split()), len(other.key.split())) < 2
    within = 0.0 if one_word else fuzz.token_set_ratio(one.key, other.key) / 100
    if max(alike, 0.9 * within) < ALIKE or _numbers(one.key) != _numbers(other.key):
        return None
    tally = _Tally((0.3 if one_word else 0.6) * max(alike, 0.9 * within), [_("names alike")])
    _add_people(tally, one, other, 0.3)
    if one.kind == other.kind:
        tally.add(0.1, _("same kind"))
    apart = days_apart(one, other)
    if apart is not None:
        tally.add(0.1 if apart == 0 else -0.15, _("same date") if apart == 0 else _("other dates"))
    return tally.likeness()


def _numbers(key: str) -> list[str]:
    """`action plan 2016 2020` and `action plan 2021 2025` are two."""
    return sorted(word for word in key.split() if any(letter.isdigit() for letter in word))


def _add_people(tally: _Tally, one: EventTraits, other: EventTraits, weight: float) -> None:
    every, shared = one.actors | other.actors, one.actors & other.actors
    if shared:
        words = ngettext("%d takes part in both", "%d take part in both", len(shared)) % len(shared)
        tally.add(weight * len(shared) / len(every), words)
    elif one.actors and other.actors:
        tally.add(-weight, _("nobody takes part in both"))


def days_apart(one: EventTraits, other: EventTraits) -> int | None:
    """Days between two dates, 0 where they share one; None where one is not known."""
    if one.earliest is None or other.earliest is None or one.latest is None or other.latest is None:
        return None
    gap = max(one.earliest, other.earliest) - min(one.latest, other.latest)
    return max(gap.days, 0)
