"""A record is split by sentences: those that were taken out stay with the new record, whatever is imported again."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.importing.reread import reread_article
from articles.importing.settle import MEETING
from articles.importing.told_before import read_whole
from articles.models import ImportRun, MeetingEvidence
from kb.merging.merges import merge
from kb.merging.objections import MergeRefused
from kb.merging.splits import split_sentences
from kb.models import Meeting
from tests.articles.importing.telling import facts, raw_article, tell
from tests.kb.strict_html import StrictHtml

pytestmark = pytest.mark.django_db

TEXT = "Anna Berg met Carl Dahl in Hue. In Hanoi they met again."
TOLD: dict[str, Any] = {
    "who": ["Anna Berg", "Carl Dahl"],
    "met": [{"place": "Hue", "anchors": [["Anna Berg met Carl Dahl in Hue.", 1], ["In Hanoi they met again.", 1]]}],
}


def second(meeting: Meeting) -> MeetingEvidence:
    return meeting.evidence.order_by("-start", "pk")[0]


def test_splitting_one_sentence_of_one_article() -> None:
    article = tell(TEXT, **TOLD).article
    old = Meeting.objects.get()
    new = split_sentences(old, [second(old).pk])
    assert [row.quote for row in new.evidence.all()] == ["In Hanoi they met again."]
    assert old.evidence.count() == 1
    for _ in range(2):
        run = ImportRun.objects.create(pipeline_version="newer")
        reread_article(article, facts(TEXT, raw_article(TEXT), **TOLD), run=run)
        assert [row.quote for row in new.evidence.all()] == ["In Hanoi they met again."]
        assert Meeting.objects.count() == 2
    tell("Corrected. " + TEXT, **TOLD)
    assert [row.quote for row in new.evidence.all()] == ["In Hanoi they met again."]
    assert Meeting.objects.count() == 2


def test_splitting_a_sentence_off_twice_loses_no_telling() -> None:
    text = f"{TEXT} In Hoi An they met for the third time."
    anchors = [*TOLD["met"][0]["anchors"], ["In Hoi An they met for the third time.", 1]]
    tell(text, who=TOLD["who"], met=[{"place": "Hue", "anchors": anchors}])
    old = Meeting.objects.get()
    new = [split_sentences(old, [second(old).pk]) for _ in range(2)]
    records = {old.pk, *(each.pk for each in new)}
    assert {each.record for each in read_whole(MEETING, records)} == records


def test_splitting_refuses_to_take_everything() -> None:
    tell(TEXT, **TOLD)
    old = Meeting.objects.get()
    with pytest.raises(MergeRefused, match="nothing would stay"):
        split_sentences(old, old.evidence.values_list("pk", flat=True))
    with pytest.raises(MergeRefused):
        split_sentences(old, [])


def test_splitting_on_the_editing_desk(client: Client, editor: User) -> None:
    tell(TEXT, **TOLD)
    old = Meeting.objects.get()
    address = reverse("admin:kb_meeting_split", args=[old.pk])
    assert address in client.get(reverse("admin:kb_meeting_change", args=[old.pk])).content.decode()
    page = client.get(address).content.decode()
    assert StrictHtml(page).wrongs == [] and "In Hanoi they met again." in page
    assert "Tick the sentences" in client.post(address, {"shown": "yes"}).content.decode()
    given = {"sentences": [second(old).pk], "name": "Second talks", "reason": "two days"}
    page = client.post(address, given).content.decode()
    assert "Second talks" in page and Meeting.objects.count() == 1
    client.post(address, {**given, "confirmed": "yes"})
    new = Meeting.objects.get(name="Second talks")
    assert new.splits_into.get().reason == "two days"
    assert old.evidence.count() == new.evidence.count() == 1


TWICE: dict[str, Any] = {"who": ["Anna Berg", "Carl Dahl"], "met": TOLD["met"] + [{**TOLD["met"][0], "kind": "visit"}]}


def merged(editor: User) -> Meeting:
    """Two meetings that the same sentences tell of, merged into one."""
    tell(TEXT, **TWICE)
    survivor, duplicate = Meeting.objects.order_by("pk")
    merge(duplicate, survivor, user=editor, force=True)
    assert survivor.evidence.count() == 4
    return survivor


def test_splitting_moves_words_that_a_duplicate_tells_too(editor: User) -> None:
    old = merged(editor)
    new = split_sentences(old, [second(old).pk])
    for _ in range(2):
        assert [row.quote for row in new.evidence.all()] == ["In Hanoi they met again."]
        assert not any("again" in row.quote for row in old.evidence.all())
        run = ImportRun.objects.create(pipeline_version="newer")
        reread_article(new.evidence.get().article, facts(TEXT, raw_article(TEXT), **TWICE), run=run)


def test_splitting_on_the_desk_shows_words_of_both_once(client: Client, editor: User) -> None:
    old = merged(editor)
    address = reverse("admin:kb_meeting_split", args=[old.pk])
    page = client.get(address).content.decode()
    assert page.count('name="sentences"') == 2
    shown = [each.evidence.pk for each in client.get(address).context["sentences"]]
    answer = client.post(address, {"sentences": shown[1:], "shown": "yes"})
    assert answer.status_code == 200 and answer.context["preview"]
    answer = client.post(address, {"sentences": shown, "shown": "yes"})
    assert "nothing would stay" in answer.content.decode()
