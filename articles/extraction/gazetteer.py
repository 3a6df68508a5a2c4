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
class Gazetteer:
    """All that is known when an article is read: actors, places, and the titles of posts."""

    entries: tuple[GazetteerEntry, ...]
    places: tuple[KnownPlace, ...] = ()
    titles: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, entries: Iterable[GazetteerEntry], places: Iterable[KnownPlace] = (), titles: Iterable[str] = ()
    ) -> Gazetteer:
        return cls(tuple(entries), tuple(places), tuple(titles))
