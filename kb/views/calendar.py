"""The filtered meetings in a calendar: a month with titles, or a year with numbers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import Length

from kb.edtf_display import datetime_attribute
from kb.models import Meeting
from kb.pictures.calendar import Month, Occasion, lay_out_month, month_bounds

_SHOW = re.compile(r"(1[89]\d\d|20\d\d|21\d\d)(?:-(0[1-9]|1[0-2]))?")


def calendar_of(meetings: QuerySet[Any], show: str, today: date) -> dict[str, Any]:
    """The month or year that the address asks for; else the month of today, or the nearest that has a meeting."""
    asked = _SHOW.fullmatch(show)
    if not asked:
        near = _nearest(meetings, today)
        year, month = near.year, near.month
    else:
        year, month = int(asked[1]), int(asked[2] or 0)
    drawn = _year(meetings, year) if not month else _month(meetings, year, month)
    first, last = month_bounds(year, month) if month else (date(year, 1, 1), date(year, 12, 31))
    busy = _around(meetings, first, last)
    pattern = "%Y-%m" if month else "%Y"
    return drawn | {
        "today": today,
        "at_today": first <= today <= last,
        "show_today": f"{today:{pattern}}",
        "busy_before": busy["before"] and f"{busy['before']:{pattern}}",
        "busy_after": busy["after"] and f"{busy['after']:{pattern}}",
        "last_known": not busy["later"],
    }


def _around(meetings: QuerySet[Any], first: date, last: date) -> dict[str, Any]:
    """The last day with a meeting `before` a time, the first `after` it, and how many there are `within`.

    Of dates that name a day or several: a month or a year alone would lead to its first month. Those count only for
    `later`: how many meetings may take place after the time.
    """
    told = meetings.annotate(told=Length("date_edtf"))
    exact = Q(told__gte=len("2020-02-03"), date_earliest__gte=date(1800, 1, 1), date_latest__lte=date(2199, 12, 31))
    return told.aggregate(
        before=Max("date_latest", filter=exact & Q(date_latest__lt=first)),
        within=Count("pk", filter=exact & Q(date_earliest__lte=last, date_latest__gte=first)),
        after=Min("date_earliest", filter=exact & Q(date_earliest__gt=last)),
        later=Count("pk", filter=Q(date_latest__gt=last)),
    )


def _nearest(meetings: QuerySet[Any], today: date) -> date:
    """Today, where a meeting is in its month; else the nearest day with one, of two as near the one to come."""
    around = _around(meetings, *month_bounds(today.year, today.month))
    days = [day for day in (around["after"], around["before"]) if day]
    return today if around["within"] or not days else min(days, key=lambda day: abs(day - today))


def _month(meetings: QuerySet[Any], year: int, month: int) -> dict[str, Any]:
    first, last = month_bounds(year, month)
    touching = meetings.between(first, last).with_display().order_by("date_earliest", "pk")
    return {
        "month": lay_out_month(year, month, map(_occasion, touching)),
        "before": f"{first - timedelta(1):%Y-%m}",
        "after": f"{last + timedelta(1):%Y-%m}",
        "this_year": str(year),
    }


def _year(meetings: QuerySet[Any], year: int) -> dict[str, Any]:
    lite = meetings.between(date(year, 1, 1), date(year, 12, 31)).only("date_edtf", "date_earliest", "date_latest")
    occasions = [_occasion(meeting) for meeting in lite]
    months: list[Month] = [lay_out_month(year, month, occasions) for month in range(1, 13)]
    return {
        "year": date(year, 1, 1),
        "year_of_months": months,
        "before": str(year - 1),
        "after": str(year + 1),
        "year_number": len(lite),
        "loose_number": len({meeting.pk for month in months for meeting in month.loose}),
    }


def _occasion(meeting: Meeting) -> Occasion:
    """A meeting whose date names days is on all of them; one known by its month or year is some time in it."""
    ends = meeting.date_edtf.split("/")
    exact = all(len(datetime_attribute(end)) == len("2020-02-03") for end in ends)
    return Occasion(meeting.date_earliest, meeting.date_latest, exact, meeting)
