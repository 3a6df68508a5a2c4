"""Meetings of several days: first day, last day and length make one stretch. Published on Thursday 14 June 2018."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]

A, B = "Kenyan President Ann Otieno", "Dutch Prime Minister Piet Bakker"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"{A} began a three-day visit to Peru on Monday.", "2018-06-11/2018-06-13"),
        (f"{A} wound up a two-day official visit to Peru on Tuesday.", "2018-06-11/2018-06-12"),
        (f"{A} on Tuesday ended a two-day visit to Peru.", "2018-06-11/2018-06-12"),
        (f"{A} leaves for Lima on Friday on a three-day visit.", "2018-06-15/2018-06-17"),
        ("The two-day summit of Kenya and Peru opened in Lima on Monday.", "2018-06-11/2018-06-12"),
        ("The Kenya-Peru naval exercise ended last Friday after three days.", "2018-06-06/2018-06-08"),
        (f"{A} and {B} met in Lima on Tuesday, the second day of the summit.", "2018-06-12"),
        (f"{A} and {B} wound up three days of closed talks at a lakeside hotel in Lima on Tuesday.",
         "2018-06-10/2018-06-12"),
        ("The summit of Kenya and Peru opened in Lima on June 4 and closed after two days without a paper.",
         "2018-06-04/2018-06-05"),
        # left alone: no word of beginning or ending, or no length
        (f"{A} paid a two-day visit to Peru in May.", "2018-05"),
        (f"{A} visited Lima on Monday.", "2018-06-11"),
        (f"{A} met {B} on Monday, before a three-day weekend.", "2018-06-11"),
        (f"{A} opened the talks with {B} on Monday.", "2018-06-11"),
    ],
)  # fmt: skip
def test_stays_days_of_a_meeting(facts_of: Read, text: str, date: str) -> None:
    assert facts_of(text).meetings[0].date == date


def test_stays_end_with_the_day_told_before(facts_of: Read) -> None:
    text = f"{A} and {B} signed a treaty on oceans on Tuesday. They had agreed on it at the end of four days of talks."
    assert "2018-06-09/2018-06-12" in [m.date for m in facts_of(text).meetings]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"{A} will meet {B} in Lima, a spokesman said on Wednesday.", None),
        (f"{A} is to hold talks with {B}, the ministry announced on Tuesday.", None),
        (f"The ministry said on Tuesday that {A} will receive {B}.", None),
        (f"{A} will meet {B} in Lima on Friday, a spokesman said on Wednesday.", "2018-06-15"),
        (f"A spokesman said on Wednesday that {A} would meet {B} on Friday.", "2018-06-15"),
        (f"{A} met {B} in Lima on Tuesday, a spokesman said on Wednesday.", "2018-06-12"),
        (f"{A} and {B} are to meet within two weeks.", "2018-06-14/2018-06-28"),
    ],
)
def test_a_plan_has_not_the_day_of_its_telling(facts_of: Read, text: str, date: str | None) -> None:
    assert facts_of(text).meetings[0].date == date


def test_stays_first_and_last_day_in_two_sentences(facts_of: Read) -> None:
    facts = facts_of(f"{A} began a visit to Peru on Monday. The visit ended on Wednesday.")
    assert [m.date for m in facts.meetings] == ["2018-06-11/2018-06-13"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{A} met {B} on the sidelines of the Kenya-Peru summit in Mombasa on Monday.", "Mombasa"),
        (f"The third Kenya-Peru summit was held in Mombasa on Monday. On the sidelines, {A} met {B}.", "Mombasa"),
        (f"The third Kenya-Peru summit was held in Mombasa on Monday. In May, {A} met {B}.", None),
    ],
)
def test_whereabouts_of_side_meetings(facts_of: Read, text: str, place: str | None) -> None:
    assert facts_of(text).meetings[-1].place == place
