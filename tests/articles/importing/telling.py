"""Tiny articles for tests: a text, and its facts in the short form of the gold annotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from articles.extraction.facts import ArticleFacts, Source, Span, UnnamedHolder
from articles.importing.save import SavedArticle, save_article
from articles.models import ImportRun
from articles.reading import RawArticle, read_text
from articles.scoring.gold_facts import facts_from_gold

KINDS = {"Russia": "country", "Laos": "country", "Vietnam": "country", "ASEAN": "organisation", "EU": "organisation"}


def raw_article(text: str, *, source: str = "a.txt", published: str | None = "2020-02-03", url: str = "") -> RawArticle:
    head = f"date {published} " if published else ""
    read = read_text(f"{head}{text}".encode(), id=source.removesuffix(".txt"), source=source)
    return replace(read, url=url)


def told(text: str, **gold: Any) -> dict[str, Any]:
    """A gold document: `who` are names found in the text (persons unless KINDS knows better); `met` and `agreed`
    are meetings and initiatives with what differs from the usual."""
    who = gold.get("who", ())
    ids = {name: f"a{n}" for n, name in enumerate(who, 1)}
    posts = gold.get("posts", {})
    return {
        "published": None, "agency": None, "dateline": None,
        "actors": [
            {"id": ids[name], "kind": KINDS.get(name, "person"), "name": name, "surface": [name],
             "posts": [{**post, "body": ids.get(post.get("body", ""))} for post in posts.get(name, ())]}
            for name in who
        ],
        "meetings": [_meeting(n, each, ids, text) for n, each in enumerate(gold.get("met", ()), 1)],
        "initiatives": [_initiative(n, each, ids, text) for n, each in enumerate(gold.get("agreed", ()), 1)],
    }  # fmt: skip


def _meeting(n: int, given: dict[str, Any], ids: dict[str, str], text: str) -> dict[str, Any]:
    usual = {"kind": "talks", "name": None, "status": "held", "date": "2020-02-03", "place": None, "online": False}
    people = [
        {"actor": ids[name], "role": role}
        for name, role in given.get("roles", dict.fromkeys(ids, "participant")).items()
    ]
    return {**usual, "id": f"m{n}", "participants": people, "anchors": [[text.split(". ")[0], 1]], **_plain(given)}


def _initiative(n: int, given: dict[str, Any], ids: dict[str, str], text: str) -> dict[str, Any]:
    usual = {"kind": "plan", "status": "ongoing", "date": None, "name": "Plan of Action 2025"}
    return {**usual, "id": f"i{n}", "parties": [*ids.values()], "anchors": [[text.split(". ")[0], 1]], **_plain(given)}


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name != "roles"}


def facts(text: str, raw: RawArticle, *, unnamed: Sequence[dict[str, Any]] = (), **gold: Any) -> ArticleFacts:
    """`unnamed`: titles without a name, each with its words in the text and the name of its body; all at `m1`."""
    known = facts_from_gold(raw.text, told(text, **gold))
    ids = {actor.name: actor.id for actor in known.actors}
    return replace(known, unnamed=tuple(_unnamed(raw.text, ids, **each) for each in unnamed))


def _unnamed(text: str, ids: Mapping[str, str], *, words: str, title: str, body: str) -> UnnamedHolder:
    start = text.index(words)
    source = Source(Span(start, start + len(words)), "title-without-name", 0.8)
    return UnnamedHolder(title, ids[body], source, (("m1", "participant"),))


def tell(
    text: str,
    *,
    source: str = "a.txt",
    published: str | None = "2020-02-03",
    url: str = "",
    run: ImportRun | None = None,
    **gold: Any,
) -> SavedArticle:
    """Import a tiny article with these facts."""
    raw = raw_article(text, source=source, published=published, url=url)
    run = run or ImportRun.objects.get_or_create(pipeline_version="test")[0]
    return save_article(raw, facts(text, raw, **gold), run=run)


def day(text: str) -> date:
    return date.fromisoformat(text)
