"""The filtered meetings in a calendar: a month with titles, or a year with numbers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Length

from kb.edtf_display import datetime_attribute
from kb.models import Meeting
from kb.pictures.calendar import Month, Occasion, lay_out_month, month_bounds

_SHOW = re.compile(r"(1[89]\d\d|20\d\d|21\d\d)(?:-(0[1-9]|1[0-2]))?")


def calendar_of(meetings: QuerySet[Any], show: str, today: date) -> dict[str, Any]:
    """The month or year that the address asks for; else the month of the meeting nearest to today."""
    asked = _SHOW.fullmatch(show)
    if not asked:
        near = _nearest(meetings, today)
        year, month = near.year, near.month
    else:
        year, month = int(asked[1]), int(asked[2] or 0)
    return _year(meetings, year) if not month else _month(meetings, year, month)


def _nearest(meetings: QuerySet[Any], today: date) -> date:
    """The day of the latest meeting up to today, else of the first after it, else today."""
    # of a day or of several: a month or a year alone would lead to its first month
    exact = meetings.annotate(told=Length("date_edtf")).filter(told__gte=len("2020-02-03"))
    exact = exact.filter(date_earliest__gte=date(1800, 1, 1), date_earliest__lte=date(2199, 12, 31))
    before = exact.filter(date_earliest__lte=today).order_by("-date_earliest").values_list("date_earliest", flat=True)
    after = exact.filter(date_earliest__gt=today).order_by("date_earliest").values_list("date_earliest", flat=True)
    return before.first() or after.first() or today


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
