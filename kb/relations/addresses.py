"""The one address of the brief on two actors, whichever of them is named first."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from kb.addresses import address_of
from kb.models import Actor, ActorKind

_KINDS = (ActorKind.COUNTRY, ActorKind.ORGANISATION, ActorKind.PERSON)


def in_order(one: Actor, other: Actor) -> tuple[Actor, Actor]:
    """Countries before organisations before persons, and in the order of their addresses."""
    first, second = sorted((one, other), key=lambda actor: (_KINDS.index(actor.kind), actor.slug))
    return first, second


def brief_address(one: Actor, other: Actor) -> str:
    return address_of("kb:relation", *(actor.slug for actor in in_order(one, other)))


def sides_query(actors: Iterable[Actor], **more: str | list[str]) -> str:
    """The query under which lists hold what is between these actors with all who act for them: `?side=…&side=…`."""
    words = {"side": [actor.slug for actor in actors], **{word: value for word, value in more.items() if value}}
    return f"?{urlencode(words, doseq=True)}"
