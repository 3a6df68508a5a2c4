"""Calendar arithmetic and EDTF."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.calendar import (
    Interval,
    century_of,
    easter_of,
    format_edtf,
    shifted,
    unit_after,
    unit_of,
    weekday_on_or_after,
    weekday_on_or_before,
)
from kb.edtf import read_edtf

DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


@pytest.mark.parametrize(
    ("earliest", "latest", "text"),
    [
        ("2020-01-01", "2020-12-31", "2020"),
        ("2020-02-01", "2020-02-29", "2020-02"),
        ("2020-02-01", "2020-02-28", "2020-02-01/2020-02-28"),
        ("2016-01-01", "2020-12-31", "2016/2020"),
        ("2020-01-01", "2020-03-31", "2020-01/2020-03"),
        ("2020-01-27", "2020-02-02", "2020-01-27/2020-02-02"),
        ("2020-02-03", "2020-02-03", "2020-02-03"),
    ],
)
def test_format_edtf_is_as_short_as_can_be(earliest: str, latest: str, text: str) -> None:
    assert format_edtf(date.fromisoformat(earliest), date.fromisoformat(latest)) == text


def test_format_edtf_refuses_an_interval_that_ends_before_it_begins() -> None:
    with pytest.raises(ValueError, match="swap its ends"):
        format_edtf(date(2020, 2, 3), date(2020, 2, 2))


@given(DAYS, DAYS)
def test_format_edtf_is_read_as_the_same_days(one: date, other: date) -> None:
    interval = Interval(min(one, other), max(one, other))
    read = read_edtf(format_edtf(*interval))
    assert (read.earliest, read.latest) == interval
    assert str(interval) == format_edtf(*interval)


@pytest.mark.parametrize(
    ("unit", "day", "edtf"),
    [
        ("day", "2020-02-03", "2020-02-03"),
        ("week", "2020-02-02", "2020-01-27/2020-02-02"),
        ("weekend", "2020-02-03", "2020-02-08/2020-02-09"),
        ("month", "2020-02-03", "2020-02"),
        ("quarter", "2020-05-31", "2020-04/2020-06"),
        ("half", "2020-07-01", "2020-07/2020-12"),
        ("year", "2020-07-01", "2020"),
        ("decade", "2020-07-01", "2020/2029"),
        ("decade", "0005-07-01", "0001/0009"),
        ("century", "2000-12-31", "1901/2000"),
    ],
)
def test_unit_of_a_day(unit: str, day: str, edtf: str) -> None:
    assert str(unit_of(unit, date.fromisoformat(day))) == edtf


@pytest.mark.parametrize(
    ("unit", "count", "day", "edtf"),
    [
        ("week", -1, "2020-02-03", "2020-01-27/2020-02-02"),
        ("month", 1, "2020-01-31", "2020-02"),
        ("month", -13, "2020-01-31", "2018-12"),
        ("quarter", -1, "2020-02-03", "2019-10/2019-12"),
        ("year", -20, "2024-07-27", "2004"),
        ("decade", 1, "2024-07-27", "2030/2039"),
    ],
)
def test_unit_after_a_day(unit: str, count: int, day: str, edtf: str) -> None:
    assert str(unit_after(unit, count, date.fromisoformat(day))) == edtf


@pytest.mark.parametrize(("unit", "count"), [("year", 8000), ("day", 10**7), ("century", -30), ("month", -(10**6))])
def test_shifted_out_of_the_calendar_is_an_overflow(unit: str, count: int) -> None:
    with pytest.raises(OverflowError):
        shifted(date(2020, 2, 3), unit, count)


@given(DAYS.filter(lambda day: 10 < day.year < 9990), st.integers(0, 6))
def test_nearest_weekdays_lie_within_a_week(day: date, weekday: int) -> None:
    before, after = weekday_on_or_before(weekday, day), weekday_on_or_after(weekday, day)
    assert before.weekday() == after.weekday() == weekday
    assert before <= day <= after
    assert (after - before).days in (0, 7)


def test_century_begins_with_its_year_one() -> None:
    assert str(century_of(19)) == "1801/1900"


@pytest.mark.parametrize("day", ["1818-03-22", "1943-04-25", "2000-04-23", "2019-04-21", "2025-04-20", "2038-04-25"])
def test_easter_of_a_year(day: str) -> None:
    assert easter_of(int(day[:4])) == date.fromisoformat(day)
