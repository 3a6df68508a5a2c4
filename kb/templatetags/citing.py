"""Citations on pages: the numbers of the sentences that a value rests on, and of those that say otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.citations import Citation, Citations
from kb.differing import Difference, also_told
from kb.models import Initiative, Meeting, Place

register = template.Library()


@register.simple_tag
def cites(citations: Citations, actor: int) -> SafeString:
    """The numbers of the sentences that tie an actor to the event, as links to them."""
    return _numbers(citations.of(f"actor {actor}"))


@register.simple_tag
def by_title(citations: Citations, actor: int) -> SafeString:
    """Says of somebody whom no sentence names that he is meant by a title."""
    if not citations.is_by_title(actor):
        return SafeString("")
    return format_html(
        '<span class="quiet by-title">{}</span>', _("not named: by the title, from who held the post then")
    )


@register.simple_tag
def topic_told(citations: Citations, topic: str) -> SafeString:
    """The numbers of the sentences that tell a topic, as links to them."""
    return _numbers(citations.of(f"topic {topic}"))


@register.simple_tag(takes_context=True)
def told(context: Mapping[str, Any], record: Meeting | Initiative, field: str) -> SafeString:
    """The numbers of the sentences that give a field's value; what others say against it, and what they say beside."""
    citations = context["citations"]
    current = getattr(record, field)
    numbers = _numbers(citations.of(field, current.name if isinstance(current, Place) else current or ""))
    beside = format_html_join(
        ", ", "{}{}", ((shown, _numbers(found)) for shown, found in also_told(record, citations, field))
    )
    also = format_html('<span class="also-told">{} {}</span>', _("also told:"), beside) if beside else ""
    against = (_against(each) for each in context["differences"] if each.field == field)
    return format_html("{}{}{}", numbers, also, next(against, ""))


def _against(difference: Difference) -> SafeString:
    """`Sources disagree: held (2), proposed (1)`, each with its sentences."""
    said = _("Sources say otherwise:") if difference.by_person else _("Sources disagree:")
    sides = difference.sides[1:] if difference.by_person else difference.sides
    each = format_html_join(
        ", ",
        '<span class="side">{} ({}){}</span>',
        (
            (
                side.words,
                number_format(side.articles, use_l10n=True, force_grouping=True),
                _numbers(sorted(side.citations, key=lambda citation: citation.number)),
            )
            for side in sides
        ),
    )
    return format_html('<span class="against"><a href="#differ">{}</a> {}</span>', said, each)


@register.simple_tag
def told_number(citation: Citation) -> SafeString:
    """The number of one sentence, as a link to it."""
    return _numbers([citation])


def _numbers(found: Collection[Citation]) -> SafeString:
    unique = {citation.number: _("Source %(number)s") % {"number": citation.number} for citation in found}
    links = format_html_join("", '<a href="#e{0}" aria-label="{1}">{0}</a>', unique.items())
    return format_html('<sup class="cites">{}</sup>', links) if found else SafeString("")
