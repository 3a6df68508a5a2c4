"""How a status came about, as a function of what articles tell, and as the page shows it."""

from __future__ import annotations

import re
from datetime import date
from itertools import permutations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from kb.decisions import decide
from kb.models import Initiative, Meeting
from kb.status_steps import is_past, status_steps
from kb.values import STATUS, Told
from kb.values import decide as decide_value
from tests.kb.rows import a_meeting, an_article, an_initiative, tells, value

TEXT = "Hanoi (VNA) – They met in Hue on Monday. They spoke of trade."


def told(*words: str) -> list[Told]:
    """`planned 3`: an article of 3 February tells it; `planned ?`: one without a date."""
    votes = []
    for number, each in enumerate(words):
        status, day = each.split()
        published = None if day == "?" else date(2020, 2, int(day))
        votes.append(Told(status, number, published, 0.9))
    return votes


def in_short(votes: list[Told]) -> str:
    """The steps, each with its first day and what was told otherwise."""
    return " → ".join(
        f"{step.status} {step.since.day}" + "".join(f" ({vote.value} {vote.published.day})" for vote in step.beside)
        for step in status_steps(votes)
        if step.since
    )


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ([], ""),
        (["held 3"], "held 3"),
        (["planned 3", "postponed 10", "held 20"], "planned 3 → postponed 10 → held 20"),
        (["held 20", "planned 3", "postponed 10"], "planned 3 → postponed 10 → held 20"),
        (["planned 3", "planned 4", "held 20", "held 21"], "planned 3 → held 20"),
        (["planned 3", "postponed 10", "planned 12"], "planned 3 → postponed 10 → planned 12"),
        # announced again on the day on which it is held
        (["planned 3", "held 20", "planned 20", "held 20", "held 20"], "planned 3 → held 20"),
        # what excludes each other stays as a doubt, also when more follows
        (["planned 3", "cancelled 10", "held 10", "held 10"], "planned 3 → held 10 (cancelled 10)"),
        (["postponed 4", "held 4", "postponed 4", "held 9"], "held 4 (postponed 4) (postponed 4)"),
        (["cancelled 3", "held 20", "cancelled 20", "held 20"], "cancelled 3 → held 20 (cancelled 20)"),
        (["planned 20", "held 20"], "planned 20 → held 20"),
        # what came about is not undone by a later word of a plan, only by a stop
        (["planned 3", "held 10", "proposed 20"], "planned 3 → held 10 (proposed 20)"),
        (["held 10", "cancelled 20"], "held 10 → cancelled 20"),
        (["held 10", "held 11", "cancelled 20"], "held 10 (cancelled 20)"),
        (["signed 3", "ongoing 10", "signed 20", "planned 25"], "signed 3 → ongoing 10 (planned 25)"),
        (
            ["negotiating 3", "suspended 5", "signed 9", "suspended 12", "ongoing 15"],
            "negotiating 3 → suspended 5 → signed 9 → suspended 12 → ongoing 15",
        ),
        # nobody can say when it was told
        (["planned ?", "held 3"], "held 3"),
        (["planned ?"], ""),
    ],
)
def test_status_steps_follow_the_dates_of_articles(words: list[str], steps: str) -> None:
    assert in_short(told(*words)) == steps


def test_status_steps_are_the_same_in_any_order_and_end_in_the_status_of_the_record() -> None:
    votes = told("planned 3", "held 10", "cancelled 10", "planned 10", "held 12")
    expected = status_steps(votes)
    assert all(status_steps(order) == expected for order in permutations(votes))
    for known in range(1, len(votes) + 1):
        assert status_steps(votes[:known])[-1].status == decide_value(votes[:known], STATUS)


@pytest.mark.parametrize(
    ("words", "past"),
    [
        (["planned 3", "held 10"], ["planned 3"]),
        (["held 2", "planned 3", "held 4"], []),
        (["signed 2", "ongoing 3", "signed 4"], ["signed 2", "signed 4"]),
        (["planned 3", "held 10", "cancelled 10", "held 10"], ["planned 3"]),
        (["planned 3", "held 10", "planned 10", "held 10", "held 10"], ["planned 3", "planned 10"]),
        (["planned ?", "held 10"], []),
    ],
)
def test_status_steps_know_what_is_past(words: list[str], past: list[str]) -> None:
    votes = told(*words)
    steps = status_steps(votes)
    assert [word for word, vote in zip(words, votes, strict=True) if is_past(vote, steps)] == past


def says(record: Meeting | Initiative, status: str, day: int) -> None:
    article = an_article(TEXT, published=date(2020, 2, day), agency="VNA", title=f"Article {day}")
    tells(article, record, "They met in Hue on Monday.", status=value(article, status, "met"))


def words_of(client: Client, record: Meeting | Initiative) -> str:
    page = client.get(record.get_absolute_url()).content.decode()
    return " ".join(re.sub("<[^>]+>", " ", page).split())


@pytest.mark.django_db
def test_status_steps_on_the_page_name_article_and_sentence_and_contradict_nothing(client: Client) -> None:
    meeting = a_meeting()
    for status, day in (("planned", 3), ("planned", 4), ("postponed", 10), ("held", 20)):
        says(meeting, status, day)
    words = words_of(client, meeting)
    start = words.index("How its status changed")
    assert words[start:].startswith(
        "How its status changed"
        " Planned 3 February 2020 They met in Hue on Monday. VNA, 3 February 2020 1"
        " also told by 1 article VNA, 4 February 2020 2"
        " Postponed 10 February 2020 They met in Hue on Monday. VNA, 10 February 2020 3"
        " Held 20 February 2020 They met in Hue on Monday. VNA, 20 February 2020 4"
    )
    assert "Sources disagree" not in words
    assert "differ" not in words


@pytest.mark.django_db
def test_status_steps_say_beside_the_value_that_sources_disagree(client: Client) -> None:
    meeting = a_meeting(status="held", day="2020-02-05")
    for status, day in (("held", 6), ("held", 7), ("proposed", 20)):
        says(meeting, status, day)
    words = words_of(client, meeting)
    assert "Sources disagree: held (2) 1 2 , proposed (1) 3" in words
    assert "Held is shown: a later word of a plan does not undo what came about" in words
    assert "not reported held" not in words


@pytest.mark.django_db
def test_status_steps_never_call_unreported_what_a_source_reports(client: Client) -> None:
    meeting = a_meeting(status="planned", day="2020-02-05")
    says(meeting, "held", 6)
    decide(meeting, ["status"], user=User.objects.create_user("anna"))
    words = words_of(client, meeting)
    assert "Sources say otherwise: held (1) 1" in words
    assert "not reported held" not in words


@pytest.mark.django_db
def test_status_steps_take_no_room_where_nothing_changed(client: Client) -> None:
    initiative = an_initiative()
    for day in (3, 4):
        says(initiative, "ongoing", day)
    assert "status changed" not in words_of(client, initiative)


@pytest.mark.django_db
def test_status_steps_leave_what_an_editor_set_to_differ_from_the_last_only(client: Client) -> None:
    initiative = an_initiative(status="suspended")
    for status, day in (("planned", 3), ("signed", 10)):
        says(initiative, status, day)
    decide(initiative, ["status"], user=User.objects.create_user("anna"))
    words = words_of(client, initiative)
    assert "Planned 3 February 2020 They met" in words
    assert "Sources say otherwise: signed (1) 2" in words
    section = words[words.index("Where sources differ") : words.index("How do we know?")]
    assert "Suspended is shown: an editor set it" in section
    assert "Signed 1 article" in section
    assert "Planned" not in section
