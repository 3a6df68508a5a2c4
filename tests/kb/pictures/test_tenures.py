"""Posts over time as bars."""

from __future__ import annotations

from datetime import date

from kb.pictures.tenures import HALF_A_DAY, Term, lay_out_tenures


def test_tenures_bars_stand_in_the_order_of_their_beginnings() -> None:
    late = Term("late", 1, seen=(date(2020, 1, 1), date(2021, 1, 1)))
    early = Term("early", 2, start=date(2015, 1, 1), end=date(2018, 1, 1), seen=(date(2016, 1, 1), date(2016, 1, 1)))
    undated = Term("undated", 3)
    chart = lay_out_tenures([late, undated, early], as_of=date(2017, 1, 1))
    assert chart and [bar.term.label for bar in chart.bars] == ["early", "late"]
    assert chart.undated == (undated,)
    first, second = chart.bars
    assert first.told and first.seen and second.seen and second.told is None
    assert first.told[0] < first.seen[0] < first.seen[1] < first.told[1] < second.seen[0]
    assert first.seen[1] - first.seen[0] >= 6  # a day can still be seen
    assert chart.as_of and first.told[0] < chart.as_of < first.told[1]


def test_tenures_without_any_date_make_no_picture() -> None:
    assert lay_out_tenures([Term("undated", 1)]) is None
    assert lay_out_tenures([]) is None


def test_tenures_days_are_written_whole_or_not_at_all() -> None:
    """Half of 'Jan 2021' was cut off at the left: the first term begins days before it."""
    terms = [
        Term("first", 1, seen=(date(2020, 12, 27), date(2020, 12, 27))),
        Term("second", 2, seen=(date(2023, 7, 11), date(2023, 11, 21))),
    ]
    chart = lay_out_tenures(terms)
    assert chart and chart.ticks[0].day == date(2021, 4, 1)
    assert all(HALF_A_DAY <= tick.x <= chart.width - HALF_A_DAY for tick in chart.ticks)
