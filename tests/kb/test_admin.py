"""Tests of kb.admin: what an editor does stays done, and every page opens with a fixed number of queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from kb.admin.record import field_states
from kb.merging.merges import merge
from kb.models import Actor, Decision, Meeting, Participation, Place, Post, ReviewState
from tests.kb.desk import SENTENCE, Desk, act
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_article, an_initiative, tells, value

pytestmark = pytest.mark.django_db
MODELS = ("actor", "meeting", "initiative", "post", "tenure", "place", "decision")


def page(model: str, pk: int | None = None) -> str:
    return reverse(f"admin:kb_{model}_change", args=[pk]) if pk else reverse(f"admin:kb_{model}_add")


def form_of(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send back from the page as it stands."""
    context = client.get(address).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data: dict[str, Any] = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = value
    return data


def save(client: Client, address: str, **changes: Any) -> Any:
    """Change fields of a page and save; a value of None leaves the field out."""
    data = form_of(client, address) | {name.replace("__", "-"): value for name, value in changes.items()}
    response = client.post(address, {name: value for name, value in data.items() if value is not None})
    errors = [] if response.status_code == 302 else [str(one) for one in response.context["errors"]]
    assert not errors
    return response


@pytest.mark.parametrize("model", MODELS)
def test_admin_lists_open_for_editors(client: Client, editor: User, desk: Desk, model: str) -> None:
    assert client.get(reverse(f"admin:kb_{model}_changelist")).status_code == 200


@pytest.mark.parametrize(
    ("model", "queries"), [("actor", 7), ("meeting", 10), ("initiative", 10), ("post", 7), ("tenure", 9), ("place", 7)]
)
def test_admin_lists_need_as_many_queries_for_two_rows_as_for_twenty(
    client: Client, editor: User, desk: Desk, django_assert_num_queries: Any, model: str, queries: int
) -> None:
    address = reverse(f"admin:kb_{model}_changelist")
    with django_assert_num_queries(queries):
        client.get(address)
    for number in range(20):
        person = an_actor(f"Person {number}")
        a_meeting(person, place=f"Place {number}")
        an_initiative(person)
        a_tenure(person, f"Post {number}", person)
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize(
    ("model", "words", "found"),
    [
        ("actor", "lavrov", ["Sergey Lavrov"]),
        ("actor", "Hội", ["Lim Jock Hoi"]),
        ("actor", "merkel", []),
        ("actor", "jock hoi", ["Lim Jock Hoi"]),
        ("meeting", "moscow lavrov", ["talks"]),
        ("meeting", "hanoi", []),
        ("initiative", "asean plan", ["Action Plan"]),
        ("post", "minister", ["Foreign Minister"]),
        ("tenure", "lavrov", ["Sergey Lavrov: Foreign Minister"]),
        ("place", "mosc", ["Moscow"]),
    ],
)
def test_admin_search_finds_by_every_name(
    client: Client, editor: User, desk: Desk, model: str, words: str, found: list[str]
) -> None:
    listed = client.get(reverse(f"admin:kb_{model}_changelist"), {"q": words}).context["cl"].result_list
    assert [str(row) for row in listed] == found


def test_admin_begins_with_the_knowledge_base(client: Client, editor: User) -> None:
    apps = [app["app_label"] for app in client.get("/admin/").context["app_list"]]
    assert apps[:2] == ["kb", "articles"]


def test_admin_actors_are_narrowed_by_origin(client: Client, editor: User) -> None:
    known, met = an_actor("Russia", "country", gazetteer_key="ru"), an_actor("Ann Example")
    address = reverse("admin:kb_actor_changelist")
    shown = {answer: client.get(f"{address}?gazetteer={answer}").context["cl"].queryset for answer in ("yes", "no")}
    assert known in shown["yes"] and met not in shown["yes"]
    assert met in shown["no"] and known not in shown["no"]


def test_admin_autocomplete_offers_actors(client: Client, editor: User, desk: Desk) -> None:
    choice = {"app_label": "kb", "model_name": "participation", "field_name": "actor", "term": "lavr"}
    offered = client.get(reverse("admin:autocomplete"), choice).json()["results"]
    assert offered == [{"id": str(desk.lavrov.pk), "text": "Sergey Lavrov"}]


def test_admin_edit_becomes_a_decision_of_the_editor(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("meeting", desk.meeting.pk), status="postponed", note="see the later report")
    decision = desk.meeting.decisions.get()
    assert (decision.field, decision.value, decision.user) == ("status", "postponed", editor)
    desk.meeting.refresh_from_db()
    assert (desk.meeting.status, desk.meeting.note) == ("postponed", "see the later report")


def test_admin_save_without_change_decides_nothing(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("meeting", desk.meeting.pk))
    save(client, page("actor", desk.lavrov.pk))
    save(client, page("initiative", desk.initiative.pk))
    assert not Decision.objects.exists()
    assert not Participation.objects.exclude(review=ReviewState.MACHINE).exists()


def test_admin_second_edit_replaces_the_first(client: Client, editor: User, desk: Desk) -> None:
    for status in ("postponed", "cancelled"):
        save(client, page("meeting", desk.meeting.pk), status=status)
    assert desk.meeting.decisions.get().value == "cancelled"


def test_admin_place_is_decided_by_its_key(client: Client, editor: User, desk: Desk) -> None:
    hanoi = Place.objects.create(name="Hà Nội", slug="ha-noi")
    save(client, page("meeting", desk.meeting.pk), place=hanoi.pk)
    assert desk.meeting.decisions.get().value == hanoi.pk


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("2020-02-02/2020-02-04", ("2020-02-02", "2020-02-04")),
        ("", ("None", "None")),
    ],
)
def test_admin_date_gives_the_days_that_it_may_mean(
    client: Client, editor: User, desk: Desk, text: str, days: tuple[str, str]
) -> None:
    save(client, page("meeting", desk.meeting.pk), date_edtf=text)
    meeting = Meeting.objects.get()
    assert (meeting.date_edtf, str(meeting.date_earliest), str(meeting.date_latest)) == (text, *days)
    assert meeting.decisions.get().value == text


@pytest.mark.parametrize("text", ["last week", "2020-13", "31 Feb 2020"])
def test_admin_refuses_what_is_no_date(client: Client, editor: User, desk: Desk, text: str) -> None:
    address = page("meeting", desk.meeting.pk)
    response = client.post(address, form_of(client, address) | {"date_edtf": text})
    assert text in response.content.decode()
    assert "write 20" in response.content.decode()
    assert not Decision.objects.exists()


def test_admin_refuses_a_tenure_that_begins_on_no_date(client: Client, editor: User, desk: Desk) -> None:
    address = page("actor", desk.lavrov.pk)
    response = client.post(address, form_of(client, address) | {"tenures-0-start": "spring"})
    assert "is no date" in response.content.decode()


@pytest.mark.parametrize(
    ("start", "end", "refused"),
    [
        ("spring", "", "is no date"),
        ("", "2020-02-30", "names no day of the calendar"),
        ("2016", "2015-12", "The end is before the start"),
        ("2016-05", "2016", ""),
        ("2004-03-09", "", ""),
    ],
)
def test_admin_tenure_takes_dates_that_can_be(
    client: Client, editor: User, desk: Desk, start: str, end: str, refused: str
) -> None:
    address = page("tenure", desk.tenure.pk)
    response = client.post(address, form_of(client, address) | {"start": start, "end": end})
    assert (response.status_code == 302) == (not refused)
    assert refused in response.content.decode()


def test_admin_shows_what_texts_say_of_a_post_held(client: Client, editor: User, desk: Desk) -> None:
    said = {name: value(desk.article, told, "Foreign Minister") for name, told in
            {"title": "Foreign Minister", "body": desk.asean.pk, "former": False}.items()}  # fmt: skip
    desk.tenure.evidence.update(values=said)
    assert "post: Foreign Minister" in client.get(page("tenure", desk.tenure.pk)).content.decode()


LONG = "界🏛" * 100


@pytest.mark.parametrize(
    ("model", "field"),
    [("actor", "name"), ("meeting", "name"), ("initiative", "name"), ("post", "title"), ("place", "name")],
)
def test_admin_takes_names_whose_key_outgrows_them(
    client: Client, editor: User, desk: Desk, model: str, field: str
) -> None:
    record = getattr(desk, {"actor": "lavrov"}.get(model, model))
    save(client, page(model, record.pk), **{field: LONG})
    record.refresh_from_db()
    assert getattr(record, field) == LONG
    if model == "actor":
        assert list(Actor.objects.called(LONG)) == list(Actor.objects.named(LONG)) == [record]
        assert list(Meeting.objects.matching(LONG)) == [desk.meeting]


@pytest.mark.parametrize(
    ("model", "fields"),
    [("post", {"title": "FOREIGN minister"}), ("place", {"name": "Moscow"}), ("post", {"title": "Foreign Minister"})],
)
def test_admin_refuses_what_is_there_in_another_spelling(
    client: Client, editor: User, desk: Desk, model: str, fields: dict[str, str]
) -> None:
    response = client.post(page(model), form_of(client, page(model)) | fields)
    assert response.status_code == 200
    assert "is there already" in response.content.decode()


def test_admin_changed_participant_is_confirmed_and_others_are_left(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("meeting", desk.meeting.pk), participations__0__role="host")
    rows = desk.meeting.participations.order_by("pk").values_list("role", "review")
    assert list(rows) == [("host", "confirmed"), ("participant", "machine")]


def test_admin_added_participant_is_confirmed(client: Client, editor: User, desk: Desk) -> None:
    row = {"participations-2-actor": desk.asean.pk, "participations-2-role": "chair"}
    data = form_of(client, page("meeting", desk.meeting.pk)) | row | {"participations-TOTAL_FORMS": 3}
    data["participations-2-review"] = "confirmed"
    assert client.post(page("meeting", desk.meeting.pk), data).status_code == 302
    assert desk.meeting.participations.get(actor=desk.asean).review == ReviewState.CONFIRMED


def test_admin_participant_taken_off_stays_as_rejected(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("meeting", desk.meeting.pk), participations__1__DELETE="on")
    assert desk.meeting.participations.get(actor=desk.lim).review == ReviewState.REJECTED
    assert desk.meeting.participations.get(actor=desk.lavrov).review == ReviewState.MACHINE


def test_admin_lists_one_participant_for_two_actors_that_are_merged(client: Client, editor: User, desk: Desk) -> None:
    desk.meeting.participations.update(review=ReviewState.CONFIRMED)
    merge(desk.lim, desk.lavrov, user=editor, force=True)
    formsets = client.get(page("meeting", desk.meeting.pk)).context["inline_admin_formsets"]
    listed = next(each.formset for each in formsets if each.formset.model is Participation)
    assert [form.instance.actor for form in listed.initial_forms] == [desk.lavrov]


def test_admin_participant_replaced_by_another_stays_as_rejected(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("meeting", desk.meeting.pk), participations__1__actor=desk.asean.pk)
    rows = desk.meeting.participations.values_list("actor__name", "review")
    assert set(rows) == {("Sergey Lavrov", "machine"), ("ASEAN", "confirmed"), ("Lim Jock Hoi", "rejected")}


def test_admin_participant_given_back_to_the_program(client: Client, editor: User, desk: Desk) -> None:
    desk.meeting.participations.update(review=ReviewState.CONFIRMED)
    save(client, page("meeting", desk.meeting.pk), participations__0__review="machine")
    assert desk.meeting.participations.order_by("pk").first().review == ReviewState.MACHINE


def test_admin_party_post_and_name_taken_off_stay_as_rejected(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("initiative", desk.initiative.pk), party_set__0__DELETE="on")
    save(client, page("actor", desk.lavrov.pk), tenures__0__DELETE="on", names__0__DELETE="on")
    assert desk.initiative.party_set.get().review == ReviewState.REJECTED
    assert desk.lavrov.tenures.get().review == ReviewState.REJECTED
    assert desk.lavrov.names.get().review == ReviewState.REJECTED


def test_admin_holder_taken_off_a_post_stays_as_rejected(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("post", desk.post.pk), tenures__0__DELETE="on")
    assert desk.post.tenures.get().review == ReviewState.REJECTED


def test_admin_edited_tenure_is_confirmed(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("tenure", desk.tenure.pk), start="2004-03")
    desk.tenure.refresh_from_db()
    assert (desk.tenure.start, desk.tenure.review) == ("2004-03", ReviewState.CONFIRMED)


def test_admin_new_name_of_an_actor_is_one_of_its_names(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("actor", desk.lavrov.pk), name="Sergey Viktorovich Lavrov")
    names = desk.lavrov.names.values_list("text", "review")
    assert set(names) == {("Sergey Lavrov", "machine"), ("Sergey Viktorovich Lavrov", "confirmed")}
    assert desk.lavrov.decisions.get().field == "name"


def test_admin_meeting_made_by_hand_is_the_editors_word(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("meeting"), kind="summit", name="Second Summit", status="planned", date_edtf="2020-11")
    meeting = Meeting.objects.get(kind="summit")
    assert (meeting.slug, meeting.review) == ("second-summit", ReviewState.CONFIRMED)
    assert meeting.decided_fields() == {"kind", "name", "status", "date_edtf"}


def test_admin_actor_made_by_hand_is_found_by_name(client: Client, editor: User) -> None:
    save(client, page("actor"), kind="person", name="Nguyễn Phú Trọng")
    assert Actor.objects.named("nguyen phu").get().slug == "nguyen-phu-trong"


def test_admin_post_and_place_made_by_hand_have_addresses(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("post"), title="Secretary General", body=desk.asean.pk)
    save(client, page("place"), name="Hà Nội")
    assert Post.objects.get(title="Secretary General").slug == "secretary-general-asean"
    assert Place.objects.get(name="Hà Nội").slug == "ha-noi"


@pytest.mark.parametrize(
    ("action", "state"),
    [("confirm", "confirmed"), ("reject", "rejected")],
)
def test_admin_actions_review_and_are_taken_back(
    client: Client, editor: User, desk: Desk, action: str, state: str
) -> None:
    message = act(client, "kb_actor", action, desk.lavrov, desk.lim)
    assert message == f"2 {state}. The action ‘Take back’ undoes this."
    assert set(Actor.objects.filter(review=state)) == {desk.lavrov, desk.lim}
    assert act(client, "kb_actor", action, desk.lavrov) == f"0 {state}, 1 was so before."
    assert act(client, "kb_actor", "reopen", desk.lavrov, desk.asean) == (
        "1 back to the program's word, 1 was so before."
    )
    assert set(Actor.objects.filter(review=state)) == {desk.lim}


def test_admin_actions_write_the_history_of_each_record(client: Client, editor: User, desk: Desk) -> None:
    act(client, "kb_meeting", "reject", desk.meeting)
    entry = LogEntry.objects.get(object_id=str(desk.meeting.pk))
    assert (entry.user, entry.change_message) == (editor, "Review: the program’s word → rejected.")
    history = client.get(reverse("admin:kb_meeting_history", args=[desk.meeting.pk]))
    assert "Review: the program’s word → rejected." in history.content.decode()


def test_admin_page_quotes_the_sentence_and_links_to_it(client: Client, editor: User, desk: Desk) -> None:
    shown = client.get(page("meeting", desk.meeting.pk)).content.decode()
    evidence = desk.meeting.evidence.get()
    assert f"<mark>{SENTENCE}</mark>" in shown
    assert f'href="{evidence.get_absolute_url()}"' in shown
    assert evidence.get_absolute_url() == f"/articles/talks/#s{evidence.start}-{evidence.end}"


def test_admin_page_shows_the_words_around_a_mention_but_no_other_paragraph(
    client: Client, editor: User, desk: Desk
) -> None:
    shown = client.get(page("initiative", desk.initiative.pk)).content.decode()
    assert "<q>They praised the Russia - ASEAN <mark>Action Plan</mark>.\n</q>" in shown


def test_admin_page_cuts_the_words_around_at_words(client: Client, editor: User, desk: Desk) -> None:
    text = f"{'word ' * 40}Lavrov{' word' * 40}"
    article = an_article(text)
    tells(article, desk.lim, "Lavrov")
    quotations = client.get(page("actor", desk.lim.pk)).context["quotations"]
    around = next((one.before, one.quote, one.after) for one in quotations if one.evidence.article == article)
    assert around == ("… " + "word " * 17, "Lavrov", " word" * 17 + " …")


def test_admin_page_leads_to_the_list_of_its_evidence(client: Client, editor: User, desk: Desk) -> None:
    context = client.get(page("actor", desk.lavrov.pk)).context
    assert context["quotation_number"] == 1
    listed = client.get(context["every_quotation"]).context["cl"].result_list
    assert [mention.actor for mention in listed] == [desk.lavrov]


def test_admin_page_shows_what_the_articles_say_beside_what_a_person_set(
    client: Client, editor: User, desk: Desk
) -> None:
    save(client, page("meeting", desk.meeting.pk), status="postponed", date_edtf="2020-02")
    states = {
        state.label: (state.value, state.decision and state.decision.user, state.said)
        for state in field_states(Meeting.objects.get())
    }
    assert states["Status"] == ("postponed", editor, [("held", 1)])
    assert states["Date"] == ("2020-02", editor, [("2020-02-03", 1)])
    assert states["Place"] == ("Moscow", None, [("Moscow", 1)])
    shown = client.get(page("meeting", desk.meeting.pk)).content.decode()
    assert ">anna</a>" in shown


def test_admin_pages_have_no_field_of_the_program_to_edit(client: Client, editor: User, desk: Desk) -> None:
    fields = client.get(page("meeting", desk.meeting.pk)).context["adminform"].form.fields
    assert set(fields) == {
        *("name", "kind", "status", "date_edtf", "place", "online", "series", "ordinal", "topics", "review", "note"),
        "why",
    }


def test_admin_decision_given_up_leaves_the_field_to_the_program(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("meeting", desk.meeting.pk), status="postponed")
    decision = Decision.objects.get()
    assert client.get(page("decision", decision.pk)).context["has_change_permission"] is False
    client.post(reverse("admin:kb_decision_delete", args=[decision.pk]), {"post": "yes"})
    desk.meeting.refresh_from_db()
    assert (desk.meeting.decided_fields(), desk.meeting.status) == (set(), "held")


def test_admin_decisions_given_up_together_leave_their_fields_to_the_program(
    client: Client, editor: User, desk: Desk
) -> None:
    save(client, page("meeting", desk.meeting.pk), status="postponed", date_edtf="2020-02")
    chosen = {"action": "delete_selected", "_selected_action": [one.pk for one in Decision.objects.all()]}
    client.post(reverse("admin:kb_decision_changelist"), {**chosen, "post": "yes"})
    desk.meeting.refresh_from_db()
    assert (desk.meeting.status, desk.meeting.date_edtf) == ("held", "2020-02-03")
    assert not Decision.objects.exists()


@pytest.mark.parametrize("model", ["actor", "meeting", "initiative", "post", "place"])
def test_admin_editors_delete_no_records(client: Client, editor: User, desk: Desk, model: str) -> None:
    assert not editor.has_perm(f"kb.delete_{model}")
    assert "delete_selected" not in client.get(reverse(f"admin:kb_{model}_changelist")).content.decode()


def test_admin_filter_edited_by_people(client: Client, editor: User, desk: Desk) -> None:
    save(client, page("actor", desk.lim.pk), kind="organisation")
    listed = {
        choice: [
            str(row)
            for row in client.get(reverse("admin:kb_actor_changelist"), {"edited": choice}).context["cl"].result_list
        ]
        for choice in ("yes", "no")
    }
    assert listed == {"yes": ["Lim Jock Hoi"], "no": ["ASEAN", "Sergey Lavrov"]}


def test_admin_strangers_see_the_login(client: Client, desk: Desk) -> None:
    response = client.get(reverse("admin:kb_actor_changelist"))
    assert response.url.startswith(reverse("admin:login"))


def test_admin_offers_places_and_posts_in_order(client: Client, editor: User, desk: Desk) -> None:
    for name in ("Oslo", "Mogadishu"):
        Place.objects.create(name=name, slug=name.lower())
    for title in ("Speaker", "Foreign Secretary"):
        Post.objects.create(title=title, slug=title.lower().replace(" ", "-"))
    for model, field, term, offered in (
        ("meeting", "place", "mo", ["Mogadishu", "Moscow"]),
        ("tenure", "post", "f", ["Foreign Minister", "Foreign Secretary"]),
    ):
        asked = {"app_label": "kb", "model_name": model, "field_name": field, "term": term}
        found = client.get(reverse("admin:autocomplete"), asked).json()["results"]
        assert [each["text"] for each in found] == offered
