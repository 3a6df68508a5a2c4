"""Posts that a text tells without a name, given to the person of the text who is known to have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from articles.extraction import lexicon
from articles.extraction.facts import PostFact, Source
from articles.extraction.mentions import Title
from articles.extraction.names.actors import Cast
from articles.extraction.names.known_persons import KnownPersons
from articles.extraction.names.title_words import singular, spelled_out
from articles.extraction.post_bodies import same_office
from articles.extraction.post_groups import is_told_of
from articles.extraction.post_rows import bodies_of
from articles.extraction.spans import text_span
from articles.extraction.words import sentence_end, text_of

#: sentences behind 'the foreign ministers' in which those named may be some of them
REACH = 4


@dataclass(frozen=True)
class Untold:
    """A title that the text tells without a name; `body` is None of a plural that names none ('the foreign ministers'),
    which counts only for those named between the tokens `start` and `end`."""

    title: str
    body: str | None
    start: int = 0
    end: int = 0

    def may_be(self, body: str, at: int) -> bool:
        return self.body == body or (self.body is None and self.start <= at < self.end)


def read_untold(
    cast: Cast, posts: Mapping[str, Sequence[PostFact]], *, known: KnownPersons, published: date | None, offset: int
) -> Iterator[tuple[int, str, PostFact]]:
    """(first token of the name, actor, post) of persons without a title of their own.

    'The presidents of Estonia and Latvia will meet again. Karis and Levits …', 'the foreign ministers met; France's
    Le Drian …': a post that is known of the person counts where the text tells it, and names its body.
    """
    told = [*_untold(cast)]
    taken = [(p.title, p.body) for held in posts.values() for p in held if not p.former]
    for actor in [a for a in cast.actors.values() if a.kind == "person" and not posts.get(a.id)]:
        first = actor.mentions[0]
        for title, key in known.posts_on(actor.name, published):
            body = cast.of_key(key)
            mine = [u.title for u in told if body and u.may_be(body.id, first.start) and same_office(u.title, title)]
            if body is None or not mine or any(body.id == b and same_office(t, mine[0]) for t, b in taken):
                continue
            source = Source(text_span(cast.doc, first.start, first.end, offset), "post-of-known-person", 0.8)
            yield first.start, actor.id, PostFact(mine[0], body.id, source)
            break


def _untold(cast: Cast) -> Iterator[Untold]:
    """The titles without a name: of one body, of each in a row, of several whose bodies stand nowhere beside."""
    held = {p.start for phrases in cast.names.holders.values() for p in phrases if not p.plural}
    for phrase in cast.names.phrases:
        if phrase.start in held or any(t.counterpart or t.former or t.rank for t in phrase.titles):
            continue
        for title in phrase.titles:
            bodies = bodies_of(cast, title)
            for words in _words(cast, title):
                if not title.plural:
                    yield from (Untold(words, body) for body in bodies[:1])
                elif any(cast.actors[body].kind == "country" for body in bodies):
                    yield from (Untold(singular(words), body) for body in bodies)
                elif is_told_of(cast, phrase) and not title.possessive:
                    yield Untold(singular(words), None, title.start, _sentences_on(cast, title.end))


def _words(cast: Cast, title: Title) -> Iterator[str]:
    """'defence ministers', and of 'foreign and | defence ministers' the other one, too."""
    doc = cast.doc
    yield spelled_out(text_of(doc, title.start, title.end))
    field = doc[title.start - 2 : title.start - 1].text
    if title.plural and doc[title.start - 1].lower_ == "and" and field.lower() in lexicon.entries("portfolio"):
        yield f"{field} {doc[title.end - 1].text}"


def _sentences_on(cast: Cast, i: int) -> int:
    for _ in range(REACH + 1):
        i = sentence_end(cast.doc, i) if i < len(cast.doc) else i
    return i
