"""The review queue: what waits in it, each decision and its undo, who may decide, and what was typed."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, ImportRun, Misreading
from kb.decisions import decide
from kb.merging.merges import mark_not_same, merge_of
from kb.merging.objections import Objection
from kb.models import (
    Actor,
    Candidate,
    Decision,
    Initiative,
    Meeting,
    Merge,
    NotSame,
    Place,
    QueueState,
    ReviewState,
    Tenure,
)
from kb.reviewing.deciding import accept, choose, in_order_of_merging, reject, take_back
from kb.reviewing.doubts import waiting
from kb.reviewing.items import Item, Sort
from kb.reviewing.queue import Mending, bring_up_to_date, keys_in_line, rebuild
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_article, tells, value
from tests.kb.strict_html import StrictHtml
from tests.kb.test_admin import save

pytestmark = pytest.mark.django_db
ROWS = (Actor, Meeting, Initiative, Tenure, Decision, Merge, NotSame, Misreading)


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna")


def only(sort: Sort) -> Item:
    """The one item of this sort that waits."""
    (found,) = [item for item in waiting() if item.sort == sort]
    return found


def an_unsure() -> Item:
    tells(an_article("They met in Oslo.", title="Unsure"), a_meeting(an_actor("Norway", "country")), "They met",
          confidence=0.4)  # fmt: skip
    return only(Sort.UNSURE)


def an_unsure_post() -> Item:
    article = an_article("Minister Carl Dahl spoke.")
    seen = {"seen_from": article.published, "seen_until": article.published}
    tenure = a_tenure(an_actor("Carl Dahl"), "Minister", an_actor("Norway", "country"), **seen)
    former = value(article, False, "Minister Carl Dahl")
    tells(article, tenure, "Minister Carl Dahl", confidence=0.4, former=former)
    return only(Sort.UNSURE)


def an_undecided() -> Item:
    for post in ("father", "son"):
        an_actor("George Bush", spellings=(f"George Bush the {post}",), review=ReviewState.CONFIRMED)
    waits = an_actor("George Bush", undecided=True)
    tells(an_article("George Bush met them."), waits, "George Bush", name={"value": "George Bush", "start": 0,
          "end": 11, "rule": "x", "confidence": 0.9})  # fmt: skip
    return only(Sort.UNDECIDED)


def a_difference() -> Item:
    meeting = a_meeting(an_actor("Norway", "country"), kind="talks", day="")
    for number, kind in enumerate(("talks", "talks", "call")):
        article = an_article("They met in Oslo.", title=f"Article {number}")
        tells(article, meeting, "They met", kind=value(article, kind, "met"))
    return only(Sort.DIFFERS)


def a_place_that_differs() -> Item:
    meeting = a_meeting(an_actor("Norway", "country"), place="Oslo", day="")
    for number, place in enumerate(("Oslo", "Oslo", "Bergen")):
        article = an_article(f"They met in {place}.", title=f"Article {number}")
        tells(article, meeting, "They met", place=value(article, place, place))
    return only(Sort.DIFFERS)


def something_new() -> Item:
    meeting = a_meeting(an_actor("Norway", "country"), status="planned", day="")
    boris = User.objects.create_user("boris")
    decide(meeting, ["status"], user=boris)
    Decision.objects.update(decided_at=timezone.now() - timedelta(days=3), reason="I was there")
    article = an_article("They met in Oslo.")
    tells(article, meeting, "They met", status=value(article, "held", "met"))
    return only(Sort.NOW)


def an_undecided_meeting() -> Item:
    peru = an_actor("Peru", "country")
    waits, *others = (a_meeting(peru, name=f"Talks {number}", day=f"2010-01-0{number + 1}") for number in range(3))
    for meeting in (waits, *others):
        article = an_article(f"{meeting.name} were held.")
        said = {"kind": "talks", "status": "held", "name": meeting.name, "date_edtf": meeting.date_edtf}
        tells(article, meeting, meeting.name, **{name: value(article, told, "held") for name, told in said.items()})
        meeting.participations.update(review=ReviewState.CONFIRMED)
        Candidate.objects.create(record=waits, candidate=meeting) if meeting != waits else None
    return only(Sort.UNDECIDED)


def a_new_actor() -> Item:
    anna = an_actor("Anna Berg")
    tells(an_article("Anna Berg spoke."), anna, "Anna Berg", name={"value": "Anna Berg", "start": 0, "end": 9,
          "rule": "x", "confidence": 0.95}, confidence=0.95)  # fmt: skip
    return only(Sort.NEW)


def a_pair() -> Item:
    people = an_actor("Anna Berg"), an_actor("Emil Falk")
    for number in (1, 2):
        meeting = a_meeting(*people, place="Oslo")
        meeting.participations.update(review=ReviewState.CONFIRMED)
        article = an_article("They met in Oslo.", title=f"Pair {number}")
        tells(article, meeting, "They met", kind=value(article, "talks", "met"),
              status=value(article, "held", "met"), place=value(article, "Oslo", "Oslo"),
              date_edtf=value(article, "2020-02-03", "met"))  # fmt: skip
    return only(Sort.PAIR)


def state() -> Any:
    """All that people or programs may have written, but for the time at which they did."""
    rows = [(model.__name__, row) for model in ROWS for row in model._default_manager.order_by("pk").values()]
    passing = ("id", "updated_at")
    return [(name, {key: row[key] for key in row if key not in passing or (name != "Decision" and key == "id")})
            for name, row in rows]  # fmt: skip


ITEMS = [
    an_unsure, an_unsure_post, an_undecided, an_undecided_meeting, a_difference, a_place_that_differs, something_new,
    a_pair, a_new_actor,
]  # fmt: skip
DONE = [
    *((make, accept) for make in ITEMS),
    *((make, reject) for make in ITEMS),
]


@pytest.mark.parametrize(("make", "act"), DONE)
def test_reviewing_decides_and_takes_back(make: Any, act: Any, anna: User) -> None:
    item = make()
    before = state()
    steps = act(item, user=anna, reason="clear")
    after = state()
    assert after != before
    assert item.key not in {each.key for each in waiting()}
    take_back(json.loads(json.dumps(steps)), user=anna)
    assert state() == before
    assert item.key in {each.key for each in waiting()}


@pytest.mark.parametrize("make", [an_undecided, an_undecided_meeting, a_difference, a_place_that_differs, a_pair])
def test_reviewing_chooses_and_takes_back(make: Any, anna: User) -> None:
    item = make()
    value = item.choices[-1].value if item.choices else str(item.records[1].pk)
    before = state()
    steps = choose(item, value, user=anna)
    assert item.key not in {each.key for each in waiting()}
    take_back(json.loads(json.dumps(steps)), user=anna)
    assert state() == before


def test_reviewing_confirms_and_rejects_records(anna: User) -> None:
    item = an_unsure()
    accept(item, user=anna, reason="I was there")
    meeting = Meeting.objects.get(pk=item.record.pk)
    assert meeting.review == ReviewState.CONFIRMED
    version = meeting.history.latest("history_date")
    assert (version.history_user, version.history_change_reason) == (anna, "I was there")
    assert LogEntry.objects.get().change_message == "Review queue: review: machine → confirmed."


def test_reviewing_an_undecided_actor_is_the_one_chosen(anna: User) -> None:
    item = an_undecided()
    assert [choice.label for choice in item.choices] == ["George Bush", "George Bush"]
    choose(item, item.choices[1].value, user=anna)
    merged = merge_of(Actor.objects.get(pk=item.record.pk))
    assert merged is not None and str(merged.survivor_id) == item.choices[1].value


def test_reviewing_a_difference_is_settled_for_good(anna: User) -> None:
    item = a_place_that_differs()
    assert "“Oslo” is shown: more articles say so" in item.why
    choose(item, "Bergen", user=anna, reason="as the host says")
    meeting = Meeting.objects.get(pk=item.record.pk)
    assert str(meeting.place) == "Bergen"
    assert (meeting.decisions.get().user, meeting.decisions.get().reason) == (anna, "as the host says")


@pytest.mark.parametrize("again", [False, True])
def test_reviewing_takes_back_a_place_that_went_with_the_decision(again: bool, anna: User) -> None:
    """Nothing else names the place that a person had set; `again`: by now something does."""
    item = a_place_that_differs()
    place = Place.objects.create(name="Bodø", slug="bodo")
    meeting = Meeting.objects.get(pk=item.record.pk)
    meeting.place = place
    meeting.save()
    decide(meeting, ["place"], user=anna)
    Decision.objects.update(decided_at=timezone.now() - timedelta(days=3))
    steps = accept(only(Sort.NOW), user=anna)
    assert not Place.objects.filter(name="Bodø").exists()
    if again:
        Place.objects.create(name="Bodo", slug="bodo")
    take_back(json.loads(json.dumps(steps)), user=anna)
    meeting.refresh_from_db()
    assert meeting.place is not None and meeting.place.slug == "bodo"
    assert meeting.decisions.get().value == meeting.place_id


def test_reviewing_what_articles_now_say_is_taken_or_kept(anna: User) -> None:
    item = something_new()
    assert item.why == "Status: boris set “planned”; articles that came since say “held”."
    accept(item, user=anna)
    meeting = Meeting.objects.get(pk=item.record.pk)
    assert (meeting.status, meeting.decisions.count()) == ("held", 0)


def test_reviewing_asks_nobody_again_about_articles_known_when_deciding(anna: User) -> None:
    item = something_new()
    Decision.objects.update(decided_at=timezone.now())
    assert waiting() == []
    assert Meeting.objects.get(pk=item.record.pk).status == "planned"


def test_reviewing_a_pair_keeps_the_better_known_one(anna: User) -> None:
    item = a_pair()
    second = item.records[1]
    article = an_article("They met again in Oslo.")
    tells(article, second, "They met")
    accept(item, user=anna, reason="one occasion")
    assert Merge.objects.get().survivor_id == second.pk


def test_reviewing_refuses_to_undo_what_somebody_changed(client: Client, editor: User) -> None:
    item = an_unsure()
    decide_by_page(client, item, "accept")
    Meeting.objects.update(review=ReviewState.REJECTED)
    page = client.post(reverse("kb:review-undo"), follow=True).content.decode()
    assert "Somebody changed it in the meantime" in page
    assert Meeting.objects.get().review == ReviewState.REJECTED


def test_reviewing_takes_the_most_doubtful_first() -> None:
    an_unsure()
    for number, confidence in enumerate((0.7, 0.2)):
        meeting = a_meeting(an_actor(f"Actor {number}"), day=f"201{number}-01-01")
        tells(an_article("A text.", title=f"More {number}"), meeting, "A text", confidence=confidence)
    assert [round(item.doubt, 1) for item in waiting()] == [0.8, 0.6, 0.3]


def decide_by_page(client: Client, item: Item, act: str, **more: str) -> Any:
    return client.post(reverse("kb:review-decide"), {"item": item.key, "act": act, **more})


@pytest.mark.parametrize("name", ["review", "review-decide", "review-undo", "review-several", "review-own"])
def test_review_pages_are_for_editors(client: Client, name: str) -> None:
    item, address = an_unsure(), reverse(f"kb:{name}")
    send = client.get if name in ("review", "review-own") else client.post
    asked = {"item": item.key, "act": "accept", "chosen": item.key, "confirmed": "yes"}
    assert send(address, asked).url.startswith(reverse("kb:sign-in"))
    client.force_login(User.objects.create_user("reader"))
    assert send(address, asked).status_code == 403
    assert address not in client.get("/").content.decode()
    assert Meeting.objects.get().review == ReviewState.MACHINE


@pytest.mark.parametrize("make", ITEMS)
def test_review_page_shows_item_sentence_and_article(client: Client, editor: User, make: Any) -> None:
    item = make()
    page = client.get(reverse("kb:review"), {"item": item.key, "sort": item.sort, "kind": item.kind}).content.decode()
    assert StrictHtml(page).wrongs == []
    row = next(iter(item.record.evidence.all()))
    assert row.get_absolute_url() in page and 'name="act"' in page and "<kbd>n</kbd>" in page


def test_review_page_decides_and_goes_to_the_next_item(client: Client, editor: User) -> None:
    first = an_unsure()
    meeting = a_meeting(an_actor("Peru", "country"), day="2011-01-01")
    tells(an_article("Another text."), meeting, "Another text", confidence=0.5)
    _first, second = waiting()
    answer = decide_by_page(client, first, "reject", sort="unsure", why="no such thing")
    assert answer.url == f"{reverse('kb:review')}?sort=unsure&item={second.key}"
    assert Meeting.objects.get(pk=first.record.pk).history.latest("history_date").history_change_reason == (
        "no such thing"
    )
    answer = client.post(reverse("kb:review-undo"), {"item": second.key, "why": "half a thought"})
    assert answer.url == f"{reverse('kb:review')}?item={first.key}"
    assert Meeting.objects.filter(review=ReviewState.MACHINE).count() == 2
    page = client.get(reverse("kb:review"), {"item": second.key}).content.decode()
    assert 'value="half a thought"' in page
    assert "There is nothing to undo." in client.post(reverse("kb:review-undo"), follow=True).content.decode()


def test_review_page_never_loses_what_was_typed(client: Client, editor: User) -> None:
    item = a_pair()
    NotSame.objects.create(
        content_type=ContentType.objects.get_for_model(Meeting),
        first_id=item.records[0].pk, second_id=item.records[1].pk,
    )  # fmt: skip
    other = an_unsure()
    answer = decide_by_page(client, item, "accept", why="a long <thought>")
    assert answer.status_code == 409 and 'value="a long &lt;thought&gt;"' in answer.content.decode()
    answer = decide_by_page(client, other, "choose:7", why="a second thought")
    assert answer.status_code == 409 and 'value="a second thought"' in answer.content.decode()
    assert decide_by_page(client, other, "destroy").status_code == 400


def test_review_page_filters_by_sort_and_kind_with_counts(client: Client, editor: User) -> None:
    an_unsure_post()
    a_pair()
    queue = client.get(reverse("kb:review"), {"kind": "meeting"}).context["queue"]
    assert [item.sort for item in queue.listed] == [Sort.PAIR] and queue.sorts == {Sort.PAIR: 1}
    queue = client.get(reverse("kb:review"), {"sort": "unsure"}).context["queue"]
    assert [item.kind for item in queue.listed] == ["actor"]
    assert client.get(reverse("kb:review"), {"sort": "x", "kind": "y"}).context["queue"].listed == waiting()


def test_review_accepts_several_after_a_preview_and_undoes_them_in_one(client: Client, editor: User) -> None:
    an_unsure_post()
    a_pair()
    keys = [item.key for item in waiting()]
    before = state()
    page = client.post(reverse("kb:review-several"), {"chosen": keys}).content.decode()
    assert state() == before and "Accept 2 items?" in page and "Merge; “" in page
    assert StrictHtml(page).wrongs == []
    client.post(reverse("kb:review-several"), {"chosen": keys, "confirmed": "yes", "why": "all clear"})
    assert waiting() == [] and Merge.objects.get().reason == "all clear"
    client.post(reverse("kb:review-undo"))
    assert state() == before
    answer = client.post(reverse("kb:review-several"), {"confirmed": "yes", "why": "typed"})
    assert answer.status_code == 409 and "Tick the items" in answer.content.decode()


def test_review_rejects_several(client: Client, editor: User) -> None:
    a_difference()
    an_unsure_post()
    keys = [item.key for item in waiting() if item.sort in (Sort.DIFFERS, Sort.UNSURE)]
    asked = {"chosen": keys, "act": "reject"}
    page = client.post(reverse("kb:review-several"), asked).content.decode()
    assert "Reject 2 items?" in page and "The rest is misread." in page
    client.post(reverse("kb:review-several"), {**asked, "confirmed": "yes"})
    assert Tenure.objects.get().review == ReviewState.REJECTED
    assert not [item for item in waiting() if item.sort == Sort.DIFFERS]


def test_reviewing_withdraws_what_is_misread_where_sources_differ(client: Client, editor: User) -> None:
    item = a_place_that_differs()
    page = client.get(reverse("kb:review"), {"item": item.key}).content.decode()
    assert "The rest is misread" in page and "Set “Bergen”" in page
    decide_by_page(client, item, "reject", why="another town")
    meeting = Meeting.objects.get(pk=item.record.pk)
    assert str(meeting.place) == "Oslo" and meeting.decisions.count() == 0 and meeting.misreadings.count() == 1
    assert "Withdrawn as misread: “Bergen”" in client.get(reverse("kb:review")).content.decode()
    client.post(reverse("kb:review-undo"))
    assert meeting.misreadings.count() == 0 and only(Sort.DIFFERS).key == item.key


def test_review_page_offers_no_merge_that_would_be_refused(client: Client, editor: User) -> None:
    item = a_pair()
    assert "One: keep A" in client.get(reverse("kb:review")).content.decode()
    mark_not_same(*item.records, user=editor)
    assert "One: keep A" not in client.get(reverse("kb:review")).content.decode()
    NotSame.objects.all().delete()
    with patch("kb.views.review.objections", lambda *_: [Objection("Their dates are far apart.")]):
        page = client.get(reverse("kb:review")).content.decode()
    assert "They cannot be merged here: Their dates are far apart." in page and "One: keep A" not in page
    assert 'value="reject"' in page and StrictHtml(page).wrongs == []


def test_review_page_says_where_one_article_tells_of_both(client: Client, editor: User) -> None:
    item = a_pair()
    assert "One article tells of both" not in client.get(reverse("kb:review")).content.decode()
    first, second = item.records
    tells(first.evidence.get().article, second, "met in Oslo")
    assert "One article tells of both" in client.get(reverse("kb:review")).content.decode()


def test_review_page_says_what_was_decided_and_takes_back_any_of_it(client: Client, editor: User) -> None:
    pair, post = a_pair(), an_unsure_post()
    before = state()
    decide_by_page(client, pair, "accept")
    answer = client.get(reverse("kb:review")).content.decode()
    assert "Merged: “" in answer and "” into “" in answer
    decide_by_page(client, post, "reject")
    assert f"Rejected: {post.title}" in client.get(reverse("kb:review")).content.decode()
    page = client.get(reverse("kb:review-own"))
    assert StrictHtml(page.content.decode()).wrongs == []
    first = page.context["done"][-1].first
    page = client.post(reverse("kb:review-undo"), {"which": first.pk}, follow=True)
    answer = page.content.decode()
    assert "Taken back. Merged" in answer and re.search(r'<del><a href="[^"]+">Merged', answer)
    assert StrictHtml(answer).wrongs == []
    assert [given.stands for given in page.context["done"]] == [True, False]
    client.post(reverse("kb:review-undo"))
    assert state() == before


def test_review_page_corrects_on_the_desk_and_comes_back(client: Client, editor: User) -> None:
    item = an_unsure()
    page = client.get(reverse("kb:review"))
    address = page.context["edits"][0]
    assert address.startswith(reverse("admin:kb_meeting_change", args=[item.record.pk]))
    assert save(client, address, note="looked at").url == f"{reverse('kb:review')}?item={item.key}"
    meeting = reverse("admin:kb_meeting_change", args=[item.record.pk])
    back = f'<a href="{reverse("kb:review")}?item={item.key}" class="closelink">Back without saving</a>'
    assert back in client.get(address).content.decode()
    for elsewhere in ("https://example.org/", "//example.org/"):
        assert "Back without saving" not in client.get(f"{meeting}?next={elsewhere}").content.decode()
        assert save(client, f"{meeting}?next={elsewhere}", note=elsewhere).url == reverse("admin:kb_meeting_changelist")


def test_review_queue_of_a_run_holds_what_its_articles_tell_of(client: Client, editor: User) -> None:
    item = an_unsure()
    a_new_actor()
    run = ImportRun.objects.create(pipeline_version="test-1")
    Article.objects.filter(pk__in=item.record.evidence.values("article")).update(run=run)
    queue = client.get(reverse("kb:review"), {"run": run.pk}).context["queue"]
    assert [each.key for each in queue.listed] == [item.key] and queue.address() == f"/review/?run={run.pk}"


def test_review_page_says_where_more_waits_than_is_counted(
    client: Client, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.reviewing.doubts.MOST", 1)
    an_unsure()
    sorts = client.get(reverse("kb:review")).context["sorts"]
    assert [number for _url, label, number, _here in sorts if label == Sort.UNSURE.label] == ["1+"]
    sorts = client.get(reverse("kb:review"), {"kind": "actor"}).context["sorts"]
    assert [
        number for _url, label, number, _here in sorts if label == Sort.UNSURE.label
    ] == []  # none of this sort are actors


def test_reviewing_what_is_decided_stands_in_nobodys_way(monkeypatch: pytest.MonkeyPatch) -> None:
    first = an_undecided_meeting().record
    second, *candidates = (each for each in Meeting.objects.order_by("pk") if each != first)
    for each in (first, *candidates):
        Candidate.objects.create(record=second, candidate=each)
    monkeypatch.setattr("kb.reviewing.doubts.MOST", 1)
    Meeting.objects.filter(pk=first.pk).update(review=ReviewState.CONFIRMED)
    assert only(Sort.UNDECIDED).record == second


def test_review_page_says_when_nothing_waits(client: Client, editor: User) -> None:
    page = client.get(reverse("kb:review")).content.decode()
    assert "Nothing waits here" in page
    assert StrictHtml(page).wrongs == []


def test_review_page_takes_the_same_number_of_queries(client: Client, editor: User) -> None:
    an_unsure()
    client.get(reverse("kb:review"))
    for count in (1, 4):
        for number in range(count):
            meeting = a_meeting(an_actor(f"{'Peru' * count} {number}"), day=f"20{count}{number}-01-01")
            tells(an_article("Another text."), meeting, "Another text", confidence=0.5)
        rebuild()
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("kb:review"), {"sort": "unsure"})
        assert len(captured) == QUERIES, [query["sql"][:150] for query in captured]


QUERIES = 12


# -------------------------------------------------------------------- the queue as it is kept


@pytest.mark.parametrize(("make", "act"), DONE)
def test_queue_is_mended_by_each_decision_and_its_undo(make: Any, act: Any, anna: User) -> None:
    item = make()
    rebuild()
    before = keys_in_line()
    with Mending([item.key]) as mended:
        steps = act(item, user=anna)
    # new pairs are found when the whole is worked out
    now = [(each.key, each.sort) for each in waiting() if each.sort != Sort.PAIR]
    assert [each for each in keys_in_line() if each[1] != Sort.PAIR] == now
    assert item.key not in dict(keys_in_line())
    with Mending([item.key], mended.gone):
        take_back(steps, user=anna)
    assert keys_in_line() == before == [(each.key, each.sort) for each in waiting()]


def test_queue_is_worked_out_anew_when_the_base_has_changed() -> None:
    an_unsure()
    bring_up_to_date()
    assert len(keys_in_line()) == 1
    QueueState.objects.update(took=0)
    a_new_actor()
    bring_up_to_date()
    assert len(keys_in_line()) == 2
    # one that takes long rests for a while
    QueueState.objects.update(took=5)
    peru = a_meeting(an_actor("Peru", "country"), day="2011-01-01")
    tells(an_article("Another text."), peru, "Another text", confidence=0.5)
    bring_up_to_date()
    assert len(keys_in_line()) == 2
    QueueState.objects.update(built_at=timezone.now() - timedelta(minutes=11))
    bring_up_to_date()
    assert len(keys_in_line()) == 3


def test_queue_never_shows_what_was_settled_elsewhere(client: Client, editor: User) -> None:
    item = an_unsure()
    rebuild()
    QueueState.objects.update(took=1000)
    Meeting.objects.update(review=ReviewState.CONFIRMED)
    page = client.get(reverse("kb:review"), {"item": item.key}).content.decode()
    assert "Nothing waits here" in page


def test_review_page_shows_candidates_side_by_side(client: Client, editor: User) -> None:
    item = an_undecided_meeting()
    page = client.get(reverse("kb:review")).content.decode()
    assert StrictHtml(page).wrongs == []
    assert (
        page.count('name="act" value="choose:') == 2 and "Talks 1 were held." in page and "Talks 2 were held." in page
    )
    decide_by_page(client, item, "accept")
    assert NotSame.objects.count() == 2


def test_review_page_shows_what_posts_rest_on(client: Client, editor: User) -> None:
    norway = an_actor("Norway", "country")
    minister, envoy = (a_tenure(an_actor("Carl Dahl"), title, norway) for title in ("Minister", "Envoy"))
    text = an_article("Minister Carl Dahl spoke. Envoy Carl Dahl left.")
    tells(text, minister, "Minister Carl Dahl", confidence=0.4)
    tells(text, envoy, "Envoy Carl Dahl", former=value(text, True, "Envoy"), confidence=0.4)
    for tenure, says in ((minister, "Minister, Norway:"), (envoy, "Former Envoy, Norway:")):
        page = client.get(reverse("kb:review"), {"item": f"unsure-tenure-{tenure.pk}"}).content.decode()
        assert says in page and StrictHtml(page).wrongs == []


@pytest.mark.parametrize(
    ("who", "shown"), [("Carl Dahl", ["Minister, Norway:", "Envoy, Norway:"]), ("Norway", ["Carl Dahl: Minister:"])]
)
def test_review_page_shows_the_sentences_of_posts_and_their_bodies(
    client: Client, editor: User, who: str, shown: list[str]
) -> None:
    carl, norway = an_actor("Carl Dahl"), an_actor("Norway", "country")
    texts = [an_article(f"{title} Carl Dahl of Norway spoke.", title=title) for title in ("Minister", "Envoy")]
    for text in texts:
        tells(text, a_tenure(carl, text.title, norway), f"{text.title} Carl Dahl")
    record = Actor.objects.get(name=who)
    tells(an_article(f"{who} spoke."), record, who, confidence=0.4)
    page = client.get(reverse("kb:review"), {"item": f"unsure-actor-{record.pk}"}).content.decode()
    assert all(each in page for each in shown) and "what says so" in page and StrictHtml(page).wrongs == []


def test_reviewing_a_pair_keeps_the_record_of_more_sentences_that_nobody_rejected(editor: User) -> None:
    item = a_pair()
    older, newer = sorted(item.records, key=lambda each: each.pk)
    assert in_order_of_merging(item) == (older, newer)
    article = an_article("They met in Oslo, and once more.", title="Pair 3")
    for words in ("They met in Oslo", "once more"):
        tells(article, newer, words)
    assert in_order_of_merging(item) == (newer, older)
    newer.evidence.filter(article=article).update(review=ReviewState.REJECTED)
    assert in_order_of_merging(item) == (older, newer)
