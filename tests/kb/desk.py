"""A small knowledge base to edit: one article that tells of talks in Moscow and of an action plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from articles.models import Article, ImportRun
from kb.models import Actor, Initiative, Meeting, Place, Post, Tenure
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_article, an_initiative, tells, value

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


def set_up_desk() -> Desk:
    """All rows as an import writes them: the program's word."""
    run = ImportRun.objects.create(pipeline_version="test-1")
    article = an_article(TEXT, source="talks.txt", title="Talks", run=run)
    lavrov, lim, asean = an_actor("Sergey Lavrov"), an_actor("Lim Jock Hoi"), an_actor("ASEAN", "organisation")
    meeting = a_meeting(lavrov, lim, place="Moscow")
    initiative = an_initiative(asean, name="Action Plan")
    day = date(2020, 2, 3)
    tenure = a_tenure(lavrov, "Foreign Minister", seen_from=day, seen_until=day)
    tells(article, meeting, SENTENCE, **said_of_talks(article))
    for record, words in (
        (lavrov, "Sergey Lavrov"), (lim, "Lim Jock Hoi"), (initiative, "Action Plan"), (tenure, "Foreign Minister"),
    ):  # fmt: skip
        tells(article, record, words)
    return Desk(article, lavrov, lim, asean, meeting, initiative, tenure.post, tenure, meeting.place, run)


def said_of_talks(article: Article) -> dict[str, Any]:
    """What the sentence says of the talks."""
    return {
        "status": value(article, "held", "met"),
        "date_edtf": value(article, "2020-02-03", "on Monday"),
        "place": value(article, "Moscow", "Moscow"),
    }


def act(client: Client, model: str, action: str, *rows: Any) -> str:
    """Run an action on rows of an admin list (`kb_meeting`); returns its messages."""
    address = reverse(f"admin:{model}_changelist")
    response = client.post(address, {"action": action, "_selected_action": [row.pk for row in rows]}, follow=True)
    return " ".join(str(message) for message in response.context["messages"])
