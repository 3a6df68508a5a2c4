"""The countries that records are of, as the filter *Countries* counts them, for tables and graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kb.labels import shown_ties
from kb.models import Actor


class Homes:
    """The home countries of all actors; asked of the database once."""

    def __init__(self) -> None:
        self._homes = Actor.objects.homes()
        countries = Actor.objects.filter(kind="country").order_by().values_list("pk", "name", "iso2")
        self._known = {pk: (name, iso2) for pk, name, iso2 in countries}

    def names(self, actors: Iterable[int]) -> list[str]:
        return sorted({name for name, _iso2 in self._of(actors)})

    def codes(self, actors: Iterable[int]) -> list[str]:
        """Codes of two letters; a country without one is left out."""
        return sorted({iso2 for _name, iso2 in self._of(actors) if iso2})

    def _of(self, actors: Iterable[int]) -> Iterator[tuple[str, str]]:
        for actor in actors:
            yield from (self._known[home] for home in self._homes.get(actor, ()) if home in self._known)


def with_homes(actors: Iterable[Any]) -> Iterator[Any]:
    """Actors, each with the names (`home_names`) and codes (`home_codes`) of its countries."""
    homes = Homes()
    for actor in actors:
        actor.home_names, actor.home_codes = homes.names([actor.pk]), homes.codes([actor.pk])
        yield actor


def with_countries(events: Iterable[Any]) -> Iterator[Any]:
    """Meetings or initiatives, each with the codes of the countries of all who take part (`country_codes`)."""
    homes = Homes()
    for event in events:
        event.country_codes = homes.codes(tie.actor_id for tie in shown_ties(event))
        yield event
