"""Tests of articles.admin: everything can be read, nothing changed but the review of a single find."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import ActorEvidence, Article, ImportFailure, ImportRun, RunStatus
from kb.editors import editors_group
from kb.models import Meeting, ReviewState
from tests.kb.desk import SENTENCE, TEXT, Desk, act
from tests.kb.rows import an_actor, an_article, tells, value

pytestmark = pytest.mark.django_db
EVIDENCE = ("actorevidence", "tenureevidence", "meetingevidence", "initiativeevidence")
MODELS = ("article", "importrun", *EVIDENCE)


def first(model: str) -> Any:
    return {"article": Article, "importrun": ImportRun}.get(model, ActorEvidence).objects.first()


@pytest.mark.parametrize("model", MODELS)
def test_admin_lists_of_articles_cannot_be_added_to(client: Client, editor: User, desk: Desk, model: str) -> None:
    assert client.get(reverse(f"admin:articles_{model}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:articles_{model}_add")).status_code == 403


@pytest.mark.parametrize(("model", "deleted"), [("article", 302), ("importrun", 403), ("actorevidence", 403)])
def test_admin_originals_are_read_only_even_for_superusers(
    client: Client, desk: Desk, model: str, deleted: int
) -> None:
    client.force_login(User.objects.create_superuser("root"))
    address = reverse(f"admin:articles_{model}_change", args=[first(model).pk])
    assert client.get(address).context["has_change_permission"] is False
    assert client.post(address, {"title": "another"}).status_code == 403
    assert client.post(address.replace("change", "delete"), {"post": "yes"}).status_code == deleted


def test_admin_deleted_article_takes_along_what_it_alone_told(client: Client, desk: Desk) -> None:
    client.force_login(User.objects.create_superuser("root"))
    assert client.post(reverse("admin:articles_article_delete", args=[desk.article.pk]), {"post": "yes"})
    assert not Article.objects.exists()
    assert not Meeting.objects.exists()


def test_admin_articles_are_not_deleted_by_editors(client: Client, editor: User, desk: Desk) -> None:
    address = reverse("admin:articles_article_delete", args=[desk.article.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403


def test_admin_rejected_find_no_longer_counts_for_its_record(client: Client, editor: User, desk: Desk) -> None:
    later = an_article(TEXT, title="Later")
    told = tells(later, desk.meeting, SENTENCE, status=value(later, "cancelled", "met"))
    first_told = desk.meeting.evidence.get(article=desk.article)
    for action, rows, status in (
        ("reject", [first_told], "cancelled"), ("reopen", [first_told], None), ("reject", [told], "held"),
    ):  # fmt: skip
        act(client, "articles_meetingevidence", action, *rows)
        desk.meeting.refresh_from_db()
        assert status in (None, desk.meeting.status)


@pytest.mark.parametrize(
    ("model", "queries"),
    [
        ("article", 10),
        ("importrun", 10),
        ("actorevidence", 8),
        ("tenureevidence", 8),
        ("meetingevidence", 10),
        ("initiativeevidence", 8),
    ],
)
def test_admin_lists_of_articles_need_as_many_queries_for_one_row_as_for_twenty(
    client: Client, editor: User, desk: Desk, django_assert_num_queries: Any, model: str, queries: int
) -> None:
    address = reverse(f"admin:articles_{model}_changelist")
    with django_assert_num_queries(queries):
        client.get(address)
    for number in range(20):
        ImportRun.objects.create(pipeline_version="test-1")
        article = an_article(TEXT, title=f"Talks {number}")
        tells(article, an_actor(f"Person {number}"), "Lim")
        tells(article, desk.meeting, SENTENCE)
    with django_assert_num_queries(queries):
        client.get(address)


def test_admin_article_shows_its_text_and_where_it_came_from(client: Client, editor: User, desk: Desk) -> None:
    shown = client.get(reverse("admin:articles_article_change", args=[desk.article.pk])).content.decode()
    assert SENTENCE in shown
    assert "talks.txt" in shown
    assert f'href="{reverse("admin:articles_importrun_change", args=[desk.run.pk])}"' in shown


@pytest.mark.parametrize(("words", "found"), [("lavrov moscow", 1), ("talks.txt", 1), ("hanoi", 0), ("", 1), ("  ", 1)])
def test_admin_article_search_reads_the_texts(client: Client, editor: User, desk: Desk, words: str, found: int) -> None:
    listed = client.get(reverse("admin:articles_article_changelist"), {"q": words}).context["cl"].result_list
    assert len(listed) == found


def test_admin_evidence_links_to_its_words_and_its_record(client: Client, editor: User, desk: Desk) -> None:
    shown = client.get(reverse("admin:articles_meetingevidence_changelist")).content.decode()
    evidence = desk.meeting.evidence.get()
    assert SENTENCE in shown
    assert f'href="{evidence.get_absolute_url()}"' in shown
    assert f'href="{reverse("admin:kb_meeting_change", args=[desk.meeting.pk])}"' in shown


def test_admin_evidence_says_its_values_in_words(client: Client, editor: User, desk: Desk) -> None:
    russia, article = an_actor("Russia", "country"), an_article(TEXT)
    host = value(article, None, "Sergey Lavrov", role="host", actor=desk.lavrov.pk)
    told = tells(
        article, desk.meeting, SENTENCE, date_edtf=value(article, "2020-02-03", "on Monday"), participants=[host]
    )
    page = client.get(reverse("admin:articles_meetingevidence_change", args=[told.pk])).content.decode()
    assert "Date: <strong>3 February 2020</strong>" in page
    assert "Host: <strong>Sergey Lavrov</strong>" in page
    words = "Sergey Lavrov"
    tenure = tells(
        article, desk.tenure, words, body=value(article, russia.pk, words), former=value(article, False, words)
    )
    page = client.get(reverse("admin:articles_tenureevidence_change", args=[tenure.pk])).content.decode()
    assert "Body: <strong>Russia</strong>" in page and "Former: <strong>no</strong>" in page


def test_admin_articles_are_narrowed_to_those_without_a_day(client: Client, editor: User, desk: Desk) -> None:
    undated = an_article("Nobody knows when.", published=None)
    address = reverse("admin:articles_article_changelist")
    shown = {answer: client.get(f"{address}?dated={answer}").context["cl"].queryset for answer in ("yes", "no")}
    assert undated in shown["no"] and undated not in shown["yes"] and desk.article in shown["yes"]


def test_admin_single_find_is_rejected_and_taken_back(client: Client, editor: User, desk: Desk) -> None:
    mention, other = desk.lavrov.evidence.get(), desk.lim.evidence.get()
    assert act(client, "articles_actorevidence", "reject", mention) == "1 rejected. The action ‘Take back’ undoes this."
    mention.refresh_from_db()
    other.refresh_from_db()
    assert (mention.review, other.review) == (ReviewState.REJECTED, ReviewState.MACHINE)
    assert LogEntry.objects.get().change_message == "Review: the program’s word → rejected."
    assert act(client, "articles_actorevidence", "reopen", mention) == "1 back to the program's word."


def test_admin_single_find_is_reviewed_by_editors_alone(client: Client, desk: Desk) -> None:
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(editors_group().permissions.filter(codename__startswith="view_"))
    client.force_login(reader)
    act(client, "articles_actorevidence", "reject", desk.lavrov.evidence.get())
    assert desk.lavrov.evidence.get().review == ReviewState.MACHINE


def test_admin_run_shows_its_counts_and_failures(client: Client, editor: User, desk: Desk) -> None:
    run = desk.run
    ImportFailure.objects.create(run=run, source="empty.txt", reason="the file is empty")
    run.finished_at, run.status = run.started_at + timedelta(seconds=75), RunStatus.DONE
    run.articles_new, run.records_created = 4321, 8765
    run.save()
    shown = client.get(reverse("admin:articles_importrun_change", args=[run.pk])).content.decode()
    for words in ("empty.txt", "the file is empty", "75 seconds", "4321", "8765"):
        assert words in shown


def test_admin_run_under_way_has_no_duration(client: Client, editor: User, desk: Desk) -> None:
    listed = client.get(reverse("admin:articles_importrun_changelist")).content.decode()
    assert '<td class="field-duration">—</td>' in listed
