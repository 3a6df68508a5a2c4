"""A small knowledge base to edit: one article that tells of talks in Moscow and of an action plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from articles.models import ActorEvidence, Article, ImportRun, InitiativeEvidence, MeetingEvidence, TenureEvidence
from kb.models import (
    Actor,
    ActorKind,
    ActorName,
    Initiative,
    Meeting,
    Participation,
    Party,
    Place,
    Post,
    ReviewState,
    Tenure,
)

TEXT = (
    " date 2020-02-03\n\nRussian Foreign Minister Sergey Lavrov met Lim Jock Hoi of ASEAN in Moscow on Monday.\n\n"
    "They praised the Russia - ASEAN Action Plan.\n"
)
SENTENCE = "Russian Foreign Minister Sergey Lavrov met Lim Jock Hoi of ASEAN in Moscow on Monday."


@dataclass(frozen=True)
class Desk:
    article: Article
    lavrov: Actor
    lim: Actor
    asean: Actor
    meeting: Meeting
    initiative: Initiative
    post: Post
    tenure: Tenure
    place: Place
    run: ImportRun


def actor(name: str, kind: str = ActorKind.PERSON, *, slug: str = "") -> Actor:
    found = Actor.objects.create(name=name, kind=kind, slug=slug or name.lower().replace(" ", "-"))
    ActorName.objects.create(actor=found, text=name, review=ReviewState.MACHINE)
    return found


def span(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def set_up_desk() -> Desk:
    """All rows as an import writes them: the program's word."""
    run = ImportRun.objects.create(pipeline_version="test-1")
    article = Article.objects.create(
        source="talks.txt", slug="talks", checksum="0" * 64, published=date(2020, 2, 3), title="Talks in Moscow",
        text=TEXT, run=run,
    )  # fmt: skip
    common = {"article": article, "pipeline_version": "test-1", "rule": "met", "confidence": 0.9}
    lavrov, lim, asean = actor("Sergey Lavrov"), actor("Lim Jock Hoi"), actor("ASEAN", ActorKind.ORGANISATION)
    place = Place.objects.create(name="Moscow", slug="moscow")
    meeting = Meeting.objects.create(
        kind="talks", slug="talks-moscow", status="held", place=place, date_edtf="2020-02-03",
        date_earliest=date(2020, 2, 3), date_latest=date(2020, 2, 3),
    )  # fmt: skip
    for person in (lavrov, lim):
        Participation.objects.create(meeting=meeting, actor=person, review=ReviewState.MACHINE)
        ActorEvidence.objects.create(actor=person, **span(person.name), **common)
    initiative = Initiative.objects.create(kind="plan", name="Action Plan", slug="action-plan", status="ongoing")
    Party.objects.create(initiative=initiative, actor=asean, review=ReviewState.MACHINE)
    InitiativeEvidence.objects.create(initiative=initiative, fact="i1", **span("Action Plan"), **common)
    values = {
        "status": {"value": "held", **span("met"), "rule": "met", "confidence": 0.9},
        "date_edtf": {"value": "2020-02-03", **span("on Monday"), "rule": "weekday", "confidence": 0.9},
        "place": {"value": "Moscow", **span("Moscow"), "rule": "place", "confidence": 0.9},
    }
    MeetingEvidence.objects.create(meeting=meeting, fact="m1", values=values, **span(SENTENCE), **common)
    post = Post.objects.create(title="Foreign Minister", slug="foreign-minister")
    tenure = Tenure.objects.create(
        person=lavrov, post=post, seen_from=date(2020, 2, 3), seen_until=date(2020, 2, 3), review=ReviewState.MACHINE
    )
    TenureEvidence.objects.create(tenure=tenure, **span("Foreign Minister"), **common)
    return Desk(article, lavrov, lim, asean, meeting, initiative, post, tenure, place, run)
