"""A base that is filled at once is the one that imports of the same articles make."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from articles.archive.digest import Part, knowledge_digest
from articles.checking.all_checks import check_base
from articles.importing.save import save_article
from articles.models import Article, ImportRun
from kb.models import Initiative, Meeting
from tests.benchmarks.filling import Filling
from tests.benchmarks.wire import wire

pytestmark = pytest.mark.django_db
#: articles of the invented world, of which each thing is told so that identity knows it
NUMBERS = range(99_980, 100_000)
#: runs, and when each row was written, differ
LEFT_OUT = (Part.RUNS, Part.TIMES, Part.HISTORY)


def test_filling_makes_what_imports_make_to_the_byte() -> None:
    call_command("load_gazetteers")
    with transaction.atomic():
        run = ImportRun.objects.create(pipeline_version="bench")
        for number in NUMBERS:
            save_article(wire(number).raw(), wire(number).facts, run=run)
        imported = knowledge_digest(LEFT_OUT)
        transaction.set_rollback(True)
    connection.check_constraints()  # PostgreSQL takes no index away while it has yet to check a row
    Filling().fill(NUMBERS)
    assert Article.objects.count() == len(NUMBERS)
    assert Meeting.objects.count() >= len(NUMBERS) <= Initiative.objects.count() + 5
    assert knowledge_digest(LEFT_OUT) == imported
    assert not list(check_base())
