"""Filters that take several values at a time: years, places, countries, actors."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.facets import UNKNOWN, year_label
from kb.models import Actor, Place, Series
from kb.models.keys import keys_in

#: more values than this in one filter are a mistake, or a hostile one
MOST_VALUES = 30
_SLUG = re.compile(r"[\w-]{1,160}")
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)


class SeveralField(forms.Field):
    """Values each of which stands in the address by itself; subclasses read them."""

    widget = forms.CheckboxSelectMultiple
    most = MOST_VALUES

    def clean(self, value: Any) -> list[Any]:
        typed = list(dict.fromkeys(each.strip() for each in value or () if each.strip()))
        if len(typed) > self.most:
            raise ValidationError(_("Choose up to %(most)s at once."), params={"most": self.most})
        return self.read(typed)

    def read(self, typed: list[str]) -> list[Any]:
        raise NotImplementedError

    def refuse(self, typed: str) -> ValidationError:
        return ValidationError(_("“%(typed)s” is not among them."), params={"typed": typed})


class RecordsField(SeveralField):
    """Records by their slugs."""

    def __init__(self, *, records: Callable[[], QuerySet[Any]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.records = records

    def read(self, typed: list[str]) -> list[Any]:
        slugs = [slug for slug in typed if _SLUG.fullmatch(slug)]
        found = {record.slug: record for record in self.records().filter(slug__in=slugs)} if slugs else {}
        for slug in typed:
            if slug not in found:
                raise self.refuse(slug)
        return [found[slug] for slug in typed]

    def in_words(self, raw: str, cleaned: list[Any] | None) -> str:
        return next((record.name for record in cleaned or () if record.slug == raw.strip()), raw)


class YearsField(SeveralField):
    """Years; `unknown` for what has no date, which cleans to None."""

    def read(self, typed: list[str]) -> list[int | None]:
        for year in typed:
            if year != UNKNOWN and not (_YEAR.fullmatch(year) and int(year)):
                raise self.refuse(year)
        return [None if year == UNKNOWN else int(year) for year in typed]

    def in_words(self, raw: str, cleaned: list[int | None] | None) -> str:
        return year_label(raw.strip())


class YearsFilter(django_filters.Filter):
    """Rows whose date, as far as it is known, touches any of the years."""

    field_class = YearsField

    def __init__(self, *, columns: tuple[str, str] = ("date_earliest", "date_latest"), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.columns = columns

    def filter(self, queryset: QuerySet[Any], value: Sequence[int | None]) -> QuerySet[Any]:
        return queryset.filter(reduce(or_, map(self._touches, value))) if value else queryset

    def _touches(self, year: int | None) -> Q:
        first, last = self.columns
        if year is None:
            return Q(**{first: None})
        return Q(**{f"{last}__gte": date(year, 1, 1), f"{first}__lte": date(year, 12, 31)})


class _RecordsFilter(django_filters.Filter):
    field_class = RecordsField
    records: Callable[[], QuerySet[Any]]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(records=type(self).records, **kwargs)


class CountriesTakePartFilter(_RecordsFilter):
    """Events in which every one of the countries takes part, itself or by its bodies and people."""

    #: what a chosen one is called above the list, where the form beside it tells how it counts
    chip_label = gettext_lazy("Country")

    @staticmethod
    def records() -> QuerySet[Any]:
        return Actor.objects.visible().filter(kind="country")

    def filter(self, queryset: Any, value: Sequence[Actor]) -> Any:
        # who is of which country is asked once for all counts: as a subquery it took most of the page's time
        homes = self.parent.homes if value else {}
        for country in value or ():
            queryset = queryset.tied_to([actor for actor, countries in homes.items() if country.pk in countries])
        return queryset


class AllTakePartFilter(_RecordsFilter):
    """Events in which every one of the actors takes part."""

    @staticmethod
    def records() -> QuerySet[Any]:
        return Actor.objects.visible()

    def filter(self, queryset: Any, value: Sequence[Actor]) -> Any:
        for actor in value or ():
            queryset = queryset.tied_to([actor])
        return queryset


class SidesField(RecordsField):
    """The sides of a relation, which each two of them have."""

    most = 3


class SidesFilter(_RecordsFilter):
    """Events between actors with all who act for them, as a brief counts; of one actor, those of its whole side."""

    field_class = SidesField

    @staticmethod
    def records() -> QuerySet[Any]:
        return Actor.objects.visible()

    def filter(self, queryset: Any, value: Sequence[Actor]) -> Any:
        # found once for all counts of the page, as the countries are
        return queryset.filter(keys_in("pk", self.parent.of_sides)) if value else queryset


class AnyHomeFilter(_RecordsFilter):
    """Actors of any of the countries: by home, or by a post in it or in one of its bodies."""

    @staticmethod
    def records() -> QuerySet[Any]:
        return Actor.objects.visible().filter(kind="country")

    def filter(self, queryset: Any, value: Sequence[Actor]) -> Any:
        if not value:
            return queryset
        of_any = (Q(pk__in=Actor.objects.of_country(country).values("pk")) for country in value)
        return queryset.filter(reduce(or_, of_any))


class PlacesFilter(_RecordsFilter):
    """Meetings at any of the places."""

    @staticmethod
    def records() -> QuerySet[Any]:
        return Place.objects.all()

    def filter(self, queryset: Any, value: Sequence[Place]) -> Any:
        return queryset.filter(place__in=value) if value else queryset


class SeriesFilter(_RecordsFilter):
    """Meetings of any of the series."""

    @staticmethod
    def records() -> QuerySet[Any]:
        return Series.objects.visible()

    def filter(self, queryset: Any, value: Sequence[Series]) -> Any:
        return queryset.filter(series__in=value) if value else queryset
