"""Who takes part, where records are merged: each tie is of the record whose words tell it, whatever came first."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.archive import knowledge_digest
from articles.importing.undo import undo_run
from articles.importing.withdrawing_values import withdraw_value
from articles.models import ImportRun, RunStatus
from kb.decisions import decide
from kb.merging.merges import merge, unmerge
from kb.models import Initiative, Meeting, Participation, ReviewState
from tests.articles.importing.telling import tell

pytestmark = pytest.mark.django_db

TALKS: dict[str, dict[str, Any]] = {
    "a.txt": {"text": "Anna Berg met Carl Dahl.", "who": ["Anna Berg", "Carl Dahl"], "met": [{"name": "Hue Talks"}]},
    "b.txt": {"text": "Talks were held. Anna Berg saw Dora Falk.", "who": ["Anna Berg", "Dora Falk"],
              "met": [{"name": "Talks of Hue", "date": "2020-02", "kind": "summit"}]},
    "c.txt": {"text": "A visit. Dora Falk, Emil Gran.", "who": ["Dora Falk", "Emil Gran"],
              "met": [{"name": "Tour of May", "date": "2020-05", "kind": "visit"}]},
}  # fmt: skip
PLANS: dict[str, dict[str, Any]] = {
    "a.txt": {"text": "Russia and ASEAN plan.", "who": ["Russia", "ASEAN"], "agreed": [{"name": "Plan of 2020"}]},
    "b.txt": {"text": "Laos and ASEAN plan.", "who": ["Laos", "ASEAN"], "agreed": [{"name": "Sea Code"}]},
    "c.txt": {"text": "Laos and EU plan.", "who": ["Laos", "EU"], "agreed": [{"name": "Youth Fund", "date": "2019"}]},
}  # fmt: skip
NOTHING = {"text": "Nothing happened."}


def a_run() -> ImportRun:
    return ImportRun.objects.create(pipeline_version="test", status=RunStatus.DONE)


def tell_of_three(model: Any) -> list[Any]:
    """Three records of one article each; the first two have somebody in common, and so have the last two."""
    for source, said in (TALKS if model is Meeting else PLANS).items():
        tell(**said, source=source, run=a_run())
    return list(model.objects.order_by("pk"))


def correct(*sources: str) -> ImportRun:
    """A run by which these articles tell nothing any more."""
    run = a_run()
    for source in sources:
        tell(**NOTHING, source=source, run=run)
    return run


def tied(meeting: Meeting) -> dict[str, int]:
    """The ties that stand at a meeting: whom they name, and of which record each is."""
    ties = meeting.participations.select_related("actor")
    return {tie.actor.name: tie.own_meeting_id or tie.meeting_id for tie in ties}


@pytest.mark.parametrize("model", [Meeting, Initiative])
@pytest.mark.parametrize("gone", [("a.txt",), ("b.txt",), ("a.txt", "b.txt"), ("b.txt", "c.txt")])
def test_ties_of_merged_records_are_after_an_undo_what_they_were(model: Any, gone: tuple[str, ...]) -> None:
    survivor, duplicate, another = tell_of_three(model)
    apart = knowledge_digest()
    merge(duplicate, survivor, force=True)
    merge(another, survivor, force=True)
    together = knowledge_digest()
    undo_run(correct(*gone))
    assert knowledge_digest() == together
    for each in (duplicate, another):
        unmerge(each)
    assert knowledge_digest() == apart


def test_ties_are_of_the_record_whose_words_tell_them_whatever_came_first() -> None:
    survivor, duplicate, _ = tell_of_three(Meeting)
    merge(duplicate, survivor, force=True)
    shown = {"Anna Berg": survivor.pk, "Carl Dahl": survivor.pk, "Dora Falk": duplicate.pk}
    assert tied(survivor) == shown
    second = correct("a.txt")
    assert tied(survivor) == {"Anna Berg": duplicate.pk, "Dora Falk": duplicate.pk}
    assert not tied(duplicate)
    undo_run(second)
    assert tied(survivor) == shown
    assert tied(duplicate) == {"Anna Berg": duplicate.pk}


def test_ties_that_a_person_confirmed_stand_for_what_the_program_tells_of_the_survivor() -> None:
    survivor, duplicate, _ = tell_of_three(Meeting)
    hosts = Participation.objects.filter(meeting=duplicate, actor__name="Anna Berg")
    hosts.update(review=ReviewState.CONFIRMED, role="host")
    apart = knowledge_digest()
    merge(duplicate, survivor, force=True)
    shown = survivor.participations.get(actor__name="Anna Berg")
    assert (shown.own_meeting, shown.role, shown.review) == (duplicate, "host", ReviewState.CONFIRMED)
    together = knowledge_digest()
    undo_run(correct("a.txt", "b.txt"))
    assert knowledge_digest() == together
    unmerge(duplicate)
    assert knowledge_digest() == apart


@pytest.mark.parametrize(
    "said", ["the meeting is confirmed", "one takes part", "a note", "the status", "a day is misread"]
)
def test_ties_of_a_record_that_people_hold_outlast_a_merge_when_nothing_tells_of_it_any_more(
    said: str, admin_user: User
) -> None:
    survivor, duplicate, _ = tell_of_three(Meeting)
    match said:
        case "the meeting is confirmed":
            Meeting.objects.filter(pk__in=[survivor.pk, duplicate.pk]).update(review=ReviewState.CONFIRMED)
        case "one takes part":
            duplicate.participations.filter(actor__name="Anna Berg").update(review=ReviewState.CONFIRMED)
        case "a note":
            Meeting.objects.filter(pk=duplicate.pk).update(note="Seen by us.")
        case "a day is misread":
            withdraw_value(duplicate.evidence.get(), "date_edtf", user=admin_user)
        case _:
            decide(duplicate, ["status"], user=admin_user)
    correct("b.txt")
    assert tied(duplicate).keys() == {"Anna Berg", "Dora Falk"}
    apart = knowledge_digest()
    merge(duplicate, survivor, force=True)
    assert tied(survivor).keys() == {"Anna Berg", "Carl Dahl", "Dora Falk"}
    unmerge(duplicate)
    assert knowledge_digest() == apart
