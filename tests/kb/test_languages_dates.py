"""Dates and numbers in each language."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import translation

from kb.counts import counted, grouped
from kb.date_words import say_day
from kb.edtf_display import display_edtf
from kb.templatetags.pictures import time_span
from kb.templatetags.records import percent

DATES = [
    ("2022-02-03", "3 tháng 2, 2022", "3 февраля 2022 г."),
    ("2022-02", "tháng 2, 2022", "февраль 2022 г."),
    ("2022", "2022", "2022 г."),
    ("2020-11-09/2020-11-15", "9–15 tháng 11, 2020", "9–15 ноября 2020 г."),
    ("2020-09-28/2020-10-03", "28 tháng 9 – 3 tháng 10, 2020", "28 сентября – 3 октября 2020 г."),
    ("2020-12-28/2021-01-03", "28 tháng 12, 2020 – 3 tháng 1, 2021", "28 декабря 2020 г. – 3 января 2021 г."),
    ("2020-01/2020-03", "tháng 1 – tháng 3, 2020", "январь–март 2020 г."),
    ("2016/2020", "2016–2020", "2016–2020 гг."),
    ("2016/2020-03", "2016 – tháng 3, 2020", "2016 г. – март 2020 г."),
    ("2016/..", "từ 2016", "с 2016 г."),
    ("2020-05/..", "từ tháng 5, 2020", "с мая 2020 г."),
    ("../2020-03", "đến tháng 3, 2020", "до марта 2020 г."),
    ("2020-03-01/..", "từ 1 tháng 3, 2020", "с 1 марта 2020 г."),
    ("2020-02~", "khoảng tháng 2, 2020", "около февраля 2020 г."),
    ("2020-02?", "tháng 2, 2020 (chưa chắc)", "февраль 2020 г. (не точно)"),
    ("2020-21", "mùa xuân 2020", "весна 2020 г."),
    ("2020-22/..", "từ mùa hè 2020", "с лета 2020 г."),
    ("2020-36", "quý IV/2020", "IV квартал 2020 г."),
    ("201X", "thập niên 2010", "2010-е гг."),
    ("", "không rõ ngày", "дата неизвестна"),
]
SHORT = [
    ("2022-02-03", "3/2/2022", "03.02.2022"),
    ("2022-02", "thg 2/2022", "февр. 2022"),
    ("2020-11-09/2020-11-15", "9–15/11/2020", "9–15.11.2020"),
    ("2020-11-09/2020-12-01", "9/11–1/12/2020", "09.11–01.12.2020"),
]


@pytest.mark.parametrize(("edtf", "vietnamese", "russian"), DATES)
def test_languages_dates_say_what_is_known(edtf: str, vietnamese: str, russian: str) -> None:
    with translation.override("vi"):
        assert display_edtf(edtf) == vietnamese
    with translation.override("ru"):
        assert display_edtf(edtf) == russian


@pytest.mark.parametrize(("edtf", "vietnamese", "russian"), SHORT)
def test_languages_dates_are_short_where_room_is(edtf: str, vietnamese: str, russian: str) -> None:
    with translation.override("vi"):
        assert display_edtf(edtf, short=True) == vietnamese
    with translation.override("ru"):
        assert display_edtf(edtf, short=True) == russian


@pytest.mark.parametrize(
    ("pattern", "english", "vietnamese", "russian"),
    [
        ("j F Y, H:i", "3 February 2022, 09:05", "09:05, 3 tháng 2, 2022", "3 февраля 2022 г., 09:05"),
        ("F, l", "February, Thursday", "tháng 2, thứ Năm", "февраля, четверг"),
        ("M Y", "Feb 2022", "thg 2/2022", "февр. 2022"),
        ("D", "Thu", "T5", "чт"),
        ("Y", "2022", "2022", "2022"),
    ],
)
def test_languages_dates_follow_the_pattern_of_each(pattern: str, english: str, vietnamese: str, russian: str) -> None:
    for language, words in (("en-gb", english), ("vi", vietnamese), ("ru", russian)):
        with translation.override(language):
            assert say_day(datetime(2022, 2, 3, 9, 5), pattern) == words


def test_languages_dates_refuse_a_pattern_that_nobody_translated() -> None:
    with pytest.raises(KeyError):
        say_day(date(2022, 2, 3), "Y-m")


@pytest.mark.parametrize(
    ("number", "english", "vietnamese", "russian"),
    [
        (1, "1 meeting", "1 cuộc gặp", "1 встреча"),
        (3, "3 meetings", "3 cuộc gặp", "3 встречи"),
        (11, "11 meetings", "11 cuộc gặp", "11 встреч"),
        (21, "21 meetings", "21 cuộc gặp", "21 встреча"),
        (1204, "1,204 meetings", "1.204 cuộc gặp", "1\xa0204 встречи"),
    ],
)
def test_languages_count_in_their_own_forms(number: int, english: str, vietnamese: str, russian: str) -> None:
    for language, words in (("en-gb", english), ("vi", vietnamese), ("ru", russian)):
        with translation.override(language):
            assert counted(number, "meeting") == words
            assert words.startswith(grouped(number))


def test_languages_write_shares_and_stretches_of_time() -> None:
    said = {}
    for language in ("en-gb", "vi", "ru"):
        with translation.override(language):
            said[language] = (percent(0.834), time_span(1200), time_span(93), time_span(12))
    assert said == {
        "en-gb": ("83%", "3 years", "3 months", "12 days"),
        "vi": ("83%", "3 năm", "3 tháng", "12 ngày"),
        "ru": ("83\xa0%", "3 года", "3 месяца", "12 дней"),
    }
