"""What a query asks for as a whole: the brief on two actors that it names, or three side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.models import Actor
from kb.relations.addresses import brief_address
from kb.searching.questions import Question

#: where a name has several bearers: so many of each, and so many pairs of them
MOST_OF_A_NAME, MOST_PAIRS = 2, 3


@dataclass(frozen=True)
class Offer:
    """A page that answers the query: what it is called, and what it tells."""

    label: str
    note: str
    url: str


def offers_of(question: Question) -> list[Offer]:
    """The brief on the two actors that are named; of three names alone, their comparison."""
    keys = {actor for name in question.names for actor in name.actors[:MOST_OF_A_NAME]}
    if not 2 <= len(question.names) <= 3:
        return []
    actors = Actor.objects.visible().with_acronyms().in_bulk(keys)
    named = [[actors[key] for key in name.actors[:MOST_OF_A_NAME] if key in actors] for name in question.names]
    chosen = [each for each in product(*named) if len(set(each)) == len(each)]
    if len(question.names) == 2:
        return list(islice((_brief(*pair, question) for pair in chosen), MOST_PAIRS))
    return [_comparison(each) for each in chosen[:1]] if question.only_names else []


def briefs_with_another(question: Question, found: Iterable[Actor]) -> list[Offer]:
    """Where one name is all that is typed: the choice of who the brief on its bearer and another is to be about.

    `found`: the actors that the search shows; the name's bearers are among the first.
    """
    if len(question.names) != 1 or not question.only_names:
        return []
    bearers = question.names[0].actors[:MOST_OF_A_NAME]
    url = reverse("kb:relations")
    return [
        Offer(
            _("Brief: %(one)s and …") % {"one": _short(actor)},
            _("choose with whom: last and next contact, meetings, agreements"),
            f"{url}?{urlencode({'one': actor.slug})}",
        )
        for actor in found
        if actor.pk in bearers
    ]


def _brief(one: Actor, other: Actor, question: Question) -> Offer:
    label = _("Brief: %(one)s and %(other)s") % {"one": _short(one), "other": _short(other)}
    url = brief_address(one, other)
    asked = urlencode(dict(_limits(question)))
    return Offer(label, _("meetings, agreements, last and next contact"), f"{url}?{asked}" if asked else url)


def _comparison(actors: tuple[Actor, ...]) -> Offer:
    names = ", ".join(map(_short, actors))
    chosen = dict(zip(("one", "two", "three"), (actor.slug for actor in actors), strict=False))
    label = _("Compare %(names)s") % {"names": names}
    return Offer(label, _("how often they meet, where and about what"), f"{reverse('kb:compare')}?{urlencode(chosen)}")


def _short(actor: Actor) -> str:
    """As meetings name who takes part: bodies by their acronyms."""
    acronym: str | None = getattr(actor, "acronym", None)
    return acronym or actor.name


def _limits(question: Question) -> Iterator[tuple[str, str]]:
    """The days between which the query asks, as filters of the brief."""
    for period in question.periods:
        if period.first:
            yield "since", period.first.isoformat()
        if period.last:
            yield "until", period.last.isoformat()
