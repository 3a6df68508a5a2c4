"""Marks in lanes: none covers another, and none is lost."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kb.pictures.mark_labels import GAP, LETTER, label_marks
from kb.pictures.time_scale import period_of
from kb.pictures.timeline import MARK, Moment, lay_out_timeline

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
        length = len(mark.label.words) * LETTER
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
