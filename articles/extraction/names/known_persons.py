"""Whom a full name means in world politics, and the body of the post that the person had on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from articles.extraction.gazetteer import KnownPerson, KnownPost
from articles.extraction.names.name_words import name_words
from articles.extraction.words import plain


class KnownPersons:
    """The gazetteer's persons by the words of their names; a name of two persons means neither."""

    def __init__(self, persons: Iterable[KnownPerson]) -> None:
        self.by_words: dict[tuple[str, ...], KnownPerson | None] = {}
        for person in persons:
            for words in {tuple(name_words(spelling)) for spelling in person.spellings}:
                other = self.by_words.get(words, person)
                self.by_words[words] = person if other == person else None

    def of_name(self, name: str) -> KnownPerson | None:
        """The one person whom this full name means."""
        return self.by_words.get(tuple(name_words(name)))

    def body(self, name: str, title: str, *, published: date | None, former: bool = False) -> str | None:
        """Key of the body in which a person has this post on a day, or had it before that day."""
        person = self.of_name(name)
        if person is None or published is None:
            return None
        words = _title_words(title)
        posts = [p for p in person.posts if any(_title_words(t) == words for t in p.titles)]
        bodies = {p.body for p in posts if _held(p, published.isoformat(), former=former)}
        return bodies.pop() if len(bodies) == 1 else None

    def posts_on(self, name: str, day: date | None) -> Iterator[tuple[str, str]]:
        """(title in each spelling, key of the body) of the posts that a person has on a day."""
        person = self.of_name(name)
        for post in person.posts if person and day else ():
            if day and _held(post, day.isoformat(), former=False):
                yield from ((title, post.body) for title in post.titles)


def _title_words(title: str) -> list[str]:
    return plain(title).replace("-", " ").split()


def _held(post: KnownPost, day: str, *, former: bool) -> bool:
    """Years and months compare as the beginnings of ISO days."""
    begun = post.since <= day[: len(post.since)]
    return begun and (former or not post.until or day[: len(post.until)] <= post.until)
