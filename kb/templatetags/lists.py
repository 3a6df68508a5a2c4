"""What lists say of themselves: the title of the page, and what is read out when filters change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from kb.counts import counted
from kb.facets import ShownFacet
from kb.listing import narrowed_in_words

register = template.Library()
#: signs that the filters in a title may take
_MOST_SIGNS = 90


@register.simple_tag(takes_context=True)
def list_title(context: Any) -> str:
    """What the list holds: `Russia + Viet Nam, 2021: 3 meetings, calendar`; `Meetings, page 2` without filters."""
    page = context["page_obj"]
    narrowed = Truncator(narrowed_in_words(context["chips"], _every(context["facets"]))).chars(_MOST_SIGNS)
    number = counted(page.paginator.count, context["noun"])
    parts = [f"{narrowed}: {number}" if narrowed else str(context["name"])]
    if view := context.get("view_name"):
        parts.append(str(view).lower())
    elif page.number > 1:
        parts.append(_page_of(page))
    return ", ".join(parts)


def list_in_words(context: Any) -> str:
    """What the list holds, all filters named: `Russia + Viet Nam, 2021: 3 meetings`; `287 meetings` without."""
    paginator = context["page_obj"].paginator
    narrowed = narrowed_in_words(context["chips"], _every(context["facets"]))
    if narrowed and getattr(paginator, "more", False):
        return narrowed
    number = counted(paginator.count, context["noun"])
    return f"{narrowed}: {number}" if narrowed else number


def _every(facets: Mapping[str, ShownFacet]) -> set[str]:
    return {name for name, facet in facets.items() if facet.every}


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
