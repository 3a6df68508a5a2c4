"""Tests of taking back what was saved on the editing desk: everything is as it was, or nothing is touched."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from kb.decisions import decide
from kb.models import Actor, ActorName, Decision, Meeting, Membership, Participation, Place, Post, Tenure
from kb.models.history import people_write
from kb.versions import steps_of
from tests.articles.importing.whole_base import rows
from tests.kb.desk import Desk
from tests.kb.rows import a_meeting, an_actor, value
from tests.kb.strict_html import StrictHtml
from tests.kb.test_admin import page, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The desk, with who met told by its one sentence."""
    sentence = desk.meeting.evidence.get()
    tie = {"role": "participant", "rule": "x", "confidence": 0.9, "start": sentence.start, "end": sentence.end}
    told = [tie | {"actor": actor.pk} for actor in (desk.lavrov, desk.lim)]
    desk.meeting.evidence.update(values={**sentence.values, "participants": told})
    desk.tenure.evidence.update(values={"former": value(desk.article, False, "Foreign Minister")})
    Participation.objects.update(confidence=0.9)
    return desk


TABLES = (Actor, ActorName, Meeting, Participation, Tenure, Post, Place, Decision)


def state() -> Any:
    return rows(*TABLES), set(Membership.objects.values_list("from_actor", "to_actor"))


def offered(said: str) -> str:
    """The moment of the one change that a page offers to take back."""
    (moment,) = re.findall(r'name="moment" value="([^"]+)"', said)
    return str(moment).replace("&#x27;", "'")


def undo(client: Client, moment: str, back: str = "/review/") -> str:
    answer = client.post(reverse("kb:undo-saved"), {"moment": moment, "next": back}, follow=True)
    assert answer.redirect_chain[-1][0] == back
    return answer.content.decode()


def save_and_read(client: Client, record: Any, **changes: Any) -> str:
    """The queue after a record was saved from there."""
    back = reverse("kb:review")
    said = client.get(save(client, f"{page(record._meta.model_name, record.pk)}?next={back}", **changes).url)
    assert StrictHtml(said.content.decode()).wrongs == []
    return said.content.decode()


def test_undoing_takes_back_fields_that_articles_decided_and_that_a_person_did(
    client: Client, editor: User, desk: Desk, django_user_model: Any
) -> None:
    boris = django_user_model.objects.create_user("boris")
    decide(desk.meeting, ["kind"], user=boris)
    Decision.objects.update(reason="I was there")
    before = state()
    said = save_and_read(client, desk.meeting, status="cancelled", kind="visit", date_edtf="2020-03", note="new")
    desk.meeting.refresh_from_db()
    assert (desk.meeting.status, desk.meeting.decisions.count()) == ("cancelled", 3)
    assert "was changed successfully" in said and 'data-key="u"' in said
    assert "is as it was before" in undo(client, offered(said))
    assert state() == before
    assert Decision.objects.get().user == boris
    assert [step.reason for step in steps_of(desk.meeting)] == ["Undone on the editing desk.", ""]


def test_undoing_takes_back_rows_that_were_added_changed_and_taken_off(
    client: Client, editor: User, desk: Desk
) -> None:
    anna = an_actor("Anna Berg")
    before = state()
    ties = list(desk.meeting.participations.order_by("pk"))
    said = save_and_read(
        client, desk.meeting, participations__0__actor=desk.asean.pk, participations__1__DELETE="on",
        participations__TOTAL_FORMS=len(ties) + 1, participations__2__actor=anna.pk,
        participations__2__role="host", participations__2__review="confirmed",
        participations__2__meeting=desk.meeting.pk,
    )  # fmt: skip
    assert sorted(desk.meeting.participations.values_list("actor__name", "review")) == [
        ("ASEAN", "confirmed"), ("Anna Berg", "confirmed"), ("Lim Jock Hoi", "rejected"), ("Sergey Lavrov", "rejected"),
    ]  # fmt: skip
    undo(client, offered(said))
    assert state() == before


def test_undoing_takes_back_members_names_and_places(client: Client, editor: User, desk: Desk) -> None:
    desk.asean.members.set([an_actor("Laos", "country"), an_actor("Peru", "country")])
    vietnam = an_actor("Vietnam", "country")
    for record, changes in (
        (desk.asean, {"members": [vietnam.pk, *desk.asean.members.filter(name="Laos").values_list("pk", flat=True)]}),
        (desk.lavrov, {"name": "S. Lavrov", "note": "minister"}),
        (desk.place, {"name": "Moskva", "latitude": "55.75"}),
        (desk.tenure, {"start": "2004", "former": "on"}),
    ):
        before = state()
        said = save_and_read(client, record, **changes)
        assert state() != before, record
        undo(client, offered(said))
        assert state() == before, record


def test_undoing_what_was_changed_since_leaves_all_as_it_is(client: Client, editor: User, desk: Desk) -> None:
    first = offered(save_and_read(client, desk.meeting, status="cancelled", note="first"))
    second = offered(save_and_read(client, desk.meeting, note="second"))
    before = state()
    assert "It was changed again since" in undo(client, first)
    assert state() == before
    undo(client, second)
    desk.meeting.refresh_from_db()
    assert (desk.meeting.status, desk.meeting.note) == ("cancelled", "first")
    assert "There is nothing to undo" in undo(client, second)


def test_undoing_is_refused_where_the_program_wrote_since(client: Client, editor: User, desk: Desk) -> None:
    moment = offered(save_and_read(client, desk.meeting, note="mine", review="confirmed"))
    Meeting.objects.update(note="another")
    assert "It was changed again since" in undo(client, moment)
    assert Meeting.objects.get(pk=desk.meeting.pk).review == "confirmed"


def test_undoing_is_offered_on_the_desk_and_on_pages_of_records(client: Client, editor: User, desk: Desk) -> None:
    before = state()
    listed = client.get(save(client, page("meeting", desk.meeting.pk), note="mine").url).content.decode()
    assert "is as it was before" in undo(client, offered(listed), reverse("admin:kb_meeting_changelist"))
    assert state() == before
    for record in (desk.lavrov, desk.place, desk.meeting):
        form = f"{page(record._meta.model_name, record.pk)}?next={record.get_absolute_url()}"
        changes = {"name": "Another"} if record != desk.meeting else {"note": "another"}
        said = client.get(save(client, form, **changes).url).content.decode()
        assert StrictHtml(said).wrongs == []
        undo(client, offered(said), record.get_absolute_url())
    assert state() == before


def test_undoing_is_not_offered_where_nothing_changed_or_a_record_was_made(
    client: Client, editor: User, desk: Desk
) -> None:
    assert 'name="moment"' not in save_and_read(client, desk.meeting, why="no change")
    given = {"name": "Hue", "latitude": "16.5", "longitude": "107.6"}
    said = client.get(save(client, page("place"), **given).url).content.decode()
    assert "was added successfully" in said and 'name="moment"' not in said


def test_undoing_is_for_those_who_may_change_the_record(client: Client, editor: User, desk: Desk) -> None:
    moment = offered(save_and_read(client, desk.meeting, note="mine"))
    editor.groups.clear()
    assert client.post(reverse("kb:undo-saved"), {"moment": moment}).status_code == 403
    assert Meeting.objects.get(pk=desk.meeting.pk).note == "mine"
    client.logout()
    assert "/sign-in/" in client.post(reverse("kb:undo-saved"), {"moment": moment}).url


def test_undoing_brings_the_item_of_the_queue_back(client: Client, editor: User, desk: Desk) -> None:
    with people_write(editor):
        other = a_meeting(desk.lim, day="")
    other.evidence.create(
        article=desk.article, start=20, end=40, rule="x", confidence=0.3, pipeline_version="1", fact="m7", values={}
    )
    asked = f"{reverse('kb:review')}?item=unsure-meeting-{other.pk}"
    assert client.get(asked).context["item"].record == other
    said = client.get(save(client, f"{page('meeting', other.pk)}?next={asked}", review="confirmed").url)
    assert said.context["item"] is None or said.context["item"].record != other
    undo(client, offered(said.content.decode()), asked)
    assert client.get(asked).context["item"].record == other
