"""From what a date says to the days it means, given when the text was published and what it told before.

Nothing is made more exact than the words: a month stays a month, 'two weeks ago' is a week.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from articles.extraction.calendar import (
    Interval,
    day_of,
    month_of,
    shifted,
    unit_after,
    unit_of,
)
from articles.extraction.dates.choice import (
    choose,
    day_in,
    days_around,
    days_of_months_around,
    months_around,
    weekdays_around,
)
from articles.extraction.dates.expressions import (
    Anchor,
    Around,
    Beside,
    CalendarDay,
    Expression,
    Feast,
    Known,
    Named,
    NthDay,
    PartOfYear,
    Season,
    Shift,
    Unresolved,
    WeekdayOfWeek,
    Weekend,
    Within,
    Year,
)
from articles.extraction.dates.named import named_month, named_weekday
from articles.extraction.dates.recurring import in_year, nearest
from articles.extraction.dates.tense import EVEN, FUTURE, Tense
from articles.extraction.dates.told import Resolution, Told

#: How sure a date is that is counted from the event told last, and from publication for want of an event.
SURE_OF_EVENT, SURE_WITHOUT_EVENT = 0.9, 0.6
#: News counts 'within two weeks' from an event so many days before publication at most.
RECENT = 7
#: How sure the year is that a narrative is in.
SURE_OF_YEAR = 0.85

#: Parts of a year that are compared with those of another one.
LIKE_PARTS = ("month", "quarter", "half")

TenseOf = Callable[[], Tense]


def resolve_single(expression: Expression, told: Told, tense_of: TenseOf) -> Resolution | None:
    """What a date without beginning and end means; None if it is no date in this place.

    Raises OverflowError for days outside the calendar.
    """
    match expression:
        case Known():
            return Resolution(expression.interval, expression.precision)
        case Shift():
            return _shift(expression, told, tense_of)
        case CalendarDay():
            return _calendar_day(expression, told, tense_of)
        case PartOfYear() | Feast():
            return _yearly(expression, told, tense_of)
        case Season():
            return _season(expression, told, tense_of)
        case Weekend():
            return _weekend(told, tense_of)
        case Around():
            return _around(expression, told, tense_of)
        case Named(weekday=int()):
            return named_weekday(expression, told, tense_of)
        case Named():
            return named_month(expression, told)
        case WeekdayOfWeek():
            return _weekday_of_week(expression, told)
        case NthDay():
            return _nth_day(expression, told)
        case Beside():
            return _beside(expression, told, tense_of)
        case Within():
            return _within(expression, told, tense_of)
        case Unresolved():
            return Resolution(None, expression.precision)
    raise TypeError(f"{type(expression).__name__} is no date without beginning and end")


def _shift(shift: Shift, told: Told, tense_of: TenseOf) -> Resolution | None:
    if shift.only_ahead and tense_of() != FUTURE:
        return None
    if shift.rough:
        return Resolution(None, shift.unit)
    if shift.anchor is Anchor.PUBLISHED and not told.narrative:
        interval = unit_after(shift.unit, shift.count, told.published) if told.published else None
        return Resolution(interval, shift.unit, "published")
    if shift.anchor is Anchor.PUBLISHED and shift.unit == "day":
        return Resolution(None, "day", "published")  # 'today' of a history is no day of it
    return _from_event(shift, told, tense_of)


def _from_event(shift: Shift, told: Told, tense_of: TenseOf) -> Resolution:
    """Counted from the event told last that the tense allows: no one 'will meet' before publication."""
    if shift.same and told.events and told.events[-1][1] in LIKE_PARTS:
        event, part = told.events[-1]
        return Resolution(unit_of(part, shifted(event.earliest, shift.unit, shift.count)), part, "event", SURE_OF_EVENT)
    events = list(told.events_back(shift.unit) if shift.count else told.same_back(shift.unit))
    for event in events:
        interval = unit_after(shift.unit, shift.count, event.latest if shift.count > 0 else event.earliest)
        if _allows(tense_of(), interval, told):
            return Resolution(interval, shift.unit, "event", SURE_OF_EVENT)
    # an event of which only the month is told has no day after; 'will meet the day before' needs an event to come
    from_unknown = bool(told.events and shift.count) and not (events and shift.count > 0)
    if told.published is None or told.narrative or from_unknown:
        return Resolution(None, shift.unit, "event")
    return Resolution(unit_after(shift.unit, shift.count, told.published), shift.unit, "published", SURE_WITHOUT_EVENT)


def _allows(tense: Tense, interval: Interval, told: Told) -> bool:
    if told.published is None or told.narrative or not tense.strong or tense.report:
        return True
    if tense.way > 0:
        return interval.latest >= told.published
    return tense.way == 0 or interval.earliest <= told.published


def year_in(year: Year, told: Told, tense_of: TenseOf) -> tuple[int, str, float] | None:
    """The year that a date tells, what it is counted from, and how surely; None if it tells none or it is unknown."""
    if isinstance(year, int):
        return year, "none", 1.0
    if year is None:
        return None
    resolved = _shift(year, told, tense_of)
    if resolved is None or resolved.interval is None:
        return None
    return resolved.interval.earliest.year, resolved.anchor, resolved.confidence


def _calendar_day(day: CalendarDay, told: Told, tense_of: TenseOf) -> Resolution | None:
    precision = "month" if day.day is None and day.weekday is None else "day"
    if isinstance(day.month, Shift):
        return _day_of_month_told(day, day.month, told, tense_of)
    year = year_in(day.year, told, tense_of)
    if year is None and day.year is None and told.narrative and day.month is not None:
        found = told.year_for(day.month)
        year = (found, "event", SURE_OF_YEAR) if found else None
    if year is not None and day.month is not None:
        interval = month_of(year[0], day.month) if day.day is None else _day(year[0], day.month, day.day)
        return Resolution(interval, precision, year[1], year[2])
    if day.year is not None:
        return Resolution(None, precision, "event")
    return _without_year(day, precision, told, tense_of)


def _day(year: int, month: int, day: int) -> Interval | None:
    found = day_in(year, month, day)
    return day_of(found) if found else None


def _day_of_month_told(day: CalendarDay, month: Shift, told: Told, tense_of: TenseOf) -> Resolution | None:
    resolved = _shift(month, told, tense_of)
    if resolved is None or resolved.interval is None or day.day is None:
        return Resolution(None, "day")
    start = resolved.interval.earliest
    return Resolution(_day(start.year, start.month, day.day), "day", resolved.anchor, resolved.confidence)


def _without_year(day: CalendarDay, precision: str, told: Told, tense_of: TenseOf) -> Resolution:
    now, anchor = told.published, "published"
    if told.narrative:
        event = told.event("month" if day.month is None else "day")
        now, anchor = (event.earliest if event else None), "event"
    if now is None:
        return Resolution(None, precision, anchor)
    candidates, sure = candidates_of(day, now)
    found = choose(candidates, now, Tense(1) if told.narrative else tense_of())
    if found is None:
        return Resolution(None, precision, anchor)
    return Resolution(found[0], precision, anchor, found[1] * sure)


def candidates_of(day: CalendarDay, now: date) -> tuple[list[Interval], float]:
    """The days or months around `now` that a date without year can mean, and how well they fit."""
    if isinstance(day.month, Shift) or (day.month is None and day.day is None and day.weekday is None):
        return [], 0.0
    if day.month is None:
        if day.day is None:
            assert day.weekday is not None
            return weekdays_around(now, day.weekday), 1.0
        return days_of_months_around(now, day.day, day.weekday), 0.9
    if day.day is None:
        return months_around(now, day.month), 1.0
    # a weekday that does not fit is taken for a slip: the day of the month counts
    fitting = days_around(now, day.month, day.day, day.weekday)
    return (fitting, 1.0) if fitting else (days_around(now, day.month, day.day), 0.6)


def _yearly(expression: PartOfYear | Feast | Season, told: Told, tense_of: TenseOf) -> Resolution:
    """What comes back every year: in the year told, or the one in the direction of the tense."""
    precision = expression.precision if isinstance(expression, PartOfYear) else "day"
    which = expression.which if isinstance(expression, Season) else ""
    of_year = in_year(expression)
    year = year_in(expression.year, told, tense_of)
    if year is None and expression.year is None and told.narrative and not which:
        found = told.year_for(of_year(2000).earliest.month)
        year = (found, "event", SURE_OF_YEAR) if found else None
    if year is not None:
        return Resolution(of_year(year[0]), precision, year[1], year[2])
    event = told.event("season") if which in ("following", "previous") or told.narrative else None
    now, anchor = (event.latest, "event") if event else (told.published, "published")
    if expression.year is not None or now is None or (told.narrative and event is None):
        return Resolution(None, precision, anchor)
    nearest_one = nearest(of_year, now, which, tense_of())
    if nearest_one is None:
        return Resolution(None, precision, anchor)
    return Resolution(nearest_one[0], precision, anchor, nearest_one[1])


def _season(season: Season, told: Told, tense_of: TenseOf) -> Resolution:
    """Seasons are named, not dated: they are others in the south, and begin on no certain day."""
    resolved = _yearly(season, told, tense_of)
    name = f"{resolved.interval.earliest.year:04}-{season.number}" if resolved.interval else None
    return Resolution(None, "season", resolved.anchor, resolved.confidence, name)


def _weekend(told: Told, tense_of: TenseOf) -> Resolution:
    if told.published is None or told.narrative:
        return Resolution(None, "weekend", "published")
    weekends = [unit_after("weekend", step, told.published) for step in (-1, 0, 1)]
    found = choose(weekends, told.published, tense_of())
    return Resolution(found[0] if found else None, "weekend", "published", found[1] if found else 1.0)


def _around(around: Around, told: Told, tense_of: TenseOf) -> Resolution | None:
    resolved = resolve_single(around.part.expression, told, tense_of)
    if resolved is None or resolved.interval is None:
        return resolved
    interval = unit_of(around.unit, resolved.interval.earliest)
    return Resolution(interval, around.unit, resolved.anchor, resolved.confidence)


def _weekday_of_week(expression: WeekdayOfWeek, told: Told) -> Resolution:
    week = _shift(expression.week, told, lambda: Tense(0))
    if week is None or week.interval is None:
        return Resolution(None, "day", "published")
    day = week.interval.earliest + timedelta(days=expression.weekday)
    return Resolution(day_of(day), "day", week.anchor, week.confidence)


def _nth_day(nth: NthDay, told: Told) -> Resolution | None:
    """The n-th day of an event of several days told before; otherwise no date."""
    event = told.event("day")
    if event is None or event.earliest == event.latest:
        return None
    day = event.latest if nth.number < 0 else event.earliest + timedelta(days=nth.number - 1)
    return Resolution(day_of(day), "day", "event", 0.8) if event.earliest <= day <= event.latest else None


def _beside(beside: Beside, told: Told, tense_of: TenseOf) -> Resolution | None:
    resolved = _counted_back_from(beside, told, tense_of) or resolve_single(beside.part.expression, told, tense_of)
    if resolved is None or resolved.interval is None:
        return resolved
    start, end = (shifted(day, beside.unit, beside.count) for day in resolved.interval)
    # the end of February shifted by months is no end of a month any more, nor a Sunday by a year one of a week
    whole = resolved.precision in ("week", "month", "year")
    middle = start + timedelta(days=3) if resolved.precision == "week" else start
    interval = unit_of(resolved.precision, middle) if whole else Interval(start, end)
    return Resolution(interval, resolved.precision, resolved.anchor, resolved.confidence * 0.95)


def _within(within: Within, told: Told, tense_of: TenseOf) -> Resolution | None:
    """No date where nothing looks ahead ('grew within two weeks'), nor in a history."""
    if told.published is None or told.narrative or tense_of().way <= 0:
        return None
    start, anchor = told.published, "published"
    last, precision = told.events[-1] if told.events else (day_of(start), "day")
    if told.events and 0 <= (start - last.latest).days <= RECENT:
        if last.earliest != last.latest or precision != "day":
            return None  # 'agreed last week to meet within a month' is counted from no certain day
        start, anchor = last.latest, "event"
    return Resolution(Interval(start, shifted(start, within.unit, within.count)), within.unit, anchor)


def _counted_back_from(beside: Beside, told: Told, tense_of: TenseOf) -> Resolution | None:
    """The day that another one is counted back from: 'died two days before Saturday's vote' leaves it on either side.

    None where it must lie back, or says all itself.
    """
    open_day = isinstance(beside.part.expression, CalendarDay) and beside.part.expression.year is None
    if beside.count > 0 or not open_day or told.published is None or told.narrative or tense_of().way >= 0:
        return None
    resolved = resolve_single(beside.part.expression, told, lambda: EVEN)
    if resolved is None or resolved.interval is None:
        return None
    back = shifted(resolved.interval.earliest, beside.unit, beside.count)
    return resolved if back <= told.published else None
