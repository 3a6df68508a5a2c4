"""Whatever is imported, changed, deleted and decided, in whatever order: the trust contract holds."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.importing.withdraw import EVIDENCE
from articles.models import Article
from kb.decisions import decide
from kb.models import Actor, Initiative, Meeting, Participation, Party, Place, ReviewState, Tenure
from tests.articles.importing.telling import tell

TEXTS: list[dict[str, Any]] = [
    {"text": "Anna Berg and Carl Dahl met in Hue.", "who": ["Anna Berg", "Carl Dahl"], "met": [{"place": "Hue"}]},
    {"text": "Dahl Carl will meet Anna Berg.", "who": ["Anna Berg", "Dahl Carl"],
     "met": [{"status": "planned", "date": "2020-02"}], "posts": {"Anna Berg": [{"title": "Minister"}]}},
    {"text": "Russia and ASEAN met. They have a plan.", "who": ["Russia", "ASEAN"],
     "met": [{"kind": "summit", "name": "3rd Summit"}], "agreed": [{}]},
    {"text": "ASEAN and Russia have a plan. Anna Berg signed it.", "who": ["Russia", "ASEAN", "Anna Berg"],
     "agreed": [{"status": "signed", "date": "2020-02-03"}],
     "posts": {"Anna Berg": [{"title": "Minister", "body": "Russia", "former": True}]}},
    {"text": "Anna Berg met twice. Again she met Carl Dahl.", "who": ["Anna Berg", "Carl Dahl"],
     "met": [{"anchors": [["Anna Berg", 1]]}, {"anchors": [["Again she met", 1]], "place": "Hanoi"}]},
    {"text": "Nothing happened."},
]  # fmt: skip
SOURCES = ["a.txt", "b.txt", "c.txt"]
DATES = [None, "2020-01-01", "2020-03-01"]

imports = st.tuples(st.just("import"), st.sampled_from(SOURCES), st.integers(0, len(TEXTS) - 1), st.sampled_from(DATES))
deletions = st.tuples(st.just("delete"), st.sampled_from(SOURCES))
decisions = st.tuples(st.just("decide"), st.sampled_from(["status", "name", "kind"]))
reviews = st.tuples(
    st.just("review"), st.sampled_from([Meeting, Actor, Initiative]), st.sampled_from(["confirmed", "rejected"])
)
steps = st.lists(st.one_of(imports, imports, imports, deletions, decisions, reviews), min_size=1, max_size=8)


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_properties_hold_after_every_step(sequence: list[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        decided: dict[int, dict[str, Any]] = {}
        for step, *what in sequence:
            STEPS[step](decided, *what)
            check(decided)
        transaction.set_rollback(True)


def import_article(decided: dict[int, dict[str, Any]], source: str, number: int, published: str | None) -> None:
    given_facts = dict(TEXTS[number])
    text = given_facts.pop("text")
    tell(text, source=source, published=published, **given_facts)
    before = snapshot()
    tell(text, source=source, published=published, **given_facts)
    assert snapshot() == before, "the same article twice wrote something"


def delete_article(decided: dict[int, dict[str, Any]], source: str) -> None:
    Article.objects.filter(source=source).delete()


def decide_field(decided: dict[int, dict[str, Any]], field: str) -> None:
    meeting = Meeting.objects.order_by("pk").first()
    if meeting is None:
        return
    value = {"status": "cancelled", "name": "An editor's name", "kind": "ceremony"}[field]
    setattr(meeting, field, value)
    meeting.save()
    user, _ = User.objects.get_or_create(username="editor")
    decide(meeting, [field], user=user)
    decided.setdefault(meeting.pk, {})[field] = value


def review_record(decided: dict[int, dict[str, Any]], table: Any, review: str) -> None:
    table.objects.filter(pk__in=table.objects.order_by("pk").values("pk")[:1]).update(review=review)


STEPS = {"import": import_article, "delete": delete_article, "decide": decide_field, "review": review_record}


def snapshot() -> list[Any]:
    tables = [
        Article,
        Actor,
        Meeting,
        Initiative,
        Tenure,
        Place,
        Participation,
        Party,
        *(table for table, _ in EVIDENCE),
    ]
    return [list(table.objects.order_by("pk").values()) for table in tables]


def check(decided: dict[int, dict[str, Any]]) -> None:
    for table, _ in EVIDENCE:
        for row in table.objects.select_related("article"):
            assert row.article.is_current
            assert 0 <= row.start < row.end <= len(row.article.text)
            for value in row.values.values():
                for each in value if isinstance(value, list) else [value]:
                    assert row.article.text[each["start"] : each["end"]]
    for table in (Actor, Meeting, Initiative):
        lonely = table.objects.filter(evidence=None, review=ReviewState.MACHINE)
        for record in lonely:
            assert record.decisions.exists() or isinstance(record, Actor)
    for actor in Actor.objects.filter(evidence=None, review=ReviewState.MACHINE):
        # only an actor to whom something of a person's still refers is left without a text
        assert actor.participations.exists() or actor.party_set.exists() or actor.posts.exists()
    assert not Tenure.objects.filter(evidence=None).exists()
    assert not Place.objects.filter(meetings=None).exists()
    for pk, fields in decided.items():
        assert Meeting.objects.filter(pk=pk, **fields).exists(), "a decided field was overwritten"
    for source in SOURCES:
        assert Article.objects.current().filter(source=source).count() <= 1
    for tie in (Participation, Party):
        assert not tie.objects.exclude(review=ReviewState.MACHINE).exists()
