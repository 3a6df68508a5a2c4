"""The pages on which editors add by hand what an article tells."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.adding_forms import FORMS
from articles.models import Addition, Article
from kb.models import Actor, Initiative, Meeting, Tenure
from tests.articles.importing.telling import tell
from tests.kb.strict_html import StrictHtml

pytestmark = pytest.mark.django_db
TEXT = "Anna Berg met Carl Dahl in Hue. Anna Berg will see Emil Falk, Minister of Norway.\n\nThey like the Oslo Plan."


@pytest.fixture
def article() -> Article:
    return tell(TEXT, who=["Anna Berg", "Carl Dahl"], met=[{}]).article


def address(article: Article) -> str:
    return f"{article.get_absolute_url()}add/"


def span(article: Article, words: str) -> dict[str, int]:
    start = article.text.index(words)
    return {"start": start, "end": start + len(words)}


def give(client: Client, article: Article, what: str, words: str, **fields: Any) -> Any:
    given = {"what": what, "words": words, **span(article, words), **fields.pop("changed", {}), **fields}
    return client.post(address(article), given)


def test_adding_begins_with_a_sentence(client: Client, editor: User, article: Article) -> None:
    page = client.get(address(article)).content.decode()
    assert StrictHtml(page).wrongs == []
    links = re.findall(r'<a href="\?start=(\d+)&amp;end=(\d+)">', page)
    sentences = [article.text[int(start) : int(end)] for start, end in links]
    assert article.text.startswith("date 2020-02-03")  # the file's line, not the report's
    assert sentences == [
        "Anna Berg met Carl Dahl in Hue.", "Anna Berg will see Emil Falk, Minister of Norway.",
        "They like the Oslo Plan."]  # fmt: skip


@pytest.mark.parametrize("what", FORMS)
def test_adding_shows_a_form_of_each_kind(client: Client, editor: User, article: Article, what: str) -> None:
    response = client.get(address(article), {"what": what, **span(article, "Anna Berg met Carl Dahl in Hue.")})
    page = response.content.decode()
    assert StrictHtml(page).wrongs == []
    assert '<span class="value">Anna Berg met Carl Dahl in Hue.</span>' in page


def test_adding_fills_in_whom_a_sentence_names_that_tells_of_no_meeting_yet(
    client: Client, editor: User, article: Article
) -> None:
    other = tell(f"{TEXT} The end.", source="b.txt", who=["Anna Berg", "Carl Dahl"]).article
    for each, names in ((article, [None, None]), (other, ["Anna Berg", "Carl Dahl"])):
        asked = {"what": "meeting", **span(each, "Anna Berg met Carl Dahl in Hue.")}
        form = client.get(address(each), asked).context["form"]
        assert [form[f"who_{number}"].value() for number in range(2)] == names


def test_adding_a_mention_of_somebody_new_asks_who_it_is(client: Client, editor: User, article: Article) -> None:
    page = give(client, article, "mention", "Emil Falk", actor="Emil Falk").content.decode()
    assert StrictHtml(page).wrongs == []
    assert "Choose who is meant." in page and 'value="new:person"' in page
    response = give(client, article, "mention", "Emil Falk", actor="Emil Falk", actor_is="new:person")
    assert response.status_code == 302
    assert Addition.objects.get().record == Actor.objects.get(name="Emil Falk")
    page = client.get(article.get_absolute_url()).content.decode()
    assert StrictHtml(page).wrongs == []
    assert "Added by hand" in page and "take-back/" in page
    assert client.post(f"{article.get_absolute_url()}additions/1/take-back/").status_code == 302
    assert not Actor.objects.filter(name="Emil Falk").exists()


def test_adding_each_kind_by_form(client: Client, editor: User, article: Article) -> None:
    give(client, article, "spelling", "Emil Falk", actor="carl dahl", reason="his other name")
    give(client, article, "post", "Emil Falk, Minister of Norway", person="Carl Dahl", title="Minister",
         body="Norway", body_is="new:country")  # fmt: skip
    give(client, article, "meeting", "Anna Berg will see Emil Falk", kind="talks", status="planned",
         date_edtf="2020-02", place="Oslo", who_0="Anna Berg", who_1="Emil Falk", role_0="host")  # fmt: skip
    give(client, article, "initiative", "Oslo Plan", name="Oslo Plan", kind="plan", status="ongoing", who_0="Norway")
    assert [each.kind for each in Addition.objects.filter(part_of=None).order_by("pk")] == [
        "spelling", "post", "meeting", "initiative"]  # fmt: skip
    assert str(Tenure.objects.get()) == "Carl Dahl: Minister, Norway"
    planned = Meeting.objects.get(status="planned")
    assert [(tie.actor.name, tie.role) for tie in planned.participations.order_by("pk")] == [
        ("Anna Berg", "host"), ("Carl Dahl", "participant")]  # fmt: skip
    assert [party.actor.name for party in Initiative.objects.get().party_set.all()] == ["Norway"]
    page = client.get(f"{planned.get_absolute_url()}history/").content.decode()
    assert "Anna Berg will see Emil Falk" in page
    assert (
        "his other name"
        in client.get(f"{Actor.objects.get(name='Carl Dahl').get_absolute_url()}history/").content.decode()
    )


def test_adding_a_sentence_to_a_known_meeting(client: Client, editor: User, article: Article) -> None:
    known = Meeting.objects.get()
    give(client, article, "meeting", "They like the Oslo Plan.", into=str(known.pk), place="Oslo")
    known.refresh_from_db()
    assert (Meeting.objects.count(), known.place.name, known.evidence.count()) == (1, "Oslo", 2)


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("mention", {"words": "Emil Folk"}, "do not stand in the article"),
    ("mention", {"words": "  "}, "Give the words"),
    ("mention", {"words": "Anna Berg", "actor": "Anna Berg"}, "stand 2 times in the text"),
    ("mention", {"actor": ""}, "Name a person"),
    ("spelling", {"actor": "Nobody Here"}, "Nobody is known by this name."),
    ("meeting", {"kind": "talks", "into": "new"}, "A new one needs this."),
    ("meeting", {"kind": "talks", "status": "held", "date_edtf": "soon"}, "is no date: write"),
    ("initiative", {"kind": "plan", "status": "signed"}, "A new one needs this."),
    ("post", {"person": "Anna Berg"}, "This field is required."),
]


@pytest.mark.parametrize(("what", "fields", "said"), REFUSED)
def test_adding_refuses(
    client: Client, editor: User, article: Article, what: str, fields: dict[str, Any], said: str
) -> None:
    words = "date 2020-02-03 Anna Berg met Carl Dahl in Hue. Anna Berg will see Emil Falk"
    page = give(client, article, what, words, changed=fields).content.decode()
    assert StrictHtml(page).wrongs == []
    assert said in page
    assert not Addition.objects.exists()


def test_adding_takes_the_place_that_was_chosen(client: Client, editor: User, article: Article) -> None:
    second = article.text.rindex("Anna Berg")
    words = "date 2020-02-03 Anna Berg met Carl Dahl in Hue. Anna Berg will see Emil Falk"
    fields = {"words": "Anna Berg", "place_of_words": str(second), "actor": "Carl Dahl"}
    give(client, article, "mention", words, changed=fields)
    assert Addition.objects.get().start == second


def test_adding_is_for_editors_and_newest_versions(client: Client, article: Article, django_user_model: Any) -> None:
    assert "/sign-in/?next=" in client.get(address(article)).url
    assert "articles/add" not in client.get(article.get_absolute_url()).content.decode()
    client.force_login(django_user_model.objects.create_user("reader"))
    assert client.get(address(article)).status_code == 403


def test_adding_leads_to_the_newest_version(client: Client, editor: User, article: Article) -> None:
    new = tell("Corrected. " + TEXT).article
    assert client.get(address(article)).url == address(new)


def test_adding_takes_the_same_number_of_queries(client: Client, editor: User, article: Article) -> None:
    for number in range(2):
        give(client, article, "mention", "Emil Falk" if number else "Norway", actor="X",
             actor_is="new:person")  # fmt: skip
        give(client, article, "initiative", "Oslo Plan", name=f"Plan {number}", kind="plan", status="signed")
        for page, queries in ((article.get_absolute_url(), 20), (address(article), 5)):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            assert len(captured) == queries, [query["sql"] for query in captured]


def test_adding_a_mention_takes_selected_words_for_the_name(client: Client, editor: User, article: Article) -> None:
    for words, name in (("Emil Falk", "Emil Falk"), ("Anna Berg met Carl Dahl in Hue.", None)):
        form = client.get(address(article), {"what": "mention", **span(article, words)}).context["form"]
        assert form["actor"].value() == name


def test_adding_a_meeting_says_that_the_sentence_tells_of_one(client: Client, editor: User, article: Article) -> None:
    known, words = Meeting.objects.get(), "met Carl Dahl"
    page = client.get(address(article), {"what": "meeting", **span(article, words)}).content.decode()
    assert StrictHtml(page).wrongs == []
    said = page.partition("This sentence already tells of:")[2].partition("</div>")[0]
    assert f'<a href="{known.get_absolute_url()}">Talks: Anna Berg, Carl Dahl' in said
    new = {"kind": "call", "status": "held", "who_0": "Anna Berg"}
    page = give(client, article, "meeting", words, **new).content.decode()
    assert "This sentence tells of one already: say whether you mean it, or another." in page
    assert Meeting.objects.get() == known
    give(client, article, "meeting", words, into=str(known.pk), place="Hue")
    assert Meeting.objects.get() == known and known.evidence.count() == 2
    assert give(client, article, "meeting", words, into="new", **new).status_code == 302
    assert Meeting.objects.count() == 2
    other = client.get(address(article), {"what": "meeting", **span(article, "They like the Oslo Plan.")})
    assert "already tells of" not in other.content.decode()


def test_adding_asks_by_the_sentence_of_the_words_that_were_typed(
    client: Client, editor: User, article: Article
) -> None:
    fields = {"words": "met Carl Dahl in Hue", "kind": "talks", "status": "held"}
    page = give(client, article, "meeting", "They like the Oslo Plan.", changed=fields).content.decode()
    assert "This sentence already tells of:" in page and Meeting.objects.count() == 1
    give(client, article, "initiative", "Oslo Plan", name="Oslo Plan", kind="plan", status="ongoing")
    page = client.get(address(article), {"what": "initiative", **span(article, "like")}).content.decode()
    assert f'<a href="{Initiative.objects.get().get_absolute_url()}">Oslo Plan</a>' in page
