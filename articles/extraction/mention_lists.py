"""Every name and date of a text as spans, for those who want more than the records that came of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from articles.extraction.dates import DateMention
from articles.extraction.facts import ArticleMentions, DateExpression, NameMention, Span
from articles.extraction.mentions import overlaps
from articles.extraction.names.actors import Cast
from articles.extraction.readings import Reading
from articles.extraction.spans import text_span


def list_mentions(cast: Cast, dates: Sequence[DateMention], *, offset: int) -> ArticleMentions:
    """The names and dates of an article; `offset` of the doc in the text.

    A name inside a longer one is listed too ('Russian' of 'Russian Foreign Ministry'). Dates are in the form of the
    text: a stretch is its two ends, each with its own words.
    """
    return ArticleMentions(
        dates=tuple(date_expressions(dates, offset=offset)),
        persons=_named(cast, "person", offset),
        organisations=_named(cast, "organisation", offset),
        countries=_named(cast, "country", offset),
        places=tuple(NameMention(span) for span in sorted(set(_places(cast, offset)))),
    )


def date_expressions(dates: Iterable[DateMention], *, offset: int = 0) -> Iterator[DateExpression]:
    """Each date as the text words it, the ends of a stretch one by one; a season has its EDTF name."""
    for told in dates:
        if not told.parts:
            span = Span(offset + told.start_char, offset + told.end_char)
            yield DateExpression(span, told.edtf or told.season)
        for part in told.parts:
            yield DateExpression(Span(offset + part.start_char, offset + part.end_char), part.edtf, told.edtf)


def _named(cast: Cast, kind: str, offset: int) -> tuple[NameMention, ...]:
    found = {
        (text_span(cast.doc, m.start, m.end, offset), actor.id)
        for actor in cast.actors.values()
        if actor.kind == kind
        for m in actor.mentions
    }
    return tuple(NameMention(span, actor) for span, actor in sorted(found))


def _places(cast: Cast, offset: int) -> Iterator[Span]:
    """Places of the gazetteers, capitals that are only places here, and what the analyser reads as a place."""
    for mention in cast.others:
        if mention.kind == "place":
            yield text_span(cast.doc, mention.start, mention.end, offset)
    reading: Reading | None = cast.doc._.reading if cast.doc.has_extension("reading") else None
    taken = [*cast.others, *(m for actor in cast.actors.values() for m in actor.mentions)]
    for read in reading.names if reading else ():
        if read.label == "PLACE" and not overlaps(read.start, read.end, taken):
            yield text_span(cast.doc, read.start, read.end, offset)
