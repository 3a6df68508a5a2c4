"""Posts over time as bars."""

from __future__ import annotations

from datetime import date

from kb.pictures.tenures import Term, lay_out_tenures


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
