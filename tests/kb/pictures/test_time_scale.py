"""Days along a line."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from kb.pictures.time_scale import TimeScale, period_of


def test_time_scale_gives_each_day_its_own_width() -> None:
    scale = TimeScale(date(2020, 1, 1), date(2020, 1, 10), 0, 100)
    assert scale.begin(date(2020, 1, 1)) == 0
    assert scale.end(date(2020, 1, 10)) == 100
    assert scale.middle(date(2020, 1, 3), date(2020, 1, 3)) == 25
    assert scale.begin(date(1990, 1, 1)) == 0 and scale.end(date(2030, 1, 1)) == 100


@pytest.mark.parametrize(
    ("first", "last", "ticks"),
    [
        ("2020-02-03", "2020-02-06", ["2020-02-03", "2020-02-04", "2020-02-05", "2020-02-06"]),
        ("2020-02-04", "2020-03-20", ["2020-02-10", "2020-02-17", "2020-02-24", "2020-03-02", "2020-03-09"]),
        ("2019-12-15", "2020-06-20", ["2020-01-01", "2020-02-01", "2020-03-01", "2020-04-01", "2020-05-01"]),
        ("2012-05-01", "2020-06-20", ["2013-01-01", "2014-01-01", "2015-01-01", "2016-01-01"]),
    ],
)
def test_time_scale_writes_round_days_that_have_room(first: str, last: str, ticks: list[str]) -> None:
    scale = TimeScale(date.fromisoformat(first), date.fromisoformat(last), 0, 800)
    written = scale.ticks()
    assert [tick.day.isoformat() for tick in written][: len(ticks)] == ticks
    assert all(after.x - before.x >= 55 for before, after in itertools.pairwise(written))
    assert len(written) <= 12


def test_time_scale_period_has_room_and_ignores_open_ends() -> None:
    assert period_of([]) is None
    assert period_of([(date.min, date.max)]) is None
    first, last = period_of([(date(2020, 1, 1), date.max), (date(2020, 1, 5), date(2020, 1, 5))]) or (None, None)
    assert first and last and first < date(2020, 1, 1) and last > date(2020, 1, 5)
    assert (last - first).days >= 88
