"""How many queries each page takes, for all pages there are, however much the knowledge base holds.

Pages whose number follows from what one of their records has are looked at more closely where they are tested.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, ImportRun
from kb.models import Actor, Initiative, Meeting, Place, Post, Series
from tests.articles.gold import correct, load_gold_corpus
from tests.browser.every_page import names_among, names_of_pages

pytestmark = pytest.mark.django_db
FEW, MORE = ["sa02", "sa03", "sa04", "sa27"], ["sa01", "sa05", "sa06", "sa07", "sa08", "sa09"]
#: by the name of a page, the most queries that it takes, of whoever sees most of it
QUERIES = {
    "kb:home": 14, "kb:search": 19, "kb:accuracy": 2, "kb:data": 4, "kb:sign-in": 0, "kb:own": 14,
    "kb:actors": 10, "kb:actor": 33, "kb:actor-pictures": 8, "kb:actor_history": 12,
    "kb:meetings": 18, "kb:meeting-calendar": 20, "kb:meeting-timeline": 20, "kb:meeting-map": 19,
    "kb:meeting-network": 18,
    "kb:meeting": 10, "kb:meeting_history": 11, "kb:initiatives": 14, "kb:initiative": 9, "kb:initiative_history": 11,
    "kb:place": 10, "kb:place_history": 4, "kb:post": 7, "kb:series-list": 11, "kb:series": 9,
    "kb:topics": 4, "kb:topic": 9,
    "kb:compare": 26, "kb:relations": 5, "kb:relation": 20, "kb:review": 22, "kb:review-own": 3,
    "articles:articles": 8, "articles:article": 14, "articles:add": 3, "articles:changes": 13,
    "uploads:new": 3, "uploads:upload": 8, "runs:runs": 4, "runs:run": 8,
}  # fmt: skip
#: pages whose queries are as many as what they look at, and why
IN_PROPORTION = {"runs:undo": "it undoes the run and takes that back, to tell what would go"}


def test_query_counts_are_known_of_every_page() -> None:
    assert {*QUERIES, *IN_PROPORTION} == set(names_of_pages())


def test_query_counts_stay_however_much_there_is(client: Client, editor: User) -> None:
    """Asked of an administrator, who sees most; the second time, when a process knows what it learns once."""
    User.objects.update(is_superuser=True)
    load_gold_corpus(FEW)
    correct("sa27")
    few = queries_of_pages(client)
    load_gold_corpus(MORE)
    more = queries_of_pages(client)
    assert {name: number for name, number in few.items() if number > QUERIES[name]} == {}
    assert more == QUERIES


def queries_of_pages(client: Client) -> dict[str, int]:
    """How many queries each page takes, by its name."""
    numbers = {}
    for address in addresses(client):
        (name,) = names_among([address])
        if name in IN_PROPORTION:
            continue
        asker = Client() if name == "kb:sign-in" else client
        assert asker.get(address).status_code == 200, address
        with CaptureQueriesContext(connection) as captured:
            asker.get(address)
        numbers[name] = len(captured)
    return numbers


def addresses(client: Client) -> Iterator[str]:
    """One address of each page, of records that have much."""
    actor, asean = (Actor.objects.get(name=name) for name in ("Russia", "ASEAN"))
    place = Place.objects.exclude(meetings=None).earliest("pk")
    meeting = Meeting.objects.visible().with_participant(actor).earliest("pk")
    initiative, article = Initiative.objects.visible().earliest("pk"), Article.objects.earliest("pk")
    corrected = Article.objects.filter(version=2).earliest("pk")
    post, series = Post.objects.exclude(tenures=None).earliest("pk"), Series.objects.earliest("pk")
    records = {"actors": actor, "places": place, "meetings": meeting, "initiatives": initiative}
    for kind, record in (records | {"posts": post, "series": series, "articles": article}).items():
        yield f"/{kind}/{record.slug}/"
    yield from (f"/{kind}/{record.slug}/history/" for kind, record in records.items())
    yield from (f"{actor.get_absolute_url()}pictures/", f"{article.get_absolute_url()}add/")
    yield from (f"{corrected.get_absolute_url()}changes/", "/topics/trade/", f"/relations/russia/{asean.slug}/")
    yield from ("/", "/actors/", "/meetings/", "/initiatives/", "/articles/", "/series/?all=on", "/topics/")
    yield from ("/calendar/", "/timeline/", "/map/", "/network/", "/search/?q=minister", "/relations/")
    yield from (f"/compare/?one=russia&two={asean.slug}", "/accuracy/", "/data/", "/sign-in/?next=/")
    yield client.post("/import/", {"text": "Kenya and Peru met in Lima.", "title": "A text"}).headers["Location"]
    run = ImportRun.objects.earliest("pk")
    yield from ("/import/", "/runs/", run.get_absolute_url(), f"/runs/{run.pk}/undo/")
    yield from ("/review/", "/review/own/", "/own/")
