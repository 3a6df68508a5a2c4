"""The posts of persons: titles without their bodies, and the actor that each body is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from articles.extraction.facts import PostFact, Source, Span
from articles.extraction.mentions import Mention, Title, TitlePhrase
from articles.extraction.names.actors import Cast
from articles.extraction.names.known_persons import KnownPersons
from articles.extraction.names.title_words import singular, spelled_out
from articles.extraction.post_bodies import BodyFinder, Found, PostArcs, home_country, is_of_state, same_title
from articles.extraction.post_elimination import countries_beside, settle_bodies
from articles.extraction.post_groups import read_groups
from articles.extraction.post_pairs import body_in_pair
from articles.extraction.post_rows import Holder, holders_in_rows
from articles.extraction.post_successions import read_successions
from articles.extraction.post_titles import late_titles, read_titles, with_read_words
from articles.extraction.post_untold import read_untold
from articles.extraction.words import plain, sentence_start, text_of

__all__ = ["home_country", "read_posts"]


#: rules that another post of the same person overrules
UNSURE = frozenset({"post-arc", "post-possessive", "post-neighbour", "post-side"})


#: rules that tell of a bare title what country it may be of
GUESSES = frozenset({"post-other-mention", "post-of-dateline", "post-near-country", "post-of-main-country"})


class PostReader:
    """Reads the posts of one article's persons, in the order of the text."""

    def __init__(
        self, cast: Cast, *, home: str | None, offset: int, known: KnownPersons, published: date | None
    ) -> None:
        """`home`: the actor id of the country that the dateline lies in."""
        self.known, self.published = known, published
        self.cast, self.doc, self.offset = cast, cast.doc, offset
        self.arcs = PostArcs(cast)
        self.bodies = BodyFinder(cast, self.arcs, home)
        self.rows = holders_in_rows(cast)
        self.posts: dict[str, list[PostFact]] = {}
        self.told: list[tuple[int, str, PostFact]] = []

    def read(self) -> dict[str, tuple[PostFact, ...]]:
        """Actor id → posts."""
        for start, phrase in self._held():
            mention, actor = self.cast.at[start]
            row = self.rows.get(start)
            if phrase is None:
                found = self._of_row(row, actor) if row else iter(())
            else:
                found = self._of_phrase(phrase, mention, actor)
            for post in found:
                self._keep(actor, start, post)
        for start, actor, post in read_groups(self.cast, offset=self.offset):
            if not any(p.body == post.body and not p.former for p in self.posts.get(actor, ())):
                self._keep(actor, start, post)
        told = read_untold(self.cast, self.posts, known=self.known, published=self.published, offset=self.offset)
        for start, actor, post in [*told]:
            self._keep(actor, start, post)
        settled = settle_bodies(self.cast, self.posts, self.bodies.home, offset=self.offset)
        for actor, post in [*read_successions(self.cast, settled, offset=self.offset)]:
            settled.setdefault(actor, []).append(post)
        return {actor: tuple(_without_short(posts)) for actor, posts in settled.items()}

    def _held(self) -> list[tuple[int, TitlePhrase | None]]:
        """Title phrases with the first token of their holder's name, in the order of the holders; None for the plural
        one that he shares in a row."""
        holders = self.cast.names.holders.items()
        ruled = [
            (start, phrase) for start, phrases in holders if start in self.cast.at
            for phrase in phrases if not (phrase.plural and start in self.rows)
        ]  # fmt: skip
        late = list(late_titles(self.cast))
        read = [(start, phrase) for start, phrase in read_titles(self.cast, self.arcs, late) if start not in self.rows]
        rows = [(start, None) for start in self.rows]
        return sorted([*ruled, *late, *read, *rows], key=lambda held: held[0])

    def _keep(self, actor: str, start: int, post: PostFact) -> None:
        """A post told twice is kept once, with its body where one of them tells it."""
        posts = self.posts.setdefault(actor, [])
        self.told.append((start, actor, post))
        for n, other in enumerate(posts):
            if same_title(other.title, post.title) and (other.body == post.body or None in (other.body, post.body)):
                posts[n] = other if other.body else post
                return
        posts.append(post)

    def _of_phrase(self, phrase: TitlePhrase, person: Mention, actor: str) -> Iterator[PostFact]:
        for title in phrase.titles:
            if title.counterpart:
                yield from self._of_counterpart(title, person)
            elif not title.rank:
                yield from self._of_joint_bodies(with_read_words(self.cast, self.arcs, title), actor, person.start)

    def _of_joint_bodies(self, title: Title, actor: str, first: int) -> Iterator[PostFact]:
        """'the envoy of the United Nations | and the African Union': of each of them."""
        post = self._post(title, actor, first)
        yield post
        i = title.body[1] if title.body and title.body[0] >= title.end else len(self.doc)
        if self.doc[i : i + 1].text != "and" or post.body is None or title.tail:
            return
        i += 1 + (self.doc[i + 1 : i + 2].text == "the")
        held = self.cast.at.get(i)
        if held and {self.cast.actors[a].kind for a in (held[1], post.body)} == {"organisation"}:
            yield replace(post, body=held[1])

    def _of_row(self, row: Holder, actor: str) -> Iterator[PostFact]:
        """'the foreign ministers of Kenya and India, X and Y': the one of Kenya, the other of India."""
        words = self._words(row.title)
        if row.title.counterpart:
            earlier = [p for at, _, p in self.told if at < row.start and self._has_counterparts(p) and not p.former]
            if not earlier:
                return
            words = earlier[-1].title
        body, rule, confidence = row.body, row.rule, 0.85 if row.rule == "post-in-row" else 0.6
        if body is None:
            found = self._of_known_person(row.title, singular(words), actor)
            found = found or body_in_pair(self.cast, row, self._country_of)
            # what stands near a pair is of the one as little as of the other
            unknown = "post-of-unknown" if row.rule == "post-of-pair" else "post-bare"
            body, rule, confidence = found or (None, unknown, 0.6)
        span = self.doc[row.title.start : row.title.end]
        source = Source(Span(self.offset + span.start_char, self.offset + span.end_char), rule, confidence)
        yield PostFact(words, body, source, row.title.former)

    def _country_of(self, actor: str) -> str | None:
        """The one country that the posts told of so far, or what is known of a person, or words beside him tell."""
        person = self.cast.actors[actor]
        told = {p.body for p in self.posts.get(actor, ()) if p.body and not p.former}
        known = {held.id for _, key in self.known.posts_on(person.name, self.published)
                 if (held := self.cast.of_key(key))}  # fmt: skip
        told = told or known or countries_beside(self.cast, person)
        countries = {body for body in told if self.cast.actors[body].kind == "country"}
        return countries.pop() if len(countries) == 1 else None

    def _post(self, title: Title, actor: str, start: int) -> PostFact:
        words = self._words(title)
        body = self._body(title)
        if body is not None:
            return PostFact(words, body, self._source(title, "post-titled", 0.93), title.former)
        found = self._of_known_person(title, words, actor)
        # 'President Duterte … in Peru': known to be of a country that the text leaves out, so of none it names
        unnamed = found is None and self._known_body(title, words, actor) is not None
        if found is None and not unnamed:
            found = self.bodies.find(title, self.told)
        if found is not None and found[1] == "post-arc" and is_of_state(words):
            found = self._of_receiver(start) or found
        if found is not None and found[1] in UNSURE and is_of_state(words):
            found = self._of_own_posts(actor, former=title.former) or found
        if found is not None:
            return PostFact(words, found[0], self._source(title, *found[1:]), title.former)
        rule = "post-of-unknown" if unnamed or self.bodies.names_another(title) else "post-bare"
        return PostFact(words, None, self._source(title, rule, 0.6), title.former)

    def _of_receiver(self, start: int) -> Found | None:
        """'She travels to Kutaisi, where she will be received by Prime Minister X': of the country of the city."""
        person = self.cast.at[start][0]
        near = self.bodies.near
        body = near.in_city(person) if near.is_receiver(person) else None
        return (body, "post-of-host", 0.55) if body else None

    def _of_own_posts(self, actor: str, *, former: bool) -> Found | None:
        """'Thailand's Y … Y, who is Deputy Defence Minister': the one country of his other posts."""
        bodies = {p.body for p in self.posts.get(actor, ()) if p.body and p.former == former}
        countries = {body for body in bodies if self.cast.actors[body].kind == "country"}
        return (countries.pop(), "post-other-mention", 0.8) if len(countries) == 1 else None

    def _of_known_person(self, title: Title, words: str, actor: str) -> Found | None:
        """'Foreign Minister Sergei Lavrov': the one known of whose post it is at publication, if the text has its body.

        Words for a body beside the title tell more than what is known.
        """
        key = self._known_body(title, words, actor)
        body = self.cast.of_key(key) if key else None
        return (body.id, "post-of-known-person", 0.9) if body else None

    def _known_body(self, title: Title, words: str, actor: str) -> str | None:
        """The gazetteer key of the body that is known of; None where the title itself names one."""
        if self.bodies.names_another(title):
            return None
        return self.known.body(self.cast.actors[actor].name, words, published=self.published, former=title.former)

    def _words(self, title: Title) -> str:
        """The title without its body, of one holder."""
        words = spelled_out(text_of(self.doc, title.start, title.end))
        if title.plural:
            words = singular(words)
        if title.lead:
            words = f"{text_of(self.doc, *title.lead)} {words}"
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

    def _of_counterpart(self, title: Title, person: Mention) -> Iterator[PostFact]:
        """'his Lao counterpart Y' has the title of the person last told of, for the other side."""
        body = self._body(title) or self.bodies.of_city(title) or self.bodies.host(person)
        mine = self._of_owner(title, body)
        if body is not None and mine is not None:
            yield PostFact(mine.title, body, self._source(title, "post-counterpart", 0.85))
            return
        earlier = [p for at, _, p in self.told if at < person.start and self._has_counterparts(p) and p.body != body]
        if body is not None and earlier:
            same = [p for p in earlier if not p.former and p.source.span.start == earlier[-1].source.span.start]
            yield PostFact(same[-1].title, body, self._source(title, "post-counterpart", 0.85))

    def _of_owner(self, title: Title, body: str | None) -> PostFact | None:
        """The one post of the person named nearest before 'his counterpart', in its sentence."""
        first = sentence_start(self.doc, title.start)
        people = [a for i, (m, a) in sorted(self.cast.at.items()) if first <= i < title.start and m.kind == "person"]
        held = [p for p in self.posts.get(people[-1], ()) if not p.former] if people else []
        held = [p for p in held if self._has_counterparts(p) and p.body != body]
        return held[0] if len(held) == 1 else None

    def _has_counterparts(self, post: PostFact) -> bool:
        """Those of states have them, not the chairman of a bloc."""
        return post.body is None or self.cast.actors[post.body].kind == "country" or not is_of_state(post.title)


def _without_short(posts: list[PostFact]) -> Iterator[PostFact]:
    """'Principal Secretary X' is no other post than 'X, Principal Secretary for Foreign Affairs of Kenya'."""
    for post in posts:
        short = f"{plain(post.title)} "
        longer = (p for p in posts if p.former == post.former and plain(p.title).startswith(short))
        if (post.body is not None and post.source.rule not in GUESSES) or not any(longer):
            yield post


def read_posts(
    cast: Cast, *, home: str | None, offset: int, known: KnownPersons, published: date | None
) -> dict[str, tuple[PostFact, ...]]:
    """Actor id → the posts that the text gives a person; `offset` of the doc in the text."""
    return PostReader(cast, home=home, offset=offset, known=known, published=published).read()
