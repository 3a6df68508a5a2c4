"""Marks in lanes: none covers another, and none is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.pictures.mark_labels import GAP, SPARE, label_marks, width_of
from kb.pictures.time_scale import period_of
from kb.pictures.timeline import MARK, MOST_APART, Moment, lay_out_timeline, set_apart

DAYS = st.dates(date(2015, 1, 1), date(2021, 1, 1))
MOMENTS = st.lists(st.tuples(st.sampled_from("ab"), DAYS, st.integers(0, 400)), min_size=1, max_size=60)


@given(MOMENTS)
def test_timeline_covers_no_mark_and_loses_none(drawn: list[tuple[str, date, int]]) -> None:
    moments = [Moment(lane, day, day + timedelta(days), number) for number, (lane, day, days) in enumerate(drawn)]
    period = period_of([(moment.first, moment.last) for moment in moments])
    assert period
    picture = lay_out_timeline(moments, "ab", period, rows=2)
    shown = [mark.what for mark in picture.marks] + [each.what for fold in picture.folded for each in fold.moments]
    assert sorted(shown) == list(range(len(drawn)))
    boxes = [
        (mark.y, *(mark.stretch or (mark.x - MARK / 2, mark.x + MARK / 2)))
        for mark in sorted(picture.marks, key=lambda mark: mark.x)
    ]
    for y, begin, end in boxes:
        assert picture.left - MARK <= begin and end <= picture.width
        assert all(
            end <= other + 0.2 or other_end <= begin + 0.2
            for row, other, other_end in boxes
            if row == y and (other, other_end) != (begin, end)
        )
    lanes = {lane.name: lane for lane in picture.lanes}
    for mark in picture.marks:
        lane = lanes[moments[mark.what].lane]
        assert lane.top < mark.y < lane.top + lane.height


def test_timeline_draws_a_date_as_wide_as_it_is_known() -> None:
    day, year = (
        Moment("a", date(2020, 3, 1), date(2020, 3, 1), "day"),
        Moment("a", date(2020, 1, 1), date(2020, 12, 31), "year"),
    )
    picture = lay_out_timeline([day, year], ["a"], (date(2019, 7, 1), date(2021, 7, 1)), today=date(2021, 1, 1))
    by_what = {mark.what: mark for mark in picture.marks}
    assert by_what["day"].stretch is None
    begin, end = by_what["year"].stretch or (0, 0)
    assert end - begin > 300
    assert by_what["day"].y != by_what["year"].y
    assert picture.today and picture.today > by_what["day"].x


def test_timeline_says_how_many_found_no_room() -> None:
    crowd = [Moment("a", date(2020, 3, 1), date(2020, 3, 1), number) for number in range(9)]
    picture = lay_out_timeline(crowd, ["a"], (date(2020, 1, 1), date(2020, 12, 31)), rows=3)
    assert len(picture.marks) == 3
    assert [fold.number for fold in picture.folded] == [6]
    assert picture.today is None


@given(MOMENTS)
def test_timeline_labels_cover_no_mark_and_no_other_label(drawn: list[tuple[str, date, int]]) -> None:
    moments = [Moment(lane, day, day + timedelta(days), number) for number, (lane, day, days) in enumerate(drawn)]
    period = period_of([(moment.first, moment.last) for moment in moments])
    assert period
    plain = lay_out_timeline(moments, "ab", period, rows=3, room=100)
    picture = label_marks(plain, lambda number: ["wang yi", "lim jock hoi", "retno marsudi"][: number % 4])
    for mark in picture.marks:
        if not mark.label:
            continue
        length = width_of(mark.label.words)
        begin = mark.label.x - (length if mark.label.anchor == "end" else 0)
        assert picture.left <= begin and begin + length <= picture.width
        row = [other for other in picture.marks if other.y == mark.y and other is not mark]
        assert all(other.end <= begin or other.begin >= begin + length for other in row)
        assert all(abs(fold.x - begin - length / 2) >= length / 2 for fold in picture.folded if fold.y == mark.y)


def test_timeline_labels_say_how_many_names_found_no_room() -> None:
    days = [date(2020, 1, 1), date(2020, 5, 1), date(2020, 6, 1), date(2020, 12, 1)]
    line = lay_out_timeline([Moment("a", day, day, day.month) for day in days], ["a"], (days[0], days[-1]), rows=1)
    words = {mark.what: mark.label for mark in label_marks(line, lambda _: ["Wang Yi", "Retno Marsudi"]).marks}
    assert words[1] and words[1].words == "Wang Yi, Retno Marsudi" and words[1].anchor == "start"
    assert words[5] and words[5].words in ("Wang Yi +1", "Wang Yi, Retno Marsudi")
    assert words[12] is None or words[12].anchor == "end"
    assert all(label is None or label.x >= GAP for label in words.values())


def _on(*years: int) -> list[Moment]:
    return [Moment("a", date(year, 5, 1), date(year, 5, 1), year) for year in years]


@pytest.mark.parametrize(
    ("far", "apart"),
    [
        ([1964], [1964]),
        ([1964, 1965], [1964, 1965]),
        ([2090], [2090]),
        ([2011], []),  # not so far
        ([1964, 1965, 1966], []),  # more than one in twenty
        ([1964, 2070], []),  # no stretch is half of the whole
    ],
)
def test_timeline_sets_apart_the_few_that_would_squeeze_the_others(far: list[int], apart: list[int]) -> None:
    drawn, left = set_apart(_on(*far, *[2016 + number % 10 for number in range(40)]))
    assert [moment.what for moment in left] == apart
    assert len(drawn) + len(left) == 40 + len(far)


def test_timeline_of_few_or_long_ones_sets_nothing_apart() -> None:
    assert set_apart(_on(1964, 2016, 2017))[1] == []
    many = _on(*[2016] * 100)
    assert len(set_apart([*_on(*[1964] * MOST_APART), *many])[1]) == MOST_APART
    assert set_apart([*_on(*[1964] * (MOST_APART + 1)), *many])[1] == []
    # what lasts until the others begin leaves no empty stretch
    assert set_apart([Moment("a", date(1964, 1, 1), date(2016, 1, 1), 0), *many])[1] == []


def test_timeline_labels_leave_room_at_the_end_for_wider_letters() -> None:
    """'Phumtham Wechayachai' was cut by the picture's edge where the letters of the system are wide."""
    last = Moment("a", date(2020, 12, 1), date(2020, 12, 1), 0)
    for first in range(1, 12):
        drawn = lay_out_timeline([last], ["a"], (date(2019 - first, 1, 1), date(2021, 12, 31)))
        (mark,) = label_marks(drawn, lambda _: ["Phumtham Wechayachai"]).marks
        assert mark.label
        if mark.label.anchor == "start":
            assert mark.label.x + width_of(mark.label.words) <= drawn.width - SPARE


@pytest.mark.parametrize(
    ("words", "measured"),
    [
        ("Xi Jinping", 51.3), ("Sergei Lavrov", 75.2), ("Sergey Shoigu", 79.4), ("Vladimir Putin +2", 96.5),
        ("Phumtham Wechayach…", 137.4), ("Mahathir Mohamad", 106.3), ("ASEAN, Cambodia", 99.8),
    ],
)  # fmt: skip
def test_timeline_labels_are_reckoned_as_wide_as_a_wide_font_has_them(words: str, measured: float) -> None:
    """Measured in Chromium, in DejaVu Sans of 11 units."""
    assert 0.98 * measured <= width_of(words) <= 1.2 * measured
