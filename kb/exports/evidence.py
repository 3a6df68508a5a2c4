"""What the records of a list rest on, as a table: one line for each value that a sentence gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Any

from django.db.models import F, Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from kb.citations import TIED, agrees, with_duplicates
from kb.exports.tables import Cell, yes_or_no
from kb.holders import BY_TENURE, holders_of, unnamed_key
from kb.labels import shown_actors
from kb.models import Actor, Initiative, Meeting
from kb.models.querysets import other_end

#: so many records are read at once, each with its sentences and their articles
AT_ONCE = 200
#: fields as the tables call them
_HEADS = {
    "date_edtf": "date",
    "participants": "participant",
    "parties": "party",
    "topics": "topic",
    "titles": "title without a name",
}


@dataclass(frozen=True)
class Line:
    """A value that a sentence gives. `entry`: its own part of the row of evidence `row`."""

    record: Any
    row: Any
    field: str
    value: Any
    entry: Mapping[str, Any]
    #: whether it speaks for the value that the record has
    agrees: bool
    site: str
    actor: Actor | None = None


def _words(line: Line) -> str:
    """The words that give the value, as they stand in the article."""
    return str(line.row.article.text[line.entry["start"] : line.entry["end"]])


#: the columns of the table
EVIDENCE: Mapping[str, Cell] = {
    "record": Cell(attrgetter("record.slug"), _("The id of the meeting or initiative.")),
    "record_address": Cell(lambda line: line.site + line.record.get_absolute_url(), _("Its page here.")),
    "field": Cell(
        attrgetter("field"), _("Which value it is: a column of the record’s table, or one participant or topic.")
    ),
    "value": Cell(
        attrgetter("value"), _("The value as this sentence gives it; of a participant, the id of the actor.")
    ),
    "name": Cell(lambda line: line.actor.name if line.actor else "", _("The name of that actor.")),
    "role": Cell(lambda line: line.entry.get("role", ""), _("The role that the sentence gives the participant.")),
    "agrees": Cell(
        lambda line: yes_or_no(line.agrees),
        _("Whether it speaks for what the record says; “no” is what another source outranks, or what was true before."),
    ),
    "words": Cell(_words, _("The words that the value was read from.")),
    "sentence": Cell(attrgetter("row.quote"), _("The sentence, letter by letter as in the article.")),
    "sentence_address": Cell(
        lambda line: line.site + line.row.get_absolute_url(), _("The sentence in its article, here.")
    ),
    "article": Cell(attrgetter("row.article.slug"), _("The id of the article.")),
    "title": Cell(attrgetter("row.article.title"), _("Its title.")),
    "agency": Cell(attrgetter("row.article.agency"), _("Who published it, as the article signs.")),
    "published": Cell(attrgetter("row.article.published"), _("When it was published.")),
    "original": Cell(attrgetter("row.article.url"), _("Its address at the agency, where it is known.")),
    "rule": Cell(lambda line: line.entry["rule"], _("The rule that read the value; “person”: an editor read it.")),
    "confidence": Cell(lambda line: line.entry["confidence"], _("How sure it is of the value, from 0 to 1.")),
    "program": Cell(attrgetter("row.pipeline_version"), _("The version of rules and model that read it.")),
}


def evidence_lines(records: QuerySet[Any], *, site: str) -> Iterator[Line]:
    """The values of all records, in their order, those of a record by the dates of the articles.

    `site`: what stands before the addresses.
    """
    rest = records.prefetch_related(_sentences(records.model)).iterator(chunk_size=AT_ONCE)
    while some := list(islice(rest, AT_ONCE)):
        known = with_duplicates(actor for record in some for actor in shown_actors(record))
        holders = holders_of(row.values for record in some for row in record.file_evidence)
        for record in some:
            shown = {actor.pk for actor in shown_actors(record)}
            actors = {pk: actor for pk, actor in known.items() if actor.pk in shown}
            for row in record.file_evidence:
                yield from _lines(record, row, actors, holders, site)


def _sentences(model: type[Meeting] | type[Initiative]) -> Prefetch:
    """The sentences of the records, each article once, with its text."""
    rows = other_end(model, "evidence").objects.visible()
    in_order = rows.order_by(F("article__published").asc(nulls_last=True), "article_id", "start", "end", "pk")
    return Prefetch("evidence", in_order.prefetch_related("article"), to_attr="file_evidence")


def _lines(record: Any, row: Any, actors: Mapping[int, Actor], holders: Mapping[Any, int], site: str) -> Iterator[Line]:
    """The values of a row of evidence; ties to actors whom the record does not show are left out."""
    for name, entry in row.values.items():
        head = _HEADS.get(name, name)
        if name in TIED:
            for tie in entry:
                if actor := actors.get(tie["actor"]):
                    yield Line(record, row, head, actor.slug, tie, True, site, actor)
        elif name == "titles":
            for title in entry:
                actor = actors.get(holders.get(unnamed_key(title), 0))
                sure = {"confidence": round(title["confidence"] * BY_TENURE, 4)} if actor else {}
                told = actor.slug if actor else title["title"]
                yield Line(record, row, "participant" if actor else head, told, {**title, **sure}, True, site, actor)
        elif name == "topics":
            for topic, (start, end) in entry["words"].items():
                of_record = topic in record.topics.split()
                yield Line(record, row, head, topic, {**entry, "start": start, "end": end}, of_record, site)
        else:
            yield Line(record, row, head, _plain(entry["value"]), entry, _agrees(record, name, entry["value"]), site)


def _agrees(record: Any, name: str, told: Any) -> bool:
    current = getattr(record, name)
    return agrees(name, told, current.name if name == "place" and current else current)


def _plain(value: Any) -> Any:
    return yes_or_no(value) if isinstance(value, bool) else value
