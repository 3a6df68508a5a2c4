"""What people see of titles without a name: on the meeting's page, in files, and in the review queue."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Article, HolderSought
from kb.models import Meeting, Participation
from kb.reviewing.deciding import CannotDecide, accept, choose, reject, take_back
from kb.reviewing.doubts import find_items, waiting
from kb.reviewing.items import Item, Sort
from tests.articles.importing.test_holders import BEFORE, MET, RIVAL, take
from tests.kb.strict_html import StrictHtml

pytestmark = pytest.mark.django_db
BY_TITLE = "not named: by the title, from who held the post then"


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna", is_superuser=True, is_staff=True)


def page(client: Client) -> str:
    text = client.get(Meeting.objects.get().get_absolute_url()).content.decode()
    StrictHtml(text)
    return text


def doubts() -> list[Item]:
    return [item for item in waiting() if item.sort == Sort.HOLDER]


def ties() -> list[tuple[str, str]]:
    return sorted(Participation.objects.values_list("actor__name", "review"))


def test_holders_shown_on_the_page_of_the_meeting(client: Client) -> None:
    take(BEFORE)
    take(MET)
    text = page(client)
    assert text.count(BY_TITLE) == 1
    assert "Participant, by the title" in text
    assert text.index("Anna Berg</a>") < text.index(BY_TITLE)
    article = client.get(Article.objects.get(source="a.txt").get_absolute_url())
    assert "Anna Berg" in article.content.decode()


def test_holders_shown_as_the_title_alone_where_nobody_is_known(client: Client) -> None:
    take(MET)
    text = page(client)
    assert BY_TITLE not in text
    assert "Title without a name" in text
    assert "Foreign Minister, Russia" in text


def test_holders_shown_who_are_named_elsewhere_are_no_more_than_that(client: Client) -> None:
    take(BEFORE)
    take(MET)
    named = {"text": "Anna Berg met Carl Dahl. Russia was glad.", "who": ["Anna Berg", "Carl Dahl", "Russia"]}
    take(MET, source="n.txt", unnamed=[], **named)
    assert Meeting.objects.count() == 1
    assert BY_TITLE not in page(client)


def test_holders_shown_in_files(client: Client) -> None:
    take(BEFORE)
    take(MET)
    lines = b"".join(client.get("/meetings/evidence.csv")).decode().splitlines()  # type: ignore[arg-type]
    (line,) = [line for line in lines if "anna-berg" in line]
    assert "Foreign Minister of Russia" in line
    assert "title-without-name" in line


def test_holders_wait_in_the_queue_where_several_may_be_meant(client: Client, anna: User) -> None:
    for each in (BEFORE, RIVAL, MET):
        take(each)
    (item,) = doubts()
    assert [choice.label for choice in item.choices] == ["Anna Berg", "Emil Falk"]
    assert find_items([item.key]).keys() == {item.key}
    client.force_login(anna)
    text = client.get(reverse("kb:review"), {"sort": "holder"}).content.decode()
    StrictHtml(text)
    assert "several persons had that post around then" in text
    assert "Which of these is it?" in text
    with pytest.raises(CannotDecide):
        accept(item, user=anna)


def test_holders_that_are_answered_stand_in_nobodys_way(anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in (BEFORE, RIVAL, MET):
        take(each)
    take(MET, source="p.txt", text="Peter Lind met the Foreign Minister of Russia.", who=["Peter Lind", "Russia"])
    both = {item.key for item in doubts()}
    monkeypatch.setattr("kb.reviewing.doubts.MOST", 1)
    (first,) = doubts()
    choose(first, first.choices[0].value, user=anna)
    assert len(both) == 2 and {item.key for item in doubts()} == both - {first.key}


def test_holders_of_a_title_that_the_gazetteer_has_no_more_are_not_asked() -> None:
    for each in (BEFORE, RIVAL, MET):
        take(each)
    HolderSought.objects.update(post="court jester")
    assert not doubts()


def test_holders_that_a_person_chose_take_part_until_that_is_taken_back(anna: User) -> None:
    for each in (BEFORE, RIVAL, MET):
        take(each)
    before = ties()
    (item,) = doubts()
    steps = choose(item, item.choices[1].value, user=anna)
    assert ("Emil Falk", "confirmed") in ties()
    assert not doubts()
    take(MET, source="again.txt", text="Carl Dahl met the Foreign Minister of Russia again.")
    assert ("Emil Falk", "confirmed") in ties()
    assert "Anna Berg" not in dict(ties())
    take_back(json.loads(json.dumps(steps)), user=anna)
    assert ties() == before
    assert doubts()


def test_holders_of_whom_a_person_rejected_all_wait_no_more(anna: User) -> None:
    for each in (BEFORE, RIVAL, MET):
        take(each)
    before = ties()
    (item,) = doubts()
    steps = reject(item, user=anna)
    assert {("Anna Berg", "rejected"), ("Emil Falk", "rejected")} <= set(ties())
    assert not doubts()
    take_back(json.loads(json.dumps(steps)), user=anna)
    assert ties() == before


@pytest.mark.parametrize("act", ["choose", "reject"])
def test_holders_are_decided_by_a_click(client: Client, anna: User, act: str) -> None:
    for each in (BEFORE, RIVAL, MET):
        take(each)
    client.force_login(anna)
    (item,) = doubts()
    sent: dict[str, Any] = {"item": item.key, "act": f"choose:{item.choices[0].value}" if act == "choose" else act}
    assert client.post(reverse("kb:review-decide"), sent).status_code == 302
    assert not doubts()
    assert client.post(reverse("kb:review-undo"), {}).status_code == 302
    assert [each.title for each in doubts()] == [item.title]
