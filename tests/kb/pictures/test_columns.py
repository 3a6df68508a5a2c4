"""Columns over time, and a year at a glance."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.pictures.columns import lay_out_columns, stretches
from kb.pictures.weeks import CELL, lay_out_year


@pytest.mark.parametrize(
    ("first", "last", "months", "number"),
    [
        ("2020-01-15", "2020-03-01", 1, 3),
        ("2018-11-01", "2020-03-01", 1, 17),
        ("2016-02-01", "2020-03-01", 3, 17),
        ("2000-05-01", "2020-03-01", 12, 21),
        ("1950-05-01", "2020-03-01", 60, 15),
    ],
)
def test_columns_period_is_cut_into_whole_stretches(first: str, last: str, months: int, number: int) -> None:
    step, parts = stretches(date.fromisoformat(first), date.fromisoformat(last))
    assert (step, len(parts)) == (months, number)
    assert parts[0][0] <= date.fromisoformat(first) and date.fromisoformat(last) <= parts[-1][1]
    assert all(before[1] + timedelta(1) == after[0] for before, after in itertools.pairwise(parts))


DAYS = st.lists(st.dates(date(1990, 1, 1), date(2030, 1, 1)), min_size=1, max_size=40)


@given(DAYS, DAYS)
def test_columns_count_every_day_once_and_stand_on_the_line(one: list[date], other: list[date]) -> None:
    picture = lay_out_columns([one, other], (min(one + other), max(one + other)))
    assert sum(column.number for column in picture.columns) == len(one) + len(other)
    assert sum(sum(stretch.numbers) for stretch in picture.stretches) == len(one) + len(other)
    assert all(column.y + column.height == pytest.approx(picture.foot) for column in picture.columns)
    assert all(column.x >= 0 and column.x + column.width <= picture.width for column in picture.columns)
    assert max(column.number for column in picture.columns) == picture.most


def test_columns_begin_and_end_with_a_stretch_that_has_a_day() -> None:
    days = [date(2016, 1, 4), date(2018, 6, 1)]
    picture = lay_out_columns([days, []], (date(2015, 12, 20), date(2019, 2, 1)))
    assert [stretch.first for stretch in picture.stretches][:: len(picture.stretches) - 1] == [
        date(2016, 1, 1),
        date(2018, 4, 1),
    ]


def test_columns_year_ends_with_the_week_of_its_last_day() -> None:
    picture = lay_out_year({date(2020, 2, 3): 4, date(2019, 3, 1): 1, date(2015, 1, 1): 9}, date(2020, 2, 5))
    assert picture.last == date(2020, 2, 9) and picture.first == date(2019, 2, 4)
    assert [(dot.day, dot.number) for dot in picture.dots] == [(date(2019, 3, 1), 1), (date(2020, 2, 3), 4)]
    small, large = picture.dots
    assert large.radius > small.radius and large.radius <= CELL / 2
    assert large.x > small.x and small.y - large.y == 4 * CELL  # a Friday, a Monday
    assert all(picture.left <= dot.x <= picture.width for dot in picture.dots)
    (alone,) = lay_out_year({date(2020, 2, 3): 1}, date(2020, 2, 5)).dots
    assert alone.radius == small.radius  # one of four, or of one: a single meeting is a small dot
