"""The domain corpus's markup: marked-up documents in, plain text with spans and records out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

CODES = "PTOCLDMEIF"
INSIDE = {"T": "COL", "M": "COLDP", "I": "COLDP"}
MEETING_KINDS = frozenset(
    ["talks", "call", "visit", "summit", "ministerial", "consultation", "conference", "ceremony", "exercise", "other"]
)
MEETING_STATUSES = frozenset(["held", "planned", "proposed", "postponed", "cancelled"])
INITIATIVE_KINDS = frozenset(
    ["agreement", "plan", "partnership", "fund", "programme", "mechanism", "project", "campaign", "other"]
)
INITIATIVE_STATUSES = frozenset(["proposed", "negotiating", "planned", "signed", "ongoing", "completed", "suspended"])
ROLES = ("participant", "host", "chair", "attendee")
KEYS = {
    "T": {"person": "P", "body": "CO", "former": ""},
    "E": {**dict.fromkeys(ROLES, "PCO"), "place": "LC", "date": "D", "when": "", "online": ""},
    "I": {"party": "PCO", "date": "D", "when": ""},
}
HEAD = re.compile(r"^=== (\S+)((?: \| [a-z]+: [^|\n]+)+)$")
OPEN = re.compile(rf"\[([{CODES}]\d+(?:\+[{CODES}]\d+)*)(~?) ")
EDTF = re.compile(r"^\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?$")
RECORD_OF = {"T": "T", "M": "E", "E": "E", "I": "I", "F": "I"}


class MarkupError(ValueError):
    """What is wrong, in which document, and where."""


@dataclass(frozen=True)
class Mention:
    """`ids`: the entities it names, several for a group; `anaphoric`: without a name (pronoun, description)."""

    start: int
    end: int
    ids: tuple[str, ...]
    anaphoric: bool

    @property
    def code(self) -> str:
        return self.ids[0][0]


@dataclass(frozen=True)
class Line:
    """A record line. `arguments`: key -> ids, or the value alone for former, when, online."""

    id: str
    kind: str = ""
    status: str = ""
    arguments: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """`text`: without markup; mentions' offsets are code points into it, outer ones before inner ones."""

    id: str
    head: dict[str, str]
    text: str
    mentions: tuple[Mention, ...]
    records: dict[str, Line]

    @property
    def published(self) -> date:
        return date.fromisoformat(self.head["published"])


def read_corpus(path: Path) -> Iterator[Document]:
    """The documents of a corpus file.

    Raises MarkupError for the first document that does not follow the README.
    """
    for head, body in split_documents(path.read_text(encoding="utf-8"), name=path.name):
        yield parse_document(head, body)


def split_documents(text: str, *, name: str) -> Iterator[tuple[str, str]]:
    parts = re.split(r"^(?==== )", text, flags=re.MULTILINE)
    if parts[0].strip():
        raise MarkupError(f"{name}: text before the first '=== ' line: {parts[0].strip()[:60]!r}")
    for part in parts[1:]:
        head, _, body = part.partition("\n")
        yield head.rstrip(), body


def parse_document(head: str, body: str) -> Document:
    match = HEAD.match(head)
    if not match:
        raise MarkupError(f"head line not understood: {head!r}; want '=== id | style: … | region: … | published: …'")
    name = match[1]
    fields = {k: v.strip() for k, v in (x.split(": ", 1) for x in match[2].split(" | ")[1:])}
    for key in ("style", "region", "published"):
        if key not in fields:
            raise MarkupError(f"{name}: head line has no {key!r}")
    date.fromisoformat(fields["published"])
    lines = body.rstrip().split("\n")
    first = next((n for n, line in enumerate(lines) if line.startswith("@")), len(lines))
    text, mentions = parse_text("\n".join(lines[:first]).strip(), name)
    records = dict(parse_line(line, name) for line in lines[first:] if line.strip())
    document = Document(name, fields, text, mentions, records)
    check_document(document)
    return document


def parse_text(marked: str, name: str) -> tuple[str, tuple[Mention, ...]]:
    """Text without markup, and its mentions."""
    out: list[str] = []
    length = 0
    stack: list[tuple[int, tuple[str, ...], bool]] = []
    mentions: list[Mention] = []
    at = 0
    while at < len(marked):
        char = marked[at]
        if char == "[":
            opened = OPEN.match(marked, at)
            if not opened:
                raise MarkupError(f"{name}: '[' not followed by a code: {marked[at : at + 40]!r}")
            ids = tuple(opened[1].split("+"))
            if stack and ids[0][0] not in INSIDE.get(stack[-1][1][0][0], ""):
                raise MarkupError(f"{name}: {ids[0]} may not stand inside {stack[-1][1][0]}: {marked[at : at + 40]!r}")
            stack.append((length, ids, bool(opened[2])))
            at = opened.end()
        elif char == "]":
            if not stack:
                raise MarkupError(f"{name}: ']' without '[': {marked[max(0, at - 40) : at + 1]!r}")
            start, ids, anaphoric = stack.pop()
            if not "".join(out)[start:length].strip():
                raise MarkupError(f"{name}: empty mention {ids}")
            mentions.append(Mention(start, length, ids, anaphoric))
            at += 1
        else:
            out.append(char)
            length += 1
            at += 1
    if stack:
        raise MarkupError(f"{name}: mention {stack[-1][1]} is not closed")
    return "".join(out), tuple(sorted(mentions, key=lambda m: (m.start, -m.end)))


def parse_line(line: str, name: str) -> tuple[str, Line]:
    words = line.split()
    record = words[0][1:]
    if record[:1] not in KEYS or not record[1:].isdigit():
        raise MarkupError(f"{name}: record line not understood: {line!r}")
    plain = [w for w in words[1:] if "=" not in w]
    arguments: dict[str, tuple[str, ...]] = {}
    for word in words[1:]:
        if "=" in word:
            key, value = word.split("=", 1)
            if key not in KEYS[record[0]]:
                raise MarkupError(f"{name}: {record} has no {key!r}: {line!r}")
            arguments[key] = tuple(value.split(","))
    if record[0] == "T":
        if plain:
            raise MarkupError(f"{name}: words without '=' in {line!r}")
        return record, Line(record, arguments=arguments)
    kinds, statuses = (MEETING_KINDS, MEETING_STATUSES) if record[0] == "E" else (INITIATIVE_KINDS, INITIATIVE_STATUSES)
    if len(plain) != 2 or plain[0] not in kinds or plain[1] not in statuses:
        raise MarkupError(f"{name}: want KIND STATUS in {line!r}")
    return record, Line(record, plain[0], plain[1], arguments)


def check_document(document: Document) -> None:
    """Every record has a mention and every T, M, E, I, F mention a record; arguments exist and fit."""
    named = {i for m in document.mentions for i in m.ids}
    wanted = {RECORD_OF[i[0]] + i[1:] for i in named if i[0] in RECORD_OF}
    if missing := sorted(wanted - document.records.keys()):
        raise MarkupError(f"{document.id}: no record line for {', '.join(missing)}")
    if extra := sorted(document.records.keys() - wanted):
        raise MarkupError(f"{document.id}: record line without a mention: {', '.join(extra)}")
    for record in document.records.values():
        for key, values in record.arguments.items():
            codes = KEYS[record.id[0]][key]
            for value in values:
                if codes and (value[0] not in codes or value not in named):
                    raise MarkupError(f"{document.id}: {record.id} {key}={value}: no such mention, or wrong code")
            if key == "when" and not EDTF.match(values[0]):
                raise MarkupError(f"{document.id}: {record.id} when={values[0]} is not EDTF")
    for mention in document.mentions:
        if mention.code in "ED" and mention.anaphoric:
            raise MarkupError(f"{document.id}: {mention.ids[0]} takes no '~'")
    if re.search(r"  |\n\n\n", document.text):
        raise MarkupError(f"{document.id}: doubled spaces or more than one blank line")
