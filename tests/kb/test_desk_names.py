"""What the editing desk calls meetings that have no name: who met, and when."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from kb.decisions import decide
from kb.merging.merges import merge
from kb.models import Meeting, Participation, ReviewState
from kb.reviewing.deciding import set_fields
from tests.kb.desk import Desk, act
from tests.kb.rows import a_meeting, tells
from tests.kb.test_admin import page, save

pytestmark = pytest.mark.django_db
CALLED = "Talks: Sergey Lavrov, Lim Jock Hoi · Moscow, 3 Feb 2020"


def test_desk_names_a_changed_meeting_by_who_met(client: Client, editor: User, desk: Desk) -> None:
    form = client.get(page("meeting", desk.meeting.pk)).content.decode()
    assert f"&rsaquo; {CALLED}" in form
    gone = desk.meeting.participations.get(actor=desk.lim)
    saved = save(client, page("meeting", desk.meeting.pk), kind="call", participations__1__DELETE="on",
                 participations__1__id=gone.pk)  # fmt: skip
    told = client.get(saved["Location"]).content.decode()
    assert "Call: Sergey Lavrov · Moscow, 3 Feb 2020</a>” was changed successfully" in told
    assert LogEntry.objects.latest("pk").object_repr == "Call: Sergey Lavrov · Moscow, 3 Feb 2020"


def test_desk_names_meetings_in_its_log_of_lists_and_of_the_queue(client: Client, editor: User, desk: Desk) -> None:
    act(client, "kb_meeting", "confirm", desk.meeting)
    set_fields(Meeting.objects.get(), editor, note="seen")
    assert set(LogEntry.objects.values_list("object_repr", flat=True)) == {CALLED}


@pytest.mark.parametrize("table", ["kb_decision", "articles_meetingevidence"])
def test_desk_names_meetings_in_lists(
    client: Client, editor: User, desk: Desk, django_assert_max_num_queries: Any, table: str
) -> None:
    for number in range(10):
        meeting = a_meeting(desk.lavrov, desk.lim, place="Moscow", day=f"20{number + 10}")
        decide(meeting, ["kind", "status"], user=editor)
        tells(desk.article, meeting, "Lavrov met Lim Jock Hoi")
    decide(desk.meeting, ["kind"], user=editor)
    with django_assert_max_num_queries(16):
        listed = client.get(reverse(f"admin:{table}_changelist")).content.decode()
    assert f">{CALLED}</a>" in listed


def test_desk_names_the_survivor_of_a_merge(client: Client, editor: User, desk: Desk) -> None:
    duplicate = a_meeting(desk.lavrov, desk.lim, place="Minsk")
    Participation.objects.update(review=ReviewState.CONFIRMED)
    merge(duplicate, desk.meeting, user=editor)
    shown = client.get(page("meeting", duplicate.pk)).content.decode()
    assert f">{CALLED}</a>." in shown
    assert "&rsaquo; Talks: Sergey Lavrov, Lim Jock Hoi · Minsk, 3 Feb 2020" in shown
