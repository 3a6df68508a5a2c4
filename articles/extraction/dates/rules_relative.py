"""Rules for dates told from another day: that of publication, or that of the event told last."""

from __future__ import annotations

from dataclasses import replace

from articles.extraction.dates.context_words import context
from articles.extraction.dates.expressions import (
    Anchor,
    Beside,
    Expression,
    Named,
    NthDay,
    Part,
    Shift,
    Unresolved,
    Within,
)
from articles.extraction.dates.months import is_month_alone
from articles.extraction.dates.reading import Match, Rule
from articles.extraction.dates.rule_parts import (
    EVENT_WORDS,
    which_name,
)

#: More units than this are no date that a text tells.
MOST_UNITS = 2000
#: So many words before 'a year earlier' may stand the one that compares.
COMPARED_WINDOW = 9
#: late … / earlier … / the end of …
_PART = "(PART (DASH | IN | TO)? PART? DASH? | EARLIER | THE? EDGE OF)"
_BACK = "(AGO | EARLIER)"
_COUNT = "(A? (tens:NUMBER_WORD DASH)? count:COUNT OF?)"


def _today(match: Match) -> Expression:
    return Shift("day", match.number("day"))


def _day_beyond(match: Match) -> Expression | None:
    """The day before yesterday, the day after tomorrow."""
    day, step = match.number("day"), match.number("step")
    return Shift("day", day + step) if day * step >= 0 else None


def _daytime(match: Match) -> Expression | None:
    """This morning, last night, that evening, the next morning."""
    if match.is_symbol("which", "LAST"):
        # 'last afternoon' is no English
        return Shift("day", -1) if match.is_symbol("time", "NIGHT") or match.word("time") == "evening" else None
    if match.is_symbol("which", "THIS") or match.is_symbol("which", "CURRENT"):
        return Shift("day", 0)
    return Shift("day", match.number("which"), Anchor.EVENT)


def _which_unit(match: Match) -> Expression | None:
    """Last week, the following day, this year, the coming month; 'over the next year' is a length of time."""
    unit, count = match.word("unit"), match.number("which")
    stretch = match.before() in context("stretch")
    if match.after() == "and" and match.after(3) == "half":
        return None  # 'in the last year and a half'
    if any(match.is_symbol("which", name) for name in EVENT_WORDS):
        return Shift(unit, count, Anchor.EVENT)
    if match.is_symbol("which", "NEXT") and (unit == "day" or match.has("article")):
        return Unresolved("stretch") if stretch and unit != "day" else Shift(unit, count, Anchor.EVENT)
    if unit == "day":
        # 'on this day', but neither 'to this day' nor 'the present day'
        told = match.is_symbol("which", "THIS") and match.before() == "on"
        return Shift(unit, 0, Anchor.EVENT) if told else None
    if unit == "weekend":
        return Shift(unit, 0 if match.is_symbol("which", "COMING") else count)
    if match.is_symbol("which", "LAST") and match.has("article"):
        return None  # 'the last week' is one that ends now, or the last of something
    return Unresolved("stretch") if match.is_symbol("which", "PAST") and stretch else Shift(unit, count)


def _beyond_unit(match: Match) -> Expression:
    """The week before last, the year after next."""
    return Shift(match.word("unit"), 2 * match.number("which"))


def _mid_unit(match: Match) -> Expression | None:
    """'by mid-year'; not 'the mid-year review'."""
    return Shift(match.word("unit"), 0) if match.before() in ("by", "at", "until", "around", "in", "since") else None


def _part_of_month(match: Match) -> Expression:
    """The second half of the month, the first week of next month: no more exact than the month."""
    return Shift("month", match.value("which") or 0)


def _same_unit(match: Match) -> Expression | None:
    """The same month last year, the same quarter a year earlier."""
    same = Shift(match.word("unit"), 0, Anchor.EVENT)
    return Beside(Part(match.start, match.at("unit") + 1, same), "year", -1)


def _year_ago_unit(match: Match) -> Expression | None:
    """The year-ago quarter, the year-earlier month."""
    same = Shift(match.word("unit"), 0, Anchor.EVENT)
    return Beside(Part(match.start, match.end, same), "year", -1)


def _this_past(match: Match) -> Expression | None:
    return Shift(match.word("unit"), match.number("which"))


def _unit_told(match: Match) -> Expression:
    """The end of the year, later in the week; 'later in the day' is the day of the event."""
    unit = match.word("unit")
    return Shift(unit, 0, Anchor.EVENT if unit == "day" else Anchor.PUBLISHED)


def _vague_units(match: Match) -> Expression | None:
    """In the coming days, in recent weeks, the following months, a quarter of a century ago."""
    return Unresolved("stretch")


def _count(match: Match) -> tuple[str, int] | None:
    """Unit and number of 'two weeks', 'a year', 'thirty-five years'; number 0 where it is not told."""
    unit = match.word("unit")
    unit = "century" if unit == "centuries" else unit.removesuffix("s")
    if not match.has("count") or match.is_symbol("count", "VAGUE"):
        return unit, 0
    count = 1 if match.is_symbol("count", "A") else match.number("count") + (match.value("tens") or 0)
    return (unit, count) if count <= MOST_UNITS else None


def _counted(match: Match, direction: int, anchor: Anchor, *, only_ahead: bool = False) -> Expression | None:
    counted = _count(match)
    if counted is None:
        return None
    unit, count = counted
    return Shift(unit, direction * count, anchor, rough=not count, only_ahead=only_ahead)


def _ago(match: Match) -> Expression | None:
    counted = _counted(match, -1, Anchor.PUBLISHED)
    if isinstance(counted, Shift) and match.has("today") and not counted.rough:
        return Beside(Part(match.at("today"), match.end, Shift("day", 0)), counted.unit, counted.count)
    return counted


def _ago_this_unit(match: Match) -> Expression | None:
    """A year ago this month."""
    counted = _counted(match, -1, Anchor.PUBLISHED)
    if not isinstance(counted, Shift) or counted.rough:
        return counted
    return Beside(Part(match.at("same") - 1, match.end, Shift(match.word("same"), 0)), counted.unit, counted.count)


def _half_ago(match: Match) -> Expression | None:
    """Half a year ago."""
    if match.word("unit") != "year":
        return Unresolved("stretch")
    sign = match.number("way")
    return Shift("month", 6 * sign, Anchor.PUBLISHED if match.is_symbol("way", "AGO") else Anchor.EVENT)


def _and_a_half(match: Match) -> Expression | None:
    """A year and a half ago: some day in one of two years."""
    return Unresolved("year")


def _ahead(match: Match) -> Expression | None:
    return _counted(match, 1, Anchor.PUBLISHED)


def _in_units(match: Match) -> Expression | None:
    """'in two weeks' is a date with 'will meet', a length of time with 'grew' and 'the first in two years'."""
    if any(match.before(distance) == "first" for distance in range(1, 12)):
        return None
    return _counted(match, 1, Anchor.PUBLISHED, only_ahead=True) if match.word("preposition") == "in" else None


def _within(match: Match) -> Expression | None:
    """'is to meet within two weeks', 'will sign it in the next ten days'; not 'within two weeks of the vote'."""
    counted = _count(match)
    if counted is None or not counted[1] or match.after() == "of":
        return None
    if match.word("preposition") != "within" and not (match.word("preposition") == "in" and match.has("next")):
        return None
    return Within(*counted)


def _from_event(match: Match) -> Expression | None:
    """Two days later, a month earlier, the day before; not 'two days after his arrival'."""
    later = match.is_symbol("way", "EARLIER") and match.after() != "than"
    if not later and not (match.is_symbol("way", "BEFORE") or match.is_symbol("way", "AFTER")):
        return None
    if not later and not _stands_alone(match):
        return None
    counted = _counted(match, match.number("way"), Anchor.EVENT)
    compared = isinstance(counted, Shift) and counted.unit == "year" and _is_compared(match)
    return replace(counted, same=True) if isinstance(counted, Shift) and compared else counted


def _is_compared(match: Match) -> bool:
    """'exports rose in May from a year earlier', 'profit was 3 million, compared with 2 million a year earlier'."""
    return any(match.before(distance) in context("compared") for distance in range(1, COMPARED_WINDOW))


def _stands_alone(match: Match) -> bool:
    """Does nothing follow that it would be counted from?"""
    reading = match.reading
    after = match.after()
    return (
        not after
        or reading.is_symbol(match.end, "BREAK")
        or reading.is_symbol(match.end, "COMMA")
        or (not after[0].isalnum() and after not in "\"'“‘(")
        or after in ("on", "in", "at", "and", "but", "by", "with", "to", "from", "as")
    )


def _unit_beside(match: Match) -> Expression | None:
    """The day before, the year after, the night before; with 'the summit' after it, the event that is being told."""
    unit = match.word("unit")
    if match.is_symbol("unit", "DAYTIME_ANY"):
        unit = "day"
    way = match.number("way")
    if unit == "day" or _stands_alone(match):
        return Shift(unit, way, Anchor.EVENT)
    return None


def _eve(match: Match) -> Expression | None:
    """'on the eve of the summit': the day before the event that is being told."""
    return Shift("day", -1, Anchor.EVENT) if match.before() == "on" and match.before(2) != "," else None


def _which_month(match: Match) -> Expression | None:
    if match.is_symbol("month", "MONTH_SHORT") and not is_month_alone(match.reading, match.at("month")):
        return None
    return Named(which_name(match), month=match.number("month"))


def _nth_day(match: Match) -> Expression | None:
    return NthDay(match.number("nth")) if match.before() == "on" else None


RELATIVE_RULES = (
    Rule("today", "EARLIER? day:TODAY (DAYTIME_ANY)?", _today, 0.97),
    Rule("day_beyond", "THE? DAY step:(BEFORE | AFTER) day:TODAY", _day_beyond, 0.97),
    Rule("daytime", f"{_PART}? THE? which:WHICH time:DAYTIME_ANY", _daytime, 0.95),
    Rule("which_unit", f"{_PART}? article:THE? which:WHICH FISCAL? unit:UNIT", _which_unit, 0.96),
    Rule(
        "same_unit",
        "THE SAME unit:(DAY | WEEK | MONTH | QUARTER) (LAST YEAR | A YEAR (EARLIER | BEFORE | AGO))",
        _same_unit,
        0.8,
    ),
    Rule("same_unit", "THE? YEAR DASH (AGO | EARLIER) unit:(WEEK | MONTH | QUARTER)", _year_ago_unit, 0.8),
    Rule("beyond_unit", "THE unit:(WEEK | WEEKEND | MONTH | QUARTER | YEAR) BEFORE which:LAST", _beyond_unit, 0.95),
    Rule("beyond_unit", "THE unit:(WEEK | WEEKEND | MONTH | QUARTER | YEAR) AFTER which:NEXT", _beyond_unit, 0.95),
    Rule("mid_unit", "PART DASH unit:(WEEK | MONTH | YEAR)", _mid_unit, 0.75),
    Rule("part_of_month", "THE? NTH (HALF | WEEK) (OF | IN) THE MONTH", _part_of_month, 0.75),
    Rule("part_of_month", "THE? NTH (HALF | WEEK) (OF | IN) which:(LAST | NEXT | THIS) MONTH", _part_of_month, 0.9),
    Rule("which_unit", f"{_PART}? THAT which:SAME unit:UNIT", _which_unit, 0.96),
    Rule(
        "which_unit",
        "THIS which:(PAST | COMING) unit:(WEEKEND | WEEK | MONTH | QUARTER | YEAR | DECADE)",
        _this_past,
        0.96,
    ),
    Rule("unit_told", "(PART | EARLIER) IN THE unit:(DAY | WEEK | MONTH | YEAR | DECADE)", _unit_told, 0.8),
    Rule("unit_told", "THE? EDGE OF THE unit:(WEEK | MONTH | QUARTER | YEAR | DECADE)", _unit_told, 0.8),
    Rule("unit_told", "THE? unit:(MONTH | YEAR) (POSSESSIVE | DASH)? EDGE", _unit_told, 0.75),
    Rule(
        "vague_units",
        "THE? (NEXT | COMING | FOLLOWING | PAST | PREVIOUS | LAST | RECENT) VAGUE? UNITS",
        _vague_units,
        0.7,
    ),
    Rule("ago", f"{_COUNT}? unit:COUNTED AGO (today:TODAY)?", _ago, 0.95),
    Rule("ago", f"{_COUNT} unit:COUNTED AGO THIS same:(WEEK | MONTH)", _ago_this_unit, 0.9),
    Rule("half_ago", "HALF A unit:UNIT way:(AGO | EARLIER)", _half_ago, 0.8),
    Rule("half_ago", f"{_COUNT} UNIT AND A HALF {_BACK}", _and_a_half, 0.6),
    Rule("half_ago", f"{_COUNT} AND A HALF UNITS {_BACK}", _and_a_half, 0.6),
    Rule("part_ago", f"({_COUNT} DASH? (QUARTER | QUARTERS) | HALF) (OF A | DASH)? UNIT {_BACK}", _vague_units, 0.8),
    Rule("from_now", f"{_COUNT} unit:COUNTED (FROM (NOW | TODAY) | HENCE)", _ahead, 0.9),
    Rule("from_now", f"preposition:IN {_COUNT} unit:COUNTED POSSESSIVE? TIME", _ahead, 0.9),
    Rule("in_units", f"preposition:IN {_COUNT} unit:COUNTED", _in_units, 0.6),
    Rule("within", f"preposition:IN (THE next:(NEXT | COMING))? {_COUNT} unit:COUNTED", _within, 0.6),
    Rule("from_event", f"{_COUNT}? unit:COUNTED way:(EARLIER | BEFORE | AFTER)", _from_event, 0.82),
    Rule("unit_beside", "THE unit:(UNIT | DAYTIME_ANY) way:(BEFORE | AFTER | EARLIER)", _unit_beside, 0.8),
    Rule("eve", "THE EVE", _eve, 0.6),
    Rule("which_month", f"{_PART}? article:THE? THIS? which:WHICH month:MONTH_ANY", _which_month, 0.97),
    Rule("nth_day", "THE nth:NTH DAY", _nth_day, 0.6),
)
