"""Titles that stand without a name ('held talks with the Russian Foreign Minister'), where no person of the article
has the post: who that is, only somebody can tell who knows who held it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from articles.extraction import lexicon
from articles.extraction.facts import MeetingFact, PostFact, Source, Span, UnnamedHolder
from articles.extraction.mentions import Title, TitlePhrase
from articles.extraction.names.actors import Cast
from articles.extraction.spans import text_span
from articles.extraction.units import Unit
from articles.extraction.words import POSSESSIVES, is_content_capital, plain, sentence_start, text_of

RULE = "title-without-name"
CONFIDENCE = 0.8
#: an indefinite holder is any of several ('a Russian minister'); 'as Russian president' says of somebody what he is
INDEFINITE = frozenset({"a", "an", "any", "every", "no", "another", "some", "as", "new", "next", "then", "future"})
#: one who has such a word before his title is another than the one without it
DEPUTIES = frozenset({"deputy", "vice", "assistant", "first", "second", "junior"})


def find_unnamed_holders(
    cast: Cast,
    units: Sequence[Unit],
    posts: Mapping[str, Sequence[PostFact]],
    meetings: Sequence[MeetingFact],
    *,
    offset: int,
) -> tuple[UnnamedHolder, ...]:
    """The titles without a name in the order of the text, each with the meetings that it takes part in.

    `units`: with what refers to persons of the article, who are no unnamed holders; `offset` of the doc in the text.
    """
    finder = _Finder(cast, units, posts, offset)
    return tuple(_at_meetings(holder, meetings) for holder in finder.find())


class _Finder:
    def __init__(self, cast: Cast, units: Sequence[Unit], posts: Mapping[str, Sequence[PostFact]], offset: int) -> None:
        self.cast, self.doc, self.offset = cast, cast.doc, offset
        self.held, self.posts = posts, [post for held in posts.values() for post in held]
        self.people = [u for u in units if u.kind in ("person", "pronoun")]
        self.taken = {i for held in cast.names.holders.values() for p in held for i in range(p.start, p.end)}
        self.taken |= {i for u in self.people for i in range(u.start, u.end)}

    def find(self) -> Iterator[UnnamedHolder]:
        for phrase in self.cast.names.phrases:
            title = phrase.titles[0]
            body = self._body(title)
            if body is None or not self._is_one_unnamed(phrase, title):
                continue
            words = self._mirrored(phrase) if title.counterpart else text_of(self.doc, title.start, title.end)
            if words is None:
                continue
            span = text_span(self.doc, phrase.start, phrase.end, self.offset)
            if not any(_may_be(post, words, body) or _overlap(post.source.span, span) for post in self.posts):
                yield UnnamedHolder(words, body, Source(span, RULE, CONFIDENCE))

    def _body(self, title: Title) -> str | None:
        held = self.cast.at.get(title.body[0]) if title.body else None
        return held[1] if held and self.cast.actors[held[1]].kind != "person" else None

    def _mirrored(self, phrase: TitlePhrase) -> str | None:
        """'Kenyan Foreign Minister Ann Otieno met | her Russian counterpart': the title of the only one in the sentence
        who can be meant, if he serves a country and has but one."""
        first = sentence_start(self.doc, phrase.start)
        people = {a for u in self.people if first <= u.start < phrase.start for a in u.actors}
        mine = {post.title for person in people for post in self.held.get(person, ()) if self._is_of_a_country(post)}
        return mine.pop() if len(people) == len(mine) == 1 else None

    def _is_of_a_country(self, post: PostFact) -> bool:
        return not post.former and post.body is not None and self.cast.actors[post.body].kind == "country"

    def _is_one_unnamed(self, phrase: TitlePhrase, title: Title) -> bool:
        """Does the phrase stand for one present holder, of whom no name is beside it?"""
        if phrase.plural or title.plural or title.former or title.rank or title.tail:
            return False
        if not self.taken.isdisjoint(range(phrase.start, phrase.end)):
            return False
        *_, further, before = ("", "", *(token.lower_ for token in self.doc[max(0, phrase.start - 2) : phrase.start]))
        if before in INDEFINITE or (further == "as" and before != "the"):
            return False  # 'as | term | president of the bloc'
        return not self._is_followed(phrase.end)

    def _is_followed(self, end: int) -> bool:
        """'Sri Lankan Defence Secretary | Air Vice Marshal (retd) X', 'the Thai premier | 's office'."""
        doc = self.doc
        if end >= len(doc) or doc[end].is_sent_start:
            return False
        if doc[end].text in POSSESSIVES:
            return doc[end + 1 : end + 2].text.lower() in lexicon.entries("speaking_bodies") | {"office"}
        return is_content_capital(doc[end]) and doc[end].whitespace_ != "\n"


def _may_be(post: PostFact, words: str, body: str) -> bool:
    """May a person of the article be meant, who has the post, or one like it in a body that is not told?"""
    if post.former or post.body not in (None, body):
        return False
    one, other = _main_words(post.title), _main_words(words)
    return (one <= other or other <= one) and (one ^ other).isdisjoint(DEPUTIES)


def _main_words(title: str) -> frozenset[str]:
    """'Minister of Defense' and 'Defence Minister' are one post."""
    means = {row["word"]: row["means"] for row in lexicon.rows("body_words")}
    words = plain(title).replace("-", " ").split()
    return frozenset(means.get(word, word) for word in words) - {"", "to"}


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _at_meetings(holder: UnnamedHolder, meetings: Sequence[MeetingFact]) -> UnnamedHolder:
    """The holder takes part where the body does by the very words of the title."""
    there = (
        (meeting.id, part.role)
        for meeting in meetings
        for part in meeting.participants
        if part.actor == holder.body and _overlap(part.source.span, holder.source.span)
    )
    return replace(holder, meetings=tuple(there))
