"""Identity in the database: what is one is one record, in whatever order articles come."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from articles.archive import knowledge_digest
from articles.checking import check_base
from articles.identity.from_files import known_from_files
from articles.identity.whole import Document, identify_all
from articles.importing import told_before
from articles.importing.regroup import rebuild_missing_keys
from articles.importing.save import save_article
from articles.importing.undo import undo_run
from articles.importing.withdrawing_values import withdraw_value
from articles.models import Article, ImportRun, InitiativeEvidence, InitiativeKey, MeetingEvidence, MeetingKey
from kb.models import Actor, Initiative, Meeting, Participation, Party, Place, ReviewState, Tenure
from kb.suggestions.duplicates import suggested_duplicates
from tests.articles.gold import gold_articles
from tests.articles.importing.telling import tell

pytestmark = pytest.mark.django_db

TOLD: list[dict[str, Any]] = [
    {"text": "Sergei Lavrov will meet Anna Berg in Hue.", "published": "2020-02-01",
     "who": ["Sergei Lavrov", "Anna Berg"],
     "met": [{"status": "planned", "date": "2020-02-03/2020-02-05", "place": "Hue"}],
     "posts": {"Sergei Lavrov": [{"title": "Minister"}]}},
    {"text": "Berg Anna met Sergey Lavrov in Hue.", "published": "2020-02-05", "who": ["Sergey Lavrov", "Berg Anna"],
     "met": [{"date": "2020-02-04", "place": "Hue"}]},
    {"text": "Lavrov Sergei and Anna Berg had talks in February.", "published": "2020-06-05",
     "who": ["Lavrov Sergei", "Anna Berg"], "met": [{"date": "2020-02"}]},
    {"text": "Russia and ASEAN met. They have a plan.", "published": "2019-11-05", "who": ["Russia", "ASEAN"],
     "met": [{"kind": "summit", "date": "2019-11-04"}], "agreed": [{"date": "2016/2020"}]},
    {"text": "ASEAN and Russia are to meet. The current plan of action ends.", "published": "2019-10-01",
     "who": ["ASEAN", "Russia"], "met": [{"kind": "summit", "status": "planned", "date": None}],
     "agreed": [{"name": "current plan of action"}]},
    {"text": "ASEAN and Russia met again.", "published": "2020-11-05", "who": ["ASEAN", "Russia"],
     "met": [{"kind": "summit", "date": "2020-11-04"}]},
]  # fmt: skip


def whole() -> dict[str, Any]:
    """The knowledge base without what only says when a row was written."""
    return {
        "actors": sorted(Actor.objects.values_list("slug", "kind", "name", "undecided")),
        "meetings": sorted(Meeting.objects.values_list("slug", "kind", "name", "status", "date_edtf", "place__slug")),
        "initiatives": sorted(Initiative.objects.values_list("slug", "kind", "name", "status", "date_edtf")),
        "met": sorted(Participation.objects.values_list("meeting__slug", "actor__slug", "role")),
        "parties": sorted(Party.objects.values_list("initiative__slug", "actor__slug")),
        "tenures": sorted(Tenure.objects.values_list("person__slug", "post__slug", "former")),
        "told": sorted(MeetingEvidence.objects.values_list("article__source", "fact", "meeting__slug", "start")),
        "agreed": sorted(
            InitiativeEvidence.objects.values_list("article__source", "fact", "initiative__slug", "start")
        ),
    }


def tell_all(order: list[int]) -> None:
    for number in order:
        given = dict(TOLD[number])
        tell(given.pop("text"), source=f"{number}.txt", **given)


def test_identity_is_the_same_in_any_order_of_import() -> None:
    outcomes = []
    for seed in range(6):
        order = list(range(len(TOLD)))
        random.Random(seed).shuffle(order)
        with transaction.atomic():
            tell_all(order)
            outcomes.append(whole())
            transaction.set_rollback(True)
    assert all(outcome == outcomes[0] for outcome in outcomes)
    assert len(outcomes[0]["meetings"]) == 3
    assert len(outcomes[0]["initiatives"]) == 1
    assert len(outcomes[0]["actors"]) == 4


def test_identity_is_as_if_an_article_had_not_been_when_it_is_deleted() -> None:
    tell_all([0, 2, 3, 5])
    before = whole()
    tell_all([1, 4])
    assert whole() != before
    for source in ("1.txt", "4.txt"):
        Article.objects.get(source=source).delete()
    assert whole() == before


def test_identity_of_one_meeting_told_three_times_keeps_each_word_of_its_status() -> None:
    tell_all([2, 1, 0])
    meeting = Meeting.objects.get()
    rows = meeting.evidence.order_by("article__published").values_list("values", flat=True)
    assert [row["status"]["value"] for row in rows] == ["planned", "held", "held"]
    assert (meeting.status, meeting.date_edtf) == ("held", "2020-02-04")


def test_identity_of_what_people_confirmed_stays_and_only_gains() -> None:
    tell_all([1])
    meeting = Meeting.objects.get()
    Meeting.objects.update(review="confirmed")
    tell_all([0, 2])
    assert Meeting.objects.get() == meeting
    assert Meeting.objects.get().slug == meeting.slug


def confirm(meeting: Meeting, user: User) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(review=ReviewState.CONFIRMED)


def withdraw_anna(meeting: Meeting, user: User) -> None:
    withdraw_value(meeting.evidence.get(), f"actor {Actor.objects.get(name='Anna Berg').pk}", user=user)


@pytest.mark.parametrize("touch", [confirm, withdraw_anna])
def test_identity_what_people_touched_takes_in_no_other_record(
    touch: Callable[[Meeting, User], None], editor: User
) -> None:
    """Were the article that links the two taken back, nothing could tell what it had joined."""
    who = ["Anna Berg", "Carl Dahl"]
    twice: dict[str, Any] = {
        "who": who,
        "met": [{"anchors": [["Anna Berg", 1]]}, {"anchors": [["Again", 1]], "place": "Hanoi"}],
    }
    tell("Anna Berg met twice. Again she met Carl Dahl.", source="a.txt", published=None, **twice)
    planned = [{"status": "planned", "date": "2020-02"}]
    tell("Carl Dahl will meet Anna Berg.", source="b.txt", published="2020-03-01", who=who, met=planned)
    meeting = Meeting.objects.get(evidence__article__source="b.txt")
    touch(meeting, editor)
    before, run = knowledge_digest(), ImportRun.objects.create(pipeline_version="of its own")
    tell("Anna Berg met twice. Again she met Carl Dahl.", source="c.txt", published="2020-03-01", run=run, **twice)
    assert meeting.evidence.count() == 1 and Meeting.objects.count() == 3
    assert meeting in {each for pair in suggested_duplicates(Meeting) for each in (pair.first, pair.second)}
    assert not [*check_base()]
    undo_run(run)
    assert knowledge_digest() == before


def test_identity_of_places_is_by_their_main_names() -> None:
    tell("Anna Berg met Carl Dahl in Kiev.", who=["Anna Berg", "Carl Dahl"], met=[{"place": "Kiev"}])
    tell("Carl Dahl met Anna Berg in Kyiv.", source="b.txt", who=["Anna Berg", "Carl Dahl"], met=[{"place": "Kyiv"}])
    assert Meeting.objects.count() == 1
    assert Place.objects.count() == 1
    assert Place.objects.get().key == "kyiv"


def test_identity_in_the_database_is_that_of_the_library() -> None:
    """Imported one by one, the articles give the groups that the pure functions find in all of them at once."""
    articles = list(gold_articles(["sa01", "sa02", "sa03", "sa04", "sa13", "sa14", "sb06", "sb07"]))
    documents = {raw.id: Document(raw.text, facts) for raw, facts in articles}
    run = ImportRun.objects.create(pipeline_version="gold")
    for raw, facts in reversed(articles):
        save_article(raw, facts, run=run)
    names = {f"gold/{name}.txt": name for name in documents}
    for part, evidence, record in (
        ("meetings", MeetingEvidence, "meeting"),
        ("initiatives", InitiativeEvidence, "initiative"),
    ):
        groups: dict[int, set[tuple[str, str]]] = defaultdict(set)
        for source, fact, pk in evidence.objects.values_list("article__source", "fact", record):
            groups[pk].add((names[source], fact))
        found = identify_all(documents, known_from_files())[part]
        assert {frozenset(group) for group in groups.values()} == set(found), part


def test_identity_keys_are_made_again_after_a_migration_took_them_away() -> None:
    tell_all([0, 3])
    before = [sorted(table.objects.values_list("key", flat=True)) for table in (MeetingKey, InitiativeKey)]
    assert all(before)
    MeetingKey.objects.all().delete()
    InitiativeKey.objects.all().delete()
    rebuild_missing_keys()
    after = [sorted(table.objects.values_list("key", flat=True)) for table in (MeetingKey, InitiativeKey)]
    assert after == before


def test_identity_of_what_is_told_often_only_gains(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told_before, "MOST_TOLD", 2)
    told = {"who": ["Russia", "ASEAN"], "met": [{"kind": "summit", "date": "2019-11-04", "place": "Hue"}]}
    for number in range(5):
        tell("Russia and ASEAN met.", source=f"{number}.txt", published=f"2019-11-0{5 + number}", **told)
    meeting = Meeting.objects.get()
    keys = set(MeetingKey.objects.values_list("key", flat=True))
    tell("ASEAN and Russia met.", source="6.txt", published="2019-12-01", who=["Russia", "ASEAN"],
         met=[{"kind": "summit", "date": "2019-11-04", "place": "Hanoi"}, {"kind": "summit", "date": "2021-11-04"}],
    )  # fmt: skip
    tell("Russia and ASEAN met.", source="7.txt", published="2019-12-01", **told)
    assert set(meeting.evidence.values_list("article__source", flat=True)) >= {f"{n}.txt" for n in (0, 1, 2, 3, 4, 7)}
    assert keys <= set(MeetingKey.objects.filter(meeting=meeting).values_list("key", flat=True))
    assert Participation.objects.filter(meeting=meeting).count() == 2
