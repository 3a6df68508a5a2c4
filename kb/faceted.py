"""Filter sets that count: what each value of each filter would leave of the list."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import get_language

from kb.facets import Facet, ShownFacet, Tied
from kb.filter_fields import PeriodForm
from kb.models import Actor
from kb.unchanged import while_unchanged

#: words of an address that say how rows are shown, not which
_OF_SHOWING = ("page", "sort", "show", "top")


class FacetedFilterSet(django_filters.FilterSet):
    """A filter set with `facets`; `field_order` is the reading order of its form."""

    facets: ClassVar[tuple[Facet, ...]] = ()
    field_order: ClassVar[tuple[str, ...]] = ()
    #: the relation from a row to what ties actors to it, where there is one
    ties_relation: ClassVar[str] = ""

    class Meta:
        form = PeriodForm

    def get_form_class(self) -> type[forms.Form]:
        """A form with its fields in reading order, those of the base class among them."""
        form = super().get_form_class()
        form.field_order = self.field_order
        return form

    def narrowed(self, *, without: str = "") -> QuerySet[Any]:
        """The rows under all filters, or all but one."""
        rows = self.queryset.all()
        if not self.is_bound:
            return rows
        for name, value in self.cleaned.items():
            if name != without:
                rows = self.filters[name].filter(rows, value)
        return rows

    @property
    def cleaned(self) -> dict[str, Any]:
        """What the form could read."""
        self.form.is_valid()
        return self.form.cleaned_data

    @cached_property
    def shown_facets(self) -> dict[str, ShownFacet]:
        """Facets by the names of their filters."""
        return while_unchanged(
            ("facets", get_language(), *self.asked),
            lambda: {facet.name: self._shown(facet) for facet in self.facets},
        )

    @cached_property
    def asked(self) -> tuple[Hashable, ...]:
        """All that the rows follow from beside the data: rows of two sets for which this is the same are the same."""
        words = self.data.lists() if self.is_bound else ()
        narrowing = tuple((word, tuple(values)) for word, values in words if word not in _OF_SHOWING)
        # filters may ask what is still to come
        return type(self), self.queryset.query.sql_with_params(), narrowing, localdate()

    def _shown(self, facet: Facet) -> ShownFacet:
        chosen = self._chosen(facet.name)
        fold = "" if not facet.folds else "open" if chosen or facet.name in self.form.errors else "closed"
        return replace(facet.shown(self, chosen), fold=fold)

    def _chosen(self, name: str) -> list[str]:
        if not self.is_bound or name in self.form.errors:
            return []
        return list(dict.fromkeys(value for value in self.data.getlist(name) if value.strip()))

    def choices_of(self, name: str) -> list[tuple[str, Any]]:
        """The choices of a filter's field."""
        return list(self.form.fields[name].choices)

    def label_of(self, name: str, value: str) -> str:
        """A ticked value in words."""
        return str(self.form.fields[name].in_words(value, self.cleaned.get(name)))

    @cached_property
    def tied(self) -> Tied:
        """Who takes part in what the filters leave."""
        if self.is_narrowed:
            return Tied(self.narrowed(), self.ties_relation, Actor.objects.visible())
        actors = Actor.objects.visible()
        return while_unchanged(
            ("tied", *self.asked), lambda: Tied(self.narrowed(), self.ties_relation, actors, narrowed=False)
        )

    @property
    def is_narrowed(self) -> bool:
        """Does any filter hold?"""
        return self.is_bound and any(self.cleaned.values())

    @cached_property
    def homes(self) -> Mapping[int, frozenset[int]]:
        """The countries that each actor is of."""
        return while_unchanged("homes", Actor.objects.homes)

    def named_countries(self, counts: Mapping[int, int]) -> list[tuple[str, str, int]]:
        """Slug, name and count of countries, most first."""
        rows = Actor.objects.visible().filter(kind="country").order_by("name").values_list("pk", "slug", "name")
        named = [(slug, name, counts[pk]) for pk, slug, name in rows if pk in counts]
        return sorted(named, key=lambda each: -each[2])

    def known_actors(self) -> list[str]:
        """Names to suggest where an actor is asked for: those who take part in most of what is shown."""
        return [name for _slug, name, _kind, _count in self.tied.named] if self.ties_relation else []
