"""What the list of articles can be narrowed by."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from kb.filter_fields import ActorFilter, SinceFilter, UntilFilter, WordsFilter
from kb.filters import suggested_names
from kb.models import Participation


def agencies() -> list[tuple[str, str]]:
    """The agencies that articles come from."""
    names = Article.objects.current().exclude(agency="").order_by("agency").values_list("agency", flat=True).distinct()
    return [(name, name) for name in names]


class ArticleFilterSet(django_filters.FilterSet):
    q = WordsFilter(label=_("Words"))
    actor = ActorFilter(label=_("Actor"))
    agency = django_filters.ChoiceFilter(choices=agencies, empty_label=_("Any agency"), label=_("Agency"))
    since = SinceFilter(label=_("From"))
    until = UntilFilter(label=_("To"))

    def known_actors(self) -> list[str]:
        """Names to suggest where an actor is asked for."""
        return suggested_names(Participation)
