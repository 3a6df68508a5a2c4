"""The whole knowledge base as a tree of plain values, without primary keys and times: what two bases share or not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from articles.importing.withdraw import EVIDENCE
from articles.models import Article
from kb.models import Actor, Decision, Initiative, Meeting, Place, Post, Tenure

_COMMON = ("slug", "kind", "name", "review", "note")


def content(*, slugs: bool = True) -> dict[str, list[Any]]:
    """Every article, piece of evidence, record and decision; `slugs=False` leaves addresses of records out."""
    names = {actor.pk: actor.slug if slugs else f"{actor.kind} {actor.name}" for actor in Actor.objects.all()}
    base = {
        "articles": [_article(article) for article in Article.objects.all()],
        "evidence": [
            _evidence(relation, row, names)
            for table, relation in EVIDENCE
            for row in table.objects.select_related("article", relation)
        ],
        "actors": [
            [*_record(actor, slugs), sorted(actor.names.values_list("text", "kind", "review"))]
            for actor in Actor.objects.prefetch_related("decisions")
        ],
        "meetings": [
            [*_record(meeting, slugs), meeting.online, str(meeting.place or ""), _ties(meeting.participations, names)]
            for meeting in Meeting.objects.prefetch_related("decisions").select_related("place")
        ],
        "initiatives": [
            [*_record(initiative, slugs), _ties(initiative.party_set, names)]
            for initiative in Initiative.objects.prefetch_related("decisions")
        ],
        "tenures": [
            [names[tenure.person_id], str(tenure.post), str(tenure.seen_from), str(tenure.seen_until), tenure.former,
             tenure.start, tenure.end, tenure.review, tenure.term]
            for tenure in Tenure.objects.select_related("post__body")
        ],
        "posts": [[str(post), post.slug if slugs else ""] for post in Post.objects.select_related("body")],
        "places": [[place.name, place.slug] for place in Place.objects.all()],
        "decisions": [[decision.field, decision.value] for decision in Decision.objects.all()],
    }  # fmt: skip
    return {table: sorted(rows, key=lambda row: json.dumps(row, default=str)) for table, rows in base.items()}


def digest(**options: bool) -> str:
    """A SHA-256 of the content: equal bases have equal ones."""
    return hashlib.sha256(json.dumps(content(**options), sort_keys=True, default=str).encode()).hexdigest()


def _article(article: Article) -> list[Any]:
    return [
        article.source, article.version, article.is_current, article.slug, article.checksum, article.text,
        str(article.published), article.pipeline_version,
    ]  # fmt: skip


def _record(record: Any, slugs: bool) -> list[Any]:
    fields = [getattr(record, name) for name in _COMMON if slugs or name != "slug"]
    dated = [getattr(record, name, "") for name in ("status", "date_edtf")]
    return [*fields, *dated, sorted(record.decided_fields())]


def _ties(ties: Any, names: Mapping[int, str]) -> list[Any]:
    return sorted((names[tie.actor_id], getattr(tie, "role", ""), tie.review) for tie in ties.all())


def _evidence(relation: str, row: Any, names: Mapping[int, str]) -> list[Any]:
    record = getattr(row, relation)
    about = str(record) if relation == "tenure" else names.get(record.pk) if relation == "actor" else record.kind
    values = json.loads(json.dumps(row.values))
    for name in ("participants", "parties"):
        for tie in values.get(name, ()):
            tie["actor"] = names.get(tie["actor"])
    if values.get("body"):
        values["body"]["value"] = names.get(values["body"]["value"])
    article = row.article
    return [
        relation, about, article.source, article.version, row.start, row.end, values, row.rule, row.confidence,
        row.review, row.pipeline_version,
    ]  # fmt: skip
