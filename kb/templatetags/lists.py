"""What lists say of themselves: the title of the page, and what is read out when filters change."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import template
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from kb.listing import Chip
from kb.templatetags.records import counted

register = template.Library()
#: signs that the filters in a title may take
_MOST_SIGNS = 90
#: filters whose value alone does not say what it is
_BY_LABEL = ("since", "until")


@register.simple_tag(takes_context=True)
def list_title(context: Any) -> str:
    """What the list holds: `Russia + Viet Nam, 2021: 3 meetings, calendar`; `Meetings, page 2` without filters."""
    page = context["page_obj"]
    narrowed = Truncator(_narrowed(context["chips"], context["facets"])).chars(_MOST_SIGNS)
    number = counted(page.paginator.count, context["noun"])
    parts = [f"{narrowed}: {number}" if narrowed else str(context["name"])]
    if view := context.get("view_name"):
        parts.append(str(view).lower())
    elif page.number > 1:
        parts.append(_page_of(page))
    return ", ".join(parts)


def _narrowed(chips: Sequence[Chip], facets: Any) -> str:
    """The active filters in words; a plus where all values must hold, a stroke where any may."""
    words = []
    for field, group in groupby(chips, key=lambda chip: chip.field):
        every = field in facets and facets[field].every
        words.append((" + " if every else " / ").join(map(_in_title, group)))
    return ", ".join(words)


def _in_title(chip: Chip) -> str:
    if not chip.value:
        return str(chip.label)
    return f"{chip.label} {chip.value}" if chip.field in _BY_LABEL else str(chip.value)


@register.simple_tag(takes_context=True)
def announced(context: Any) -> str:
    """What changed, for those who do not see it: errors of the form, how many rows there are, which page of them."""
    page = context["page_obj"]
    wrong = [f"{field.label}: {error}" for field in context["filterset"].form for error in field.errors]
    found = _("%(counted)s found") % {"counted": counted(page.paginator.count, context["noun"])}
    pages = [_page_of(page)] if page.paginator.num_pages > 1 and "view_name" not in context else []
    return capfirst(" ".join([*wrong, ", ".join([found, *pages])]))


def _page_of(page: Any) -> str:
    return _("page %(page)s of %(pages)s") % {"page": page.number, "pages": page.paginator.num_pages}
