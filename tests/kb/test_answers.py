"""What was decided in the review queue is kept: after signing out, for administrators everybody's, in histories."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.archive import archive_digest, export_archive, import_archive
from kb.editors import editors_group
from kb.models import Answer, Meeting, Merge, NotSame, ReviewState
from kb.reviewing.answers import answer, answers_about, of_batch, take_back_answers, told, told_at_once
from kb.reviewing.deciding import CannotDecide
from kb.reviewing.doubts import waiting
from kb.reviewing.queue import keys_in_line, rebuild
from kb.versions import steps_of
from tests.articles.archive.small_base import empty_base
from tests.kb.rows import a_meeting, an_actor, an_article, tells
from tests.kb.strict_html import StrictHtml
from tests.kb.test_reviewing import (
    DONE,
    a_difference,
    a_pair,
    an_undecided,
    an_unsure,
    an_unsure_post,
    decide_by_page,
    something_new,
    state,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def boris(editor: User) -> User:
    """Another editor than the one who is logged in."""
    other = User.objects.create_user("boris", password="boris")
    other.groups.add(editors_group())
    return other


@pytest.mark.parametrize(("make", "act"), DONE)
def test_answers_that_somebody_took_back_since_they_were_read_stay_as_they_are(
    make: Any, act: Any, editor: User
) -> None:
    """Of two who press undo at once the first does it; the other is told, and nothing is noted against the answer."""
    (given,) = answer([make()], act.__name__, user=editor)
    stale = Answer.objects.get(pk=given.pk)
    take_back_answers([given], user=(other := User.objects.create_user("clara")))
    before = state()
    with pytest.raises(CannotDecide, match="Somebody took this back already"):
        take_back_answers([stale], user=editor)
    assert state() == before
    assert Answer.objects.values_list("undone_by", "refused").get() == (other.pk, "")


@pytest.mark.parametrize(("make", "act"), DONE)
def test_answers_are_kept_and_taken_back(make: Any, act: Any, editor: User) -> None:
    item = make()
    rebuild()
    before, waited = state(), keys_in_line()
    (given,) = answer([item], act.__name__, user=editor, reason="clear")
    given.refresh_from_db()
    assert (given.user, given.reason, given.item) == (editor, "clear", item.key)
    assert item.key not in dict(keys_in_line())
    assert answers_about(item.record) == [given]
    take_back_answers([given], user=editor)
    assert state() == before and keys_in_line() == waited
    given.refresh_from_db()
    assert given.undone_by == editor and given.undo == {"item": item.key}
    with pytest.raises(CannotDecide):
        take_back_answers([given], user=editor)


def test_answers_outlive_the_session(client: Client, editor: User) -> None:
    item, before = an_unsure(), state()
    decide_by_page(client, item, "reject", why="no such thing")
    client.logout()
    client.force_login(editor)
    page = client.get(reverse("kb:review")).content.decode()
    assert f"Rejected: {item.title}" in page and 'data-key="u"' in page
    page = client.get(reverse("kb:review-own")).content.decode()
    assert f"Rejected: {item.title}" in page and "“no such thing”" in page
    client.post(reverse("kb:review-undo"))
    assert state() == before


def test_answers_of_another_day_say_which(client: Client, editor: User) -> None:
    decide_by_page(client, an_unsure(), "reject")
    Answer.objects.update(decided_at=timezone.now() - timedelta(days=40))
    day = timezone.localtime(Answer.objects.get().decided_at)
    assert f"{day.day} {day:%B %Y}" in client.get(reverse("kb:review-own")).content.decode()


def test_answers_of_others_are_for_administrators(client: Client, editor: User, boris: User) -> None:
    item, before = an_unsure(), state()
    (given,) = answer([item], "accept", user=boris)
    asked = {"who": "all"}
    assert client.get(reverse("kb:review-own"), asked).context["done"] == []
    assert client.post(reverse("kb:review-undo"), {"which": given.pk}).status_code == 404
    client.post(reverse("kb:review-undo"))
    assert Meeting.objects.get().review == ReviewState.CONFIRMED
    editor.groups.add(Group.objects.get(name="Administrators"))
    page = client.get(reverse("kb:review-own"), asked)
    assert [each.first for each in page.context["done"]] == [given]
    assert "boris" in page.content.decode() and StrictHtml(page.content.decode()).wrongs == []
    answered = client.post(reverse("kb:review-undo"), {"which": given.pk, "who": "all"})
    assert answered.url == f"{reverse('kb:review-own')}?who=all" and state() == before
    given.refresh_from_db()
    assert (given.user, given.undone_by) == (boris, editor)


def test_answers_given_at_once_are_taken_back_at_once_or_each(client: Client, editor: User) -> None:
    an_unsure_post()
    a_pair()
    items, before = waiting(), state()
    first, other = answer(items, "accept", user=editor)
    assert of_batch(other) == [first, other] and told_at_once([first, other]) == "Accepted: 2 items"
    page = client.get(reverse("kb:review-own"))
    assert StrictHtml(page.content.decode()).wrongs == [] and len(page.context["done"]) == 1
    client.post(reverse("kb:review-undo"), {"which": other.pk})
    assert Answer.objects.standing().get() == first
    page = client.get(reverse("kb:review-own")).content.decode()
    assert "1 of them taken back" in page and "<del>Accepted: 2 items" not in page
    client.post(reverse("kb:review-undo"), {"batch": first.pk})
    assert state() == before and not Answer.objects.standing().exists()
    page = client.get(reverse("kb:review-own")).content.decode()
    assert '<del>Accepted: 2 items</del> <span class="quiet">taken back by anna' in page
    assert StrictHtml(page).wrongs == []


def test_answers_lead_to_their_records_also_to_rejected_ones(client: Client, editor: User) -> None:
    item = an_unsure_post()
    answer([item], "reject", user=editor)
    page = client.get(reverse("kb:review-own")).content.decode()
    address = reverse("admin:kb_tenure_change", args=[item.record.pk])
    assert f'<a href="{address}">Rejected: {item.title}</a>' in page and StrictHtml(page).wrongs == []
    assert client.get(address).status_code == 200


def test_answers_that_cannot_be_taken_back_say_why_and_give_way(client: Client, editor: User) -> None:
    an_unsure()
    meeting = a_meeting(an_actor("Peru", "country"), name="Lima talks", day="2011-01-01")
    tells(an_article("They met in Lima.", title="Lima"), meeting, "They met", confidence=0.3)
    second, first = waiting()
    decide_by_page(client, first, "accept")
    decide_by_page(client, second, "accept")
    Meeting.objects.filter(pk=second.record.pk).update(review=ReviewState.REJECTED)
    client.post(reverse("kb:review-undo"))
    page = client.get(reverse("kb:review-own")).content.decode()
    assert "could not be taken back: Somebody changed it" in page and "Taken back." not in page
    client.post(reverse("kb:review-undo"))
    assert [given.title for given in Answer.objects.standing()] == [second.title]
    Meeting.objects.update(review=ReviewState.CONFIRMED)
    client.post(reverse("kb:review-undo"), {"which": Answer.objects.standing().get().pk})
    assert not Answer.objects.standing().exists()


#: of each decision, what stands in the history of the record then
NAMED = [
    (an_unsure, "accept", "", "Accepted: talks"),
    (an_unsure_post, "reject", "", "Rejected: Carl Dahl: Minister"),
    (an_undecided, "choose", "1", "Merged: “George Bush (george-bush-3)” into “George Bush (george-bush-2)”"),
    (a_difference, "choose", "call", "Set to “Call”: talks"),
    (a_difference, "accept", "", "Kept what is shown: talks"),
    (something_new, "reject", "", "Kept as it was set: talks"),
    (something_new, "accept", "", "Taken from the articles: talks"),
    (a_pair, "accept", "", "Merged: “talks"),
    (a_pair, "reject", "", "Not the same: talks: anna berg"),
]


@pytest.mark.parametrize(("make", "act", "value", "words"), NAMED)
def test_answers_are_named_in_histories(
    client: Client, editor: User, make: Any, act: str, value: str, words: str
) -> None:
    item = make()
    value = item.choices[int(value)].value if value.isdecimal() else value
    (given,) = answer([item], act, value, user=editor, reason="as it is")
    record = getattr(item.record, "person", item.record)
    if (act == "choose" and make is an_undecided) or (make is a_pair and act == "accept"):
        record = type(record).objects.get(pk=record.pk).merged_into or record
    named = [step for step in steps_of(record) if given_in(step, told(given))]
    assert [step.user for step in named] == [editor] and told(given).casefold().startswith(words.casefold())
    page = client.get(f"{record.get_absolute_url()}history/").content.decode()
    assert "“as it is”" in page and StrictHtml(page).wrongs == []
    take_back_answers([given], user=editor)
    taken_back = f"Taken back. {told(given)}"
    assert [step.user for step in steps_of(type(record).objects.get(pk=record.pk)) if given_in(step, taken_back)] == [
        editor
    ]


def given_in(step: Any, words: str) -> bool:
    return step.answered == words or words in {change.after for change in step.changes}


def test_answers_come_back_from_an_archive(editor: User, tmp_path: Any) -> None:
    for make, act in ((an_unsure_post, "accept"), (a_pair, "reject"), (something_new, "accept")):
        item = make()
        answer([item], act, user=editor)
    answer([an_undecided()], "accept", user=editor)
    before, digest = state(), archive_digest()
    export_archive(tmp_path / "all.zip")
    empty_base()
    import_archive(tmp_path / "all.zip")
    assert archive_digest() == digest and len(state()) == len(before)
    again = User.objects.get(username=editor.username)
    for given in Answer.objects.order_by("-pk"):
        take_back_answers([given], user=again)
    assert not NotSame.objects.exists() and not Merge.objects.exists()
