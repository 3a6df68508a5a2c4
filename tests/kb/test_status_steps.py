"""How a status came about, as a function of what articles tell, and as the page shows it."""

from __future__ import annotations

import re
from datetime import date
from itertools import permutations
from random import Random

import pytest
from django.contrib.auth.models import User
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

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
        f"{step.status} {day_of(step.told[0])}"
        + "".join(f" +{day_of(vote)}" for vote in step.told if not vote.published and step.since)
        + "".join(f" ({vote.value} {day_of(vote)})" for vote in step.beside)
        for step in status_steps(votes)
    )


def day_of(vote: Told) -> str:
    return str(vote.published.day) if vote.published else "?"


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
        # nobody can say when it was told: it stands where the order of a life puts it
        (["planned ?"], "planned ?"),
        (["planned ?", "held 3"], "planned ? → held 3"),
        (["held ?", "planned 3"], "planned 3 → held ?"),
        (["held ?", "planned ?"], "planned ? → held ?"),
        (["completed ?", "proposed 3", "signed 9"], "proposed 3 → signed 9 → completed ?"),
        (["ongoing ?", "proposed ?", "signed 9"], "proposed ? → signed 9 → ongoing ?"),
        (["postponed ?", "planned 3", "held 20"], "postponed ? → planned 3 → held 20"),
        # what others told with a date is told by it too, of that step
        (["planned ?", "planned 3", "held 20", "held ?"], "planned 3 +? → held 20 +?"),
        (["planned 3", "postponed 5", "planned 9", "planned ?"], "planned 3 → postponed 5 → planned 9 +?"),
        # and counts there: two tell that it was held, one that it was not
        (["held ?", "held 10", "cancelled 20"], "held 10 +? (cancelled 20)"),
        (["cancelled ?", "held 10"], "cancelled ? → held 10"),
        (["held ?", "cancelled 20"], "held ? → cancelled 20"),
        (["held ?", "cancelled ?"], "cancelled ? → held ?"),
        # the written rule takes it for the earliest: called off, and a plan only after that
        (["held ?", "cancelled 5", "planned 8"], "held ? → cancelled 5 (planned 8)"),
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


STATUSES = ("planned", "postponed", "cancelled", "held", "completed")
DAYS = (None, None, date(2020, 2, 3), date(2020, 2, 10), date(2020, 2, 20))


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.sampled_from(DAYS)), min_size=1, max_size=6), st.randoms())
def test_status_steps_hold_every_word_once_and_end_in_the_status_of_the_record(
    words: list[tuple[str, date | None]], random: Random
) -> None:
    votes = [Told(status, number, day, 0.9) for number, (status, day) in enumerate(words)]
    steps = status_steps(votes)
    held = [vote for step in steps for vote in (*step.told, *step.beside)]
    assert sorted(held, key=lambda vote: vote.article) == votes
    assert all(bool(step.since) == any(vote.published for vote in step.told) for step in steps)
    assert steps[-1].status == decide_value(votes, STATUS)
    assert status_steps(random.sample(votes, len(votes))) == steps


@pytest.mark.parametrize(
    ("words", "past"),
    [
        (["planned 3", "held 10"], ["planned 3"]),
        (["held 2", "planned 3", "held 4"], []),
        (["signed 2", "ongoing 3", "signed 4"], ["signed 2", "signed 4"]),
        (["planned 3", "held 10", "cancelled 10", "held 10"], ["planned 3"]),
        (["planned 3", "held 10", "planned 10", "held 10", "held 10"], ["planned 3", "planned 10"]),
        (["planned ?", "held 10"], ["planned ?"]),
        (["planned 3", "held ?"], ["planned 3"]),
        (["planned 3", "planned ?", "held 10"], ["planned 3", "planned ?"]),
        # whether it was told before or after, nobody can say
        (["cancelled ?", "held 10"], []),
        (["postponed ?", "planned 10"], []),
        (["postponed ?", "held 10"], ["postponed ?"]),
        (["held ?", "cancelled 10"], []),
    ],
)
def test_status_steps_know_what_is_past(words: list[str], past: list[str]) -> None:
    votes = told(*words)
    steps = status_steps(votes)
    assert [word for word, vote in zip(words, votes, strict=True) if is_past(vote, steps)] == past


def says(record: Meeting | Initiative, status: str, day: int | None) -> None:
    published = date(2020, 2, day) if day else None
    article = an_article(TEXT, published=published, agency="VNA", title=f"Article {day}")
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
def test_status_steps_of_articles_without_a_date_stand_with_their_sentence(client: Client) -> None:
    meeting = a_meeting()
    for status, day in (("planned", None), ("postponed", 10), ("held", 20), ("held", None)):
        says(meeting, status, day)
    words = words_of(client, meeting)
    start = words.index("How its status changed")
    assert words[start:].startswith(
        "How its status changed"
        " Planned told in no article with a date: it stands where it comes in the life of such an event"
        " They met in Hue on Monday. VNA, date unknown 3"
        " Postponed 10 February 2020 They met in Hue on Monday. VNA, 10 February 2020 1"
        " Held 20 February 2020 They met in Hue on Monday. VNA, 20 February 2020 2"
        " also told by 1 article VNA, date unknown 4"
    )
    assert "Sources disagree" not in words


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
