"""Dates in words."""

import pytest

from kb.edtf_display import datetime_attribute, display_edtf


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2020-02-03", "3 February 2020"),
        ("2020-02", "February 2020"),
        ("2020", "2020"),
        ("2020-11-09/2020-11-15", "9–15 November 2020"),
        ("2020-09-28/2020-10-03", "28 September – 3 October 2020"),
        ("2020-12-28/2021-01-03", "28 December 2020 – 3 January 2021"),
        ("2020-01/2020-03", "January–March 2020"),
        ("2020-11/2021-01", "November 2020 – January 2021"),
        ("2016/2020", "2016–2020"),
        ("2016/2020-03", "2016 – March 2020"),
        ("2020-02-03/2020-02-03", "3 February 2020"),
        ("2016/..", "since 2016"),
        ("../2020-03", "until March 2020"),
        ("/2020", "until 2020"),
        ("2020~", "about 2020"),
        ("2020-02?", "February 2020 (uncertain)"),
        ("2020%", "about 2020 (uncertain)"),
        ("2020-21", "spring 2020"),
        ("2020-33", "first quarter 2020"),
        ("2020-21/2020-23", "spring 2020 – autumn 2020"),
        ("201X", "2010s"),
        ("", "date unknown"),
        ("../..", "date unknown"),
    ],
)
def test_edtf_display_says_no_more_than_is_known(edtf: str, words: str) -> None:
    assert display_edtf(edtf) == words


@pytest.mark.parametrize("edtf", ["2020-02-30", "2020-13", "0000", "next week", "2020/soon", "2020-02-30/..", "<b>"])
def test_edtf_display_gives_back_what_it_cannot_read(edtf: str) -> None:
    assert display_edtf(edtf) == edtf


@pytest.mark.parametrize(
    ("edtf", "words"), [("2020-02-03", "3 Feb 2020"), ("2020-11-09/2020-12-01", "9 Nov – 1 Dec 2020")]
)
def test_edtf_display_abbreviates_months(edtf: str, words: str) -> None:
    assert display_edtf(edtf, short=True) == words


@pytest.mark.parametrize(
    ("edtf", "attribute"),
    [
        ("2020-02-03", "2020-02-03"),
        ("2020-02", "2020-02"),
        ("2020", "2020"),
        ("2016/2020", ""),
        ("2020-21", ""),
        ("2020~", ""),
        ("", ""),
    ],
)
def test_edtf_display_gives_html_only_dates_that_html_knows(edtf: str, attribute: str) -> None:
    assert datetime_attribute(edtf) == attribute
