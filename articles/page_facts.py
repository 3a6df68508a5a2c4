"""What an article's page shows: the facts found in it, and its text with their sentences and names marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.importing.additions import rows_of
from articles.models import ActorEvidence, Addition, Article, InitiativeEvidence, MeetingEvidence, TenureEvidence
from articles.reading.header import head_end
from kb.citations import CitedValue, cited_values, with_duplicates
from kb.holders import holders_of
from kb.labels import initiative_label, meeting_label, post_label, shown_actors
from kb.marked_text import Mark, marked_html, paragraphs
from kb.models import Actor, Initiative, Meeting, ReviewState, Tenure
from kb.models.querysets import shown
from kb.reviewing.items import page_of, title_of


@dataclass(frozen=True)
class Fact:
    """A meeting or initiative that the article tells of, with its number on the page and its sentences."""

    number: int
    kind: str
    record: Meeting | Initiative
    label: str
    evidence: Sequence[Any]
    values: Sequence[CitedValue]

    @property
    def anchor(self) -> str:
        return f"fact-{self.number}"


@dataclass(frozen=True)
class ActorFound:
    """An actor whom the article names, where it does, and the posts that it gives a person."""

    actor: Actor
    mentions: Sequence[ActorEvidence]
    posts: list[TenureEvidence] = field(default_factory=list)


def find_facts(article: Article) -> list[Fact]:
    """The visible meetings and initiatives of an article, numbered in the order in which it tells of them."""
    meetings = Meeting.objects.visible().with_display()
    initiatives = Initiative.objects.visible().with_display()
    told = [
        *_told("meeting", MeetingEvidence.objects.visible().filter(article=article), meetings),
        *_told("initiative", InitiativeEvidence.objects.visible().filter(article=article), initiatives),
    ]
    told.sort(key=lambda entry: (entry[2][0].start, entry[2][0].end, entry[0], entry[1].pk))
    named = with_duplicates(actor for _, record, _ in told for actor in shown_actors(record))
    holders = holders_of(row.values for _, _, rows in told for row in rows)
    return [_fact(number, *entry, named, holders) for number, entry in enumerate(told, start=1)]


def find_actors(article: Article) -> list[ActorFound]:
    """The visible actors of an article, those it names most first."""
    mentions: dict[Actor, list[ActorEvidence]] = {}
    rows = ActorEvidence.objects.visible().filter(shown("actor"), article=article)
    for row in rows.select_related("actor").order_by("start", "end", "pk"):
        found_before = mentions.setdefault(row.actor, [])
        # a person and the program may have found the same words
        if not any((each.start, each.end) == (row.start, row.end) for each in found_before):
            found_before.append(row)
    posts: dict[int, dict[int, TenureEvidence]] = {}
    tenures = TenureEvidence.objects.visible().filter(article=article, tenure__in=Tenure.objects.visible())
    for row in tenures.select_related("tenure__post__body").order_by("start", "pk"):
        posts.setdefault(row.tenure.person_id, {}).setdefault(row.tenure_id, row)
    found = [ActorFound(actor, rows, list(posts.get(actor.pk, {}).values())) for actor, rows in mentions.items()]
    return sorted(found, key=lambda one: (-len(one.mentions), one.mentions[0].start))


@dataclass(frozen=True)
class AddedByHand:
    """What a person added to an article: the record, and where its words stand now (an empty `anchor`: nowhere)."""

    addition: Addition
    label: str
    url: str
    anchor: str


def find_added(article: Article) -> list[AddedByHand]:
    """What people added to the versions of an article, in the order of making."""
    additions = (
        Addition.objects.filter(article__guid=article.guid, replaced_by=None)
        .select_related("article", "user", "actor", "tenure__person", "tenure__post__body")
        .order_by("pk")
    )
    rows = rows_of(additions)
    reviews = {each.pk: rows[each.pk].review if each.pk in rows else each.review for each in additions}
    found = [each for each in additions if reviews[each.pk] != ReviewState.REJECTED]
    events: dict[str, dict[int, Any]] = {
        name: model.objects.with_display().in_bulk(pks)
        for name, model in (("meeting", Meeting), ("initiative", Initiative))
        if (pks := [pk for each in found if (pk := getattr(each, f"{name}_id"))])
    }
    return [_added(each, events, rows.get(each.pk)) for each in found]


def _added(addition: Addition, events: Mapping[str, Mapping[int, Any]], row: Any) -> AddedByHand:
    relation = addition.relation
    record = events[relation][getattr(addition, f"{relation}_id")] if relation in events else addition.record
    return AddedByHand(addition, title_of(record), page_of(record), row.anchor if row else "")


def marked_paragraphs(
    article: Article, facts: Iterable[Fact], actors: Iterable[ActorFound]
) -> list[tuple[int, SafeString]]:
    """The article's text, paragraph by paragraph, each with where it begins: names link to their actors, sentences say
    which facts they tell."""
    marks = list(_first_anchors([*sentence_marks(facts), *post_marks(actors), *mention_marks(actors)]))
    # the head of the file is no sentence of the report, and the page says the date above it
    head = head_end(article.text)
    marks = [replace(mark, start=max(mark.start, head)) for mark in marks if mark.end > head]
    spans = ((max(start, head), end) for start, end in paragraphs(article.text) if end > head)
    return [(start, marked_html(article.text, marks, start=start, end=end)) for start, end in spans]


def sentence_marks(facts: Iterable[Fact]) -> Iterator[Mark]:
    """One mark a sentence, with the numbers of its facts behind it; and one for the words of each value."""
    telling: dict[tuple[int, int], list[Fact]] = {}
    values: dict[tuple[int, int], list[str]] = {}
    for fact in facts:
        for row in fact.evidence:
            telling.setdefault((row.start, row.end), []).append(fact)
        for value in fact.values:
            if not value.key.startswith("actor"):
                values.setdefault((value.start, value.end), []).append(f"{value.label}: {value.shown}")
    for (start, end), told in telling.items():
        yield Mark(start, end, "sentence", anchor=f"s{start}-{end}", tail=_references(told))
    for (start, end), titles in values.items():
        if (start, end) not in telling:
            yield Mark(start, end, "value", title="; ".join(dict.fromkeys(titles)))


def post_marks(actors: Iterable[ActorFound]) -> Iterator[Mark]:
    """The words that give posts."""
    for found in actors:
        for row in found.posts:
            yield Mark(row.start, row.end, "post", title=post_label(row.tenure.post), anchor=row.anchor)


def mention_marks(actors: Iterable[ActorFound]) -> Iterator[Mark]:
    """The names of actors, as links to them."""
    for found in actors:
        actor = found.actor
        for row in found.mentions:
            yield Mark(
                row.start,
                row.end,
                f"mention mention-{actor.kind}",
                href=actor.get_absolute_url(),
                title=f"{actor.name} ({actor.get_kind_display()})",
                anchor=row.anchor,
            )


def _first_anchors(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Every id once: of marks on the same words the first keeps it."""
    seen: set[str] = set()
    for mark in marks:
        yield mark if mark.anchor not in seen else Mark(mark.start, mark.end, mark.css, mark.href, mark.title)
        seen.add(mark.anchor or "")


def _told(kind: str, evidence: Any, records: Any) -> Iterator[tuple[str, Any, list[Any]]]:
    """Each visible record with its evidence in this article, in the order of the text."""
    by_record: dict[int, list[Any]] = {}
    for row in evidence.order_by("start", "end", "pk"):
        by_record.setdefault(getattr(row, f"{kind}_id"), []).append(row)
    for record in records.filter(pk__in=list(by_record)):
        yield kind, record, by_record[record.pk]


def _fact(
    number: int, kind: str, record: Any, evidence: list[Any], named: Mapping[int, Actor], holders: Mapping[Any, int]
) -> Fact:
    shown = {actor.pk for actor in shown_actors(record)}
    actors = {pk: actor for pk, actor in named.items() if actor.pk in shown}
    values = [value for row in evidence for value in cited_values(record, row.values, actors, holders)]
    label = meeting_label(record) if kind == "meeting" else initiative_label(record)
    return Fact(number, kind, record, label, evidence, values)


def _references(facts: Iterable[Fact]) -> SafeString:
    """Links from a sentence to the facts that it tells."""
    links = format_html_join(
        "",
        '<a href="#{}" class="ref ref-{}" title="{}"><span class="visually-hidden">{} </span>{}</a>',
        ((fact.anchor, fact.kind, fact.label, capfirst(_("fact")), fact.number) for fact in facts),
    )
    return format_html('<sup class="refs">{}</sup>', links)
