"""Posts of those listed as 'X of Indonesia, Malaysia's Y and Z of Laos' after their title was told of all together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.extraction import lexicon
from articles.extraction.facts import PostFact, Source
from articles.extraction.mentions import Mention, TitlePhrase
from articles.extraction.names.actors import Cast
from articles.extraction.names.title_words import singular
from articles.extraction.post_bodies import is_of_state
from articles.extraction.spans import text_span
from articles.extraction.words import POSSESSIVES, sentence_start, text_of

#: persons with countries make a list of office-holders when they are more than two, or two with 'and' between
PAIR = 2
#: sentences before the list in which their common title may stand
REACH = 4


def read_groups(cast: Cast, *, offset: int) -> Iterator[tuple[int, str, PostFact]]:
    """(first token of the name, actor, post) of persons without a title of their own in the lists of a text.

    'The foreign ministers met on Thursday. X of Indonesia, Y of Malaysia and Z of Laos took part.'
    """
    lists: dict[int, list[tuple[int, int, str, str]]] = {}
    for start, (mention, actor) in sorted(cast.at.items()):
        if mention.kind == "person" and (country := _country_beside(cast, mention)):
            lists.setdefault(sentence_start(cast.doc, start), []).append((start, mention.end, actor, country))
    for first, listed in lists.items():
        title = _common_title(cast, first) if len(listed) > PAIR or _are_joined(cast, listed) else None
        for start, end, actor, country in listed if title else ():
            if title and start not in cast.names.holders:
                source = Source(text_span(cast.doc, start, end, offset), "post-of-group", 0.7)
                yield start, actor, PostFact(title, country, source)


def _are_joined(cast: Cast, listed: Sequence[tuple[int, int, str, str]]) -> bool:
    """'X of Finland and Sweden's Y' are a list; in 'called Egypt's X on Monday and Kenya's Y on Friday' each stands
    alone."""
    if len(listed) != PAIR:
        return False
    own = {a for _, _, *both in listed for a in both}
    between = range(listed[0][1], listed[1][0])
    named = {i for k in between if (held := cast.at.get(k)) and held[1] in own for i in range(k, held[0].end)}
    return all(i in named or cast.doc[i].lower_ in ("of", "the", "and", *POSSESSIVES) for i in between)


def _country_beside(cast: Cast, person: Mention) -> str | None:
    """The country of 'X | of the Philippines', 'Poland's | X'."""
    doc, i = cast.doc, person.end
    if doc[i : i + 1].text != "of":
        before = person.start - 1
        if before < 1 or doc[before].text not in POSSESSIVES:
            return None
        return next((a for m, a in cast.at.values() if m.end == before and m.kind == "country"), None)
    held = cast.at.get(i + 1 + (doc[i + 1 : i + 2].text == "the"))
    return held[1] if held and held[0].kind == "country" else None


def _common_title(cast: Cast, first: int) -> str | None:
    """The first title of several that the sentences before token `first` tell without a name, in the singular."""
    begin = first
    for _ in range(REACH):
        begin = sentence_start(cast.doc, begin - 1) if begin else 0
    told = [
        t
        for p in cast.names.phrases
        if p.plural and begin <= p.start < first
        for t in p.titles
        if t.plural and _is_told_of(cast, p)
    ]
    titles = [singular(text_of(cast.doc, t.start, t.end)) for t in told if not t.counterpart]
    return next((title for title in titles if is_of_state(title) and not _of_region(title)), None)


def _is_told_of(cast: Cast, phrase: TitlePhrase) -> bool:
    """Not those named beside their title, nor 'the meeting of | NATO foreign ministers', of whom others are guests."""
    named = any(phrase in held for held in cast.names.holders.values())
    return not named and cast.doc[phrase.start - 1 : phrase.start].text.lower() != "of"


def _of_region(title: str) -> bool:
    """'South American presidents': some of a region, not the holders of a post."""
    return not lexicon.entries("regions").isdisjoint(title.lower().split())
