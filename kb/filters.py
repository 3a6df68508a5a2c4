"""What the lists of actors, meetings and initiatives can be narrowed by; each filter is a word in the address."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kb.filter_fields import ActorFilter, AnyOfFilter, SinceFilter, TopicFilter, UntilFilter, WordsFilter
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

#: how many names an actor's field suggests
MOST_SUGGESTED = 150


def countries_of_actors(request: HttpRequest | None) -> QuerySet[Actor]:
    """Countries that some actor of the list is of."""
    actors = Actor.objects.visible()
    with_unused = request is not None and "all" in request.GET
    return (actors if with_unused else actors.in_use()).countries()


def suggested_names(ties: type[Participation] | type[Party]) -> list[str]:
    """Names to suggest where an actor is asked for: those who are tied to most events."""
    counted = ties.objects.order_by().values("actor").annotate(number=Count("pk"))
    busiest = counted.order_by("-number", "actor").values("actor")[:MOST_SUGGESTED]
    return list(Actor.objects.visible().filter(pk__in=busiest).values_list("name", flat=True))


class CountryFilter(django_filters.ModelChoiceFilter):
    """Actors of a country: by home, or by a post in it or in one of its bodies."""

    def filter(self, queryset: Any, value: Actor | None) -> Any:
        return queryset.of_country(value) if value else queryset


class ActorFilterSet(django_filters.FilterSet):
    q = WordsFilter(ask="named", label=_("Name, in any spelling"))
    kind = AnyOfFilter(choices=ActorKind.choices, label=_("Kind"))
    country = CountryFilter(
        queryset=countries_of_actors, to_field_name="slug", empty_label=_("Any country"), label=_("Country")
    )
    all = django_filters.BooleanFilter(
        method="with_unused", widget=forms.CheckboxInput, label=_("Also those whom no article mentions yet")
    )

    def with_unused(self, queryset: QuerySet[Any], name: str, value: bool | None) -> QuerySet[Any]:
        return queryset if value else queryset.in_use()


class EventFilterSet(django_filters.FilterSet):
    """What meetings and initiatives have in common: words, two actors, a topic, and time."""

    q = WordsFilter()
    topic = TopicFilter(choices=Topic.choices, label=_("Topic"))
    since = SinceFilter(label=_("From"))
    until = UntilFilter(label=_("To"))
    field_order: ClassVar[tuple[str, ...]]
    #: what ties actors to these events
    ties: ClassVar[type[Participation] | type[Party]]

    def get_form_class(self) -> type[forms.Form]:
        """A form with its fields in reading order, those of the base class among them."""
        form = super().get_form_class()
        form.field_order = self.field_order
        return form

    def known_actors(self) -> list[str]:
        """Names to suggest where an actor is asked for."""
        return suggested_names(self.ties)


class MeetingFilterSet(EventFilterSet):
    participant = ActorFilter(label=_("Participant"))
    counterpart = ActorFilter(label=_("Together with"))
    kind = AnyOfFilter(choices=MeetingKind.choices, label=_("Kind"))
    status = AnyOfFilter(choices=MeetingStatus.choices, label=_("Status"))
    place = WordsFilter(ask="at_place", label=_("City or country"))

    ties = Participation
    field_order = ("q", "participant", "counterpart", "since", "until", "place", "topic", "status", "kind")


class InitiativeFilterSet(EventFilterSet):
    party = ActorFilter(label=_("Party"))
    counterpart = ActorFilter(label=_("Together with"))
    kind = AnyOfFilter(choices=InitiativeKind.choices, label=_("Kind"))
    status = AnyOfFilter(choices=InitiativeStatus.choices, label=_("Status"))

    ties = Party
    field_order = ("q", "party", "counterpart", "since", "until", "topic", "status", "kind")
