"""Everything in the database is in the archive, or left out for a reason that is written down."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from articles.archive.inside import INSIDE
from articles.archive.tables import LEFT_OUT, tables
from articles.archive.writing import Names


def test_archive_holds_every_model_or_says_why_not() -> None:
    everything = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    held = {table.label for table in tables()}
    forgotten = everything - held - LEFT_OUT.keys()
    assert forgotten == set(), "name them in LEFT_OUT of articles/archive/tables.py, or put them in the archive"
    assert LEFT_OUT.keys() <= everything - held


def test_archive_knows_what_stands_in_every_json_column() -> None:
    columns = {
        (table.tracked._meta.label_lower if table.tracked else table.label, name)
        for table in tables()
        for name, field in table.fields.items()
        if isinstance(field, models.JSONField)
    }
    forgotten = columns - INSIDE.keys()
    assert forgotten == set(), "say in articles/archive/inside.py where primary keys stand in them"
    assert INSIDE.keys() <= columns


def test_archive_can_name_what_rows_point_to() -> None:
    known = {table.label for table in tables()} | {"auth.user", "contenttypes.contenttype"}
    unknown = {
        (table.label, name, target) for table in tables() for name, target in table.links.items() if target not in known
    }
    assert unknown == set(), "the archive has no names for the rows of these tables"


def test_archive_numbers_rows_itself() -> None:
    """Rows get new primary keys when they are read back, so a key that means something needs a rule of its own."""
    assert [table.label for table in tables() if not isinstance(table.model._meta.pk, models.AutoField)] == []


def test_archive_tells_records_by_their_address_and_ties_by_what_is_unique() -> None:
    keys = {table.label: table.key for table in tables()}
    assert keys["kb.actor"] == ("slug",)
    assert keys["kb.participation"] == ("meeting", "actor")
    assert keys["kb.tenure"] == ("person", "post", "term")
    assert keys["kb.decision"] == keys["articles.importrun"] == ()


def test_archive_numbers_what_is_gone_in_the_order_it_is_met() -> None:
    names = Names()
    names._keys["kb.actor"] = {7: "russia"}
    assert [names.refer("kb.actor", pk) for pk in (9, 7, 8, 9)] == [{"gone": 1}, "russia", {"gone": 2}, {"gone": 1}]


def test_archive_lets_the_database_sort_the_great_tables() -> None:
    """The others are sorted in memory."""
    small = {"admin.logentry", "articles.importfailure", "articles.importrun", "kb.decision", "kb.merge", "kb.notsame"}
    in_memory = {table.label for table in tables() if not table.order and table.tracked is None}
    ours = {"kb.split", "kb.candidate", "kb.answer", "articles.holdersought", "articles.misreading"}
    assert in_memory <= small | ours
    orders = {table.label: table.order for table in tables()}
    assert orders["articles.meetingevidence"] == ("addition", "article", "meeting", "start", "end", "own_meeting")
