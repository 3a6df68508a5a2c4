"""What the list of articles can be narrowed by."""

from __future__ import annotations

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from kb.faceted import FacetedFilterSet
from kb.facets import ChoiceFacet, YearFacet
from kb.filter_fields import ActorFilter, QuestionFilter, SinceFilter, UntilFilter
from kb.filter_several import YearsFilter
from kb.filters import suggested_names
from kb.models import Participation


def agencies() -> list[tuple[str, str]]:
    """The agencies that articles come from."""
    names = Article.objects.current().exclude(agency="").order_by("agency").values_list("agency", flat=True).distinct()
    return [(name, name) for name in names]


class ArticleFilterSet(FacetedFilterSet):
    q = QuestionFilter(label=_("Words"))
    actor = ActorFilter(label=_("Actor"))
    since = SinceFilter(label=_("From"))
    until = UntilFilter(label=_("To"))
    year = YearsFilter(columns=("published", "published"), label=_("Year"))
    agency = django_filters.MultipleChoiceFilter(
        choices=agencies, widget=forms.CheckboxSelectMultiple, distinct=False, label=_("Agency")
    )

    facets = (YearFacet("year", columns=("published", "published")), ChoiceFacet("agency", most=8))
    field_order = ("q", "actor", "since", "until", "year", "agency")

    def known_actors(self) -> list[str]:
        """Names to suggest where an actor is asked for."""
        return suggested_names(Participation)
