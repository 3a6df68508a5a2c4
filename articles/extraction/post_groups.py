"""Posts of those listed as 'X of Indonesia, Malaysia's Y and Z of Laos' after their title was told of all together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.extraction import lexicon
from articles.extraction.facts import PostFact, Source
from articles.extraction.mentions import Mention, TitlePhrase
from articles.extraction.names.actors import Cast
from articles.extraction.names.title_words import singular
from articles.extraction.post_bodies import is_of_state, is_sent
from articles.extraction.post_rows import DASHES, body_behind
from articles.extraction.spans import text_span
from articles.extraction.words import POSSESSIVES, sentence_start, text_of

#: persons with countries make a list of office-holders when they are more than two, or two with 'and' between
PAIR = 2
#: most words between a list and the title behind it (', | all three | ambassadors')
MOST_BETWEEN = 4
#: sentences before the list in which their common title may stand
REACH = 4

#: signs between a name and its country in a list: 'X (Kenya), Y (Peru)', 'X – Kenya, Y – Peru'
BRACKETS = ("(", *DASHES)
#: (first token, end, the person's actor id, the country's)
Listed = tuple[int, int, str, str]


def read_groups(cast: Cast, *, offset: int) -> Iterator[tuple[int, str, PostFact]]:
    """(first token of the name, actor, post) of persons without a title of their own in the lists of a text.

    'The foreign ministers met on Thursday. X of Indonesia, Y of Malaysia and Z of Laos took part.'
    """
    lists: dict[int, list[Listed]] = {}
    for start, (mention, actor) in sorted(cast.at.items()):
        if mention.kind == "person" and (country := _country_beside(cast, mention)):
            lists.setdefault(sentence_start(cast.doc, start), []).append((start, mention.end, actor, country))
    for listed in lists.values():
        title = _common_title(cast, listed) if len(listed) > PAIR or _are_joined(cast, listed) else None
        for start, end, actor, country in listed if title else ():
            if title and start not in cast.names.holders:
                source = Source(text_span(cast.doc, start, end, offset), "post-of-group", 0.7)
                yield start, actor, PostFact(title, country, source)


def _are_joined(cast: Cast, listed: Sequence[Listed]) -> bool:
    """'X of Finland and Sweden's Y' are a list; in 'called Egypt's X on Monday and Kenya's Y on Friday' each stands
    alone."""
    if len(listed) != PAIR:
        return False
    own = {a for _, _, *both in listed for a in both}
    between = range(listed[0][1], listed[1][0])
    named = {i for k in between if (held := cast.at.get(k)) and held[1] in own for i in range(k, held[0].end)}
    return all(i in named or cast.doc[i].lower_ in ("of", "the", "and", *POSSESSIVES) for i in between)


def _country_beside(cast: Cast, person: Mention) -> str | None:
    """The country of 'X | of the Philippines', 'X | (Kenya)', 'Poland's | X'."""
    if cast.doc[person.end : person.end + 1].text in ("of", *BRACKETS):
        body = body_behind(cast, person.end)[0]
        return body if body and cast.actors[body].kind == "country" else None
    before = person.start - 1
    if before < 1 or cast.doc[before].text not in POSSESSIVES:
        return None
    return next((a for m, a in cast.at.values() if m.end == before and m.kind == "country"), None)


def _common_title(cast: Cast, listed: Sequence[Listed]) -> str | None:
    """The title of several that the list's own sentence tells before it, else the first one that the sentences before
    tell without a name; in the singular.

    Envoys are sent by the very countries of those they meet: in another sentence they are meant only where the list
    has its countries in brackets ('She received five ambassadors. They are X (Kenya), Y (Peru) …').
    """
    first = begin = sentence_start(cast.doc, listed[0][0])
    own = [*_titles(cast, first, listed[0][0]), *_title_behind(cast, listed)]
    if title := next((t for t in own if is_of_state(t) or is_sent(t)), None):
        return title
    for _ in range(REACH):
        begin = sentence_start(cast.doc, begin - 1) if begin else 0
    in_brackets = all(cast.doc[end : end + 1].text in BRACKETS for _, end, _, _ in listed)
    before = _titles(cast, begin, first)
    return next((t for t in before if is_of_state(t) or (in_brackets and is_sent(t))), None)


def _title_behind(cast: Cast, listed: Sequence[Listed]) -> Iterator[str]:
    """'X (Kenya), Y (Peru) and Z (Ghana), | the three ministers of agriculture, …'."""
    i = listed[-1][1]
    i = body_behind(cast, i)[1] if cast.doc[i : i + 1].text in ("of", *BRACKETS) else i
    for phrase in cast.names.phrases:
        between = [t.lower_ for t in cast.doc[i : phrase.start]] if i < phrase.start else []
        if between[:1] == [","] and 1 < len(between) <= MOST_BETWEEN and between[1] in ("the", "all"):
            yield from _titles(cast, phrase.start, phrase.end)


def _titles(cast: Cast, start: int, end: int) -> Iterator[str]:
    """The titles of several, in the singular, that are told of between two tokens without a name."""
    for phrase in cast.names.phrases:
        if phrase.plural and start <= phrase.start < end and is_told_of(cast, phrase):
            words = (
                singular(text_of(cast.doc, t.start, t.end)) for t in phrase.titles if t.plural and not t.counterpart
            )
            yield from (title for title in words if not _of_region(title))


def is_told_of(cast: Cast, phrase: TitlePhrase) -> bool:
    """Not those named beside their title, nor 'the meeting of | NATO foreign ministers', of whom others are guests."""
    named = any(phrase in held for held in cast.names.holders.values())
    return not named and cast.doc[phrase.start - 1 : phrase.start].text.lower() != "of"


def _of_region(title: str) -> bool:
    """'South American presidents': some of a region, not the holders of a post."""
    return not lexicon.entries("regions").isdisjoint(title.lower().split())
