"""What a brief can be narrowed by; each filter is a word in its address."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from kb.filter_fields import AnyOfFilter, SinceFilter, UntilFilter
from kb.models import MeetingKind


class PeriodFilterSet(django_filters.FilterSet):
    """A period, for pages whose subject the address names already."""

    since = SinceFilter(label=_("From"))
    until = UntilFilter(label=_("To"))


class RelationFilterSet(PeriodFilterSet):
    kind = AnyOfFilter(choices=MeetingKind.choices, label=_("Kind of meeting"))
