"""A knowledge base for the browser: some articles of the sample corpus with their gold facts, as people left them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, ImportRun
from kb.models import Actor, Decision, Initiative, Meeting, Place, Post, ReviewState, Series
from tests.articles.gold import correct, load_gold_corpus

#: milliseconds: a browser on a machine that does other work besides needs more than the usual 30 and 5 seconds
PATIENCE = 90_000


@pytest.fixture(autouse=True)
def patient(context: BrowserContext) -> None:
    """Wait long for what is sure to come, before a test fails."""
    context.set_default_timeout(PATIENCE)
    context.set_default_navigation_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)


@dataclass
class Site:
    """The running site: its address, its records, and what went wrong in the browser so far."""

    url: str
    article: Article
    person: Actor
    country: Actor
    meeting: Meeting
    initiative: Initiative
    wrongs: list[str] = field(default_factory=list)

    def addresses(self) -> list[str]:
        """Every kind of page that all see, full and empty; every_page.py tells where one is missing."""
        records = (self.article, self.person, self.country, self.meeting, self.initiative)
        lists = ("/actors/", "/meetings/", "/initiatives/", "/articles/")
        queries = (
            "/search/",
            "/search/?q=lavrov",
            "/search/?q=nothing+has+this",
            "/actors/?q=nobody",
            "/meetings/?participant=al&counterpart=russia&kind=talks&since=soon&page=2&sort=-status",
            "/meetings/?country=russia&country=peru&year=2020&year=unknown&actor=asean&at=nowhere&topic=trade",
            "/initiatives/?kind=plan&status=signed&topic=trade",
            "/accuracy/",
            "/data/",
            "/sign-in/",
            "/articles/?agency=KBW&actor=asean",
            "/calendar/?show=2020-02",
            "/calendar/?show=2020&status=held",
            "/timeline/",
            "/map/",
            "/network/?top=15",
            *(f"/places/{place.slug}/" for place in Place.objects.filter(meetings__isnull=False)[:1]),
            *(f"/posts/{post.slug}/" for post in Post.objects.exclude(tenures=None)[:1]),
            "/topics/",
            "/topics/trade/",
            "/series/?all=on",
            *(f"/series/{series.slug}/" for series in Series.objects.order_by("pk")[:1]),
            "/compare/",
            "/compare/?one=russia&two=asean&since=2016",
            "/relations/",
            "/relations/russia/asean/",
            f"/articles/{Article.objects.filter(version=2).earliest('pk').slug}/changes/",
            *(f"{record.get_absolute_url()}history/" for record in (self.person, self.meeting, self.initiative)),
            *(f"/places/{place.slug}/history/" for place in Place.objects.filter(meetings__isnull=False)[:1]),
            f"{self.country.get_absolute_url()}pictures/",
            "/there/is/nothing/here/",
        )
        return ["/", *lists, *queries, *(record.get_absolute_url() for record in records)]

    def addresses_of_editors(self, client: Client) -> list[str]:
        """Every kind of page that only those see who sign in, here an administrator; and what he has on some of all."""
        User.objects.update(is_superuser=True)
        given = {"text": "Kenya and Peru met in Lima.", "title": "A text"}
        upload = client.post("/import/", given).headers["Location"]
        run = ImportRun.objects.latest("pk")
        run.failures.create(source="empty.txt", reason="empty: there is no text in it")
        runs = ("/runs/", run.get_absolute_url(), f"/runs/{run.pk}/undo/")
        addition = f"{self.article.get_absolute_url()}add/"
        records = [record.get_absolute_url() for record in (self.person, self.meeting, self.article)]
        history = f"{self.meeting.get_absolute_url()}history/"
        return ["/import/", upload, *runs, "/review/", "/review/own/", "/own/", addition, *records, history]


def sign_in(context: BrowserContext, client: Client, url: str) -> None:
    """The browser is who the client is."""
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


@pytest.fixture
def site(live_server: LiveServer, page: Page) -> Iterator[Site]:
    """The site on a port of its own; console messages and requests to elsewhere fail the test."""
    load_gold_corpus(["sa02", "sa03", "sa04", "sa27"])
    person = Actor.objects.filter(kind="person", name__contains="Lavrov").earliest("pk")
    meeting = Meeting.objects.visible().with_participant(person).filter(name="").exclude(date_edtf="").earliest("pk")
    initiative = Initiative.objects.earliest("pk")
    Decision.objects.create(record=meeting, field="status", value=meeting.status)
    _contradict(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(review=ReviewState.CONFIRMED)
    correct("sa27")
    found = Site(
        live_server.url, meeting.evidence.earliest("pk").article, person, Actor.objects.get(name="Russia"), meeting,
        initiative,
    )  # fmt: skip

    page.on("console", lambda message: found.wrongs.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: found.wrongs.append(f"{page.url}: {error}"))
    page.on("request", lambda request: request.url.startswith(found.url) or found.wrongs.append(request.url))
    yield found
    told = [wrong for wrong in found.wrongs if "/there/is/nothing/here/" not in wrong]
    assert told == []


def _contradict(meeting: Meeting) -> None:
    """An earlier article says another kind and place of the meeting, and that it is planned."""
    first = meeting.evidence.earliest("article__published").article.published
    articles = Article.objects.exclude(pk__in=meeting.evidence.values("article"))
    articles.filter(pk=articles.earliest("pk").pk).update(published=first - timedelta(days=1))
    told = {"start": 0, "end": 10, "rule": "by hand", "confidence": 0.5}
    row = {**told, "article": articles.earliest("pk"), "end": 80, "pipeline_version": "1", "fact": "m9"}
    said = {"kind": "call", "place": "Lima", "status": "planned"}
    meeting.evidence.create(values={name: told | {"value": value} for name, value in said.items()}, **row)
