"""check_kb finds what is off, says what to do, and mends what follows from evidence alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command

from articles.archive import knowledge_digest
from articles.checking import CHECKS, check_base
from articles.importing.settle import MEETING, settle
from articles.models import ActorEvidence, Article, ImportRun, MeetingEvidence
from kb.decisions import decide
from kb.merging.merges import merge
from kb.models import Actor, ActorName, Decision, Meeting, Merge, Participation, Place, Tenure
from tests.articles.archive.small_base import import_told
from tests.articles.importing.telling import tell

pytestmark = pytest.mark.django_db

Break = Callable[[], object]


@pytest.fixture
def whole() -> None:
    """A base in which everything is as it should be, decisions and all."""
    import_told()
    meeting = Meeting.objects.get()
    meeting.name, meeting.date_edtf = "Lunch", "2020-02-03"
    meeting.save()
    decide(meeting, ["name", "date_edtf"], user=User.objects.create_user("anna"))


def findings(*checks: str, fix: bool = False) -> list[tuple[str, str]]:
    return [(check, str(problem)) for check, problem in check_base(fix=fix, only=checks or tuple(CHECKS))]


def change_evidence(**told: object) -> None:
    row = MeetingEvidence.objects.filter(article__source="a.txt", values__has_key="place").get()
    row.values["place"] |= told
    row.save()


def merge_in_a_circle() -> None:
    one, other = Actor.objects.filter(kind="person").order_by("slug")
    kind = ContentType.objects.get_for_model(Actor)
    Merge.objects.create(content_type=kind, duplicate_id=one.pk, survivor_id=other.pk)
    Merge.objects.create(content_type=kind, duplicate_id=other.pk, survivor_id=one.pk)


def overlapping_terms() -> None:
    tenure = Tenure.objects.get()
    Tenure.objects.filter(pk=tenure.pk).update(start="2010", end="2015", review="confirmed")
    Tenure.objects.create(person=tenure.person, post=tenure.post, term=2, start="2014", end="2018")


def a_meeting_nobody_tells_of() -> None:
    Meeting.objects.create(kind="talks", status="held", slug="nobody-tells")


#: what is off, the check that finds it, and its words
MENDED: list[tuple[Break, str, str]] = [
    (lambda: Meeting.objects.update(status="planned"), "values",
     "status is 'planned', and evidence says 'held'"),
    (lambda: Meeting.objects.update(kind="call"), "values", "kind is 'call', and evidence says 'talks'"),
    (lambda: Participation.objects.filter(actor__name="Carl Dahl").delete(), "values", "is missing, and evidence says"),
    (lambda: Participation.objects.update(role="chair"), "values", "'chair'"),
    (lambda: ActorName.objects.filter(actor__name="Anna Berg").update(text="Anne"), "values",
     "name Anne is there, and no evidence says so"),
    (lambda: Actor.objects.filter(name="Anna Berg").update(name="Nobody"), "values", "name is 'Nobody'"),
    (lambda: Tenure.objects.update(seen_from=date(1999, 1, 1)), "values", "seen_from is datetime.date(1999, 1, 1)"),
    (a_meeting_nobody_tells_of, "values", "meeting nobody-tells: nothing tells of it any more"),
    (lambda: Actor.objects.create(kind="person", name="A", slug="a"), "values", "actor a: nothing tells of it"),
    (lambda: Place.objects.update(key="elsewhere"), "keys", "'Hue' is looked up as 'elsewhere'"),
    (lambda: Meeting.objects.update(date_latest="2030-01-01"), "dates", "is kept as 2020-02-03 to 2030-01-01"),
    (lambda: Place.objects.create(name="Nowhere", slug="nowhere"), "places", "place nowhere: no meeting is held there"),
    (lambda: Decision.objects.filter(field="name").update(object_id=987654), "references", "its record is no longer"),
]  # fmt: skip
LEFT: list[tuple[Break, str, str]] = [
    (lambda: Article.objects.filter(source="a.txt").update(text="Quite another text, of another length altogether."),
     "texts", "the text is not the one that was imported. Remedy: delete the article"),
    (lambda: ActorEvidence.objects.update(end=9999), "evidence", "its span is no words of the text"),
    (lambda: change_evidence(end=9999), "evidence", "-9999) is no words"),
    (lambda: Article.objects.filter(source="c.txt").update(is_current=False), "evidence",
     "it is of a version of the article that was replaced"),
    (lambda: Actor.objects.filter(slug="carl-dahl").delete(), "evidence", "it names actors that are not there"),
    (merge_in_a_circle, "merges", "its merges go round in a circle"),
    (lambda: Actor.objects.filter(slug="carl-dahl").update(merged_into=Actor.objects.get(slug="anna-berg")), "merges",
     "does not point there"),
    (lambda: Meeting.objects.update(name="Dinner"), "decisions", "name is 'Dinner', and a person set 'Lunch'"),
    (lambda: Decision.objects.filter(field="name").update(field="colour"), "decisions", "a decision on 'colour'"),
    (lambda: Meeting.objects.update(date_edtf="last week"), "dates", "'last week' is no date"),
    (lambda: Tenure.objects.update(start="2020", end="2019"), "tenures", "it ends (2019) before it starts (2020)"),
    (lambda: Tenure.objects.update(start="once"), "tenures", "'once' is no date"),
    (overlapping_terms, "tenures", "its terms 1 and 2 overlap"),
    (lambda: Actor.objects.filter(slug="russia").update(slug="a slug"), "addresses", "'a slug' cannot be an address"),
    (lambda: ImportRun.objects.update(status="done"), "runs", "it counted 0 articles, and 1 are there"),
]  # fmt: skip


@pytest.mark.usefixtures("whole")
def test_check_finds_nothing_where_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    before = knowledge_digest(())
    call_command("check_kb")
    call_command("check_kb", "--fix")
    assert capsys.readouterr().out == "Everything that was checked is as it should be.\n" * 2
    assert knowledge_digest(()) == before


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize(("change", "check", "words"), MENDED)
def test_check_finds_and_mends(change: Break, check: str, words: str) -> None:
    before = knowledge_digest()
    change()
    found = findings(check)
    assert any(words in said and "Remedy: run" in said for _, said in found), found
    assert {said.rpartition(". ")[2] for _, said in findings(check, fix=True)} == {"Mended."}
    assert findings(check) == []
    if check != "references":
        assert knowledge_digest() == before


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize(("change", "check", "words"), LEFT)
def test_check_leaves_to_people_what_is_theirs(change: Break, check: str, words: str) -> None:
    change()
    for _ in range(2):
        found = findings(check, fix=True)
        assert any(words in said and "Remedy: " in said for _, said in found), found


@pytest.mark.usefixtures("whole")
def test_check_keeps_what_people_said_when_it_mends() -> None:
    a_meeting_nobody_tells_of()
    Meeting.objects.filter(slug="nobody-tells").update(note="Known from a visitor.")
    Participation.objects.filter(actor__name="Anna Berg").update(review="confirmed", role="chair")
    assert findings(fix=True) == []
    assert Meeting.objects.filter(slug="nobody-tells").exists()
    assert Meeting.objects.filter(name="Lunch", participations__role="chair").exists()


@pytest.mark.usefixtures("whole")
def test_check_command_ends_with_an_error_while_something_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    Actor.objects.filter(slug="russia").update(slug="a slug")
    Meeting.objects.update(kind="call")
    with pytest.raises(CommandError, match="2 of 2 findings are left"):
        call_command("check_kb")
    with pytest.raises(CommandError, match="1 of 2 findings are left"):
        call_command("check_kb", "--fix")
    with pytest.raises(CommandError, match="1 of 1 findings are left"):
        call_command("check_kb", "--only", "addresses")
    Actor.objects.filter(slug="a slug").update(slug="russia")
    call_command("check_kb", "--fix")
    assert capsys.readouterr().out.endswith("as it should be.\n")


@pytest.mark.usefixtures("whole")
def test_check_command_tells_twenty_findings_of_a_kind(capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(23):
        Place.objects.create(name=f"Nowhere {number}", slug=f"nowhere-{number}")
    call_command("check_kb", "--fix")
    told = capsys.readouterr().out
    assert told.count("Mended.") == 20
    assert "places: and 3 more (--all tells them)." in told and "23 findings were mended." in told


def test_check_sees_no_fault_in_a_corrected_and_a_deleted_article() -> None:
    import_told()
    run = ImportRun.objects.create(pipeline_version="test")
    tell("Anna Berg met nobody.", source="a.txt", published="2020-02-05", who=["Anna Berg"], run=run)
    Article.objects.filter(source="b.txt").delete()
    assert findings() == []


def test_check_leaves_the_place_that_a_merged_meeting_gets_back() -> None:
    """An article that told of the place is read anew without it, while the merge stands."""
    tell("Putin met Xi in Hanoi.", source="a", met=[{"place": "Hanoi"}])
    tell("Lavrov met Wang.", source="b", who=["Lavrov", "Wang"], met=[{"date": "2020-03-03"}])
    survivor, duplicate = Meeting.objects.get(place__name="Hanoi"), Meeting.objects.get(place=None)
    merge(duplicate, survivor, force=True)
    MeetingEvidence.objects.filter(values__has_key="place").delete()
    settle(MEETING, [survivor.pk])
    assert Meeting.objects.get(pk=survivor.pk).place is None
    assert Place.objects.filter(name="Hanoi").exists()
    assert findings("places") == []
