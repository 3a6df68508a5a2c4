"""What the pages of the review queue show, so that who decides all day knows what about, and keeps his place."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from kb.decisions import decide
from kb.merging.objections import Objection
from kb.models import Meeting, Merge
from kb.reviewing.doubts import waiting
from kb.reviewing.items import Item, Sort
from kb.reviewing.sentences import told_of
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_article, tells, value
from tests.kb.strict_html import StrictHtml
from tests.kb.test_reviewing import (
    a_difference,
    a_new_actor,
    a_pair,
    a_place_that_differs,
    an_unsure,
    an_unsure_post,
)

pytestmark = pytest.mark.django_db


def of_sort(sort: Sort) -> Item:
    return next(item for item in waiting() if item.sort == sort)


def page_of_the_queue(client: Client, **asked: str) -> str:
    page = client.get(reverse("kb:review"), asked).content.decode()
    assert StrictHtml(page).wrongs == []
    return page


def test_reviewing_shows_a_sentence_of_each_value_that_differs() -> None:
    meeting = a_meeting(an_actor("Norway", "country"), kind="talks", day="")
    told = ["talks", "call", "talks", "visit", "summit", "visit", "talks"]
    for number, kind in enumerate(told):
        article = an_article(f"The {kind} of day {number}.", title=f"Article {number}")
        tells(article, meeting, f"The {kind}", kind=value(article, kind, kind))
    item = of_sort(Sort.DIFFERS)
    (shown,) = told_of(item)
    assert [sentence.letter for sentence in shown.sentences] == ["a", "1", "2", "3"]
    assert [sentence.says.capitalize() for sentence in shown.sentences[1:]] == [each.label for each in item.choices]
    assert shown.sentences[0].says == "talks" and shown.more == len(told) - 4


def test_reviewing_shows_more_sentences_where_few_values_differ() -> None:
    meeting = a_meeting(an_actor("Norway", "country"), kind="talks", day="")
    for number, kind in enumerate(("talks", "call", "talks", "talks")):
        article = an_article(f"The {kind} of day {number}.", title=f"Article {number}")
        tells(article, meeting, f"The {kind}", kind=value(article, kind, kind))
    (shown,) = told_of(of_sort(Sort.DIFFERS))
    assert [sentence.letter for sentence in shown.sentences] == ["a", "a", "1"] and shown.more == 1


def test_reviewing_shows_the_sentence_of_a_place() -> None:
    meeting = a_meeting(an_actor("Norway", "country"), place="Oslo", day="")
    for number, place in enumerate(("Bergen", "Oslo", "Oslo")):
        article = an_article(f"They met in {place}.", title=f"Article {number}")
        tells(article, meeting, "They met", place=value(article, place, place))
    (shown,) = told_of(of_sort(Sort.DIFFERS))
    assert [(each.letter, each.says) for each in shown.sentences] == [("a", "Oslo"), ("a", "Oslo"), ("1", "Bergen")]


def test_review_page_tells_records_of_one_title_apart_by_their_dates(client: Client, editor: User) -> None:
    pair = a_pair()
    first, second = pair.records
    Meeting.objects.filter(pk=second.pk).update(date_edtf="2020-02-04", date_latest="2020-02-04")
    title = of_sort(Sort.PAIR).title
    assert title == "Talks: Anna Berg, Emil Falk · Oslo, 3 Feb 2020 / Talks: Anna Berg, Emil Falk · Oslo, 4 Feb 2020"
    keys = {"chosen": [pair.key], "act": "accept"}
    assert "Oslo, 3 Feb 2020” stays" in client.post(reverse("kb:review-several"), keys).content.decode()
    client.post(reverse("kb:review-several"), {**keys, "confirmed": "yes"})
    assert Merge.objects.get().survivor == first
    said = (
        "Merged: “Talks: Anna Berg, Emil Falk · Oslo, 4 Feb 2020” into “Talks: Anna Berg, Emil Falk · Oslo, 3 Feb 2020”"
    )
    assert said in page_of_the_queue(client)


def test_review_page_tells_merged_namesakes_apart_by_their_addresses(client: Client, editor: User) -> None:
    first, second = (an_actor("Permanent Mission", "organisation") for _ in range(2))
    for actor in (first, first, second):
        tells(an_article("The Permanent Mission spoke.", title=f"By {actor.slug}"), actor, "Permanent Mission")
    key = f"pair-actor-{first.pk}-{second.pk}"
    assert (
        f"Permanent Mission ({first.slug})” stays"
        in client.post(reverse("kb:review-several"), {"chosen": [key], "act": "accept"}).content.decode()
    )
    client.post(reverse("kb:review-decide"), {"item": key, "act": f"choose:{first.pk}"})
    said = f"Merged: “Permanent Mission ({second.slug})” into “Permanent Mission ({first.slug})”"
    assert said in page_of_the_queue(client)


def test_review_page_asks_what_is_doubted(client: Client, editor: User) -> None:
    former = a_tenure(an_actor("Carl Dahl"), "Minister", an_actor("Norway", "country"), former=True)
    tells(an_article("Former Minister Carl Dahl spoke."), former, "Former Minister Carl Dahl", confidence=0.4)
    page = page_of_the_queue(client, sort="unsure")
    assert "Carl Dahl: Former Minister, Norway" in page
    assert "Did this person hold this post? Read with a confidence of 40%." in page


def test_review_page_lists_new_actors_with_who_they_are(client: Client, editor: User) -> None:
    anna = a_new_actor().record
    emil = an_actor("Emil Falk")
    tells(an_article("Emil Falk spoke."), emil, "Emil Falk", confidence=0.95)
    a_tenure(anna, "Foreign Minister", an_actor("Norway", "country"))
    page = page_of_the_queue(client, sort="new")
    assert "Person · Foreign Minister, Norway" in page.partition("Next in line")[2]


def test_review_page_names_the_decision_that_undo_takes_back(client: Client, editor: User) -> None:
    """Beside a message of something else, such as a correction on the desk, one must not guess what is undone."""
    unsure, new = an_unsure(), a_new_actor()
    for item in (unsure, new):
        client.post(reverse("kb:review-decide"), {"item": item.key, "act": "accept"})
    assert "Your last decision:" not in page_of_the_queue(client)
    page = client.post(reverse("kb:review-undo"), follow=True).content.decode()
    said, _sep, last = page.partition("Your last decision:")
    assert f"Taken back. Accepted: {new.title}" in said and f"Accepted: {unsure.title}" in last


def test_review_keeps_the_place_when_several_are_decided(client: Client, editor: User) -> None:
    for number in range(4):
        meeting = a_meeting(an_actor(f"Land {number}", "country"), name=f"Talks {number}", day=f"201{number}-01-01")
        tells(an_article(f"Land {number} talked."), meeting, "talked", confidence=0.2 + number / 10)
    _first, here, *others = (item.key for item in waiting() if item.sort == Sort.UNSURE)
    assert f'name="item" value="{here}"' in page_of_the_queue(client, item=here).partition('id="several"')[2]
    asked = {"item": here, "chosen": others, "act": "accept"}
    back = f"{reverse('kb:review')}?item={here}"
    page = client.post(reverse("kb:review-several"), asked).content.decode()
    assert f'href="{back}"' in page and f'name="item" value="{here}"' in page and StrictHtml(page).wrongs == []
    assert client.post(reverse("kb:review-several"), {**asked, "confirmed": "yes"}).headers["Location"] == back


def test_review_of_several_says_what_speaks_against_a_merge(client: Client, editor: User) -> None:
    item = a_pair()
    asked = {"chosen": [item.key], "act": "accept"}
    ticked = f'value="{item.key}" checked'
    page = client.post(reverse("kb:review-several"), asked).content.decode()
    assert "One article tells of both" not in page and "cannot be merged" not in page and ticked in page
    first, second = item.records
    tells(first.evidence.get().article, second, "met in Oslo")
    with patch("kb.views.review.objections", lambda *_: [Objection("Their dates are far apart.")]):
        page = client.post(reverse("kb:review-several"), asked).content.decode()
    assert "One article tells of both" in page and StrictHtml(page).wrongs == []
    assert "They cannot be merged here: Their dates are far apart." in page and ticked not in page
    rejecting = client.post(reverse("kb:review-several"), {**asked, "act": "reject"}).content.decode()
    assert "One article tells of both" not in rejecting


def test_review_page_leads_to_the_field_in_question(client: Client, editor: User) -> None:
    kind = a_difference()
    assert client.get(reverse("kb:review"), {"item": kind.key}).context["edits"][0].endswith("#id_kind")
    decide(kind.record, ["kind"], user=editor)
    place = a_place_that_differs()
    assert client.get(reverse("kb:review"), {"item": place.key}).context["edits"][0].endswith("#id_place")


def test_review_page_says_what_was_skipped_before(client: Client, editor: User) -> None:
    an_unsure(), a_new_actor()
    first, second = waiting()
    page = client.get(reverse("kb:review"))
    assert "skipped" not in page.content.decode().partition('id="several"')[0].replace("skipped=", "")
    page = client.get(page.context["next"])
    said = page.content.decode()
    assert page.context["item"].key == second.key and "You have skipped this one before" not in said
    assert "<em>skipped</em>" in said and StrictHtml(said).wrongs == []
    page = client.get(page.context["next"])
    said = page.content.decode()
    assert page.context["item"].key == first.key and StrictHtml(said).wrongs == []
    assert "You have skipped this one before, and all the 2 that wait here." in said
    client.post(reverse("kb:review-decide"), {"item": first.key, "act": "accept"})
    assert "and nothing else waits here" in page_of_the_queue(client)
    third = an_unsure_post()
    assert "You have skipped this one before.</strong>" in page_of_the_queue(client, item=second.key)
    assert "You have skipped" not in page_of_the_queue(client, item=third.key)


def test_review_page_leads_to_both_of_a_pair(client: Client, editor: User) -> None:
    pair = a_pair()
    page = client.get(reverse("kb:review"))
    shown = [each.record.pk for each in page.context["told"]]
    assert sorted(shown) == sorted(record.pk for record in pair.records)
    forms = [reverse("admin:kb_meeting_change", args=[pk]) for pk in shown]
    assert [address.partition("?")[0] for address in page.context["edits"]] == forms
    page = page.content.decode()
    for form, key, label in zip(forms, "ef", ("Correct A", "Correct B"), strict=True):
        assert re.search(rf'<a href="{form}[^"]*" data-key="{key}">{label} <kbd>{key}</kbd></a>', page)


def test_review_of_several_says_what_was_decided_meanwhile(client: Client, editor: User) -> None:
    unsure, new = an_unsure(), a_new_actor()
    asked = {"chosen": [unsure.key, new.key], "act": "accept"}
    assert "any more" not in client.post(reverse("kb:review-several"), asked).content.decode()
    client.post(reverse("kb:review-decide"), {"item": unsure.key, "act": "reject"})
    one = "1 that you ticked does not wait any more: it was decided meanwhile."
    page = client.post(reverse("kb:review-several"), asked).content.decode()
    assert one in page and "Accept 1 item?" in page and StrictHtml(page).wrongs == []
    assert one in client.post(reverse("kb:review-several"), {**asked, "confirmed": "yes"}, follow=True).content.decode()
    refused = client.post(reverse("kb:review-several"), asked)
    assert refused.status_code == 409 and "2 that you ticked do not wait any more" in refused.content.decode()


def test_review_page_names_the_sorts_of_which_any_wait(client: Client, editor: User) -> None:
    a_new_actor()
    page = page_of_the_queue(client)
    assert "New actors" in page and "Lost additions" not in page and "Sources differ" not in page
    # the one that is looked at stays, so that one sees that it is empty
    page = page_of_the_queue(client, sort="lost")
    assert (
        re.search(r'aria-current="true">Lost additions <span class="count">0<', page) and "Nothing waits here" in page
    )
