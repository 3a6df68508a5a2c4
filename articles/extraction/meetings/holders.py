"""'The foreign ministers of Kenya and Uganda met': the persons who hold the office, where the article names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from articles.extraction.facts import PostFact
from articles.extraction.meetings.participants import Part, merged
from articles.extraction.mentions import TitlePhrase
from articles.extraction.names.title_words import singular
from articles.extraction.post_bodies import same_office
from articles.extraction.presence import Scene
from articles.extraction.units import Unit
from articles.extraction.words import text_of

RULE = "office-holder"


class Holders:
    """Who holds the offices that an article tells of without a name. `posts`: person → those he holds."""

    def __init__(self, scene: Scene, posts: Mapping[str, Sequence[PostFact]]) -> None:
        self.cast, self.doc, self.posts = scene.cast, scene.doc, posts
        #: token of a country and the country → who holds the office that the words tell there
        self.at: dict[tuple[int, str], str] = {}
        named = {(p.start, p.end) for held in self.cast.names.holders.values() for p in held}
        phrases = [p for p in self.cast.names.phrases if (p.start, p.end) not in named]
        for _, row in scene.lists:
            for unit in row:
                self._learn(unit, row, phrases)

    def _learn(self, unit: Unit, row: Sequence[Unit], phrases: Iterable[TitlePhrase]) -> None:
        """Who is meant by a unit such as 'the foreign ministers of | Kenya', and by those that go on with it."""
        if not unit.represented or unit.kind != "country":
            return
        title = next((self._title(p) for p in phrases if p.start < unit.end and unit.start < p.end), None)
        if title is None:
            return
        for one in row:
            for country in one.actors if one.kind == "country" else ():
                if holder := self._holder(title, country):
                    self.at.update(((i, country), holder) for i in range(one.start, one.end))

    def _title(self, phrase: TitlePhrase) -> str | None:
        """The title of a phrase in the singular, if it is one that tells of those in office."""
        title = phrase.titles[0]
        if len(phrase.titles) > 1 or title.former or title.rank or title.counterpart:
            return None
        return singular(text_of(self.doc, title.start, title.end))

    def _holder(self, title: str, country: str) -> str | None:
        """The only person of the article who holds the office."""
        holding = [
            person
            for person, held in self.posts.items()
            if any(p.body == country and not p.former and same_office(p.title, title) for p in held)
        ]
        return holding[0] if len(holding) == 1 else None

    def in_place_of_countries(self, parts: Sequence[Part]) -> list[Part]:
        """The parts with persons for the countries that only their office stands for."""
        out = []
        for part in parts:
            holder = self.at.get((part.unit.start, part.actor))
            out.append(replace(part, actor=holder, rule=RULE) if holder else part)
        return merged(out)
