"""The posts of persons: titles without their bodies, and the actor that each body is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.extraction.facts import PostFact, Source, Span
from articles.extraction.mentions import Mention, Title, TitlePhrase
from articles.extraction.names.actors import Cast
from articles.extraction.names.known import KnownNames
from articles.extraction.words import plain, text_of

PLURALS = frozenset(
    "presidents ministers premiers chancellors kings queens ambassadors envoys representatives".split()
) | {
    "secretaries",
    "commissioners",
    "governors",
    "speakers",
    "chairs",
    "leaders",
    "directors",
    "advisers",
    "spokespersons",
}
NATIONAL = frozenset("minister president premier chancellor king secretary ambassador speaker spokes".split())


class PostReader:
    """Reads the posts of one article's persons, in the order of the text."""

    def __init__(self, cast: Cast, *, home: str | None, offset: int) -> None:
        """`home`: the actor id of the country that untold bodies are likely to be (of the dateline)."""
        self.cast, self.doc, self.home, self.offset = cast, cast.doc, home, offset
        self.posts: dict[str, list[PostFact]] = {}
        self.told: list[tuple[int, str, PostFact]] = []

    def read(self) -> dict[str, tuple[PostFact, ...]]:
        """Actor id → posts."""
        for start in sorted(self.cast.names.holders):
            held = self.cast.at.get(start)
            if held is None:
                continue
            for phrase in self.cast.names.holders[start]:
                for post in self._of_phrase(phrase, held[0]):
                    self._keep(held[1], start, post)
        return {actor: tuple(posts) for actor, posts in self.posts.items()}

    def _keep(self, actor: str, start: int, post: PostFact) -> None:
        posts = self.posts.setdefault(actor, [])
        self.told.append((start, actor, post))
        for n, other in enumerate(posts):
            if same_title(other.title, post.title) and (other.body == post.body or post.source.rule == "post-inferred"):
                return
            if same_title(other.title, post.title) and other.source.rule == "post-inferred":
                posts[n] = post
                return
        posts.append(post)

    def _of_phrase(self, phrase: TitlePhrase, person: Mention) -> Iterator[PostFact]:
        for title in phrase.titles:
            if title.counterpart:
                yield from self._of_counterpart(title, person)
            elif not title.rank:
                yield self._post(title, person)

    def _post(self, title: Title, person: Mention) -> PostFact:
        words = self._words(title)
        body = self._body(title)
        if body is not None:
            return PostFact(words, body, self._source(title, "post-titled", 0.93), title.former)
        body = self._inferred(title, person)
        return PostFact(words, body, self._source(title, "post-inferred", 0.6), title.former)

    def _words(self, title: Title) -> str:
        """The title without its body, of one holder."""
        words = text_of(self.doc, title.start, title.end)
        if title.plural:
            words = singular(words)
        return f"{words} {text_of(self.doc, *title.tail)}" if title.tail else words

    def _source(self, title: Title, rule: str, confidence: float) -> Source:
        start = min(title.start, title.body[0]) if title.body else title.start
        end = max(title.end, title.body[1]) if title.body else title.end
        span = self.doc[start:end]
        return Source(Span(self.offset + span.start_char, self.offset + span.end_char), rule, confidence)

    def _body(self, title: Title) -> str | None:
        if title.body is None:
            return None
        held = self.cast.at.get(title.body[0])
        return held[1] if held else None

    def _inferred(self, title: Title, person: Mention) -> str | None:
        """The body of a bare 'Foreign Minister': told of its neighbours or its side, else the home country."""
        if title.country is not None:
            held = self.cast.of_key(title.country)
            return held.id if held else None
        if not any(word in plain(self.doc[title.start : title.end].text) for word in NATIONAL):
            return None
        sent = self.doc[title.start].sent
        near = [p for at, _, p in self.told if sent.start <= at < title.start and p.body]
        if near and self._is_country(near[-1].body) and not title.possessive:
            return near[-1].body
        if title.possessive and self.told:
            return self.told[-1][2].body
        return self._side(sent.start, sent.end) or self.home

    def _side(self, start: int, end: int) -> str | None:
        """'on the Russian side', 'took part for Russia', 'heads the Russian delegation': the country of a sentence."""
        for i in range(start, end - 1):
            held = self.cast.at.get(i)
            if held is None or held[0].kind != "country":
                continue
            follows = self.doc[held[0].end : held[0].end + 1].text
            if follows in ("side", "delegation", "team") or self.doc[i - 1].lower_ == "for":
                return held[1]
        return None

    def _is_country(self, actor: str | None) -> bool:
        return actor is not None and self.cast.actors[actor].kind == "country"

    def _of_counterpart(self, title: Title, person: Mention) -> Iterator[PostFact]:
        """'his Lao counterpart Y' has the title of the person last told of, for the other side."""
        body = self._body(title)
        earlier = [p for at, actor, p in self.told if at < person.start and p.body and p.body != body]
        if body is not None and earlier:
            same = [p for p in earlier if not p.former and p.source.span.start == earlier[-1].source.span.start]
            yield PostFact(same[-1].title, body, self._source(title, "post-counterpart", 0.85))


#: the dateline's country is home when it is named at least so often, as a share of the country named most
HOME_SHARE = 0.15


def home_country(cast: Cast, dateline: str | None, known: KnownNames) -> str | None:
    """The country that untold bodies are of: the dateline's, else the one named most."""
    counts = {a.id: len(a.mentions) for a in cast.actors.values() if a.kind == "country"}
    if not counts:
        return None
    keys = known.countries_of(dateline or "")
    least = HOME_SHARE * max(counts.values())
    of_dateline = next((id for id in counts if cast.actors[id].key in keys and counts[id] >= least), None)
    return of_dateline or max(counts, key=lambda id: counts[id])


def singular(words: str) -> str:
    """'Prime Ministers' → 'Prime Minister', 'Secretaries General' → 'Secretary General'."""
    out = [re.sub("ies$", "y", w) if w.endswith("ies") else re.sub("men$", "man", w) for w in words.split()]
    return " ".join(w[:-1] if w.endswith("s") and w.lower() in PLURALS else w for w in out)


def read_posts(cast: Cast, *, home: str | None, offset: int) -> dict[str, tuple[PostFact, ...]]:
    """Actor id → the posts that the text gives a person; `offset` of the doc in the text."""
    return PostReader(cast, home=home, offset=offset).read()


def same_title(one: str, other: str) -> bool:
    return plain(one).replace("-", " ").split() == plain(other).replace("-", " ").split()
