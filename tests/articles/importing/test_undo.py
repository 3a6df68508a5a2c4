"""Undoing a run: the knowledge base is as if it had not been; people's edits and other articles' words stay."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.importing import undo
from articles.importing.adding import Adding, NewActor, Words
from articles.importing.processes import this_process
from articles.importing.undo import CannotUndo, undo_run
from articles.models import ActorEvidence, Article, ImportFailure, ImportRun, MeetingEvidence, RunStatus
from kb.decisions import decide
from kb.models import Actor, ActorName, Meeting, ReviewState
from tests.articles.digest import content
from tests.articles.importing.telling import tell

pytestmark = pytest.mark.django_db

BERG_MET = {"text": "Anna Berg and Carl Dahl met in Hue. Then they left.", "who": ["Anna Berg", "Carl Dahl"],
            "met": [{"place": "Hue"}], "posts": {"Anna Berg": [{"title": "Minister"}]}}  # fmt: skip
BERG_AND_EK = {"text": "Anna Berg and Olof Ek signed. They have a plan.", "who": ["Anna Berg", "Olof Ek"],
               "agreed": [{}], "met": [{"kind": "ceremony", "date": "2020-05-01"}],
               "posts": {"Olof Ek": [{"title": "Minister"}]}}  # fmt: skip
POSTPONED = {"text": "Carl Dahl and Anna Berg did not meet.", "who": ["Anna Berg", "Carl Dahl"],
             "met": [{"status": "postponed", "place": "Hanoi"}]}  # fmt: skip


def a_run(**fields: Any) -> ImportRun:
    return ImportRun.objects.create(pipeline_version="test", status=RunStatus.DONE, **fields)


@pytest.fixture
def first() -> ImportRun:
    run = a_run()
    tell(**BERG_MET, source="a.txt", run=run)
    return run


def test_undo_takes_back_what_the_run_alone_told(first: ImportRun) -> None:
    before = content()
    second = a_run()
    tell(**BERG_AND_EK, source="b.txt", published="2020-02-05", run=second)
    tell(**POSTPONED, source="c.txt", published="2020-02-06", run=second)
    assert content() != before
    summary = undo_run(second)
    assert content() == before
    assert summary.to_json() == {
        "articles": {"removed": 2, "restored": 0}, "records": {"restored": 0, "updated": 1, "withdrawn": 3},
    }  # fmt: skip
    second.refresh_from_db()
    assert second.status == RunStatus.UNDONE
    assert second.undone_at is not None


def test_undo_brings_back_the_version_before_with_its_evidence_and_addresses(first: ImportRun) -> None:
    MeetingEvidence.objects.update(review=ReviewState.CONFIRMED)
    before = content()
    second = a_run()
    tell(**BERG_AND_EK, source="a.txt", run=second)
    assert not Meeting.objects.filter(kind="talks").exists()
    summary = undo_run(second)
    assert content() == before
    assert summary.to_json()["articles"] == {"removed": 1, "restored": 1}
    assert summary.to_json()["records"] == {"restored": 2, "updated": 1, "withdrawn": 3}


def test_undo_of_a_run_between_two_others_leaves_the_last_and_goes_back_to_the_first(first: ImportRun) -> None:
    before = content()
    second, third = a_run(), a_run()
    tell(**BERG_AND_EK, source="a.txt", run=second)
    tell(**POSTPONED, source="a.txt", run=third)
    undo_run(second)
    assert list(Article.objects.current().values_list("version", "run")) == [(3, third.pk)]
    assert {row["status"] for row in Meeting.objects.values("status")} == {"postponed"}
    undo_run(third)
    assert content() == before


def test_undo_in_any_order_of_two_runs_leaves_nothing(first: ImportRun) -> None:
    second = a_run()
    tell(**BERG_AND_EK, source="a.txt", run=second)
    undo_run(first)
    assert Article.objects.get().is_current
    undo_run(second)
    assert not any(content().values())


def test_undo_keeps_what_people_decided_since(first: ImportRun, admin_user: User) -> None:
    second = a_run()
    tell(**BERG_AND_EK, source="b.txt", run=second)
    ceremony = Meeting.objects.get(kind="ceremony")
    ceremony.status = "cancelled"
    ceremony.save()
    decide(ceremony, ["status"], user=admin_user)
    talks = Meeting.objects.get(kind="talks")
    Meeting.objects.filter(pk=talks.pk).update(review=ReviewState.REJECTED)
    undo_run(second, user=admin_user)
    assert Meeting.objects.get(kind="ceremony").status == "cancelled"
    assert Meeting.objects.get(kind="talks").review == ReviewState.REJECTED
    assert not Actor.objects.filter(name="Olof Ek").exclude(participations__meeting=ceremony).exists()
    second.refresh_from_db()
    assert second.undone_by == admin_user


def test_undo_keeps_a_find_rejected_that_people_rejected_in_the_later_version(first: ImportRun) -> None:
    second = a_run()
    tell(**{**BERG_AND_EK, "text": "Anna Berg and Olof Ek signed it."}, source="a.txt", run=second)
    rejected = ActorEvidence.objects.get(actor__name="Anna Berg")
    ActorEvidence.objects.filter(pk=rejected.pk).update(review=ReviewState.REJECTED)
    undo_run(second)
    assert ActorEvidence.objects.get(actor__name="Anna Berg").review == ReviewState.REJECTED


def test_undo_of_a_version_that_a_person_deleted_brings_nothing_back(first: ImportRun) -> None:
    second = a_run()
    tell(**BERG_AND_EK, source="a.txt", run=second)
    Article.objects.current().get().delete()
    undo_run(second)
    assert not Article.objects.current().exists()


def test_undo_brings_back_no_version_whose_successor_was_deleted_before_the_run(first: ImportRun) -> None:
    tell(**BERG_AND_EK, source="a.txt", run=a_run())
    Article.objects.filter(source="a.txt").current().delete()
    assert [a.is_current for a in Article.objects.filter(source="a.txt")] == [False]
    before = content()
    again = a_run()
    tell(**BERG_MET, source="a.txt", run=again)
    assert Meeting.objects.exists() and Article.objects.current().count() == 1
    undo_run(again)
    assert content() == before
    assert not Article.objects.current().exists() and not Meeting.objects.exists()


def test_undo_finds_the_record_that_another_run_made_anew_meanwhile(first: ImportRun) -> None:
    second, third = a_run(), a_run()
    tell(**BERG_AND_EK, source="a.txt", run=second)
    tell(**{**BERG_MET, "text": "Carl Dahl met Anna Berg in Hue."}, source="b.txt", run=third)
    undo_run(second)
    assert Meeting.objects.get().evidence.values("article").distinct().count() == 2
    assert Actor.objects.count() == 2


def test_undo_interrupted_is_finished_by_asking_again(first: ImportRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "PORTION", 1)
    before, second = content(), a_run()
    for day in ("2020-01-01", "2020-01-02", "2020-01-03"):
        tell(**BERG_AND_EK, source=f"{day}.txt", published=day, run=second)
    seen: list[int] = []
    summary = undo_run(second, stop=lambda: True, progress=lambda done: seen.append(done.done))
    assert (summary.interrupted, seen) == (True, [1])
    second.refresh_from_db()
    assert second.status == RunStatus.UNDOING
    assert undo_run(second).articles_removed == 2
    assert content() == before


def test_undo_of_one_run_by_two_at_once_is_done_once(
    first: ImportRun, monkeypatch: pytest.MonkeyPatch, admin_user: User
) -> None:
    """The second finds what is left, and whoever comes to the end first has undone it."""
    monkeypatch.setattr(undo, "PORTION", 1)
    before, second, other = content(), a_run(), User.objects.create_user("boris")
    for day in ("2020-01-01", "2020-01-02", "2020-01-03"):
        tell(**BERG_AND_EK, source=f"{day}.txt", published=day, run=second)
    done: list[int] = []

    def meanwhile(summary: undo.UndoSummary) -> None:
        if not done:
            done.append(undo_run(ImportRun.objects.get(pk=second.pk), user=other).articles_removed)

    assert undo_run(second, user=admin_user, progress=meanwhile).articles_removed == 1
    assert (done, content()) == ([2], before)
    second.refresh_from_db()
    assert (second.status, second.undone_by) == (RunStatus.UNDONE, other)


def test_undo_asks_what_the_run_is_now(first: ImportRun) -> None:
    stale = ImportRun.objects.get(pk=first.pk)
    undo_run(first)
    assert first.status == RunStatus.UNDONE
    with pytest.raises(CannotUndo, match="was undone already"):
        undo_run(stale)


@pytest.mark.parametrize(
    ("fields", "told"),
    [({"status": RunStatus.UNDONE}, "was undone already"), ({"status": RunStatus.RUNNING}, "is still at work")],
)
def test_undo_refuses_what_cannot_be_undone(first: ImportRun, fields: dict[str, Any], told: str) -> None:
    undo_run(first)
    ImportRun.objects.filter(pk=first.pk).update(process=this_process(), **fields)
    first.refresh_from_db()
    with pytest.raises(CannotUndo, match=told):
        undo_run(first)


def test_undo_of_a_run_that_was_killed(first: ImportRun) -> None:
    ImportRun.objects.filter(pk=first.pk).update(status=RunStatus.RUNNING, process="")
    first.refresh_from_db()
    assert undo_run(first).articles_removed == 1
    assert not any(content().values())


def test_undo_opens_again_the_failures_that_the_run_had_taken_in(first: ImportRun) -> None:
    failure = ImportFailure.objects.create(run=a_run(), source="a.txt", reason="empty", taken_in_by=first)
    undo_run(first)
    failure.refresh_from_db()
    assert failure.taken_in_by is None


#: of these no two tell of one occasion in different words, so that no order of import matters
SAID = [BERG_MET, BERG_AND_EK, POSTPONED, {"text": "Nothing happened."}]
imports = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from("abc"), st.integers(0, len(SAID) - 1)), min_size=1, max_size=8
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(imports, st.integers(0, 2))
def test_undo_leaves_what_the_other_runs_alone_would_have_made(sequence: list[tuple[int, str, int]], gone: int) -> None:
    with transaction.atomic():
        runs = import_in_runs(sequence, but=None)
        undo_run(runs[gone])
        undone = without_versions(content(slugs=False))
        transaction.set_rollback(True)
    with transaction.atomic():
        import_in_runs(sequence, but=gone)
        never = without_versions(content(slugs=False))
        transaction.set_rollback(True)
    assert undone == never


def import_in_runs(sequence: list[tuple[int, str, int]], *, but: int | None) -> list[ImportRun]:
    """Each step is a run, a source, and which text it has, never the same twice; leaves out the run `but`."""
    runs = [a_run() for _ in range(3)]
    for step, (run, source, number) in enumerate(sequence):
        said = SAID[number] | {"text": f"{SAID[number]['text']} It was the {step}th."}
        if run != but:
            tell(**said, source=f"{source}.txt", published=f"2020-02-0{ord(source) - 90}", run=runs[run])
    return runs


def without_versions(base: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The numbers of versions, and addresses with them, go on counting; what is current is compared."""
    current = [[row[0], *row[4:]] for row in base["articles"] if row[2]]
    evidence = sorted(str([row[:3], row[4:]]) for row in base["evidence"])
    return base | {"articles": sorted(current), "evidence": evidence}


def test_undo_keeps_two_meetings_of_an_article_apart_where_people_rejected_one() -> None:
    meetings = [{"anchors": [["Anna Berg", 1]]}, {"anchors": [["Again she met", 1]], "place": "Hanoi"}]
    twice = {"text": "Anna Berg met twice. Again she met Carl Dahl.", "who": ["Anna Berg", "Carl Dahl"]}
    tell(**twice, met=meetings, source="a.txt", run=a_run())
    MeetingEvidence.objects.filter(meeting__place__name="Hanoi").update(review=ReviewState.REJECTED)
    before = content()
    second = a_run()
    tell(**BERG_MET, source="a.txt", run=second)
    undo_run(second)
    assert content() == before


SUMMIT = {"who": ["Russia", "ASEAN"], "text": "Russia and ASEAN met."}


@pytest.mark.parametrize(
    ("told", "later"),
    [
        ({"kind": "summit", "name": "37th ASEAN-Russia Summit", "date": "2019-01-10"}, {"date": "2020-06-26"}),
        ({"name": "Hanoi Talks", "date": "2020-02"}, {"date": "2020-02-03", "kind": "conference"}),
        ({"kind": "summit", "date": "2020-02-03"}, {"date": "2020-02-04"}),
    ],
)
def test_undo_tells_records_apart_and_finds_them_as_an_import_does(
    told: dict[str, Any], later: dict[str, Any], admin_user: User
) -> None:
    """What a run had withdrawn comes back beside what another run brought meanwhile and a person touched."""
    after = {**SUMMIT, "text": "ASEAN met Russia.", "met": [told | later], "source": "b.txt", "published": "2020-07-01"}

    def confirm(run: ImportRun) -> None:
        Meeting.objects.filter(evidence__article__run=run).update(review=ReviewState.CONFIRMED)

    with transaction.atomic():
        tell(**SUMMIT, met=[told], source="a.txt", published="2020-02-05", run=a_run())
        tell(**after, run=(third := a_run()))
        confirm(third)
        never = without_versions(content(slugs=False))
        transaction.set_rollback(True)
    tell(**SUMMIT, met=[told], source="a.txt", published="2020-02-05", run=a_run())
    tell(
        **{**SUMMIT, "text": "Russia and ASEAN parted."},
        source="a.txt",
        published="2020-02-05",
        run=(second := a_run()),
    )
    tell(**after, run=(third := a_run()))
    confirm(third)
    undo_run(second)
    assert without_versions(content(slugs=False)) == never


BUSH = {"text": "George Bush speaks for Russia.", "who": ["George Bush", "Russia"],
        "posts": {"George Bush": [{"title": "President", "body": "Russia"}]}}  # fmt: skip
OTHER_BUSH = {"text": "George Bush speaks for Laos.", "who": ["George Bush", "Laos"],
              "posts": {"George Bush": [{"title": "President", "body": "Laos"}]}}  # fmt: skip
NOTHING = {"text": "Nobody speaks for anybody."}


def test_undo_tells_persons_of_one_name_apart_by_their_posts_as_an_import_does() -> None:
    """What comes back is not somebody whom another run brought meanwhile."""
    for name, key in (("Russia", "country:RU"), ("Laos", "country:LA")):
        country = Actor.objects.create(kind="country", name=name, slug=name.lower(), gazetteer_key=key)
        ActorName.objects.create(actor=country, text=name, kind="name", review=ReviewState.MACHINE)
    tell(**BUSH, source="a.txt", run=a_run())
    before = Actor.objects.get(name="George Bush")
    tell(**NOTHING, source="a.txt", run=(second := a_run()))
    tell(**OTHER_BUSH, source="b.txt", run=a_run())
    undo_run(second)
    assert set(Actor.objects.filter(name="George Bush").values_list("tenures__post__body__name", flat=True)) == {
        "Russia", "Laos",
    }  # fmt: skip
    assert ActorEvidence.objects.get(article__source="a.txt", actor__kind="person").actor_id == before.pk


@pytest.mark.parametrize("said", [BUSH, {"text": "George Bush came.", "who": ["George Bush"]}])
def test_undo_keeps_apart_who_was_beside_another_of_his_name(said: dict[str, Any], admin_user: User) -> None:
    """Both were there when the run took one away: a person had made the other."""
    tell(**said, source="a.txt", run=a_run())
    tell(**{**said, "text": f"Later {said['text']}"}, source="c.txt", run=a_run())
    article = Article.objects.get(source="a.txt")
    start = article.text.index("George")
    Adding(Words(article, start, start + 11), admin_user).mention(NewActor("person", "George Bush"))
    before, second = content(), a_run()
    for source in ("a.txt", "c.txt"):
        tell(**NOTHING, source=source, run=second)
    assert Actor.objects.filter(name="George Bush").count() == 1
    undo_run(second)
    assert content() == before
