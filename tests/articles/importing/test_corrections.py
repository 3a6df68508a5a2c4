"""A corrected article: participants, places and posts are as if the version before had never been; people's word on
them stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.archive import knowledge_digest
from articles.importing.undo import undo_run
from articles.importing.withdrawing_values import give_value_back, withdraw_value
from articles.models import ImportRun, RunStatus
from kb.decisions import decide, give_back
from kb.models import Actor, Meeting, Participation, Place, ReviewState
from kb.slugs import slug_of
from tests.articles.digest import content
from tests.articles.importing.telling import tell
from tests.articles.importing.test_undo import without_versions

pytestmark = pytest.mark.django_db

IN_HUE = {"text": "Anna Berg received Carl Dahl in Hue.", "who": ["Anna Berg", "Carl Dahl"],
          "met": [{"place": "Hue", "roles": {"Anna Berg": "host", "Carl Dahl": "participant"}}]}  # fmt: skip
IN_KYIV = {"text": "Carl Dahl received Anna Berg in Kiev.", "who": ["Anna Berg", "Carl Dahl"],
           "met": [{"place": "Kiev", "roles": {"Carl Dahl": "host", "Anna Berg": "participant"}}]}  # fmt: skip
WITH_EK = {"text": "Anna Berg and Olof Ek met in Hue, and Carl Dahl did not.", "who": ["Anna Berg", "Olof Ek"],
           "met": [{"place": "Hue"}], "posts": {"Olof Ek": [{"title": "Minister"}]}}  # fmt: skip
TWICE = {
    "text": "Anna Berg met Carl Dahl in Hue. Later she met Carl Dahl in Kyiv.", "who": ["Anna Berg", "Carl Dahl"],
    "met": [
        {"place": "Hue", "anchors": [["Anna Berg met", 1]]},
        {"place": "Kyiv", "date": "2020-05-01", "status": "planned", "anchors": [["Later she met", 1]]},
    ],
}  # fmt: skip
NOWHERE = {"text": "Anna Berg and Carl Dahl spoke by telephone.", "who": ["Anna Berg", "Carl Dahl"],
           "met": [{"kind": "call"}]}  # fmt: skip
NOTHING: dict[str, Any] = {"text": "Nothing happened."}
VERSIONS: list[dict[str, Any]] = [IN_HUE, IN_KYIV, WITH_EK, TWICE, NOWHERE, NOTHING]

versions = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, len(VERSIONS) - 1)), min_size=2, max_size=7)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(versions)
def test_corrections_leave_what_the_last_versions_alone_would_have_made(sequence: list[tuple[str, int]]) -> None:
    last = dict(sequence)
    assert imported(sequence) == imported(list(last.items()))


def imported(sequence: list[tuple[str, int]]) -> dict[str, list[Any]]:
    """What is known after these versions of two articles, and then forgotten."""
    with transaction.atomic():
        run = ImportRun.objects.create(pipeline_version="test")
        for source, number in sequence:
            tell(**VERSIONS[number], source=f"{source}.txt", published=f"2020-02-0{ord(source) - 90}", run=run)
        known = without_versions(content(slugs=False))
        transaction.set_rollback(True)
    return known


@pytest.mark.parametrize("review", [ReviewState.CONFIRMED, ReviewState.REJECTED])
@pytest.mark.parametrize("corrected", [WITH_EK, IN_KYIV, NOWHERE])
def test_corrections_keep_what_people_said_of_who_took_part(corrected: dict[str, Any], review: str) -> None:
    tell(**IN_HUE)
    tie = Participation.objects.get(actor__name="Carl Dahl")
    Participation.objects.filter(pk=tie.pk).update(review=review)
    tell(**corrected)
    kept = Participation.objects.get(actor__name="Carl Dahl", meeting=tie.meeting_id)
    assert (kept.pk, kept.review, kept.role) == (tie.pk, review, tie.role)
    assert Actor.objects.filter(name="Carl Dahl").exists()


@pytest.mark.parametrize(("corrected", "told"), [(WITH_EK, {"Hue"}), (IN_KYIV, {"Kyiv"}), (NOWHERE, set())])
def test_corrections_keep_the_place_that_a_person_set(corrected: dict[str, Any], told: set[str], editor: User) -> None:
    """Beside it only the places stay that the words tell now; taken back, all is as it was."""
    tell(**IN_HUE)
    meeting = Meeting.objects.get()
    for name in ("Oslo", "Da Nang"):
        meeting.place = Place.objects.create(name=name, slug=slug_of(Place, name))
        meeting.save()
        decide(meeting, ["place"], user=editor)
    assert places() == {"Da Nang", "Hue"}
    before, run = knowledge_digest(), ImportRun.objects.create(pipeline_version="test", status=RunStatus.DONE)
    tell(**corrected, run=run)
    assert Meeting.objects.get(pk=meeting.pk).place == Place.objects.get(name="Da Nang")
    assert places() == {"Da Nang", *told}
    undo_run(run)
    assert places() == {"Da Nang", "Hue"} and knowledge_digest() == before
    give_back(meeting.decisions.get())
    assert places() == {"Hue"}


def test_corrections_of_a_place_that_people_withdrew_leave_no_place_behind(editor: User) -> None:
    tell(**IN_HUE)
    meeting = Meeting.objects.get()
    meeting.place = None
    meeting.save()
    decide(meeting, ["place"], user=editor)
    assert places() == {"Hue"}
    (said,) = withdraw_value(meeting.evidence.get(), "place", user=editor)
    assert places() == set()
    give_value_back(said, user=editor)
    assert places() == {"Hue"}


def places() -> set[str]:
    return set(Place.objects.values_list("name", flat=True))


def test_corrections_take_away_a_place_that_nothing_names_any_more() -> None:
    tell(**IN_HUE)
    tell(**IN_KYIV)
    assert [(each.name, each.meetings.count()) for each in Place.objects.all()] == [("Kyiv", 1)]
    tell(**NOTHING)
    assert not Place.objects.exists() and not Meeting.objects.exists()
