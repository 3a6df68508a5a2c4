"""What briefs and lists of posts show beside a name: addresses of briefs, ends of initiatives, spans of texts."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from kb.edtf_display import display_edtf
from kb.labels import tenure_seen
from kb.listing import address
from kb.models import Actor, Initiative
from kb.relations.addresses import brief_address, sides_query
from kb.relations.endings import end_of

register = template.Library()
register.filter("edtf_in_words", display_edtf)
register.filter("seen_short", lambda tenure: tenure_seen(tenure, short=True))


@register.simple_tag
def brief_url(one: Actor, other: Actor) -> str:
    """The address of the brief on two actors."""
    return brief_address(one, other)


@register.simple_tag
def of_sides(one: Actor, other: Actor | None = None, **more: Any) -> str:
    """The query of lists of what is between two actors, or of what one has part in, with all who act for them."""
    return sides_query(filter(None, (one, other)), **more)


@register.filter
def ran_until(initiative: Initiative) -> str:
    """`ran until 2025`; nothing where the end is not told."""
    end = end_of(initiative.name, initiative.date_edtf)
    return _("ran until %(date)s") % {"date": display_edtf(end, short=True, after=True)} if end else ""


@register.simple_tag(takes_context=True)
def renamed(context: Any, field: str, slug: str) -> str:
    """The page again with another actor in a field of its form."""
    return address(context["request"].GET, **{field: slug})
