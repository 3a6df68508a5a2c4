"""What people add by hand: evidence like any other, that imports leave alone and that one click takes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.archive import archive_digest, export_archive, import_archive, knowledge_digest
from articles.checking import check_base
from articles.importing.adding import Adding, CannotAdd, NewActor, Words, take_back_addition
from articles.importing.additions import find_again, row_of
from articles.importing.gazetteer import gazetteer_from_database
from articles.importing.places import find_places
from articles.importing.undo import undo_run
from articles.importing.withdraw import Touched, follow
from articles.models import ActorEvidence, Addition, Article, ImportRun, MeetingEvidence
from kb.decisions import decide
from kb.models import Actor, ActorName, Initiative, Meeting, Place, ReviewState, Tenure
from kb.versions import steps_of
from tests.articles.archive.small_base import empty_base
from tests.articles.importing.telling import tell

pytestmark = pytest.mark.django_db

TEXT = "Anna Berg met Carl Dahl in Hue. Minister Emil Falk of Norway signed the Oslo Plan there."


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna")


@pytest.fixture
def article() -> Article:
    return tell(TEXT, who=["Anna Berg", "Carl Dahl"]).article


def adding(article: Article, words: str, user: User) -> Adding:
    start = article.text.index(words)
    return Adding(Words(article, start, start + len(words)), user, reason="I read it")


def add_mention(article: Article, user: User) -> Addition:
    return adding(article, "Emil Falk", user).mention(NewActor("person", "Emil Falk"))


def add_spelling(article: Article, user: User) -> Addition:
    return adding(article, "Emil Falk", user).spelling(Actor.objects.get(name="Carl Dahl"))


def add_post(article: Article, user: User) -> Addition:
    return adding(article, "Minister Emil Falk of Norway", user).post(
        NewActor("person", "Emil Falk"), title="Minister", body=NewActor("country", "Norway"), former=False
    )


def add_meeting(article: Article, user: User) -> Addition:
    return adding(article, "Anna Berg met Carl Dahl in Hue.", user).meeting(
        people=[(Actor.objects.get(name="Anna Berg"), "host"), (Actor.objects.get(name="Carl Dahl"), "participant")],
        kind="talks", status="held", date_edtf="2020-02-03", place="Hue",
    )  # fmt: skip


def add_initiative(article: Article, user: User) -> Addition:
    return adding(article, "signed the Oslo Plan", user).initiative(
        people=[(NewActor("person", "Emil Falk"), "")], name="Oslo Plan", kind="plan", status="signed"
    )


ADD = [add_mention, add_spelling, add_post, add_meeting, add_initiative]
Add = Callable[[Article, User], Addition]


@pytest.mark.parametrize("add", ADD)
def test_adding_is_taken_back_without_a_trace(add: Add, article: Article, anna: User) -> None:
    before = knowledge_digest()
    addition = add(article, anna)
    assert knowledge_digest() != before
    row = row_of(addition)
    assert (row.quote, row.rule, row.review, addition.user) == (addition.quote, "person", "confirmed", anna)
    assert [str(problem) for _, problem in check_base()] == []
    take_back_addition(addition, user=anna)
    assert knowledge_digest() == before


def test_adding_meeting_fills_its_record(article: Article, anna: User) -> None:
    meeting = add_meeting(article, anna).record
    meeting.refresh_from_db()
    assert (meeting.kind, meeting.status, meeting.date_edtf, meeting.place.name) == (
        "talks", "held", "2020-02-03", "Hue")  # fmt: skip
    assert {(tie.actor.name, tie.role) for tie in meeting.participations.all()} == {
        ("Anna Berg", "host"), ("Carl Dahl", "participant")}  # fmt: skip
    (step,) = steps_of(meeting)
    assert (step.user, step.reason) == (anna, "I read it")
    assert any("Anna Berg met" in change.after for change in step.changes)


def test_adding_spelling_is_known_to_the_next_import(article: Article, anna: User) -> None:
    carl = add_spelling(article, anna).record
    assert "Emil Falk" in {name.text for entry in gazetteer_from_database().entries for name in entry.names}
    tell("Emil Falk slept.", source="b.txt", who=["Emil Falk"])
    assert ActorEvidence.objects.filter(article__source="b.txt").get().actor == carl


@pytest.mark.parametrize("add", ADD)
def test_adding_stands_in_the_new_version_of_the_article(add: Add, article: Article, anna: User) -> None:
    addition = add(article, anna)
    before = knowledge_digest()
    run = ImportRun.objects.create(pipeline_version="of its own")
    new = tell("This is corrected. " + TEXT, who=["Anna Berg"], run=run).article
    row = row_of(addition)
    assert (row.article, row.quote) == (new, addition.quote)
    assert [str(problem) for _, problem in check_base() if "counted" not in str(problem)] == []
    undo_run(run)
    assert row_of(addition).article == article
    assert knowledge_digest() == before


@pytest.mark.parametrize("again", ["Nothing of it was true.", "This is corrected. " + TEXT])
@pytest.mark.parametrize("review", ReviewState.values)
@pytest.mark.parametrize("add", ADD)
def test_adding_is_reviewed_as_before_once_a_correction_is_undone(
    add: Add, review: str, again: str, article: Article, anna: User
) -> None:
    row = row_of(add(article, anna))
    type(row).objects.filter(pk=row.pk).update(review=review)
    follow(Touched(**{row.addition.relation: {row.addition.record.pk}}), Touched())
    before, run = knowledge_digest(), ImportRun.objects.create(pipeline_version="of its own")
    tell(again, run=run)
    assert [str(problem) for _, problem in check_base() if "counted" not in str(problem)] == []
    undo_run(run)
    assert row_of(row.addition).review == review
    assert knowledge_digest() == before


@pytest.mark.parametrize("add", ADD)
def test_adding_whose_words_went_is_kept_and_flagged(add: Add, article: Article, anna: User) -> None:
    addition = add(article, anna)
    run = ImportRun.objects.create(pipeline_version="of its own")
    tell("Nothing of it was true.", run=run)
    addition.refresh_from_db()
    assert row_of(addition) is None
    assert list(Addition.objects.lost()) == [*addition.parts.order_by("number"), addition]
    assert addition.record is not None
    assert [str(problem) for _, problem in check_base() if "counted" not in str(problem)] == []
    tell(TEXT + " Again.", who=["Anna Berg"])
    assert row_of(addition).quote == addition.quote
    assert not Addition.objects.lost().exists()


@pytest.mark.parametrize("add", ADD)
def test_adding_taken_back_after_its_words_went_leaves_nobody_it_alone_held_on_to(
    add: Add, article: Article, anna: User
) -> None:
    """The sequence that showed it: a post of somebody whom the corrected article names no more is taken back."""
    addition = add(article, anna)
    tell("Nothing happened.", source=article.source)
    take_back_addition(addition, user=anna)
    assert [str(problem) for _, problem in check_base()] == []
    assert not Actor.objects.exists()


def test_adding_taken_back_leaves_no_place_that_it_alone_told(article: Article, anna: User) -> None:
    """The sequence that showed it: the meeting was given another place by hand before the addition was taken back."""
    addition = add_meeting(article, anna)
    meeting = Meeting.objects.get()
    meeting.place = find_places(["Oslo"])["oslo"]
    meeting.save()
    decide(meeting, ["place"], user=anna)
    take_back_addition(addition, user=anna)
    assert [place.name for place in Place.objects.all()] == ["Oslo"]
    assert [str(problem) for _, problem in check_base()] == []


def test_adding_is_left_alone_when_the_article_is_read_again(article: Article, anna: User) -> None:
    addition = add_meeting(article, anna)
    tell(TEXT + " ", who=["Anna Berg", "Carl Dahl"], met=[{"place": "Hanoi"}])
    assert Meeting.objects.get() == addition.record, "the program found another meeting than the person"
    assert addition.record.evidence.count() == 2
    assert Meeting.objects.get().place.name == "Hue", "the program outranked the person"
    take_back_addition(addition, user=anna)
    meeting = Meeting.objects.get()
    assert (meeting.place.name, meeting.review) == ("Hanoi", ReviewState.MACHINE)


def test_adding_status_lets_a_later_article_go_on_from_it(anna: User) -> None:
    article = tell(TEXT, who=["Anna Berg", "Carl Dahl"], met=[{"status": "held"}]).article
    meeting = Meeting.objects.get()
    adding(article, "met Carl Dahl in Hue", anna).meeting(meeting, status="planned")
    meeting.refresh_from_db()
    assert meeting.status == "planned"
    again = {"who": ["Anna Berg", "Carl Dahl"], "met": [{"status": "cancelled"}]}
    tell(TEXT, source="b.txt", published="2020-02-05", **again)
    meeting.refresh_from_db()
    assert (Meeting.objects.count(), meeting.status) == (1, "cancelled")


def test_adding_goes_with_the_article_that_goes(article: Article, anna: User) -> None:
    for add in (add_meeting, add_post, add_initiative):
        add(article, anna)
    article.delete()
    assert not any(model.objects.exists() for model in (Addition, Meeting, Initiative, Tenure, Actor))


def test_adding_survives_its_old_version(article: Article, anna: User) -> None:
    addition = add_meeting(article, anna)
    new = tell("This is corrected. " + TEXT).article
    article.delete()
    addition.refresh_from_db()
    assert (addition.article, row_of(addition).article) == (new, new)
    assert [str(problem) for _, problem in check_base()] == []


def test_adding_refuses_what_is_there_and_old_versions(article: Article, anna: User) -> None:
    with pytest.raises(CannotAdd, match="already"):
        adding(article, "Anna Berg", anna).mention(Actor.objects.get(name="Anna Berg"))
    add_spelling(article, anna)
    with pytest.raises(CannotAdd, match="already"):
        add_spelling(article, anna)
    tell("Corrected.")
    article.refresh_from_db()
    with pytest.raises(CannotAdd, match="newest version"):
        add_mention(article, anna)
    assert ActorName.objects.filter(text="Emil Falk").count() == 1


def test_adding_refuses_a_version_that_was_corrected_since_the_page_was_read(article: Article, anna: User) -> None:
    read = Article.objects.get(pk=article.pk)
    tell("Corrected.")
    assert read.is_current
    with pytest.raises(CannotAdd, match="newest version"):
        add_mention(read, anna)


def test_adding_comes_back_out_of_an_archive(article: Article, anna: User, tmp_path: Path) -> None:
    for add in (add_meeting, add_post, add_spelling):
        add(article, anna)
    tell("Anna Berg met Carl Dahl in Hue.", who=["Anna Berg"])
    assert Addition.objects.lost().exists()
    digest = archive_digest()
    export_archive(tmp_path / "1.zip")
    empty_base()
    import_archive(tmp_path / "1.zip")
    assert archive_digest() == digest
    assert MeetingEvidence.objects.get(rule="person").addition.record == Meeting.objects.get()


def test_checking_finds_an_addition_that_is_not_its_words(article: Article, anna: User) -> None:
    addition = add_meeting(article, anna)
    Addition.objects.filter(pk=addition.pk).update(quote="Anna Berg met Carl Dahl in Hoi.")
    assert [(name, "words" in str(problem)) for name, problem in check_base()] == [("additions", True)]
    Addition.objects.filter(pk=addition.pk).update(quote=addition.quote)


FOUND: list[tuple[str, str, int, str, int | None]] = [
    ("He met Ann.", "Ann", 0, "Today he met Ann.", 13),
    ("Ann came. Ann left.", "Ann", 1, "Yes: Ann came. Ann left.", 15),
    ("Ann left.", "Ann", 0, "Anna left.", None),
    ("Ann left.", "Ann", 0, "Ben. Ann left Ben. Ann left Ben.", None),
    ("Ann left.", "Ann", 0, "", None),
    ("Nguyễn (đỏ).", "(đỏ)", 0, "a (đỏ).", 2),
]


@pytest.mark.parametrize(("text", "words", "nth", "other", "place"), FOUND)
def test_find_again(text: str, words: str, nth: int, other: str, place: int | None) -> None:
    starts: list[Any] = [at for at in range(len(text)) if text.startswith(words, at)]
    assert find_again(text, starts[nth], starts[nth] + len(words), other) == place
