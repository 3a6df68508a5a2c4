"""Months: weeks from Monday on, occasions on all of their days, the rest beneath."""

from __future__ import annotations

from datetime import date

from kb.pictures.calendar import Occasion, lay_out_month


def test_calendar_has_whole_weeks_from_monday_on() -> None:
    month = lay_out_month(2020, 2, [])
    assert next(week[0].day for week in month.weeks) == date(2020, 1, 27)
    assert all(week[0].day.weekday() == 0 and len(week) == 7 for week in month.weeks)
    assert sum(day.inside for week in month.weeks for day in week) == 29
    assert month.number == 0


def test_calendar_shows_an_occasion_on_each_of_its_days_and_begins_it_once() -> None:
    stay = Occasion(date(2020, 1, 30), date(2020, 2, 2), True, "stay")
    talks = Occasion(date(2020, 2, 2), date(2020, 2, 2), True, "talks")
    vague = Occasion(date(2020, 2, 1), date(2020, 2, 29), False, "vague")
    long = Occasion(date(2020, 1, 1), date(2020, 12, 31), True, "year of culture")
    elsewhere = Occasion(date(2020, 3, 1), date(2020, 3, 1), True, "elsewhere")
    month = lay_out_month(2020, 2, [stay, talks, vague, long, elsewhere])
    shown = {day.day: [(each.what, each.begins) for each in day.entries] for week in month.weeks for day in week}
    assert shown[date(2020, 2, 1)] == [("stay", True)]
    assert shown[date(2020, 2, 2)] == [("stay", False), ("talks", True)]
    assert shown[date(2020, 1, 30)] == [] and shown[date(2020, 3, 1)] == []
    assert month.loose == ("year of culture", "vague")
    assert month.number == 2
