"""The domain corpus in the form of the sample corpus: texts and gold facts, to score extraction on text by other hands.

    python -m training.as_gold OUT [--held-out] [--files PATTERN]

Only what the marks say: an actor is what is marked by name, a record what has a line. Countries that stand only inside
a body's or event's name are optional, since the marks leave them open; so are standing bodies of several sides as
initiatives, which the marks count as organisations alone.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

from articles.extraction.names.title_words import singular
from kb.gazetteers import read_countries
from training.domain import CORPUS, HELD_OUT_STYLES
from training.markup import ROLES, Document, Line, read_corpus

SHARED_BODY = re.compile(
    r"\b(joint|mixed|bilateral|trilateral|tripartite|intergovernmental)\b.*\b(commission|committee|group|mechanism)s?\b"
    r"|\b(commission|committee|group|mechanism|dialogue)s?\b.*\bbetween\b|\w-\w.*\b(dialogue|consultations)\b",
    re.IGNORECASE,
)
KIND = {"P": "person", "O": "organisation", "C": "country"}
FAMILY = {"M": "E", "F": "I"}


def country_names() -> dict[str, str]:
    """Any name, demonym, capital or seat of a country → its usual name."""
    out: dict[str, str] = {}
    for row in read_countries():
        for names in ((row.name, row.capital), row.other_names, row.demonyms, row.capital_variants, row.seats):
            for name in names:
                out.setdefault(name, row.name)
    return out


def as_gold(document: Document, countries: dict[str, str]) -> dict[str, Any]:
    """One document's gold facts."""
    text = document.text
    named: dict[str, list[str]] = {}
    for mention in document.mentions:
        if not mention.anaphoric and mention.code in KIND:
            named.setdefault(mention.ids[0], []).append(text[mention.start : mention.end])
    actors = [_actor(id, surfaces, document, countries) for id, surfaces in named.items()]
    known = {a["name"] for a in actors}
    for n, name in enumerate(sorted({countries[w] for w in countries if w in text} - known)):
        actors.append({"id": f"X{n}", "kind": "country", "name": name, "optional": True, "surface": []})
    records = document.records.values()
    return {
        "id": document.id, "published": document.head["published"], "actors": actors,
        "meetings": [_meeting(r, document, named) for r in records if r.id[0] == "E"],
        "initiatives": [
            *(_initiative(r, document, named) for r in records if r.id[0] == "I"),
            *(_standing(id, words, document) for id, words in named.items() if id[0] == "O" and _shared(words)),
        ],
    }  # fmt: skip


def _actor(id: str, surfaces: list[str], document: Document, countries: dict[str, str]) -> dict[str, Any]:
    name = max(surfaces, key=len)
    if id[0] == "C":
        name = next((countries[s] for s in surfaces if s in countries), name)
    actor: dict[str, Any] = {"id": id, "kind": KIND[id[0]], "name": name, "surface": sorted(set(surfaces))}
    posts = [_post(r, document, n) for r in document.records.values() if r.id[0] == "T"
             for n, person in enumerate(r.arguments.get("person", ())) if person == id]  # fmt: skip
    titles = {p["title"] for p in posts}
    if posts := [p for p in posts if p["title"].lower() != "counterpart" or len(titles) == 1]:
        actor["posts"] = posts
    return actor


def _post(record: Line, document: Document, n: int) -> dict[str, Any]:
    words = next(m for m in document.mentions if record.id in m.ids)
    bodies = record.arguments.get("body", ())
    body = (bodies[n] if len(bodies) > n else bodies[0]) if bodies else None
    former = {"former": True} if "former" in record.arguments else {}
    title = document.text[words.start : words.end]
    shared = len(record.arguments.get("person", ())) > 1
    return {"title": singular(title) if shared else title, "body": body, **former}


def _record(record: Line, document: Document) -> dict[str, Any]:
    anchors = []
    for m in document.mentions:
        if any(FAMILY.get(x[0], x[0]) + x[1:] == record.id for x in m.ids):
            words = document.text[m.start : m.end]
            # the scorer steps one character on after each find, so overlapping finds count, too
            n = sum(document.text.startswith(words, i) for i in range(m.start + 1))
            anchors.append([words, n])
    return {
        "id": record.id, "kind": record.kind, "status": record.status,
        "date": record.arguments.get("when", (None,))[0], "anchors": anchors,
    }  # fmt: skip


def _name(record: Line, document: Document, code: str) -> str | None:
    found = [document.text[m.start : m.end] for m in document.mentions if code + record.id[1:] in m.ids]
    return max(found, key=len) if found else None


def _meeting(record: Line, document: Document, named: dict[str, list[str]]) -> dict[str, Any]:
    place = next(
        (document.text[m.start : m.end] for m in document.mentions
         if set(m.ids) & set(record.arguments.get("place", ()))), None,
    )  # fmt: skip
    return {
        **_record(record, document), "name": _name(record, document, "M"), "place": place,
        "online": "online" in record.arguments,
        "participants": [
            {"actor": x, "role": role} for role in ROLES for x in record.arguments.get(role, ()) if x in named
        ],
    }  # fmt: skip


def _initiative(record: Line, document: Document, named: dict[str, list[str]]) -> dict[str, Any]:
    return {
        **_record(record, document), "name": _name(record, document, "I") or "",
        "parties": [x for x in record.arguments.get("party", ()) if x in named],
    }  # fmt: skip


def _shared(surfaces: list[str]) -> bool:
    """Do the names of an organisation say that several sides set it up?"""
    return any(SHARED_BODY.search(name) for name in surfaces)


def _standing(id: str, surfaces: list[str], document: Document) -> dict[str, Any]:
    anchors = [[name, 1] for name in dict.fromkeys(surfaces)]
    return {
        "id": f"S{id}", "kind": "mechanism", "status": "ongoing", "date": None, "name": max(surfaces, key=len),
        "parties": [], "anchors": anchors, "optional": True,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--held-out", action="store_true", help="only the styles that training never sees")
    parser.add_argument("--files", default="*.txt", metavar="PATTERN", help="only the corpus files whose name fits")
    arg = parser.parse_args()
    for name in ("texts", "gold"):
        (arg.out / name).mkdir(parents=True, exist_ok=True)
    countries = country_names()
    for path in sorted(CORPUS.glob(arg.files)):
        for d in read_corpus(path):
            if arg.held_out and d.head["style"] not in HELD_OUT_STYLES:
                continue
            text = f" date {d.head['published']}\n\n{d.text}"
            (arg.out / "texts" / f"{d.id}.txt").write_text(text, encoding="utf-8")
            gold = as_gold(d, countries)
            (arg.out / "gold" / f"{d.id}.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
