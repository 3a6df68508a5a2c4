"""The names that extraction knows beforehand. They come in as a parameter, from files or from the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class GazetteerName:
    """`kind`: name, acronym, demonym or seat (a capital or building that stands for its government)."""

    text: str
    kind: str = "name"


@dataclass(frozen=True)
class GazetteerEntry:
    """A known actor. `kind`: person, country or organisation; `forum`: a standing forum or event series."""

    key: str
    kind: str
    name: str
    names: tuple[GazetteerName, ...]
    forum: bool = False
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownPlace:
    """A city or venue; `country` is the key of its country's entry."""

    name: str
    country: str | None


@dataclass(frozen=True)
class KnownPost:
    """`titles`: its title in all spellings; `body`: key of an entry; `since`, `until`: year or month, inclusive.

    `until` is empty where the post is still held as far as is known.
    """

    titles: tuple[str, ...]
    body: str
    since: str
    until: str = ""


@dataclass(frozen=True)
class KnownPerson:
    """A person in world politics with all spellings of the name. It tells what a bare title means, and is no entry:
    only articles make persons actors."""

    name: str
    spellings: tuple[str, ...]
    posts: tuple[KnownPost, ...]


@dataclass(frozen=True)
class Gazetteer:
    """All that is known when an article is read: actors, places, the titles of posts, and who had which post."""

    entries: tuple[GazetteerEntry, ...]
    places: tuple[KnownPlace, ...] = ()
    titles: tuple[str, ...] = ()
    persons: tuple[KnownPerson, ...] = ()

    @classmethod
    def of(
        cls, entries: Iterable[GazetteerEntry], places: Iterable[KnownPlace] = (), titles: Iterable[str] = (),
        persons: Iterable[KnownPerson] = (),
    ) -> Gazetteer:  # fmt: skip
        return cls(tuple(entries), tuple(places), tuple(titles), tuple(persons))
