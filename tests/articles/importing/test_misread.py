"""One value of one sentence is withdrawn: the rest of the record stands, the value never comes back by an import."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.archive import archive_digest, export_archive, import_archive, knowledge_digest
from articles.checking import check_base
from articles.importing.misread import Wrong, parted, whole
from articles.importing.reread import reread_article
from articles.importing.undo import undo_run
from articles.importing.withdrawing_values import CannotWithdraw, give_value_back, withdraw_value, withdrawn_as
from articles.models import Article, ImportRun, InitiativeEvidence, MeetingEvidence, Misreading, RunKind
from kb.merging.merges import merge, unmerge
from kb.merging.splits import split, split_sentences
from kb.models import Actor, Initiative, Meeting, Participation
from kb.versions import steps_of
from tests.articles.archive.small_base import empty_base
from tests.articles.importing.telling import facts, raw_article, tell
from tests.kb.strict_html import StrictHtml

pytestmark = pytest.mark.django_db

WHO = ["Anna Berg", "Carl Dahl"]
MET = "Anna Berg and Carl Dahl met in Hue."
TOLD: dict[str, Any] = {"who": WHO, "met": [{"place": "Hue", "date": "2020-02-03"}]}

TIE = {"actor": 1, "start": 5, "end": 9}
OTHER = {"actor": 2, "start": 1, "end": 3}
TOPICS = {"value": "health trade", "start": 4, "end": 9, "words": {"trade": [4, 9], "health": [12, 18]}}
VALUES: dict[str, Any] = {
    "place": {"value": "Hue", "start": 1, "end": 4},
    "online": {"value": True, "start": 1, "end": 4},
    "participants": [OTHER, TIE],
    "topics": TOPICS,
}


@pytest.mark.parametrize(
    ("wrong", "left", "withdrawn"),
    [
        (Wrong("place", "Hue"), {"place": None}, {"place": VALUES["place"]}),
        (Wrong("online", "True"), {"online": None}, {"online": VALUES["online"]}),
        (Wrong("place", "Hanoi"), {}, {}),
        (Wrong("status", "held"), {}, {}),
        (Wrong("participants", actor=2), {"participants": [TIE]}, {"participants": [{**OTHER, "nth": 0}]}),
        (Wrong("participants", actor=3), {}, {}),
        (
            Wrong("topics", "trade"),
            {"topics": {"value": "health", "start": 12, "end": 18, "words": {"health": [12, 18]}}},
            {"topics": {"value": "trade", "start": 4, "end": 9, "words": {"trade": [4, 9]}}},
        ),
        (Wrong("topics", "space"), {}, {}),
    ],
)
def test_misread_values_are_set_apart_and_put_back(wrong: Wrong, left: Any, withdrawn: Any) -> None:
    kept, misread = parted(VALUES, [wrong])
    assert kept == {name: each for name, each in {**VALUES, **left}.items() if each is not None}
    assert misread == withdrawn and whole(kept, misread) == VALUES


def test_misread_values_are_all_put_back_in_their_order() -> None:
    every = [Wrong("participants", actor=1), Wrong("participants", actor=2), Wrong("topics", "health"),
             Wrong("topics", "trade"), Wrong("place", "Hue")]  # fmt: skip
    kept, misread = parted(VALUES, every)
    assert kept == {"online": VALUES["online"]} and whole(kept, misread) == VALUES


def a_meeting() -> MeetingEvidence:
    tell(MET, **TOLD)
    return MeetingEvidence.objects.get()


def read_again(text: str = MET, **told: Any) -> ImportRun:
    article = Article.objects.current().get(source="a.txt")
    run = ImportRun.objects.create(pipeline_version="newer", kind=RunKind.REPROCESS)
    reread_article(article, facts(text, raw_article(text), **TOLD | told), run=run)
    return run


def import_changed() -> None:
    tell(f"{MET} Again.", **TOLD)


def all_is_well() -> bool:
    return not list(check_base())


@pytest.mark.parametrize(
    ("key", "field", "value"), [("date_edtf", "date_edtf", ""), ("place", "place", None), ("kind", "kind", "talks")]
)
def test_misread_value_is_withdrawn_and_given_back(key: str, field: str, value: Any, editor: User) -> None:
    row, before = a_meeting(), knowledge_digest()
    withdraw_value(row, key, user=editor, told=key, reason="not that day")
    meeting = Meeting.objects.get()
    assert getattr(meeting, field) == value and meeting.participations.count() == 2 and all_is_well()
    (said,) = withdrawn_as(MeetingEvidence.objects.get(), key)
    assert (said.user, said.reason, said.quote.endswith(MET[-20:])) == (editor, "not that day", True)
    with pytest.raises(CannotWithdraw):
        withdraw_value(row, key, user=editor)
    give_value_back(said, user=editor)
    assert knowledge_digest() == before


def test_misread_value_leaves_what_other_sentences_say(editor: User) -> None:
    row = a_meeting()
    tell("Anna Berg met Carl Dahl in Hue.", source="b.txt", who=WHO, met=[{"place": "Hue", "date": "2020-02"}])
    withdraw_value(row, "date_edtf", user=editor)
    meeting = Meeting.objects.get()
    assert (meeting.date_edtf, str(meeting.place)) == ("2020-02", "Hue")


def test_misread_participant_takes_part_no_more(editor: User) -> None:
    row = a_meeting()
    anna = Participation.objects.get(actor__name="Anna Berg").actor
    (said,) = withdraw_value(row, f"actor {anna.pk}", user=editor)
    assert [tie.actor.name for tie in Participation.objects.all()] == ["Carl Dahl"] and all_is_well()
    read_again()
    assert not Participation.objects.filter(actor=anna).exists()
    give_value_back(said, user=editor)
    assert Participation.objects.filter(actor=anna).exists()


def test_misread_value_of_an_initiative_is_withdrawn(editor: User) -> None:
    tell("ASEAN has a plan.", who=["ASEAN"], agreed=[{"status": "signed", "date": "2020-02-03"}])
    before = knowledge_digest()
    (said,) = withdraw_value(InitiativeEvidence.objects.get(), "date_edtf", user=editor)
    assert Initiative.objects.get().date_edtf == ""
    give_value_back(said, user=editor)
    assert knowledge_digest() == before


@pytest.mark.parametrize("again", [read_again, import_changed])
def test_misread_value_does_not_come_back(again: Any, editor: User) -> None:
    row = a_meeting()
    withdraw_value(row, "date_edtf", user=editor)
    before = knowledge_digest()
    again()
    assert Meeting.objects.get().date_edtf == "" and all_is_well()
    undo_run(ImportRun.objects.latest("pk")) if again is read_again else Article.objects.latest("pk").delete()
    if again is read_again:
        assert knowledge_digest() == before
    assert Misreading.objects.exists() and all_is_well()


@pytest.mark.parametrize("date", ["2020-02-04", "2020-03-23", "2019", ""])
def test_misread_value_that_is_read_otherwise_counts(date: str, editor: User) -> None:
    row = a_meeting()
    withdraw_value(row, "date_edtf", user=editor)
    before = knowledge_digest()
    run = read_again(met=[{"place": "Hue", "date": date or None}])
    assert Meeting.objects.get().date_edtf == date and all_is_well()
    undo_run(run)
    assert knowledge_digest() == before


def test_misread_value_leads_no_other_sentence_to_its_meeting(editor: User) -> None:
    row = a_meeting()
    withdraw_value(row, "date_edtf", user=editor)
    tell("They will meet.", who=WHO[:0], met=[{"place": "Hanoi", "date": "2021-07-05"}])
    assert set(Meeting.objects.values_list("place__name", flat=True)) == {"Hue", "Hanoi"} and all_is_well()


def test_misread_values_go_with_their_article(editor: User) -> None:
    withdraw_value(a_meeting(), "date_edtf", user=editor)
    Article.objects.get().delete()
    assert not Misreading.objects.exists() and not Meeting.objects.exists() and all_is_well()


def test_misread_value_given_back_when_its_article_tells_no_more_takes_who_met_with_it(editor: User) -> None:
    said = withdraw_value(a_meeting(), "date_edtf", user=editor)
    tell("Nothing happened.")
    assert Meeting.objects.exists() and Actor.objects.exists()
    for each in said:
        give_value_back(each, user=editor)
    assert not Meeting.objects.exists() and not Actor.objects.exists()


def test_misread_values_outlive_an_import_that_tells_nothing_and_is_undone(editor: User) -> None:
    withdraw_value(a_meeting(), "date_edtf", user=editor)
    before = knowledge_digest()
    run = ImportRun.objects.create(pipeline_version="corrected")
    tell("Nothing happened.", run=run)
    ImportRun.objects.filter(pk=run.pk).update(articles_changed=1)
    run.refresh_from_db()
    undo_run(run)
    assert knowledge_digest() == before


def test_misread_values_stay_withdrawn_through_merges_and_splits(editor: User) -> None:
    row = a_meeting()
    withdraw_value(row, "date_edtf", user=editor)
    meeting = Meeting.objects.get()
    other = Meeting.objects.create(kind="visit", status="held", slug="visit", review="confirmed")
    merge(meeting, other, user=editor, force=True)
    read_again()
    assert Meeting.objects.get(pk=other.pk).date_edtf == ""
    unmerge(Meeting.objects.get(pk=meeting.pk), user=editor)
    assert Meeting.objects.get(pk=meeting.pk).date_edtf == "" and all_is_well()


def test_misread_values_move_with_sentences_that_are_split_off(editor: User) -> None:
    row = a_meeting()
    tell(f"{MET} It rained.", source="b.txt", **TOLD)
    withdraw_value(row, "place", user=editor)
    meeting = Meeting.objects.get()
    new = split_sentences(meeting, [row.pk], user=editor)
    assert new.misreadings.count() == 1 and (str(meeting.place), new.place) == ("Hue", None)
    read_again()
    assert Meeting.objects.get(pk=new.pk).place is None and all_is_well()


def test_misread_participant_who_is_split_off_stays_withdrawn(editor: User) -> None:
    row = a_meeting()
    tell("Anna Berg spoke.", source="b.txt", who=["Anna Berg"])
    anna = Participation.objects.get(actor__name="Anna Berg").actor
    (said,) = withdraw_value(row, f"actor {anna.pk}", user=editor)
    other = split(anna, [row.article], name="Anna Berg (writer)", user=editor)
    said.refresh_from_db()
    assert said.actor == other and all_is_well()
    read_again()
    assert [tie.actor.name for tie in Participation.objects.all()] == ["Carl Dahl"] and all_is_well()
    give_value_back(said, user=editor)
    assert Participation.objects.filter(actor=other).exists() and all_is_well()


def test_misread_values_come_back_from_an_archive(editor: User, tmp_path: Any) -> None:
    row = a_meeting()
    anna = Participation.objects.get(actor__name="Anna Berg").actor
    for key in ("date_edtf", f"actor {anna.pk}"):
        withdraw_value(row, key, user=editor)
        row.refresh_from_db()
    digest = archive_digest()
    export_archive(tmp_path / "all.zip")
    empty_base()
    import_archive(tmp_path / "all.zip")
    assert archive_digest() == digest and all_is_well()
    for said in Misreading.objects.all():
        give_value_back(said, user=User.objects.get(username=editor.username))
    assert Meeting.objects.get().date_edtf == "2020-02-03" and Participation.objects.count() == 2


def test_misread_values_are_withdrawn_and_given_back_on_the_page(client: Client, editor: User) -> None:
    row = a_meeting()
    meeting = Meeting.objects.get()
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert StrictHtml(page).wrongs == [] and page.count(">Misread<") == len(row.values) - 1 + 2
    sent = {"value": "date_edtf", "told": "Date: 3 February 2020"}
    address = reverse("articles:withdraw-value", args=["meeting", row.pk])
    page = client.post(address, sent, follow=True).content.decode()
    assert StrictHtml(page).wrongs == []
    assert "Withdrawn: Date: 3 February 2020." in page and "<del>3 February 2020</del>" in page
    (step,) = steps_of(Meeting.objects.get())
    assert {change.label for change in step.changes} == {"Date", "Withdrew a misread value"}
    history = client.get(f"{Meeting.objects.get().get_absolute_url()}history/").content.decode()
    assert "Date: 3 February 2020 (“" in history
    page = client.post(reverse("articles:give-value-back", args=["meeting", row.pk]), sent, follow=True)
    assert "Given back: Date: 3 February 2020." in page.content.decode()
    assert "already" in client.post(reverse("articles:give-value-back", args=["meeting", row.pk]), sent, follow=True
                                    ).content.decode()  # fmt: skip
    assert not Misreading.objects.exists() and len(steps_of(Meeting.objects.get())) == 2


def test_misread_values_are_for_editors(client: Client) -> None:
    row = a_meeting()
    address = reverse("articles:withdraw-value", args=["meeting", row.pk])
    assert client.post(address, {"value": "date_edtf"}).url.startswith("/")
    client.force_login(User.objects.create_user("reader"))
    assert client.post(address, {"value": "date_edtf"}).status_code == 403
    assert ">Misread<" not in client.get(Meeting.objects.get().get_absolute_url()).content.decode()
    assert not Misreading.objects.exists()


def test_misread_participant_given_back_stands_where_he_stood(editor: User) -> None:
    """Who takes part is told in the order of the facts, which need not be that of the words."""
    tell("Carl Dahl met the Foreign Minister of Russia.", source="b.txt", who=["Carl Dahl", "Russia"],
         met=[{"place": "Hue"}])  # fmt: skip
    tell("Dahl Carl will meet Anna Berg.", source="b.txt", who=["Anna Berg", "Dahl Carl"],
         met=[{"status": "planned", "date": "2020-02"}])  # fmt: skip
    row = MeetingEvidence.objects.get()
    order = [tie["actor"] for tie in row.values["participants"]]
    spans = [(tie["start"], tie["end"]) for tie in row.values["participants"]]
    assert spans != sorted(spans) or order != sorted(order)
    before = knowledge_digest()
    (first,) = withdraw_value(row, f"actor {order[0]}", user=editor)
    row.refresh_from_db()
    (second,) = withdraw_value(row, f"actor {order[1]}", user=editor)
    give_value_back(first, user=editor)
    give_value_back(second, user=editor)
    assert knowledge_digest() == before


def test_misread_participant_withdrawn_before_places_were_kept_comes_back_by_the_words() -> None:
    ties = [{"actor": n, "role": "", "start": 10 * n, "end": 10 * n + 5} for n in (1, 2, 3)]
    found = whole({"participants": [ties[0], ties[2]]}, {"participants": [ties[1]]})
    assert found == {"participants": ties}
