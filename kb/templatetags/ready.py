"""Citations ready to be copied, beside what they cite."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.timezone import localdate

from kb.citations import Citation, Citations
from kb.models import Initiative, Meeting
from kb.ready_citations import cite_choice, cite_record, cite_sentence
from kb.templatetags.lists import list_in_words

register = template.Library()


@register.inclusion_tag("kb/parts/cite.html", takes_context=True)
def ready_citation(context: Any, record: Meeting | Initiative, citations: Citations) -> dict[str, Any]:
    """A meeting or initiative, with the articles that tell of it."""
    articles = {citation.evidence.article_id: citation.evidence.article for citation in citations.all}
    address = context["request"].build_absolute_uri(record.get_absolute_url())
    return {"citation": cite_record(record, list(articles.values()), address, today=localdate())}


@register.inclusion_tag("kb/parts/cite.html", takes_context=True)
def ready_quote(context: Any, citation: Citation) -> dict[str, Any]:
    """One sentence, as its article has it."""
    address = context["request"].build_absolute_uri(citation.evidence.get_absolute_url())
    return {"citation": cite_sentence(citation.evidence, address, today=localdate()), "number": citation.number}


@register.inclusion_tag("kb/parts/cite.html", takes_context=True)
def ready_list(context: Any) -> dict[str, Any]:
    """The list as its filters leave it, whichever page of it is shown."""
    address = context["request"].build_absolute_uri(f"{context['clear_url']}{context['asked']}")
    return {"citation": cite_choice(list_in_words(context), address, today=localdate()), "of_list": True}
