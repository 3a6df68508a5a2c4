"""How do we know: the sentences that a record's values rest on, numbered as its page cites them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.edtf import read_edtf
from kb.edtf_display import display_edtf
from kb.holders import BY_TENURE, holders_of, unnamed_key
from kb.marked_text import Mark, marked_html
from kb.models import Actor, Initiative, Meeting, Role, Topic
from kb.names import name_key

#: lists of actors among the values of evidence, and what one of them is called
TIED = {"participants": gettext_lazy("participant"), "parties": gettext_lazy("party")}
_SENTENCE_END = re.compile(r"(?<![A-Z])[.!?][\"”’)]?\s+(?=[\"“‘(]?[^\W\d_a-z])|\n\s*\n")


@dataclass(frozen=True)
class CitedValue:
    """A value that a sentence gives: the words it rests on, the rule that read them, how sure it is (0-1).

    `by_title`: the sentence has a title without a name; who is meant follows from who held the post.
    """

    key: str
    label: str
    value: Any
    shown: str
    start: int
    end: int
    rule: str
    confidence: float
    by_title: bool = False
    #: of somebody who takes part, in which role
    role: str = ""


@dataclass(frozen=True)
class Citation:
    """One sentence of one article, with the values it gives, and those that people withdrew."""

    number: int
    evidence: Any
    quote: SafeString
    values: tuple[CitedValue, ...]
    withdrawn: tuple[CitedValue, ...] = ()


@dataclass
class Citations:
    """All sentences about a record, and which values they give: of a field (`status`) or a tie (`actor 12`)."""

    all: list[Citation] = field(default_factory=list)
    by_key: dict[str, list[tuple[Citation, CitedValue]]] = field(default_factory=dict)

    def add(self, citation: Citation) -> None:
        self.all.append(citation)
        for value in citation.values:
            self.by_key.setdefault(value.key, []).append((citation, value))

    def of(self, key: str, current: Any = None) -> list[Citation]:
        """The sentences that give a value that agrees with the current one; without one, any value."""
        given = self.by_key.get(key, ())
        return [citation for citation, value in given if current is None or agrees(key, value.value, current)]

    def is_by_title(self, actor: int) -> bool:
        """Is the actor named by no sentence, only by the title of a post?"""
        given = self.by_key.get(f"actor {actor}", ())
        return bool(given) and all(value.by_title for _citation, value in given)

    def others(self, key: str, current: Any) -> dict[Any, tuple[str, list[Citation]]]:
        """By value what sentences say else than the current one, in words, each with its sentences."""
        others: dict[Any, tuple[str, list[Citation]]] = {}
        for citation, value in self.by_key.get(key, ()):
            if not agrees(key, value.value, current):
                others.setdefault(value.value, (value.shown, []))[1].append(citation)
        return others


def agrees(key: str, told: Any, current: Any) -> bool:
    """Whether a source that tells one value speaks for another.

    It does not contradict a more exact date, nor topics among which are its own.
    """
    if key == "date_edtf" and told and current:
        outer, inner = read_edtf(told), read_edtf(current)
        return outer.earliest <= inner.earliest and inner.latest <= outer.latest
    if key == "topics":
        return set(str(told or "").split()) <= set(str(current or "").split())
    return name_key(str(told)) == name_key(str(current))


def cite(record: Meeting | Initiative, rows: Iterable[Any], actors: Iterable[Actor]) -> Citations:
    """Number the evidence of a meeting or initiative; `actors` are those whom its page shows.

    A sentence that was told of two records, which are one now, is one citation.
    """
    rows = list(rows)
    named, holders = with_duplicates(actors), holders_of(row.values for row in rows)
    told: dict[tuple[int, int, int], list[Any]] = {}
    for row in rows:
        told.setdefault((row.article_id, row.start, row.end), []).append(row)
    citations = Citations()
    for number, same in enumerate(told.values(), start=1):
        given = (value for row in same for value in cited_values(record, row.values, named, holders))
        values = tuple({(value.key, value.shown): value for value in given}.values())
        withdrawn = {(value.key, value.shown): value for row in same for value in _withdrawn(record, row)}
        citations.add(Citation(number, same[0], quote_html(same[0], values), values, tuple(withdrawn.values())))
    return citations


def _withdrawn(record: Meeting | Initiative, row: Any) -> Iterator[CitedValue]:
    """What people withdrew of a sentence; who does not take part by that is not among those who are shown."""
    if row.misread:
        ties = (tie for name in TIED for tie in row.misread.get(name, ()))
        actors = Actor.objects.select_related("merged_into").in_bulk([tie["actor"] for tie in ties])
        yield from cited_values(record, row.misread, {pk: each.merged_into or each for pk, each in actors.items()})


def with_duplicates(actors: Iterable[Actor]) -> dict[int, Actor]:
    """Actors by the keys that evidence knows them by: their own, and those of actors that are merged into them."""
    named = {actor.pk: actor for actor in actors}
    duplicates = Actor.objects.filter(merged_into__in=named).values_list("pk", "merged_into") if named else ()
    return named | {pk: named[survivor] for pk, survivor in duplicates}


def cited_values(
    record: Meeting | Initiative,
    values: Mapping[str, Any],
    actors: Mapping[int, Actor],
    holders: Mapping[tuple[Any, ...], int] | None = None,
) -> Iterator[CitedValue]:
    """The values that a row of evidence gives, in words; ties to actors who are not shown are left out.

    `holders`: whom titles without a name mean, as `holders_of` finds them.
    """
    for name, entry in values.items():
        if name == "topics":
            yield from _cited_topics(entry)
        elif name == "titles":
            for title in entry:
                yield _cited_title(title, actors, (holders or {}).get(unnamed_key(title)))
        elif name not in TIED:
            label, shown = record._meta.get_field(name).verbose_name, value_in_words(record, name, entry["value"])
            yield _cited(name, label, entry["value"], shown, entry)
        else:
            for tie in entry:
                if actor := actors.get(tie["actor"]):
                    cited = _cited(f"actor {actor.pk}", _tie_label(name, tie), actor.pk, actor.name, tie)
                    yield replace(cited, role=tie.get("role", ""))


def _cited_title(title: Mapping[str, Any], actors: Mapping[int, Actor], holder: int | None) -> CitedValue:
    """A title without a name: the person that it means, or the words themselves."""
    if actor := actors.get(holder or 0):
        label = _("%(role)s, by the title") % {"role": _tie_label("participants", title)}
        found = _cited(f"actor {actor.pk}", label, actor.pk, actor.name, title)
        return replace(found, confidence=title["confidence"] * BY_TENURE, by_title=True)
    body = actors.get(title["body"])
    words = capfirst(f"{title['title']}, {body.name}" if body else title["title"])
    return replace(_cited("title", _("title without a name"), words, words, title), by_title=True)


def value_in_words(record: Meeting | Initiative, name: str, value: Any) -> str:
    """A machine value as people read it."""
    if name == "date_edtf":
        return display_edtf(value or "")
    if name == "topics":
        return ", ".join(str(Topic(topic).label) for topic in str(value or "").split())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = dict(record._meta.get_field(name).flatchoices)
    return str(choices.get(value, value))


def quote_html(row: Any, values: Iterable[CitedValue] = ()) -> SafeString:
    """The sentence of a row of evidence, with the words that give its values marked; it begins behind the dateline,
    unless that gives a value."""
    spans: dict[tuple[int, int], list[str]] = {}
    for value in values:
        spans.setdefault((value.start, value.end), []).append(f"{value.label}: {value.shown}")
    marks = [
        Mark(start, end, "value", title="; ".join(titles))
        for (start, end), titles in spans.items()
        if (start, end) != (row.start, row.end)
    ]
    first = min((mark.start for mark in marks), default=row.end - 1)
    body = row.article.body_start
    start = max(row.start, body) if body <= first else row.start
    return marked_html(row.article.text, marks, start=start, end=row.end)


def sentence_around(text: str, start: int, end: int, *, most: int = 280) -> tuple[int, int]:
    """The span of the sentence that holds a mention; of a sentence without end, `most` characters around it."""
    # one character more than is asked for, since a sentence ends where the next one begins
    before = (found.end() for found in _SENTENCE_END.finditer(text, max(0, start - most), start + 1))
    first = max((found for found in before if found <= start), default=None)
    last = _SENTENCE_END.search(text, end, end + most)
    begin = _word_start(text, max(0, start - most)) if first is None else first
    stop = last.start() + len(last[0].rstrip()) if last else _word_end(text, min(len(text), end + most))
    return begin, stop


def sentences_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of a paragraph, in their order."""
    for gap in _SENTENCE_END.finditer(text, start, end):
        stop = gap.start() + len(gap[0].rstrip())
        yield start, stop
        start = gap.end()
    if start < end:
        yield start, end


def mention_html(row: Any) -> SafeString:
    """The sentence around a mention, with the mention marked; where it is too long for all of it, with dots. The header
    of the text is no part of its first one."""
    text, body = row.article.text, row.article.body_start
    start, end = sentence_around(text, row.start, row.end)
    if row.start >= body:
        start = max(start, body)
    quote = marked_html(text, [Mark(row.start, row.end, "value")], start=start, end=end)
    goes_on = end < len(text) and not _SENTENCE_END.match(text, _last_mark(text, end))
    return format_html("{}{}{}", "" if start == body or _begins(text, start) else "… ", quote, " …" if goes_on else "")


def _begins(text: str, start: int) -> bool:
    """Does a sentence begin here?"""
    found = _SENTENCE_END.finditer(text, max(0, start - 20), start + 1)
    return not text[:start].strip() or any(gap.end() == start for gap in found)


def _last_mark(text: str, end: int) -> int:
    """Where the marks begin with which a sentence ends."""
    while end and text[end - 1] in '"”’)':
        end -= 1
    return end - 1 if end and text[end - 1] in ".!?" else end


def _word_end(text: str, position: int) -> int:
    """The end of the last whole word up to a position."""
    if position == len(text):
        return position
    space = text.rfind(" ", position - 40, position)
    return position if space < 0 else space


def _word_start(text: str, position: int) -> int:
    """The beginning of the first whole word from a position on."""
    if position == 0:
        return 0
    space = text.find(" ", position, position + 40)
    return position if space < 0 else space + 1


def _cited(key: str, label: Any, value: Any, shown: str, entry: Mapping[str, Any]) -> CitedValue:
    span = entry["start"], entry["end"]
    return CitedValue(key, capfirst(label), value, shown, *span, entry["rule"], entry["confidence"])


def _cited_topics(entry: Mapping[str, Any]) -> Iterator[CitedValue]:
    """Each topic of a sentence with its own words."""
    for topic, (start, end) in entry["words"].items():
        if topic in Topic.values:
            label = Topic(topic).label
            yield _cited(f"topic {topic}", _("topic"), topic, str(label), {**entry, "start": start, "end": end})


def _tie_label(name: str, tie: Mapping[str, Any]) -> str:
    role = tie.get("role")
    return str(Role(role).label) if role in Role.values else str(TIED[name])
