"""Who receives whom: the one at home, where the place of a meeting or the visit in whose course it falls tells so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from articles.extraction.meetings.occasion import Occasion
from articles.extraction.meetings.participants import Part
from articles.extraction.meetings.stays import at_once
from articles.extraction.names.actors import Cast
from articles.extraction.units import home_before

#: what may fall into the course of a visit
IN_ITS_COURSE = frozenset({"talks"})
TO_COME = frozenset({"planned", "proposed"})


class Receiving:
    """Finds the hosts of one article's meetings. `homes`: person → the countries and bodies he holds posts in;
    `country_of`: the actor in whose country a meeting takes place, where its own place tells."""

    def __init__(self, cast: Cast, homes: Mapping[str, set[str]], country_of: Callable[[Occasion], str | None]) -> None:
        self.cast, self.homes, self.country_of = cast, homes, country_of
        #: person → the countries told as owners of the name ('Italy's Luigi Di Maio')
        self.owners: dict[str, set[str]] = {}
        for start, (mention, actor) in cast.at.items():
            if mention.kind == "person" and (owner := home_before(cast, start)) != start:
                self.owners.setdefault(actor, set()).add(cast.at[owner][1])

    def settle(self, records: Sequence[Occasion]) -> None:
        """Those who receive in the course of a visit told of are hosts of what has none."""
        for record in records:
            if record.kind in IN_ITS_COURSE and len(record.parts) > 1 and self.country_of(record) is None:
                found = {host for visit in records for host in self._receiving(record, visit)}
                if len(found) == 1:
                    record.parts = received_by(found.pop(), record.parts)

    def _receiving(self, record: Occasion, visit: Occasion) -> Iterator[str]:
        country = self.country_of(visit) if visit.kind == "visit" else None
        if country is None or any(p.role != "participant" for p in record.parts if p.role != "attendee"):
            return
        if (record.status in TO_COME) != (visit.status in TO_COME) or not at_once(record.date, visit.date):
            return
        guests = {p.actor for p in visit.parts if p.role == "participant" and not self.is_at_home(p.actor, country)}
        if not guests & record.actors:
            return
        others = [p.actor for p in record.parts if p.role == "participant" and p.actor not in guests]
        at_home = [a for a in others if self.is_at_home(a, country)]
        if len(at_home) == 1:
            yield at_home[0]
        elif len(others) == 1 and self._may_be_at_home(others[0]):
            yield others[0]

    def is_at_home(self, actor: str, country: str) -> bool:
        return actor == country or country in self._countries(actor) | self.owners.get(actor, set())

    def _countries(self, actor: str) -> set[str]:
        """The countries of a person's posts: of the posts themselves, and those that their bodies name."""
        bodies = [self.cast.actors[body] for body in self.homes.get(actor, ())]
        out = {body.id for body in bodies if body.kind == "country"}
        words = " ".join(body.name for body in bodies if body.kind != "country")
        return out | {c.id for c in self.cast.actors.values() if c.kind == "country" and c.name in words}

    def _may_be_at_home(self, actor: str) -> bool:
        """One whose post is of a body of no country and of no one beyond countries ('National Assembly Chairman')."""
        bodies = self.homes.get(actor, set())
        return (
            self.cast.actors[actor].kind == "person"
            and bool(bodies)
            and not self._countries(actor)
            and all(self.cast.actors[b].key is None for b in bodies)
        )


def with_hosts(parts: list[Part], at_home: Callable[[str], bool]) -> list[Part]:
    """The one participant who is at home receives the others."""
    sides = [p for p in parts if p.role == "participant" and at_home(p.actor)]
    if any(p.role == "host" for p in parts) or len(sides) != 1 or len(parts) < 2:
        return parts
    return received_by(sides[0].actor, parts)


def received_by(host: str, parts: list[Part]) -> list[Part]:
    """The same parts, with one of those who take part as the host."""
    return [replace(p, role="host") if p.actor == host else p for p in parts]
