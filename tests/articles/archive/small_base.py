"""A knowledge base with something in every corner: imports, decisions, reviews, edits, and a deleted record."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from articles.archive.tables import tables
from articles.models import Article, ImportFailure, ImportRun
from kb.decisions import decide
from kb.models import Actor, ActorName, Meeting, Merge, NotSame, Place, ReviewState
from tests.articles.importing.telling import tell

#: source, text, facts: each can be told before or after the others
TOLD: list[tuple[str, str, dict[str, Any]]] = [
    ("a.txt", "Anna Berg and Carl Dahl met in Hue.", {"who": ["Anna Berg", "Carl Dahl"], "met": [{"place": "Hue"}]}),
    (
        "b.txt",
        "Carl Dahl met Anna Berg, the Minister of Russia.",
        {
            "who": ["Carl Dahl", "Anna Berg", "Russia"],
            "met": [{"roles": {"Anna Berg": "host", "Carl Dahl": "participant"}}],
            "posts": {"Anna Berg": [{"title": "Minister", "body": "Russia"}]},
        },
    ),
    ("c.txt", "ASEAN and Russia have a plan.", {"who": ["ASEAN", "Russia"], "agreed": [{}]}),
]


def import_told(order: list[int] | None = None) -> None:
    """Import the articles in an order, each in a run of its own."""
    for place in order or range(len(TOLD)):
        source, text, facts = TOLD[place]
        run = ImportRun.objects.create(pipeline_version="test")
        tell(text, source=source, published=f"2020-02-0{place + 4}", run=run, **facts)


def set_up_small_base() -> Meeting:
    import_told()
    editor = User.objects.create_user("anna", password="a secret of anna's")
    meeting = Meeting.objects.get(place__name="Hue")
    place = Place.objects.create(name="Biệt thự Hồ Tây", slug="villa", latitude=16.06778)
    meeting.place, meeting.note = place, "as told\nby hand"
    meeting.save()
    decide(meeting, ["place", "status"], user=editor)
    meeting.participations.filter(actor__name="Carl Dahl").update(review=ReviewState.REJECTED)
    meeting.evidence.filter(article__source="a.txt").update(review=ReviewState.CONFIRMED)
    run = ImportRun.objects.create(pipeline_version="test")
    tell("Nothing happened.", source="c.txt", published="2020-03-01", run=run)
    Article.objects.filter(source="c.txt", is_current=True).update(original=b"\xffraw", published=date(2020, 3, 2))
    ImportFailure.objects.create(run=run, source="d.txt", reason="empty")
    russia = Actor.objects.get(name="Russia")
    Actor.objects.filter(name="Carl Dahl").update(country=russia)
    _merge_and_tell_apart(editor)
    LogEntry.objects.log_actions(editor.pk, [meeting], CHANGE, "A place by hand.")
    LogEntry.objects.log_actions(editor.pk, [Meeting(pk=123456, kind="talks")], DELETION, "It never took place.")
    return meeting


def _merge_and_tell_apart(editor: User) -> None:
    """One actor merged into another, one merge taken back, and two pairs of two actors."""
    anna = Actor.objects.get(name="Anna Berg")
    double, other = (
        Actor.objects.create(kind="person", name=name, slug=slug)
        for name, slug in (("Dr Anna Berg", "aa"), ("Anne Berg", "zz"))
    )
    Actor.objects.filter(pk=double.pk).update(merged_into=anna)
    ActorName.objects.create(actor=anna, own_actor=double, text="Dr Anna Berg")
    one = {"content_type": ContentType.objects.get_for_model(Actor), "user": editor}
    before = {"name": "Anna Berg", "country": Actor.objects.get(name="Russia").pk}
    Merge.objects.create(duplicate_id=double.pk, survivor_id=anna.pk, before=before, **one)
    Merge.objects.create(duplicate_id=other.pk, survivor_id=anna.pk, undone_at=timezone.now(), undone_by=editor, **one)
    NotSame.objects.create(first_id=anna.pk, second_id=other.pk, **one)
    NotSame.objects.create(first_id=double.pk, second_id=other.pk, **one)


def empty_base() -> None:
    """Take everything away, as in a new database without gazetteers."""
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table.model._meta.db_table)}")
    User.objects.all().delete()
