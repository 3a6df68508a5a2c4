"""Articles read again: evidence replaced, decisions kept; interrupted and gone on with, the same result."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.extraction.facts import ArticleFacts
from articles.importing.earlier import keep_reading
from articles.importing.extracting import InTurn
from articles.importing.ledger import RunSummary
from articles.importing.limits import Limits
from articles.importing.reread import Selection, reprocess, version_order
from articles.importing.undo import undo_run
from articles.models import ActorEvidence, Article, ImportRun, MeetingEvidence, RunKind, RunStatus
from articles.reading import RawArticle
from kb.decisions import decide
from kb.models import Actor, Meeting, ReviewState
from tests.articles.digest import content
from tests.articles.importing.telling import facts, tell

pytestmark = pytest.mark.django_db

WHO = ["Anna Berg", "Carl Dahl"]
TEXT = "Anna Berg and Carl Dahl met in Hue."


def better(raw: RawArticle) -> ArticleFacts:
    """The pipeline of today finds the place, and no post."""
    return facts(TEXT, raw, who=WHO, met=[{"place": "Hue"}])


def again(extract: Callable[[RawArticle], ArticleFacts] = better, **options: Any) -> RunSummary:
    chosen = {name: options.pop(name) for name in ("below", "version", "agency", "since", "until") if name in options}
    return reprocess(
        Selection("rules-2", **chosen), extracting=InTurn(lambda: extract), options={}, **options
    )  # fmt: skip


@pytest.fixture
def base() -> ImportRun:
    run = ImportRun.objects.create(pipeline_version="rules-1", status=RunStatus.DONE)
    for number in (1, 2, 3):
        tell(TEXT, source=f"{number}.txt", published=f"2020-02-0{number}", run=run, who=WHO, met=[{}],
             posts={"Anna Berg": [{"title": "Minister"}]})  # fmt: skip
    return run


def test_reread_replaces_evidence_and_values(base: ImportRun) -> None:
    slugs = set(Meeting.objects.values_list("slug", flat=True))
    summary = again()
    assert summary.to_json()["articles"] == {"new": 0, "unchanged": 0, "changed": 0, "reread": 3, "failed": 0}
    assert {str(meeting.place) for meeting in Meeting.objects.all()} == {"Hue"}
    assert set(Meeting.objects.values_list("slug", flat=True)) == slugs
    assert not Actor.objects.filter(tenures__isnull=False).exists()
    assert set(MeetingEvidence.objects.values_list("pipeline_version", flat=True)) == {"rules-2"}
    run = ImportRun.objects.get(kind=RunKind.REPROCESS)
    assert (run.status, run.articles_reread, run.facts) == (RunStatus.DONE, 3, 9)


def test_reread_a_second_time_writes_nothing(base: ImportRun) -> None:
    again()
    before, runs = content(), ImportRun.objects.count()
    assert again().read == 0
    assert (content(), ImportRun.objects.count()) == (before, runs)


def test_reread_is_undone_like_every_run(base: ImportRun) -> None:
    before = content()
    again()
    undo_run(ImportRun.objects.get(kind=RunKind.REPROCESS))
    assert content() == before


def test_reread_twice_and_undone_in_any_order_ends_at_the_first_reading(base: ImportRun) -> None:
    before = content()
    again()
    reprocess(Selection("rules-3"), extracting=InTurn(lambda: lambda raw: facts(TEXT, raw, who=WHO)), options={})
    second, third = ImportRun.objects.filter(kind=RunKind.REPROCESS).order_by("pk")
    undo_run(second)
    assert set(Article.objects.values_list("pipeline_version", flat=True)) == {"rules-3"}
    undo_run(third)
    assert content() == before


def test_reread_changes_nothing_that_people_decided(base: ImportRun, admin_user: User) -> None:
    meeting = Meeting.objects.latest("pk")
    meeting.status = "cancelled"
    meeting.save()
    decide(meeting, ["status"], user=admin_user)
    meeting.participations.filter(actor__name="Carl Dahl").update(review=ReviewState.REJECTED)
    anna = Actor.objects.get(name="Anna Berg")
    anna.tenures.update(review=ReviewState.CONFIRMED)
    rejected = ActorEvidence.objects.filter(actor__name="Carl Dahl").earliest("pk")
    confirmed = ActorEvidence.objects.filter(actor=anna).earliest("pk")
    ActorEvidence.objects.filter(pk=rejected.pk).update(review=ReviewState.REJECTED)
    ActorEvidence.objects.filter(pk=confirmed.pk).update(review=ReviewState.CONFIRMED)
    again()
    meeting.refresh_from_db()
    assert (meeting.status, str(meeting.place)) == ("cancelled", "Hue")
    assert meeting.participations.get(actor__name="Carl Dahl").review == ReviewState.REJECTED
    assert anna.tenures.get().review == ReviewState.CONFIRMED
    for kept in (rejected, confirmed):
        row = ActorEvidence.objects.get(pk=kept.pk)
        assert row.review != ReviewState.MACHINE
        assert ActorEvidence.objects.filter(article=row.article, actor=row.actor).count() == 1


def test_reread_keeps_readings_by_the_same_number_of_queries(base: ImportRun) -> None:
    run = ImportRun.objects.create(pipeline_version="test-2")
    counts = set()
    for names in (["Anna Berg"], ["Anna Berg", "Carl Dahl", "Emil Falk"]):
        posts = {name: [{"title": "Minister", "body": "Russia"}] for name in names}
        text = f"{' and '.join(names)} of Russia met."
        article = tell(text, source=f"{len(names)}.txt", who=[*names, "Russia"], posts=posts, met=[{}]).article
        with CaptureQueriesContext(connection) as queries:
            keep_reading(article, run, keeping=())
        counts.add(len(queries))
    assert len(counts) == 1


def test_reread_keeps_the_evidence_of_an_article_that_fails(base: ImportRun) -> None:
    def fragile(raw: RawArticle) -> ArticleFacts:
        if raw.source == "2.txt":
            raise ValueError("a sentence that no one foresaw")
        return better(raw)

    summary = again(fragile)
    assert [failure.source for failure in summary.failures] == ["2.txt"]
    failed = Article.objects.get(source="2.txt")
    assert failed.pipeline_version == "rules-1"
    assert failed.meetingevidence_set.exists()
    assert again().to_json()["articles"]["reread"] == 1


def test_reread_interrupted_goes_on_where_it_ended(base: ImportRun) -> None:
    done = 0

    def count(summary: RunSummary) -> None:
        nonlocal done
        done = summary.read

    assert again(stop=lambda: done >= 1, progress=count).interrupted
    assert Article.objects.filter(pipeline_version="rules-2").count() == 1
    assert again().to_json()["articles"]["reread"] == 2
    parts = content()
    for run in ImportRun.objects.filter(kind=RunKind.REPROCESS).order_by("-pk"):
        undo_run(run)
    again()
    assert content() == parts


def test_reread_dry_counts_the_same_and_writes_nothing(base: ImportRun) -> None:
    before = content()
    dry = again(dry_run=True)
    assert content() == before
    assert dry.to_json() | {"seconds": 0} == again().to_json() | {"seconds": 0}


def test_reread_stops_where_articles_tell_far_less_than_before(base: ImportRun) -> None:
    for number in range(4, 25):
        tell(f"{TEXT} No. {number}", source=f"{number}.txt", run=base, who=WHO, met=[{}])
    before = content()
    summary = again(lambda raw: facts(TEXT, raw), limits=Limits(failed=0.5, drift=2.0))
    assert "0.0 facts an article, 3.0 before" in summary.stopped
    assert content() == before


@pytest.mark.parametrize(
    ("selection", "sources"),
    [
        ({}, {"1.txt", "2.txt", "3.txt"}),
        ({"version": "rules-1"}, {"1.txt", "2.txt", "3.txt"}),
        ({"version": "rules-9"}, set()),
        ({"below": "rules-1"}, set()),
        ({"below": "rules-1+english-1.0"}, {"1.txt", "2.txt", "3.txt"}),
        ({"since": date(2020, 2, 2)}, {"2.txt", "3.txt"}),
        ({"until": date(2020, 2, 2)}, {"1.txt", "2.txt"}),
        ({"agency": "tass"}, {"3.txt"}),
    ],
)
def test_reread_selects_by_version_agency_and_date(
    base: ImportRun, selection: dict[str, Any], sources: set[str]
) -> None:
    Article.objects.filter(source="3.txt").update(agency="TASS")
    again(**selection)
    assert set(Article.objects.filter(pipeline_version="rules-2").values_list("source", flat=True)) == sources


def test_reread_versions_are_compared_by_their_numbers() -> None:
    versions = ["rules-2", "rules-2+english-1.1.0", "rules-2+english-1.10.0", "rules-10", "rules-10+english-1.0"]
    assert sorted(reversed(versions), key=version_order) == versions


@pytest.mark.parametrize("option", ["--version-below", "--version"])
def test_reread_a_version_without_a_number_is_a_slip(option: str) -> None:
    with pytest.raises(CommandError, match="'newest' is no version; the page of a run says its own, such as rules-"):
        call_command("reprocess", option, "newest")
