"""Withdrawal is exact: only an article's own contribution goes, and nothing is left without evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType

from articles.archive import knowledge_digest
from articles.importing.persons_word import with_persons_word
from articles.importing.places import find_places
from articles.importing.withdraw import withdraw_article
from articles.models import ActorEvidence, Article, InitiativeEvidence, MeetingEvidence, TenureEvidence
from kb.decisions import decide, give_back
from kb.merging.merges import mark_not_same
from kb.models import Actor, ActorName, Decision, Initiative, Meeting, Participation, Place, Post, ReviewState, Tenure
from kb.models.history import people_write
from kb.reviewing.answers import answer, take_back_answers
from kb.reviewing.doubts import waiting
from tests.articles.gold import load_gold_corpus
from tests.articles.importing.telling import tell

pytestmark = pytest.mark.django_db

TABLES = (
    Actor, ActorName, Meeting, Initiative, Participation, Place, Post, Tenure, Article,
    ActorEvidence, TenureEvidence, MeetingEvidence, InitiativeEvidence,
)  # fmt: skip
WHO = ["Anna Berg", "Carl Dahl"]
MET = "Anna Berg and Carl Dahl met in Hue."


def contents() -> dict[str, list[Any]]:
    """All rows of the knowledge base, but for when they were written."""
    skipped = {"updated_at", "created_at", "imported_at"}
    return {
        table.__name__: sorted(
            tuple(str(value) for name, value in row.items() if name not in skipped) for row in table.objects.values()
        )
        for table in TABLES
    }


def test_withdraw_leaves_nothing_of_the_only_article() -> None:
    posts = {"Anna Berg": [{"title": "Minister"}]}
    article = tell(MET, who=WHO, met=[{"place": "Hue"}], agreed=[{}], posts=posts).article
    article.delete()
    assert contents() == {table.__name__: [] for table in TABLES}


@pytest.mark.parametrize("delete", [lambda article: article.delete(),
                                    lambda article: Article.objects.filter(pk=article.pk).delete()])  # fmt: skip
def test_withdraw_by_deleting_in_any_way(delete: Callable[[Article], object]) -> None:
    delete(tell(MET, who=WHO, met=[{}]).article)
    assert not Meeting.objects.exists()
    assert not Actor.objects.exists()


@pytest.mark.parametrize("first", [["sa01", "sa02", "sa13"], ["sb13", "sb15"]])
@pytest.mark.parametrize("second", [["sa14", "sa03"], ["sb01", "sb02"]])
def test_withdraw_gives_back_the_knowledge_base_as_it_was(first: list[str], second: list[str]) -> None:
    load_gold_corpus(first)
    before = contents()
    load_gold_corpus(second)
    assert contents() != before
    for name in second:
        Article.objects.get(source=f"gold/{name}.txt").delete()
    assert contents() == before


def test_withdraw_lets_values_fall_back_to_what_others_say() -> None:
    tell(MET, published="2020-01-01", who=WHO, met=[{"date": "2020-02", "status": "planned"}])
    second = tell(MET + " Again.", source="b.txt", who=WHO, met=[{"place": "Hue", "date": "2020-02-03"}]).article
    outcome = withdraw_article(second)
    meeting = Meeting.objects.get()
    assert (meeting.status, meeting.date_edtf, meeting.place) == ("planned", "2020-02", None)
    assert not Place.objects.exists()
    assert outcome.updated == {("meeting", meeting.pk)}
    assert outcome.withdrawn == set()


def test_withdraw_takes_back_participants_spellings_and_the_days_of_a_post() -> None:
    posts = {"Kim Jong-un": [{"title": "Chairman"}], "Kim Jong Un": [{"title": "Chairman"}]}
    tell("Kim Jong-un met Anna Berg.", who=["Kim Jong-un", "Anna Berg"], met=[{}], posts=posts)
    text = "Kim Jong Un met Anna Berg and Carl Dahl."
    second = tell(text, source="b.txt", published="2021-01-01", who=["Kim Jong Un", *WHO], met=[{}], posts=posts)
    assert set(Actor.objects.get(name="Kim Jong Un").names.values_list("text", flat=True)) == {
        "Kim Jong Un", "Kim Jong-un"
    }  # fmt: skip
    second.article.delete()
    kim = Actor.objects.get(name="Kim Jong-un")
    assert [name.text for name in kim.names.all()] == ["Kim Jong-un"]
    assert str(Tenure.objects.get().seen_until) == "2020-02-03"
    assert Participation.objects.count() == 2
    assert not Actor.objects.filter(name="Carl Dahl").exists()


def confirm(record: Any) -> None:
    record.review = ReviewState.CONFIRMED
    record.save()


def reject(record: Any) -> None:
    record.review = ReviewState.REJECTED
    record.save()


def note(record: Any) -> None:
    record.note = "seen by an editor"
    record.save()


def set_field(record: Any) -> None:
    decide(record, ["name"], user=User.objects.create_user(f"editor {record.pk} {type(record).__name__}"))


@pytest.mark.parametrize("word", [confirm, reject, note, set_field])
def test_withdraw_keeps_what_rests_on_a_persons_word(word: Callable[[Any], None]) -> None:
    article = tell(MET, who=WHO, met=[{}], agreed=[{}]).article
    for table in (Meeting, Initiative, Actor):
        for record in table.objects.all():
            word(record)
    article.delete()
    assert (Meeting.objects.count(), Initiative.objects.count(), Actor.objects.count()) == (1, 1, 2)


def test_withdraw_keeps_a_meeting_in_which_a_person_has_put_somebody() -> None:
    article = tell(MET, who=WHO, met=[{}]).article
    eva = Actor.objects.create(kind="person", name="Eva Falk", slug="eva")
    Participation.objects.create(meeting=Meeting.objects.get(), actor=eva)
    article.delete()
    assert Meeting.objects.count() == 1
    assert Actor.objects.filter(name="Eva Falk").exists()


@pytest.mark.parametrize(
    "hold",
    [
        lambda actor: Participation.objects.create(
            meeting=Meeting.objects.create(kind="talks", status="held", slug="own"), actor=actor
        ),
        lambda actor: Post.objects.create(title="Office", body=actor, slug="office"),
        lambda actor: Actor.objects.create(kind="person", name="Eva", slug="eva", country=actor),
        lambda actor: Place.objects.create(name="Hue", slug="hue", country=actor),
        lambda actor: Actor.objects.create(kind="country", name="X", slug="x").members.add(actor),
        lambda actor: ActorName.objects.create(actor=actor, text="Annie"),
    ],
)
def test_withdraw_keeps_an_actor_to_whom_people_refer(hold: Callable[[Actor], object]) -> None:
    article = tell("Anna Berg left.", who=["Anna Berg"]).article
    hold(Actor.objects.get(name="Anna Berg"))
    article.delete()
    assert Actor.objects.filter(name="Anna Berg").exists()


def test_withdraw_keeps_the_gazetteer() -> None:
    laos = Actor.objects.create(kind="country", name="Laos", slug="laos", gazetteer_key="country:LA")
    ActorName.objects.create(actor=laos, text="Laos", review=ReviewState.MACHINE)
    Place.objects.create(name="Hue", slug="hue", latitude=16.5, longitude=107.6)
    tell("Laos met in Hue.", who=["Laos"], met=[{"place": "Hue"}]).article.delete()
    assert Actor.objects.filter(pk=laos.pk).exists()
    assert laos.names.count() == 1
    assert Place.objects.count() == 1


def test_withdraw_keeps_a_confirmed_tenure() -> None:
    article = tell("Anna Berg left.", who=["Anna Berg"], posts={"Anna Berg": [{"title": "Minister"}]}).article
    Tenure.objects.update(review=ReviewState.CONFIRMED)
    article.delete()
    assert Tenure.objects.count() == Post.objects.count() == Actor.objects.count() == 1


def test_withdraw_keeps_a_record_that_has_a_rejected_sentence_elsewhere() -> None:
    tell(MET, who=WHO, met=[{}])
    MeetingEvidence.objects.update(review=ReviewState.REJECTED)
    second = tell(MET + " Again.", source="b.txt", who=WHO, met=[{}]).article
    second.delete()
    assert Meeting.objects.get().evidence.get().review == ReviewState.REJECTED


@pytest.mark.parametrize("text", [MET, MET + " Again.", MET + " Once more."], ids=["first", "deleted", "other"])
def test_withdraw_of_a_version_leaves_its_source_open_to_the_next(text: str) -> None:
    tell(MET, who=WHO, met=[{}])
    tell(MET + " Again.", who=WHO, met=[{}]).article.delete()
    next_one = tell(text, who=WHO, met=[{}])
    assert (next_one.state.value, next_one.article.version, next_one.article.is_current) == ("new", 2, True)
    assert Meeting.objects.count() == 1
    assert tell(text, who=WHO, met=[{}]).state.value == "unchanged"


def test_withdraw_keeps_two_actors_whom_a_person_told_apart() -> None:
    article = tell(MET, who=WHO).article
    mark_not_same(*Actor.objects.order_by("pk"), user=User.objects.create_user("anna"))
    withdraw_article(article)
    assert {actor.name for actor in Actor.objects.all()} == set(WHO)


def test_withdraw_takes_what_a_decision_kept_once_that_is_given_back() -> None:
    article = tell(MET, who=WHO, met=[{}]).article
    decide(Meeting.objects.get(), ["status"], user=User.objects.create_user("anna"))
    article.delete()
    give_back(Decision.objects.get())
    assert not Meeting.objects.exists()


def test_withdraw_asks_for_peoples_word_once_however_many_records_there_are(
    django_assert_num_queries: Any, editor: User
) -> None:
    for day in ("01", "02", "03", "04"):
        tell(f"Anna Berg met Carl Dahl on the {day}th.", source=f"{day}.txt", published=f"2020-{day}-01",
             who=["Anna Berg", "Carl Dahl"], met=[{"date": f"2020-{day}-01"}])  # fmt: skip
    first, second, third, fourth = Meeting.objects.order_by("pk")
    Meeting.objects.filter(pk=second.pk).update(note="seen on television")
    mark_not_same(third, fourth, user=editor)
    ContentType.objects.get_for_model(Meeting)
    with django_assert_num_queries(1):
        assert with_persons_word(Meeting, [first.pk, second.pk, third.pk]) == {second.pk, third.pk}
    with django_assert_num_queries(0):
        assert with_persons_word(Meeting, []) == set()


def test_withdraw_follows_when_a_rejection_is_taken_back_after_the_articles_went(editor: User) -> None:
    article = tell("Anna Berg spoke.", who=["Anna Berg"]).article
    (item,) = waiting()
    given = answer([item], "reject", user=editor)
    article.delete()
    assert Actor.objects.get().review == ReviewState.REJECTED
    take_back_answers(given, user=editor)
    assert not Actor.objects.exists()


@pytest.mark.parametrize("by_a_person", [False, True])
def test_withdraw_forgets_a_place_that_a_person_replaced_after_the_articles_went(
    editor: User, by_a_person: bool
) -> None:
    article = tell(MET, who=WHO, met=[{"place": "Hue"}]).article
    Meeting.objects.update(review=ReviewState.CONFIRMED)
    if by_a_person:
        with people_write(editor):
            Place.objects.get().save()
    article.delete()
    meeting = Meeting.objects.get()
    assert str(meeting.place) == "Hue"
    meeting.place = None
    meeting.save()
    decide(meeting, ["place"], user=editor)
    assert Place.objects.exists() == by_a_person


def test_withdraw_leaves_a_place_that_the_words_of_a_meeting_name_to_which_a_person_gave_another(editor: User) -> None:
    tell(MET, who=WHO, met=[{"place": "Hue"}])
    meeting = Meeting.objects.get()
    meeting.place = find_places(["Oslo"])["oslo"]
    meeting.save()
    decide(meeting, ["place"], user=editor)
    before = knowledge_digest()
    other = tell("Laos met in Hue.", source="b.txt", who=["Laos"], met=[{"place": "Hue"}]).article
    assert str(Meeting.objects.exclude(pk=meeting.pk).get().place) == "Hue"
    other.delete()
    assert knowledge_digest() == before
