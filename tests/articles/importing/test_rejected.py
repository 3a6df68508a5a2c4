"""Finds that people rejected count for nothing; a record of which they rejected all says what that was."""

from __future__ import annotations

import pytest

from articles.archive import knowledge_digest
from articles.checking import check_base
from articles.importing.undo import undo_run
from articles.importing.withdraw import Touched, follow
from articles.models import Article, MeetingEvidence, TenureEvidence
from kb.models import Meeting, Place, ReviewState, Tenure
from tests.articles.importing.knowledge_machine import take_in

pytestmark = pytest.mark.django_db


def reject(rows: list[MeetingEvidence]) -> None:
    MeetingEvidence.objects.filter(pk__in=[row.pk for row in rows]).update(review=ReviewState.REJECTED)
    follow(Touched(meeting={row.meeting_id for row in rows}), Touched())


@pytest.mark.parametrize("undone", [False, True])
def test_rejected_all_a_meeting_is_as_before_when_an_article_has_come_and_gone(undone: bool) -> None:
    """The sequence that showed it: the meeting had the values of the article that was gone, and its place was lost."""
    take_in("b.txt", 0, None)
    reject(list(MeetingEvidence.objects.all()))
    before = knowledge_digest()
    run = take_in("another.txt", 1, None)
    assert Meeting.objects.get().status == "planned"
    assert not [*check_base()]
    undo_run(run) if undone else Article.objects.filter(source="another.txt").delete()
    meeting = Meeting.objects.get()
    assert (meeting.status, meeting.date_edtf, str(meeting.place)) == ("held", "2020-02-03", "Hue")
    assert knowledge_digest() == before and not [*check_base()]


def test_rejected_in_part_a_meeting_says_the_rest() -> None:
    take_in("b.txt", 0, None)
    take_in("c.txt", 1, None)
    assert Meeting.objects.get().place == Place.objects.get(name="Hue")
    reject(list(MeetingEvidence.objects.filter(article__source="b.txt")))
    assert (Meeting.objects.get().status, Meeting.objects.get().place) == ("planned", None)
    assert not Place.objects.filter(name="Hue").exists()
    assert not [*check_base()]


def test_rejected_all_a_tenure_says_what_comes_later() -> None:
    """The sequence that showed it: it had kept the day of the rejected word beside an article without a date."""
    take_in("a.txt", 1, "2020-03-01")
    tenure = Tenure.objects.get()
    TenureEvidence.objects.update(review=ReviewState.REJECTED)
    follow(Touched(tenure={tenure.pk}), Touched())
    tenure.refresh_from_db()
    assert str(tenure.seen_from) == "2020-03-01"
    before = knowledge_digest()
    run = take_in("c.txt", 1, None)
    tenure.refresh_from_db()
    assert tenure.seen_from is None and not [*check_base()]
    undo_run(run)
    assert knowledge_digest() == before and not [*check_base()]
