"""What the lists of actors, meetings and initiatives can be narrowed by; each filter is a word in the address."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from kb.faceted import FacetedFilterSet
from kb.facets import (
    ChoiceFacet,
    CountryFacet,
    HomeFacet,
    PlaceFacet,
    SeriesFacet,
    SideFacet,
    TiedFacet,
    TopicFacet,
    YearFacet,
)
from kb.filter_fields import (
    ActorFilter,
    AnyOfFilter,
    EventsFilter,
    NamesFilter,
    SinceFilter,
    TopicsFilter,
    UntilFilter,
    WordsFilter,
)
from kb.filter_several import (
    AllTakePartFilter,
    AnyHomeFilter,
    CountriesTakePartFilter,
    PlacesFilter,
    SeriesFilter,
    SidesFilter,
    YearsFilter,
)
from kb.models import (
    Actor,
    ActorKind,
    InitiativeKind,
    InitiativeStatus,
    MeetingKind,
    MeetingStatus,
    Participation,
    Party,
    Topic,
)
from kb.relations.between import events_of_sides

#: how many names an actor's field suggests
MOST_SUGGESTED = 150
TOUCHING = _("A date known by its year or month alone counts where it may fall into the period.")
AS_NAMED = _("Only where texts name them. To count the officials of a country too, tick it under Countries.")


def suggested_names(ties: type[Participation] | type[Party]) -> list[str]:
    """Names to suggest where an actor is asked for: those who are tied to most events."""
    counted = ties.objects.order_by().values("actor").annotate(number=Count("pk"))
    busiest = counted.order_by("-number", "actor").values("actor")[:MOST_SUGGESTED]
    return list(Actor.objects.visible().filter(pk__in=busiest).values_list("name", flat=True))


class ActorFilterSet(FacetedFilterSet):
    q = NamesFilter(label=_("Name or post"))
    kind = AnyOfFilter(choices=ActorKind.choices, label=_("Kind"))
    country = AnyHomeFilter(label=_("Country"))
    all = django_filters.BooleanFilter(
        method="with_unused", widget=forms.CheckboxInput, label=_("Also those whom no article mentions yet")
    )

    facets = (ChoiceFacet("kind"), HomeFacet("country", most=10))
    field_order = ("q", "kind", "country", "all")

    def with_unused(self, queryset: QuerySet[Any], name: str, value: bool | None) -> QuerySet[Any]:
        return queryset if value else queryset.in_use()


class EventFilterSet(FacetedFilterSet):
    """What meetings and initiatives have in common: words, actors, countries, topics, and time."""

    q = EventsFilter()
    side = SidesFilter(label=_("With all who act for them"))
    country = CountriesTakePartFilter(label=_("Countries, with their bodies and people"))
    actor = AllTakePartFilter(label=_("People and bodies"))
    year = YearsFilter(label=_("Year"))
    topic = TopicsFilter(choices=Topic.choices, label=_("Topic"))
    since = SinceFilter(label=_("From"))
    until = UntilFilter(label=_("To"), help_text=TOUCHING)

    @cached_property
    def of_sides(self) -> set[int]:
        """Keys of the events between the sides that are asked for."""
        return events_of_sides(self.cleaned["side"], self.queryset.order_by())


class MeetingFilterSet(EventFilterSet):
    participant = ActorFilter(label=_("Participant"))
    counterpart = ActorFilter(label=_("Together with"), help_text=AS_NAMED)
    kind = AnyOfFilter(choices=MeetingKind.choices, label=_("Kind"))
    status = AnyOfFilter(choices=MeetingStatus.choices, label=_("Status"))
    place = WordsFilter(ask="at_place", label=_("City or country"))
    at = PlacesFilter(label=_("Place"))
    series = SeriesFilter(label=_("Series"))

    ties_relation = "participations"
    facets = (
        SideFacet("side"),
        CountryFacet("country", most=6),
        YearFacet("year", most=6),
        ChoiceFacet("status"),
        ChoiceFacet("kind", folds=True, most=10),
        TiedFacet("actor", folds=True, most=6),
        PlaceFacet("at", folds=True, most=6),
        SeriesFacet("series", folds=True, most=6),
        TopicFacet("topic", folds=True, most=6, column="topics"),
    )
    field_order = (
        *("q", "participant", "counterpart", "side", "place", "since", "until", "country"),
        *("year", "status", "kind", "actor", "at", "series", "topic"),
    )


class InitiativeFilterSet(EventFilterSet):
    party = ActorFilter(label=_("Party"))
    counterpart = ActorFilter(label=_("Together with"), help_text=AS_NAMED)
    kind = AnyOfFilter(choices=InitiativeKind.choices, label=_("Kind"))
    status = AnyOfFilter(choices=InitiativeStatus.choices, label=_("Status"))

    ties_relation = "party_set"
    facets = (
        SideFacet("side"),
        CountryFacet("country", most=6),
        YearFacet("year", most=6),
        ChoiceFacet("status", most=8),
        ChoiceFacet("kind", folds=True, most=10),
        TiedFacet("actor", folds=True, most=6),
        TopicFacet("topic", folds=True, most=6, column="topics"),
    )
    field_order = (
        *("q", "party", "counterpart", "side", "since", "until", "country"),
        *("year", "status", "kind", "actor", "topic"),
    )
