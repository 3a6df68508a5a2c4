"""Texts from the browser wait in the database: as they came, with their header, and with what reading them told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.extraction.facts import ArticleFacts, InitiativeFact, MeetingFact
from articles.models import Upload, UploadedText
from articles.models.uploads import TextState
from articles.reading import Header, RawArticle, ReadingFailure, read_named
from articles.reading.text import read_decoded

#: a name longer than this says no more
MOST_OF_A_NAME = 300


def read_upload(
    raw: bytes, *, name: str, max_bytes: int, published: date | None = None, agency: str = ""
) -> list[RawArticle | ReadingFailure]:
    """The articles of an uploaded file, with what was said beside them where they do not say it themselves. Its
    checksum is part of their source, so that a file of the same name from somebody else replaces nothing."""
    source = f"uploaded/{hashlib.sha256(raw).hexdigest()[:16]}/{name}"
    every = read_named(raw, name=name, source=source, max_bytes=max_bytes)
    return [each if isinstance(each, ReadingFailure) else _told(each, published, agency) for each in every]


def _told(article: RawArticle, published: date | None, agency: str) -> RawArticle:
    header = article.header
    said = {"published": header.published or published, "agency": header.agency or agency}
    return replace(article, header=replace(header, **said))


def tell_about(row: UploadedText, *, published: date | None, agency: str) -> None:
    """Date and agency of a text that waits, as a person says them; it is read again with these."""
    article = staged_article(row)
    header = replace(article.header, published=published, agency=agency or None)
    row.read, row.found, row.state, row.reason = (
        article_as_json(replace(article, header=header)),
        {},
        TextState.WAITING,
        "",
    )
    row.save(update_fields=["read", "found", "state", "reason"])


def read_pasted(text: str, *, published: date | None, agency: str, source: str) -> RawArticle:
    """A text as it was pasted; what was said beside it outranks its own header. ReadingError for what is no news."""
    raw = text.encode()
    at = source or f"pasted/{hashlib.sha256(raw).hexdigest()[:16]}"
    url = source if source.startswith(("http://", "https://")) else ""
    article = read_decoded(text, raw=raw, encoding="utf-8", id="pasted", source=at, published=published, url=url)
    return replace(article, header=replace(article.header, agency=agency or article.header.agency))


@transaction.atomic
def stage(user: AbstractBaseUser, inputs: Iterable[RawArticle | ReadingFailure]) -> Upload:
    """Keep the inputs as an upload of the user; a text that stands twice among them is read once."""
    upload, seen = Upload.objects.create(user=user), set()
    rows = []
    for read in inputs:
        row = UploadedText(upload=upload, name=_short_name(read.source), source=read.source[:1000])
        if isinstance(read, ReadingFailure):
            row.state, row.reason = TextState.FAILED, read.reason
        elif (key := hashlib.sha256(read.raw).digest()) in seen or read.source in seen:
            row.state, row.reason = TextState.KNOWN, "the same text stands twice in this upload"
        else:
            seen |= {key, read.source}
            row.raw, row.read = read.raw, article_as_json(read)
        rows.append(row)
    UploadedText.objects.bulk_create(rows, batch_size=100)
    return upload


def _short_name(source: str) -> str:
    """The name that a file had where it came from."""
    name = source.split("/", 2)[2] if source.startswith("uploaded/") else source
    return ("Pasted text" if source.startswith("pasted/") else name)[:MOST_OF_A_NAME]


def article_as_json(read: RawArticle) -> dict[str, Any]:
    """All of a raw article but its bytes."""
    told = asdict(replace(read, raw=b""))
    del told["raw"]
    if read.header.published:
        told["header"]["published"] = read.header.published.isoformat()
    return told


def staged_article(row: UploadedText) -> RawArticle:
    """The article as it was read."""
    header = dict(row.read["header"])
    if header["published"]:
        header["published"] = date.fromisoformat(header["published"])
    return RawArticle(**{**row.read, "raw": bytes(row.raw), "header": Header(**header)})


def found_as_json(read: RawArticle, facts: ArticleFacts) -> dict[str, Any]:
    """What the preview shows of a text."""
    names = {actor.id: actor.name for actor in facts.actors}
    actors: dict[str, list[str]] = {"person": [], "country": [], "organisation": []}
    for actor in facts.actors:
        actors.setdefault(actor.kind, []).append(actor.name)
    return {
        "title": read.header.title or read.id,
        "published": facts.published.isoformat() if facts.published else "",
        "agency": facts.agency or "",
        "facts": facts.count(),
        "actors": {kind: sorted(who) for kind, who in actors.items() if who},
        "meetings": [_event(each, read.text, names) for each in facts.meetings],
        "initiatives": [_event(each, read.text, names) for each in facts.initiatives],
    }


def _event(fact: MeetingFact | InitiativeFact, text: str, names: dict[str, str]) -> dict[str, Any]:
    if isinstance(fact, MeetingFact):
        relation = "meeting"
        who = [each.actor for each in fact.participants]
    else:
        relation = "initiative"
        who = [actor for actor, _ in fact.parties]
    return {
        "what": relation,
        "kind": fact.kind,
        "state": fact.status,
        "name": fact.name or "",
        "date": fact.date or "",
        "place": getattr(fact, "place", None) or "",
        "who": list(dict.fromkeys(names[actor] for actor in who if actor in names)),
        "sentences": [" ".join(span.of(text).split()) for span in fact.evidence],
    }
