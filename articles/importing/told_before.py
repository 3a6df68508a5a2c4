"""What articles told before, as facts again: read from the evidence of the records that a new article may speak of.

Facts are known here by primary keys: the id of an actor is that of his record, so that two facts that are one
actor are one. What a new article tells is brought into the same form (`as_stored`), to be compared alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from articles.extraction.facts import (
    ActorFact,
    ArticleFacts,
    InitiativeFact,
    MeetingFact,
    ParticipantFact,
    PostFact,
    Source,
    Span,
)
from articles.identity.forms import forms_of
from articles.identity.from_files import known_from_files
from articles.identity.tellings import Telling, initiative_tellings, meeting_tellings
from articles.importing.settle import MEETING, EventType
from articles.importing.slug_words import meeting_words
from articles.models import ActorEvidence, Article, TenureEvidence
from kb.merging.belongings import owned_by
from kb.models import Actor

#: rows of evidence that are read at once; records told by more stay as they are
MOST_ROWS = 400
#: a record that is told by more rows stays as it is: so many of the first of them are read, and of the last
MOST_TOLD = 40
SOME_TOLD = 3
_COLUMNS = ("own", "article_id", "fact", "start", "end", "values")
_NOWHERE = Source(Span(0, 0), "")


@dataclass(frozen=True)
class Stored:
    """A telling, the record that it belongs to (None: a new one), its article, its fact, and words for an address."""

    telling: Telling
    record: int | None
    article: int
    fact: MeetingFact | InitiativeFact
    words: str

    @property
    def age(self) -> tuple[date, tuple[str, str]]:
        """The earlier article first."""
        return self.telling.published or date.max, self.telling.at


def article_key(article: Article) -> str:
    """What names an article whatever else is imported."""
    return f"{article.guid}#{article.version}"


def stored_of(
    event: EventType, article: Article, facts: ArticleFacts, records: Mapping[str, int | None]
) -> list[Stored]:
    """The tellings of an article; `facts` as `as_stored` gives them, `records` by the ids of facts."""
    known, facts = known_from_files(), replace(facts, published=article.published)
    forms = forms_of(facts, article.text, known)
    read = meeting_tellings if event is MEETING else initiative_tellings
    names = {actor.id: actor.name for actor in facts.actors}
    by_id = {fact.id: fact for fact in (facts.meetings if event is MEETING else facts.initiatives)}
    return [
        Stored(telling, records[telling.fact], article.pk, by_id[telling.fact], _words(by_id[telling.fact], names))
        for telling in read(article_key(article), facts, article.text, forms, known)
        if telling.fact in records
    ]


def _words(fact: MeetingFact | InitiativeFact, names: Mapping[str, str]) -> str:
    return meeting_words(fact, names) if isinstance(fact, MeetingFact) else fact.name


def as_stored(facts: ArticleFacts, actors: Mapping[str, Actor]) -> ArticleFacts:
    """The facts of a new article by the primary keys of its actors."""
    ids = {fact: str(actor.pk) for fact, actor in actors.items()}
    told: dict[int, list[ActorFact]] = defaultdict(list)
    for fact in facts.actors:
        posts = tuple(replace(post, body=ids[post.body] if post.body else None) for post in fact.posts)
        told[actors[fact.id].pk].append(replace(fact, posts=posts))
    by_pk = {actor.pk: actor for actor in actors.values()}
    return replace(
        facts,
        actors=tuple(_one(by_pk[pk], each) for pk, each in sorted(told.items())),
        meetings=tuple(
            replace(fact, participants=tuple(replace(p, actor=ids[p.actor]) for p in fact.participants))
            for fact in facts.meetings
        ),
        initiatives=tuple(
            replace(fact, parties=tuple((ids[actor], source) for actor, source in fact.parties))
            for fact in facts.initiatives
        ),
    )


def _one(actor: Actor, told: list[ActorFact]) -> ActorFact:
    """The actor as the article tells of him, by one fact or several."""
    mentions = {mention for fact in told for mention in fact.mentions}
    posts = tuple(post for fact in told for post in fact.posts)
    known = _Known(actor.pk, actor.kind, actor.name, actor.gazetteer_key)
    return _whole(known, {fact.name for fact in told}, mentions, posts)


class _Known(NamedTuple):
    """What is compared of an actor."""

    pk: int
    kind: str
    name: str
    gazetteer_key: str | None


def _whole(actor: _Known, names: Iterable[str], mentions: Iterable[Span], posts: Sequence[PostFact]) -> ActorFact:
    """The actor with all that an article tells of him; of his names there the longest, or that of the gazetteer."""
    return ActorFact(
        id=str(actor.pk),
        kind=actor.kind,
        name=actor.name if actor.gazetteer_key else max(names, key=lambda name: (len(name), name)),
        mentions=tuple(sorted(mentions)),
        confidence=1.0,
        posts=tuple(posts),
        gazetteer_key=actor.gazetteer_key,
    )


def read_stored(event: EventType, pks: Collection[int]) -> tuple[list[Stored], set[int]]:
    """All that articles tell of these records; and those of them of which too much is told to read all of it."""
    if not pks:
        return [], set()
    often = _told_often(event, pks)
    read = list(_rows_of(event, set(pks) - often)[: MOST_ROWS + 1])
    some = [row for pk in sorted(often) for row in _some_rows_of(event, pk)]
    too_many = {record for record, *_ in read} if len(read) > MOST_ROWS else set()
    return _stored(event, [*read, *some]), too_many | often


def read_whole(event: EventType, pks: Collection[int]) -> list[Stored]:
    """All that articles tell of these records, however much that is."""
    return _stored(event, _rows_of(event, pks))


def _stored(event: EventType, rows: Iterable[Any]) -> list[Stored]:
    """The tellings that rows of evidence tell of."""
    told: dict[int, dict[tuple[int, str], list[Any]]] = defaultdict(lambda: defaultdict(list))
    for record, article, fact, start, end, values in rows:
        told[article][record, fact].append((Span(start, end), values))
    articles = {article.pk: article for article in Article.objects.filter(pk__in=told).defer("original")}
    actors = _actors_of(articles)
    stored: list[Stored] = []
    for pk, article in sorted(articles.items()):
        mine: dict[str, tuple[int, list[Any]]] = {}
        for (record, fact), said in told[pk].items():
            # sentences taken out of one fact for several records share its name
            mine[fact if fact not in mine else f"{fact} of {record}"] = (record, said)
        facts = tuple(_fact(event, fact, said) for fact, (_, said) in mine.items())
        part = {"meetings": facts} if event is MEETING else {"initiatives": facts}
        whole = ArticleFacts(article.published, None, None, tuple(actors.get(pk, ())), **part)  # type: ignore[arg-type]
        stored += stored_of(event, article, whole, {fact: record for fact, (record, _) in mine.items()})
    return stored


def _told_often(event: EventType, pks: Collection[int]) -> set[int]:
    """Records of which so much is told that only some of it is read; no more than that is counted."""
    one_more = event.evidence.objects.filter(**{event.relation: OuterRef("pk")}).order_by().values("pk")
    rows = event.model._base_manager.filter(pk__in=pks).order_by()
    often = rows.alias(one_more=Subquery(one_more[MOST_TOLD : MOST_TOLD + 1])).filter(one_more__isnull=False)
    return set(often.values_list("pk", flat=True))


def _rows_of(event: EventType, pks: Collection[int]) -> Any:
    rows = event.evidence.objects.annotate(own=Coalesce(f"own_{event.relation}", event.relation))
    return rows.filter(owned_by(event.relation, pks)).order_by("pk").values_list(*_COLUMNS)


def _some_rows_of(event: EventType, pk: int) -> list[Any]:
    """The first rows that tell of a record, and the last."""
    rows = event.evidence.objects.annotate(own=Coalesce(f"own_{event.relation}", event.relation))
    rows = rows.filter(**{event.relation: pk, f"own_{event.relation}": None}).values_list(*_COLUMNS)
    return [*rows.order_by("pk")[:SOME_TOLD], *reversed(rows.order_by("-pk")[:SOME_TOLD])]


def _fact(event: EventType, id: str, said: list[tuple[Span, Any]]) -> Any:
    values: dict[str, Any] = {}
    for _, row in said:
        for name, value in row.items():
            if isinstance(value, dict):
                values.setdefault(name, value.get("value"))
    ties = [tie for _, row in said for tie in row.get(event.ties, ())]
    spans = tuple(span for span, _ in said)
    if event is MEETING:
        return MeetingFact(
            id=id, kind=values.get("kind") or "other", name=values.get("name"), status=values.get("status") or "held",
            date=values.get("date_edtf"), place=values.get("place"), online=bool(values.get("online")),
            participants=tuple(ParticipantFact(str(tie["actor"]), tie.get("role", ""), _said(tie)) for tie in ties),
            evidence=spans, confidence=1.0,
        )  # fmt: skip
    return InitiativeFact(
        id=id, kind=values.get("kind") or "other", name=values.get("name") or "",
        status=values.get("status") or "ongoing", date=values.get("date_edtf"),
        parties=tuple((str(tie["actor"]), _said(tie)) for tie in ties), evidence=spans, confidence=1.0,
    )  # fmt: skip


def _said(tie: Mapping[str, Any]) -> Source:
    return Source(Span(tie["start"], tie["end"]), tie["rule"], tie["confidence"])


def _actors_of(articles: Mapping[int, Article]) -> dict[int, list[ActorFact]]:
    """The actors of articles as facts, by article."""
    named: dict[tuple[int, int], set[str]] = defaultdict(set)
    spans: dict[tuple[int, int], set[Span]] = defaultdict(set)
    rows = ActorEvidence.objects.filter(article__in=articles).annotate(own=Coalesce("own_actor", "actor")).order_by()
    for article, actor, start, end, values in rows.values_list("article_id", "own", "start", "end", "values"):
        named[article, actor].add((values.get("name") or {}).get("value") or "")
        spans[article, actor].add(Span(start, end))
    actors = Actor.objects.filter(pk__in={actor for _, actor in named}).order_by()
    known = {pk: _Known(pk, *about) for pk, *about in actors.values_list("pk", "kind", "name", "gazetteer_key")}
    posts = _posts_of(articles)
    found: dict[int, list[ActorFact]] = defaultdict(list)
    for article, actor in sorted(named):
        at = article, actor
        found[article].append(_whole(known[actor], named[at], spans[at], posts[at]))
    return found


def _posts_of(articles: Iterable[int]) -> dict[tuple[int, int], list[PostFact]]:
    """Posts by article and person."""
    posts: dict[tuple[int, int], list[PostFact]] = defaultdict(list)
    rows = TenureEvidence.objects.filter(article__in=articles).annotate(
        person=Coalesce(
            F("own_tenure__own_person"), F("own_tenure__person"), F("tenure__own_person"), F("tenure__person")
        )
    )
    for article, person, start, end, values in rows.order_by("pk").values_list(
        "article_id", "person", "start", "end", "values"
    ):
        body, title = values.get("body") or {}, values["title"]
        source = Source(Span(start, end), title["rule"], title["confidence"])
        former = bool((values.get("former") or {}).get("value"))
        body_id = str(body["value"]) if body.get("value") else None
        posts[article, person].append(PostFact(title["value"], body_id, source, former=former))
    return posts
