"""The sentences that an item of the queue rests on, each with its article and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Q
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from kb.citations import cite, mention_html, quote_html, sentence_around, value_in_words
from kb.edtf_display import display_edtf
from kb.labels import post_label, shown_actors, tenure_label
from kb.models import Actor, Tenure
from kb.models.querysets import other_end
from kb.names import name_key
from kb.reviewing.items import Choice, Item, Sort, page_of, title_of

#: sentences shown of each record
MOST = 3
#: posts of a person
MOST_POSTS = 6


@dataclass(frozen=True)
class Sentence:
    """`letter`: the key by which what it says is chosen."""

    quote: SafeString
    evidence: Any
    says: str = ""
    letter: str = ""


@dataclass(frozen=True)
class Trait:
    """Something that a record is: `differs` where the other one of a pair is something else."""

    text: str
    differs: bool = False


@dataclass(frozen=True)
class Told:
    """A record of an item with its sentences; `more` are not shown."""

    record: Any
    title: str
    url: str
    #: kind, status, date and place, by which records of one name are told apart; and who takes part
    about: list[Trait]
    people: list[Trait]
    sentences: list[Sentence]
    more: int
    #: of a person the posts that texts give, of a body the posts in it, each with the sentence that says so
    posts: tuple[Sentence, ...] = ()


def told_of(item: Item, records: Sequence[Any] = ()) -> list[Told]:
    """Each record of the item with what articles tell: of a field in question, the sentences that give it.

    `records`: in what order, where it is not the item's own. Of a pair, what differs is marked.
    """
    told = [_told(record, item) for record in records or item.records]
    return [_beside(one, other) for one, other in zip(told, reversed(told), strict=True)] if len(told) == 2 else told


def _beside(one: Told, other: Told) -> Told:
    """A record with what it has not in common with another."""
    marked = {
        name: [replace(each, differs=each not in getattr(other, name)) for each in getattr(one, name)]
        for name in ("about", "people")
        if getattr(other, name)
    }
    return replace(one, **marked)


def told_together(told: Sequence[Told]) -> Any:
    """Of a pair, an article of the shown sentences that tells of both; None where there is none."""
    if len(told) != 2:
        return None
    one, other = ({sentence.evidence.article_id for sentence in each.sentences} for each in told)
    articles = (sentence.evidence.article for sentence in told[0].sentences)
    return next((article for article in articles if article.pk in one & other), None)


def told_of_candidates(item: Item) -> list[tuple[Choice, Told]]:
    """Those that the record may be, each with the choice that says so and with what articles tell of it."""
    return [(choice, _told(each)) for choice, each in zip(item.choices, item.candidates, strict=False)]


def _told(record: Any, item: Item | None = None) -> Told:
    sentences = _sentences(record, item.field if item else "")
    shown = _one_of_each(sentences, item) if item and item.sort == Sort.DIFFERS else sentences[:MOST]
    more = len(sentences) - len(shown)
    about, people = ([Trait(text) for text in texts] for texts in (_about(record), _people(record)))
    posts = tuple(_posts(record, shown)) if isinstance(record, Actor) else ()
    return Told(record, title_of(record), page_of(record), about, people, shown, more, posts)


def _one_of_each(sentences: Sequence[Sentence], item: Item) -> list[Sentence]:
    """Where sources differ a sentence of each value, in the order of their keys: who decides has read for what.

    What is shown comes first; what says the same as it in other words goes with it. Further sentences of the values
    come along as long as there is room.
    """
    keys = {name_key(choice.label): str(number) for number, choice in enumerate(item.choices, 1)}
    shown = name_key(str(_shown_value(item)))
    ordered = sorted(
        (replace(each, letter=keys.get(name_key(each.says), "a")) for each in sentences),
        key=lambda each: (each.letter != "a", int(each.letter) if each.letter != "a" else name_key(each.says) != shown),
    )
    first = {each.letter: each for each in reversed(ordered)}
    room = max(MOST - len(first), 0)
    others = [each for each in ordered if each is not first[each.letter]][:room]
    return [each for each in ordered if each is first[each.letter] or each in others]


def _shown_value(item: Item) -> str:
    value = getattr(item.record, item.field)
    return value_in_words(item.record, item.field, value if item.field != "place" or not value else value.name)


def _posts(actor: Actor, shown: list[Sentence]) -> Iterator[Sentence]:
    """Posts of a person, or in a body, each with its surest sentence, but for sentences that are shown already."""
    tenures = Tenure.objects.visible().filter(Q(person=actor) if actor.kind == "person" else Q(post__body=actor))
    rows = other_end(Tenure, "evidence").objects.visible().filter(tenure__in=tenures)
    rows = rows.select_related("article", "tenure__person", "tenure__post__body").defer("article__original")
    told = {_place(sentence.evidence) for sentence in shown}
    tenures_told: set[int] = set()
    for row in rows.order_by("-confidence", "-article__published", "pk")[: 10 * MOST_POSTS]:
        # the sentence may be there with its name marked: then the post is read off it
        if row.tenure_id not in tenures_told and (_place(row) not in told or actor.kind != "person"):
            label = (
                tenure_label(row.tenure) if actor.kind == "person" else f"{row.tenure.person}: {row.tenure.post.title}"
            )
            yield Sentence(mention_html(row), row, label)
        tenures_told.add(row.tenure_id)
        if len(tenures_told) == MOST_POSTS:
            return


def _place(row: Any) -> tuple[int, int]:
    """The sentence that a row's words stand in: its article, and where it begins."""
    return row.article_id, sentence_around(row.article.text, row.start, row.end)[0]


def _people(record: Any) -> list[str]:
    """Who takes part; of a person, the posts."""
    if isinstance(record, Actor):
        tenures = record.tenures.visible().select_related("post__body")[:MOST_POSTS] if record.kind == "person" else ()
        return list(dict.fromkeys(tenure_label(tenure) for tenure in tenures))
    return [] if isinstance(record, Tenure) else [actor.name for actor in shown_actors(record)]


def _about(record: Any) -> list[str]:
    """What a record is."""
    if isinstance(record, Tenure):
        return []
    said = [record.get_kind_display()]
    if isinstance(record, Actor):
        said += [record.country.name] if record.country else []
    else:
        place = getattr(record, "place", None)
        said += [record.get_status_display(), display_edtf(record.date_edtf), place.name if place else ""]
    # a note is often all that tells records of one name apart
    return [str(each) for each in (*said, Truncator(record.note).chars(120)) if each]


def _held(row: Any) -> str:
    """What the words of a post say: the title and the body, and whether it is a former one."""
    post = post_label(row.tenure.post)
    former = (row.values.get("former") or {}).get("value")
    return capfirst(_("former %(post)s") % {"post": post}) if former else post


def _sentences(record: Any, field: str) -> list[Sentence]:
    rows = record.evidence.visible().select_related("article").defer("article__original")
    rows = list(rows.order_by(F("article__published").desc(nulls_last=True), "article", "start", "pk")[:60])
    if isinstance(record, Actor):
        return [Sentence(mention_html(row), row) for row in rows]
    if isinstance(record, Tenure):
        # the words that give a post are few: who reads them needs the sentence, and what was read from it
        return [Sentence(mention_html(row), row, _held(row)) for row in rows]
    citations = cite(record, rows, shown_actors(record))
    if not field:
        return [Sentence(citation.quote, citation.evidence) for citation in citations.all]
    given = citations.by_key.get(field, ())
    # only the words that give the value in question are marked
    return [
        Sentence(quote_html(citation.evidence, [value]), citation.evidence, value.shown) for citation, value in given
    ]
