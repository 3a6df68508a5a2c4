"""Lost additions in the review queue: shown with the old and the new sentence, attached again or dropped, undone."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.archive import knowledge_digest
from articles.checking import check_base
from articles.importing.adding import Adding, NewActor, Words, take_back_addition
from articles.importing.additions import row_of
from articles.importing.lost import places_now
from articles.importing.undo import undo_run
from articles.models import Addition, Article, ImportRun
from kb.models import Actor, Answer, Meeting, ReviewState
from kb.reviewing.answers import answer, take_back_answers
from kb.reviewing.deciding import CannotDecide
from kb.reviewing.doubts import find_items, waiting
from kb.reviewing.items import Item, Sort
from tests.articles.importing.telling import tell
from tests.kb.strict_html import StrictHtml

pytestmark = pytest.mark.django_db

OLD = "Anna Berg left. She dined with Emil Falk in Hue on Monday. It rained."
#: the corrected text, how many places are offered, and the words of the first
NEW: dict[str, tuple[str, list[str]]] = {
    "another day": (
        "Anna Berg left. She dined with Emil Falk in Hue on Tuesday. It rained.",
        ["She dined with Emil Falk in Hue on Tuesday."],
    ),
    "several times": (
        "She dined with Emil Falk in Hue on Monday. She dined with Emil Falk in Hue on Monday.",
        ["She dined with Emil Falk in Hue on Monday."] * 2,
    ),
    "gone": ("Nothing at all was said of that.", []),
}


def add_meeting(user: User, words: str = "She dined with Emil Falk in Hue on Monday.") -> Addition:
    tell(OLD, who=["Anna Berg"])
    article = Article.objects.get()
    start = article.text.index(words)
    adding = Adding(Words(article, start, start + len(words)), user)
    return adding.meeting(people=[(NewActor("person", "Emil Falk"), "host")], kind="talks", status="held", place="Hue")


def correct(text: str) -> ImportRun:
    run = ImportRun.objects.create(pipeline_version="corrected")
    tell(text, who=["Anna Berg"] if "Anna Berg" in text else [], run=run)
    ImportRun.objects.filter(pk=run.pk).update(articles_changed=1)
    run.refresh_from_db()
    return run


def lost() -> list[Item]:
    return [item for item in waiting() if item.sort == Sort.LOST]


def all_is_well() -> bool:
    return not list(check_base())


@pytest.mark.parametrize("case", NEW)
def test_lost_additions_are_offered_the_places_of_the_likest_words(case: str, editor: User) -> None:
    addition = add_meeting(editor)
    assert lost() == []
    text, words = NEW[case]
    correct(text)
    article = Article.objects.current().get()
    assert [article.text[slice(*place)] for place in places_now(addition, article)] == words
    (item,) = lost()[:1]
    assert item.acceptable == (len(words) == 1) and len(item.passages) == len(words) + 1
    assert item.key in find_items([item.key])


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Emil Falk", "Emile Falk"),
        ("dined with", "dined again with"),
        ("She dined with Emil Falk", "She dined again with Emile Falk"),
    ],
)
def test_lost_words_are_found_in_the_likest_sentence(quote: str, found: str, editor: User) -> None:
    addition = add_meeting(editor)
    start = addition.article.text.index(quote)
    part = Addition(article=addition.article, start=start, end=start + len(quote), quote=quote)
    correct("She dined again with Emile Falk in Hue on Monday. It rained again.")
    article = Article.objects.current().get()
    ((first, last),) = places_now(part, article)
    assert article.text[first:last] == found


def test_lost_addition_is_attached_again_and_detached(editor: User) -> None:
    addition = add_meeting(editor)
    correct(NEW["another day"][0])
    (item, before) = (lost()[0], knowledge_digest())
    assert "The corrected text has not these words any more." in item.why
    given = answer([item], "accept", user=editor)
    (added,) = Addition.objects.filter(replaces=addition)
    assert row_of(added).quote == added.quote == NEW["another day"][1][0] and row_of(added).article.version == 2
    assert lost() == [] and all_is_well()
    meeting = Meeting.objects.get()
    assert (str(meeting.place), meeting.status) == ("Hue", "held")
    take_back_answers(given, user=editor)
    assert knowledge_digest() == before and [each.key for each in lost()] == [item.key]


def test_lost_addition_with_several_places_is_chosen(editor: User) -> None:
    addition = add_meeting(editor)
    correct(NEW["several times"][0])
    item = next(each for each in lost() if each.proposed == addition)
    assert "several times" in item.why
    with pytest.raises(CannotDecide):
        answer([item], "accept", user=editor)
    answer([item], "choose", item.choices[1].value, user=editor)
    assert row_of(Addition.objects.get(replaces=addition)).start > 40 and all_is_well()


def test_lost_addition_is_dropped_with_what_came_by_it_alone(editor: User) -> None:
    addition = add_meeting(editor)
    correct(NEW["gone"][0])
    before = knowledge_digest()
    (item,) = lost()
    given = answer([item], "reject", user=editor)
    assert lost() == [] and Meeting.objects.get().review == ReviewState.REJECTED
    assert Actor.objects.get(name="Emil Falk").review == ReviewState.REJECTED
    assert all_is_well()
    # rejected finds stay rejected, also where their words come back
    correct(OLD)
    assert not Meeting.objects.visible().exists() and row_of(addition).review == ReviewState.REJECTED
    undo_run(ImportRun.objects.latest("pk"))
    take_back_answers(given, user=editor)
    assert knowledge_digest() == before and [each.key for each in lost()] == [item.key]


def test_attached_additions_go_back_with_the_run_that_corrected_the_text(editor: User) -> None:
    addition = add_meeting(editor)
    before = knowledge_digest()
    run = correct(NEW["another day"][0])
    given = answer(lost(), "accept", user=editor)
    undo_run(run)
    assert knowledge_digest() == before and row_of(addition) is not None
    with pytest.raises(CannotDecide):
        take_back_answers(given, user=editor)


def test_attached_additions_are_taken_back_with_what_they_replaced(editor: User) -> None:
    add_meeting(editor)
    correct(NEW["another day"][0])
    answer(lost(), "accept", user=editor)
    take_back_addition(Addition.objects.get(replaces__isnull=False), user=editor)
    assert not Addition.objects.exists() and not Meeting.objects.exists() and all_is_well()


def test_attached_additions_outlive_the_version_they_were_typed_at(editor: User) -> None:
    addition = add_meeting(editor)
    correct(NEW["another day"][0])
    answer(lost(), "accept", user=editor)
    Article.objects.get(version=1).delete()
    assert not Addition.objects.filter(pk=addition.pk).exists()
    assert Addition.objects.get(kind="meeting").made_record and Meeting.objects.visible().exists() and all_is_well()


def test_lost_additions_are_decided_on_the_page(client: Client, editor: User) -> None:
    add_meeting(editor)
    correct(NEW["another day"][0])
    (item,) = lost()
    page = client.get(reverse("kb:review"), {"sort": "lost", "kind": "meeting"}).content.decode()
    assert StrictHtml(page).wrongs == []
    for shown in ("on Monday", "Tuesday", "Lost additions", "Choose other words"):
        assert shown in page
    client.post(reverse("kb:review-decide"), {"item": item.key, "act": "accept", "sort": "lost"})
    article = client.get(Article.objects.current().get().get_absolute_url()).content.decode()
    assert article.count('class="by-hand"') == 1 and "are not in this text any more" not in article
    page = client.get(reverse("kb:review-own")).content.decode()
    assert "Attached to the new words: " in page
    client.post(reverse("kb:review-undo"))
    assert Answer.objects.get().undone_by == editor and [each.key for each in lost()] == [item.key]
