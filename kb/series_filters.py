"""What the list of series can be narrowed by."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import Count, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kb.faceted import FacetedFilterSet
from kb.facets import ChoiceFacet, CountryFacet, Tied, TiedFacet, YearFacet, year_label
from kb.filter_fields import AnyOfFilter, QuestionFilter
from kb.filter_several import AllTakePartFilter, CountriesTakePartFilter, YearsFilter
from kb.models import Actor, Meeting, MeetingKind


class KindOfOccurrences(ChoiceFacet):
    """Series by the kinds of their meetings."""

    def counted(self, filterset: FacetedFilterSet, rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
        kinds = Meeting.objects.visible().filter(series__in=rows.order_by().values("pk")).order_by().values_list("kind")
        counts = dict(kinds.annotate(n=Count("series", distinct=True)))
        return [(value, str(label), counts.get(value, 0)) for value, label in filterset.choices_of(self.name)]


class YearOfOccurrences(YearFacet):
    """Series by the years of their meetings; the newest first."""

    def counted(self, filterset: FacetedFilterSet, rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
        dated = Meeting.objects.visible().filter(series__in=rows.order_by().values("pk")).exclude(date_earliest=None)
        years = set(dated.order_by().values_list("series", "date_earliest__year"))
        counts = Counter(str(year) for _series, year in years)
        return [(year, year_label(year), counts[year]) for year in sorted(counts, reverse=True)]


class YearOfOccurrencesFilter(YearsFilter):
    """Series with a meeting in any of the years."""

    def filter(self, queryset: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return queryset.filter(pk__in=super().filter(_occurrences(), value).values("series")) if value else queryset


class KindOfOccurrencesFilter(AnyOfFilter):
    """Series with a meeting of any of the kinds."""

    def filter(self, queryset: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return queryset.filter(pk__in=_occurrences().filter(kind__in=value).values("series")) if value else queryset


def _occurrences() -> QuerySet[Any]:
    return Meeting.objects.visible().exclude(series=None).order_by()


class SeriesFilterSet(FacetedFilterSet):
    q = QuestionFilter(label=_("Words of the name"))
    country = CountriesTakePartFilter(label=_("Countries"))
    actor = AllTakePartFilter(label=_("People and bodies"))
    year = YearOfOccurrencesFilter(label=_("Year of an occurrence"))
    kind = KindOfOccurrencesFilter(choices=MeetingKind.choices, label=_("Kind of meeting"))
    coming = django_filters.BooleanFilter(
        method="with_one_to_come", widget=forms.CheckboxInput, label=_("With an occurrence to come")
    )
    all = django_filters.BooleanFilter(
        method="with_names_told_once", widget=forms.CheckboxInput, label=_("Also names that came only once so far")
    )

    facets = (
        CountryFacet("country"),
        YearOfOccurrences("year", most=6),
        KindOfOccurrences("kind", most=10),
        TiedFacet("actor", most=6),
    )
    field_order = ("q", "country", "year", "kind", "actor", "coming", "all")

    def with_one_to_come(self, queryset: QuerySet[Any], name: str, value: bool | None) -> QuerySet[Any]:
        coming = _occurrences().coming(localdate()).order_by().values("series")
        return queryset.filter(pk__in=coming) if value else queryset

    def with_names_told_once(self, queryset: Any, name: str, value: bool | None) -> Any:
        return queryset if value else queryset.recurring()

    @cached_property
    def tied(self) -> Tied:
        """Who takes part in an occurrence of which series."""
        meetings = _occurrences().filter(series__in=self.narrowed().order_by().values("pk"))
        return TiedOfOccurrences(meetings, "participations", Actor.objects.visible())


class TiedOfOccurrences(Tied):
    """As `Tied`, with the series of the meetings in place of the meetings."""

    event = "series"
