"""Topics of meetings and initiatives: on their pages, as a filter of lists, and on the editing desk."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from articles.extraction.topics import topics
from kb.citations import agrees
from kb.filters import InitiativeFilterSet, MeetingFilterSet
from kb.listing import chips
from kb.models import Initiative, Meeting, Topic
from kb.models.topics import join_topics
from tests.kb.desk import SENTENCE, Desk
from tests.kb.rows import a_meeting, an_actor, an_article, an_initiative, span, tells

pytestmark = pytest.mark.django_db
TEXT = "Lim met Lavrov in Moscow. They spoke of oil and tariffs."


def test_topics_are_those_that_the_lexicon_defines() -> None:
    assert [(topic.value, topic.label) for topic in Topic] == [(topic.key, topic.name) for topic in topics()]
    assert len(" ".join(Topic.values)) <= Meeting._meta.get_field("topics").max_length


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("topic=energy", ["All", "Energy"]),
        ("topic=trade", ["All", "Trade"]),
        ("topic=climate", ["All"]),
        ("topic=space", []),
        ("topic=", ["All", "Energy", "None", "Trade"]),
        ("topic=fishing", ["All", "Energy", "None", "Trade"]),
    ],
)
def test_topics_narrow_both_lists(query: str, found: list[str]) -> None:
    for name, about in (("Energy", "energy"), ("Trade", "trade"), ("All", "climate energy trade"), ("None", "")):
        a_meeting(name=name, topics=about)
        an_initiative(name=name, topics=about)
    for filterset, model in ((MeetingFilterSet, Meeting), (InitiativeFilterSet, Initiative)):
        narrowed = filterset(QueryDict(query), queryset=model.objects.visible()).qs
        assert sorted(record.name for record in narrowed) == found


def test_topics_stand_on_their_chip_by_name(client: Client) -> None:
    params = QueryDict("topic=disaster-management")
    shown = chips(MeetingFilterSet(params, queryset=Meeting.objects.visible()), params)
    assert [(chip.label, chip.value) for chip in shown] == [("Topic", "Disaster management")]
    assert "Disaster management" in client.get(reverse("kb:meetings"), params).content.decode()


def test_topics_on_a_page_lead_to_their_sentence_and_to_the_list(client: Client) -> None:
    article, lavrov = an_article(TEXT), an_actor("Sergey Lavrov")
    meeting = a_meeting(lavrov, topics="energy trade")
    tells(article, meeting, "Lim met Lavrov in Moscow.")
    words = {topic: list(span(article, said).values()) for topic, said in (("energy", "oil"), ("trade", "tariffs"))}
    told = {"value": "energy trade", **span(article, "oil"), "rule": "topic-words", "confidence": 0.75, "words": words}
    tells(article, meeting, "They spoke of oil and tariffs.", topics=told)
    page = client.get(meeting.get_absolute_url()).content.decode()
    for topic, label in (("energy", "Energy"), ("trade", "Trade and economy")):
        link = f'<a href="/meetings/?topic={topic}">{label}</a>'
        assert f'{link}<sup class="cites"><a href="#e2" aria-label="Source 2">2</a></sup>' in page
    assert '<span class="value" title="Topic: Energy">oil</span>' in page
    assert "also told" not in page
    assert (
        '<span class="value" title="Topic: Energy">oil</span>'
        in client.get(article.get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize(
    ("told", "current", "agree"),
    [("energy", "energy trade", True), ("trade energy", "energy trade", True), ("space", "energy", False)],
)
def test_topics_of_one_source_may_be_some_of_all(told: str, current: str, agree: bool) -> None:
    assert agrees("topics", told, current) == agree


def test_topics_set_by_an_editor_are_a_decision(client: Client, editor: User, desk: Desk) -> None:
    address = reverse("admin:kb_initiative_change", args=[desk.initiative.pk])
    form = client.get(address).context["adminform"].form
    assert [str(label) for _, label in form.fields["topics"].choices][:2] == ["Agriculture and food", "Arms control"]
    blank = {"party_set-TOTAL_FORMS": 0, "party_set-INITIAL_FORMS": 0}
    kept = {name: form.initial.get(name) or "" for name in ("name", "kind", "status", "date_edtf", "review", "note")}
    assert client.post(address, {**kept, **blank, "topics": ["trade", "energy"]}).status_code == 302
    desk.initiative.refresh_from_db()
    assert (desk.initiative.topics, desk.initiative.decided_fields()) == ("energy trade", {"topics"})
    shown = client.get(address).content.decode()
    assert "Energy, Trade and economy" in shown
    assert client.post(address, {**kept, **blank, "topics": ["fishing"]}).status_code == 200
    listed = client.get(reverse("admin:kb_initiative_changelist"), {"topic": "energy"}).context["cl"].result_list
    assert list(listed) == [desk.initiative]


def test_topics_left_alone_are_no_decision(client: Client, editor: User, desk: Desk) -> None:
    article = desk.article
    told = {"value": "energy", **span(article, "met"), "rule": "r", "confidence": 0.7, "words": {}}
    tells(article, desk.initiative, SENTENCE, topics=told)
    Initiative.objects.update(topics="energy")
    address = reverse("admin:kb_initiative_change", args=[desk.initiative.pk])
    form = client.get(address).context["adminform"].form
    kept = {name: form.initial.get(name) or "" for name in ("name", "kind", "status", "date_edtf", "review")}
    blank = {"party_set-TOTAL_FORMS": 0, "party_set-INITIAL_FORMS": 0}
    client.post(address, {**kept, **blank, "topics": ["energy"], "note": "seen"})
    desk.initiative.refresh_from_db()
    assert (desk.initiative.note, desk.initiative.decided_fields()) == ("seen", set())


def test_topics_are_kept_in_one_order() -> None:
    assert join_topics(["trade", "energy", "trade"]) == "energy trade"
    assert a_meeting(topics="energy gone trade").topic_list == [Topic.ENERGY, Topic.TRADE]


def test_topics_keep_the_filters_of_meetings(client: Client) -> None:
    russia, peru = an_actor("Russia", "country"), an_actor("Peru", "country")
    a_meeting(russia, topics="energy", name="Oil talks", day="2020-02-03")
    a_meeting(peru, topics="energy trade", name="Fish talks", day="2021-02-03")
    an_initiative(peru, topics="energy", name="Gas plan", day="2021")
    lists = client.get("/meetings/?country=peru&year=2021&topic=trade").content.decode()
    assert 'href="/topics/?country=peru&amp;year=2021&amp;topic=trade"' in lists
    index = client.get("/topics/?country=peru&year=2021&topic=trade&page=2").content.decode()
    assert 'href="/topics/energy/?country=peru&amp;year=2021"' in index and "1 meeting, 1 initiative" in index
    assert 'href="?year=2021"' in index and 'href="/topics/export.csv?country=peru&amp;year=2021"' in index
    page = client.get("/topics/energy/?country=peru&year=2021&kind=talks").content.decode()
    assert "Fish talks" in page and "Oil talks" not in page and "Gas plan" in page
    assert "Initiatives are narrowed by who, when and what alone" in page
    for view in ("/meetings/", "/calendar/", "/timeline/", "/map/", "/network/"):
        assert f'href="{view}?country=peru&amp;year=2021&amp;kind=talks&amp;topic=energy"' in page
    table = b"".join(client.get("/topics/export.csv?country=russia").streaming_content).decode()  # type: ignore[attr-defined]
    assert "/topics/energy/,Energy,1,0" in table
    assert "No topic fits" in client.get("/topics/?country=peru&year=1999").content.decode()


@pytest.mark.parametrize("query", ["participant=%27&since=soon", "topic=nonsense&side=nobody", "kind=x&at=&year=y"])
def test_topics_take_any_filter_calmly(client: Client, query: str) -> None:
    a_meeting(topics="energy")
    for address in ("/topics/", "/topics/energy/", "/topics/export.csv"):
        assert client.get(f"{address}?{query}").status_code == 200
