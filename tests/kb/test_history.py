"""Tests of history: who changed what, when and why is kept and can be restored; the program's writes keep none."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from kb.decisions import decide
from kb.merging.merges import mark_not_same, merge, unmerge
from kb.models import Actor, ActorName, Decision, Meeting, Participation, Place, ReviewState, Tenure
from kb.models.history import people_write
from kb.restoring import restore
from kb.versions import Step, steps_of
from tests.articles.importing.telling import tell
from tests.kb.desk import Desk, act
from tests.kb.rows import a_meeting, an_actor
from tests.kb.test_admin import page, save

pytestmark = pytest.mark.django_db


def told(step: Step) -> list[tuple[str, str, str]]:
    return [(change.label, change.before, change.after) for change in step.changes]


def history_of(client: Client, record: Any) -> Any:
    return client.get(f"{record.get_absolute_url()}history/")


def test_history_of_imports_is_empty() -> None:
    tell("Anna Berg met Carl Dahl.", who=["Anna Berg", "Carl Dahl"], met=[{}])
    tell("Anna Berg met Carl Dahl again.", source="b.txt", who=["Anna Berg", "Carl Dahl"], met=[{}])
    models = (Actor, ActorName, Meeting, Participation, Tenure)
    assert not any(model.history.exists() for model in models)


def test_history_shows_who_changed_what_when_and_why(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("meeting", desk.meeting.pk), status="cancelled", date_edtf="2020-02", why="The ministry said so.")
    (step,) = steps_of(desk.meeting)
    assert (step.user, step.reason) == (editor, "The ministry said so.")
    assert told(step) == [("Date", "3 February 2020", "February 2020"), ("Status", "held", "cancelled")]
    answer = history_of(client, desk.meeting).content.decode()
    assert "“The ministry said so.”" in answer and "<del>held</del>" in answer and "<ins>cancelled</ins>" in answer


def test_history_shows_only_what_the_person_changed(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("meeting", desk.meeting.pk), note="first")
    Meeting.objects.filter(pk=desk.meeting.pk).update(kind="visit")
    save(client, page("meeting", desk.meeting.pk), note="second")
    assert [told(step) for step in steps_of(desk.meeting)] == [[("Note", "first", "second")], [("Note", "", "first")]]


def test_history_of_a_save_without_change_is_empty(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("meeting", desk.meeting.pk), why="no reason")
    assert steps_of(desk.meeting) == []


def test_history_holds_names_participants_posts_and_parties(client: Client, editor: User, desk: Desk) -> None:
    name = desk.lavrov.names.get()
    save(client, page("actor", desk.lavrov.pk), names__0__text="S. Lavrov", names__0__id=name.pk, why="typo")
    (step,) = steps_of(desk.lavrov)
    assert ("S. Lavrov: text", "Sergey Lavrov", "S. Lavrov") in told(step)
    tie = desk.meeting.participations.get(actor=desk.lim)
    with people_write(editor):
        tie.role = "host"
        tie.save()
        Participation.objects.create(meeting=desk.meeting, actor=desk.asean)
    (step,) = steps_of(desk.meeting)
    assert told(step) == [("Lim Jock Hoi: role", "participant", "host"), ("Added participant", "", "ASEAN")]


def test_history_covers_bulk_actions(client: Client, editor: User, desk: Desk) -> None:
    other = a_meeting(desk.lavrov)
    act(client, "kb_meeting", "reject", desk.meeting, other)
    for meeting in (desk.meeting, other):
        (step,) = steps_of(meeting)
        assert (step.user, told(step)) == (editor, [("Review", "the program’s word", "rejected")])
    act(client, "kb_meeting", "reopen", desk.meeting)
    assert told(steps_of(desk.meeting)[0]) == [("Review", "rejected", "the program’s word")]


def test_history_shows_a_field_given_back(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("meeting", desk.meeting.pk), status="cancelled")
    decision = Decision.objects.get()
    client.post(reverse("admin:kb_decision_delete", args=[decision.pk]), {"post": "yes"})
    latest = steps_of(desk.meeting)[0]
    assert told(latest) == [("Status", "cancelled", "held")]
    assert latest.reason == "Given back to what the articles say."


def test_history_shows_merges_and_pairs_that_are_not_the_same(desk: Desk, editor: User) -> None:
    twin = an_actor("Sergej Lavrow", review="confirmed")
    merge(twin, desk.lavrov, user=editor, reason="one man")
    unmerge(twin, user=editor, reason="two men")
    mark_not_same(twin, desk.lavrov, user=editor, reason="brothers")
    reasons = [(step.reason, step.changes[0].label) for step in steps_of(desk.lavrov)]
    assert reasons == [("brothers", "Not the same"), ("two men", "Merge taken back"), ("one man", "Merged")]


def test_history_restores_a_version_as_the_decision_of_who_restored_it(
    client: Client, editor: User, desk: Desk
) -> None:
    save(client, page("meeting", desk.meeting.pk), status="postponed", date_edtf="2020-03")
    save(client, page("meeting", desk.meeting.pk), status="cancelled", place="", date_edtf="")
    first = steps_of(desk.meeting)[-1]
    answer = client.post(reverse("kb:meeting_history", args=[desk.meeting.slug]), {"moment": first.moment})
    assert answer.status_code == 302
    desk.meeting.refresh_from_db()
    assert (desk.meeting.status, desk.meeting.date_edtf, desk.meeting.place) == ("postponed", "2020-03", desk.place)
    assert str(desk.meeting.date_latest) == "2020-03-31"
    assert {each.field: each.value for each in desk.meeting.decisions.filter(user=editor)} == {
        "status": "postponed", "date_edtf": "2020-03", "place": desk.place.pk,
    }  # fmt: skip
    steps = steps_of(desk.meeting)
    assert len(steps) == 3 and steps[0].reason.startswith("Restored the version of")


def test_history_restores_names_and_participants(desk: Desk, editor: User) -> None:
    with people_write(editor):
        desk.meeting.note = "as it was"
        desk.meeting.save()
        decide(desk.meeting, ["status"], user=editor)
    moment = steps_of(desk.meeting)[0].at
    with people_write(editor):
        tie = desk.meeting.participations.get(actor=desk.lim)
        tie.review, tie.role = ReviewState.REJECTED, "host"
        tie.save()
        Participation.objects.create(meeting=desk.meeting, actor=desk.asean)
    restore(desk.meeting, moment, user=editor)
    ties = set(desk.meeting.participations.values_list("actor__name", "role", "review"))
    assert ties == {
        ("Sergey Lavrov", "participant", "machine"), ("Lim Jock Hoi", "participant", "machine"),
        ("ASEAN", "participant", "rejected"),
    }  # fmt: skip


def ties_of(meeting: Meeting) -> set[tuple[str, str]]:
    return set(meeting.participations.values_list("actor__name", "review"))


def put_in_place_of_lavrov(client: Client, desk: Desk, actor: Actor) -> None:
    tie = desk.meeting.participations.get(actor=desk.lavrov)
    row = next(n for n, each in enumerate(desk.meeting.participations.order_by("pk")) if each == tie)
    save(client, page("meeting", desk.meeting.pk), **{f"participations__{row}__actor": actor.pk})


def test_history_restores_a_participant_that_another_replaced(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("meeting", desk.meeting.pk), note="as it was")
    put_in_place_of_lavrov(client, desk, desk.asean)
    assert ties_of(desk.meeting) == {("ASEAN", "confirmed"), ("Lim Jock Hoi", "machine"), ("Sergey Lavrov", "rejected")}
    latest, first = steps_of(desk.meeting)
    assert [label for label, _before, _after in told(latest)] == ["ASEAN: actor", "ASEAN: review"]
    answer = client.post(reverse("kb:meeting_history", args=[desk.meeting.slug]), {"moment": first.moment})
    assert answer.status_code == 302
    assert ties_of(desk.meeting) == {("ASEAN", "rejected"), ("Lim Jock Hoi", "machine"), ("Sergey Lavrov", "machine")}
    # and forth again
    client.post(reverse("kb:meeting_history", args=[desk.meeting.slug]), {"moment": latest.moment})
    assert ties_of(desk.meeting) == {("ASEAN", "confirmed"), ("Lim Jock Hoi", "machine"), ("Sergey Lavrov", "rejected")}


def test_history_gives_a_record_back_to_the_articles(client: Client, editor: User, desk: Desk) -> None:
    address = reverse("kb:meeting_history", args=[desk.meeting.slug])
    assert "As read from the articles" not in client.get(address).content.decode()
    save(client, page("meeting", desk.meeting.pk), status="cancelled", note="why", date_edtf="")
    put_in_place_of_lavrov(client, desk, desk.asean)
    answer = client.get(address)
    assert "As read from the articles" in answer.content.decode()
    client.post(address, {"moment": answer.context["as_read"]})
    desk.meeting.refresh_from_db()
    assert (desk.meeting.status, desk.meeting.note, desk.meeting.date_edtf) == ("held", "", "2020-02-03")
    assert not desk.meeting.decisions.exists()
    assert ("Sergey Lavrov", "confirmed") not in ties_of(desk.meeting) and ("ASEAN", "rejected") in ties_of(
        desk.meeting
    )


def test_history_of_a_record_made_by_hand_has_nothing_to_give_back(client: Client, editor: User, desk: Desk) -> None:
    with people_write(editor):
        made = a_meeting(desk.lim, kind="visit")
        made.note = "mine"
        made.save()
    assert history_of(client, made).context["as_read"] == ""


def test_history_can_be_read_by_all_and_restored_by_editors_alone(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("actor", desk.lavrov.pk), name="S. Lavrov")
    save(client, page("actor", desk.lavrov.pk), name="Sergei Lavrov")
    moment = steps_of(desk.lavrov)[-1].moment
    address = reverse("kb:actor_history", args=[desk.lavrov.slug])
    assert "Restore this version" in client.get(address).content.decode()
    assert client.post(address, {"moment": "x"}).status_code == 404
    client.logout()
    answer = client.get(address)
    assert answer.status_code == 200 and "Restore this version" not in answer.content.decode()
    assert client.post(address, {"moment": moment}).status_code == 403


def test_history_pages_need_as_many_queries_for_one_step_as_for_ten(
    client: Client, editor: User, desk: Desk, django_assert_num_queries: Any
) -> None:
    def change(number: int) -> None:
        with people_write(editor):
            Participation.objects.create(meeting=desk.meeting, actor=an_actor(f"Person {number}"))
            desk.meeting.note = f"note {number}"
            desk.meeting.save()

    change(0)
    client.logout()
    history_of(client, desk.meeting)
    with django_assert_num_queries(12):
        history_of(client, desk.meeting)
    for number in range(1, 10):
        change(number)
    with django_assert_num_queries(12):
        assert len(history_of(client, desk.meeting).context["steps"]) == 10


def test_history_button_of_the_desk_leads_to_the_page(client: Client, editor: User, desk: Desk) -> None:
    answer = client.get(reverse("admin:kb_actor_history", args=[desk.lavrov.pk]))
    assert answer["Location"] == reverse("kb:actor_history", args=[desk.lavrov.slug])
    Actor.objects.filter(pk=desk.lavrov.pk).update(review="rejected")
    assert client.get(reverse("admin:kb_actor_history", args=[desk.lavrov.pk])).status_code == 200


def test_history_of_a_place_shows_and_restores_what_people_changed(client: Client, editor: User, desk: Desk) -> None:
    russia = an_actor("Russia", "country")
    assert "Nobody has changed it yet" in history_of(client, desk.place).content.decode()
    save(client, page("place", desk.place.pk), latitude="55.75", longitude="37.6", why="From the map.")
    save(client, page("place", desk.place.pk), name="Moskva", country=russia.pk)
    latest, first = steps_of(desk.place)
    assert told(latest) == [("Name", "Moscow", "Moskva"), ("Country", "", "Russia")]
    assert told(first) == [("Latitude", "", "55.75"), ("Longitude", "", "37.6")]
    assert (first.user, first.reason) == (editor, "From the map.")
    answer = history_of(client, desk.place)
    assert "Before anybody changed it" in answer.content.decode() and answer.context["can_restore"]
    for moment, columns in (
        (first.moment, ("Moscow", "moscow", None, 55.75, 37.6)),
        (latest.moment, ("Moskva", "moskva", russia.pk, 55.75, 37.6)),
        (answer.context["as_read"], ("Moscow", "moscow", None, None, None)),
    ):
        response = client.post(f"{desk.place.get_absolute_url()}history/", {"moment": moment})
        assert response["Location"] == f"{desk.place.get_absolute_url()}history/"
        found = Place.objects.filter(pk=desk.place.pk).values_list("name", "key", "country", "latitude", "longitude")
        assert found.get() == columns
    assert len(steps_of(desk.place)) == 5


def test_history_of_a_place_restores_no_name_that_another_has_by_now(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("place", desk.place.pk), latitude="55.75")
    save(client, page("place", desk.place.pk), name="Moskva")
    Place.objects.create(name="Moscow", slug="moscow-2")
    moment = steps_of(desk.place)[-1].moment
    answer = client.post(f"{desk.place.get_absolute_url()}history/", {"moment": moment}, follow=True)
    assert "Another place is called “Moscow” by now." in answer.content.decode()
    desk.place.refresh_from_db()
    assert (desk.place.name, len(steps_of(desk.place))) == ("Moskva", 2)


def test_history_of_a_place_can_be_read_by_all_and_restored_by_editors_alone(
    client: Client, editor: User, desk: Desk, django_assert_num_queries: Any
) -> None:
    address = f"{desk.place.get_absolute_url()}history/"
    save(client, page("place", desk.place.pk), latitude="55.75")
    answer = client.get(reverse("admin:kb_place_history", args=[desk.place.pk]))
    assert answer["Location"] == address
    client.logout()
    assert address in client.get(desk.place.get_absolute_url()).content.decode()
    with django_assert_num_queries(2):
        answer = client.get(address)
    assert "Restore" not in answer.content.decode()
    assert client.post(address, {"moment": answer.context["as_read"]}).status_code == 403


def test_history_of_places_that_imports_find_is_empty() -> None:
    tell("Anna Berg and Carl Dahl met in Hue.", who=["Anna Berg", "Carl Dahl"], met=[{"place": "Hue"}])
    assert Place.objects.exists() and not Place.history.exists()


def test_history_page_leads_back_to_its_record(client: Client) -> None:
    page = client.get(f"{a_meeting(name='Talks in Hue').get_absolute_url()}history/").content.decode()
    trail = page[page.index("Breadcrumbs") : page.index("</nav>", page.index("Breadcrumbs"))]
    assert re.findall(r'<a href="([^"]+)"|aria-current="page">([^<]+)<', trail) == [
        ("/", ""), ("/meetings/", ""), ("/meetings/talks-in-hue/", ""), ("", "History"),
    ]  # fmt: skip
