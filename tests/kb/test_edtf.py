"""Tests of kb.edtf."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.edtf import EdtfError, read_edtf


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2020-02-03", (2020, 2, 3), (2020, 2, 3)),
        ("2020-02", (2020, 2, 1), (2020, 2, 29)),
        ("2019-02", (2019, 2, 1), (2019, 2, 28)),
        ("2020", (2020, 1, 1), (2020, 12, 31)),
        ("2016/2020", (2016, 1, 1), (2020, 12, 31)),
        ("2020-02-02/2020-02-04", (2020, 2, 2), (2020, 2, 4)),
        ("2020-12/2021", (2020, 12, 1), (2021, 12, 31)),
        ("2020-02~", (2020, 2, 1), (2020, 2, 29)),
        ("2020?/2021%", (2020, 1, 1), (2021, 12, 31)),
        ("201X", (2010, 1, 1), (2019, 12, 31)),
        ("20XX", (2000, 1, 1), (2099, 12, 31)),
        ("2020-XX", (2020, 1, 1), (2020, 12, 31)),
        ("2020-02-XX", (2020, 2, 1), (2020, 2, 29)),
        ("2016/..", (2016, 1, 1), (9999, 12, 31)),
        ("../2020-05", (1, 1, 1), (2020, 5, 31)),
        ("2016/", (2016, 1, 1), (9999, 12, 31)),
        (" 2020 ", (2020, 1, 1), (2020, 12, 31)),
    ],
)
def test_edtf_spans_the_days_it_may_mean(
    text: str, earliest: tuple[int, int, int], latest: tuple[int, int, int]
) -> None:
    interval = read_edtf(text)
    assert (interval.earliest, interval.latest) == (date(*earliest), date(*latest))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no date in EDTF"),
        ("last week", "no date in EDTF"),
        ("3 February 2020", "no date in EDTF"),
        ("2020-2-3", "no date in EDTF"),
        ("20-02-03", "no date in EDTF"),
        ("٢٠٢٠", "no date in EDTF"),
        ("2020-13", "no day of the calendar"),
        ("2020-00", "no day of the calendar"),
        ("2019-02-29", "no day of the calendar"),
        ("0000", "no day of the calendar"),
        ("2021/2020", "ends before it begins"),
        ("../..", "two open ends"),
        ("/", "two open ends"),
        ("2020/2021/2022", "no date in EDTF"),
        ("2020-02-03T10:00", "no date in EDTF"),
    ],
)
def test_edtf_refuses_with_the_text_and_the_reason(text: str, why: str) -> None:
    with pytest.raises(EdtfError, match=why) as error:
        read_edtf(text)
    assert repr(text) in str(error.value)


@given(st.dates(), st.dates())
def test_edtf_reads_every_interval_of_days(one: date, other: date) -> None:
    first, last = sorted((one, other))
    interval = read_edtf(f"{first.isoformat()}/{last.isoformat()}")
    assert (interval.earliest, interval.latest) == (first, last)


@given(st.text(alphabet="0123456789X-/.?~% ", max_size=22))
def test_edtf_gives_an_interval_in_order_or_its_own_error(text: str) -> None:
    try:
        interval = read_edtf(text)
    except EdtfError:
        return
    assert interval.earliest <= interval.latest
