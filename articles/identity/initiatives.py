"""Whether two tellings are one initiative: by parties, sort, own words and period; not by the wording alone."""

from __future__ import annotations

from datetime import date, timedelta

from articles.identity.initiative_names import PASSING, heads, heads_fit, own_words, same_name
from articles.identity.parties import Agreement, compare_parties, match
from articles.identity.tellings import Telling, meet
from kb.edtf import Interval
from kb.life_cycle import AHEAD

#: sorts of initiatives that texts take for one another
_NEAR_KINDS = frozenset(
    frozenset(pair.split())
    for pair in (
        "agreement plan", "plan programme", "agreement partnership", "mechanism partnership", "mechanism programme",
        "project programme", "plan project", "mechanism project", "fund programme", "agreement mechanism",
    )
)  # fmt: skip
#: a period of more days is that of a plan, a shorter one the day of a signature
PERIOD = timedelta(days=366)
#: signatures further apart are of two agreements
SIGNED_APART = timedelta(days=400)
#: articles so near in time speak of the one thing that goes on then
NEWS = timedelta(days=30)
RUNNING = frozenset({"signed", "ongoing", "completed"})
#: words of a name that say that it runs on the day of the article, whatever else is read of it
GOES_ON = frozenset({"current", "present", "existing"})
#: words of a name that several share, for one name to be a variant of the other
ALIKE = 0.5


def apart(one: Telling, other: Telling) -> bool:
    """Nothing can make these two tellings one initiative."""
    return (
        one.article == other.article
        or not _kinds_fit(one, other)
        or not heads_fit(one, other)
        or _periods_differ(one, other)
        or (bool(one.name.number and other.name.number) and one.name.number != other.name.number)
        or _strangers(one, other)
    )


def likeness(one: Telling, other: Telling) -> float | None:
    """How surely two tellings are one initiative, None where that is not enough to join them."""
    if apart(one, other):
        return None
    people = compare_parties(one.parties, other.parties, one.near, other.near)
    words = _words(one, other)
    if words is None or not _people_enough(people, one, other):
        return None
    score = 3 * words + people.least + people.most / 2 + _period(one, other) + 0.5 * (one.kind == other.kind)
    score += 0.5 * (heads(one) == heads(other)) + 0.1 * _one_stage(one, other)
    score += 0.3 * (_runs_in(one, other) or _runs_in(other, one))
    return round(score + 0.2 * _nearness(one, other), 6)


def _kinds_fit(one: Telling, other: Telling) -> bool:
    if same_name(one, other):
        return True
    kinds = frozenset((one.kind, other.kind))
    return len(kinds) == 1 or "other" in kinds or kinds in _NEAR_KINDS


def _one_stage(one: Telling, other: Telling) -> bool:
    """Both are still to be agreed, or both are running."""
    return (_ahead(one) and _ahead(other)) or (_running(one) and _running(other))


def _goes_on(telling: Telling) -> bool:
    """Is it the `current plan` by its name?"""
    return bool(telling.name.whole & GOES_ON)


def _running(telling: Telling) -> bool:
    return telling.status in RUNNING or _goes_on(telling)


def _ahead(telling: Telling) -> bool:
    return telling.status in AHEAD and not _goes_on(telling)


def _runs_in(one: Telling, other: Telling) -> bool:
    """The `current plan` of an article is the one for whose years the other tells."""
    span = period(other)
    return bool(_goes_on(one) and span and one.published) and span.earliest <= one.published <= span.latest  # type: ignore[operator, union-attr]


def _day(telling: Telling) -> Interval | None:
    """Its date, unless it ran before: the day on which its goals are reached is not that of its signature."""
    return None if _goes_on(telling) and not period(telling) else telling.date


def _strangers(one: Telling, other: Telling) -> bool:
    """Both name parties, and none of one is among those of the other; of one name, not even as a member or beside."""
    if not (one.parties and other.parties) or one.tokens & other.tokens:
        return False
    if same_name(one, other):
        return not related(one, other)
    return compare_parties(one.parties, other.parties).shared == 0


def related(one: Telling, other: Telling) -> bool:
    """Is any party of one named beside the other, or in one organisation with it?"""
    return any(
        match(p, q, {p.token, q.token}) > 0
        for some, others in ((one.parties, (*other.parties, *other.near)), (other.parties, (*one.parties, *one.near)))
        for p in some
        for q in others
    )


def _periods_differ(one: Telling, other: Telling) -> bool:
    a, b = one.name.years, other.name.years
    if a and b and not a & b:
        return True
    first, second = period(one), period(other)
    if first and second:
        return not (first.earliest <= second.latest and second.earliest <= first.latest)
    if not (own_words(one) or own_words(other)) and (
        not (_period_fits(one, other) and _period_fits(other, one)) or _begins_again(one, other)
    ):
        return True
    return _signed_apart(one, other) or _out_of_period(one, other) or _out_of_period(other, one)


def _begins_again(one: Telling, other: Telling) -> bool:
    """Still to be agreed after an earlier article told of it as running: it is the next one."""
    first, second = sorted((one, other), key=lambda telling: (telling.published or date.min, telling.at))
    return _running(first) and _ahead(second)


def _signed_apart(one: Telling, other: Telling) -> bool:
    """Days of signature that are of two agreements."""
    first, second = _day(one), _day(other)
    if first is None or second is None or period(one) or period(other):
        return False
    gap = max(first.earliest, second.earliest) - min(first.latest, second.latest)
    both_signed = one.status == other.status == "signed"
    return gap > SIGNED_APART and (both_signed or not own_words(one) & own_words(other))


def _out_of_period(one: Telling, other: Telling) -> bool:
    """What is running on the day of an article is not the plan of a time before or after."""
    span = period(one)
    if span is None or other.published is None or own_words(one) & own_words(other):
        return False
    if _ahead(other):
        return span.latest < other.published or _begun(span, other)
    return not (span.earliest <= other.published <= span.latest)


def _begun(span: Interval, other: Telling) -> bool:
    """A plan still being made cannot be the one that has been running for a year."""
    day = other.published or date.max
    return day > date.min + PERIOD and span.earliest < day - PERIOD


def period(telling: Telling) -> Interval | None:
    """The years that a plan is for, told as its date or in its name."""
    if telling.date and telling.date.latest - telling.date.earliest > PERIOD:
        return telling.date
    years = sorted(telling.name.years)
    return Interval(date(years[0], 1, 1), date(years[-1], 12, 31)) if len(years) > 1 else None


def _words(one: Telling, other: Telling) -> float | None:
    """How alike the names are, from 0 to 1; None where they say different things."""
    a, b = own_words(one), own_words(other)
    same_head = heads(one) & heads(other)
    if not same_head and _same_day(one, other) and heads(one) | heads(other) == PASSING:
        same_head = heads(one)
    if same_name(one, other):
        return 1.0
    if a and b:
        shared = len(a & b)
        within = shared / min(len(a), len(b))
        enough = 1 if shared == 1 and not _one_time(one, other) else ALIKE
        if within < enough or (one.kind != other.kind and not same_head):
            return None
        if shared == 1 and not _one_sort(one, other):
            return None
        return (shared / len(a | b) + within) / 2
    if not same_head or one.kind != other.kind:
        return None
    if a or b:
        # one is named by its sort alone: 'the plan of action', 'the memorandum'
        same_time = _same_period(one, other) or _same_day(one, other) or _one_year(one, other) or _same_news(one, other)
        return 0.2 if same_time or (one.name.years and one.name.years == other.name.years) else None
    if "statement" in same_head and not (_same_day(one, other) or _same_news(one, other)):
        return None
    return 0.5


def _one_sort(one: Telling, other: Telling) -> bool:
    """Nothing in the names makes them two sorts of things."""
    return one.kind == other.kind and heads_fit(one, other)


def _one_time(one: Telling, other: Telling) -> bool:
    """Of one sort and for one time: the Year of 2022, with one word of two said otherwise."""
    return one.kind == other.kind and lasts(one) and one.date == other.date


def lasts(telling: Telling) -> bool:
    """Is it dated by more than a day?"""
    return telling.date is not None and telling.date.latest > telling.date.earliest


def _same_period(one: Telling, other: Telling) -> bool:
    first, second = period(one), period(other)
    return first is not None and first == second


def _period_fits(one: Telling, other: Telling) -> bool:
    """A date that is not a period itself is that of the beginning."""
    span, day = period(one), _day(other)
    return span is None or day is None or bool(period(other)) or day.earliest.year == span.earliest.year


def _one_year(one: Telling, other: Telling) -> bool:
    """Dates of days, months or a year that meet, of what two parties do not make every month."""
    passing = (heads(one) | heads(other)) & PASSING
    return not passing and meet(one.date, other.date) and not (period(one) or period(other))


def _same_news(one: Telling, other: Telling) -> bool:
    """Articles of the same weeks."""
    return bool(one.published and other.published) and abs(one.published - other.published) <= NEWS  # type: ignore[operator]


def _same_day(one: Telling, other: Telling) -> bool:
    return one.date is not None and one.date == other.date and one.date.earliest == one.date.latest


def _people_enough(people: Agreement, one: Telling, other: Telling) -> bool:
    a, b = own_words(one), own_words(other)
    if same_name(one, other):
        return related(one, other)
    if people.least >= (0.65 if a & b or (people.shared >= 2 and _same_news(one, other)) else 0.8):
        return True
    if len(a & b) >= 2 and heads(one) == heads(other) and people.most >= 0.65 and people.least >= 0.4:
        return True
    telling = len(a & b) >= 2 or (a and a == b and heads(one) == heads(other))
    return bool(telling) and people.most >= 0.8 and people.least >= (0.3 if len(a & b) >= 2 else 0.5)


def _period(one: Telling, other: Telling) -> float:
    if _same_period(one, other):
        return 1.0
    return 0.5 * meet(one.date, other.date)


def _nearness(one: Telling, other: Telling) -> float:
    if one.published is None or other.published is None:
        return 0.0
    return max(0.0, 1 - abs(one.published - other.published) / timedelta(days=3650))
