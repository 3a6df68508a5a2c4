"""Sources that contradict each other stand side by side, each with its article, date and sentence."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from kb.citations import cite
from kb.decisions import decide
from kb.differing import MOST_QUOTED, Difference, differences
from kb.models import Initiative, Meeting
from tests.kb.rows import a_meeting, an_article, an_initiative, tells, value

pytestmark = pytest.mark.django_db
TEXT = "Hanoi (VNA) – They met in Hue on Monday. They spoke of trade."


def source(day: int) -> Article:
    return an_article(TEXT, published=date(2020, 2, day), agency="VNA", title=f"Article {day}")


def says(record: Meeting | Initiative, day: int, **fields: str) -> None:
    article = source(day)
    words = "They met in Hue on Monday."
    tells(article, record, words, **{name: value(article, said, "Hue") for name, said in fields.items()})


def found(record: Meeting | Initiative) -> list[Difference]:
    rows = record.evidence.visible().select_related("article").order_by("article__published")
    return differences(record, cite(record, rows, []))


def sides(difference: Difference) -> list[tuple[str, int]]:
    return [(side.shown, side.articles) for side in difference.sides]


def test_differences_put_the_shown_value_first_and_say_why() -> None:
    meeting = a_meeting(place="Hue")
    for day, place, edtf in ((3, "Hue", "2020-02-03"), (4, "Hanoi", "2020-02"), (5, "Hue", "2020-02-03")):
        says(meeting, day, place=place, date_edtf=edtf)
    [difference] = found(meeting)
    assert (difference.label, str(difference.because)) == ("Place", "more articles say so")
    assert sides(difference) == [("Hue", 2), ("Hanoi", 1)]


@pytest.mark.parametrize(
    "told",
    [
        [{"date_edtf": "2020-02"}, {"date_edtf": "2020-02-03"}],
        [{"kind": "other"}, {"kind": "talks"}],
        [{"name": "Summit"}, {"name": "ASEAN Summit"}],
        [{"place": "Hà Nội"}, {"place": "Ha Noi"}],
        [{"status": "planned"}, {"status": "held"}],
    ],
)
def test_differences_are_none_where_both_can_be_true(told: list[dict[str, str]]) -> None:
    meeting = a_meeting()
    for day, fields in enumerate(told, 3):
        says(meeting, day, **fields)
    assert found(meeting) == []


def test_differences_of_status_are_those_that_do_not_follow_each_other() -> None:
    meeting = a_meeting()
    for day, status in ((3, "planned"), (4, "held"), (4, "cancelled")):
        says(meeting, day, status=status)
    [difference] = found(meeting)
    assert {shown for shown, _ in sides(difference)} == {"Held", "Cancelled"}


def test_differences_set_an_editors_word_against_the_sources() -> None:
    initiative = an_initiative(day="2020-02-01")
    says(initiative, 3, date_edtf="2020-02-03")
    decide(initiative, ["date_edtf"], user=User.objects.create_user("anna"))
    [difference] = found(Initiative.objects.get())
    assert str(difference.because) == "an editor set it"
    assert sides(difference) == [("1 February 2020", 0), ("3 February 2020", 1)]


def test_differences_leave_out_what_was_rejected() -> None:
    meeting = a_meeting(place="Hue")
    says(meeting, 3, place="Hue")
    says(meeting, 4, place="Hanoi")
    meeting.evidence.filter(article__title="Article 4").update(review="rejected")
    assert found(meeting) == []


def test_differences_on_the_page_name_article_date_and_sentence(client: Client) -> None:
    meeting = a_meeting(place="Hue")
    for day in range(3, 3 + MOST_QUOTED + 2):
        says(meeting, day, place="Hue")
    says(meeting, 1, place="Hanoi")
    page = client.get(meeting.get_absolute_url()).content.decode()
    section = page[page.index('class="differences"') : page.index('class="evidence"')]
    words = " ".join(re.sub("<[^>]+>", " ", section).split())
    assert "Place Hue is shown: more articles say so" in words
    assert "Hanoi 1 article They met in Hue on Monday. VNA, 1 February 2020" in words
    assert "and 2 more articles, below" in words
    assert section.count("<blockquote") == MOST_QUOTED + 1


def test_differences_take_no_room_where_sources_agree(client: Client) -> None:
    meeting = a_meeting(place="Hue")
    says(meeting, 3, place="Hue")
    assert "differ" not in client.get(meeting.get_absolute_url()).content.decode()
