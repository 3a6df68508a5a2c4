"""Weekdays and months that are picked out: next Friday, last November, the following Monday."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from articles.extraction.calendar import day_of, month_of, week_of, weekday_on_or_after, weekday_on_or_before
from articles.extraction.dates.choice import months_around
from articles.extraction.dates.expressions import Named
from articles.extraction.dates.tense import Tense
from articles.extraction.dates.told import Resolution, Told

ONE_DAY = timedelta(days=1)


def named_weekday(named: Named, told: Told, tense_of: Callable[[], Tense]) -> Resolution:
    """Last Friday and next Friday are the nearest ones; this Friday is of this week, or the coming one."""
    assert named.weekday is not None
    event = told.event("day")
    from_event = named.which in ("following", "previous", "that") or told.narrative
    now, anchor = (event.latest, "event") if from_event and event else (told.published, "published")
    if now is None:
        return Resolution(None, "day", "event" if from_event else "published")
    if named.which in ("last", "previous"):
        day = weekday_on_or_before(named.weekday, now - ONE_DAY)
    elif named.which in ("next", "following"):
        day = weekday_on_or_after(named.weekday, now + ONE_DAY)
    elif named.which == "that":
        day = weekday_on_or_after(named.weekday, now)
    else:
        day = _this_weekday(named.weekday, now, tense_of())
    return Resolution(day_of(day), "day", anchor, 0.97 if abs((day - now).days) < 7 else 0.9)


def _this_weekday(weekday: int, now: date, tense: Tense) -> date:
    day = week_of(now).earliest + timedelta(days=weekday)
    if tense.way > 0 and day < now:
        return day + timedelta(days=7)
    return day - timedelta(days=7) if tense.way < 0 and not tense.report and day > now else day


def named_month(named: Named, told: Told) -> Resolution:
    """Last May and next May are the nearest ones outside this month; this May is the nearest of all."""
    assert named.month is not None
    event = told.event("month")
    from_event = named.which in ("following", "previous", "that") or told.narrative
    now, anchor = (event.latest, "event") if from_event and event else (told.published, "published")
    if now is None:
        return Resolution(None, "month", "event" if from_event else "published")
    months = months_around(now, named.month)
    if named.which in ("last", "previous"):
        interval = [month for month in months if month.latest < now.replace(day=1)][-1]
    elif named.which in ("next", "following"):
        interval = next(month for month in months if month.earliest > month_of(now.year, now.month).latest)
    else:
        interval = min(months, key=lambda month: abs((month.earliest - now.replace(day=1)).days))
    return Resolution(interval, "month", anchor, 0.97)
