"""One number for what is known: the same in every order of imports, another when anything is known otherwise."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from articles.archive import Part, archive_digest, knowledge_digest
from articles.models import ActorEvidence, Article, ImportRun
from kb.models import Actor, ActorName, Decision, Meeting, Participation, Tenure
from tests.articles.archive.small_base import empty_base, import_told, set_up_small_base

pytestmark = pytest.mark.django_db


def test_digest_of_knowledge_does_not_depend_on_the_order_of_imports() -> None:
    digests = set()
    for order in permutations(range(3)):
        empty_base()
        import_told(list(order))
        digests.add(knowledge_digest())
    assert len(digests) == 1


def give_another_actor() -> None:
    tie = Participation.objects.select_related("meeting").first()
    assert tie is not None
    tie.actor = Actor.objects.exclude(participations__meeting=tie.meeting)[0]
    tie.save()


CHANGES: list[Callable[[], object]] = [
    give_another_actor,
    lambda: Meeting.objects.update(kind="call"),
    lambda: Decision.objects.filter(field="status").update(value="planned"),
    lambda: Decision.objects.filter(field="place").delete(),
    lambda: ActorName.objects.filter(text="Carl Dahl").update(review="rejected"),
    lambda: ActorEvidence.objects.order_by("pk")[0].delete(),
    lambda: Tenure.objects.update(former=True),
    lambda: Article.objects.filter(source="a.txt").update(text="Another text, long enough for all of the spans."),
    lambda: Actor.objects.create(name="Nobody", kind="person", slug="nobody"),
]


def test_digest_of_knowledge_sees_every_change() -> None:
    set_up_small_base()
    before = knowledge_digest()
    seen = set()
    for change in CHANGES:
        with transaction.atomic():
            change()
            seen.add(knowledge_digest())
            transaction.set_rollback(True)
    assert knowledge_digest() == before
    assert len(seen - {before}) == len(CHANGES)


#: of each part that can be left out, a change to nothing else
PARTS: dict[Part, Callable[[], object]] = {
    Part.RUNS: lambda: ImportRun.objects.update(articles_new=77),
    Part.TIMES: lambda: Meeting.objects.update(updated_at=timezone.now()),
    Part.ADDRESSES: lambda: Actor.objects.filter(name="Carl Dahl").update(slug="elsewhere"),
    Part.HISTORY: lambda: LogEntry.objects.all().delete(),
}


def test_digest_of_knowledge_leaves_out_what_it_is_told_to() -> None:
    set_up_small_base()
    whole, archive = knowledge_digest(()), archive_digest()
    for part, change in PARTS.items():
        without = knowledge_digest([part])
        with transaction.atomic():
            change()
            assert knowledge_digest([part]) == without
            assert knowledge_digest(()) != whole
            assert archive_digest() != archive
            transaction.set_rollback(True)


def test_digest_is_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_small_base()
    call_command("export_kb", "--hash")
    call_command("export_kb", "--hash", "--knowledge")
    call_command("export_kb", "--hash", "--without", "runs", "times")
    assert capsys.readouterr().out.split() == [
        archive_digest(),
        knowledge_digest(),
        knowledge_digest([Part.RUNS, Part.TIMES]),
    ]
