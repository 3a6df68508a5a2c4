"""Forms and tellings in a few words, for tables of cases."""

from __future__ import annotations

from datetime import date
from typing import Any

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
from articles.identity.forms import Form, forms_of
from articles.identity.from_files import known_from_files
from articles.identity.tellings import Telling, initiative_tellings, meeting_tellings

KINDS = {
    **dict.fromkeys(("Russia", "Vietnam", "Qatar", "United States", "Laos", "Ukraine", "Indonesia"), "country"),
    **dict.fromkeys(("ASEAN", "EU", "SCO", "UN"), "organisation"),
}
HERE = Source(Span(0, 1), "test")


def actors(who: str, text: str = "x") -> tuple[ActorFact, ...]:
    """`Anna Berg = Foreign Minister/Russia, ASEAN`: actors with their posts, and the bodies of these."""
    named: dict[str, list[tuple[str, str]]] = {}
    for each in filter(None, (part.strip() for part in who.split(","))):
        name, _, posts = each.partition("=")
        held = named.setdefault(name.strip(), [])
        for post in filter(None, posts.split("+")):
            title, _, body = post.strip().partition("/")
            held.append((title, body))
            if body:
                named.setdefault(body, [])
    ids = {name: f"a{n}" for n, name in enumerate(named)}
    return tuple(
        ActorFact(
            ids[name], _kind(name), name, _mentions(name, text), 1.0,
            tuple(PostFact(title, ids.get(body), HERE) for title, body in posts), "test",
        )
        for name, posts in named.items()
    )  # fmt: skip


def _kind(name: str) -> str:
    return KINDS.get(name) or ("organisation" if {"Ministry", "Council", "Centre"} & set(name.split()) else "person")


def _mentions(name: str, text: str) -> tuple[Span, ...]:
    at = text.find(name)
    return (Span(at, at + len(name)),) if at >= 0 else (Span(0, 1),)


def form(who: str, text: str = "x") -> Form:
    """The form of the first of these actors."""
    facts = ArticleFacts(None, None, None, actors(who, text))
    return forms_of(facts, text, known_from_files())["a0"]


def met(
    article: str, published: str, who: str, *, text: str = "They met.", takes: int | None = None, **said: Any
) -> Telling:
    """A meeting of all of `who` without posts, or of the first `takes`, as an article of a day tells it."""
    told = actors(who, text)
    takes = len([each for each in who.split(",") if each.strip()]) if takes is None else takes
    usual = {"kind": "talks", "name": None, "status": "held", "date": None, "place": None, "online": False}
    people = tuple(ParticipantFact(actor.id, "participant", HERE) for actor in told if _takes_part(actor, who))[:takes]
    fact = MeetingFact("m1", participants=people, evidence=(Span(0, len(text)),), confidence=1.0, **{**usual, **said})
    facts = ArticleFacts(date.fromisoformat(published), None, None, told, (fact,))
    known = known_from_files()
    return meeting_tellings(article, facts, text, forms_of(facts, text, known), known)[0]


def agreed(article: str, published: str, who: str, name: str, **said: Any) -> Telling:
    """An initiative of these parties."""
    usual = {"kind": "plan", "status": "ongoing", "date": None}
    told = actors(who)
    fact = InitiativeFact(
        "i1", name=name, parties=tuple((actor.id, HERE) for actor in told), evidence=(Span(0, 1),), confidence=1.0,
        **{**usual, **said},
    )  # fmt: skip
    facts = ArticleFacts(date.fromisoformat(published), None, None, told, (), (fact,))
    known = known_from_files()
    return initiative_tellings(article, facts, "x", forms_of(facts, "x", known), known)[0]


def _takes_part(actor: ActorFact, who: str) -> bool:
    return actor.name in {each.partition("=")[0].strip() for each in who.split(",")}
