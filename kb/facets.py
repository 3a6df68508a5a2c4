"""Facets: what a filtered list holds, counted by kind, year, place and actor, each count following the other filters.

Values of one facet widen the list (any of them), so its counts leave its own filter out. Where all that is ticked must
hold (`every`: countries and actors that take part together), the counts say what would be left.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Cast, Left
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kb.models.keys import KeysOf, keys_in, keys_of
from kb.models.querysets import SHOWN, other_end

if TYPE_CHECKING:
    from kb.faceted import FacetedFilterSet

#: the value of a year facet for what has no date
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Option:
    """A value of a facet: how it stands in the address, what it is called, and how many rows have it."""

    facet: str
    value: str
    label: str
    count: int
    chosen: bool

    @property
    def anchor(self) -> str:
        """An id that stays with the value, wherever it stands, so that the focus stays with it too."""
        return f"f-{self.facet}-{slugify(self.value)}"


@dataclass(frozen=True)
class ShownFacet:
    """A facet as the form shows it: its first values, and the rest to be unfolded."""

    first: list[Option]
    rest: list[Option]
    every: bool = False
    #: whether the whole facet is under a fold: "" (never), "open" or "closed"
    fold: str = ""


@dataclass(frozen=True)
class Facet:
    """A facet by the name of its filter. `most`: so many values are shown at once; `most_rest`: so many more.

    `folds` is for what few people narrow by: all of it is under a fold until one of its values is ticked.
    """

    name: str
    most: int = 8
    most_rest: int = 60
    every: bool = False
    folds: bool = False

    def counted(self, filterset: FacetedFilterSet, rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
        """Value, label and number of rows, in the order in which they are shown."""
        raise NotImplementedError

    def shown(self, filterset: FacetedFilterSet, chosen: Sequence[str]) -> ShownFacet:
        rows = filterset.narrowed() if self.every else filterset.narrowed(without=self.name)
        counted = self.counted(filterset, rows)
        known = {value: (label, count) for value, label, count in counted}
        labels = {value: filterset.label_of(self.name, value) for value in chosen if value not in known}
        ticked = [Option(self.name, value, *known.get(value, (labels.get(value, value), 0)), True) for value in chosen]
        others = [Option(self.name, *each, False) for each in counted if each[0] not in chosen and each[2]]
        return self.arranged(ticked, others)

    def arranged(self, ticked: list[Option], others: list[Option]) -> ShownFacet:
        """What is ticked stands first, then the most frequent; the rest by name."""
        room = max(self.most - len(ticked), 2)
        rest = others[room : room + self.most_rest]
        if len(rest) == 1:  # no fold for one line
            return ShownFacet([*ticked, *others[: room + 1]], [], self.every)
        return ShownFacet([*ticked, *others[:room]], sorted(rest, key=lambda each: each.label), self.every)


@dataclass(frozen=True)
class ChoiceFacet(Facet):
    """The values of a column, in the order of the filter's choices."""

    column: str = ""

    def counted(self, filterset: FacetedFilterSet, rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
        counts = dict(grouped(rows, self.column or self.name))
        return [(value, str(label), counts.get(value, 0)) for value, label in filterset.choices_of(self.name)]

    def arranged(self, ticked: list[Option], others: list[Option]) -> ShownFacet:
        """Few values: they keep their places."""
        return ShownFacet([], [], self.every)

    def shown(self, filterset: FacetedFilterSet, chosen: Sequence[str]) -> ShownFacet:
        counted = self.counted(filterset, filterset.narrowed(without=self.name))
        options = [Option(self.name, *each, each[0] in chosen) for each in counted]
        present = [option for option in options if option.count or option.chosen]
        return ShownFacet(present[: self.most], present[self.most :], self.every)


@dataclass(frozen=True)
class TopicFacet(ChoiceFacet):
    """Keys with blanks between, in one column; most frequent first."""

    def counted(self, filterset: FacetedFilterSet, rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
        counts: Counter[str] = Counter()
        for topics, number in grouped(rows.exclude(**{self.column: ""}), self.column):
            counts.update(dict.fromkeys(topics.split(), number))
        labelled = [(value, str(label), counts[value]) for value, label in filterset.choices_of(self.name)]
        return sorted(labelled, key=lambda each: -each[2])


@dataclass(frozen=True)
class YearFacet(Facet):
    """Years that the rows' dates touch, as far as they are known; the newest first."""

    columns: tuple[str, str] = ("date_earliest", "date_latest")

    def counted(self, filterset: FacetedFilterSet, rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
        # a date's text begins with its year on both databases; to extract the year took SQLite five times as long
        first, last = (Left(Cast(column, CharField(max_length=10)), 4) for column in self.columns)
        spans = rows.order_by().annotate(first_year=first, last_year=last).values_list("first_year", "last_year")
        counts: Counter[str] = Counter()
        for begun, ended, number in spans.annotate(n=Count("pk")):
            years = map(str, range(int(begun), int(ended) + 1)) if begun else [UNKNOWN]
            counts.update(dict.fromkeys(years, number))
        return [(value, year_label(value), counts[value]) for value in sorted(counts, key=_newest_first)]

    def arranged(self, ticked: list[Option], others: list[Option]) -> ShownFacet:
        """Years keep their order; those that are ticked are never folded away."""
        every = sorted([*ticked, *others], key=lambda option: _newest_first(option.value))
        first = [option for number, option in enumerate(every) if number < self.most or option.chosen]
        return ShownFacet(first, [option for option in every if option not in first], self.every)


@dataclass(frozen=True)
class PlaceFacet(Facet):
    """Places of meetings."""

    def counted(self, filterset: FacetedFilterSet, rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
        return named_counts(rows.exclude(place=None), "place")


@dataclass(frozen=True)
class SeriesFacet(Facet):
    """Series of which the rows hold several occurrences, or that are ticked."""

    def counted(self, filterset: FacetedFilterSet, rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
        return named_counts(rows.exclude(series=None), "series", least=2)


@dataclass(frozen=True)
class TiedFacet(Facet):
    """Persons and organisations that take part; all that are ticked must."""

    every: bool = True

    def counted(self, filterset: FacetedFilterSet, rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
        named = filterset.tied.named
        return [(slug, name, count) for slug, name, kind, count in named if kind != "country"]


@dataclass(frozen=True)
class SideFacet(Facet):
    """The sides that the address asks for; others are not offered, since pages lead here with them."""

    every: bool = True

    def counted(self, filterset: FacetedFilterSet, rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
        chosen = filterset.cleaned.get(self.name) or ()
        number = rows.count() if chosen else 0
        return [(actor.slug, actor.name, number) for actor in chosen]


@dataclass(frozen=True)
class CountryFacet(Facet):
    """Countries that take part themselves or by their bodies and people; all that are ticked must."""

    every: bool = True
    most_rest: int = 250

    def counted(self, filterset: FacetedFilterSet, rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
        return filterset.named_countries(filterset.tied.by_country(filterset.homes))


@dataclass(frozen=True)
class HomeFacet(Facet):
    """Countries that actors are of."""

    most_rest: int = 250

    def counted(self, filterset: FacetedFilterSet, rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
        homes = filterset.homes
        actors = rows.order_by().values_list("pk", flat=True)
        counts = Counter(country for actor in actors for country in homes.get(actor, ()))
        return filterset.named_countries(counts)


class Tied:
    """Who takes part in which of some events: the keys of the events by the key of each actor."""

    #: how many actors are looked at by name
    MOST = 200
    #: the column that tells one event
    event = "pk"

    def __init__(self, rows: QuerySet[Any], ties: str, actors: QuerySet[Any], *, narrowed: bool = True) -> None:
        #: the keys of the events by the key of each actor
        self.events = self._among(rows, ties) if narrowed else self._all(rows, ties)
        # of equals those known longest, whatever order the rows came in
        busiest = nlargest(self.MOST, self.events, key=lambda actor: (len(self.events[actor]), -actor))
        named = actors.filter(pk__in=busiest).order_by("name").values_list("pk", "slug", "name", "kind")
        counted = [(*row, len(self.events[pk])) for pk, *row in named]
        #: slug, name, kind and number of events of the busiest, most first
        self.named: list[tuple[str, str, str, int]] = sorted(counted, key=lambda each: -each[3])

    def _among(self, rows: QuerySet[Any], ties: str) -> dict[int, list[int]]:
        # from the events to the ties: the other way round SQLite asks for each tie anew, and takes half a minute
        tied = rows.filter(**{f"{ties}__review__in": SHOWN}).order_by()
        events: defaultdict[int, list[int]] = defaultdict(list)
        columns = tied.values_list(self.event, f"{ties}__actor")
        for event, actor in columns if self.event == "pk" else columns.distinct():
            events[actor].append(event)
        return events

    def _all(self, rows: QuerySet[Any], ties: str) -> dict[int, list[int]]:
        """Where no filter holds: an index of the ties has all that is asked; the few events out of sight are named."""
        relation = rows.model._meta.get_field(ties)
        event, tied = relation.field.name, relation.related_model.objects.filter(review__in=SHOWN)
        seen = tied.exclude(**{f"{event}__in": rows.model.objects.hidden()})
        listed = seen.order_by().values_list("actor").annotate(keys=KeysOf(event))
        return {actor: keys_of(keys) for actor, keys in listed}

    def by_country(self, homes: Mapping[int, Iterable[int]]) -> dict[int, int]:
        """In how many of the events each country takes part; an event with three of its people counts once."""
        events: defaultdict[int, set[int]] = defaultdict(set)
        for actor, of_actor in self.events.items():
            for country in homes.get(actor, ()):
                events[country].update(of_actor)
        return {country: len(of_country) for country, of_country in events.items()}


def grouped(rows: QuerySet[Any], column: str) -> list[tuple[Any, int]]:
    """Values of a column, each with the number of rows."""
    return list(rows.order_by().values_list(column).annotate(n=Count("pk")))


def named_counts(rows: QuerySet[Any], column: str, *, least: int = 1) -> list[tuple[str, str, int]]:
    """Slug, name and number of rows of what a column points to, most first; what has fewer than `least` is left out.

    Names are looked up for what was counted: an index holds the keys, and with names each row would be looked at.
    """
    counts = dict(rows.order_by().values_list(column).annotate(n=Count("pk")).filter(n__gte=least))
    records = other_end(rows.model, column).objects.filter(keys_in("pk", counts))
    named = [(slug, name, counts[pk]) for pk, slug, name in records.order_by().values_list("pk", "slug", "name")]
    return sorted(named, key=lambda each: (-each[2], each[1]))


def year_label(value: str) -> str:
    """A year as it is; what has no date says so."""
    return _("date unknown") if value == UNKNOWN else value


def _newest_first(value: str) -> tuple[bool, int]:
    return (value == UNKNOWN, -int(value) if value.isdecimal() else 0)
